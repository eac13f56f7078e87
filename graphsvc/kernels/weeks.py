"""In which weeks were pairs of people in contact, when last, and how long apart as a rule?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.beside import Moments
from graphsvc.kernels.compiled import compiled, still

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Rhythms(NamedTuple):
    """Of each list of weeks the ``last``, -1 where it is empty, and the ``usual`` gap.

    The usual gap is the median of the gaps between one week and the next, nan without any.
    """

    last: Longs
    usual: Floats


def weeks_either_way(ties: Moments, one: Longs, other: Longs) -> tuple[Longs, Longs]:
    """The weeks of each pair's two directed ties.

    Args:
        ties: as in kernels/beside; their moments are numbers of weeks.
        one, other: rows, beside each other.
    Returns:
        Positions of pairs, ascending, and beside them the numbers of their weeks; a week in which
        both wrote is there twice.
    """
    pair, week = _weeks_either_way(
        still(ties.start, np.int64),
        still(ties.target, np.int32),
        still(ties.begin, np.int64),
        still(ties.moments, np.int32),
        still(one, np.int64),
        still(other, np.int64),
    )
    return pair, week


def rhythms(start: Longs, weeks: Longs) -> Rhythms:
    """Of each list, ``weeks[start[k]:start[k + 1]]``, ascending and each once, its rhythm."""
    return Rhythms(*_rhythms(still(start, np.int64), still(weeks, np.int64)))


def warm() -> None:
    """Compile the loops on two who wrote to each other."""
    ties = Moments(
        np.array([0, 1, 2]),
        np.array([1, 0], np.int32),
        np.array([0, 1, 2]),
        np.array([4, 5], np.int32),
    )
    _, week = weeks_either_way(ties, np.array([0]), np.array([1]))
    rhythms(np.array([0, 2]), week)


@compiled
def _span(start, target, begin, source, wanted):
    """Where the weeks of one directed tie begin and end; the same place where there is none."""
    first, last = start[source], start[source + 1]
    tie = first + np.searchsorted(target[first:last], wanted)
    if tie == last or target[tie] != wanted:
        return begin[0], begin[0]
    return begin[tie], begin[tie + 1]


@compiled
def _weeks_either_way(start, target, begin, moments, one, other):
    spans = np.empty((len(one), 4), np.int64)
    for k in range(len(one)):
        spans[k, 0], spans[k, 1] = _span(start, target, begin, one[k], other[k])
        spans[k, 2], spans[k, 3] = _span(start, target, begin, other[k], one[k])
    room = np.sum(spans[:, 1] - spans[:, 0]) + np.sum(spans[:, 3] - spans[:, 2])
    pair, week = np.empty(room, np.int64), np.empty(room, np.int64)
    count = 0
    for k in range(len(one)):
        for way in (0, 2):
            for place in range(spans[k, way], spans[k, way + 1]):
                pair[count], week[count] = k, moments[place]
                count += 1
    return pair, week


@compiled
def _rhythms(start, weeks):
    lists = len(start) - 1
    last, usual = np.full(lists, -1, np.int64), np.full(lists, np.nan)
    for k in range(lists):
        own = weeks[start[k] : start[k + 1]]
        if len(own) > 0:
            last[k] = own[-1]
        if len(own) > 1:
            usual[k] = np.median(own[1:] - own[:-1])
    return last, usual
