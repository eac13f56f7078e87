"""Whom could a person meet through the people she already knows, and why these first?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import best, draw, fused, ranks, steady
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Managers = NDArray[np.int32]

PARTS = ("adamic_adar", "recent_30", "recent_90")  # fused with equal weight
HALF_LIVES = (30.0, 90.0)  # days


class Spread(NamedTuple):
    """One way to count what a shared contact says.

    What z passes on of what reaches it is by[z]; a tie carries ln(1 + its strength) where
    ``carries`` says so, else 1.
    """

    rows: Rows
    by: Floats
    carries: bool


class Evidence(NamedTuple):
    """What every ranking of one view is made from; made once a view. One spread a part."""

    present: Flags
    spreads: tuple[Spread, Spread, Spread]


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


class Ranking(NamedTuple):
    """The first candidates, best first, and whether there were more."""

    items: tuple[Candidate, ...]
    truncated: bool


def evidence(ties: Rows, recent: Rows, lasting: Rows, *, present: Flags) -> Evidence:
    """Prepare the rankings of one view.

    Args:
        ties: undirected, who is in contact with whom.
        recent, lasting: undirected decayed contacts W_ij with half-lives of 30 and 90 days.
        present: by row; whoever is not present neither vouches for anybody nor is counted.
    """
    there = present[ties.indices]
    contacts = np.bincount(ties.owners()[there], minlength=len(present))
    vouches = np.zeros(len(present))
    several = contacts >= 2
    vouches[several] = 1.0 / np.log(contacts[several])
    return Evidence(
        present,
        (Spread(ties, vouches, False), _weighted(recent, present), _weighted(lasting, present)),
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
    steps the same sums run over the people in between. The ranks are fused.

    Args:
        eligible: by row, who may be suggested to her; contacts she has are never suggested.
        id_of: the id of a row, to order equals by lot with *seed*.
    Source:
        Adamic and Adar (2003), Social Networks 25(3); Zhou, Lue and Zhang (2009), European
        Physical Journal B 71; methods.md section 6 for the weighting and what it is worth.
    """
    near = tuple(_first(spread, person, evidence.present) for spread in evidence.spreads)
    known = near[0] > 0
    known[person] = True
    second = tuple(_onward(*pair) for pair in zip(evidence.spreads, near, strict=True))
    at_two = (second[0] > 0) & ~known & evidence.present
    found = np.flatnonzero(at_two & eligible)
    items = _ranked(found, 2, second, limit, id_of, seed)
    if len(found) > limit:
        return Ranking(items, True)
    through = tuple(np.where(at_two, values, 0.0) for values in second)
    third = tuple(_onward(*pair) for pair in zip(evidence.spreads, through, strict=True))
    farther = np.flatnonzero((third[0] > 0) & ~known & ~at_two & evidence.present & eligible)
    items += _ranked(farther, 3, third, limit - len(found), id_of, seed)
    return Ranking(items, len(found) + len(farther) > limit)


def connectors(
    evidence: Evidence, person: int, other: int, *, id_of: Callable[[int], str], seed: int
) -> list[int]:
    """Contacts the two share, present, the one who carries most between them first."""
    spread = evidence.spreads[-1]
    ties = evidence.spreads[0].rows
    shared = np.intersect1d(ties.contacts(person), ties.contacts(other), assume_unique=True)
    shared = shared[evidence.present[shared]].astype(np.int64)
    carried = (_carried(spread, person) * _carried(spread, other) * spread.by)[shared]
    rounded = dict(zip(shared.tolist(), steady(carried).tolist(), strict=True))
    return sorted(rounded, key=lambda row: (-rounded[row], draw(id_of(row), seed), id_of(row)))


def reporting_line(manager: Managers, person: int) -> Flags:
    """Who is above the person in the chart, by row, or below her at any depth."""
    line = np.zeros(len(manager), dtype=np.bool_)
    above = int(manager[person])
    while above >= 0 and not line[above]:
        line[above] = True
        above = int(manager[above])
    below = np.zeros(len(manager), dtype=np.bool_)
    below[person] = True
    known = 0
    while known < below.sum():
        known = int(below.sum())
        # One place more at the end: a manager of -1 picks it.
        below |= np.append(below, False)[manager]
    line |= below
    line[person] = False
    return line


def _ranked(
    found: Ints,
    steps: int,
    values: tuple[Floats, ...],
    limit: int,
    id_of: Callable[[int], str],
    seed: int,
) -> tuple[Candidate, ...]:
    lists = [one[found] for one in values]
    places = [ranks(one) for one in lists]
    total = fused(lists)
    chosen = best(total, limit, id_of=lambda place: id_of(int(found[place])), seed=seed)
    return tuple(
        Candidate(
            row=int(found[place]),
            steps=steps,
            value=float(total[place]),
            parts=tuple(
                Part(name, float(value[place]), int(rank[place]))
                for name, value, rank in zip(PARTS, lists, places, strict=True)
            ),
        )
        for place in chosen
    )


def _weighted(rows: Rows, present: Flags) -> Spread:
    carried = np.log1p(rows.strength.astype(np.float64)) * present[rows.indices]
    totals = np.bincount(rows.owners(), weights=carried, minlength=len(present))
    by = np.divide(1.0, totals, out=np.zeros(len(present)), where=totals > 0)
    return Spread(rows, by, True)


def _first(spread: Spread, person: int, present: Flags) -> Floats:
    return _carried(spread, person) * present


def _carried(spread: Spread, person: int) -> Floats:
    """What the person's own ties carry, by row of the other end."""
    carried = np.zeros(len(spread.by))
    here = spread.rows.span(person)
    strength = spread.rows.strength[here].astype(np.float64)
    carried[spread.rows.indices[here]] = np.log1p(strength) if spread.carries else 1.0
    return carried


def _onward(spread: Spread, reached: Floats) -> Floats:
    """What arrives one tie further of what has *reached* each row."""
    passed = reached * spread.by
    senders = np.flatnonzero(passed)
    where, count = spread.rows.spans(senders)
    sent = np.repeat(passed[senders], count)
    if spread.carries:
        sent = sent * np.log1p(spread.rows.strength[where].astype(np.float64))
    found = spread.rows.indices[where]
    # Without any tie numpy would count in whole numbers.
    return np.bincount(found, weights=sent, minlength=len(reached)).astype(np.float64)
