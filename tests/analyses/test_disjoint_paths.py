"""Are the ways to many the ways to each of them? By asking for each alone."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.analyses.disjoint_paths import disjoint_paths_to
from graphsvc.analyses.warm_paths import asking, disjoint_paths
from tests.analyses.networks import Network
from tests.analyses.test_warm_paths import attention


def random_arcs(people, share, strengths, seed):
    random = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(people, share, seed=seed, directed=True)
    named = nx.relabel_nodes(graph, {node: f"p{node:02d}" for node in graph})
    for edge in named.edges:
        named.edges[edge]["weight"] = int(random.integers(1, strengths + 1)) / 128
    return Network(tuple(sorted(named)), named)


@settings(deadline=None, max_examples=80)
@given(
    seed=st.integers(0, 10_000),
    people=st.integers(2, 14),
    strengths=st.sampled_from([1, 2, 900]),  # with one or two most ways are as likely as others
    most=st.integers(1, 4),
    lot=st.integers(1, 3),
)
def test_the_ways_to_many_are_those_to_each(seed, people, strengths, most, lot):
    network = random_arcs(people, 0.4, strengths, seed)
    known, closed = attention(network), network.all_but("p01")
    asks = asking(known, 0)
    options = {"through": closed, "id_of": network.ids.__getitem__, "seed": lot, "most": most}
    targets = list(range(1, people))

    found = disjoint_paths_to(known, asks, targets, **options)

    for target, told in zip(targets, found, strict=True):
        alone = disjoint_paths(known, asks, target, **options)
        assert [(one.rows, one.odds, one.weakest) for one in told] == [
            (one.rows, one.odds, one.weakest) for one in alone
        ]
        assert [one.product for one in told] == pytest.approx([one.product for one in alone])
