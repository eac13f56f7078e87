"""What would chance alone give a group within strata, exactly or by shuffling?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

RAREST = 1e-40  # values this much rarer than the likeliest are left off
_CERTAIN = np.ones(1)  # joined to the last one where there is no other
_DRAWN_AT_ONCE = (
    8_000_000  # people drawn until a part of the work ends; some hundredths of a second
)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: the step of splitmix64
_TO_UNIT = 2.0**-53


class Counts(NamedTuple):
    """How many people, and how many with the outcome, by stratum and group."""

    people: Longs
    yes: Longs


def counts(stratum: Codes, group: Codes, outcome: Flags, *, strata: int, groups: int) -> Counts:
    """Count people and those with the *outcome* by stratum and group, in one pass.

    Args:
        stratum, group: a code a person, below *strata* and *groups*; whoever has a code below 0
            is in no count.
    Returns:
        Two tables of *strata* by *groups*.
    Raises:
        ValueError: a code is too large.
    """
    stratum, group = still(stratum, np.int32), still(group, np.int32)
    if stratum.max(initial=-1) >= strata or group.max(initial=-1) >= groups:
        raise ValueError("codes are below the number of strata and groups")
    found = Counts(*(np.zeros((strata, groups), np.int64) for _ in range(2)))
    _count(stratum, group, still(outcome, np.bool_), *found)
    return found


@compiled
def _count(stratum, group, outcome, people, yes):
    for person in range(len(stratum)):
        if stratum[person] >= 0 and group[person] >= 0:
            here = np.uint32(stratum[person]), np.uint32(group[person])
            people[here] += 1
            yes[here] += outcome[person]


class Null(NamedTuple):
    """Chances of the values from ``start`` on; others are rarer than counts (RAREST)."""

    start: int
    chances: Floats


def null_distribution(members: Longs, others: Longs, yes: Longs) -> Null:
    """How likely each number of members with the outcome is if labels are shuffled within strata.

    The number is hypergeometric in a stratum and independent between strata, so their sum has the
    convolution of all. Chances are worked out from the likeliest value outwards and convolved term
    by term, shortest first: logarithms of factorials and Fourier transforms round absolutely and
    would drown small chances. What is left off keeps the work in bounds: a million people leave
    some thousand values that can happen at all.

    Args:
        members, others: people by stratum.
        yes: those of both together who have the outcome, by stratum.
    Returns:
        Chances that add up to 1, right to 1e-12 of themselves where above 1e-25; a certain 0
        without strata.
    Raises:
        ValueError: more people have the outcome than there are, or fewer than none.
    Source:
        The null of Fisher's exact test within strata: Mehta, Patel and Gray (1985), "Computing an
        exact confidence interval for the common odds ratio in several 2x2 contingency tables".
    """
    members, others, yes = (still(some, np.int64) for some in (members, others, yes))
    longest = np.minimum(members, yes) - np.maximum(yes - others, 0) + 1
    if min(members.min(initial=0), others.min(initial=0)) < 0 or (longest < 1).any():
        raise ValueError("counts are of people, and yes of those there are")
    chances = np.empty(int(longest.sum()))
    begin, length = np.empty((2, len(longest)), np.int64)
    start = _hypergeometric(members, others, yes, chances, begin, length)
    several = length > 1  # certain ones only move the start
    begin, length = begin[several], length[several]
    while len(begin) > 1:
        order = np.argsort(length, kind="stable")
        begin, length = still(begin[order], np.int64), still(length[order], np.int64)
        joined = np.zeros(int(length.sum()))
        joined_begin, joined_length = np.empty((2, -(-len(begin) // 2)), np.int64)
        start += _join(
            still(chances, np.float64), begin, length, joined, joined_begin, joined_length
        )
        chances, begin, length = joined, joined_begin, joined_length
    if not len(begin):
        return Null(start, np.ones(1))
    found = chances[begin[0] : begin[0] + length[0]]
    return Null(start, found / found.sum())


@compiled
def _hypergeometric(members, others, yes, chances, begin, length):
    """Every stratum's chances, one after the other in *chances*; the sum of their first values."""
    start = 0
    free = 0
    for stratum in range(len(members)):
        ours = members[stratum]
        theirs = others[stratum]
        hits = yes[stratum]
        low = max(0, hits - theirs)
        high = min(hits, ours)
        likeliest = (ours + 1) * (hits + 1) // (ours + theirs + 2)
        likeliest = min(max(likeliest, low), high)
        first = likeliest
        chance = 1.0
        while first > low:
            # From one value to the next lower the chance changes by this ratio.
            chance *= (
                first * (theirs - hits + first) / ((ours - first + 1.0) * (hits - first + 1.0))
            )
            if chance < RAREST:
                break
            first -= 1
        begin[stratum] = free
        at = free + likeliest - first
        chances[at] = 1.0
        total = 1.0
        for value in range(likeliest, first, -1):
            chance = chances[at] * value * (theirs - hits + value)
            chance /= (ours - value + 1.0) * (hits - value + 1.0)
            at -= 1
            chances[at] = chance
            total += chance
        at = free + likeliest - first
        for value in range(likeliest, high):
            chance = chances[at] * (ours - value) * (hits - value)
            chance /= (value + 1.0) * (theirs - hits + value + 1.0)
            if chance < RAREST:
                break
            at += 1
            chances[at] = chance
            total += chance
        length[stratum] = at + 1 - free
        for place in range(free, at + 1):
            chances[place] /= total
        free = at + 1
        start += first
    return start


