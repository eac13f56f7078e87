"""How many steps is everybody from each of several people, and what is everybody worth to them?"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.parts import asked, parts
from graphsvc.kernels.rows import Rows

Bits = NDArray[np.uint64]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Steps = NDArray[np.uint8]

FAR = 255  # no way, or one longer than asked for
LONGEST = 60
TOGETHER = 64  # starts searched at a time, a bit of a word for each
# Whoever was reached a step ago passes it on while they are few; else everybody asks around.
FEW = 4  # of so many people one
_BITS = (np.arange(256)[:, None] >> np.arange(8)) & 1  # of every byte, lowest first
_SPREAD = (_BITS.astype(np.uint64) << (8 * np.arange(8, dtype=np.uint64))).sum(axis=1)


def steps_from_each(
    rows: Rows, starts: Longs, *, longest: int = LONGEST, turn: Turn | None = None
) -> Steps:
    """Steps on the shortest way from each of *starts* to everybody, uint8[starts, people].

    Args:
        rows: undirected ties; strengths count for nothing.
        starts: rows; one named twice is answered twice.
        longest: most steps followed, at most 254.
        turn: called between parts of the work, 64 starts each.
    Returns:
        255 where there is no way of that many steps.
    Raises:
        IndexError: a start is no row.
    Source:
        Then et al. (2014), "The more the merrier: efficient multi-source graph traversal".
    """
    found = np.empty((len(starts), rows.people), np.uint8)
    apart = np.empty((TOGETHER // 8, rows.people), np.uint64)
    for some in parts(len(starts), TOGETHER, turn):
        apart[:] = 0
        for step, search in _searched(rows, starts[some], longest):
            _note(search.fresh, step, apart)
        _note(~search.seen, FAR, apart)
        _turn_over(apart, found[some])
    return found


def summed_worth(
    rows: Rows, starts: Longs, weights: Floats, worth: Floats, *, turn: Turn | None = None
) -> Floats:
    """What everybody is worth to all *starts* together: the sum of weight times worth by steps.

    Nothing as long as starts times people is kept, so there may be many starts.

    Args:
        rows: undirected ties; strengths count for nothing.
        weights: of each start.
        worth: of 0, 1, 2, ... steps; nothing farther is worth anything.
        turn: called between parts of the work, 64 starts each.
    Raises:
        IndexError: a start is no row.
    """
    total = np.zeros(rows.people)
    worth = still(worth, np.float64)
    for some in parts(len(starts), TOGETHER, turn):
        weight = np.zeros(TOGETHER)
        weight[: len(weights[some])] = weights[some]
        # What each set of eight starts weighs together, by its byte.
        summed = still((weight.reshape(-1, 1, 8) * _BITS).sum(axis=2), np.float64)
        for step, search in _searched(rows, starts[some], len(worth) - 1):
            _weigh(search.fresh, float(worth[step]), summed, total)
    return total


class _Search(NamedTuple):
    """By row, a bit for each start: reached so far, reached in this step, scratch for the next.

    ``front`` begins with the rows reached in this step.
    """

    seen: Bits
    fresh: Bits
    passed_on: Bits
    front: NDArray[np.uint32]


def _searched(rows: Rows, starts: Longs, longest: int) -> Iterator[tuple[int, _Search]]:
    """Every step in which somebody is reached, from all *starts* at once."""
    people = rows.people
    seen, fresh, passed_on = np.zeros((3, people), np.uint64)
    search = _Search(seen, fresh, passed_on, np.empty(people, np.uint32))
    ties = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
    count = _start(asked(starts, people), *search)
    yield 0, search
    for step in range(1, longest + 1):
        if not count:
            break
        if count * FEW < people:
            _pass_on(*ties, search.front[:count], fresh, passed_on)
        else:
            _ask_around(*ties, len(starts), seen, fresh, passed_on)
        count = _arrive(*search)
        yield step, search


@compiled
def _start(starts, seen, fresh, passed_on, front):
    """Let every start reach herself; how many people that are."""
    for number in range(len(starts)):
        passed_on[np.uint64(starts[number])] |= np.uint64(1) << np.uint64(number)
    return _arrive(seen, fresh, passed_on, front)


@compiled
def _pass_on(indptr, indices, front, fresh, passed_on):
    """Everybody reached in the last step passes it on to her contacts."""
    for one in front:
        for at in range(indptr[one], indptr[one + 1]):
            passed_on[indices[at]] |= fresh[one]


@compiled
def _ask_around(indptr, indices, starts, seen, fresh, passed_on):
    """Everybody not yet reached from all *starts* asks her contacts who was in the last step."""
    everything = ~np.uint64(0) >> np.uint64(64 - starts)
    for one in range(np.uint64(len(seen))):
        if seen[one] != everything:
            bits = np.uint64(0)
            for at in range(indptr[one], indptr[one + 1]):
                bits |= fresh[indices[at]]
            passed_on[one] = bits


@compiled
def _arrive(seen, fresh, passed_on, front):
    """What was passed on and is new is fresh now; how many people were reached."""
    count = 0
    for one in range(len(seen)):
        new = passed_on[one] & ~seen[one]
        passed_on[one] = 0
        fresh[one] = new
        if new:
            seen[one] |= new
            front[count] = one
            count += 1
    return count


@compiled
def _note(bits, step, apart):
    """Note the *step* where there are *bits*: a byte each, eight starts in a word of *apart*."""
    for one in range(len(bits)):
        if bits[one]:
            for eight in range(8):
                byte = (bits[one] >> np.uint64(8 * eight)) & np.uint64(255)
                apart[eight, one] |= _SPREAD[byte] * np.uint64(step)


@compiled
def _turn_over(apart, found):
    """From eight starts in a word to a row for each start."""
    for start in range(len(found)):
        words = apart[start // 8]
        shift = np.uint64(8 * (start % 8))
        row = found[start]
        for one in range(len(row)):
            row[one] = np.uint8(words[one] >> shift)


@compiled
def _weigh(fresh, worth, summed, total):
    for one in range(len(fresh)):
        bits = fresh[one]
        if bits:
            weight = 0.0
            for eight in range(8):
                weight += summed[eight, (bits >> np.uint64(8 * eight)) & np.uint64(255)]
            total[one] += worth * weight


def warm() -> None:
    """Compiles every loop: two people who know each other, and many who know nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, *[2] * 30], [1, 0], [0.5, 0.5])))
    steps_from_each(rows, np.array([0]))
    steps_from_each(rows, np.arange(32))
    summed_worth(rows, np.array([0]), np.ones(1), np.ones(2))
