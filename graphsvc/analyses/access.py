"""How near is everybody to those who open doors, and what would a plan of introductions change?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.steps import FAR, Graph, Steps, steps

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

PASSED_ON = 0.4  # the chance that a step passes something on
FLOOR = 0.05  # c of ln(c + access): who has none at all counts much, not endlessly
_POWERS = np.append(PASSED_ON ** np.arange(FAR, dtype=np.float64), 0.0)


class Access(NamedTuple):
    """Access of some people to the targets: row x, target s, 0.4 to the power of their steps.

    ``people`` are the rows it is about, ``near`` their chances, targets side by side.
    """

    people: Longs
    near: Floats

    @property
    def each(self) -> Floats:
        """a_x: the sum over targets, for each of the people."""
        return self.near.sum(axis=1)


def chances(apart: Steps) -> Floats:
    """0.4 to the power of steps apart; 0 where there is no way."""
    return _POWERS[apart]


def access(to_targets: Steps, people: Longs) -> Access:
    """Access of *people* today. ``to_targets``: row by target, column by person.

    Source:
        Bashardoust et al. (2023), "Reducing access disparities in networks using edge
        augmentation": the best-way form of their access signature (methods.md section 2).
    """
    return Access(people, chances(to_targets[:, people].T))


def benefit(to_one: Floats, from_other: Floats, to_other: Floats, from_one: Floats) -> Floats:
    """v_e(x, s) of one new tie between i and j, for ways that use it once, either way round.

    0.4 max(P_xi P_js, P_xj P_is): ``to_one`` is P_xi by x, ``from_other`` P_js by s, ``to_other``
    P_xj by x and ``from_one`` P_is by s.
    """
    return PASSED_ON * np.maximum(np.outer(to_one, from_other), np.outer(to_other, from_one))


class Offer(NamedTuple):
    """An introduction that may come about: two rows and the odds of a yes."""

    one: int
    other: int
    odds: float


def expected(
    graph: Graph, before: Access, to_targets: Steps, offers: list[Offer], *, at_once: int = 2048
) -> Floats:
    """Expected access of each of ``before.people`` once *offers* were made, one new tie a way.

    A yes replaces what it betters: near = (1 - q) near + q max(near, v). Ways over several of the
    new ties could only add.
    """
    each = before.each
    if not offers:
        return each
    ends = np.array([(one.one, one.other) for one in offers], dtype=np.int64)
    to_one, to_other = (chances(steps(graph, ends[:, end])) for end in (0, 1))
    for at in range(0, len(each), at_once):
        some = before.people[at : at + at_once]
        near = before.near[at : at + at_once].copy()
        for number, (one, other, odds) in enumerate(offers):
            here, there = to_one[number, some], to_other[number, some]
            from_one, from_other = (chances(to_targets[:, end]) for end in (one, other))
            most = PASSED_ON * np.maximum(here * from_other.max(), there * from_one.max())
            # Only who is near enough to either end can gain.
            rows = np.flatnonzero(most > near.min(axis=1))
            new = benefit(here[rows], from_other, there[rows], from_one)
            near[rows] += odds * np.maximum(new - near[rows], 0.0)
        each[at : at + at_once] = near.sum(axis=1)
    return each
