"""Which NetworkX functions run on our rows, and with which arguments?"""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Signature, signature
from typing import Any

import networkx as nx

from graphsvc.snapshot.graph.answers_brokerage import Brokerage
from graphsvc.snapshot.graph.answers_clout import Clout
from graphsvc.snapshot.graph.answers_cohesion import Cohesion
from graphsvc.snapshot.graph.answers_communities import Communities
from graphsvc.snapshot.graph.answers_paths import Paths
from graphsvc.snapshot.graph.answers_predictions import Predictions
from graphsvc.snapshot.graph.convert import from_plain, to_plain
from graphsvc.snapshot.graph.ties import Ties

DIRECTED = frozenset(
    (
        *("constraint", "effective_size", "local_constraint", "pagerank", "core_number"),
        *("betweenness_centrality", "bidirectional_dijkstra", "weakly_connected_components"),
        *("is_weakly_connected", "number_weakly_connected_components"),
        *("multi_source_dijkstra_path_length", "single_source_dijkstra_path_length"),
        *("single_source_shortest_path_length",),
    )
)  # functions whose kernel reads directed rows too
UNDIRECTED_TOO = frozenset(
    name for name in DIRECTED if "weakly" not in name
)  # and those of them that undirected graphs have
NO_LOOPS = frozenset(
    (
        *("core_number", "louvain_communities", "leiden_communities"),
        *("adamic_adar_index", "resource_allocation_index"),
    )
)  # functions whose kernel cannot have a tie with oneself


class Backend(Brokerage, Clout, Cohesion, Communities, Paths, Predictions):
    """What NetworkX calls: a method has the name and arguments of the function it answers for."""

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """True, or the reason why plain NetworkX has to answer."""
        asked = _signature(getattr(Backend, name)).bind(*args, **kwargs)
        asked.apply_defaults()
        values = asked.arguments
        graph = values["ties"]
        return (
            _other_graph(name, graph)
            or _other_weight(graph, values.get("weight"))
            or _other_argument(name, values)
            or Communities.missing(name, values)
            or True
        )

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """True: who chose this backend for plain graphs wants its kernels."""
        return True

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """A frozen plain graph whose rows are made when they are read."""
        return to_plain(result)

    @staticmethod
    def convert_from_nx(graph: Any, *, edge_attrs: Any = None, **_: Any) -> Ties:
        """Rows of a plain graph; weights are rounded to float32, as in every snapshot."""
        return from_plain(graph, edge_attrs)


@cache
def _signature(method: Callable[..., Any]) -> Signature:
    return signature(method)


def _other_graph(name: str, graph: Any) -> str:
    if graph.is_multigraph():
        return "rows hold no parallel ties"
    if graph.is_directed() and name not in DIRECTED:
        return "the kernel reads undirected ties"
    if not graph.is_directed() and name in DIRECTED - UNDIRECTED_TOO:
        return "the function is about directed graphs"
    if name in NO_LOOPS and _has_loops(graph):
        return "the kernel knows no ties with oneself"
    return ""


def _has_loops(graph: Any) -> bool:
    return graph.loops if isinstance(graph, Ties) else bool(nx.number_of_selfloops(graph))


def _other_weight(graph: Any, weight: Any) -> str:
    if weight is None:
        return ""
    if callable(weight):
        return "a kernel calls no function for a weight"
    # A plain graph is converted with whichever attribute was asked for.
    if isinstance(graph, Ties) and weight != graph.attribute:
        return f"the only edge attribute is {graph.attribute!r}"
    return ""


def _other_argument(name: str, values: Mapping[str, Any]) -> str:
    if name != "betweenness_centrality":
        return ""
    given = [one for one in ("weight", "endpoints") if values[one] not in (None, False)]
    return f"no kernel covers {given[0]}={values[given[0]]}" if given else ""
