"""Do the contacts shared with many begin with those shared with each? By asking for each alone."""

import numpy as np
import pytest

from graphsvc.analyses.connectors import shared_contacts
from graphsvc.analyses.introductions import connectors, evidence
from tests.analyses.networks import random_ties


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("alike", [False, True])
def test_the_contacts_shared_with_many_are_those_shared_with_each(seed, alike):
    network = random_ties(people=40, mean_contacts=12, seed=seed)
    lasting = random_ties(people=40, mean_contacts=12, seed=seed + 100)
    if alike:  # so that lots decide
        for graph in (network.graph, lasting.graph):
            for edge in graph.edges:
                graph.edges[edge]["weight"] = 1.0
    known = evidence(network.rows, network.rows, lasting.rows, present=network.all_but("p03"))
    named = {"id_of": network.ids.__getitem__, "seed": seed}
    others = list(range(1, 40))

    found = shared_contacts(known, 0, others, most=3, **named)

    for other in others:
        alone = connectors(known, 0, other, **named)
        assert found[other] == (tuple(alone[:3]), len(alone))
    assert max(one.of for one in found.values()) > 3


def test_nobody_is_asked_about():
    network = random_ties(people=10, mean_contacts=4, seed=1)
    known = evidence(network.rows, network.rows, network.rows, present=np.ones(10, np.bool_))

    assert shared_contacts(known, 0, [], most=3, id_of=str, seed=1) == {}
