"""How many ties stay inside a unit and how many lead out of it, for a person and for a unit?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows


class UnitTies(NamedTuple):
    """Ties inside and outside units.

    A person: her number of ties, the sum of their strengths, her ties outside, and her E-I index
    (outside - inside) / ties, -1 (all inside) to 1 (all outside), NaN without ties. A unit: the
    ends of ties its people hold, so that a tie inside counts twice and a tie to another unit once
    for each of the two.
    """

    ties: NDArray[np.int32]
    strength: NDArray[np.float64]
    outside: NDArray[np.int32]
    ei: NDArray[np.float64]
    inside: NDArray[np.int64]
    outside_of_unit: NDArray[np.int64]


def ties_by_unit(rows: Rows, unit: NDArray[np.int32], units: int) -> UnitTies:
    """Ties inside and outside units, for every person and every unit.

    A tie from or to somebody without a unit is outside, also between two such people: nobody
    shares a unit with them. Their own ties are in no unit's numbers.

    Args:
        rows: ties; undirected, or directed ties of the people who hold the rows.
        unit: each person's unit, int32[n], 0 to *units* - 1, or -1 for none.
        units: how many units there are.
    Returns:
        Arrays as long as the people, then as long as the units; empty where there are none.
    Raises:
        IndexError: somebody's unit is not one of them.
        ValueError: *unit* is not as long as the people.
    Source:
        Krackhardt and Stern (1988), "Informal networks and organizational crises",
        Social Psychology Quarterly 51(2), 123-140.
    """
    people = rows.people
    unit = still(unit, np.int32)
    if len(unit) != people:
        raise ValueError(f"{len(unit)} units for {people} people")
    if people and not -1 <= unit.min() <= unit.max() < units:
        raise IndexError(f"units are -1 to {units - 1}, not {unit.min()} to {unit.max()}")
    found = UnitTies(
        np.empty(people, np.int32),
        np.empty(people),
        np.empty(people, np.int32),
        np.empty(people),
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
    )
    _count(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(rows.strength, np.float32),
        unit,
        *found,
    )
    return found


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    ties_by_unit(rows, np.array([0, 0, -1], np.int32), 1)


@compiled
def _count(indptr, indices, strength, unit, ties, total, outside, ei, inside, outside_of_unit):
    for person in range(len(unit)):
        home = unit[person]
        strengths = 0.0
        leading_out = np.int64(0)
        for k in range(indptr[person], indptr[person + 1]):
            strengths += strength[k]
            leading_out += unit[indices[k]] != home
        held = np.int64(indptr[person + 1] - indptr[person])
        if home < 0:  # two people without a unit do not share one
            leading_out = held
        ties[person] = held
        total[person] = strengths
        outside[person] = leading_out
        ei[person] = (2 * leading_out - held) / held if held else np.nan
        if home >= 0:
            inside[home] += held - leading_out
            outside_of_unit[home] += leading_out
