"""Whom could a person meet through the people she already knows, and why these first?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.on_demand import OnDemand
from graphsvc.analyses.ranking import Places, best, fused, ranks
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.spreading import (
    Reached,
    carried_in_all,
    carried_to,
    contacts_among,
    reached,
)

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# How often the one in a row was addressed beside each of the last rows, by one of the second ones.
Beside = Callable[[int, Ints, Ints], Floats]

PARTS = ("adamic_adar", "recent_30", "recent_90", "walk_90", "beside")
Weights = tuple[float, float, float, float, float]
WEIGHTS: Weights = (1.0, 1.0, 1.0, 1.0, 0.5)  # of the parts, where nothing better is known
HALF_LIVES = (30.0, 90.0)  # days


class Spread(NamedTuple):
    """One way to count what a shared contact says: z passes on by[z] of what reaches it."""

    rows: Rows
    by: Floats


class Evidence(NamedTuple):
    """What every ranking of one view is made from; made once a view.

    One spread a part. Over a tie of the first all is passed on, over a tie of the others
    ln(1 + its strength) of it.
    """

    present: Flags
    spreads: tuple[Spread, Spread, Spread]
    weights: Weights = WEIGHTS
    beside: Beside | None = None


class Part(NamedTuple):
    """One of the rankings that were fused, as it stood for one candidate."""

    name: str
    value: float
    rank: int


class Candidate(NamedTuple):
    """Somebody to meet; ``value`` compares within one answer only."""

    row: int
    steps: int
    value: float
    parts: tuple[Part, ...]


class Candidates(OnDemand[Candidate]):
    """Candidates in their order: few of many are shown."""

    def __init__(self, tiers: Sequence["_Tier"]) -> None:
        self._tiers = tiers
        self.rows: Ints = np.concatenate([tier.rows[tier.chosen] for tier in tiers])
        super().__init__(len(self.rows), self._candidate)

    def _candidate(self, place: int) -> Candidate:
        for tier in self._tiers:
            if place < len(tier.chosen):
                return _candidate(tier, int(tier.chosen[place]))
            place -= len(tier.chosen)
        raise IndexError(place)


class Ranking(NamedTuple):
    """The first candidates, best first, and whether there were more."""

    items: Candidates
    truncated: bool


def evidence(
    ties: Rows,
    recent: Rows,
    lasting: Rows,
    *,
    present: Flags,
    weights: Weights = WEIGHTS,
    beside: Beside | None = None,
) -> Evidence:
    """Prepare the rankings of one view.

    Args:
        ties: undirected, who is in contact with whom.
        recent, lasting: undirected decayed contacts W_ij with half-lives of 30 and 90 days.
        present: by row; whoever is not present neither vouches for anybody nor is counted.
        weights: how much each part counts when ranks are fused.
        beside: who was addressed beside whom, where moments are recorded.
    """
    contacts = contacts_among(ties, present)
    vouches = np.zeros(len(present))
    several = contacts >= 2
    vouches[several] = 1.0 / np.log(contacts[several])
    return Evidence(
        present,
        (Spread(ties, vouches), _weighted(recent, present), _weighted(lasting, present)),
        weights,
        beside,
    )


def introductions(
    evidence: Evidence,
    person: int,
    *,
    eligible: Flags,
    limit: int,
    id_of: Callable[[int], str],
    seed: int,
) -> Ranking:
    """The *limit* best people for the one in row *person* to meet.

    Candidates share a contact with her (two steps away); people three steps away follow where
    those are fewer than asked for. Each part spreads along the ties: Adamic-Adar
    sum 1 / ln d_z over shared contacts z with d_z contacts, and resource allocation
    sum L_iz L_zj / sum_k L_zk with L = ln(1 + contacts decayed with 30 and 90 days). At three
    steps the same sums run over the people in between. The next part is the chance that a walk of
    three steps from her ends there, over ties taken in the proportion of L with 90 days; the last,
    how often a shared contact addressed both in one moment. The ranks are fused.

    Args:
        eligible: by row, who may be suggested to her; contacts she has are never suggested.
        id_of: the id of a row, to order equals by lot with *seed*.
    Source:
        Adamic and Adar (2003), Social Networks 25(3); Zhou, Lue and Zhang (2009), European
        Physical Journal B 71; methods.md section 6 for the weighting and what it is worth.
    """
    tiers, truncated = _tiers(evidence, person, eligible, limit, id_of, seed)
    return Ranking(Candidates(tiers), truncated)


def in_order(
    evidence: Evidence,
    person: int,
    *,
    eligible: Flags,
    limit: int,
    id_of: Callable[[int], str],
    seed: int,
) -> Ints:
    """Only the rows of what introductions gives for the same arguments, best first."""
    tiers, _ = _tiers(evidence, person, eligible, limit, id_of, seed)
    return Candidates(tiers).rows


class _Met(NamedTuple):
    """People by row, and what each part says for them, beside the rows."""

    rows: Ints
    parts: tuple[Floats, ...]


class _Tier(NamedTuple):
    """Candidates as many steps away, their value and rank by each part (float64, int64[parts, n]),
    and the positions of the best."""

    rows: Ints
    values: Floats
    steps: int
    places: Places
    total: Floats
    chosen: Ints


def _near(evidence: Evidence, person: int, part: int) -> Reached:
    """The person's contacts who are present, and what her tie to each carries in one part."""
    rows, there = evidence.spreads[part].rows, evidence.present
    contacts = rows.contacts(person).astype(np.int64)
    contacts = contacts[there[contacts]]
    if part == 0:
        return Reached(contacts, np.ones(len(contacts)))
    return Reached(contacts, _carried(rows, person, contacts))


