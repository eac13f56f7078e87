"""Who is in contact both ways in a window, and who was before it?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Longs = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of rows, each both ways, ascending by the first."""

    one: Longs
    other: Longs


def mutual(rows: Rows, present: Flags) -> Pairs:
    """Pairs with contact both ways in the directed *rows*, both present."""
    people = len(rows.indptr) - 1
    key = _keys(rows)
    one, other = key // people, key % people
    # The keys of rows ascend; the other way round they are looked up among them.
    back = other * people + one
    place = np.minimum(np.searchsorted(key, back), len(key) - 1)
    both = (key[place] == back) & present[one] & present[other]
    return Pairs(one[both], other[both])


def before(whole: Rows, recent: Rows) -> Rows:
    """The contacts of the window *whole* less those of *recent*, a window at its end."""
    earlier = whole.strength.astype(np.float64)
    earlier[np.searchsorted(_keys(whole), _keys(recent))] -= recent.strength
    kept = earlier > 0
    begin = np.concatenate([[0], np.cumsum(kept)])[whole.indptr.astype(np.int64)]
    return Rows(begin.astype(np.uint64), whole.indices[kept], earlier[kept].astype(np.float32))


def partners(pairs: Pairs, person: int) -> Longs:
    """With whom one person is paired, ascending."""
    begin, end = np.searchsorted(pairs.one, [person, person + 1])
    return pairs.other[begin:end]


def _keys(rows: Rows) -> Longs:
    """Every entry of rows as one number, ascending."""
    return rows.owners() * (len(rows.indptr) - 1) + rows.indices
