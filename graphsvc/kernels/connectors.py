"""Which present contacts do two people share, and how strong is the tie of each to them?"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Longs = NDArray[np.int64]
Reals = NDArray[np.float32]


class Between(NamedTuple):
    """Who lies between one person and each of several others, ascending.

    Those of the other at place k are ``rows[start[k]:start[k + 1]]``; beside them the strength of
    their tie to the person, and to the other, 0 where there is none.
    """

    start: Longs
    rows: Longs
    near: Reals
    far: Reals


def between(ties: Rows, weighted: Rows, person: int, others: Longs, *, present: Flags) -> Between:
    """The contacts, by *ties*, that *person* shares with each of *others*.

    Args:
        weighted: where the strengths are looked up; undirected as *ties*.
        present: by row; whoever is not is left out.
    Raises:
        IndexError: *person* or one of *others* is no row.
    """
    ties.require(person, *others.tolist())
    return Between(
        *_between(
            still(ties.indptr, np.uint64),
            still(ties.indices, np.uint32),
            still(weighted.indptr, np.uint64),
            still(weighted.indices, np.uint32),
            still(weighted.strength, np.float32),
            person,
            still(others, np.int64),
            still(present, np.bool_),
        )
    )


def warm() -> None:
    """Compile every loop on three people in a line."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    between(rows, rows, 0, np.array([2]), present=np.ones(3, np.bool_))


@compiled
def _between(indptr, indices, begin, contacts, strength, person, others, present):
    mine = indices[indptr[person] : indptr[person + 1]]
    room: Any = np.int64(0)
    for other in others:
        room += min(np.int64(indptr[other + 1] - indptr[other]), len(mine))
    start = np.zeros(len(others) + 1, np.int64)
    rows = np.empty(room, np.int64)
    near, far = np.empty(room, np.float32), np.empty(room, np.float32)
    count = 0
    for k in range(len(others)):
        other = others[k]
        theirs = indices[indptr[other] : indptr[other + 1]]
        i, j = 0, 0
        while i < len(mine) and j < len(theirs):
            if mine[i] < theirs[j]:
                i += 1
            elif mine[i] > theirs[j]:
                j += 1
            else:
                if present[mine[i]]:
                    rows[count] = mine[i]
                    near[count] = _strength(begin, contacts, strength, person, mine[i])
                    far[count] = _strength(begin, contacts, strength, other, mine[i])
                    count += 1
                i += 1
                j += 1
        start[k + 1] = count
    return start, rows[:count], near[:count], far[:count]


@compiled
def _strength(begin, contacts, strength, person, other):
    """The strength of one tie, 0 where there is none."""
    first, end = np.int64(begin[person]), np.int64(begin[person + 1])
    place = first + np.searchsorted(contacts[first:end], other)
    return strength[place] if place < end and contacts[place] == other else np.float32(0.0)
