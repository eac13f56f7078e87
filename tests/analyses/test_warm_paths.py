"""Is the warm path the most likely of all ways? By hand and by trying every way."""

from itertools import permutations
from math import prod

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.analyses.ranking import draw
from graphsvc.analyses.warm_paths import Attention, asking, disjoint_paths, rhythms, warm_path
from tests.analyses.networks import Network, arcs


def attention(network):
    given = network.rows
    owner = np.repeat(np.arange(len(network.ids)), np.diff(given.indptr.astype(np.int64)))
    given_in_all = np.bincount(owner, given.strength, minlength=len(network.ids))
    transposed = Network(network.ids, network.graph.reverse())
    return Attention(given, transposed.rows, given.strength / given_in_all[owner])


def path(network, asker, target, *, closed=(), seed=1, search=warm_path):
    known = attention(network)
    return search(
        known,
        asking(known, network.row(asker)),
        network.row(target),
        through=network.all_but(*closed),
        id_of=network.ids.__getitem__,
        seed=seed,
    )


def way(network, asker, target, **options):
    found = path(network, asker, target, **options)
    return None if found is None else [network.ids[row] for row in found.rows]


def share(graph, giver, taker):
    """Share of the attention *giver* gives that goes to *taker*."""
    if not graph.has_edge(giver, taker):
        return 0.0
    return graph[giver][taker]["weight"] / sum(one["weight"] for one in graph[giver].values())


def best_odds(graph, asker, target, closed=()):
    """The greatest product over every way of at most two connectors, each tried."""
    others = [one for one in graph if one not in (asker, target, *closed)]
    ways = [(), *permutations(others, 1), *permutations(others, 2)]
    return max(
        prod(share(graph, b, a) for a, b in zip((asker, *one), (*one, target), strict=True))
        for one in ways
    )


def random_arcs(people, mean, seed):
    random = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(people, mean / (people - 1), seed=seed, directed=True)
    graph = nx.relabel_nodes(graph, {node: f"p{node:02d}" for node in graph})
    for edge in graph.edges:
        graph.edges[edge]["weight"] = int(random.integers(1, 900)) / 128
    return Network(tuple(sorted(graph)), graph)


def test_each_step_has_the_share_of_attention_the_next_gives_the_one_who_asks():
    # Ben gives Ada a quarter of his attention; Cy gives Ben half of his.
    network = arcs({"ben-ada": 1.0, "ben-eve": 3.0, "cy-ben": 2.0, "cy-dot": 2.0})
    found = path(network, "ada", "cy")

    assert [network.ids[row] for row in found.rows] == ["ben", "cy"]
    assert found.odds == pytest.approx((0.25, 0.5))
    assert found.product == pytest.approx(0.125)
    assert found.weakest == 0


def test_attention_that_is_given_but_not_returned_opens_no_way():
    network = arcs({"ada-ben": 1.0, "ben-cy": 1.0})

    assert way(network, "ada", "cy") is None
    assert way(network, "cy", "ada") == ["ben", "ada"]


def test_a_longer_way_wins_where_its_odds_are_better():
    network = arcs(
        {
            "ben-ada": 1.0,
            "ben-x": 99.0,
            "dot-ben": 1.0,
            "cy-ada": 1.0,
            "eve-cy": 1.0,
            "dot-eve": 4.0,
        }
    )

    assert way(network, "ada", "dot") == ["cy", "eve", "dot"]
    assert way(network, "ada", "dot", closed=["eve"]) == ["ben", "dot"]


def test_three_connectors_are_too_many():
    chain = {"b-a": 1.0, "c-b": 1.0, "d-c": 1.0, "e-d": 1.0}

    assert way(arcs(chain), "a", "d") == ["b", "c", "d"]
    assert way(arcs(chain), "a", "e") is None


def test_nobody_is_met_twice_on_the_way():
    # The only walk of three ties to Dot would go through Ada or Dot again.
    network = arcs({"ben-ada": 1.0, "ada-ben": 1.0, "dot-ada": 1.0, "ada-dot": 1.0, "ben-dot": 1.0})

    assert way(network, "ada", "dot") == ["dot"]
    assert way(network, "ada", "dot", closed=["ben"]) == ["dot"]


def test_of_equal_ways_the_shorter_is_taken_and_then_the_lot_decides():
    equal = arcs({"ben-ada": 1.0, "cy-ada": 1.0, "dot-ben": 1.0, "dot-cy": 1.0})
    shorter = arcs({"ben-ada": 1.0, "cy-ben": 1.0, "dot-cy": 1.0, "dot-ben": 1.0})
    drawn = {way(equal, "ada", "dot", seed=seed)[0] for seed in range(20)}

    assert way(equal, "ada", "dot")[0] == min("ben", "cy", key=lambda one: draw(one, 1))
    assert drawn == {"ben", "cy"}
    assert way(shorter, "ada", "dot") == ["ben", "dot"]


