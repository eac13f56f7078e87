"""Whom do two people both know, and what do those say for the two?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.parts import asked
from graphsvc.kernels.rows import Rows

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

COUNT, BY_CONTACTS, BY_LOG = 0, 1, 2  # a shared contact with d contacts adds 1, 1 / d, 1 / ln d


def shared_sums(rows: Rows, one: Longs, other: Longs, adds: int) -> Floats:
    """Per pair, the sum over shared contacts of what each adds; neither of the pair is one.

    Args:
        rows: undirected; a self-tie counts twice among somebody's contacts, as in NetworkX.
        one, other: rows of the pairs, beside each other.
        adds: COUNT, BY_CONTACTS or BY_LOG; by the logarithm of one contact is inf.
    Raises:
        IndexError: one of the pairs is no row.
    """
    return _shared_sums(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        asked(one, rows.people),
        asked(other, rows.people),
        adds,
    )


@compiled
def _shared_sums(indptr, indices, one, other, adds):
    found = np.zeros(len(one))
    step = np.uint32(1)
    for pair in range(len(one)):
        few, many = np.uint32(one[pair]), np.uint32(other[pair])
        if indptr[few + step] - indptr[few] > indptr[many + step] - indptr[many]:
            few, many = many, few
        at, end = indptr[many], indptr[many + step]
        for k in range(indptr[few], indptr[few + step]):
            contact = indices[k]
            at = _first_from(indices, at, end, contact)
            if at == end:
                break
            if indices[at] != contact or contact in (few, many):
                continue
            if adds == COUNT:
                found[pair] += 1.0
                continue
            contacts = _contacts(indptr, indices, contact)
            found[pair] += 1.0 / (contacts if adds == BY_CONTACTS else np.log(contacts))
    return found


@compiled
def _contacts(indptr, indices, who):
    """How many contacts somebody has; a tie with herself counts twice, as in NetworkX."""
    begin, end = indptr[who], indptr[who + np.uint32(1)]
    own = _first_from(indices, begin, end, who)
    itself = own < end and indices[own] == who
    return np.float64(end - begin) + itself


@compiled
def _first_from(indices, at, end, who):
    """Where, from *at* on, the first contact stands that does not come before *who* by row.

    Strides double until they pass her and are halved again, so that a long row is not read whole
    for a short one.
    """
    one = np.uint64(1)
    stride = one
    while at + stride < end and indices[at + stride] < who:
        at += stride
        stride += stride
    past = min(at + stride, end)
    while at < past:
        middle = at + (past - at) // np.uint64(2)
        if indices[middle] < who:
            at = middle + one
        else:
            past = middle
    return at
