"""How many steps apart are people, and who is well connected, over contacts both ways?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Steps = NDArray[np.uint8]

FAR = 255  # no way at all, or one longer than any that matters
_LONGEST = 60  # steps followed; 0.4 to the power of it is nothing
_AT_ONCE = 512  # starts searched together, a bit for each
_DAMPING, _SWEEPS = 0.85, 100


class Graph(NamedTuple):
    """Undirected: the contacts of row i are other[begin[i]:begin[i + 1]], ascending."""

    begin: Longs
    other: Longs

    @property
    def people(self) -> int:
        """How many rows there are."""
        return len(self.begin) - 1

    def contacts(self, row: int) -> Longs:
        """Rows of the contacts of one row, ascending."""
        return self.other[self.begin[row] : self.begin[row + 1]]


def graph_of(one: Longs, other: Longs, people: int) -> Graph:
    """The graph of pairs of rows, each given both ways; a pair given twice counts once."""
    keys = np.unique(one.astype(np.int64) * people + other)
    begin = np.searchsorted(keys, np.arange(people + 1) * people)
    return Graph(begin.astype(np.int64), keys % max(1, people))


def steps(graph: Graph, starts: Longs) -> Steps:
    """Steps on the shortest way from each of *starts* (a row of the answer) to everybody."""
    found = np.empty((len(starts), graph.people), dtype=np.uint8)
    for at in range(0, len(starts), _AT_ONCE):
        found[at : at + _AT_ONCE] = _searched(graph, starts[at : at + _AT_ONCE])
    return found


def _searched(graph: Graph, starts: Longs) -> Steps:
    """Breadth first from all *starts* at once: whom a step reaches is one OR over contacts."""
    many = len(starts)
    seen = np.zeros((graph.people, -(-many // 64)), dtype="<u8")
    number = np.arange(many)
    bits = np.left_shift(np.uint64(1), (number % 64).astype(np.uint64))
    np.bitwise_or.at(seen, (starts, number // 64), bits)
    with_contacts = np.flatnonzero(graph.begin[1:] > graph.begin[:-1])
    distance = np.zeros((graph.people, many), dtype=np.uint8)
    for _ in range(_LONGEST):
        distance += _unpacked(~seen, many)
        if not len(with_contacts):
            break
        before = seen[with_contacts]
        reached = np.bitwise_or.reduceat(seen[graph.other], graph.begin[with_contacts], axis=0)
        if not (reached & ~before).any():
            break
        seen[with_contacts] = before | reached
    distance[_unpacked(~seen, many).astype(np.bool_)] = FAR
    return distance.T


def _unpacked(bits: NDArray[np.uint64], many: int) -> Steps:
    return np.unpackbits(bits.view(np.uint8), axis=1, count=many, bitorder="little")


def pagerank(graph: Graph) -> Floats:
    """How often a walk over contacts comes by each row; adds up to 1.

    Source:
        Brin and Page (1998), "The anatomy of a large-scale hypertextual web search engine".
    """
    people = graph.people
    degree = np.diff(graph.begin)
    owner = np.repeat(np.arange(people), degree)
    value = np.full(people, 1.0 / max(1, people))
    for _ in range(_SWEEPS):
        sent = value / np.maximum(degree, 1)
        arrived = np.bincount(owner, weights=sent[graph.other], minlength=people)
        idle = float(value[degree == 0].sum())
        new = _DAMPING * (arrived + idle / people) + (1 - _DAMPING) / people
        done = float(np.abs(new - value).sum()) < 1e-12
        value = new
        if done:
            break
    return value
