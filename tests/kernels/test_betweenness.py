"""Betweenness: by hand, by all shortest paths one by one, and as plain NetworkX."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels import betweenness as kernel
from graphsvc.kernels.betweenness import betweenness
from tests.kernels.networks import (
    back_in,
    either,
    in_two_threads,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)


def found_between(graph, sources=None, **how):
    sources = np.arange(len(graph)) if sources is None else np.array(sources, np.int64)
    return betweenness(rows_in(graph), sources, back=back_in(graph), **how)


def path_by_path(graph, sources):
    """Every shortest path from each source, listed by plain NetworkX."""
    between = np.zeros(len(graph))
    for source in sources:
        for target in nx.descendants(graph, source):
            paths = list(nx.all_shortest_paths(graph, source, target))
            for inner in (person for path in paths for person in path[1:-1]):
                between[inner] += 1 / len(paths)
    return between


def plain(graph):
    """Pair dependencies over all sources: NetworkX halves them for undirected ties."""
    found = nx.betweenness_centrality(graph, normalized=False, backend="networkx")
    return [found[person] * (1 if graph.is_directed() else 2) for person in range(len(graph))]


def check_some_sources(graph, sources):
    oracle = nx.betweenness_centrality_subset(graph, sources, list(graph), backend="networkx")
    twice = 1 if graph.is_directed() else 2

    assert found_between(graph, sources) == pytest.approx(
        [twice * oracle[person] for person in range(len(graph))], rel=1e-9, abs=1e-9
    )


def test_everybody_in_a_line_by_hand():
    # 0 - 1 - 2 - 3: from both ends, 1 lies between 0-2 and 0-3, 2 between 0-3 and 1-3.
    assert found_between(nx.path_graph(4)).tolist() == [0.0, 4.0, 4.0, 0.0]


def test_two_shortest_paths_count_half_each():
    # A ring of four: from 0, both neighbours lead to 2.
    assert found_between(nx.cycle_graph(4), [0]).tolist() == [0.0, 0.5, 0.0, 0.5]


def test_directed_ties_lead_one_way():
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 0)])

    assert found_between(graph, [0]).tolist() == [0.0, 1.0, 0.0]


def test_a_source_named_twice_counts_twice_and_none_count_nothing():
    graph = nx.path_graph(3)

    assert found_between(graph, [0, 0]).tolist() == [0.0, 2.0, 0.0]
    assert found_between(graph, []).tolist() == [0.0, 0.0, 0.0]


def test_a_source_that_does_not_exist_is_refused():
    with pytest.raises(IndexError):
        found_between(nx.path_graph(3), [3])


@settings(deadline=None)
@given(either(), st.data())
def test_every_network_is_as_path_by_path(graph, data):
    person = st.integers(0, max(len(graph) - 1, 0))
    sources = data.draw(st.lists(person, max_size=4)) if len(graph) else []

    assert found_between(graph, sources) == pytest.approx(path_by_path(graph, sources), abs=1e-9)


@pytest.mark.parametrize("name", [*shapes(), "directed", "long way round"])
def test_every_shape_is_as_in_networkx(name):
    more = {
        "directed": random_network(300, 1500, directed=True),
        "long way round": nx.DiGraph(pairwise([*range(200), 0])),
    }
    graph = (shapes() | more)[name]

    assert found_between(graph) == pytest.approx(plain(graph), rel=1e-9, abs=1e-9)


def test_a_network_with_large_levels_is_as_in_networkx():
    # Two hubs with hundreds of contacts: levels go from few to many people and back to few.
    graph = nx.barabasi_albert_graph(400, 3, seed=2)
    graph.add_edges_from([(0, 400), (400, 401), (401, 402), (402, 403)])
    graph.add_edges_from((401, person) for person in range(404, 700))
    graph.add_edges_from((person, 700 + person % 3) for person in range(404, 700))

    check_some_sources(graph, range(0, len(graph), 25))


@pytest.mark.parametrize("directed", [False, True])
def test_some_sources_are_as_in_networkx(directed):
    check_some_sources(random_network(400, 2400, directed=directed), [3, 77, 200, 399])


def test_numbering_people_otherwise_changes_nothing():
    graph, place = random_network(300, 900, directed=True), places(300)

    assert found_between(renumbered(graph, place))[place] == pytest.approx(found_between(graph))


def test_parts_do_not_change_a_bit(monkeypatch):
    graph = random_network(300, 900)
    whole = found_between(graph)
    monkeypatch.setattr(kernel, "ENTRIES_A_TURN", 1)
    turns = []

    assert found_between(graph, turn=lambda *done: turns.append(done)).tobytes() == whole.tobytes()
    assert turns == [(done, 300) for done in range(1, 301)]


def test_a_turn_may_end_it(monkeypatch):
    monkeypatch.setattr(kernel, "ENTRIES_A_TURN", 1)

    def turn(done, total):
        if done == 2:
            raise InterruptedError(total)

    with pytest.raises(InterruptedError, match="5"):
        found_between(nx.path_graph(5), turn=turn)


def test_two_threads_at_once_give_the_same_bytes():
    rows, sources = rows_in(random_network(2000, 10_000)), np.arange(0, 2000, 50)

    def work():
        return betweenness(rows, sources).tobytes()

    assert set(in_two_threads(work)) == {work()}
