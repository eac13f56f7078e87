"""What are the rows of a graph whose ties count both ways, or lead back to the same person?"""

from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from graphsvc.kernels.rows import Rows
from tests.kernels.networks import STRENGTHS, networks, rows_in


def mutual_rows(graph: nx.Graph, weight: str | None = "weight") -> Rows:
    """Undirected rows, of a directed graph with both ways added up: a loop counts twice.

    Args:
        weight: None for strengths of 1 for every way.
    """
    even = graph.copy()
    nx.set_edge_attributes(even, 1.0, "weight")
    counted = graph if weight else even
    if not graph.is_directed():
        return rows_in(counted)
    both = nx.Graph()
    both.add_nodes_from(graph)
    for one, other, tie in counted.edges(data=True):
        before = both[one][other]["weight"] if both.has_edge(one, other) else 0.0
        times = 2 if one == other else 1
        both.add_edge(one, other, weight=before + times * tie.get("weight", 1.0))
    rows = rows_in(both)
    # A sum of two float32 is exact in float64 alone.
    exact = [both[one][int(other)]["weight"] for one in both for other in rows.contacts(one)]
    return rows._replace(strength=np.array(exact, np.float64))


@st.composite
def with_own_ties(draw: Any, *, directed: bool = False) -> nx.Graph:
    """Networks in which some people have a tie with themselves."""
    graph = draw(networks(directed=directed, most=9))
    if len(graph):
        people = st.integers(0, len(graph) - 1)
        for person, weight in draw(st.dictionaries(people, STRENGTHS, min_size=1)).items():
            graph.add_edge(person, person, weight=weight)
    return graph


def weighted(*ties: tuple[int, int, float], people: int, directed: bool = False) -> nx.Graph:
    """A graph of people 0 to *people* - 1 with these ties."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from(ties)
    return graph
