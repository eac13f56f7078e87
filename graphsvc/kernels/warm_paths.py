"""Over whom is a request most likely passed on, to one person or to everybody in reach?

The odds that b passes on what a asks are the share of b's attention that goes to a: a request runs
against the direction in which attention is given. At most two people connect.
"""

from threading import local
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

_ALIKE = 1.0 - 1e-9  # products this near are all given: who asks says which are equal
_MOST_CONNECTORS = 2


class WarmWays(NamedTuple):
    """The best way to each *target*: its odds, and who connects, -1 for nobody.

    ``first`` is asked first; she passes it on to ``second``, or to the target.
    """

    target: Ints
    odds: Floats
    first: Ints
    second: Ints


class Ways(NamedTuple):
    """Ways to one person: the product of their odds, and who connects, as in WarmWays."""

    product: Floats
    first: Ints
    second: Ints


class _Scratch(NamedTuple):
    """``odds`` of being asked, by row, all 0 between two questions; through which asker, by row;
    and a list of rows."""

    odds: Floats
    asker: Ints
    met: NDArray[np.uint32]


class _Room(local):
    """Scratch of each thread, as long as any of its questions needed."""

    people = -1
    scratch: _Scratch

    def of(self, people: int) -> _Scratch:
        """Scratch for at least *people* people; made anew where it is too small."""
        if people > self.people:
            self.people = people
            self.scratch = _Scratch(
                np.zeros(people), np.empty(people, np.int32), np.empty(people, np.uint32)
            )
        return self.scratch


_ROOM = _Room()


def warm_ways(attended: Rows, attended_shares: Floats, person: int, *, through: Flags) -> WarmWays:
    """The best way from *person* to everybody she can reach over at most two connectors.

    The product of the odds is greatest; of equal ways the one with fewer people, then the one
    whose last connector, then whose first has the lower row.

    Args:
        attended: row j lists who gives attention to j.
        attended_shares: beside ``attended.indices``, which share of her attention each of them
            gives to j, 0 to 1.
        through: by row, who may connect.
    Returns:
        Never *person* herself, and nobody whom no way reaches with odds above 0. The order means
        nothing; it is always the same.
    Raises:
        IndexError: *person* is no row.
    Source:
        Hangal, MacLean, Lam and Heer (2010), "All friends are not equal: using weights in social
        graphs to improve search"; exact.
    """
    attended.require(person)
    found = _warm_ways(
        still(attended.indptr, np.uint64),
        still(attended.indices, np.uint32),
        still(attended_shares, np.float64),
        person,
        still(through, np.bool_),
        *_ROOM.of(attended.people),
    )
    return WarmWays(*found)


def readiness(given: Rows, shares: Floats, attended: Rows, person: int) -> Floats:
    """The share of attention that each of ``attended.contacts(person)`` gives her, beside them.

    Args:
        given: row i lists whom i gives attention to; *shares* lies beside its indices.
        attended: its transpose, row j lists who gives to j.
    Raises:
        IndexError: *person* is no row.
    """
    given.require(person)
    return _readiness(
        still(given.indptr, np.uint64),
        still(given.indices, np.uint32),
        still(shares, np.float64),
        still(attended.contacts(person), np.uint32),
        person,
    )


def ways_to(
    given: Rows,
    shares: Floats,
    listeners: NDArray[np.uint32],
    readiness: Floats,
    person: int,
    target: int,
    *,
    through: Flags,
) -> Ways:
    """The best ways from *person* to one *target*: all whose product is within a billionth.

    Args:
        given: row i lists whom i gives attention to; *shares* lies beside its indices.
        listeners: who gives attention to *person*; *readiness* beside them, what share.
        through: by row, who may connect.
    Returns:
        Nothing where no way has odds above 0.
    Raises:
        IndexError: *person* or *target* is no row.
    """
    given.require(person, target)
    product, first, second = _ways_to(
        still(given.indptr, np.uint64),
        still(given.indices, np.uint32),
        still(shares, np.float64),
        still(listeners, np.uint32),
        still(readiness, np.float64),
        person,
        target,
        still(through, np.bool_),
        _ROOM.of(given.people).odds,
    )
    kept = product >= product.max(initial=0.0) * _ALIKE
    return Ways(product[kept], first[kept], second[kept])


