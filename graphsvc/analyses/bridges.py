"""Which few introductions bring people far from the best-connected closest to them?"""

import heapq
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.analyses.access import STEP, Access
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FLOOR = 0.05  # c of log(c + access): who has no access at all is helped first, not alone
# How often people introduced like this both say yes, by what they share. Cube-root damped from how
# often ties form by themselves, so that two shared contacts are even odds: an assumption, printed.
COLD, THREE_STEPS = 0.14, 0.24
BY_SHARED = ((1, 0.37), (2, 0.50), (3, 0.61), (5, 0.77), (8, 0.95))
LOW_SHARE = 0.2
MOST_CANDIDATES = 256
MENTEES_AT_ONCE = 128


class Caps(NamedTuple):
    """How many introductions one mentee and one introducee may get."""

    mentee: int = 1
    introducee: int = 2


class Candidates(NamedTuple):
    """Whom one mentee could meet: rows, odds of a yes, shared contacts, steps (-1: no way)."""

    rows: Ints
    odds: Floats
    shared: Ints
    steps: Ints


class Bridge(NamedTuple):
    """One planned introduction. ``gain`` is what it adds to the objective, in expectation.

    ``others`` counts people besides the mentee whose expected access grows too.
    """

    mentee: int
    introducee: int
    odds: float
    shared: int
    steps: int
    gain: float
    before: float
    after: float
    others: int


class Planned(NamedTuple):
    """``before`` and ``after``: expected access of *mentees*, in their order."""

    bridges: tuple[Bridge, ...]
    mentees: Ints
    before: Floats
    after: Floats


def low_fifth(total: Floats, *, among: Flags, lots: Ints) -> Ints:
    """Rows of the fifth of *among* with the least access (rounded up); equals by *lots*."""
    rows = np.flatnonzero(among)
    order = np.lexsort((lots[rows], np.round(total[rows], 6)))
    return np.sort(rows[order[: int(np.ceil(LOW_SHARE * len(rows)))]])


def odds_of(shared: Ints, steps: Ints) -> Floats:
    """Odds of a yes from both: by shared contacts, else by steps."""
    odds = np.where(steps == 3, THREE_STEPS, COLD)
    for least, value in BY_SHARED:
        odds = np.where(shared >= least, value, odds)
    return odds


def candidates(
    ties: Rows, mentees: Ints, *, eligible: Callable[[int], Flags], access: Access
) -> list[Candidates]:
    """For each mentee the people two or three steps away who could help most.

    Who reaches nobody in three steps gets cold candidates, whom only the programme can introduce.
    At most 256 a mentee: those with the largest bound of the gain, odds times access.

    Args:
        eligible: by row of the mentee, whom she may be introduced to.
    """
    total, found = access.total, list[Candidates]()
    pattern = _pattern(ties)
    for start in range(0, len(mentees), MENTEES_AT_ONCE):
        rows = mentees[start : start + MENTEES_AT_ONCE]
        one = pattern[rows]
        two = one @ pattern
        three = (two @ pattern).toarray() > 0
        shared = two.toarray().astype(np.int64)
        known = one.toarray() > 0
        for place, mentee in enumerate(rows.tolist()):
            may = eligible(mentee) & ~known[place]
            may[mentee] = False
            found.append(_best(may, shared[place], three[place], total))
    return found


def _best(may: Flags, shared: Ints, three: Flags, total: Floats) -> Candidates:
    steps = np.where(shared > 0, 2, np.where(three, 3, -1))
    near = may & (steps > 0)
    rows = np.flatnonzero(near if near.any() else may)
    odds = odds_of(shared[rows], steps[rows])
    bound = np.round(odds * total[rows], 9)
    kept = np.sort(np.argsort(-bound, kind="stable")[:MOST_CANDIDATES])
    rows = rows[kept]
    return Candidates(rows, odds[kept], shared[rows], steps[rows])


def _pattern(ties: Rows) -> sparse.csr_array:
    people = len(ties.indptr) - 1
    ones = np.ones(len(ties.indices), dtype=np.int32)
    parts = (ones, ties.indices.astype(np.int32), ties.indptr.astype(np.int32))
    return sparse.csr_array(parts, shape=(people, people))


