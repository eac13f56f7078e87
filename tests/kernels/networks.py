"""How do tests of kernels get rows from a plain graph, and which graphs try a kernel hard?

People are 0, 1, 2 ...: a node is its own row. A tie of weight 0 is kept, as kernels that stand in
for NetworkX must take it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from graphsvc.kernels.rows import Rows

STRENGTHS = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def rows_in(graph: nx.Graph) -> Rows:
    """Who knows whom (directed: to whom a tie leads), with weights as strengths (else 1)."""
    contacts = [sorted(graph[person]) for person in range(len(graph))]
    weights = [graph[a][b].get("weight", 1.0) for a in range(len(graph)) for b in contacts[a]]
    return Rows(
        np.cumsum([0, *map(len, contacts)]).astype(np.uint64),
        np.array([b for row in contacts for b in row], np.uint32),
        np.array(weights, np.float32),
    )


def back_in(graph: nx.Graph) -> Rows | None:
    """Whose ties lead to whom; None for undirected ties."""
    return rows_in(graph.reverse()) if graph.is_directed() else None


@st.composite
def networks(draw: Any, *, directed: bool = False, most: int = 14) -> nx.Graph:
    """Up to *most* people, often with isolates, several components and ties of weight 0."""
    people = draw(st.integers(0, most))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(people))
    if people > 1:
        person = st.integers(0, people - 1)
        pairs = st.tuples(person, person).filter(lambda pair: pair[0] != pair[1])
        for (one, other), weight in draw(st.dictionaries(pairs, STRENGTHS, max_size=40)).items():
            graph.add_edge(one, other, weight=weight)
    return graph


def either() -> st.SearchStrategy[nx.Graph]:
    """Undirected or directed networks."""
    return st.booleans().flatmap(lambda directed: networks(directed=directed))


def shapes() -> dict[str, nx.Graph]:
    """Graphs that kernels get wrong first."""
    two_parts = nx.disjoint_union(nx.star_graph(5), nx.path_graph(4))
    two_parts.add_node(len(two_parts))
    return {
        "nobody": nx.empty_graph(0),
        "one": nx.empty_graph(1),
        "strangers": nx.empty_graph(3),
        "two": nx.path_graph(2),
        "star": nx.star_graph(40),
        "long line": nx.path_graph(300),
        "ring": nx.cycle_graph(7),
        "everybody": nx.complete_graph(9),
        "star, line and a stranger": two_parts,
        "random": random_network(200, 500),
    }


def random_network(people: int, ties: int, *, directed: bool = False, seed: int = 1) -> nx.Graph:
    """Random ties of random strength, exact as float32."""
    graph = nx.gnm_random_graph(people, ties, seed=seed, directed=directed)
    random = np.random.default_rng(seed)
    for _, _, tie in graph.edges(data=True):
        tie["weight"] = random.integers(1, 256) / 256
    return graph


def renumbered(graph: nx.Graph, place: list[int]) -> nx.Graph:
    """The same network with person i numbered place[i]."""
    found = graph.__class__()
    found.add_nodes_from(range(len(graph)))
    found.add_edges_from((place[a], place[b], tie) for a, b, tie in graph.edges(data=True))
    return found


def places(people: int, seed: int = 1) -> list[int]:
    """A random numbering."""
    return np.random.default_rng(seed).permutation(people).tolist()


def in_two_threads(work: Callable[[], Any]) -> list[Any]:
    """What *work* gives in each of two threads that begin at the same moment, three times."""
    begin = Barrier(2)

    def thrice() -> list[Any]:
        begin.wait()
        return [work() for _ in range(3)]

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(thrice) for _ in range(2)]
        return [found for one in both for found in one.result()]
