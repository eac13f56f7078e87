"""Do small graphs of every odd shape get from our kernels what plain NetworkX says?

Random graphs with people without ties, ties with oneself, ties of weight 0, several components,
stars, two people, nobody. An exception counts as an answer: it must be of the same type.
"""

import warnings
from collections.abc import Callable
from math import nan
from typing import Any

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphsvc.snapshot.graph import Backend

Call = Callable[..., Any]
REFUSALS = (nx.NetworkXException, KeyError, TypeError, ValueError, ZeroDivisionError)
PLAIN = {"backend": "networkx"}
STRENGTHS = st.sampled_from([0.0, 0.125, 0.5, 1.0, 1.0, 3.0]) | st.floats(2**-10, 8, width=32)
MOST = 9  # people

often = settings(max_examples=30, deadline=None, derandomize=True)


def graph_of(directed: bool, people: int, ties: list[tuple[int, int, float]]) -> Any:
    made = nx.DiGraph() if directed else nx.Graph()
    made.add_nodes_from(range(people))
    made.add_weighted_edges_from(ties)
    return made


@st.composite
def graphs(draw: st.DrawFn, directed: bool, *, whole: bool = False) -> Any:
    """A *whole* one has no ties with oneself and none of strength 0."""
    people = draw(st.integers(0, MOST))
    if not people:
        return graph_of(directed, 0, [])
    person = st.integers(0, people - 1)
    ties = draw(st.lists(st.tuples(person, person, STRENGTHS), max_size=30))
    kept = [tie for tie in ties if not whole or (tie[0] != tie[1] and tie[2] > 0)]
    return graph_of(directed, people, kept)


UNDIRECTED, DIRECTED = graphs(directed=False), graphs(directed=True)
SHAPES = {
    "nobody": (0, []),
    "one": (1, []),
    "alone": (1, [(0, 0, 2.0)]),
    "two": (2, [(0, 1, 0.5)]),
    "strangers": (2, []),
    "weightless": (3, [(0, 1, 0.0), (1, 2, 0.0), (2, 0, 0.0)]),
    "star": (5, [(0, 1, 0.5), (0, 2, 1.0), (0, 3, 0.25), (0, 4, 1.0)]),
    "loops": (3, [(0, 0, 1.0), (1, 1, 0.5), (0, 1, 1.0), (1, 2, 0.5), (2, 2, 0.0)]),
    "islands": (8, [(0, 1, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 2, 0.5), (6, 7, 0.25)]),
}


def every_shape(directed: bool) -> Callable[[Call], Call]:
    """Each of the named shapes as an example that is always tried."""

    def decorate(test: Call) -> Call:
        for people, ties in SHAPES.values():
            test = example(graph=graph_of(directed, people, ties))(test)
        return test

    return decorate


def ours(call: Call, graph: Any) -> Any:
    """What comes back from our rows, or the type of what is raised.

    Plain NetworkX may answer for us only where there are ties with oneself: some kernels cannot
    have them, and say so.
    """
    ties = Backend.convert_from_nx(graph, edge_attrs={"weight": 1})
    with nx.config(fallback_to_nx=ties.loops, warnings_to_ignore={"cache"}):
        return answer(call, ties)


def theirs(call: Call, graph: Any) -> Any:
    """The same from plain NetworkX, which warns where it divides by strengths of 0."""
    with warnings.catch_warnings(action="ignore"):
        return answer(call, graph, **PLAIN)


def answer(call: Call, graph: Any, **on: Any) -> Any:
    try:
        return call(graph, **on)
    except REFUSALS as error:
        return type(error)


def close(expected: Any) -> Any:
    """Sums in another order differ in their last digits; counts, sets and exceptions do not."""
    if isinstance(expected, (dict, float)):
        return pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)
    return expected


def as_sets(found: Any) -> Any:
    return sorted(map(sorted, found))


def scored(found: Any) -> dict[Any, float]:
    return {frozenset(pair): score for *pair, score in found}


def from_each(graph: Any, far: Call) -> dict[Any, Any]:
    return {(one, other): value for one in graph for other, value in far(one).items()}


def every_pair(graph: Any) -> list[tuple[Any, Any]]:
    return [(one, other) for one in graph for other in graph if one != other]


