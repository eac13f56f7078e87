"""How far is everybody from the nearest of several, and how many people are within reach?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import counters
from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.parts import asked, parts
from graphsvc.kernels.rows import Rows

# A level is many if it holds more than this part of the people: worth one look at everybody.
MANY = 32
PEOPLE_A_TURN = 16_384  # of an estimate: some hundredths of a second


def steps_to_nearest(rows: Rows, sources: NDArray[np.int64]) -> NDArray[np.int32]:
    """The fewest ties from any of *sources* to each person, int32[n]; -1 where no path leads.

    One pass over the ties, however many sources there are.

    Args:
        rows: ties, followed the way they read.
        sources: rows, int64[s]; none means -1 for everybody.
    Raises:
        IndexError: a source is not a row.
    """
    people = rows.people
    steps = np.full(people, -1, np.int32)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
    _steps(*network, asked(sources, people), np.empty(people, np.uint32), steps)
    return steps


def distances_to_nearest(
    rows: Rows,
    cost: NDArray[np.float64],
    sources: NDArray[np.int64],
    *,
    cutoff: float = np.inf,
) -> NDArray[np.float64]:
    """The cost of the cheapest path from any of *sources* to each person, float64[n].

    Args:
        rows: ties, followed the way they read.
        cost: of each entry of rows.indices, 0 or more, float64; inf: no way through.
        sources: rows, int64[s].
        cutoff: paths that cost more are not followed.
    Returns:
        inf where no path leads, or none that is cheap enough.
    Raises:
        IndexError: a source is not a row.
        ValueError: *cost* is not as long as rows.indices, or one is negative or NaN.
    Source:
        Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische
        Mathematik 1, 269-271.
    """
    people = rows.people
    cost = still(cost, np.float64)
    if len(cost) != len(rows.indices):
        raise ValueError(f"{len(cost)} costs for {len(rows.indices)} entries")
    if len(cost) and not cost.min() >= 0:
        raise ValueError("a cost is negative or not a number")
    distance = np.full(people, np.inf)
    _distances(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        cost,
        asked(sources, people),
        float(cutoff),
        np.empty(people, np.uint32),
        np.full(people, -1, np.int32),
        distance,
    )
    return distance


def reach(
    rows: Rows,
    steps: int,
    *,
    chosen: NDArray[np.int64] | None = None,
    turn: Turn | None = None,
) -> NDArray[np.int32]:
    """How many others are at most *steps* ties away, exactly: int32, one for each chosen row.

    Args:
        rows: ties, followed the way they read.
        steps: 0 or more.
        chosen: rows, int64[m]. None: everybody.
        turn: called between parts with the people done and their number.
    Returns:
        The person herself is not counted.
    Raises:
        IndexError: a chosen row is not a row.
    """
    people = rows.people
    chosen = asked(np.arange(people) if chosen is None else chosen, people)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
    marks, queue = np.empty(people, np.uint8), np.empty(people, np.uint32)
    found = np.zeros(len(chosen), np.int32)
    if steps > 0:
        for part in parts(len(chosen), 2048 if steps <= 2 else 128, turn):
            _reach(*network, chosen[part], int(steps), marks, queue, found[part])
    return found


def estimated_reach(
    rows: Rows, steps: int, *, registers: int = 64, seed: int, turn: Turn | None = None
) -> NDArray[np.float64]:
    """About how many others are at most *steps* ties away, float64[n]: HyperLogLog counters.

    For three steps and more among 100,000 people and more, where the exact count takes minutes;
    64 registers are then off by 8 to 9 % at the median. Do not use it in smaller organisations:
    almost everybody's circle is then the same people, and everybody shares one error.

    Args:
        rows: ties, followed the way they read.
        steps: 0 or more.
        registers: bytes a person, 16, 32 or 64.
        seed: the same seed gives the same estimates.
        turn: called between parts with the parts done and their number.
    Returns:
        A little above 0 for people without ties.
    Raises:
        ValueError: another number of registers.
    Source:
        Boldi, Rosa and Vigna (2011), "HyperANF: approximating the neighbourhood function of very
        large graphs on a budget", WWW: one counter a person, joined along the ties.
    """
    people = rows.people
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
    now = counters.entered(people, registers, seed)
    then = np.empty_like(now)
    for step in range(steps):
        for part in parts(people, PEOPLE_A_TURN, None):
            counters.join(*network, part.start, part.stop, now, then)
            if turn is not None:
                turn(step * people + part.stop, steps * people)
        now, then = then, now
    return counters.estimates(now) - 1.0


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    one = np.array([0])
    steps_to_nearest(rows, one)
    distances_to_nearest(rows, np.array([1.0, 1.0]), one)
    reach(rows, 2)
    estimated_reach(rows, 1, seed=1)


@compiled
def _steps(indptr, indices, sources, queue, steps):
    tail = 0
    for source in sources:
        if steps[source] < 0:
            steps[source] = 0
            queue[tail] = source
            tail += 1
    first = 0
    level = 0
    while first < tail:
        past = tail
        if (past - first) * MANY > len(steps):
            # Many rows: read from front to back they cost a third.
            past = first
            for person in range(len(steps)):
                if steps[person] == level:
                    queue[past] = person
                    past += 1
        level += 1
        for place in range(first, past):
            person_here = queue[place]
            for k in range(indptr[person_here], indptr[person_here + np.uint32(1)]):
                other = indices[k]
                if steps[other] < 0:
                    steps[other] = level
                    queue[tail] = other
                    tail += 1
        first = past


@compiled
def _distances(indptr, indices, cost, sources, cutoff, heap, place_of, distance):
    """Dijkstra's search; *heap* holds who may still come nearer, place_of where, -1 if not yet."""
    size = np.int64(0)  # a plain 0 is a kind of its own: _rise would be compiled twice
    for source in sources:
        if place_of[source] < 0:
            distance[source] = 0.0
            _rise(heap, place_of, distance, size, np.uint32(source))
            size += 1
    while size > 0:
        person = heap[0]
        size -= 1
        if size > 0:
            _sink(heap, place_of, distance, size, heap[size])
        so_far = distance[person]
        for k in range(indptr[person], indptr[person + np.uint32(1)]):
            other = indices[k]
            through_her = so_far + cost[k]
            if through_her < distance[other] and through_her <= cutoff:
                distance[other] = through_her
                place = place_of[other]
                if place < 0:
                    place = size
                    size += 1
                _rise(heap, place_of, distance, place, other)


