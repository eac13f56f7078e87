"""Who is above or below somebody in the chart?"""

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Managers = NDArray[np.int32]


def reporting_line(manager: Managers, person: int) -> Flags:
    """Who is above the person in the chart, by row, or below her at any depth."""
    line = np.zeros(len(manager), dtype=np.bool_)
    above = int(manager[person])
    while above >= 0 and not line[above]:
        line[above] = True
        above = int(manager[above])
    below = np.zeros(len(manager), dtype=np.bool_)
    below[person] = True
    known = 0
    while known < below.sum():
        known = int(below.sum())
        # One place more at the end: a manager of -1 picks it.
        below |= np.append(below, False)[manager]
    line |= below
    line[person] = False
    return line
