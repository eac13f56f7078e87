"""Over whom is a request most likely passed on to each of several people, and over whom else?

As kernels/warm_paths has it: the odds that b passes on what a asks are the share of b's attention
that goes to a, and at most two people connect. Each further way shares nobody with those before.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.spreading import AMOUNTS

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_ALIKE = 1.0 - 1e-9  # products this near may be equal: lots decide between them, not this loop
_STEPS = 3


class DisjointWays(NamedTuple):
    """The ways to each target, best first, those of target t at ``first[t, :found[t]]``.

    ``first`` is asked first, she passes it on to ``second``, or to the target; -1 for nobody.
    ``odds[t, w]`` are those of each step in turn. Where ``unclear[t]`` two ways are about as
    likely, and what is found of that target is not to be used.
    """

    first: Ints
    second: Ints
    odds: Floats
    found: Longs
    unclear: Flags


def disjoint_ways(
    given: Rows,
    shares: Floats,
    listeners: NDArray[np.uint32],
    readiness: Floats,
    person: int,
    targets: Longs,
    *,
    through: Flags,
    most: int,
) -> DisjointWays:
    """The best way from *person* to each of *targets*, then up to *most* - 1 others.

    Args:
        given: row i lists whom i gives attention to; *shares* lies beside its indices.
        listeners: who gives attention to *person*; *readiness* beside them, what share.
        through: by row, who may connect.
    Raises:
        IndexError: *person* or one of *targets* is no row.
    Source:
        As kernels.warm_paths.ways_to, whose answer it gives wherever only one way is best.
    """
    given.require(person, *targets.tolist())
    return DisjointWays(
        *_disjoint_ways(
            still(given.indptr, np.uint64),
            still(given.indices, np.uint32),
            still(shares, np.float64),
            still(listeners, np.uint32),
            still(readiness, np.float64),
            person,
            still(targets, np.int64),
            still(through, np.bool_),
            most,
            AMOUNTS.of(given.people),
        )
    )


def warm() -> None:
    """Compile every loop on three people who give attention along a line, both ways."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    shares, everybody = np.array([1.0, 0.5, 0.5, 1.0]), np.ones(3, np.bool_)
    contacts, targets = rows.contacts(0), np.array([2])
    disjoint_ways(rows, shares, contacts, np.array([0.5]), 0, targets, through=everybody, most=3)


@compiled
def _disjoint_ways(
    indptr, indices, shares, listeners, readiness, person, targets, through, most, ready
):
    first = np.full((len(targets), most), -1, np.int32)
    second = first.copy()
    odds = np.ones((len(targets), most, _STEPS))
    found = np.zeros(len(targets), np.int64)
    unclear = np.zeros(len(targets), np.bool_)
    for k in range(len(listeners)):
        ready[listeners[k]] = readiness[k]
    still_open = through.copy()
    still_open[person] = False
    for t in range(len(targets)):
        goal = targets[t]
        # She is no connector of ways to herself; the way straight to her is given once.
        straight, ready[goal] = ready[goal], 0.0
        left = straight
        for way in range(most):
            best = _best_way(indptr, indices, shares, ready, goal, still_open, left)
            one, other, tie, last_tie, alike = best
            if alike == 0:
                break
            if alike > 1:
                unclear[t] = True
                break
            found[t] = way + 1
            first[t, way], second[t, way] = one, other
            if one < 0:
                odds[t, way, 0], left = straight, 0.0
                continue
            odds[t, way, 0] = ready[one]
            still_open[one] = False
            if other < 0:
                odds[t, way, 1] = shares[last_tie]
            else:
                odds[t, way, 1], odds[t, way, 2] = shares[tie], shares[last_tie]
                still_open[other] = False
        for way in range(found[t]):
            for connector in (first[t, way], second[t, way]):
                if connector >= 0:
                    still_open[connector] = True
        ready[goal] = straight
    for k in range(len(listeners)):
        ready[listeners[k]] = 0.0
    return first, second, odds, found, unclear


@compiled
def _best_way(indptr, indices, shares, ready, goal, still_open, straight):
    """Who connects on the best way, over which ties, and how many ways are about as likely."""
    one: Any = np.int64(-1)  # a plain -1 would be a kind of its own to numba
    other: Any = one
    tie: Any = one
    last_tie: Any = one
    best = straight
    alike = 1 if straight > 0.0 else 0
    for k in range(np.int64(indptr[goal]), np.int64(indptr[goal + 1])):
        last = np.int64(indices[k])
        if not still_open[last]:
            continue
        passed = shares[k] * ready[last]
        if passed > 0.0 and passed >= best * _ALIKE:
            alike = alike + 1 if best >= passed * _ALIKE else 1
            if passed > best:
                best, one, other, tie, last_tie = passed, last, np.int64(-1), np.int64(-1), k
        for at in range(np.int64(indptr[last]), np.int64(indptr[last + 1])):
            asked = np.int64(indices[at])
            passed = shares[k] * shares[at] * ready[asked]
            if passed > 0.0 and passed >= best * _ALIKE and still_open[asked]:
                alike = alike + 1 if best >= passed * _ALIKE else 1
                if passed > best:
                    best, one, other, tie, last_tie = passed, asked, last, at, k
    return one, other, tie, last_tie, alike
