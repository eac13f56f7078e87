"""What holds together, and at whom would it fall apart? NetworkX's components, cores, cuts."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import cohesion, triangles
from graphsvc.snapshot.graph.ties import Ties


class Cohesion:
    """Components, core numbers, articulation points and bridges, triangles and clustering."""

    @staticmethod
    def connected_components(ties: Ties) -> Iterator[set[Any]]:
        """As nx.connected_components: in the order of their first nodes."""
        return _sets(ties)

    @staticmethod
    def weakly_connected_components(ties: Ties) -> Iterator[set[Any]]:
        """As nx.weakly_connected_components: in the order of their first nodes."""
        return _sets(ties)

    @staticmethod
    def number_connected_components(ties: Ties) -> int:
        """As nx.number_connected_components."""
        return _components(ties)[1]

    @staticmethod
    def number_weakly_connected_components(ties: Ties) -> int:
        """As nx.number_weakly_connected_components."""
        return _components(ties)[1]

    @staticmethod
    def is_connected(ties: Ties) -> bool:
        """As nx.is_connected.

        Raises:
            NetworkXPointlessConcept: there is nobody.
        """
        if not len(ties):
            raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
        return _components(ties)[1] == 1

    @staticmethod
    def is_weakly_connected(ties: Ties) -> bool:
        """As nx.is_weakly_connected."""
        return Cohesion.is_connected(ties)

    @staticmethod
    def node_connected_component(ties: Ties, n: Hashable) -> set[Any]:
        """As nx.node_connected_component."""
        label, _ = _components(ties)
        return {ties.names[row] for row in np.flatnonzero(label == label[ties.row(n)]).tolist()}

    @staticmethod
    def core_number(ties: Ties) -> dict[Any, int]:
        """As nx.core_number (Batagelj and Zaversnik 2003); directed: ties either way."""
        return ties.by_id(cohesion.core_numbers(ties.rows, ties.back))

    @staticmethod
    def articulation_points(ties: Ties) -> Iterator[Any]:
        """As nx.articulation_points (Hopcroft and Tarjan 1973), in the order of the nodes."""
        points, _ = cohesion.cut_points(ties.rows)
        return (ties.names[row] for row in np.flatnonzero(points).tolist())

    @staticmethod
    def bridges(ties: Ties, root: Hashable | None = None) -> Iterator[tuple[Any, Any]]:
        """As nx.bridges, each with its earlier node first, in the order of the nodes.

        Raises:
            NodeNotFound: *root* is not in the graph.
        """
        found = _bridges(ties, root)
        return ((ties.names[one], ties.names[other]) for one, other in found.tolist())

    @staticmethod
    def has_bridges(ties: Ties, root: Hashable | None = None) -> bool:
        """As nx.has_bridges."""
        return len(_bridges(ties, root)) > 0

    @staticmethod
    def triangles(ties: Ties, nodes: Any = None) -> Any:
        """As nx.triangles: a number for one node, by node for several or for everybody."""
        return _chosen(ties, triangles.triangles(ties.rows), nodes)

    @staticmethod
    def clustering(ties: Ties, nodes: Any = None, weight: str | None = None) -> Any:
        """As nx.clustering of an undirected graph (weighted: Onnela et al. 2005)."""
        return _chosen(ties, _clustering(ties, weight), nodes)

    @staticmethod
    def average_clustering(
        ties: Ties,
        nodes: Iterable[Any] | None = None,
        weight: str | None = None,
        count_zeros: bool = True,
    ) -> float:
        """As nx.average_clustering of an undirected graph."""
        found = _clustering(ties, weight)
        if nodes is not None:
            found = found[ties.rows_of(_named(ties, nodes))]
        counted = found if count_zeros else found[np.abs(found) > 0]
        # A sum over a list, as NetworkX takes it: the last bits of numpy's own differ.
        return sum(counted.tolist()) / len(counted)


def _components(ties: Ties) -> tuple[NDArray[np.int32], int]:
    return cohesion.components(ties.rows, ties.back)


def _sets(ties: Ties) -> Iterator[set[Any]]:
    return grouped(ties, _components(ties)[0])


def grouped(ties: Ties, label: NDArray[np.int32]) -> Iterator[set[Any]]:
    """The nodes with the same *label*, a set each, in the order of the labels."""
    order = np.argsort(label, kind="stable")
    ends = np.flatnonzero(np.diff(label[order])) + 1
    for rows in np.split(order, ends):
        if len(rows):
            yield {ties.names[row] for row in rows.tolist()}


def _bridges(ties: Ties, root: Hashable | None) -> NDArray[np.int64]:
    _, found = cohesion.cut_points(ties.rows)
    pairs = found.astype(np.int64)
    if root is None:
        return pairs
    if root not in ties:
        raise nx.NodeNotFound(f"Root node {root} is not in graph")
    label, _ = _components(ties)
    return pairs[label[pairs[:, 0]] == label[ties.row(root)]]


def _clustering(ties: Ties, weight: str | None) -> NDArray[np.float64]:
    return triangles.clustering(ties.weighted(weight), weighted=weight is not None)


def _chosen(ties: Ties, values: NDArray[Any], nodes: Any) -> Any:
    if nodes is None:
        return ties.by_id(values)
    if nodes in ties:
        return values[ties.row(nodes)].item()
    named = _named(ties, nodes)
    return ties.by_id(values[ties.rows_of(named)], named)


def _named(ties: Ties, nodes: Any) -> list[Any]:
    """Those of *nodes* that are in the graph, each once: NetworkX passes over the others.

    Raises:
        NetworkXError: neither a node nor several.
    """
    if not isinstance(nodes, Iterable):
        raise nx.NetworkXError(f"Node {nodes} is not in the graph.")
    return list(dict.fromkeys(node for node in nodes if node in ties))
