"""How many steps apart are people, and who is well connected, over contacts both ways?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import clout
from graphsvc.kernels.compiled import Turn, still
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.steps import FAR, steps_from_each

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Steps = NDArray[np.uint8]

__all__ = ["FAR", "Graph", "Steps", "graph_of", "pagerank", "steps"]

_DAMPING, _MOST_SWEEPS = 0.85, 500


class Graph(NamedTuple):
    """Undirected: the contacts of row i are other[begin[i]:begin[i + 1]], ascending."""

    begin: NDArray[np.uint64]
    other: NDArray[np.uint32]

    @property
    def rows(self) -> Rows:
        """The same as kernels take it; every tie counts alike."""
        return Rows(self.begin, self.other, np.broadcast_to(np.float32(1), len(self.other)))

    @property
    def people(self) -> int:
        """How many rows there are."""
        return len(self.begin) - 1

    def contacts(self, row: int) -> NDArray[np.uint32]:
        """Rows of the contacts of one row, ascending."""
        return self.rows.contacts(row)


def graph_of(one: Longs, other: Longs, people: int) -> Graph:
    """The graph of pairs of rows, each given both ways; a pair given twice counts once."""
    # Not np.unique: its table of what it met takes a hundred times as long.
    keys = np.sort(one.astype(np.int64) * people + other)
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    begin = np.searchsorted(keys, np.arange(people + 1) * people)
    return Graph(still(begin, np.uint64), still(keys % max(1, people), np.uint32))


def steps(graph: Graph, starts: Longs, *, turn: Turn | None = None) -> Steps:
    """Steps on the shortest way from each of *starts* (a row of the answer) to everybody.

    FAR without a way, or with one longer than any that matters.
    """
    return steps_from_each(graph.rows, starts, turn=turn)


def pagerank(graph: Graph) -> Floats:
    """How often a walk over contacts comes by each row; adds up to 1. See kernels/clout."""
    contacts = np.diff(graph.begin).astype(np.float64)
    # Changes of all people together below 1e-12.
    tol = 1e-12 / max(1, graph.people)
    found, _ = clout.pagerank(graph.rows, contacts, alpha=_DAMPING, tol=tol, max_iter=_MOST_SWEEPS)
    return found
