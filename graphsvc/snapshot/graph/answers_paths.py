"""How far is it, and which way? NetworkX's shortest paths, by kernel."""

from collections.abc import Callable, Hashable, Iterable
from math import inf
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import reach, trusted_path
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.trusted_path import CostRows
from graphsvc.snapshot.graph.ties import Ties

Reals = NDArray[np.float64]


class Paths:
    """Two-ended Dijkstra and distances from one or the nearest of several."""

    @staticmethod
    def bidirectional_dijkstra(
        ties: Ties, source: Hashable, target: Hashable, weight: str | None = "weight"
    ) -> tuple[Any, list[Any]]:
        """As nx.bidirectional_dijkstra: the strength of a tie is taken for its length.

        Of equally long ways another one than NetworkX's may come back. For the most trusted way,
        whose length is -ln of the strength, see measures.trusted_path.

        Raises:
            NodeNotFound, NetworkXNoPath, ValueError: as NetworkX; ValueError for negative lengths.
        """
        require(ties, (source, target), "Node {} is not found in the graph")
        ahead, back = _by_cost(ties, weight)
        found = trusted_path.trusted_path(ahead, back, ties.row(source), ties.row(target))
        if found.cost == inf:
            raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
        return _length(found.cost, weight), [ties.ids[row] for row in found.rows.tolist()]

    @staticmethod
    def multi_source_dijkstra_path_length(
        ties: Ties, sources: Iterable[Any], cutoff: float | None = None, weight: Any = "weight"
    ) -> dict[Any, Any]:
        """As nx.multi_source_dijkstra_path_length, the nearest first.

        Raises:
            NodeNotFound, ValueError: as NetworkX.
        """
        sources = list(dict.fromkeys(sources))
        if not sources:
            raise ValueError("sources must not be empty")
        require(ties, sources, "Node {} not found in graph")
        costs = _costs(ties.weighted(weight))
        limit = inf if cutoff is None else float(cutoff)
        found = reach.distances_to_nearest(
            ties.weighted(weight), costs, ties.rows_of(sources), cutoff=limit
        )
        return _nearest_first(ties, found, np.isfinite(found), lambda one: _length(one, weight))

    @staticmethod
    def single_source_dijkstra_path_length(
        ties: Ties, source: Any, cutoff: float | None = None, weight: Any = "weight"
    ) -> dict[Any, Any]:
        """As nx.single_source_dijkstra_path_length, the nearest first."""
        return Paths.multi_source_dijkstra_path_length(ties, [source], cutoff, weight)

    @staticmethod
    def single_source_shortest_path_length(
        ties: Ties, source: Any, cutoff: float | None = None
    ) -> dict[Any, int]:
        """As nx.single_source_shortest_path_length, the nearest first."""
        require(ties, [source], "Source {} is not in G")
        steps = reach.steps_to_nearest(ties.rows, ties.rows_of([source]))
        # Whoever is as near as that lets the next ones in, as in NetworkX: 1.5 steps are 2.
        near = (steps == 0) | ((steps > 0) & (steps - 1 < (inf if cutoff is None else cutoff)))
        return _nearest_first(ties, steps, near, int)


def require(ties: Ties, nodes: Iterable[Any], message: str) -> None:
    """Raise NodeNotFound with *message* for the first of *nodes* that is not in the graph."""
    for node in nodes:
        if node not in ties:
            raise nx.NodeNotFound(message.format(node))


def _costs(rows: Rows) -> Reals:
    costs = rows.strength.astype(np.float64)
    if (costs < 0).any():
        raise ValueError("Contradictory paths found: negative weights?")
    return costs


def _by_cost(ties: Ties, weight: str | None) -> tuple[CostRows, CostRows]:
    """Rows by rising cost, either way; made once a graph and weight, kept with the graph."""
    key = ("graphsvc by cost", weight is not None)
    if key not in ties.kept:
        rows = ties.weighted(weight)
        ahead = trusted_path.by_cost(rows, _costs(rows))
        back = ahead
        if ties.is_directed():
            other = ties.weighted_back(weight)
            back = trusted_path.by_cost(other, _costs(other))
        ties.kept[key] = ahead, back
    found: tuple[CostRows, CostRows] = ties.kept[key]
    return found


def _length(cost: float, weight: str | None) -> Any:
    return cost if weight is not None else round(cost)


def _nearest_first(
    ties: Ties, values: NDArray[Any], near: NDArray[np.bool_], told: Callable[[Any], Any]
) -> dict[Any, Any]:
    rows = np.flatnonzero(near)
    rows = rows[np.argsort(values[rows], kind="stable")]
    return {
        ties.ids[row]: told(value)
        for row, value in zip(rows.tolist(), values[rows].tolist(), strict=True)
    }
