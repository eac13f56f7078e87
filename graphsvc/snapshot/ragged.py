"""How are lists of different length kept, sorted and taken apart without a loop?"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]


def starts(lengths: NDArray[Any]) -> Longs:
    """Where each list begins, and where the last one ends."""
    start = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=start[1:])
    return start


def owners(start: NDArray[Any]) -> Longs:
    """Which list each value belongs to."""
    ends = start.astype(np.int64)
    return np.repeat(np.arange(len(start) - 1), ends[1:] - ends[:-1])


def take(start: Longs, chosen: Longs) -> tuple[Longs, Longs]:
    """Starts and positions of the values of the *chosen* lists, one list after the other."""
    lengths = (start[1:] - start[:-1])[chosen]
    begin = starts(lengths)
    positions = np.repeat(start[chosen] - begin[:-1], lengths) + np.arange(begin[-1])
    return begin, positions


def found_in(column: NDArray[Any], wanted: NDArray[Any]) -> tuple[Longs, Longs]:
    """Where each *wanted* stands in an ascending *column*: whose it is, and the position."""
    # Of one kind: else the whole column is copied for each question.
    sought = np.asarray(wanted, column.dtype)
    first, last = (np.searchsorted(column, sought, side) for side in ("left", "right"))
    begin = starts(last - first)
    owner = owners(begin)
    return owner, (first - begin[:-1])[owner] + np.arange(begin[-1])
