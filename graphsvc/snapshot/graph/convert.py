"""How does a plain NetworkX graph become rows, and rows a plain graph?"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.build import directed_rows
from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.graph.lazy import plain_graph
from graphsvc.snapshot.graph.ties import Ties


def to_plain(found: Any) -> Any:
    """A frozen plain graph whose rows are made when they are read; results pass through."""
    return plain_graph(found) if isinstance(found, Ties) else found


def from_plain(graph: Any, edge_attrs: dict[str, Any] | None) -> Ties:
    """Rows of a plain graph, its nodes in their order.

    The strength is the one edge attribute that was asked for, rounded to float32 as in every
    snapshot, or 1. A tie of strength 0 is a tie, as in NetworkX; so is a tie with oneself.

    Raises:
        TypeError, ValueError: a value of the attribute is no number, or below 0.
    """
    if isinstance(graph, Ties):
        return graph
    nodes = list(graph)
    attribute, missing = next(iter((edge_attrs or {}).items()), ("weight", 1))
    one, other, strength = _ends(graph, nodes, attribute if edge_attrs else None, missing)
    if not (strength >= 0).all():
        raise ValueError(f"{attribute!r} of every edge must be a number of at least 0")
    rows = _rows(len(nodes), one, other, strength)
    loops = bool((one == other).any())
    if not graph.is_directed():
        return Ties(nodes, rows, None, attribute, loops)
    return Ties(nodes, rows, _rows(len(nodes), other, one, strength), attribute, loops)


def _rows(people: int, source: NDArray[Any], target: NDArray[Any], strength: NDArray[Any]) -> Rows:
    return directed_rows(people, source, target, strength, keep_zero=True)


def _ends(
    graph: Any, nodes: list[Any], attribute: str | None, missing: Any
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Both ends and the strength of every entry of the adjacency, by row."""
    row_of = {node: row for row, node in enumerate(nodes)}
    lengths = np.array([len(contacts) for _, contacts in graph.adjacency()], np.int64)
    one = np.repeat(np.arange(len(nodes)), lengths) if len(nodes) else np.empty(0, np.int64)
    entries = int(lengths.sum())
    adjacent = (contact for _, contacts in graph.adjacency() for contact in contacts)
    other = np.fromiter((row_of[contact] for contact in adjacent), np.int64, entries)
    if attribute is None:
        return one, other, np.ones(entries)
    edges = (edge for _, contacts in graph.adjacency() for edge in contacts.values())
    values = (edge.get(attribute, missing) for edge in edges)
    return one, other, np.fromiter(values, np.float64, entries)