@compiled
def _rise(heap, place_of, distance, place, person):
    """Puts *person*, who came nearer, at the free *place* of the heap or above it."""
    while place > 0:
        above = (place - 1) >> 1
        if distance[heap[above]] <= distance[person]:
            break
        heap[place] = heap[above]
        place_of[heap[place]] = place
        place = above
    heap[place] = person
    place_of[person] = place


@compiled
def _sink(heap, place_of, distance, size, person):
    """Puts *person* at the free top of a heap of *size*, or below it."""
    place = 0
    while 2 * place + 1 < size:
        below = 2 * place + 1
        if below + 1 < size and distance[heap[below + 1]] < distance[heap[below]]:
            below += 1
        if distance[heap[below]] >= distance[person]:
            break
        heap[place] = heap[below]
        place_of[heap[place]] = place
        place = below
    heap[place] = person
    place_of[person] = place


@compiled
def _reach(indptr, indices, chosen, steps, marks, queue, found):
    """Counts within *steps* (1 or more) of each chosen row into *found*.

    Whoever is reached gets the mark of the search at hand, a byte: nothing is cleared between
    searches until the 255 marks are used up. The last step needs no queue and no branch.
    """
    mark = np.uint8(255)
    for i in range(len(chosen)):
        if mark == 255:
            marks[:] = 0
            mark = np.uint8(0)
        mark = np.uint8(mark + 1)
        marks[chosen[i]] = mark
        queue[0] = chosen[i]
        first = 0
        past = 1
        for _ in range(steps - 1):
            tail = past
            for place in range(first, past):
                person = queue[place]
                for k in range(indptr[person], indptr[person + np.uint32(1)]):
                    other = indices[k]
                    if marks[other] != mark:
                        marks[other] = mark
                        queue[tail] = other
                        tail += 1
            first = past
            past = tail
        count = past
        for place in range(first, past):
            person = queue[place]
            for k in range(indptr[person], indptr[person + np.uint32(1)]):
                count += marks[indices[k]] != mark
                marks[indices[k]] = mark
        found[i] = count - 1
