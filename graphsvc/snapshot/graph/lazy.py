"""How does plain NetworkX read a snapshot without a copy of it? A row is made when it is read."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import networkx as nx

from graphsvc.kernels.rows import Rows

if TYPE_CHECKING:
    from graphsvc.snapshot.graph.ties import Ties


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("A snapshot cannot be changed; copy the graph to change it.")


class Edge(dict[str, float]):
    """The attributes of one edge. Copies are plain dicts and may be changed."""

    __setitem__ = __delitem__ = __ior__ = _refuse  # type: ignore[assignment]
    update = pop = popitem = clear = setdefault = _refuse  # type: ignore[assignment]

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, float]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class LazyRows(Mapping[Any, Mapping[Any, Edge]]):
    """The adjacency of the plain graph: a row becomes a dict when it is first read."""

    def __init__(self, ties: "Ties", rows: Rows) -> None:
        self._ties, self._rows = ties, rows
        self._made: dict[Any, dict[Any, Edge]] = {}

    def __getitem__(self, node: Any) -> Mapping[Any, Edge]:
        if node not in self._made:
            row, ids = self._ties.row(node), self._ties.ids
            here = self._rows.span(row)
            contacts = self._rows.indices[here].tolist()
            weights = self._rows.strength[here].tolist()
            name = self._ties.attribute
            self._made[node] = {
                ids[contact]: Edge({name: weight})
                for contact, weight in zip(contacts, weights, strict=True)
            }
        return self._made[node]

    def __contains__(self, node: object) -> bool:
        return node in self._ties

    def __iter__(self) -> Iterator[Any]:
        return iter(self._ties)

    def __len__(self) -> int:
        return len(self._ties)


class LazyNodes(Mapping[Any, dict[str, Any]]):
    """The nodes of the plain graph, without attributes."""

    def __init__(self, ties: "Ties") -> None:
        self._ties = ties

    def __getitem__(self, node: Any) -> dict[str, Any]:
        self._ties.row(node)
        return {}

    def __contains__(self, node: object) -> bool:
        return node in self._ties

    def __iter__(self) -> Iterator[Any]:
        return iter(self._ties)

    def __len__(self) -> int:
        return len(self._ties)


def plain_graph(ties: "Ties") -> Any:
    """A frozen NetworkX graph whose rows are made when they are read."""
    plain = nx.DiGraph() if ties.is_directed() else nx.Graph()
    plain._node = LazyNodes(ties)
    plain._adj = LazyRows(ties, ties.rows)
    if ties.back is not None:
        plain._pred = LazyRows(ties, ties.back)
    return nx.freeze(plain)
