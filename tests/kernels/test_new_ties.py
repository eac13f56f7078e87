"""Do new ties bring people nearer to targets as much as a look at everybody and every way says?"""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels import new_ties
from graphsvc.kernels.new_ties import Expected, summed_chances
from graphsvc.kernels.steps import FAR, steps_from_each
from tests.worlds import rows_of

CHANCE = 0.4 ** np.arange(61)


def rows(graph):
    return rows_of([(one, other, 1.0) for one, other in graph.edges], len(graph))


def to_targets(graph, targets):
    return steps_from_each(rows(graph), np.array(targets, np.int64))


def made(graph, targets, counted=None):
    flags = np.ones(len(graph), np.bool_)
    if counted is not None:
        flags[:] = [one in counted for one in graph]
    return Expected(rows(graph), to_targets(graph, targets), CHANCE, flags)


class Plain:
    """The same from its definition: everybody's chances with everybody, by plain NetworkX."""

    def __init__(self, graph, targets, counted=None):
        length = dict(nx.all_pairs_shortest_path_length(graph))
        self.chance = np.array(
            [[0.4 ** length[a][b] if b in length[a] else 0.0 for b in graph] for a in graph]
        ).reshape(len(graph), len(graph))
        self.targets = targets
        self.near = self.chance[:, targets]
        self.counted = {*graph} if counted is None else counted

    def add(self, one, other, odds):
        p = self.chance
        over_other = np.outer(p[:, one], p[other, self.targets])
        over_one = np.outer(p[:, other], p[one, self.targets])
        better = np.maximum(0.4 * np.maximum(over_other, over_one) - self.near, 0.0)
        rise = odds * better
        rise[[row not in self.counted for row in range(len(p))]] = 0.0
        self.near = self.near + rise
        return rise.sum(axis=1)


def everybodys(found, people):
    who, rise = found
    total = np.zeros(people)
    total[who] = rise
    return total


def test_one_tie_by_hand():
    # 0-1-2-3-4, target 4: a tie between 0 and 3 brings 0 from four steps to two, 1 from three
    # over 0 to three, so not nearer, and nobody else.
    found = made(nx.path_graph(5), [4])
    who, rise = found.rises(0, 3, 0.5)

    assert who.tolist() == [0]
    assert rise == pytest.approx([0.5 * (0.4**2 - 0.4**4)])
    assert found.each == pytest.approx(0.4 ** np.array([4, 3, 2, 1, 0]))


def test_a_tie_that_counts_leaves_less_for_the_next():
    found = made(nx.path_graph(5), [4])
    found.add(0, 3, 0.5)
    expected = 0.5 * 0.4**4 + 0.5 * 0.4**2
    assert found.each[0] == pytest.approx(expected)

    # The next replaces only what it betters, with its own odds; 1 comes from three steps to two.
    _, rise = found.rises(0, 4, 0.25)
    assert rise == pytest.approx([0.25 * (0.4 - expected), 0.25 * (0.4**2 - 0.4**3)])
    found.add(0, 4, 0.25)
    assert found.each[0] == pytest.approx(0.75 * expected + 0.25 * 0.4)


def test_both_ends_come_nearer_to_what_the_other_is_near():
    # Two lines apart, a target at the end of each.
    lines = nx.disjoint_union(nx.path_graph(3), nx.path_graph(3))
    who, rise = made(lines, [0, 5]).rises(2, 3, 1.0)

    found = dict(zip(who.tolist(), rise.tolist(), strict=True))
    assert found == pytest.approx(
        {2: 0.4**3, 1: 0.4**4, 0: 0.4**5, 3: 0.4**3, 4: 0.4**4, 5: 0.4**5}
    )


def test_only_those_counted_rise():
    found = made(nx.path_graph(6), [5], counted={1})
    who, _ = found.add(0, 5, 1.0)

    assert who.tolist() == [1]
    assert found.each == pytest.approx(0.4 ** np.array([5, 2, 3, 2, 1, 0]))


def test_a_tie_between_contacts_changes_nothing():
    who, rise = made(nx.complete_graph(4), [0, 1]).rises(2, 3, 1.0)

    assert (who.tolist(), rise.tolist()) == ([], [])


def test_without_targets_nobody_rises():
    found = made(nx.path_graph(3), [])
    who, _ = found.add(0, 2, 1.0)

    assert who.tolist() == []
    assert found.each.tolist() == [0, 0, 0]


def test_sums_of_chances_leave_out_whoever_has_no_way():
    graph = nx.path_graph(3)
    graph.add_node(3)
    total = summed_chances(to_targets(graph, [0, 3]), CHANCE)

    assert total == pytest.approx([1, 0.4, 0.16, 1])
    assert summed_chances(np.array([[2, FAR]], np.uint8), CHANCE[:2]).tolist() == [0, 0]


def asked(seed):
    random = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(60, 0.035, seed=seed)
    targets = random.permutation(60)[:9].tolist()
    counted = {*random.permutation(60)[:40].tolist()}
    ties = [(*random.permutation(60)[:2].tolist(), float(random.random())) for _ in range(30)]
    return graph, targets, counted, ties


@pytest.mark.parametrize("seed", range(8))
def test_a_look_at_everybody_says_the_same(seed, monkeypatch):
    monkeypatch.setattr(new_ties, "_ROOM", 2)  # more people rise than there is room at first
    graph, targets, counted, ties = asked(seed)
    found, plain = made(graph, targets, counted), Plain(graph, targets, counted)

    for tie in ties:
        before = found.each.tolist()
        tried = everybodys(found.rises(*tie), 60)
        assert found.each.tolist() == before
        expected = plain.add(*tie)
        assert tried == pytest.approx(expected, abs=1e-12)
        assert everybodys(found.add(*tie), 60) == pytest.approx(expected, abs=1e-12)
        assert found.each == pytest.approx(plain.near.sum(axis=1), abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_graph_any_ties(data):
    people = data.draw(st.integers(2, 12))
    one = st.integers(0, people - 1)
    pair = st.tuples(one, one).filter(lambda ends: ends[0] != ends[1])
    graph = nx.empty_graph(people)
    graph.add_edges_from(data.draw(st.lists(pair, max_size=16)))
    targets = data.draw(st.lists(one, unique=True, max_size=4))
    found, plain = made(graph, targets), Plain(graph, targets)

    for ends in data.draw(st.lists(pair, max_size=4)):
        odds = data.draw(st.sampled_from([0.14, 0.5, 1.0]))
        assert everybodys(found.add(*ends, odds), people) == pytest.approx(
            plain.add(*ends, odds), abs=1e-12
        )


def test_the_same_ties_give_the_same_bytes():
    graph, targets, counted, ties = asked(3)

    def work():
        found = made(graph, targets, counted)
        rises = [found.add(*tie) for tie in ties]
        return found.each.tobytes(), [(who.tobytes(), rise.tobytes()) for who, rise in rises]

    assert work() == work()
