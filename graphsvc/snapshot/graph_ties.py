"""What does NetworkX read when it reads a snapshot? A graph of ids, made lazily, never changed."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

import networkx as nx
import numpy as np

from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.view import Ids


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties of a snapshot. A node is a person's id; an edge has a "weight", its strength.

    Undirected, unless ``back`` gives the rows of the other direction: then row i of ``rows`` reads
    "i gives attention to". Every NetworkX function takes it; see graph.prepare_networkx.
    """

    ids: Sequence[Any] | Ids
    rows: Rows
    back: Rows | None = None
    graph: dict[str, Any] = field(default_factory=dict)
    # NetworkX keeps the converted plain graph here; a snapshot never changes, so it stays right.
    __networkx_cache__: dict[str, Any] = field(default_factory=dict, repr=False)
    __networkx_backend__ = "graphsvc"

    @cached_property
    def row_of(self) -> Mapping[Hashable, int]:
        """Rows by node."""
        return {node: row for row, node in enumerate(self.ids)}

    @cached_property
    def _plain(self) -> Any:
        return plain_graph(self)

    def is_directed(self) -> bool:
        return self.back is not None

    def is_multigraph(self) -> bool:
        return False

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.ids)

    def __contains__(self, node: object) -> bool:
        return node in self.row_of

    def __getitem__(self, node: Hashable) -> Any:
        return self.adj[node]

    @property
    def nodes(self) -> Any:
        return self._plain.nodes

    @property
    def adj(self) -> Any:
        return self._plain.adj

    @property
    def edges(self) -> Any:
        return self._plain.edges

    @property
    def degree(self) -> Any:
        return self._plain.degree

    def neighbors(self, node: Hashable) -> Iterator[Any]:
        """Contacts of *node* (whom it gives attention to); NetworkXError for a stranger."""
        if node not in self:
            raise nx.NetworkXError(f"The node {node} is not in the graph.")
        return (self.ids[contact] for contact in self._contacts(self.row_of[node]))

    def has_node(self, node: object) -> bool:
        return node in self

    def has_edge(self, one: Hashable, other: Hashable) -> bool:
        if one not in self or other not in self:
            return False
        contacts = self._contacts(self.row_of[one])
        at = int(np.searchsorted(contacts, self.row_of[other]))
        return at < len(contacts) and int(contacts[at]) == self.row_of[other]

    def number_of_nodes(self) -> int:
        return len(self)

    def order(self) -> int:
        return len(self)

    def number_of_edges(self, u: Hashable = None, v: Hashable = None) -> int:
        if u is not None:
            return int(self.has_edge(u, v))
        return len(self.rows.indices) // (1 if self.is_directed() else 2)

    def _contacts(self, row: int) -> Any:
        return self.rows.contacts(row)


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

    def __init__(self, ties: Ties, rows: Rows) -> None:
        self._ties, self._rows = ties, rows
        self._made: dict[Any, dict[Any, Edge]] = {}

    def __getitem__(self, node: Any) -> Mapping[Any, Edge]:
        if node not in self._made:
            row, ids = self._ties.row_of[node], self._ties.ids
            here = self._rows.span(row)
            contacts = self._rows.indices[here].tolist()
            weights = self._rows.strength[here].tolist()
            self._made[node] = {
                ids[contact]: Edge(weight=weight)
                for contact, weight in zip(contacts, weights, strict=True)
            }
        return self._made[node]

    def __contains__(self, node: object) -> bool:
        return node in self._ties

    def __iter__(self) -> Iterator[Any]:
        return iter(self._ties)

    def __len__(self) -> int:
        return len(self._ties)


def plain_graph(ties: Ties) -> Any:
    """A frozen NetworkX graph whose rows are made when they are read."""
    plain = nx.DiGraph() if ties.is_directed() else nx.Graph()
    plain._node = {node: {} for node in ties}
    plain._adj = LazyRows(ties, ties.rows)
    if ties.back is not None:
        plain._pred = LazyRows(ties, ties.back)
    return nx.freeze(plain)