def lengths(graph: Any, weight: str | None, on: dict[str, Any]) -> dict[Any, Any]:
    """How far everybody is from everybody by a search from both ends; -1 where no way leads."""
    found = {}
    for one in graph:
        for other in graph:
            try:
                length, path = nx.bidirectional_dijkstra(graph, one, other, weight, **on)
            except nx.NetworkXNoPath:
                found[one, other] = -1
                continue
            steps = zip(path, path[1:], strict=False)
            told = sum(graph[a][b]["weight"] if weight else 1 for a, b in steps)
            assert length == pytest.approx(told)
            assert (path[0], path[-1]) == (one, other)
            found[one, other] = length
    return found


EITHER: dict[str, Call] = {
    "constraint, nodes=": lambda g, **on: nx.constraint(g, nodes=list(g), **on),
    "constraint, nodes=, weighted": lambda g, **on: nx.constraint(
        g, nodes=list(g), weight="weight", **on
    ),
    "effective size, nodes=": lambda g, **on: nx.effective_size(g, nodes=list(g), **on),
    "effective size, nodes=, weighted": lambda g, **on: nx.effective_size(
        g, nodes=list(g), weight="weight", **on
    ),
    "local constraint": lambda g, **on: {
        pair: nx.local_constraint(g, *pair, weight="weight", **on) for pair in every_pair(g)
    },
    "pagerank": lambda g, **on: nx.pagerank(g, tol=1e-9, max_iter=900, **on),
    "pagerank, even": lambda g, **on: nx.pagerank(g, weight=None, max_iter=900, **on),
    "pagerank, personal": lambda g, **on: nx.pagerank(
        g, personalization={0: 2, 1: 1}, dangling={0: 1, 1: 1}, max_iter=900, **on
    ),
    "pagerank, impatient": lambda g, **on: nx.pagerank(g, tol=1e-12, max_iter=3, **on),
    "core numbers": lambda g, **on: nx.core_number(g, **on),
    "betweenness": lambda g, **on: nx.betweenness_centrality(g, **on),
    "betweenness, counted": lambda g, **on: nx.betweenness_centrality(g, normalized=False, **on),
    "betweenness, k": lambda g, **on: nx.betweenness_centrality(g, k=2, seed=7, **on),
    "betweenness, k, counted": lambda g, **on: nx.betweenness_centrality(
        g, k=1, seed=8, normalized=False, **on
    ),
    "distances": lambda g, **on: from_each(
        g, lambda one: nx.single_source_dijkstra_path_length(g, one, **on)
    ),
    "distances, cutoff": lambda g, **on: from_each(
        g, lambda one: nx.single_source_dijkstra_path_length(g, one, cutoff=1.0, **on)
    ),
    "distances to the nearest": lambda g, **on: nx.multi_source_dijkstra_path_length(
        g, list(g)[::3], weight=None, **on
    ),
    "steps": lambda g, **on: from_each(
        g, lambda one: nx.single_source_shortest_path_length(g, one, **on)
    ),
    "both ends": lambda g, **on: lengths(g, "weight", on),
    "both ends, even": lambda g, **on: lengths(g, None, on),
}
UNDIRECTED_ONLY: dict[str, Call] = {
    "components": lambda g, **on: list(nx.connected_components(g, **on)),
    "number of components": lambda g, **on: nx.number_connected_components(g, **on),
    "is connected": lambda g, **on: nx.is_connected(g, **on),
    "component of one": lambda g, **on: [nx.node_connected_component(g, one, **on) for one in g],
    "articulation points": lambda g, **on: sorted(nx.articulation_points(g, **on)),
    "bridges": lambda g, **on: as_sets(nx.bridges(g, **on)),
    "bridges of one": lambda g, **on: [as_sets(nx.bridges(g, root=one, **on)) for one in g],
    "has bridges": lambda g, **on: nx.has_bridges(g, **on),
    "triangles": lambda g, **on: nx.triangles(g, **on),
    "clustering": lambda g, **on: nx.clustering(g, **on),
    "clustering, weighted": lambda g, **on: nx.clustering(g, weight="weight", **on),
    "average clustering": lambda g, **on: nx.average_clustering(g, **on),
    "Adamic-Adar": lambda g, **on: scored(nx.adamic_adar_index(g, **on)),
    "Adamic-Adar of pairs": lambda g, **on: scored(nx.adamic_adar_index(g, every_pair(g), **on)),
    "resource allocation": lambda g, **on: scored(nx.resource_allocation_index(g, **on)),
    "resource allocation of pairs": lambda g, **on: scored(
        nx.resource_allocation_index(g, every_pair(g), **on)
    ),
}
DIRECTED_ONLY: dict[str, Call] = {
    "weak components": lambda g, **on: list(nx.weakly_connected_components(g, **on)),
    "number of weak components": lambda g, **on: nx.number_weakly_connected_components(g, **on),
    "is weakly connected": lambda g, **on: nx.is_weakly_connected(g, **on),
}
OF_UNDIRECTED, OF_DIRECTED = EITHER | UNDIRECTED_ONLY, EITHER | DIRECTED_ONLY


