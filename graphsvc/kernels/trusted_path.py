"""Which chain of ties between two people costs least, however long it is?"""

from threading import local
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

_INSERTED = 48  # a row up to this long is sorted by insertion
_TURN = 16  # ties one side follows before the frontiers are compared again


class CostRows(NamedTuple):
    """Ties as compressed sparse rows, in each row by rising cost and then by contact."""

    indptr: NDArray[np.uint64]
    indices: NDArray[np.uint32]
    cost: Floats


class Path(NamedTuple):
    """The cheapest way: its cost, inf where there is none, and its people from start to end."""

    cost: float
    rows: Longs


class _Room(local):
    """What a search knows, a row for each of its two ends; of each thread, and reused.

    ``settled``: a bit a person, all 0 between two searches. ``place``: where a settled person
    stands in the list of settled people, which is ``person``, ``distance``, ``parent`` (a place,
    -1 at the end itself) and ``next_tie`` (position of the cheapest tie not followed yet).
    ``arrival`` and ``waiting`` are a heap with one entry for each settled person who has such a
    tie: the cost of arriving over it, and her place.
    """

    people = -1
    scratch: tuple[NDArray[Any], ...]

    def of(self, people: int) -> tuple[NDArray[Any], ...]:
        """Room for *people* or more."""
        if people > self.people:
            settled = np.zeros((2, people // 64 + 1), np.uint64)
            place, person, waiting = (np.empty((2, people), np.uint32) for _ in range(3))
            distance, arrival = np.empty((2, people)), np.empty((2, people))
            parent, next_tie = np.empty((2, people), np.int32), np.empty((2, people), np.uint64)
            self.people = people
            self.scratch = settled, place, person, distance, parent, next_tie, arrival, waiting
        return self.scratch


_ROOM = _Room()


def trust_costs(rows: Rows) -> Floats:
    """The cost of every tie, -ln(strength): the cheapest path has the greatest product.

    A tie of strength 0 costs inf: nobody gets anywhere over it.
    """
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(rows.strength.astype(np.float64))  # a minus alone would give -0.0


def by_cost(rows: Rows, cost: Floats) -> CostRows:
    """The ties of *rows* in each row by rising cost; made once a network.

    Args:
        cost: beside ``rows.indices``, 0 or more; inf where a tie leads nowhere.
    Raises:
        ValueError: a cost is negative or not a number.
    """
    cost = still(cost, np.float64)
    if not (cost >= 0).all():
        raise ValueError("costs: numbers of 0 or more")
    indptr = still(rows.indptr, np.uint64)
    indices, rising = _by_cost(indptr, still(rows.indices, np.uint32), cost)
    return CostRows(indptr, still(indices, np.uint32), still(rising, np.float64))


def trusted_path(ahead: CostRows, back: CostRows, start: int, end: int) -> Path:
    """The cheapest path from row *start* to row *end*, of any length.

    Both ends search at once, the one with the smaller frontier first. A settled person has one
    entry in the heap however many ties she has (Spira), and whatever one end settles is held
    against what the other end knows. Of equal paths the one found first, always the same.

    Args:
        ahead: whom each person leads to.
        back: who leads to each person; where ties are undirected the same rows as *ahead*.
    Returns:
        Cost inf and no rows where no path of finite cost leads there; cost 0 and the one row
        where the two are the same.
    Raises:
        IndexError: *start* or *end* is no row.
    Source:
        Spira (1973), "A new algorithm for finding all shortest paths in a graph of positive arcs
        in average time O(n^2 log^2 n)", SIAM Journal on Computing 2(1); Pohl (1971),
        "Bi-directional search", Machine Intelligence 6.
    """
    people = len(ahead.indptr) - 1
    if not (0 <= start < people and 0 <= end < people):
        raise IndexError(f"rows are 0 to {people - 1}, not {start} and {end}")
    cost, rows = _trusted_path(_columns(ahead), _columns(back), start, end, _ROOM.of(people))
    return Path(cost, rows)


def _columns(rows: CostRows) -> tuple[NDArray[Any], ...]:
    # A plain tuple: kept machine code names the classes of its arguments, and could not be
    # looked through any more once one of them had another name.
    return (
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(rows.cost, np.float64),
    )


def warm() -> None:
    """Compile every loop on three people in a line."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    costs = by_cost(rows, trust_costs(rows))
    trusted_path(costs, costs, 0, 2)


@compiled
def _by_cost(indptr, indices, cost):
    sorted_indices = np.empty_like(indices)
    sorted_cost = np.empty_like(cost)
    one = np.uint64(1)  # a plain 1 would make signed numbers of unsigned ones
    for person in range(len(indptr) - 1):
        begin, end = indptr[person], indptr[person + 1]
        if end - begin > _INSERTED:
            order = np.argsort(cost[begin:end], kind="mergesort")
            sorted_indices[begin:end] = indices[begin:end][order]
            sorted_cost[begin:end] = cost[begin:end][order]
            continue
        for k in range(begin, end):
            gap: Any = k
            while gap > begin and sorted_cost[gap - one] > cost[k]:
                sorted_cost[gap] = sorted_cost[gap - one]
                sorted_indices[gap] = sorted_indices[gap - one]
                gap -= one
            sorted_cost[gap] = cost[k]
            sorted_indices[gap] = indices[k]
    return sorted_indices, sorted_cost


@compiled
def _trusted_path(ahead, back, start, end, scratch):
    count = np.zeros(2, np.int64)  # of settled people
    size = np.zeros(2, np.int64)  # of the heaps
    meeting = np.full(2, -1, np.int64)  # places of the two where the best path so far joins
    state = (count, size, meeting)
    settled, _, person, _, parent, _, arrival, _ = scratch
    # Plain literals would be kinds of their own to numba, each compiled again.
    from_start, from_end = np.int64(0), np.int64(1)
    first, last = np.uint32(start), np.uint32(end)
    best = np.inf
    best = _advance(ahead, from_start, first, best, state, scratch)
    best = _advance(back, from_end, last, best, state, scratch)
    # A path not found yet leads over ties that neither side has followed yet.
    while size[0] > 0 and size[1] > 0 and arrival[0, 0] + arrival[1, 0] < best:
        # The smaller frontier, not the nearer one: one weak tie must not keep a side waiting
        # while the other settles everybody.
        if size[0] <= size[1]:
            best = _advance(ahead, from_start, first, best, state, scratch)
        else:
            best = _advance(back, from_end, last, best, state, scratch)
    path = _joined(count, meeting, person, parent)
    for side in range(2):
        for here in range(count[side]):
            settled[side, person[side, here] >> np.uint32(6)] = 0
    return best, path


@compiled
def _advance(rows, side, root, best, state, scratch):
    """Follow the next ties of one side, a turn of them; the cost of the best path then."""
    indptr, indices, cost = rows
    count, size, meeting = state
    settled, place, person, distance, parent, next_tie, arrival, waiting = scratch
    across = 1 - side
    for _ in range(_TURN):
        # Who is settled next, at what cost, from whom?
        if count[side] == 0:
            who = root
            reached_at = 0.0
            owner = np.int64(-1)
        elif size[side] == 0 or size[across] == 0 or arrival[0, 0] + arrival[1, 0] >= best:
            break
        else:
            reached_at = arrival[side, 0]
            owner = np.int64(waiting[side, 0])
            tie = next_tie[side, owner]
            who = indices[tie]
            # Her next tie to somebody not settled waits instead.
            row_end = indptr[person[side, owner] + np.uint32(1)]
            tie += np.uint64(1)
            while tie < row_end and _has(settled, side, indices[tie]):
                tie += np.uint64(1)
            next_tie[side, owner] = tie
            if tie < row_end:
                onward = distance[side, owner] + cost[tie]
                _sink(arrival, waiting, side, size[side], onward, np.uint32(owner))
            else:
                size[side] -= 1
                last = size[side]
                _sink(arrival, waiting, side, last, arrival[side, last], waiting[side, last])
            if _has(settled, side, who):
                continue
        here = count[side]
        count[side] += 1
        settled[side, who >> np.uint32(6)] |= np.uint64(1) << np.uint64(who & np.uint32(63))
        place[side, who] = here
        person[side, here] = who
        distance[side, here] = reached_at
        parent[side, here] = owner
        # Does she join the two sides, herself or by a tie?
        if _has(settled, across, who):
            there = place[across, who]
            if reached_at + distance[across, there] < best:
                best = reached_at + distance[across, there]
                meeting[side], meeting[across] = here, there
        begin, row_end = indptr[who], indptr[who + np.uint32(1)]
        for tie in range(begin, row_end):
            onward = reached_at + cost[tie]
            if onward >= best:
                break  # nor will any tie after it
            if _has(settled, across, indices[tie]):
                there = place[across, indices[tie]]
                if onward + distance[across, there] < best:
                    best = onward + distance[across, there]
                    meeting[side], meeting[across] = here, there
        next_tie[side, here] = begin
        if begin < row_end:
            onward = reached_at + cost[begin]
            _rise(arrival, waiting, side, size[side], onward, np.uint32(here))
            size[side] += 1
    return best


@compiled
def _has(settled, side, who):
    word = settled[side, who >> np.uint32(6)]
    return word >> np.uint64(who & np.uint32(63)) & np.uint64(1) != np.uint64(0)


@compiled
def _rise(arrival, waiting, side, seat, value, owner):
    """Put an entry at the end of a heap, which is at *seat*."""
    while seat > 0:
        above = (seat - 1) >> 1
        if arrival[side, above] <= value:
            break
        arrival[side, seat] = arrival[side, above]
        waiting[side, seat] = waiting[side, above]
        seat = above
    arrival[side, seat] = value
    waiting[side, seat] = owner


@compiled
def _sink(arrival, waiting, side, size, value, owner):
    """Put an entry in place of the first one of a heap that has *size* entries then."""
    seat = 0
    while True:
        below = 2 * seat + 1
        if below >= size:
            break
        if below + 1 < size and arrival[side, below + 1] < arrival[side, below]:
            below += 1
        if arrival[side, below] >= value:
            break
        arrival[side, seat] = arrival[side, below]
        waiting[side, seat] = waiting[side, below]
        seat = below
    arrival[side, seat] = value
    waiting[side, seat] = owner


@compiled
def _joined(count, meeting, person, parent):
    """The people from start to end, read back from where the two sides met."""
    rows = np.empty(count[0] + count[1], np.int64)  # no path has more
    steps = 0
    here, there = meeting[0], meeting[1]
    # They meet over a tie, or in one person whom both have settled.
    if here >= 0 and person[0, here] == person[1, there]:
        there = np.int64(parent[1, there])
    while here >= 0:
        rows[steps] = person[0, here]
        here = np.int64(parent[0, here])
        steps += 1
    rows[:steps] = rows[:steps][::-1].copy()
    while there >= 0:
        rows[steps] = person[1, there]
        there = np.int64(parent[1, there])
        steps += 1
    return rows[:steps].copy()
