"""Whom should somebody meet next to come closer to those her goal leads to?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import draw, steady

Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

MOST_DOORS = 2
MOST_HEADS = 3


class Way(NamedTuple):
    """A way to somebody the goal leads to: whom to ask, in order, and last the one at its end."""

    rows: tuple[int, ...]
    odds: float


class Door(NamedTuple):
    """Whom to meet next: the first on a way who is no contact yet.

    ``ask`` is who stands before them on the way, None where nobody has to be asked.
    """

    row: int
    ask: int | None
    target: int
    odds: float
    steps: int


def doors(
    ways: Sequence[Way], known: Flags, *, id_of: Callable[[int], str], seed: int
) -> list[Door]:
    """The people to meet next, on the likeliest ways first; each once.

    Args:
        ways: at most one to each of those the goal leads to, of whom none is a contact.
        known: by row, who is a contact already.
    """
    found: dict[int, Door] = {}
    for way in sorted(ways, key=lambda one: _order(one, id_of, seed)):
        at = next(place for place, row in enumerate(way.rows) if not known[row])
        ask = way.rows[at - 1] if at else None
        door = Door(way.rows[at], ask, way.rows[-1], way.odds, len(way.rows))
        found.setdefault(door.row, door)
    return list(found.values())


def heads(
    managing: Longs, reports: Longs, level: Ints, *, id_of: Callable[[int], str], seed: int
) -> list[int]:
    """Of the rows *managing* the most senior first, then who has most reports; three.

    Args:
        reports, level: beside *managing*; a higher level is more senior, the lowest number of all
            where it is not known.
    """
    keys = list(zip(level.tolist(), reports.tolist(), strict=True))
    least = sorted(keys, reverse=True)[:MOST_HEADS][-1:]
    # Lots are drawn only among those who may be one of the three.
    among = [
        (-senior, -count, draw(id_of(row), seed), row)
        for row, (senior, count) in zip(managing.tolist(), keys, strict=True)
        if [(senior, count)] >= least
    ]
    return [row for *_, row in sorted(among)[:MOST_HEADS]]


def _order(way: Way, id_of: Callable[[int], str], seed: int) -> tuple[float, int, list[int]]:
    odds = float(steady(np.array([way.odds]))[0])
    return -odds, len(way.rows), [draw(id_of(row), seed) for row in way.rows]
