"""How do tests write down a network? Edges of ids; rows and plain NetworkX from the same edges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graphsvc.kernels.rows import Rows


@dataclass(frozen=True)
class Network:
    """People by row in the order of their ids, and weighted edges between them."""

    ids: tuple[str, ...]
    graph: nx.Graph | nx.DiGraph

    def row(self, person_id: str) -> int:
        return self.ids.index(person_id)

    @property
    def rows(self) -> Rows:
        """A directed edge lies in the row of its source, an undirected one in both."""
        lists = [sorted((self.row(other), other) for other in self.graph[one]) for one in self.ids]
        strength = [
            self.graph[one][other].get("weight", 1.0)
            for one, found in zip(self.ids, lists, strict=True)
            for _, other in found
        ]
        return Rows(
            np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.uint64),
            np.array([row for one in lists for row, _ in one], np.uint32),
            np.array(strength, np.float32),
        )

    def flags(self, *people: str) -> np.ndarray:
        return np.array([one in people for one in self.ids])

    def all_but(self, *people: str) -> np.ndarray:
        return ~self.flags(*people)


def ties(*pairs: str, weights: Mapping[str, float] | None = None) -> Network:
    """An undirected network of "ada-ben" edges."""
    return _network(nx.Graph(), pairs, weights or {})


def arcs(weights: Mapping[str, float]) -> Network:
    """A directed network of {"ada-ben": weight}, from ada to ben."""
    return _network(nx.DiGraph(), weights, weights)


def random_ties(*, people: int, mean_contacts: float, seed: int) -> Network:
    """Undirected, with strengths of three digits that float32 holds exactly."""
    random = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(people, mean_contacts / (people - 1), seed=seed)
    named = nx.relabel_nodes(graph, {node: f"p{node:02d}" for node in graph})
    for edge in named.edges:
        named.edges[edge]["weight"] = int(random.integers(1, 900)) / 128
    return Network(tuple(sorted(named)), named)


def _network(graph: nx.Graph, pairs: Iterable[str], weights: Mapping[str, float]) -> Network:
    for pair in pairs:
        one, other = pair.split("-")
        graph.add_edge(one, other, weight=weights.get(pair, 1.0))
    return Network(tuple(sorted(graph)), graph)
