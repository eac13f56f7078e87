"""Do a thousand people get the same answers from our kernels as from plain NetworkX?

Plain graphs of a generated organisation ask both. Falling back is switched off: what a kernel
cannot answer fails here instead of comparing NetworkX with itself.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import networkx as nx
import pytest

from graphsvc.snapshot.graph import Backend
from tests.clustered import clustered, directed, undirected

DIRECTIONS = ("undirected", "directed")
WEIGHTS = (None, "weight")
OURS, THEIRS = {"backend": "graphsvc"}, {"backend": "networkx"}


@pytest.fixture(autouse=True)
def nobody_falls_back() -> Iterator[None]:
    with nx.config(fallback_to_nx=False, warnings_to_ignore={"cache"}):
        yield


@pytest.fixture(scope="module")
def graphs() -> dict[str, Any]:
    ties = clustered(1_000, mean_contacts=10)
    return {"undirected": undirected(ties), "directed": directed(ties)}


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    ties = clustered(200, mean_contacts=8, seed=2)
    return {"undirected": undirected(ties), "directed": directed(ties)}


def close(expected: Any) -> Any:
    """Sums in another order differ in their last digits, and in nothing else."""
    return pytest.approx(expected, rel=1e-10, abs=1e-13, nan_ok=True)


def some(graph: Any) -> list[Any]:
    """Some thirty people, the first of them without a tie, the last with more than most have.

    A person at a time NetworkX takes time by the cube of her contacts.
    """
    ranked = sorted(graph, key=graph.degree)
    return [*islice(graph, 0, None, 40), ranked[len(ranked) * 95 // 100]]


def pairs(graph: Any) -> list[tuple[Any, Any]]:
    """Contacts, people of one team, and people far apart."""
    people = list(graph)
    near = [(one, other) for one, other in zip(people, people[3:], strict=False)]
    far = [(one, other) for one, other in zip(people, reversed(people), strict=True)]
    return [*islice(graph.edges, 500), *near, *far]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_constraint_of_everybody(graphs, direction: str, weight: str | None):
    graph = graphs[direction]

    found = nx.constraint(graph, weight=weight, **OURS)

    assert found == close(nx.constraint(graph, weight=weight, **THEIRS))
    assert found["p-0000"] != found["p-0000"]  # NaN: nobody's contact


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_constraint_of_chosen_people(graphs, direction: str, weight: str | None):
    graph = graphs[direction]
    nodes = some(graph)

    found = nx.constraint(graph, nodes=nodes, weight=weight, **OURS)

    assert list(found) == list(dict.fromkeys(nodes))
    assert found == close(nx.constraint(graph, nodes=nodes, weight=weight, **THEIRS))


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_effective_size_of_chosen_people(graphs, direction: str, weight: str | None):
    graph = graphs[direction]
    nodes = some(graph)

    found = nx.effective_size(graph, nodes=nodes, weight=weight, **OURS)

    assert list(found) == list(dict.fromkeys(nodes))
    assert found == close(nx.effective_size(graph, nodes=nodes, weight=weight, **THEIRS))


def test_effective_size_of_everybody_without_weights(graphs):
    graph = graphs["undirected"]

    assert nx.effective_size(graph, **OURS) == close(nx.effective_size(graph, **THEIRS))


@pytest.mark.parametrize(
    ("direction", "weight"),
    [("undirected", "weight"), ("directed", None), ("directed", "weight")],
)
def test_effective_size_of_everybody_where_networkx_is_wrong(graphs, direction: str, weight):
    """NetworkX takes its maxima along the wrong axis there; with ``nodes=`` it is right.

    The oracle is that path, a person at a time, for some of the people.
    """
    graph = graphs[direction]
    nodes = some(graph)
    oracle = nx.effective_size(graph, nodes=nodes, weight=weight, **THEIRS)

    found = nx.effective_size(graph, weight=weight, **OURS)

    assert list(found) == list(graph)
    assert {one: found[one] for one in nodes} == close(oracle)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_networkx_still_says_two_different_effective_sizes(graphs, direction: str):
    """Once it says one, its answer about everybody can be the oracle of the test before."""
    graph = graphs[direction]
    nodes = some(graph)
    each = nx.effective_size(graph, nodes=nodes, weight="weight", **THEIRS)

    everybody = nx.effective_size(graph, weight="weight", **THEIRS)

    assert {one: everybody[one] for one in nodes} != close(each)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_local_constraint(graphs, direction: str, weight: str | None):
    graph = graphs[direction]
    asked = [*islice(graph.edges, 0, None, 200), *islice(pairs(graph), 600, None, 40)]

    for one, other in asked:
        found = nx.local_constraint(graph, one, other, weight=weight, **OURS)
        assert found == close(nx.local_constraint(graph, one, other, weight=weight, **THEIRS))


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"weight": None, "alpha": 0.5},
        {"tol": 1e-10, "max_iter": 500},
        {"personalization": {"p-0007": 3, "p-0400": 1}},
        {"dangling": {"p-0009": 1.0}},
        {"nstart": {"p-0001": 0.25, "p-0002": 0.75}, "tol": 1e-9},
        {"personalization": {"p-0007": 1}, "dangling": {"p-0008": 2, "p-0009": 5}, "tol": 1e-9},
    ],
    ids=["usual", "even", "converged", "personal", "dangling", "start", "all"],
)
def test_pagerank(graphs, direction: str, arguments: dict[str, Any]):
    graph = graphs[direction]

    found = nx.pagerank(graph, **arguments, **OURS)

    assert found == close(nx.pagerank(graph, **arguments, **THEIRS))
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_core_numbers(graphs, direction: str):
    graph = graphs[direction]

    assert nx.core_number(graph, **OURS) == nx.core_number(graph, **THEIRS)


def test_components(graphs):
    graph = graphs["undirected"]

    found = list(nx.connected_components(graph, **OURS))

    assert found == list(nx.connected_components(graph, **THEIRS))
    assert nx.number_connected_components(graph, **OURS) == len(found)
    assert nx.is_connected(graph, **OURS) is False
    for one in some(graph):
        expected = nx.node_connected_component(graph, one, **THEIRS)
        assert nx.node_connected_component(graph, one, **OURS) == expected


def test_weak_components(graphs):
    graph = graphs["directed"]

    found = list(nx.weakly_connected_components(graph, **OURS))

    assert found == list(nx.weakly_connected_components(graph, **THEIRS))
    assert nx.number_weakly_connected_components(graph, **OURS) == len(found)
    assert nx.is_weakly_connected(graph, **OURS) is False


def test_a_graph_in_one_piece_is_connected(graphs):
    for direction, connected, components in (
        ("undirected", nx.is_connected, nx.connected_components),
        ("directed", nx.is_weakly_connected, nx.weakly_connected_components),
    ):
        graph = graphs[direction]
        whole = graph.subgraph(max(components(graph, **THEIRS), key=len)).copy()
        assert connected(whole, **OURS) is True


def sparse(graphs: dict[str, Any]) -> nx.Graph:
    """A third of the ties: enough articulation points and bridges to compare."""
    graph = graphs["undirected"]
    return graph.edge_subgraph(islice(graph.edges, 0, None, 4)).copy()


def test_articulation_points(graphs):
    graph = sparse(graphs)

    found = list(nx.articulation_points(graph, **OURS))

    assert len(found) > 100
    assert len(found) == len(set(found))
    assert set(found) == set(nx.articulation_points(graph, **THEIRS))


def test_bridges(graphs):
    graph = sparse(graphs)
    island = min(nx.connected_components(graph, **THEIRS), key=len)

    for root in (None, next(iter(graph)), next(iter(island))):
        found = [frozenset(tie) for tie in nx.bridges(graph, root=root, **OURS)]
        expected = {frozenset(tie) for tie in nx.bridges(graph, root=root, **THEIRS)}
        assert len(found) == len(set(found)) > 0
        assert set(found) == expected
        assert nx.has_bridges(graph, root=root, **OURS) is True
    assert nx.has_bridges(nx.cycle_graph(5), **OURS) is False


@pytest.mark.parametrize("index", [nx.adamic_adar_index, nx.resource_allocation_index])
def test_link_prediction_of_chosen_pairs(graphs, index):
    graph = graphs["undirected"]
    asked = pairs(graph)

    found = list(index(graph, asked, **OURS))
    expected = list(index(graph, asked, **THEIRS))

    assert [pair for *pair, _ in found] == [list(pair) for pair in asked]
    assert [score for *_, score in found] == close([score for *_, score in expected])
    assert sum(score > 0 for *_, score in found) > 200


@pytest.mark.parametrize("index", [nx.adamic_adar_index, nx.resource_allocation_index])
def test_link_prediction_of_all_pairs_without_a_tie(small, index):
    graph = small["undirected"]

    found = [(frozenset(pair), score) for *pair, score in index(graph, **OURS)]
    expected = {frozenset(pair): score for *pair, score in index(graph, **THEIRS)}

    assert len(found) == len(expected) == 200 * 199 // 2 - graph.number_of_edges()
    assert dict(found) == close(expected)


def test_common_neighbours(graphs):
    """NetworkX asks no backend here: it reads the rows of the snapshot."""
    graph = graphs["undirected"]
    ties = Backend.convert_from_nx(graph, edge_attrs={"weight": 1})

    for one, other in islice(pairs(graph), 0, None, 7):
        assert nx.common_neighbors(ties, one, other) == nx.common_neighbors(graph, one, other)


@pytest.mark.parametrize("weight", ["weight", None])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_shortest_ways_from_both_ends(graphs, direction: str, weight: str | None):
    graph = graphs[direction]
    ways = 0

    for one, other in islice(pairs(graph), 0, None, 11):
        try:
            expected, _ = nx.bidirectional_dijkstra(graph, one, other, weight=weight, **THEIRS)
        except nx.NetworkXNoPath:
            with pytest.raises(nx.NetworkXNoPath):
                nx.bidirectional_dijkstra(graph, one, other, weight=weight, **OURS)
            continue
        length, path = nx.bidirectional_dijkstra(graph, one, other, weight=weight, **OURS)
        assert length == close(expected)
        # Of equally long ways another one may come back: it is as long as it says.
        assert (path[0], path[-1]) == (one, other)
        assert nx.is_path(graph, path)
        told = nx.path_weight(graph, path, weight) if weight else len(path) - 1
        assert told == close(expected)
        ways += 1
    assert ways > 100


@pytest.mark.parametrize("cutoff", [None, 0.25, 3])
@pytest.mark.parametrize("weight", ["weight", None])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_distances_from_one_and_from_the_nearest(graphs, direction: str, weight, cutoff):
    graph = graphs[direction]
    asked = {"weight": weight, "cutoff": cutoff}
    for sources in (["p-0013"], ["p-0013", "p-0500", "p-0000", "p-0987"]):
        found = nx.multi_source_dijkstra_path_length(graph, sources, **asked, **OURS)
        expected = nx.multi_source_dijkstra_path_length(graph, sources, **asked, **THEIRS)
        assert found == close(expected)
        assert list(found.values()) == sorted(found.values())

    found = nx.single_source_dijkstra_path_length(graph, "p-0013", **asked, **OURS)

    expected = nx.single_source_dijkstra_path_length(graph, "p-0013", **asked, **THEIRS)
    assert found == close(expected)


@pytest.mark.parametrize("cutoff", [None, 0, 1, 2])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_steps_from_one(graphs, direction: str, cutoff: int | None):
    graph = graphs[direction]

    found = nx.single_source_shortest_path_length(graph, "p-0013", cutoff=cutoff, **OURS)

    expected = nx.single_source_shortest_path_length(graph, "p-0013", cutoff=cutoff, **THEIRS)
    assert found == expected
    assert list(found.values()) == sorted(found.values())


@pytest.mark.parametrize("normalized", [True, False])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_betweenness_exact(small, direction: str, normalized: bool):
    graph = small[direction]

    found = nx.betweenness_centrality(graph, normalized=normalized, **OURS)

    expected = nx.betweenness_centrality(graph, normalized=normalized, **THEIRS)
    assert found == close(expected)
    everybody = nx.betweenness_centrality(graph, k=200, normalized=normalized, **OURS)
    assert everybody == found


@pytest.mark.parametrize("normalized", [True, False])
@pytest.mark.parametrize("k", [1, 40])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_betweenness_of_drawn_sources(graphs, direction: str, k: int, normalized: bool):
    graph = graphs[direction]
    asked = {"k": k, "seed": 5, "normalized": normalized}

    found = nx.betweenness_centrality(graph, **asked, **OURS)

    assert found == close(nx.betweenness_centrality(graph, **asked, **THEIRS))


def test_triangles(graphs):
    graph = graphs["undirected"]
    expected = nx.triangles(graph, **THEIRS)

    assert nx.triangles(graph, **OURS) == expected
    for nodes in (some(graph), set(some(graph)), [], ["p-0013", "nobody"]):
        assert nx.triangles(graph, nodes, **OURS) == nx.triangles(graph, nodes, **THEIRS)
    for one in some(graph):
        assert nx.triangles(graph, one, **OURS) == expected[one]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_clustering(graphs, weight: str | None):
    graph = graphs["undirected"]
    expected = nx.clustering(graph, weight=weight, **THEIRS)

    assert nx.clustering(graph, weight=weight, **OURS) == close(expected)
    for nodes in (some(graph), set(some(graph)), [], ["p-0013", "nobody"], "p-0013"):
        found = nx.clustering(graph, nodes, weight=weight, **OURS)
        assert found == close(nx.clustering(graph, nodes, weight=weight, **THEIRS))


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("count_zeros", [True, False])
def test_average_clustering(graphs, weight: str | None, count_zeros: bool):
    graph = graphs["undirected"]
    for nodes in (None, some(graph)):
        asked = {"nodes": nodes, "weight": weight, "count_zeros": count_zeros}
        found = nx.average_clustering(graph, **asked, **OURS)
        assert found == close(nx.average_clustering(graph, **asked, **THEIRS))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_another_attribute_may_be_the_weight_and_an_edge_without_it_counts_1(small, direction):
    graph = small[direction].copy()
    for number, (*_, edge) in enumerate(graph.edges(data=True)):
        hours = edge.pop("weight")
        edge.update({"hours": 4 * hours} if number % 5 else {})

    for measure in (nx.constraint, nx.pagerank):
        found = measure(graph, weight="hours", **OURS)
        assert found == close(measure(graph, weight="hours", **THEIRS))


LOUVAIN, LEIDEN = nx.community.louvain_communities, nx.community.leiden_communities


@pytest.mark.parametrize("communities", [LOUVAIN, LEIDEN], ids=["louvain", "leiden"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_communities_are_as_good_as_networkx_finds_them(graphs, communities, seed: int):
    graph = graphs["undirected"]
    theirs = nx.community.louvain_communities(graph, seed=seed, **THEIRS)

    found = communities(graph, seed=seed, **OURS)

    assert nx.community.is_partition(graph, found)
    least = nx.community.modularity(graph, theirs, **THEIRS) - 0.005
    assert nx.community.modularity(graph, found, **THEIRS) >= least


@pytest.mark.parametrize("communities", [LOUVAIN, LEIDEN], ids=["louvain", "leiden"])
def test_communities_are_the_same_for_a_seed_also_when_two_threads_ask(graphs, communities):
    graph = graphs["undirected"]

    def of(seed: int) -> list[set[Any]]:
        return communities(graph, seed=seed, **OURS)

    alone = {seed: of(seed) for seed in range(1, 5)}

    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(of, [1, 2, 3, 4, 1, 2, 3, 4]))

    assert together == [alone[seed] for seed in (1, 2, 3, 4, 1, 2, 3, 4)]
