"""How are lists of different length copied in another order, and what held last before a day?

Lists lie one after another in one column; list i is values[start[i]:start[i + 1]].
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still

MOST_MARKS = 1 << 24  # more values than days and weeks have, and little memory

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]


def taken(
    start: Longs, chosen: NDArray[Any], values: Longs, beside: Longs
) -> tuple[Longs, Ints, Ints]:
    """Starts of the *chosen* lists, one list after the other, their values and what lies beside.

    Args:
        start, values, beside: lists of numbers that int32 holds, in two columns.
        chosen: positions of lists, each at most once.
    """
    begin = np.zeros(len(chosen) + 1, np.int64)
    # As many as there can be: what is not written to takes no memory.
    one, other = np.empty(len(values), np.int32), np.empty(len(values), np.int32)
    columns = still(chosen, np.uint32), still(values, np.int64), still(beside, np.int64)
    found = _take(unsigned(start), *columns, begin, one, other)
    return begin, one[:found], other[:found]


def last_before(start: Longs, on: Ints, values: Ints, otherwise: Ints, day: int, none: int) -> Ints:
    """Of each list the last of *values* whose day lies before *day*, int32[n].

    Args:
        start, values: lists, each in the order of its days.
        on: the day of each value.
        otherwise: what holds at any time where a list is empty, int32[n].
        none: what holds before the first day of a list that is not empty.
    """
    found = np.empty(len(otherwise), np.int32)
    _last_before(
        unsigned(start),
        still(on, np.int32),
        still(values, np.int32),
        still(otherwise, np.int32),
        day,
        none,
        found,
    )
    return found


def last_valid(
    owner: Ints, values: Ints, since: Ints, until: Ints, *, lists: int, day: int, never: int
) -> Ints:
    """Of each owner the last of *values* valid on the day before *day*, int32[lists], or -1.

    Args:
        owner: who each value belongs to, 0 to *lists* - 1, in any order.
        since, until: valid from since on and before until; until is *never* while it goes on.
    """
    found = np.full(lists, -1, np.int32)
    _last_valid(
        still(owner, np.int32),
        still(values, np.int32),
        still(since, np.int32),
        still(until, np.int32),
        day,
        never,
        found,
    )
    return found


def largest_until(values: Ints, limit: int, enough: int) -> int:
    """The largest of *values* that is not above *limit*; -1 if none or only negative ones are.

    Args:
        enough: where one that large is found, nothing more is read.
    """
    return int(_largest_until(still(values, np.int32), limit, enough))


def looked_up(table: Ints, lowest: int, numbers: Longs) -> Ints:
    """The entry of *table* for each number, int32[n]; the first is for *lowest*. -1 outside."""
    found = np.empty(len(numbers), np.int32)
    _look_up(still(table, np.int32), lowest, still(numbers, np.int64), found)
    return found


def distinct(values: Ints) -> Ints:
    """The different *values*, ascending."""
    if not len(values):
        return np.empty(0, np.int32)
    lowest, highest = int(values.min()), int(values.max())
    if highest - lowest > MOST_MARKS:
        return np.unique(values)
    marks = np.zeros(highest - lowest + 1, np.bool_)
    _mark(still(values, np.int32), lowest, marks)
    return (np.flatnonzero(marks) + lowest).astype(np.int32)


def unsigned(column: Any) -> NDArray[np.uint64]:
    """*column* of starts or positions, none below 0, as loops take them: not copied."""
    return still(still(column, np.int64).view(np.uint64), np.uint64)


def warm() -> None:
    """Compile the loops of this file."""
    start, two = np.array([0, 1]), np.zeros(2, np.int32)
    taken(start, np.array([0]), start, start)
    last_before(start, two, two, two[:1], 1, 0)
    last_valid(two, two, two, two, lists=1, day=1, never=0)
    largest_until(two, 1, 1)
    distinct(two)
    looked_up(two, 0, start)


@compiled
def _take(start, chosen, values, beside, begin, one, other):
    at = np.uint64(0)
    for place in range(np.uint64(len(chosen))):
        for k in range(start[chosen[place]], start[chosen[place] + np.uint64(1)]):
            one[at] = values[k]
            other[at] = beside[k]
            at += np.uint64(1)
        begin[place + np.uint64(1)] = at
    return at


@compiled
def _last_before(start, on, values, otherwise, day, none, found):
    for one in range(np.uint64(len(found))):
        first, k = start[one], start[one + np.uint64(1)]
        found[one] = otherwise[one] if first == k else none
        while k > first:
            k -= np.uint64(1)
            if on[k] < day:
                found[one] = values[k]
                break


@compiled
def _last_valid(owner, values, since, until, day, never, found):
    for k in range(len(owner)):
        if since[k] < day and (until[k] == never or until[k] >= day):
            found[np.uint32(owner[k])] = values[k]


@compiled
def _largest_until(values, limit, enough):
    largest = -1
    for value in values:
        if largest < value <= limit:
            largest = value
            if largest >= enough:
                break
    return largest


@compiled
def _mark(values, lowest, marks):
    for value in values:
        marks[np.uint64(value - lowest)] = True


@compiled
def _look_up(table, lowest, numbers, found):
    length = np.uint64(len(table))
    for k in range(np.uint64(len(numbers))):
        at = np.uint64(numbers[k] - lowest)  # a number below the lowest is far beyond the end
        found[k] = table[at] if at < length else -1
