"""Are shared contacts those of plain NetworkX, the one who carries most first?"""

from math import log1p

import networkx as nx
import numpy as np
import pytest

from graphsvc.analyses.connectors import shared_contacts
from graphsvc.analyses.introductions import evidence
from graphsvc.analyses.ranking import draw
from tests.analyses.networks import random_ties, ties


def plainly_shared(network, lasting, person, other, *, absent, seed):
    """The rows of shared contacts, term by term."""

    def length(one, two):
        return log1p(lasting.graph[one][two]["weight"]) if lasting.graph.has_edge(one, two) else 0

    def carried(z):
        total = sum(length(z, k) for k in network.ids if k != absent)
        return round(length(person, z) * length(z, other) / total, 12) if total else 0.0

    shared = [one for one in nx.common_neighbors(network.graph, person, other) if one != absent]
    shared.sort(key=lambda one: (-carried(one), draw(one, seed), one))
    return [network.row(one) for one in shared]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("alike", [False, True])
def test_the_contacts_shared_with_each_are_those_of_the_definition(seed, alike):
    network = random_ties(people=40, mean_contacts=12, seed=seed)
    lasting = random_ties(people=40, mean_contacts=12, seed=seed + 100)
    if alike:  # so that lots decide
        for graph in (network.graph, lasting.graph):
            for edge in graph.edges:
                graph.edges[edge]["weight"] = 1.0
    known = evidence(network.rows, network.rows, lasting.rows, present=network.all_but("p03"))
    others = list(range(1, 40))

    found = shared_contacts(known, 0, others, most=3, id_of=network.ids.__getitem__, seed=seed)

    for other in others:
        ids = network.ids[0], network.ids[other]
        shared = plainly_shared(network, lasting, *ids, absent="p03", seed=seed)
        assert found[other] == (tuple(shared[:3]), len(shared))
    assert max(one.of for one in found.values()) > 3


def test_who_carries_most_comes_first_and_who_is_absent_not_at_all():
    strong = {"ada-ben": 1.0, "ada-cy": 8.0, "ben-eve": 1.0, "cy-eve": 8.0, "ada-dot": 2.0}
    network = ties(*strong, weights=strong)

    def shared(present):
        known = evidence(network.rows, network.rows, network.rows, present=present)
        ada, eve = network.row("ada"), network.row("eve")
        named = {"id_of": network.ids.__getitem__, "seed": 1}
        found = shared_contacts(known, ada, [eve], most=3, **named)[eve]
        return [network.ids[row] for row in found.first], found.of

    assert shared(network.all_but()) == (["cy", "ben"], 2)
    assert shared(network.all_but("cy")) == (["ben"], 1)


def test_nobody_is_asked_about():
    network = random_ties(people=10, mean_contacts=4, seed=1)
    known = evidence(network.rows, network.rows, network.rows, present=np.ones(10, np.bool_))

    assert shared_contacts(known, 0, [], most=3, id_of=str, seed=1) == {}
