"""Is it the cheapest path there is? By hand, and against NetworkX's Dijkstra."""

from itertools import pairwise
from math import inf, log

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.trusted_path import by_cost, trust_costs, trusted_path
from tests.kernels.networks import (
    either,
    in_two_threads,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)

PLAIN = {"backend": "networkx"}
often = settings(max_examples=60, deadline=None)


def line(*costs):
    """People 0, 1, 2 ... in a line, with the cost of each tie."""
    graph = nx.path_graph(len(costs) + 1)
    for (_, _, tie), cost in zip(graph.edges(data=True), costs, strict=True):
        tie["weight"] = cost
    return graph


def costs_in(graph):
    rows = rows_in(graph)
    return by_cost(rows, rows.strength.astype(np.float64))


def path(graph, start, end):
    """The cheapest path where the weight of a tie is its cost."""
    ahead = costs_in(graph)
    return trusted_path(ahead, _back(graph, ahead), start, end)


def _back(graph, ahead):
    return costs_in(graph.reverse()) if graph.is_directed() else ahead


def all_paths(graph):
    ahead = costs_in(graph)
    back = _back(graph, ahead)
    return {(one, other): trusted_path(ahead, back, one, other) for one in graph for other in graph}


def assert_cheapest(graph, found):
    """Every path is one, costs what it says, and no path of plain NetworkX costs less."""
    for start in graph:
        least = nx.single_source_dijkstra_path_length(graph, start, **PLAIN)
        for end in graph:
            cost, rows = found[start, end]
            assert cost == pytest.approx(least.get(end, inf))
            if cost == inf:
                assert rows.tolist() == []
                continue
            steps = list(pairwise(rows.tolist()))
            assert (rows[0], rows[-1]) == (start, end)
            assert len(set(rows.tolist())) == len(rows)
            assert sum(graph[one][other]["weight"] for one, other in steps) == pytest.approx(cost)


def test_a_longer_way_that_costs_less_is_taken():
    graph = line(0.25, 0.25, 0.25)
    graph.add_edge(0, 3, weight=1.0)

    found = path(graph, 0, 3)
    assert found.cost == 0.75
    assert found.rows.tolist() == [0, 1, 2, 3]


def test_the_most_trusted_path_has_the_greatest_product_of_strengths():
    graph = line(0.5, 0.5)
    graph.add_edge(0, 2, weight=0.125)
    rows = rows_in(graph)
    ties = by_cost(rows, trust_costs(rows))

    found = trusted_path(ties, ties, 0, 2)
    assert found.cost == pytest.approx(-log(0.25))
    assert found.rows.tolist() == [0, 1, 2]


def test_a_tie_of_strength_zero_leads_nowhere():
    rows = rows_in(line(0.0))
    ties = by_cost(rows, trust_costs(rows))

    assert trusted_path(ties, ties, 0, 1).cost == inf
    assert trusted_path(ties, ties, 0, 1).rows.tolist() == []


def test_ties_that_cost_nothing_are_followed():
    graph = line(0.0, 0.0, 0.0)
    graph.add_edge(0, 3, weight=0.5)

    found = path(graph, 0, 3)
    assert found.cost == 0.0
    assert found.rows.tolist() == [0, 1, 2, 3]


def test_nobody_is_far_from_herself():
    graph = line(0.5)
    graph.add_node(2)

    for person in graph:
        assert path(graph, person, person).cost == 0.0
        assert path(graph, person, person).rows.tolist() == [person]


def test_strangers_have_no_path():
    assert path(nx.empty_graph(2), 0, 1).cost == inf
    assert path(nx.disjoint_union(line(1.0), line(1.0)), 0, 3).rows.tolist() == []


def test_directed_ties_are_followed_in_their_direction():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([(0, 1, 0.5), (1, 2, 0.5), (2, 0, 4.0)])

    assert path(graph, 0, 2).rows.tolist() == [0, 1, 2]
    assert path(graph, 2, 1).rows.tolist() == [2, 0, 1]
    assert path(graph, 2, 1).cost == 4.5


def test_a_path_may_be_as_long_as_it_likes():
    found = path(line(*[0.25] * 5_000), 0, 5_000)

    assert found.cost == 1_250.0
    assert found.rows.tolist() == list(range(5_001))


def test_rows_come_by_rising_cost_and_equals_by_contact():
    graph = nx.star_graph(4)
    for (_, _, tie), cost in zip(graph.edges(data=True), (0.5, 0.25, 0.5, 0.0), strict=True):
        tie["weight"] = cost
    found = costs_in(graph)

    assert found.indices[:4].tolist() == [4, 2, 1, 3]
    assert found.cost[:4].tolist() == [0.0, 0.25, 0.5, 0.5]


def test_long_rows_are_sorted_as_short_ones_are():
    graph = nx.star_graph(300)
    random = np.random.default_rng(1)
    for _, _, tie in graph.edges(data=True):
        tie["weight"] = random.integers(0, 8) / 8
    found = costs_in(graph)
    by_hand = sorted((graph[0][other]["weight"], other) for other in graph[0])

    assert list(zip(found.cost[:300], found.indices[:300], strict=True)) == by_hand


@pytest.mark.parametrize("cost", [-0.5, np.nan])
def test_a_cost_below_zero_or_none_at_all_is_refused(cost):
    with pytest.raises(ValueError, match="0 or more"):
        by_cost(rows_in(line(1.0)), np.array([1.0, cost]))


@pytest.mark.parametrize("person", [-1, 2])
def test_a_row_that_is_not_there_is_refused(person):
    with pytest.raises(IndexError):
        path(line(1.0), 0, person)


@pytest.mark.parametrize("graph", [one for one in shapes().values() if 0 < len(one) < 50])
def test_shapes_that_are_easy_to_get_wrong(graph):
    nx.set_edge_attributes(graph, 0.5, "weight")

    assert_cheapest(graph, all_paths(graph))


@often
@given(either())
def test_no_path_of_networkx_costs_less(graph):
    assert_cheapest(graph, all_paths(graph))


@pytest.mark.parametrize("directed", [False, True])
def test_no_path_of_networkx_costs_less_among_many(directed):
    graph = random_network(150, 400, directed=directed)

    assert_cheapest(graph, all_paths(graph))


@often
@given(either(), st.randoms())
def test_other_numbers_for_the_same_people_change_no_cost(graph, random):
    place = list(graph)
    random.shuffle(place)
    found, again = all_paths(graph), all_paths(renumbered(graph, place))

    for (one, other), (cost, _) in found.items():
        assert again[place[one], place[other]].cost == pytest.approx(cost)


def test_two_threads_get_the_same_paths_as_one():
    graph = random_network(2_000, 8_000)
    ties = costs_in(graph)
    pairs = list(zip(places(2_000)[:300], places(2_000, seed=2), strict=False))

    def ask():
        found = (trusted_path(ties, ties, one, other) for one, other in pairs)
        return b"".join(np.float64(cost).tobytes() + rows.tobytes() for cost, rows in found)

    assert set(in_two_threads(ask)) == {ask()}


def test_a_small_network_after_a_large_one_is_searched_cleanly():
    large, small = random_network(500, 2_000), line(0.25, 0.25)

    assert path(large, 0, 400).cost == pytest.approx(
        nx.dijkstra_path_length(large, 0, 400, **PLAIN)
    )
    assert path(small, 0, 2).rows.tolist() == [0, 1, 2]
    assert path(large, 400, 0).cost == pytest.approx(path(large, 0, 400).cost)
