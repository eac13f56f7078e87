"""What does NetworkX read when it reads a snapshot? A graph of ids over arrays, never changed."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import still
from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.graph.lazy import plain_graph
from graphsvc.snapshot.view import Ids

_LOOKED_UP = 2_000  # single lookups before a dict of everybody pays


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties of a snapshot. A node is a person's id; an edge has one attribute, its strength.

    Undirected, unless ``back`` gives the rows of the other direction: then row i of ``rows`` reads
    "i gives attention to". Every NetworkX function takes it; see prepare_networkx. ``attribute``
    is the name of the strength; ``loops`` says that a converted plain graph had ties with oneself,
    which a snapshot never has.
    """

    ids: Sequence[Any] | Ids
    rows: Rows
    back: Rows | None = None
    attribute: str = "weight"
    loops: bool = False
    graph: dict[str, Any] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)  # rows made once, for kernels
    # NetworkX keeps the converted plain graph here; a snapshot never changes, so it stays right.
    __networkx_cache__: dict[str, Any] = field(default_factory=dict, repr=False)
    __networkx_backend__ = "graphsvc"

    # Ids at the edge, rows inside.

    @cached_property
    def names(self) -> list[Any]:
        """Every node by row; made once, for answers about everybody."""
        return list(self.ids)

    @cached_property
    def row_of(self) -> dict[Hashable, int]:
        """Rows by node; made once, when many are looked up."""
        return {node: row for row, node in enumerate(self.names)}

    @cached_property
    def _asked(self) -> list[int]:
        return [0]

    def row(self, node: Hashable) -> int:
        """The row of *node*; KeyError for a stranger. A few are found in the mapped ids."""
        find = getattr(self.ids, "row_of", None)
        if find is None or "row_of" in self.__dict__ or self._asked[0] > _LOOKED_UP:
            return self.row_of[node]
        self._asked[0] += 1
        if not isinstance(node, str):
            raise KeyError(node)
        return int(find(node))

    def rows_of(self, nodes: Iterable[Hashable]) -> NDArray[np.int64]:
        """The rows of *nodes*; KeyError for a stranger."""
        return np.array([self.row(node) for node in nodes], np.int64)

    def by_id(self, values: NDArray[Any], nodes: Iterable[Any] | None = None) -> dict[Any, Any]:
        """What an array holds, by node; *nodes* where it is not about everybody."""
        return dict(zip(self.names if nodes is None else nodes, values.tolist(), strict=True))

    # The same arrays as kernels want them.

    def weighted(self, weight: str | None) -> Rows:
        """The rows with their strengths, or with a strength of 1 each where *weight* is None."""
        return self.rows if weight is not None else self._even

    def weighted_back(self, weight: str | None) -> Rows:
        """As :meth:`weighted`, who gives attention to each; the same rows where undirected."""
        if self.back is None:
            return self.weighted(weight)
        return self.back if weight is not None else self._even_back

    @cached_property
    def _even(self) -> Rows:
        return _even(self.rows)

    @cached_property
    def _even_back(self) -> Rows:
        return self._even if self.back is None else _even(self.back)

    # The reading interface of a NetworkX graph; what is not here the plain graph answers.

    @cached_property
    def _plain(self) -> Any:
        return plain_graph(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("ids", "rows", "back"):
            raise AttributeError(name)
        return getattr(self._plain, name)

    def is_directed(self) -> bool:
        return self.back is not None

    def is_multigraph(self) -> bool:
        return False

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.ids)

    def __contains__(self, node: object) -> bool:
        try:
            self.row(node)
        except (KeyError, TypeError):  # a list is nobody's id
            return False
        return True

    def __getitem__(self, node: Hashable) -> Any:
        return self._plain[node]

    def neighbors(self, node: Hashable) -> Iterator[Any]:
        """Contacts of *node* (whom it gives attention to); NetworkXError for a stranger."""
        if node not in self:
            raise nx.NetworkXError(f"The node {node} is not in the graph.")
        return (self.ids[int(contact)] for contact in self.rows.contacts(self.row(node)))

    def has_node(self, node: object) -> bool:
        return node in self

    def has_edge(self, one: Hashable, other: Hashable) -> bool:
        if one not in self or other not in self:
            return False
        contacts, wanted = self.rows.contacts(self.row(one)), self.row(other)
        at = int(np.searchsorted(contacts, wanted))
        return at < len(contacts) and int(contacts[at]) == wanted

    def number_of_nodes(self) -> int:
        return len(self)

    def order(self) -> int:
        return len(self)

    def number_of_edges(self, u: Hashable = None, v: Hashable = None) -> int:
        if u is not None:
            return int(self.has_edge(u, v))
        entries = len(self.rows.indices)
        if self.is_directed():
            return entries
        # A tie with oneself stands in its row once, every other in two rows.
        own = int((self.rows.owners() == self.rows.indices).sum()) if self.loops else 0
        return (entries + own) // 2

    def reverse(self, copy: bool = True) -> "Ties":
        """Who receives attention: the same arrays, read the other way; always a view."""
        if self.back is None:
            raise nx.NetworkXNotImplemented("not implemented for undirected type")
        return Ties(self.ids, self.back, self.rows, self.attribute, self.loops)


def _even(rows: Rows) -> Rows:
    return rows._replace(strength=still(np.ones(len(rows.indices)), np.float32))
