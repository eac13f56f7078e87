"""Who is likely to meet whom? NetworkX's link prediction over shared contacts, by kernel."""

from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import introductions
from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.graph.ties import Ties

Pairs = Iterable[tuple[Any, Any]]
Scores = Iterator[tuple[Any, Any, Any]]
Kernel = Callable[[Rows, NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
AT_ONCE = 65_536  # pairs


class Predictions:
    """Adamic-Adar and resource allocation of pairs; the best of one person: measures."""

    @staticmethod
    def adamic_adar_index(ties: Ties, ebunch: Pairs | None = None) -> Scores:
        """As nx.adamic_adar_index (Adamic and Adar 2003)."""
        return _scored(ties, ebunch, introductions.adamic_adar)

    @staticmethod
    def resource_allocation_index(ties: Ties, ebunch: Pairs | None = None) -> Scores:
        """As nx.resource_allocation_index (Zhou, Lue and Zhang 2009)."""
        return _scored(ties, ebunch, introductions.resource_allocation)


def _scored(ties: Ties, ebunch: Pairs | None, kernel: Kernel) -> Scores:
    if ebunch is None:
        return _without_a_tie(ties, kernel)
    pairs = list(ebunch)
    for node in (node for pair in pairs for node in pair):
        if node not in ties:
            raise nx.NodeNotFound(f"Node {node} not in G.")
    return _of_pairs(ties, pairs, kernel)


def _of_pairs(ties: Ties, pairs: list[tuple[Any, Any]], kernel: Kernel) -> Scores:
    for at in range(0, len(pairs), AT_ONCE):
        some = pairs[at : at + AT_ONCE]
        one, other = (ties.rows_of(pair[end] for pair in some) for end in (0, 1))
        for (u, v), score in zip(some, kernel(ties.rows, one, other).tolist(), strict=True):
            if score == inf:
                # Somebody paired with herself: a contact who knows only her; ln 1 is 0.
                raise ZeroDivisionError("float division by zero")
            yield u, v, score


def _without_a_tie(ties: Ties, kernel: Kernel) -> Scores:
    """Every pair without a tie once, person by person."""
    people = len(ties)
    for row in range(people):
        without = np.ones(people, np.bool_)
        without[ties.rows.contacts(row)] = False
        others = row + 1 + np.flatnonzero(without[row + 1 :])
        scores = kernel(ties.rows, np.full(len(others), row), others)
        for other, score in zip(others.tolist(), scores.tolist(), strict=True):
            yield ties.names[row], ties.names[other], score
