"""How do weighted pairs of people become rows of directed and undirected ties?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.build import transposed, transposed_order
from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.pairs import Pairs, example, still_pairs
from graphsvc.kernels.rows import Rows

LEAST = 1e-30  # a strength under it is none: half of it would be zero as float32

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


def attention(pairs: Pairs, half_point: float) -> tuple[Rows, Flags]:
    """Directed rows of max(weight / (weight + *half_point*), stated); who has a dated pair."""
    indptr, indices, strength = _room(pairs, 1)
    dated = np.zeros(len(indptr) - 1, np.bool_)
    found = _attention(still_pairs(pairs), half_point, indptr, indices, strength, dated)
    return _rows(indptr, indices, strength, found), still(dated, np.bool_)


def contacts(pairs: Pairs) -> Rows:
    """Directed rows of the weights."""
    indptr, indices, strength = _room(pairs, 1)
    found = _contacts(still_pairs(pairs), indptr, indices, strength)
    return _rows(indptr, indices, strength, found)


def contacts_either_way(pairs: Pairs) -> Rows:
    """Undirected rows of w_ij + w_ji; where both are 0 of the stated (s_ij + s_ji) / 2."""
    back = transposed_order(pairs.indptr, pairs.target)
    given = pairs.weight[back.position], pairs.stated[back.position]
    indptr, indices, strength = _room(pairs, 2)
    turned = still_pairs(Pairs(back.indptr, back.target, *given))
    found = _contacts_either_way(still_pairs(pairs), turned, indptr, indices, strength)
    return _rows(indptr, indices, strength, found)


def either_way(rows: Rows, back: Rows) -> tuple[Rows, Flags]:
    """Undirected rows of (s_ij + s_ji) / 2, and beside them whether both are above 0.

    Args:
        rows, back: the same directed ties read either way.
    """
    most = 2 * len(rows.indices)
    indptr, indices = np.zeros(rows.people + 1, np.uint64), np.empty(most, np.uint32)
    strength, both = np.empty(most, np.float32), np.empty(most, np.bool_)
    found = _either_way(_still_rows(rows), _still_rows(back), indptr, indices, strength, both)
    return _rows(indptr, indices, strength, found), still(both[:found], np.bool_)


def shares(rows: Rows) -> Reals:
    """Beside each contact its part of the sum of the row, float64."""
    found = np.empty(len(rows.indices))
    _shares(still(rows.indptr, np.uint64), still(rows.strength, np.float32), found)
    return still(found, np.float64)


def warm() -> None:
    """Compile the loops of this file and of pairs."""
    pairs = example()
    contacts(pairs)
    contacts_either_way(pairs)
    rows, _ = attention(pairs, 4.0)
    either_way(rows, transposed(rows))
    shares(rows)


def _still_rows(rows: Rows) -> Rows:
    kinds = (np.uint64, np.uint32, np.float32)
    return Rows(*(still(column, kind) for column, kind in zip(rows, kinds, strict=True)))


def _room(
    pairs: Pairs, times: int
) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.float32]]:
    # As much as there can be; what is not written to never takes memory.
    most = times * len(pairs.target)
    indptr = np.zeros(len(pairs.indptr), np.uint64)
    return indptr, np.empty(most, np.uint32), np.empty(most, np.float32)


def _rows(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    strength: NDArray[np.float32],
    found: int,
) -> Rows:
    return Rows(
        still(indptr, np.uint64),
        still(indices[:found], np.uint32),
        still(strength[:found], np.float32),
    )


@compiled
def _attention(pairs, half_point, indptr, indices, strength, dated):
    found = np.uint64(0)
    for row in range(np.uint64(len(dated))):
        for k in range(pairs.indptr[row], pairs.indptr[row + np.uint64(1)]):
            weight, target = pairs.weight[k], pairs.target[k]
            if weight > 0:
                dated[row] = True
                dated[target] = True
            d = max(weight / (weight + half_point), pairs.stated[k])
            if d >= LEAST:
                indices[found] = target
                strength[found] = d
                found += np.uint64(1)
        indptr[row + np.uint64(1)] = found
    return found


@compiled
def _contacts(pairs, indptr, indices, strength):
    found = np.uint64(0)
    for row in range(np.uint64(len(indptr) - 1)):
        for k in range(pairs.indptr[row], pairs.indptr[row + np.uint64(1)]):
            single = np.float32(pairs.weight[k])
            if single > 0:
                indices[found] = pairs.target[k]
                strength[found] = single
                found += np.uint64(1)
        indptr[row + np.uint64(1)] = found
    return found


@compiled
def _contacts_either_way(pairs, back, indptr, indices, strength):
    people = np.uint32(len(indptr) - 1)  # behind every row
    found = np.uint64(0)
    for row in range(np.uint64(people)):
        k, k_past = pairs.indptr[row], pairs.indptr[row + np.uint64(1)]
        m, m_past = back.indptr[row], back.indptr[row + np.uint64(1)]
        while k < k_past or m < m_past:
            given = pairs.target[k] if k < k_past else people
            got = back.target[m] if m < m_past else people
            total, said = 0.0, 0.0
            if given <= got:
                total += pairs.weight[k]
                said += pairs.stated[k]
                k += np.uint64(1)
            if got <= given:
                total += back.weight[m]
                said += back.stated[m]
                m += np.uint64(1)
            single = np.float32(total if total > 0 else said / 2)
            if single > 0:
                indices[found] = min(given, got)
                strength[found] = single
                found += np.uint64(1)
        indptr[row + np.uint64(1)] = found
    return found


@compiled
def _either_way(rows, back, indptr, indices, strength, both):
    people = np.uint32(len(indptr) - 1)  # behind every row
    found = np.uint64(0)
    for row in range(np.uint64(people)):
        k, k_past = rows.indptr[row], rows.indptr[row + np.uint64(1)]
        m, m_past = back.indptr[row], back.indptr[row + np.uint64(1)]
        while k < k_past or m < m_past:
            given = rows.indices[k] if k < k_past else people
            got = back.indices[m] if m < m_past else people
            total = 0.0
            if given <= got:
                total += rows.strength[k]
                k += np.uint64(1)
            if got <= given:
                total += back.strength[m]
                m += np.uint64(1)
            indices[found] = min(given, got)
            strength[found] = total / 2
            both[found] = given == got
            found += np.uint64(1)
        indptr[row + np.uint64(1)] = found
    return found


@compiled
def _shares(indptr, strength, found):
    for row in range(np.uint64(len(indptr) - 1)):
        first, past = indptr[row], indptr[row + np.uint64(1)]
        total = 0.0
        for k in range(first, past):
            total += strength[k]
        for k in range(first, past):
            found[k] = strength[k] / total
