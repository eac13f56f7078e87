"""Which few people need a direct sponsor, so that everybody together comes nearest to one?"""

from math import frexp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.parts import asked
from graphsvc.kernels.rows import Rows

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_WAY = 63  # steps of whoever has no way at all, or a longer one: the last worth
_EXACT_BITS = 61  # of whole numbers, so that no sum of everybody's worth leaves them
_MET_AT_ONCE = 100_000  # people met until a part of the work ends; some hundredths of a second


class Picks(NamedTuple):
    """Who was chosen, in order, and what each then added; ``evaluations`` is the work done."""

    rows: Longs
    gains: Floats
    evaluations: int


def lazy_greedy(
    rows: Rows,
    steps: NDArray[np.int32],
    candidates: Longs,
    worth: Floats,
    k: int,
    *,
    turn: Turn | None = None,
) -> Picks:
    """The *k* candidates who, given a direct sponsor one after the other, add most worth.

    With a direct sponsor of a everybody's steps become min(steps, 1 + steps to a), and the gain of
    a is the sum over all of worth[new] - worth[old]. Each pick has the largest gain of all
    candidates at that moment; equals are decided by row. A gain only shrinks as others are chosen,
    so an old gain is a bound, and only candidates whose bound is on top are looked at again: the
    answer is the one of looking at all of them each time. Steps differ by at most one along a tie,
    so the search from a candidate stops where nobody comes nearer.

    Without other limits the picks reach at least 1 - 1/e of the most that any k could add; where
    *candidates* leaves people out, of the most that any k of the candidates could add.

    Args:
        rows: undirected ties; strengths count for nothing.
        steps: by row, steps to the nearest sponsor over *rows*; 0 who is one, -1 without any way.
            63 and more count as no way. Not modified.
        candidates: rows to choose from, in any order. Who has a direct sponsor adds nothing.
        worth: of 0 to 62 steps, and of no way last; 64 numbers that never rise.
        k: most picks; fewer come back where nobody is left who adds anything.
        turn: called between parts of the work, each some hundredths of a second.
    Returns:
        Gains in the unit of *worth*, each the sum over 1 to 63 steps of (people who arrive there -
        people who leave) * worth. Gains closer than the 2^-61st part of all people's largest worth
        are equal.
    Raises:
        IndexError: a candidate is no row.
        ValueError: *worth* is not 64 finite numbers that never rise.
    Source:
        Leskovec et al. (2007), "Cost-effective outbreak detection in networks" (lazy evaluation);
        Nemhauser, Wolsey and Fisher (1978), "An analysis of approximations for maximizing
        submodular set functions" (the bound).
    """
    worth = still(worth, np.float64)
    if worth.shape != (NO_WAY + 1,) or not np.isfinite(worth).all() or (np.diff(worth) > 0).any():
        raise ValueError("worth is 64 finite numbers that never rise")
    search = _Search(
        rows=(still(rows.indptr, np.uint64), still(rows.indices, np.uint32)),
        near=np.where(steps < 0, NO_WAY, np.minimum(steps, NO_WAY)).astype(np.uint8),
        units=_in_whole_units(worth, rows.people),
        met=np.empty(rows.people, np.uint32),
        before=np.empty(rows.people, np.uint8),
    )
    chosen = np.zeros(rows.people, np.bool_)
    chosen[asked(candidates, rows.people)] = True
    people = still(np.flatnonzero(chosen), np.int64)
    gains = _first_gains(search, people, k, turn)
    # Sorted is already a heap; candidates ascend, so the stable sort leaves equals by row.
    heap = np.argsort(-gains, kind="stable")
    return _picks(search, people, gains, heap, worth, k, turn)


class _Search(NamedTuple):
    """What the search from a candidate reads, and its scratch: whom it met, how near before."""

    rows: tuple[NDArray[np.uint64], NDArray[np.uint32]]
    near: NDArray[np.uint8]
    units: Longs
    met: NDArray[np.uint32]
    before: NDArray[np.uint8]


def _in_whole_units(worth: Floats, people: int) -> Longs:
    """*worth* above that of no way in whole units: sums are exact in any order, equals equal."""
    above = worth - worth[NO_WAY]
    _, bits = frexp(float(above[0]) * max(1, people))
    return still(np.rint(np.ldexp(above, _EXACT_BITS - bits)), np.int64)


def _first_gains(search: _Search, people: Longs, k: int, turn: Turn | None) -> Longs:
    gains, done = np.zeros(len(people), np.int64), 0
    while done < len(people):
        done = _look_at_all(*search.rows, *search[1:], people, gains, done, _MET_AT_ONCE)
        if turn is not None:
            turn(done, len(people) + k)
    return gains