@pytest.mark.parametrize("what", OF_UNDIRECTED)
@often
@given(graph=UNDIRECTED)
@every_shape(directed=False)
def test_undirected_as_networkx(what: str, graph: nx.Graph):
    call = OF_UNDIRECTED[what]

    assert ours(call, graph) == close(theirs(call, graph))


@pytest.mark.parametrize("what", OF_DIRECTED)
@often
@given(graph=DIRECTED)
@every_shape(directed=True)
def test_directed_as_networkx(what: str, graph: nx.DiGraph):
    call = OF_DIRECTED[what]

    assert ours(call, graph) == close(theirs(call, graph))


WEIGHTS = pytest.mark.parametrize("weight", [None, "weight"])


@WEIGHTS
@often
@given(graph=graphs(False, whole=True) | graphs(True, whole=True))
def test_constraint_of_everybody_as_networkx(weight: str | None, graph: Any):
    """Without ties of strength 0 or with oneself: of them NetworkX speaks differently below."""

    def everybody(g: Any, **on: Any) -> Any:
        return nx.constraint(g, weight=weight, **on)

    assert ours(everybody, graph) == close(theirs(everybody, graph))


@WEIGHTS
@often
@given(graph=UNDIRECTED | DIRECTED)
def test_constraint_of_everybody_where_networkx_is_wrong(weight: str | None, graph: Any):
    """About everybody it looks for people alone by shares and passes over ties of strength 0.

    With ``nodes=`` it adds up its own local constraint over all who are in a tie, and so do we:
    also for people who give attention to nobody, whom it then leaves out.
    """
    graph.add_edge(*[next(iter(graph), 0)] * 2, weight=0.5)
    oracle = {
        one: sum(
            nx.local_constraint(graph, one, other, weight, **PLAIN)
            for other in set(nx.all_neighbors(graph, one))
        )
        if graph.degree(one)
        else nan
        for one in graph
    }

    assert ours(lambda g: nx.constraint(g, weight=weight), graph) == close(oracle)


def test_networkx_calls_people_alone_by_their_shares_and_leaves_out_ties_of_strength_0():
    """What the test above keeps away from."""
    only_herself = {weight: nx.Graph() for weight in (0.5, 1.0)}
    for weight, graph in only_herself.items():
        graph.add_edge("ada", "ada", weight=weight)
    triangle = graph_of(False, 3, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 0.0)])

    found = {
        weight: nx.constraint(graph, weight="weight", **PLAIN)["ada"]
        for weight, graph in only_herself.items()
    }
    each = nx.constraint(triangle, nodes=[0], weight="weight", **PLAIN)[0]
    everybody = nx.constraint(triangle, weight="weight", **PLAIN)[0]

    assert len([weight for weight, value in found.items() if value != value]) == 1
    # Of 0's attention all goes to 1, of 1's half to 2: 1 and (1 * 1/2)^2.
    assert (each, everybody) == (1.25, 1.0)


@WEIGHTS
@often
@given(graph=UNDIRECTED | DIRECTED)
def test_effective_size_of_everybody_as_networkx_says_of_each(weight: str | None, graph: Any):
    """Over all nodes NetworkX is wrong with weights, directions or ties with oneself.

    Its maxima run along the wrong axis; with ``nodes=`` it is right, and that is the oracle. Of
    nobody it says nothing either way.
    """
    if not len(graph):
        graph.add_node(0)
    oracle = nx.effective_size(graph, nodes=list(graph), weight=weight, **PLAIN)

    assert ours(lambda g: nx.effective_size(g, weight=weight), graph) == close(oracle)


