"""Which triangles are there, each of them once? What loops over triangles have in common."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.parts import parts
from graphsvc.kernels.rows import Rows

WORK = 1 << 20  # ties or wedges looked at between two turns: about 10 ms
BATCH = 1 << 12  # triangles handed over at once: they stay in the processor's cache


class TiesOnce(NamedTuple):
    """Every tie in the row of one of its ends: who has fewer ties, of equals the earlier row.

    The three people of a triangle are *low*, *middle* and *high* in that order: low's row holds
    the other two and middle's row holds high, so that each triangle is found once, from low. No
    row is longer than the root of twice the number of ties, however many ties somebody has.

    indptr u64[n + 1], indices u32[m], strength f64[m], rows ascending; by person, all her ties
    counted: contacts (without herself) u32[n], total strength f64[n], largest strength f64[n].
    """

    indptr: NDArray[np.uint64]
    indices: NDArray[np.uint32]
    strength: NDArray[np.float64]
    contacts: NDArray[np.uint32]
    total: NDArray[np.float64]
    largest: NDArray[np.float64]


def ties_once(rows: Rows, *, turn: Turn | None = None, work: int = WORK) -> TiesOnce:
    """Every tie once, and what each person's ties add up to; see :class:`TiesOnce`.

    Args:
        rows: undirected ties; self-ties are left out, but for the total and the largest strength.
            Strengths of 0 or more, float32 or float64.
        turn: called with the people done and all of them.
        work: about how many ties are looked at between two turns.
    """
    people, entries = rows.people, len(rows.indices)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32), strengths(rows)
    degree = still(np.diff(network[0]), np.uint32)
    # No more than the first half is ever written; memory that is not touched costs nothing.
    indptr, indices = np.zeros(people + 1, np.uint64), np.empty(entries, np.uint32)
    strength, contacts = np.empty(entries), np.empty(people, np.uint32)
    total, largest = np.empty(people), np.empty(people)
    for part in parts(people, rows_a_turn(rows, work), turn):
        _keep_once[network[2].dtype](
            part.start, part.stop, *network, degree,
            indptr, indices, strength, contacts, total, largest,
        )  # fmt: skip
    ties = int(indptr[-1])
    return TiesOnce(indptr, indices[:ties], strength[:ties], contacts, total, largest)


def each_triangle(
    once: TiesOnce, *, turn: Turn | None = None, work: int = WORK
) -> Iterator[NDArray[np.uint64]]:
    """Batches of triangles u64[t, 4]: low's row, and where three ties lie in *once*.

    The ties are low - middle, low - high and middle - high; ``once.indices`` of the first is
    middle, of the second high. Triangles come in the order of these numbers, none, some or all
    in a batch; how they are cut into batches depends on *work*. A batch holds until the next one.

    Args:
        turn: called with the people done and all of them.
        work: about how many wedges (two ties of a person) are looked at between two turns.
    Source:
        Latapy (2008), "Main-memory triangle computations for very large (sparse (power-law))
        graphs", Theoretical Computer Science 407, 458-473: algorithm forward, with marks.
    """
    people = len(once.indptr) - 1
    network = still(once.indptr, np.uint64), still(once.indices, np.uint32)
    longest = int(np.diff(once.indptr).max(initial=0))
    marked, place = np.zeros(people // 64 + 1, np.uint64), np.zeros(people, np.uint32)
    first, past = np.empty(longest, np.uint64), np.empty(longest, np.uint64)
    found = np.empty((min(work, BATCH) + longest, 4), np.uint64)
    at = np.zeros(2, np.int64)
    while at[0] < people:
        count = _find(*network, work, at, marked, place, first, past, found)
        yield still(found[:count], np.uint64)
        if turn is not None:
            turn(int(at[0]), people)


def stage(turn: Turn | None, number: int, stages: int) -> Turn | None:
    """*turn* for the stage *number*, from 0, of several that count alike."""
    if turn is None:
        return None
    return lambda done, total: turn(number * total + done, stages * total)


def rows_a_turn(rows: Rows, work: int) -> int:
    """How many rows together hold about *work* ties."""
    return max(1, work * rows.people // (len(rows.indices) + rows.people + 1))


def strengths(rows: Rows) -> NDArray[Any]:
    """The strengths as loops made by :func:`for_either_kind` take them.

    float64 stays float64: the strengths of both directions added up, rounded once more, would no
    longer be those that NetworkX adds up.
    """
    kind = np.float64 if rows.strength.dtype == np.float64 else np.float32
    return still(rows.strength, kind)


def for_either_kind(loop: Callable[..., Any]) -> dict[Any, Callable[..., Any]]:
    """*loop* compiled for float32 and for float64 strengths, by dtype."""
    return {np.dtype(kind): compiled(loop) for kind in (np.float32, np.float64)}


@for_either_kind
def _keep_once(
    start, stop, indptr, indices, strength, degree,
    once_indptr, once_indices, once_strength, contacts, total, largest,
):  # fmt: skip
    """TiesOnce of the rows *start* to *stop* - 1; those before are done."""
    filled = once_indptr[start]
    for person in range(start, stop):
        others = 0
        added_up = 0.0
        most = 0.0
        for k in range(indptr[person], indptr[person + 1]):
            other = indices[k]
            strong = np.float64(strength[k])
            more = degree[other] > degree[person]
            later = (degree[other] == degree[person]) & (other > person)
            # Always written, kept only by moving on: a branch would be guessed wrong half the time.
            once_indices[filled] = other
            once_strength[filled] = strong
            filled += np.uint64(more | later)
            others += other != person
            added_up += strong
            most = max(most, strong)
        once_indptr[person + 1] = filled
        contacts[person] = others
        total[person] = added_up
        largest[person] = most


@compiled
def _find(indptr, indices, work, at, marked, place, first, past, found):
    """How many triangles it put into *found*; *at* says where to go on: low, and a tie of hers.

    It stops in time for those of one more middle to have room. marked is a bit a person, all 0
    before and after: a million people fit into the processor's cache, where their places in low's
    row would not.
    """
    one = np.uint64(1)
    bits = np.uint64(64)
    people = len(indptr) - 1
    room = len(found) - len(first)
    count = 0
    looked_at = np.int64(0)
    low = at[0]
    tie = at[1]
    while low < people and looked_at < work and count < room:
        begin = indptr[low]
        ties = np.int64(indptr[low + 1] - begin)
        if ties < 2:
            low += 1
            tie = 0
            continue
        for slot in range(ties):
            other = np.uint64(indices[begin + np.uint64(slot)])
            marked[other // bits] |= one << other % bits
            place[other] = slot
            # All looked up in advance, so that the processor waits for them side by side.
            first[slot] = indptr[other]
            past[slot] = indptr[other + one]

        while tie < ties and looked_at < work and count < room:
            for k in range(first[tie], past[tie]):
                high = np.uint64(indices[k])
                if (marked[high // bits] >> high % bits) & one:
                    found[count, 0] = low
                    found[count, 1] = begin + np.uint64(tie)
                    found[count, 2] = begin + np.uint64(place[high])
                    found[count, 3] = k
                    count += 1
            looked_at += np.int64(past[tie] - first[tie]) + 1
            tie += 1

        for slot in range(ties):
            marked[np.uint64(indices[begin + np.uint64(slot)]) // bits] = 0
        if tie == ties:
            low += 1
            tie = 0
    at[0] = low
    at[1] = tie
    return count