def _onward(evidence: Evidence, senders: tuple[Reached, ...], *, past: Ints) -> _Met:
    """What arrives one tie further; whom the first part does not reach is not met."""
    sent = [
        one.amounts * spread.by[one.rows]
        for one, spread in zip(senders, evidence.spreads, strict=True)
    ]
    ties, *weighted = evidence.spreads
    met = reached(ties.rows, senders[0].rows, sent[0], past=past, present=evidence.present)
    arrived = (
        carried_to(spread.rows, one.rows, passed, at=met.rows)
        for spread, one, passed in zip(weighted, senders[1:], sent[1:], strict=True)
    )
    return _Met(met.rows, (met.amounts, *arrived))


def _walked(evidence: Evidence, near: Reached, met: _Met, *, through: Ints) -> _Met:
    """With what a walk of three steps brings to those *met*, by any of the rows in *through*."""
    rows, by = evidence.spreads[-1]
    arrived = carried_to(rows, near.rows, near.amounts * by[near.rows], at=through)
    ends = carried_to(rows, through, arrived * by[through], at=met.rows)
    return met._replace(parts=(*met.parts, ends))


def _with_rounds(evidence: Evidence, person: int, by: Ints, met: _Met) -> _Met:
    """With how often she and each of those *met* were addressed together by one of *by*."""
    rounds = evidence.beside
    counted = np.zeros(len(met.rows)) if rounds is None else rounds(person, by, met.rows)
    return met._replace(parts=(*met.parts, counted))


def _among(met: _Met, eligible: Flags) -> _Met:
    kept = eligible[met.rows]
    return _Met(met.rows[kept], tuple(values[kept] for values in met.parts))


def _tiers(
    evidence: Evidence,
    person: int,
    eligible: Flags,
    limit: int,
    id_of: Callable[[int], str],
    seed: int,
) -> tuple[list[_Tier], bool]:
    """Candidates two steps away, then three where those are too few; and whether more are left."""

    def tier(met: _Met, steps: int, room: int) -> _Tier:
        values = np.array(met.parts)
        places = ranks(values)
        total = fused(values, places, evidence.weights)
        chosen = best(total, room, id_of=lambda place: id_of(int(met.rows[place])), seed=seed)
        return _Tier(met.rows, values, steps, places, total, np.array(chosen, np.int64))

    near = tuple(_near(evidence, person, part) for part in range(len(evidence.spreads)))
    known = np.append(near[0].rows, person)
    second = _onward(evidence, near, past=known)
    around = np.sort(np.append(known, second.rows))
    found = _walked(evidence, near[-1], _among(second, eligible), through=around)
    found = _with_rounds(evidence, person, near[0].rows, found)
    nearest = tier(found, 2, limit)
    if len(found.rows) > limit:
        return [nearest], True
    senders = tuple(Reached(second.rows, values) for values in second.parts)
    third = _among(_onward(evidence, senders, past=around), eligible)
    # A walk of three steps to somebody three steps away cannot turn back: it is that sum.
    # Somebody so far away was never in one round with her.
    third = third._replace(parts=(*third.parts, third.parts[-1], np.zeros(len(third.rows))))
    farther = tier(third, 3, limit - len(nearest.chosen))
    return [nearest, farther], len(found.rows) + len(third.rows) > limit


def _candidate(tier: _Tier, place: int) -> Candidate:
    return Candidate(
        row=int(tier.rows[place]),
        steps=tier.steps,
        value=float(tier.total[place]),
        parts=tuple(
            map(Part, PARTS, tier.values[:, place].tolist(), tier.places[:, place].tolist())
        ),
    )


def _weighted(rows: Rows, present: Flags) -> Spread:
    totals = carried_in_all(rows, present)
    return Spread(rows, np.divide(1.0, totals, out=np.zeros(len(present)), where=totals > 0))


def _carried(rows: Rows, person: int, others: Ints) -> Floats:
    """What the ties between one person and each of *others* carry, 0 where there is none."""
    contacts = rows.contacts(person)
    carried = np.zeros(len(others))
    _, place, beside = np.intersect1d(contacts, others, assume_unique=True, return_indices=True)
    carried[beside] = np.log1p(rows.strength[rows.span(person)][place].astype(np.float64))
    return carried
