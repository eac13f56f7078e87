"""How does NetworkX answer from a snapshot: by rows where it can, else by itself?"""

from collections.abc import Iterator
from datetime import date
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graphsvc.snapshot.derive import derive
from graphsvc.snapshot.files import MANIFEST, open_snapshot, read_manifest
from graphsvc.snapshot.graph_ties import Ties, plain_graph
from graphsvc.snapshot.opened import current_name
from graphsvc.snapshot.strengths import rows_of_pairs


class Backend:
    """What NetworkX calls: a method has the name and arguments of the function it answers for."""

    @staticmethod
    def pagerank(
        ties: Ties,
        alpha: float = 0.85,
        personalization: Any = None,
        max_iter: int = 100,
        tol: float = 1e-6,
        nstart: Any = None,
        weight: str | None = "weight",
        dangling: Any = None,
    ) -> dict[Any, float]:
        """As nx.pagerank (Page, Brin, Motwani and Winograd 1999), without a plain graph.

        Raises:
            PowerIterationFailedConvergence: not within *max_iter* steps.
        """
        people = len(ties)
        if not people:
            return {}
        given = _matrix(ties, weight)
        total = given.sum(axis=1)
        idle = total == 0
        share = given.multiply((1.0 / np.where(idle, 1.0, total))[:, None]).T.tocsr()
        rank = np.full(people, 1.0 / people)
        for _ in range(max_iter):
            last = rank
            rank = alpha * (share @ last + last[idle].sum() / people) + (1 - alpha) / people
            if np.abs(rank - last).sum() < people * tol:
                return dict(zip(ties, rank.tolist(), strict=True))
        raise nx.PowerIterationFailedConvergence(max_iter)

    @staticmethod
    def connected_components(ties: Ties) -> Iterator[set[Any]]:
        """As nx.connected_components: in the order of their first nodes."""
        if ties.is_directed():
            raise nx.NetworkXNotImplemented("not implemented for directed type")
        _, label = connected_components(_matrix(ties, None), directed=False)
        found: dict[int, set[Any]] = {}
        for node, component in zip(ties, label.tolist(), strict=True):
            found.setdefault(component, set()).add(node)
        yield from found.values()

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """True, or the reason why plain NetworkX has to answer."""
        asked = signature(getattr(Backend, name)).bind(*args, **kwargs)
        asked.apply_defaults()
        values = asked.arguments
        # NetworkX passes defaults too, so look at values, not at how many there are.
        special = [
            one for one in ("personalization", "nstart", "dangling") if values.get(one) is not None
        ]
        if special:
            return f"{special[0]} is not covered"
        if values.get("weight") not in (None, "weight"):
            return "the only edge attribute is 'weight'"
        graph = values["ties"]
        if not isinstance(graph, Ties) and (graph.is_multigraph() or nx.number_of_selfloops(graph)):
            return "rows hold neither parallel ties nor ties with oneself"
        return True

    @staticmethod
    def convert_to_nx(ties: Any, **_: Any) -> Any:
        """A frozen plain graph whose rows are made when they are read."""
        if not isinstance(ties, Ties):
            return ties  # results pass through here too
        return plain_graph(ties)

    @staticmethod
    def convert_from_nx(graph: Any, *, edge_attrs: Any = None, **_: Any) -> Ties:
        """Rows of a plain graph; weights are rounded to float32, as in every snapshot."""
        if isinstance(graph, Ties):
            return graph
        nodes = list(graph)
        row_of = {node: row for row, node in enumerate(nodes)}
        missing = (edge_attrs or {}).get("weight", 1)
        found = [
            (row_of[one], row_of[other], edge.get("weight", missing))
            for one, contacts in graph.adjacency()
            for other, edge in contacts.items()
        ]
        source, target = (np.array([one[end] for one in found], np.int64) for end in (0, 1))
        weight = np.array([one[2] for one in found], np.float64)
        rows = rows_of_pairs(len(nodes), source, target, weight)
        if not graph.is_directed():
            return Ties(nodes, rows)
        return Ties(nodes, rows, rows_of_pairs(len(nodes), target, source, weight))


def _matrix(ties: Ties, weight: str | None) -> Any:
    strength = ties.rows.strength.astype(np.float64)
    if weight is None:
        strength = np.ones_like(strength)
    indptr, indices = ties.rows.indptr.astype(np.int64), ties.rows.indices.astype(np.int64)
    return csr_array((strength, indices, indptr), shape=(len(ties), len(ties)))


class Graphs(NamedTuple):
    """A snapshot for NetworkX: ``ties`` undirected, ``attention`` directed."""

    snapshot: str
    as_of: date
    ties: Ties
    attention: Ties


def load(path: str | Path) -> Graphs:
    """The graphs of the snapshot folder *path* (or the current one in it), as of its default day.

    Raises:
        SnapshotMissing, SnapshotInvalid: there is none, or it is damaged.
    """
    prepare_networkx()
    folder = Path(path)
    if not (folder / MANIFEST).exists():
        folder = folder / current_name(folder, None)
    stored = open_snapshot(folder)
    view = derive(stored, read_manifest(folder).as_of)
    return Graphs(
        stored.name,
        view.as_of,
        Ties(view.people.ids, view.ties),
        Ties(view.people.ids, view.attention, view.attended),
    )


def prepare_networkx() -> None:
    """Let plain NetworkX answer what no kernel covers; set once, before any thread."""
    nx.config.fallback_to_nx = True
    nx.config.warnings_to_ignore.add("cache")