@pytest.mark.parametrize("measure", [nx.constraint, nx.effective_size])
def test_of_nobody_there_is_no_brokerage(measure: Call):
    assert ours(measure, nx.Graph()) == theirs(measure, nx.Graph()) == nx.NetworkXError
    assert ours(lambda g: measure(g, nodes=[]), nx.DiGraph()) == {}


def test_networkx_takes_the_maxima_of_effective_size_along_the_wrong_axis():
    # Ada knows Ben (2), Cy (1); Ben and Cy know each other (1). Of Ada's shares 2/3 and 1/3,
    # Ben has 1/2 of his most with Cy, Cy all of his most with Ben: 2 - 1/3 * 1/2 - 2/3 * 1.
    graph = nx.Graph()
    graph.add_weighted_edges_from([("ada", "ben", 2.0), ("ada", "cy", 1.0), ("ben", "cy", 1.0)])
    by_hand = 2 - 1 / 6 - 2 / 3

    found = ours(lambda g: nx.effective_size(g, weight="weight"), graph)["ada"]

    each = nx.effective_size(graph, nodes=["ada"], weight="weight", **PLAIN)["ada"]
    wrong = nx.effective_size(graph, weight="weight", **PLAIN)["ada"]
    assert found == pytest.approx(by_hand)
    assert each == pytest.approx(by_hand)
    assert wrong != pytest.approx(by_hand, abs=0.01)


ALL_OF_US: dict[str, Call] = {
    "constraint": lambda g, **on: nx.constraint(g, weight="weight", **on),
    "effective size": lambda g, **on: nx.effective_size(g, weight="weight", **on),
    "pagerank": lambda g, **on: nx.pagerank(g, max_iter=900, **on),
    "core numbers": lambda g, **on: nx.core_number(g, **on),
    "betweenness": lambda g, **on: nx.betweenness_centrality(g, **on),
}
ALL_UNDIRECTED: dict[str, Call] = ALL_OF_US | {
    "triangles": lambda g, **on: nx.triangles(g, **on),
    "clustering": lambda g, **on: nx.clustering(g, weight="weight", **on),
    "articulation points": lambda g, **on: dict.fromkeys(nx.articulation_points(g, **on), 1),
    "bridges": lambda g, **on: {one: sum(one in tie for tie in nx.bridges(g, **on)) for one in g},
    "components": lambda g, **on: {
        one: len(group) for group in nx.connected_components(g, **on) for one in group
    },
}


def told_anew(graph: Any, order: list[int], names: list[Any]) -> Any:
    """The same graph: nodes called by *names*, nodes and ties added in another *order*."""
    made = graph.__class__()
    made.add_nodes_from(names[node] for node in order)
    ties = sorted(graph.edges(data="weight"), key=lambda tie: (order[tie[0]], order[tie[1]]))
    made.add_weighted_edges_from((names[a], names[b], weight) for a, b, weight in ties)
    return made


@st.composite
def told_twice(draw: st.DrawFn, directed: bool) -> tuple[Any, Any, list[Any]]:
    graph = draw(graphs(directed=directed))
    order = draw(st.permutations(range(len(graph))))
    kind = draw(st.sampled_from([str, lambda node: (node, "x"), lambda node: node - 4.5]))
    names = [kind(node) for node in draw(st.permutations(range(len(graph))))]
    return graph, told_anew(graph, order, names), names


def test_other_names_and_another_order_change_nothing_undirected():
    @often
    @given(told=told_twice(directed=False))
    def holds(told: tuple[Any, Any, list[Any]]) -> None:
        _names_change_nothing(ALL_UNDIRECTED, *told)

    holds()


def test_other_names_and_another_order_change_nothing_directed():
    @often
    @given(told=told_twice(directed=True))
    def holds(told: tuple[Any, Any, list[Any]]) -> None:
        _names_change_nothing(ALL_OF_US, *told)

    holds()