def warm() -> None:
    """Compile every loop on three people who give attention along a line, both ways."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    shares, everybody = np.array([1.0, 0.5, 0.5, 1.0]), np.ones(3, np.bool_)
    warm_ways(rows, shares, 0, through=everybody)
    ready = readiness(rows, shares, rows, 0)
    ways_to(rows, shares, rows.contacts(0), ready, 0, 2, through=everybody)


@compiled
def _warm_ways(indptr, indices, shares, person, through, odds, asked_by, met):
    # Whoever asks: her row, her odds of having been asked, and the connectors up to herself.
    asker, asked = np.full(1, person, np.uint32), np.ones(1)
    first, second = np.full(1, -1, np.int32), np.full(1, -1, np.int32)
    newest: Any = np.int64(0)  # a plain 0 would be a kind of its own to numba
    reached = 0
    odds[person] = np.inf  # no way leads back to her
    for connectors in range(_MOST_CONNECTORS + 1):
        for k in range(newest, len(asker)):
            who, so_far = asker[k], asked[k]
            for tie in range(indptr[who], indptr[who + np.uint32(1)]):
                listener = indices[tie]
                passed = so_far * shares[tie]
                if passed > odds[listener]:
                    if odds[listener] == 0.0:
                        met[reached] = listener
                        reached += 1
                    odds[listener] = passed
                    asked_by[listener] = k
        if connectors == _MOST_CONNECTORS:
            break
        # Next those ask on who were best asked just now. A way that meets somebody twice is never
        # better than the shorter one that leaves the round out, so nothing looks for it.
        joining = _asking_on(met[:reached], asked_by, newest, through)
        newest = len(asker)
        themselves = joining.astype(np.int32)
        nobody = np.full(len(joining), -1, np.int32)
        before = first[asked_by[joining]]
        asker = np.concatenate((asker, joining))
        asked = np.concatenate((asked, odds[joining]))
        first = np.concatenate((first, before if connectors else themselves))
        second = np.concatenate((second, themselves if connectors else nobody))
    odds[person] = 0.0
    target = np.empty(reached, np.int32)
    product = np.empty(reached)
    over_first, over_second = np.empty(reached, np.int32), np.empty(reached, np.int32)
    for k in range(reached):
        listener = met[k]
        target[k] = listener
        product[k] = odds[listener]
        over_first[k] = first[asked_by[listener]]
        over_second[k] = second[asked_by[listener]]
        odds[listener] = 0.0
    return target, product, over_first, over_second


@compiled
def _asking_on(met, asked_by, newest, through):
    """Who of *met* may connect and was best asked by one of the newest askers, ascending."""
    joining = np.empty(len(met), np.uint32)
    count = 0
    for listener in met:
        if asked_by[listener] >= newest and through[listener]:
            joining[count] = listener
            count += 1
    return np.sort(joining[:count])


@compiled
def _readiness(indptr, indices, shares, listeners, person):
    found = np.zeros(len(listeners))
    for k in range(len(listeners)):
        begin, end = indptr[listeners[k]], indptr[listeners[k] + np.uint32(1)]
        here = np.searchsorted(indices[begin:end], np.uint32(person))
        found[k] = shares[begin + np.uint64(here)]
    return found


@compiled
def _ways_to(indptr, indices, shares, listeners, readiness, person, target, through, odds):
    me, goal = np.uint32(person), np.uint32(target)
    room: Any = 1
    for k in range(indptr[goal], indptr[goal + np.uint32(1)]):
        room += 1 + np.int64(indptr[indices[k] + np.uint32(1)] - indptr[indices[k]])
    product = np.empty(room)
    first, second = np.empty(room, np.int32), np.empty(room, np.int32)
    count = 0
    best = 0.0
    for k in range(len(listeners)):
        if listeners[k] == goal:
            best = readiness[k]
        elif through[listeners[k]]:
            odds[listeners[k]] = readiness[k]
    if best > 0.0:
        product[0], first[0], second[0] = best, -1, -1
        count = 1
    for k in range(indptr[goal], indptr[goal + np.uint32(1)]):
        last = indices[k]
        if last == me or not through[last]:
            continue
        passed = shares[k] * odds[last]
        if passed > 0.0 and passed >= best * _ALIKE:
            product[count], first[count], second[count] = passed, last, -1
            count += 1
            best = max(best, passed)
        for tie in range(indptr[last], indptr[last + np.uint32(1)]):
            passed = shares[k] * shares[tie] * odds[indices[tie]]
            if passed > 0.0 and passed >= best * _ALIKE:
                product[count], first[count], second[count] = passed, indices[tie], last
                count += 1
                best = max(best, passed)
    for k in range(len(listeners)):
        odds[listeners[k]] = 0.0
    return product[:count], first[:count], second[:count]