@compiled
def _join(chances, begin, length, joined, joined_begin, joined_length):
    """Convolve neighbours; how many values were left off at the lower ends."""
    left_off = 0
    free = 0
    for pair in range(len(joined_begin)):
        one = begin[2 * pair]
        shorter = chances[one : one + length[2 * pair]]
        longer = _CERTAIN
        if 2 * pair + 1 < len(begin):
            other = begin[2 * pair + 1]
            longer = chances[other : other + length[2 * pair + 1]]
        product = joined[free : free + len(shorter) + len(longer) - 1]
        for here in range(len(shorter)):
            share = shorter[here]
            target = product[here : here + len(longer)]
            for there in range(len(longer)):
                target[there] += share * longer[there]
        likeliest = 0.0
        for chance in product:
            likeliest = max(likeliest, chance)
        first = 0
        while product[first] < RAREST * likeliest:
            first += 1
        last = len(product) - 1
        while product[last] < RAREST * likeliest:
            last -= 1
        joined_begin[pair] = free + first
        joined_length[pair] = last + 1 - first
        left_off += first
        free += len(product)
    return left_off


class Shuffles(NamedTuple):
    """The difference there is, and those of shuffled labels; NaN where nothing is compared."""

    seen: float
    drawn: Floats


def shuffled_differences(
    values: Floats,
    member: Flags,
    stratum: Codes,
    *,
    draws: int,
    seed: int,
    turn: Turn | None = None,
) -> Shuffles:
    """Differences of a measure between members and others, with labels shuffled within strata.

    The difference is the mean of the strata's differences in means with Mantel-Haenszel weights
    n1 n2 / n. For yes or no there is the exact :func:`null_distribution`.

    Args:
        values: of any measure, a finite number a person.
        stratum: a code a person; whoever has one below 0 is left out.
        draws: how many times labels are shuffled.
        turn: called between parts of the work, each some hundredths of a second.
    Returns:
        The same numbers for the same arguments, whatever else runs.
    Source:
        Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators" (the
        generator); Knuth, "The Art of Computer Programming" 2, algorithm 3.4.2P (the shuffle).
    """
    stratum, member = np.asarray(stratum), np.asarray(member, np.bool_)
    order = np.argsort(stratum, kind="stable")
    order = order[np.searchsorted(stratum[order], 0) :]
    people = np.bincount(stratum[order])
    members = np.bincount(stratum[order], weights=member[order]).astype(np.int64)
    weight = float((members * (people - members) / np.maximum(people, 1)).sum())
    if weight == 0:
        return Shuffles(np.nan, np.full(draws, np.nan))
    # Around the mean of her stratum everybody together has nothing: one side tells the other.
    around = np.asarray(values, np.float64)[order]
    mean = np.bincount(stratum[order], weights=around) / np.maximum(people, 1)
    around = around - mean[stratum[order]]
    seen = float(around[member[order]].sum())
    return Shuffles(seen / weight, _drawn(around, people, members, draws, seed, turn) / weight)


def _drawn(
    around: Floats, people: Longs, members: Longs, draws: int, seed: int, turn: Turn | None
) -> Floats:
    begin = still(np.cumsum(people) - people, np.int64)
    people, members = still(people, np.int64), still(members, np.int64)
    at_once = max(1, _DRAWN_AT_ONCE // int(np.minimum(members, people - members).sum()))
    start, found = np.uint64(seed % 2**64), np.zeros(draws)
    for first in range(0, draws, at_once):
        _shuffle(around, begin, people, members, start, first, found[first : first + at_once])
        if turn is not None:
            turn(min(draws, first + at_once), draws)
    return found


@compiled
def _shuffle(around, begin, people, members, seed, first, found):
    """Add up what random members have, for the draws from *first* on; *around* changes its order.

    Every draw of every stratum starts a stream of its own, and any order is as good a start for
    the next draw as any other.
    """
    for stratum in range(len(people)):
        count = people[stratum]
        here = around[begin[stratum] : begin[stratum] + count]
        drawn = min(members[stratum], count - members[stratum])
        # What the others have is what the members lack.
        sign = 1.0 if drawn == members[stratum] else -1.0
        of_stratum = _mixed(_mixed(seed) + np.uint64(stratum))
        for draw in range(len(found) if drawn else 0):
            stream = _mixed(of_stratum + np.uint64(first + draw))
            total = 0.0
            for place in range(drawn):
                stream += _GOLDEN
                part = np.int64(_mixed(stream) >> np.uint64(11)) * _TO_UNIT
                other = place + np.int64(part * (count - place))
                value = here[other]
                here[other] = here[place]
                here[place] = value
                total += value
            found[draw] += sign * total


@compiled
def _mixed(number):
    """Any 64 bits from others, each as good as drawn: the last step of splitmix64."""
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))


def warm() -> None:
    """Compiles every loop: four people in one stratum, of two groups."""
    codes, flags = np.array([0, 0, 0, 0], np.int32), np.array([True, False, True, False])
    found = counts(codes, flags.astype(np.int32), flags, strata=1, groups=2)
    ours, theirs = np.repeat(found.people[:, :1], 2), np.repeat(found.people[:, 1:], 2)
    null_distribution(ours, theirs, np.repeat(found.yes.sum(axis=1), 2))
    shuffled_differences(np.arange(4.0), flags, codes, draws=1, seed=1)
