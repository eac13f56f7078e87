"""Components, cores, cut points: by hand, as plain NetworkX and scipy, whatever the numbering."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csgraph

from graphsvc.kernels.cohesion import components, core_numbers, cut_points
from tests.kernels.networks import (
    back_in,
    either,
    in_two_threads,
    networks,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)


def plain_components(graph):
    """Labels by plain NetworkX, numbered in the order of first members."""
    parts = (nx.weakly_connected_components if graph.is_directed() else nx.connected_components)(
        graph, backend="networkx"
    )
    label = {}
    for number, part in enumerate(sorted(parts, key=min)):
        label |= dict.fromkeys(part, number)
    return [label[person] for person in range(len(graph))]


def plain_cores(graph):
    found = nx.core_number(graph, backend="networkx")
    return [found[person] for person in range(len(graph))]


def plain_cut_points(graph):
    points = set(nx.articulation_points(graph, backend="networkx"))
    bridges = sorted(sorted(one) for one in nx.bridges(graph, backend="networkx"))
    return [person in points for person in range(len(graph))], bridges


def found_components(graph):
    labels, count = components(rows_in(graph), back_in(graph))
    assert count == len(set(labels.tolist()))
    return labels.tolist()


def found_cores(graph):
    return core_numbers(rows_in(graph), back_in(graph)).tolist()


def found_cut_points(graph):
    return tuple(one.tolist() for one in cut_points(rows_in(graph)))


def test_components_are_numbered_by_their_first_member():
    # 0 knows 3, 1 knows nobody, 2 knows 4.
    graph = nx.empty_graph(5)
    graph.add_edges_from([(0, 3), (2, 4)])

    assert found_components(graph) == [0, 1, 2, 0, 2]


def test_weak_components_do_not_mind_the_direction():
    assert found_components(nx.DiGraph([(1, 0), (2, 1), (3, 4), (3, 5)])) == [0, 0, 0, 1, 1, 1]


def test_a_triangle_with_a_tail_is_a_two_core_with_one_outside():
    graph = nx.cycle_graph(3)
    graph.add_edge(2, 3)
    graph.add_node(4)

    assert found_cores(graph) == [2, 2, 2, 1, 0]


def test_directed_ties_count_given_and_received():
    # The example of nx.core_number: two pairs who know each other, joined by three more ties.
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (1, 3), (2, 3), (3, 2)])

    assert found_cores(graph) == [2, 2, 2, 2]


def test_a_line_hangs_on_its_middle_and_on_every_tie():
    assert found_cut_points(nx.path_graph(4)) == (
        [False, True, True, False],
        [[0, 1], [1, 2], [2, 3]],
    )


def test_a_ring_hangs_on_nobody():
    assert found_cut_points(nx.cycle_graph(5)) == ([False] * 5, [])


def test_two_triangles_that_share_one_person_hang_on_her_and_on_no_tie():
    graph = nx.cycle_graph(3)
    graph.add_edges_from([(2, 3), (3, 4), (4, 2)])

    assert found_cut_points(graph) == ([False, False, True, False, False], [])


def test_a_tie_with_oneself_is_no_bridge():
    graph = nx.path_graph(2)
    graph.add_edges_from([(0, 0), (1, 1)])

    assert found_cut_points(graph) == ([False, False], [[0, 1]])


def test_no_bridges_are_pairs_all_the_same():
    _, bridges = cut_points(rows_in(nx.empty_graph(0)))

    assert (bridges.shape, bridges.dtype) == ((0, 2), np.uint32)


@pytest.mark.parametrize("name", shapes())
def test_every_shape_is_as_in_networkx(name):
    graph = shapes()[name]

    assert found_components(graph) == plain_components(graph)
    assert found_cores(graph) == plain_cores(graph)
    assert found_cut_points(graph) == plain_cut_points(graph)


@settings(deadline=None)
@given(either())
def test_components_and_cores_are_as_in_networkx(graph):
    assert found_components(graph) == plain_components(graph)
    assert found_cores(graph) == plain_cores(graph)


@settings(deadline=None)
@given(networks())
def test_cut_points_are_as_in_networkx(graph):
    assert found_cut_points(graph) == plain_cut_points(graph)


@pytest.mark.parametrize("ties", [500, 1200, 3000])
@pytest.mark.parametrize("directed", [False, True])
def test_components_are_as_in_scipy(ties, directed):
    graph = random_network(1000, ties, directed=directed)
    count, labels = csgraph.connected_components(nx.to_scipy_sparse_array(graph), directed=directed)

    assert components(rows_in(graph), back_in(graph))[1] == count
    _, first = np.unique(labels, return_index=True)
    assert found_components(graph) == np.argsort(np.argsort(first))[labels].tolist()


@pytest.mark.parametrize("directed", [False, True])
def test_cores_of_a_large_network_are_as_in_networkx(directed):
    graph = nx.barabasi_albert_graph(500, 5, seed=3)
    graph = nx.compose(graph, nx.complete_graph(30))
    graph = nx.DiGraph(list(graph.edges)) if directed else graph

    assert found_cores(graph) == plain_cores(graph)


def test_numbering_people_otherwise_changes_nothing():
    graph, place = random_network(400, 480), np.array(places(400))
    again = renumbered(graph, place.tolist())
    cut, bridges = cut_points(rows_in(graph))
    cut_again, bridges_again = cut_points(rows_in(again))

    labels, moved = np.array(found_components(graph)), np.array(found_components(again))[place]
    assert ((labels[:, None] == labels) == (moved[:, None] == moved)).all()
    assert np.array(found_cores(again))[place].tolist() == found_cores(graph)
    assert cut_again[place].tolist() == cut.tolist()
    assert sorted(map(sorted, place[bridges].tolist())) == bridges_again.tolist()


@pytest.mark.parametrize("kernel", [components, core_numbers, cut_points])
def test_two_threads_at_once_give_the_same_bytes(kernel):
    rows = rows_in(random_network(2000, 4_000))

    def work():
        found = kernel(rows)
        return b"".join(map(bytes, map(np.asarray, found if isinstance(found, tuple) else [found])))

    assert set(in_two_threads(work)) == {work()}
