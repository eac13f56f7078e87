"""Whom would a new tie bring nearer to some targets, and by how much?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.steps import FAR, Steps

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rises = tuple[NDArray[np.uint32], Floats]

_NO_NEARER = FAR - 1  # of a search: looked at, and no nearer to any target
_ROOM = 256  # people whose chances are kept at first


def summed_chances(to_targets: Steps, chance: Floats) -> Floats:
    """Everybody's sum of chances over all targets, float64[people].

    Args:
        to_targets: steps from every target (row) to everybody (column), FAR where no way.
        chance: of 0, 1, 2, ... steps; nothing farther has one.
    """
    total, by_steps = np.zeros(to_targets.shape[1]), _by_steps(chance)
    for to_one in to_targets:
        _sum(still(to_one, np.uint8), by_steps, total)
    return total


class Expected:
    """Expected chances of people with some targets, as new ties are added one after the other.

    A chance is ``chance`` of the steps apart, the best way counts, and ``each`` is a person's sum
    over the targets. A tie between i and j that comes about with odds q makes near of x and s
    (1 - q) near + q max(near, v), where v is the chance of the best way from x to s that uses the
    tie once: chance[1] max(P_xi P_js, P_xj P_is), P by the steps of today. Ways over several new
    ties could only add.

    If a new tie at i brings x nearer to s, it also does whoever is next on the way from x to i. So
    the search for them starts at i and goes on only from people who come nearer, and chances are
    kept for those alone.

    Not for several threads at once.
    """

    def __init__(self, rows: Rows, to_targets: Steps, chance: Floats, counted: Flags) -> None:
        """Before any new tie.

        Args:
            rows: undirected ties; strengths count for nothing.
            to_targets: steps from every target (row) to everybody (column), FAR where no way.
            chance: of 0, 1, 2, ... steps, each that of one step times the one before; nothing
                farther has a chance.
            counted: by row, whose chances are of interest; the others stay as they are.
        """
        people, targets = rows.people, len(to_targets)
        self._ties = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
        self.apart = still(to_targets.T, np.uint8)
        self._chance = _by_steps(chance)
        self._counted = still(counted, np.bool_)
        self.each = summed_chances(to_targets, chance)
        self._slot = np.full(people, -1, np.int32)
        self._near, self._kept = np.empty((_ROOM, targets)), 0
        self._away = np.full((2, people), FAR, np.uint8)
        self._met = np.empty((2, people), np.uint32)
        self._limit = np.empty(targets, np.uint8)

    def rises(self, one: int, other: int, odds: float) -> Rises:
        """Whom of those counted a new tie brings nearer, and how much the sum of each then rises.

        ``each`` stays as it is.
        """
        reached = self._reach(one, other)
        found = self._rises(one, other, odds, reached)
        self._forget(reached)
        return found

    def add(self, one: int, other: int, odds: float) -> Rises:
        """The same, and from now on the new tie counts."""
        reached = self._reach(one, other)
        who, rise = self._rises(one, other, odds, reached)
        self._make_room(len(who))
        away_one, away_other = self._away
        self._kept = _keep(
            self.apart, self._chance, self._over(one, other), float(odds), who, self._kept,
            away_one, away_other, self._slot, self._near, self.each,
        )  # fmt: skip
        self._forget(reached)
        return who, rise

    def _reach(self, one: int, other: int) -> list[NDArray[np.uint32]]:
        """Who was looked at from either end; what came of it is noted until :meth:`_forget`."""
        return [
            met[: _reach(*self._ties, self.apart, start, end, self._limit, away, met)]
            for start, end, away, met in zip(
                (one, other), (other, one), self._away, self._met, strict=True
            )
        ]

    def _rises(self, one: int, other: int, odds: float, reached: list[NDArray[np.uint32]]) -> Rises:
        who = np.empty(sum(map(len, reached)), np.uint32)
        rise = np.empty(len(who))
        (away_one, away_other), (met_one, met_other) = self._away, reached
        count = _rises(
            self.apart, self._chance, self._over(one, other), float(odds), self._counted,
            met_one, met_other, away_one, away_other, self._slot, self._near, who, rise,
        )  # fmt: skip
        return still(who[:count], np.uint32), rise[:count]

    def _over(self, one: int, other: int) -> Floats:
        """The chances with all targets over a new tie: from *one* on, then from *other* on."""
        return still(self._chance[1] * self._chance[self.apart[[other, one]]], np.float64)

    def _make_room(self, more: int) -> None:
        missing = self._kept + more - len(self._near)
        if missing > 0:
            room = np.empty((max(missing, len(self._near)), self._near.shape[1]))
            self._near = np.concatenate([self._near, room])

    def _forget(self, reached: list[NDArray[np.uint32]]) -> None:
        for away, met in zip(self._away, reached, strict=True):
            away[met] = FAR


def _by_steps(chance: Floats) -> Floats:
    """The *chance* of any number of steps, of FAR too."""
    return still(np.append(chance, np.zeros(FAR + 1 - len(chance))), np.float64)


@compiled
def _sum(apart, chance, total):
    for person in range(len(apart)):
        total[person] += chance[apart[person]]


@compiled
def _reach(indptr, indices, apart, start, end, limit, away, met):
    """Note in *away* the steps to *start* of whom a tie to *end* brings nearer to any target.

    How many were looked at; they are the first in *met*.
    """
    met[0] = start
    steps = np.int64(1)  # a literal would be a kind of its own
    _set_limit(apart, end, steps, limit)
    if not _is_farther(apart, met[0], limit):
        return 0
    away[start] = 0
    count = 1
    looked = 0
    while looked < count:
        steps += 1
        _set_limit(apart, end, steps, limit)
        this_far = count
        while looked < this_far:
            one = met[looked]
            looked += 1
            if away[one] == _NO_NEARER:
                continue
            for at in range(indptr[one], indptr[one + 1]):
                other = indices[at]
                if away[other] == FAR:
                    away[other] = steps - 1 if _is_farther(apart, other, limit) else _NO_NEARER
                    met[count] = other
                    count += 1
    return count


@compiled
def _set_limit(apart, end, steps, limit):
    """Steps to every target over *end*, which is *steps* away."""
    for target in range(len(limit)):
        limit[target] = min(FAR, apart[end, target] + steps)


@compiled
def _is_farther(apart, one, limit):
    """Whether *one* is farther than *limit* from any target."""
    farther = False
    # All are looked at: the machine compares many at once, but could not stop among them.
    for target in range(len(limit)):
        farther |= apart[one, target] > limit[target]
    return farther


@compiled
def _rises(
    apart, chance, over, odds, counted, met_one, met_other,
    away_one, away_other, slot, near, who, rise,
):  # fmt: skip
    """Fill *who* and *rise* with those counted who rise at all; how many they are."""
    looked = 0
    for person in met_one:
        if counted[person] and away_one[person] != _NO_NEARER:
            who[looked] = person
            looked += 1
    for person in met_other:
        # Whom either end brings nearer is there already.
        if counted[person] and away_other[person] != _NO_NEARER and away_one[person] >= _NO_NEARER:
            who[looked] = person
            looked += 1
    count = 0
    for place in range(looked):
        person = who[place]
        to_one = chance[away_one[person]]
        to_other = chance[away_other[person]]
        kept = slot[person]
        total = 0.0
        for target in range(len(over[0])):
            now = chance[apart[person, target]] if kept < 0 else near[kept, target]
            new = max(to_one * over[0, target], to_other * over[1, target])
            total += max(new - now, 0.0)
        if total > 0.0:
            who[count] = person
            rise[count] = odds * total
            count += 1
    return count


@compiled
def _keep(
    apart, chance, over, odds, who, taken, away_one, away_other, slot, near, each
):  # fmt: skip
    """Keep the chances of *who* with the new tie; how many people's are kept from then on."""
    for person in who:
        to_one = chance[away_one[person]]
        to_other = chance[away_other[person]]
        kept = slot[person]
        if kept < 0:
            kept = taken
            slot[person] = kept
            taken += 1
            for target in range(len(over[0])):
                near[kept, target] = chance[apart[person, target]]
        total = 0.0
        for target in range(len(over[0])):
            now = near[kept, target]
            new = max(to_one * over[0, target], to_other * over[1, target])
            near[kept, target] = now + odds * max(new - now, 0.0)
            total += near[kept, target]
        each[person] = total
    return taken


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    to_targets = np.array([[FAR, FAR, 0]], np.uint8)
    chance = np.array([1.0, 0.5, 0.25])
    Expected(rows, to_targets, chance, np.ones(3, np.bool_)).add(0, 2, 0.5)
