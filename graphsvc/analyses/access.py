"""Who is near the best-connected people, and how near is everybody else?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Near = NDArray[np.float32]

STEP = 0.4  # what is left of access after each step
DAMPING = 0.85
TOLERANCE = 1e-10
MOST_SWEEPS = 200
MOST_TARGETS = 256
LEAST_TARGETS = 5
SHARE_OF_TARGETS = 0.05


class Access(NamedTuple):
    """``near[x, s]`` is 0.4 to the power of the steps from row x to the target in column s.

    0 where there is no way, 1 for the target itself. ``steps`` is the distance to the nearest
    target, -1 where there is none.
    """

    targets: Ints
    near: Near
    steps: Ints

    @property
    def total(self) -> Floats:
        """Access of everybody: the sum over the targets."""
        return self.near.sum(axis=1, dtype=np.float64)


def pagerank(ties: Rows) -> Floats:
    """How well connected everybody is, by strength: the converged PageRank, summing to 1.

    Source:
        Brin and Page (1998), "The anatomy of a large-scale hypertextual web search engine";
        people without a tie pass their weight to everybody, as in NetworkX.
    """
    people = len(ties.indptr) - 1
    if not people:
        return np.zeros(0)
    matrix = _matrix(ties)
    given = np.asarray(matrix.sum(axis=1)).ravel()
    passing = sparse.diags_array(np.divide(1.0, given, out=np.zeros(people), where=given > 0))
    spread, alone = (passing @ matrix).T.tocsr(), given == 0
    rank = np.full(people, 1.0 / people)
    for _ in range(MOST_SWEEPS):
        found = DAMPING * (spread @ rank + rank[alone].sum() / people) + (1 - DAMPING) / people
        moved = np.abs(found - rank).sum()
        rank = found
        if moved < TOLERANCE:
            break
    return rank


def best_connected(ties: Rows, *, present: Flags, lots: Ints) -> Ints:
    """Rows of the best-connected 5 % of the people present: at least 5, at most 256 of them.

    Only people with a tie count. Equals in order of *lots*.
    """
    tied = present & (np.diff(ties.indptr.astype(np.int64)) > 0)
    among = np.flatnonzero(tied)
    share = int(SHARE_OF_TARGETS * present.sum())
    count = min(len(among), max(LEAST_TARGETS, min(MOST_TARGETS, share)))
    # Rounded: sums in another order must not decide who is a target.
    rank = np.round(pagerank(ties)[among], 12)
    return np.sort(among[np.lexsort((lots[among], -rank))[:count]])


def access(ties: Rows, targets: Ints) -> Access:
    """How near everybody is to each of *targets*, by steps along any tie.

    One pass over the ties a step, for 64 targets at once: a bit of a word says whether a target
    has been reached. Source: methods.md section 5 (bit-parallel breadth-first search).
    """
    people, width = len(ties.indptr) - 1, max(1, -(-len(targets) // 64))
    reached = np.zeros((people, width), dtype=np.uint64)
    columns = np.arange(len(targets))
    reached[targets, columns // 64] |= np.uint64(1) << (columns % 64).astype(np.uint64)
    near = np.zeros((people, len(targets)), dtype=np.float32)
    near[targets, columns] = 1.0
    steps = np.full(people, -1, dtype=np.int64)
    steps[targets] = 0
    step = 0
    while True:
        step += 1
        new = _spread(ties, reached) & ~reached
        if not new.any():
            return Access(targets, near, steps)
        reached |= new
        near += np.float32(STEP**step) * _bits(new, len(targets))
        steps[(steps < 0) & new.any(axis=1)] = step


def _spread(ties: Rows, reached: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The union of what the contacts of each row have reached."""
    starts = ties.indptr.astype(np.int64)
    tied = np.flatnonzero(np.diff(starts) > 0)
    found = np.zeros_like(reached)
    if len(tied):
        # Rows without ties are left out: reduceat would give them the next row's first contact.
        found[tied] = np.bitwise_or.reduceat(reached[ties.indices], starts[tied], axis=0)
    return found


def _bits(words: NDArray[np.uint64], count: int) -> Near:
    little = words.astype("<u8").view(np.uint8)
    return np.unpackbits(little, axis=1, count=count, bitorder="little").astype(np.float32)


def _matrix(ties: Rows) -> sparse.csr_array:
    people = len(ties.indptr) - 1
    parts = (ties.strength.astype(np.float64), ties.indices, ties.indptr.astype(np.int64))
    return sparse.csr_array(parts, shape=(people, people))
