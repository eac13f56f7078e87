"""Are these the contacts two people share, with the strengths of their ties? Beside NetworkX."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.connectors import between
from tests.kernels.networks import networks, rows_in


def told(found, at):
    span = slice(int(found.start[at]), int(found.start[at + 1]))
    columns = (found.rows[span], found.near[span], found.far[span])
    return list(zip(*(one.tolist() for one in columns), strict=True))


@settings(max_examples=100, deadline=None)
@given(networks(), networks(), st.data())
def test_shared_contacts_are_those_of_networkx(graph, weighted, data):
    weighted.add_nodes_from(graph)
    if not len(graph):
        return
    everybody = st.integers(0, len(graph) - 1)
    person, away = data.draw(everybody), data.draw(st.sets(everybody, max_size=3))
    others = [one for one in graph if one != person]
    present = np.array([one not in away for one in graph])
    found = between(
        rows_in(graph), rows_in(weighted), person, np.array(others, np.int64), present=present
    )

    def strength(one, other):
        return weighted[one][other]["weight"] if weighted.has_edge(one, other) else 0.0

    for at, other in enumerate(others):
        shared = sorted(set(nx.common_neighbors(graph, person, other)) - away)
        assert told(found, at) == [(z, strength(person, z), strength(other, z)) for z in shared]


def test_strangers_are_refused():
    rows = rows_in(nx.path_graph(3))
    with pytest.raises(IndexError):
        between(rows, rows, 0, np.array([3]), present=np.ones(3, np.bool_))
