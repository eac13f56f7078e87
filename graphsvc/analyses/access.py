"""How near is everybody to those who open doors, and what would a plan of introductions change?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.steps import FAR, Graph, Steps
from graphsvc.kernels.new_ties import Expected, summed_chances
from graphsvc.kernels.steps import LONGEST

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

PASSED_ON = 0.4  # the chance that a step passes something on
FLOOR = 0.05  # c of ln(c + access): who has none at all counts much, not endlessly
BY_STEPS = PASSED_ON ** np.arange(LONGEST + 1, dtype=np.float64)
_CHANCES = np.append(BY_STEPS, np.zeros(FAR - LONGEST))


class Access(NamedTuple):
    """a_x of some people, beside their rows: the sum of their chances with all targets.

    The chance with one of them is 0.4 to the power of the steps.
    """

    people: Longs
    each: Floats


def chances(apart: Steps) -> Floats:
    """0.4 to the power of steps apart; 0 where there is no way."""
    return _CHANCES[apart]


def access(to_targets: Steps, people: Longs) -> Access:
    """Access of *people* today. ``to_targets``: row by target, column by person.

    Source:
        Bashardoust et al. (2023), "Reducing access disparities in networks using edge
        augmentation": the best-way form of their access signature (methods.md section 2).
    """
    return Access(people, summed_chances(to_targets, BY_STEPS)[people])


def new_ties(graph: Graph, to_targets: Steps, people: Longs) -> Expected:
    """Expected access of *people*, to which new ties can be added one by one."""
    counted = np.zeros(graph.people, dtype=np.bool_)
    counted[people] = True
    return Expected(graph.rows, to_targets, BY_STEPS, counted)


class Offer(NamedTuple):
    """An introduction that may come about: two rows and the odds of a yes."""

    one: int
    other: int
    odds: float


def expected(graph: Graph, before: Access, to_targets: Steps, offers: list[Offer]) -> Floats:
    """Expected access of each of ``before.people`` once *offers* were made, one new tie a way.

    A yes replaces what it betters: near = (1 - q) near + q max(near, v). Ways over several of the
    new ties could only add.
    """
    if not offers:
        return before.each
    after = new_ties(graph, to_targets, before.people)
    for one in offers:
        after.add(*one)
    return after.each[before.people]