@pytest.mark.parametrize("seed", range(8))
def test_no_way_has_better_odds(seed):
    network = random_arcs(people=14, mean=3, seed=seed)
    pairs = [(one, other) for one in network.ids for other in network.ids if one != other]
    found_any = 0

    for asker, target in pairs:
        expected = best_odds(network.graph, asker, target, closed=["p03"])
        found = path(network, asker, target, closed=["p03"])
        if found is None:
            assert expected == 0
        else:
            found_any += 1
            assert found.product == pytest.approx(expected)
            assert found.product == pytest.approx(prod(found.odds))
            assert found.odds[found.weakest] == min(found.odds)
            assert network.row("p03") not in found.rows[:-1]
    assert found_any > 50


def disjoint(network, asker, target, *, closed=(), seed=1):
    return path(network, asker, target, closed=closed, seed=seed, search=disjoint_paths)


def test_alternatives_share_no_connector_and_are_ordered_by_odds():
    network = arcs(
        {
            "ben-ada": 3.0,
            "cy-ada": 2.0,
            "dot-ada": 1.0,
            "eve-ada": 0.5,
            "ben-x": 1.0,
            "cy-x": 2.0,
            "dot-x": 3.0,
            "eve-x": 3.5,
            "zoe-ben": 1.0,
            "zoe-cy": 1.0,
            "zoe-dot": 1.0,
            "zoe-eve": 1.0,
        }
    )
    found = disjoint(network, "ada", "zoe")

    assert [[network.ids[row] for row in one.rows] for one in found] == [
        ["ben", "zoe"],
        ["cy", "zoe"],
        ["dot", "zoe"],
    ]
    assert [one.product for one in found] == pytest.approx([3 / 16, 2 / 16, 1 / 16])


def test_the_direct_way_is_given_once_and_bars_nobody():
    network = arcs({"zoe-ada": 6.0, "zoe-ben": 2.0, "ben-ada": 1.0})

    ways = [[network.ids[row] for row in one.rows] for one in disjoint(network, "ada", "zoe")]
    assert ways == [["zoe"], ["ben", "zoe"]]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(4, 10))
def test_each_alternative_is_the_best_without_the_connectors_before_it(seed, people):
    network = random_arcs(people=people, mean=3.5, seed=seed)
    asker, target = network.ids[0], network.ids[1]
    found = disjoint(network, asker, target)
    used, direct = set(), False

    for one in found:
        names = [network.ids[row] for row in one.rows]
        graph = network.graph
        if direct:
            # The attention stays what it is; only the way over it is not given again.
            shares = all_ways(graph, asker, target, used, without_direct=True)
        else:
            shares = all_ways(graph, asker, target, used)
        assert one.product == pytest.approx(max(shares))
        assert not used & set(names[:-1])
        assert names[-1] == target
        used |= set(names[:-1])
        direct = direct or len(names) == 1
    assert [one.product for one in found] == sorted((one.product for one in found), reverse=True)
    if len(found) < 3:
        left = all_ways(network.graph, asker, target, used, without_direct=direct)
        assert max(left, default=0) == 0


def all_ways(graph, asker, target, closed, *, without_direct=False):
    """The product of every way of at most two connectors outside *closed*, each tried."""
    others = [one for one in graph if one not in (asker, target, *closed)]
    ways = [*permutations(others, 1), *permutations(others, 2)]
    ways += [] if without_direct else [()]
    return [
        prod(share(graph, b, a) for a, b in zip((asker, *one), (*one, target), strict=True))
        for one in ways
    ]


@pytest.mark.parametrize(
    ("weeks", "until", "expected"),
    [
        ([], 50, (None, None, False)),
        ([10], 50, (10, None, False)),
        ([10, 12], 90, (12, None, False)),  # one gap is not yet usual
        ([10, 12, 15], 30, (15, 2.5, False)),
        ([10, 12, 14], 30, (14, 2.0, False)),  # eight times two weeks, not more
        ([10, 12, 14], 31, (14, 2.0, True)),
        ([1, 2, 3, 4, 40], 48, (40, 1.0, False)),
        ([1, 2, 3, 4, 40], 49, (40, 1.0, True)),
    ],
)
def test_fading_is_a_silence_of_more_than_eight_usual_gaps(weeks, until, expected):
    start = np.array([0, len(weeks)])
    assert rhythms(start, np.array(weeks, np.int64), until) == [expected]
