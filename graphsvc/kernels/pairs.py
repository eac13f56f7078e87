"""How do weekly contacts of several sources become pairs of people with a weight?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.lists import unsigned

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class Pairs(NamedTuple):
    """Directed pairs of rows: targets of row i are target[indptr[i]:indptr[i + 1]], rising.

    ``weight``: dated contacts, weighted and added up. ``stated``: the highest strength stated
    without a date. 0 where there is none; a pair without both is as good as not there.
    """

    indptr: NDArray[np.uint64]
    target: NDArray[np.uint32]
    weight: Reals
    stated: NDArray[np.float32]


class Weeks(NamedTuple):
    """The weeks of each tie: those of tie t lie at start[t]:start[t + 1]."""

    start: Longs
    number: Ints
    contacts: Ints


def pairs_of_feed(
    start: Longs,
    target: Ints,
    stated: NDArray[np.float32],
    weeks: Weeks,
    *,
    first_week: int,
    worth: Reals,
    times: float,
    unsaid: float,
) -> Pairs:
    """The ties of one feed as pairs. A tie with weeks has no stated strength.

    Args:
        start, target: targets of row i are target[start[i]:start[i + 1]], rising.
        stated: strength of each tie, 1 if it is more, and *unsaid* where it is negative.
        first_week: the lowest week number there is.
        worth: what a contact of that week and of each after it counts, float64.
        times: by what the sum of each tie is multiplied.
    """
    weight, said = np.empty(len(target)), np.empty(len(target), np.float32)
    _weigh(
        unsigned(weeks.start),
        still(weeks.number, np.int32),
        still(weeks.contacts, np.int32),
        still(stated, np.float32),
        first_week,
        still(worth, np.float64),
        times,
        unsaid,
        weight,
        said,
    )
    return Pairs(unsigned(start), still(target, np.int32).view(np.uint32), weight, said)


def together(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of both: weights added, *one*'s first; of stated strengths the higher."""
    most = len(one.target) + len(other.target)
    indptr, target = np.zeros(len(one.indptr), np.uint64), np.empty(most, np.uint32)
    weight, stated = np.empty(most), np.empty(most, np.float32)
    found = _together(still_pairs(one), still_pairs(other), indptr, target, weight, stated)
    return Pairs(indptr, target[:found], weight[:found], stated[:found])


def without(pairs: Pairs, out: Flags, hidden: Longs) -> Pairs:
    """*pairs* with nothing in those of people who are *out*, and in the *hidden* ones.

    Args:
        out: bool[n].
        hidden: ``source * 2**32 + target`` of each.
    """
    weight, stated = pairs.weight.copy(), pairs.stated.copy()
    _forget(still_pairs(pairs), still(out, np.bool_), unsigned(hidden), weight, stated)
    return pairs._replace(weight=weight, stated=stated)


def still_pairs(pairs: Pairs) -> Pairs:
    """*pairs* as loops take them: see compiled.still."""
    kinds = (np.uint64, np.uint32, np.float64, np.float32)
    return Pairs(*(still(column, kind) for column, kind in zip(pairs, kinds, strict=True)))


def example() -> Pairs:
    """One pair of three people; every loop of this file is compiled for it."""
    start, one = np.array([0, 1, 1, 1]), np.ones(1, np.int32)
    pairs = pairs_of_feed(
        start,
        one,
        np.ones(1, np.float32),
        Weeks(start[:2], one, one),
        first_week=1,
        worth=np.ones(1),
        times=1.0,
        unsaid=0.5,
    )
    return without(together(pairs, pairs), np.zeros(3, np.bool_), np.array([2]))


@compiled
def _weigh(week_start, number, count, stated, first_week, worth, times, unsaid, weight, said):
    for tie in range(np.uint64(len(stated))):
        first, past = week_start[tie], week_start[tie + np.uint64(1)]
        total = 0.0
        for week in range(first, past):
            total += worth[number[week] - first_week] * count[week]
        weight[tie] = times * total
        said[tie] = 0.0
        if first == past:
            said[tie] = unsaid if stated[tie] < 0 else min(stated[tie], 1.0)


@compiled
def _together(one, other, indptr, target, weight, stated):
    people = np.uint32(len(indptr) - 1)  # behind every row
    found = np.uint64(0)
    for row in range(np.uint64(people)):
        k, k_past = one.indptr[row], one.indptr[row + np.uint64(1)]
        m, m_past = other.indptr[row], other.indptr[row + np.uint64(1)]
        while k < k_past or m < m_past:
            of_one = one.target[k] if k < k_past else people
            of_other = other.target[m] if m < m_past else people
            total, said = 0.0, np.float32(0.0)
            if of_one <= of_other:
                total += one.weight[k]
                said = one.stated[k]
                k += np.uint64(1)
            if of_other <= of_one:
                total += other.weight[m]
                said = max(said, other.stated[m])
                m += np.uint64(1)
            target[found] = min(of_one, of_other)
            weight[found] = total
            stated[found] = said
            found += np.uint64(1)
        indptr[row + np.uint64(1)] = found
    return found


@compiled
def _forget(pairs, out, hidden, weight, stated):
    for row in range(np.uint64(len(out))):
        for k in range(pairs.indptr[row], pairs.indptr[row + np.uint64(1)]):
            if out[row] or out[pairs.target[k]]:
                weight[k] = 0.0
                stated[k] = 0.0
    for pair in hidden:
        row, other = pair >> np.uint64(32), pair & np.uint64(0xFFFFFFFF)
        for k in range(pairs.indptr[row], pairs.indptr[row + np.uint64(1)]):
            if pairs.target[k] == other:
                weight[k] = 0.0
                stated[k] = 0.0