def _names_change_nothing(calls: dict[str, Call], graph: Any, anew: Any, names: list[Any]) -> None:
    for what, call in calls.items():
        before, after = ours(call, graph), ours(call, anew)
        if isinstance(before, type):
            assert after == before, what
            continue
        assert after == close({names[node]: value for node, value in before.items()}), what


STRANGERS: dict[str, Call] = {
    "constraint": lambda g, **on: nx.constraint(g, nodes=["zoe"], **on),
    "effective size": lambda g, **on: nx.effective_size(g, nodes=["zoe"], **on),
    "local constraint": lambda g, **on: nx.local_constraint(g, "zoe", 0, **on),
    "component": lambda g, **on: nx.node_connected_component(g, "zoe", **on),
    "bridges": lambda g, **on: list(nx.bridges(g, root="zoe", **on)),
    "one of a pair": lambda g, **on: list(nx.adamic_adar_index(g, [(0, "zoe")], **on)),
    "from both ends": lambda g, **on: nx.bidirectional_dijkstra(g, 0, "zoe", **on),
    "nearest": lambda g, **on: nx.multi_source_dijkstra_path_length(g, [0, "zoe"], **on),
    "nearest of nobody": lambda g, **on: nx.multi_source_dijkstra_path_length(g, [], **on),
    "steps": lambda g, **on: nx.single_source_shortest_path_length(g, "zoe", **on),
    "triangles": lambda g, **on: nx.triangles(g, "zoe", **on),
    "triangles of a number": lambda g, **on: nx.triangles(g, 99, **on),
    "average clustering": lambda g, **on: nx.average_clustering(g, [0, 1, 1, "zoe"], **on),
    "clustering": lambda g, **on: nx.clustering(g, ["zoe"], **on),
    "steps, part of one": lambda g, **on: nx.single_source_shortest_path_length(g, 1, 1.5, **on),
    "fewer steps than none": lambda g, **on: nx.single_source_shortest_path_length(g, 1, -1, **on),
    "more sources than people": lambda g, **on: nx.betweenness_centrality(g, k=9, **on),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_who_is_not_in_the_graph_is_told_as_networkx_tells(what: str):
    people, ties = SHAPES["star"]
    graph = graph_of(False, people, ties)
    call = STRANGERS[what]

    assert ours(call, graph) == theirs(call, graph)


@often
@given(graph=graphs(False, whole=True))
def test_communities_part_everybody_into_groups_that_hold_together(graph: nx.Graph):
    found = ours(lambda g: nx.community.louvain_communities(g, seed=1), graph)

    assert nx.community.is_partition(graph, found)
    assert all(nx.is_connected(graph.subgraph(group)) for group in found)
    assert [min(group) for group in found] == sorted(min(group) for group in found)


@pytest.mark.parametrize("shape", ["nobody", "one", "strangers", "weightless"])
def test_without_strengths_everybody_is_a_community_alone(shape: str):
    graph = graph_of(False, *SHAPES[shape])

    assert ours(nx.community.louvain_communities, graph) == [{node} for node in graph]


@pytest.mark.parametrize("argument", ["personalization", "dangling", "nstart"])
def test_ranks_cannot_be_spread_by_weights_that_add_up_to_nothing(argument: str):
    """NetworkX divides by 0 for two of them, gets NaN and does not converge; we say so at once."""
    graph = graph_of(False, *SHAPES["star"])

    def ranks(g: Any, **on: Any) -> Any:
        return nx.pagerank(g, **{argument: {"zoe": 1.0}}, **on)

    failed = ZeroDivisionError, nx.PowerIterationFailedConvergence
    assert ours(ranks, graph) is ZeroDivisionError
    assert theirs(ranks, graph) is failed[argument != "personalization"]


@pytest.mark.parametrize("strength", [-0.5, nan])
def test_strengths_that_no_kernel_can_have_are_refused(strength: float):
    graph = graph_of(False, 3, [(0, 1, 1.0), (1, 2, strength)])

    with pytest.raises(ValueError, match="'weight' of every edge must be a number of at least 0"):
        nx.constraint(graph, weight="weight", backend="graphsvc")
    assert nx.constraint(graph, backend="graphsvc") == {0: 1.0, 1: 0.5, 2: 1.0}
