"""Who is in contact both ways in a window, and who was before it?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.isolation import mutual_pairs, without
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Longs = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of rows, each both ways, ascending by the first."""

    one: Longs
    other: Longs


def mutual(rows: Rows, present: Flags) -> Pairs:
    """Pairs with contact both ways in the directed *rows*, both present."""
    return Pairs(*mutual_pairs(rows, present))


def before(whole: Rows, recent: Rows) -> Rows:
    """The contacts of the window *whole* less those of *recent*, a window at its end."""
    return without(whole, recent)


def partners(pairs: Pairs, person: int) -> Longs:
    """With whom one person is paired, ascending."""
    begin, end = np.searchsorted(pairs.one, [person, person + 1])
    return pairs.other[begin:end]