def _picks(
    search: _Search,
    people: Longs,
    gains: Longs,
    heap: Longs,
    worth: Floats,
    k: int,
    turn: Turn | None,
) -> Picks:
    # Candidates not yet taken, picks so far, evaluations so far: kept from part to part.
    counts = np.array([len(people), 0, len(people)], np.int64)
    taken, added = np.empty(k, np.int64), np.empty(k, np.float64)
    round_of = np.zeros(len(people), np.int64)
    state = people, gains, round_of, heap, worth, taken, added, counts
    while counts[0] and counts[1] < k:
        _pick(*search.rows, *search[1:], *state, _MET_AT_ONCE)
        if turn is not None:
            turn(len(people) + int(counts[1]), len(people) + k)
    many = int(counts[1])
    return Picks(taken[:many], added[:many], int(counts[2]))


@compiled
def _sponsor(indptr, indices, near, person, met, before):
    """Give *person* a direct sponsor; how many come nearer: who in *met*, from where in *before*.

    A search in breadth from the person that goes on only where it brings somebody nearer.
    """
    met[0] = person
    before[0] = near[person]
    near[person] = 1
    count = 1
    looked = 0
    steps = 1
    while looked < count:
        steps += 1
        this_far = count
        while looked < this_far:
            one = met[looked]
            looked += 1
            for at in range(indptr[one], indptr[one + 1]):
                other = indices[at]
                if near[other] > steps:
                    met[count] = other
                    before[count] = near[other]
                    near[other] = steps
                    count += 1
    return count


@compiled
def _look_at(indptr, indices, near, units, met, before, person):
    """The gain of a direct sponsor for *person*, and how many come nearer; near stays as it is."""
    if near[person] <= 1:
        return 0, 1
    count = _sponsor(indptr, indices, near, person, met, before)
    gain = 0
    for place in range(count):
        one = met[place]
        gain += units[near[one]] - units[before[place]]
        near[one] = before[place]
    return gain, count


@compiled
def _look_at_all(indptr, indices, near, units, met, before, people, gains, begin, enough):
    """Gains of *people* from place *begin* on, until *enough* were met; the place to go on at."""
    work = 0
    for place in range(begin, len(people)):
        person = np.uint64(people[place])
        gains[place], count = _look_at(indptr, indices, near, units, met, before, person)
        work += count
        if work >= enough:
            return place + 1
    return len(people)


@compiled
def _pick(
    indptr, indices, near, units, met, before,
    people, gains, round_of, heap, worth, taken, added, counts, enough,
):  # fmt: skip
    """Take from the heap until as many are taken as fit, nobody adds anything, or *enough* met."""
    size, picks, evaluations = counts
    work = 0
    while size > 0 and picks < len(taken) and work < enough:
        top = heap[0]
        if gains[top] == 0:
            size = 0
            break
        person = np.uint64(people[top])
        if round_of[top] == picks:
            # Nobody's bound is above a gain of this round.
            count = _sponsor(indptr, indices, near, person, met, before)
            taken[picks] = people[top]
            added[picks] = _added(near, met, before, count, worth)
            picks += 1
            size -= 1
            heap[0] = heap[size]
        else:
            gains[top], count = _look_at(indptr, indices, near, units, met, before, person)
            round_of[top] = picks
            evaluations += 1
        _sink(heap, size, gains)
        work += count
    counts[0] = size
    counts[1] = picks
    counts[2] = evaluations


@compiled
def _added(near, met, before, count, worth):
    """What the first *count* of those met add, summed by steps so that no order matters."""
    arrived = np.zeros(len(worth), np.int64)
    for place in range(count):
        arrived[near[met[place]]] += 1
        arrived[before[place]] -= 1
    total = 0.0
    for steps in range(1, len(worth)):
        total += arrived[steps] * worth[steps]
    return total


@compiled
def _sink(heap, size, gains):
    """Let the place on top of the heap down below every larger gain; equals by place."""
    if size == 0:
        return
    place = heap[0]
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and _comes_first(heap[below + 1], heap[below], gains):
            below += 1
        if not _comes_first(heap[below], place, gains):
            break
        heap[at] = heap[below]
        at = below
    heap[at] = place


@compiled
def _comes_first(one, other, gains):
    return gains[one] > gains[other] or (gains[one] == gains[other] and one < other)


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    lazy_greedy(rows, np.array([0, 1, -1]), np.array([2]), np.arange(64.0)[::-1], 1)