def plan(
    access: Access,
    mentees: Ints,
    whom: Sequence[Candidates],
    *,
    ties: Rows,
    budget: int,
    caps: Caps = Caps(),  # noqa: B008 - a frozen value
    lots: Ints,
) -> Planned:
    """Choose introductions one by one, each the one that adds most to the objective.

    The objective is the sum over *mentees* of log(0.05 + access), where access to a target is the
    best of the way there is and the ways over at most one planned introduction, weighed by the
    odds of a yes: F(S) of methods.md section 5. A planned introduction is counted for the mentee
    and for those mentees who have a tie with her, which bounds the whole effect from below. Gains
    are F after minus F before, so they add up. The function is monotone submodular: an earlier
    gain bounds a later one, and most are never worked out again (lazy greedy).

    Args:
        whom: the candidates of each mentee, in the order of *mentees*.
        lots: decide between equals.
    Source:
        Nemhauser, Wolsey and Fisher (1978); Leskovec et al. (2007), "Cost-effective outbreak
        detection in networks" (CELF).
    """
    state = _State(access, mentees, whom, ties, lots)
    before = state.covered()
    heap = [(-np.inf, int(lots[row]), place) for place, row in enumerate(mentees.tolist())]
    heapq.heapify(heap)
    chosen: list[Bridge] = []
    met, helped = np.zeros(len(lots), dtype=np.int64), np.zeros(len(mentees), dtype=np.int64)
    while heap and len(chosen) < budget:
        _, lot, place = heapq.heappop(heap)
        gain, best = state.best(place, met < caps.introducee)
        if best < 0 or gain <= 0:
            continue
        if heap and (-gain, lot) > heap[0][:2]:
            heapq.heappush(heap, (-gain, lot, place))
            continue
        chosen.append(state.take(place, best, gain))
        met[chosen[-1].introducee] += 1
        helped[place] += 1
        if helped[place] < caps.mentee:
            heapq.heappush(heap, (-gain, lot, place))
    return Planned(tuple(chosen), mentees, before, state.covered())


class _State:
    """Expected access of the mentees while introductions are being chosen."""

    def __init__(
        self, access: Access, mentees: Ints, whom: Sequence[Candidates], ties: Rows, lots: Ints
    ) -> None:
        self._near, self._mentees, self._whom, self._lots = access.near, mentees, whom, lots
        self._now = access.near[mentees].astype(np.float64)
        place_of = np.full(len(lots), -1, dtype=np.int64)
        place_of[mentees] = np.arange(len(mentees))
        self._around = [_around(ties, row, place_of) for row in mentees.tolist()]
        self._taken: list[set[int]] = [set() for _ in range(len(mentees))]

    def covered(self) -> Floats:
        covered: Floats = self._now.sum(axis=1)
        return covered

    def best(self, place: int, free: Flags) -> tuple[float, int]:
        """The largest gain of one mentee and the position of its candidate; -1 for none."""
        rows = self._whom[place].rows
        open_ = free[rows] & ~np.isin(rows, sorted(self._taken[place]))
        if not open_.any():
            return 0.0, -1
        # Rounded: gains that differ in the last bits are equal, and the lot decides.
        gains = np.round(self._gains(place), 12)
        gains[~open_] = -np.inf
        among = np.flatnonzero(gains == gains.max())
        return float(gains[among[0]]), int(among[np.argmin(self._lots[rows[among]])])

    def take(self, place: int, best: int, gain: float) -> Bridge:
        """Count the introduction in, and tell what it does."""
        whom = self._whom[place]
        introducee, odds = int(whom.rows[best]), float(whom.odds[best])
        before, others = float(self._now[place].sum()), 0
        for other, factor in self._around[place]:
            more = np.maximum(0.0, STEP * factor * self._near[introducee] - self._now[other])
            others += other != place and bool(more.any())
            self._now[other] += odds * more
        self._taken[place].add(introducee)
        return Bridge(
            mentee=int(self._mentees[place]),
            introducee=introducee,
            odds=odds,
            shared=int(whom.shared[best]),
            steps=int(whom.steps[best]),
            gain=gain,
            before=before,
            after=float(self._now[place].sum()),
            others=others,
        )

    def _gains(self, place: int) -> Floats:
        whom = self._whom[place]
        near = self._near[whom.rows].astype(np.float64)
        gains = np.zeros(len(whom.rows))
        for other, factor in self._around[place]:
            now = self._now[other]
            more = np.maximum(0.0, STEP * factor * near - now).sum(axis=1)
            covered = now.sum()
            gains += np.log((FLOOR + covered + whom.odds * more) / (FLOOR + covered))
        return gains


def _around(ties: Rows, row: int, place_of: Ints) -> list[tuple[int, float]]:
    """The mentee herself and the mentees she has a tie with, and what a way over her is worth."""
    begin, end = int(ties.indptr[row]), int(ties.indptr[row + 1])
    places = place_of[ties.indices[begin:end]]
    return [(int(place_of[row]), 1.0), *((int(one), STEP) for one in places[places >= 0])]
