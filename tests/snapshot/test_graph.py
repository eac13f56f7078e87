"""Does NetworkX say the same of a snapshot as of a plain graph with the same ties?"""

import copy
import random
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import pytest

from graphsvc import snapshot
from graphsvc.errors import SnapshotMissing
from graphsvc.snapshot import shelf
from graphsvc.snapshot.derive import with_rows
from graphsvc.snapshot.graph import Backend, Graphs, Ties
from tests.worlds import AS_OF, stored, weeks_ago

NOW = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    """Sixty people in two halves that are not connected, with ties of many strengths."""
    chance, people = random.Random(3), [f"p-{number:02}" for number in range(60)]
    ties = [
        (one, other, "mail", {weeks_ago(chance.randint(1, 20)): chance.randint(1, 9)})
        for one in people
        for other in people
        if one != other and (one < "p-30") == (other < "p-30") and chance.random() < 0.15
    ]
    folder = tmp_path_factory.mktemp("snapshots")
    made = with_rows(stored(people, ties), today=AS_OF)
    shelf.publish(folder, made, at=NOW)
    return snapshot.load(folder)


def plain(ties: Ties) -> nx.Graph | nx.DiGraph:
    """A graph NetworkX built edge by edge, nodes in the same order."""
    made = nx.DiGraph() if ties.is_directed() else nx.Graph()
    made.add_nodes_from(ties.ids)
    for row, one in enumerate(ties.ids):
        for at in range(int(ties.rows.indptr[row]), int(ties.rows.indptr[row + 1])):
            other = ties.ids[int(ties.rows.indices[at])]
            made.add_edge(one, other, weight=float(ties.rows.strength[at]))
    return made


def test_the_graph_reads_like_a_plain_one(graphs: Graphs):
    for ties in (graphs.ties, graphs.attention):
        same = plain(ties)
        assert list(ties) == list(ties.nodes) == list(same)
        assert "p-07" in ties
        assert "nobody" not in ties
        assert len(ties) == ties.number_of_nodes() == ties.order() == 60
        assert ties.number_of_edges() == len(ties.edges) == same.number_of_edges()
        assert dict(ties.degree) == dict(same.degree)
        assert dict(ties.degree(weight="weight")) == dict(same.degree(weight="weight"))
        assert {one: dict(ties.adj[one]) for one in ties} == {one: dict(same[one]) for one in same}
        assert sorted(ties.edges(data=True)) == sorted(same.edges(data=True))
        assert sorted(ties.neighbors("p-07")) == sorted(same.neighbors("p-07"))
        for one, other in [("p-07", other) for other in ties]:
            assert ties.has_edge(one, other) == same.has_edge(one, other)
            assert ties.number_of_edges(one, other) == same.number_of_edges(one, other)
        assert not ties.has_edge("p-07", "nobody")
        with pytest.raises(nx.NetworkXError):
            ties.neighbors("nobody")
    assert graphs.attention.is_directed()
    assert not graphs.ties.is_directed()


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(
    "call",
    [
        lambda graph: nx.constraint(graph, weight="weight"),
        lambda graph: nx.constraint(graph),
        lambda graph: nx.pagerank(graph),
        lambda graph: nx.pagerank(graph, weight=None, alpha=0.5),
        lambda graph: nx.pagerank(graph, personalization={"p-03": 1}),
        lambda graph: nx.betweenness_centrality(graph),
        lambda graph: nx.single_source_shortest_path_length(graph, "p-03"),
    ],
    ids=["constraint", "unweighted", "pagerank", "even", "personal", "between", "steps"],
)
def test_a_measure_equals_plain_networkx(graphs: Graphs, call, directed: bool):
    ties = graphs.attention if directed else graphs.ties

    expected = {one: value for one, value in call(plain(ties)).items() if value == value}

    found = {one: value for one, value in call(ties).items() if value == value}
    assert found == pytest.approx(expected, abs=1e-9)


def test_paths_and_components_equal_plain_networkx(graphs: Graphs):
    ties, same = graphs.ties, plain(graphs.ties)

    assert nx.shortest_path_length(ties, "p-01", "p-20") == nx.shortest_path_length(
        same, "p-01", "p-20"
    )
    path = nx.shortest_path(ties, "p-01", "p-20")
    assert nx.is_path(same, path)
    assert len(path) == len(nx.shortest_path(same, "p-01", "p-20"))
    with pytest.raises(nx.NetworkXNoPath):
        nx.shortest_path(ties, "p-01", "p-40")
    assert list(nx.connected_components(ties)) == list(nx.connected_components(same))
    assert nx.number_connected_components(ties) == nx.number_connected_components(same)
    with pytest.raises(nx.NetworkXNotImplemented):
        list(nx.connected_components(graphs.attention))
    assert list(map(sorted, nx.strongly_connected_components(graphs.attention))) == list(
        map(sorted, nx.strongly_connected_components(plain(graphs.attention)))
    )


