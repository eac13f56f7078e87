"""Is each further way the best of those that share nobody? By hand, and by trying every way."""

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.disjoint_ways import disjoint_ways
from graphsvc.kernels.warm_paths import readiness
from tests.kernels.networks import in_two_threads, networks, random_network
from tests.kernels.test_warm_paths import Attention

MOST = 3


def found_by(attention, asker, targets, closed=()):
    return disjoint_ways(
        attention.given,
        attention.shares,
        attention.attended.contacts(asker),
        readiness(attention.given, attention.shares, attention.attended, asker),
        asker,
        np.array(targets, np.int64),
        through=attention.through(closed),
        most=MOST,
    )


def ways(found, at):
    """The ways to the target at one place, as [(connectors, odds of each step)]."""
    people = [
        tuple(row for row in pair if row >= 0)
        for pair in zip(found.first[at].tolist(), found.second[at].tolist(), strict=True)
    ]
    each = zip(people, found.odds[at].tolist(), strict=True)
    told = [(over, tuple(odds[: len(over) + 1])) for over, odds in each]
    return told[: int(found.found[at])]


def tried(attention, asker, target, closed=()):
    """The same by trying every way; None where two are about as likely at any turn."""
    others = [one for one in attention.graph if one not in (asker, target, *closed)]
    left = [(), *permutations(others, 1), *permutations(others, 2)]
    found = []
    while len(found) < MOST:
        odds = {over: attention.odds(asker, *over, target) for over in left}
        best = max(odds.values(), default=0.0)
        if best == 0.0:
            break
        alike = [over for over, one in odds.items() if one >= best * (1 - 1e-6)]
        if len(alike) > 1:
            return None
        found.append(alike[0])
        used = set(alike[0])
        left = [over for over in left if over != alike[0] and not used & set(over)]
    return found


@settings(max_examples=150, deadline=None)
@given(networks(directed=True, most=9), st.data())
def test_each_way_is_the_best_of_those_left(graph, data):
    if len(graph) < 2:
        return
    attention = Attention(graph)
    asker = data.draw(st.integers(0, len(graph) - 1))
    closed = data.draw(st.sets(st.integers(0, len(graph) - 1), max_size=2)) - {asker}
    targets = [one for one in graph if one != asker]
    found = found_by(attention, asker, targets, closed)

    for at, target in enumerate(targets):
        expected = tried(attention, asker, target, closed)
        if found.unclear[at]:
            assert expected is None
        elif expected is not None:
            assert [over for over, _ in ways(found, at)] == expected


def test_on_weights_that_never_tie_nothing_is_unclear():
    graph = random_network(people=18, ties=90, directed=True)
    random = np.random.default_rng(3)
    for tie in graph.edges:
        graph.edges[tie]["weight"] = float(random.random() + 0.1)
    attention = Attention(graph)

    some = 0
    for asker in range(6):
        targets = [one for one in graph if one != asker]
        found = found_by(attention, asker, targets)
        assert not found.unclear.any()
        for at, target in enumerate(targets):
            told = ways(found, at)
            assert [over for over, _ in told] == tried(attention, asker, target)
            for over, odds in told:
                people = (asker, *over, target)
                pairs = zip(people, people[1:], strict=False)
                assert odds == pytest.approx([attention.share(b, a) for a, b in pairs])
            some += len(told)
    assert some > 100


def test_a_target_is_no_connector_to_herself_and_is_one_to_the_next():
    # 1 and 2 listen to 0; 3 listens to 1 and 2.
    attention = Attention(
        directed({(1, 0): 1.0, (2, 0): 2.0, (2, 1): 3.0, (3, 1): 1.0, (3, 2): 3.0})
    )
    found = found_by(attention, 0, [1, 3, 2, 3])

    assert ways(found, 0) == [((), (1.0,))]
    assert ways(found, 1) == ways(found, 3)
    # 1.0 * 0.6 * 0.75, which leaves nobody for another; 0.4 * 0.75 and 1.0 * 0.25 are less.
    assert [over for over, _ in ways(found, 1)] == [(1, 2)]
    assert [over for over, _ in ways(found, 2)] == [(1,), ()]


def test_nobody_asked_gives_nothing_and_strangers_are_refused():
    attention = Attention(directed({(1, 0): 1.0}))

    assert found_by(attention, 0, []).found.tolist() == []
    with pytest.raises(IndexError):
        found_by(attention, 0, [2])


def test_two_threads_do_not_meet():
    graph = random_network(people=40, ties=300, directed=True)
    attention = Attention(graph)
    targets = list(range(1, 40))

    def ask(asker):
        found = found_by(attention, asker, targets)
        return [one.tolist() for one in found]

    assert in_two_threads(lambda: ask(0)) == [ask(0)] * 6


def directed(weights):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(1 + max(max(pair) for pair in weights)))
    graph.add_edges_from((*pair, {"weight": weight}) for pair, weight in weights.items())
    return graph
