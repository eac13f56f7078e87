"""How many of somebody's contacts would be new to a person, and in how many new units?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class Fresh(NamedTuple):
    """Beside the rows asked about: contacts who are present, how many of them are not reached yet,
    and how many are in a unit that is not known yet."""

    contacts: Longs
    people: Longs
    units: Longs


def fresh(
    ties: Rows, rows: Longs, *, reached: Flags, known: Flags, present: Flags, unit: Ints
) -> Fresh:
    """What is new about the contacts of each of *rows*.

    Args:
        reached, present: by row. known: by unit. unit: by row, -1 for none, which is never new.
    Raises:
        IndexError: one of *rows* is no row.
    """
    ties.require(*rows.tolist())
    return Fresh(
        *_fresh(
            still(ties.indptr, np.uint64),
            still(ties.indices, np.uint32),
            still(rows, np.int64),
            still(reached, np.bool_),
            still(known, np.bool_),
            still(present, np.bool_),
            still(unit, np.int32),
        )
    )


def warm() -> None:
    """Compile the loop on two who know each other."""
    rows = Rows(np.array([0, 1, 2], np.uint64), np.array([1, 0], np.uint32), np.ones(2, np.float32))
    some, nowhere = np.array([True, False]), np.full(2, -1, np.int32)
    fresh(rows, np.array([0]), reached=some, known=some, present=some, unit=nowhere)


@compiled
def _fresh(indptr, indices, rows, reached, known, present, unit):
    contacts, people = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    units = np.zeros(len(rows), np.int64)
    for k in range(len(rows)):
        for tie in range(indptr[rows[k]], indptr[rows[k] + 1]):
            who = indices[tie]
            if not present[who]:
                continue
            contacts[k] += 1
            people[k] += not reached[who]
            units[k] += unit[who] >= 0 and not known[unit[who]]
    return contacts, people, units