def test_a_plain_graph_may_ask_the_backend(graphs: Graphs):
    for ties in (graphs.ties, graphs.attention):
        found = nx.pagerank(plain(ties), backend="graphsvc")
        assert found == pytest.approx(nx.pagerank(plain(ties)), abs=1e-9)
    numbers = nx.path_graph(4)
    numbers.add_node(9)
    assert list(nx.connected_components(numbers, backend="graphsvc")) == [{0, 1, 2, 3}, {9}]


def test_what_no_kernel_covers_is_left_to_plain_networkx():
    loops, plain = nx.Graph([("a", "a"), ("a", "b")]), nx.Graph()
    ties = Backend.convert_from_nx(plain)

    assert Backend.can_run("core_number", (loops,), {}) == "the kernel knows no ties with oneself"
    assert Backend.can_run("constraint", (loops,), {}) is True
    assert Backend.can_run("pagerank", (nx.MultiGraph(),), {}) == "rows hold no parallel ties"
    assert Backend.can_run("bridges", (nx.DiGraph(),), {}) == "the kernel reads undirected ties"
    assert Backend.can_run("pagerank", (plain,), {"weight": "cost"}) is True
    assert Backend.can_run("pagerank", (ties,), {"weight": "cost"}) == (
        "the only edge attribute is 'weight'"
    )
    assert Backend.can_run("betweenness_centrality", (plain,), {"endpoints": True}) == (
        "no kernel covers endpoints=True"
    )


def test_a_weight_of_another_name_is_the_strength_of_a_converted_graph():
    plain = nx.Graph()
    plain.add_edge("a", "b", minutes=3)
    plain.add_edge("b", "c", minutes=1)

    found = nx.bidirectional_dijkstra(plain, "a", "c", weight="minutes", backend="graphsvc")

    assert found == (4.0, ["a", "b", "c"])


def test_attention_is_read_both_ways_over_the_same_arrays(graphs: Graphs):
    given, attended = graphs.attention, graphs.attended

    assert attended.rows is given.back
    assert set(attended.edges) == {(other, one) for one, other in given.edges}
    assert {frozenset(one) for one in graphs.mutual.edges} == {
        frozenset(one) for one in given.edges if given.has_edge(*reversed(one))
    }
    for one, other in list(graphs.mutual.edges)[:20]:
        assert graphs.mutual[one][other] == graphs.ties[one][other]


def test_the_rest_of_the_reading_interface_is_the_plain_graphs(graphs: Graphs):
    ties = graphs.attention

    assert sorted(ties.successors("p-07")) == sorted(ties.neighbors("p-07"))
    assert dict(ties.in_degree) == dict(graphs.attended.out_degree)
    assert ties.get_edge_data("p-07", "nobody") is None
    assert ties.subgraph(["p-01", "p-02"]).number_of_nodes() == 2
    assert [] not in ties
    assert 7 not in ties
    with pytest.raises(nx.NetworkXError, match="[Ff]rozen"):
        ties.add_node("new")


def test_a_row_is_made_when_it_is_read(graphs: Graphs):
    lazy = Ties(graphs.ties.ids, graphs.ties.rows)

    assert nx.has_path(lazy, "p-01", "p-01")
    adjacency = Backend.convert_to_nx(lazy)._adj
    assert len(adjacency._made) == 0
    assert set(adjacency["p-01"]) == set(graphs.ties.neighbors("p-01"))
    assert len(adjacency._made) == 1


def test_nobody_can_change_the_graph_but_copies_are_free(graphs: Graphs):
    one, other, edge = next(iter(graphs.ties.edges(data=True)))
    frozen = Backend.convert_to_nx(graphs.ties)

    with pytest.raises(TypeError, match="cannot be changed"):
        edge["weight"] = 1.0
    with pytest.raises(TypeError, match="cannot be changed"):
        edge.update(weight=1.0)
    with pytest.raises(nx.NetworkXError):
        frozen.remove_edge(one, other)
    for free in (nx.Graph(frozen), frozen.to_directed(), copy.deepcopy(frozen[one])):
        assert len(free)
    free = nx.Graph(frozen)
    free[one][other]["weight"] = 1.0
    assert graphs.ties[one][other]["weight"] != 1.0


def test_a_graph_of_nobody_has_no_ranks():
    assert nx.pagerank(Ties([], Backend.convert_from_nx(nx.Graph()).rows)) == {}


def test_an_iteration_that_does_not_end_says_so(graphs: Graphs):
    with pytest.raises(nx.PowerIterationFailedConvergence):
        nx.pagerank(graphs.attention, max_iter=1, tol=0)


def test_a_folder_without_a_snapshot_says_so(tmp_path: Path):
    with pytest.raises(SnapshotMissing, match="import something first"):
        snapshot.load(tmp_path)
