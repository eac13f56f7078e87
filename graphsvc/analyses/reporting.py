"""Who is above or below somebody in the chart, and how many report to whom?"""

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Managers = NDArray[np.int32]


def direct_reports(manager: Managers, present: Flags) -> NDArray[np.int64]:
    """How many of those present report to each person, by row; a manager of -1 is nobody."""
    managing = manager[present]
    return np.bincount(managing[managing >= 0], minlength=len(manager)).astype(np.int64)


def reporting_line(manager: Managers, person: int) -> Flags:
    """Who is above the person in the chart, by row, or below her at any depth."""
    line = np.zeros(len(manager), dtype=np.bool_)
    above = int(manager[person])
    while above >= 0 and not line[above]:
        line[above] = True
        above = int(manager[above])
    # One place more at the end: a manager of -1 picks it.
    below = np.zeros(len(manager) + 1, dtype=np.bool_)
    next_below = np.flatnonzero(manager == person)  # most have nobody, and are done with one look
    while len(next_below):
        level = np.zeros_like(below)
        level[next_below] = True
        below |= level
        next_below = np.flatnonzero(level[manager] & ~below[:-1])
    line |= below[:-1]
    line[person] = False
    return line
