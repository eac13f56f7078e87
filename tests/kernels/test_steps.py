"""Are steps from many at once those of a plain search from each, and their worth its sum?"""

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.steps import FAR, steps_from_each, summed_worth
from tests.worlds import rows_of


def rows(graph):
    return rows_of([(one, other, 1.0) for one, other in graph.edges], len(graph))


def plain(graph, starts, longest=60):
    """Steps by a plain search from each start."""
    found = []
    for one in starts:
        length = nx.single_source_shortest_path_length(graph, one, cutoff=longest)
        found.append([length.get(other, FAR) for other in graph])
    return found


def test_a_line_and_somebody_alone_by_hand():
    graph = nx.path_graph(4)
    graph.add_node(4)
    found = steps_from_each(rows(graph), np.array([3, 1, 4, 3]))

    assert found.dtype == np.uint8
    assert found.tolist() == [
        [3, 2, 1, 0, FAR], [1, 0, 1, 2, FAR], [FAR, FAR, FAR, FAR, 0], [3, 2, 1, 0, FAR],
    ]  # fmt: skip


def test_ways_longer_than_asked_for_are_no_ways():
    line = rows(nx.path_graph(300))

    assert steps_from_each(line, np.array([0]))[0, [60, 61]].tolist() == [60, FAR]
    assert steps_from_each(line, np.array([0]), longest=2)[0, :4].tolist() == [0, 1, 2, FAR]
    assert steps_from_each(line, np.array([0]), longest=254)[0, [254, 255]].tolist() == [254, FAR]
    assert steps_from_each(line, np.array([0]), longest=0)[0, :2].tolist() == [0, FAR]


# Sparse: everybody asked around late or never; dense: from the second step on.
@pytest.mark.parametrize("contacts", [1.2, 3, 40])
@pytest.mark.parametrize("starts", [1, 64, 65, 200])
def test_steps_are_those_of_a_plain_search(starts, contacts):
    graph = nx.gnp_random_graph(200, contacts / 199, seed=starts)
    chosen = np.random.default_rng(starts).permutation(200)[:starts]

    assert steps_from_each(rows(graph), chosen).tolist() == plain(graph, chosen.tolist())


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_graph_any_starts(data):
    people = data.draw(st.integers(1, 30))
    one = st.integers(0, people - 1)
    graph = nx.empty_graph(people)
    pairs = data.draw(st.lists(st.tuples(one, one), max_size=60))
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    starts, longest = data.draw(st.lists(one, max_size=70)), data.draw(st.integers(0, 5))
    found = steps_from_each(rows(graph), np.array(starts, np.int64), longest=longest)

    assert found.tolist() == plain(graph, starts, longest)


@pytest.mark.parametrize("starts", [1, 64, 150])
def test_the_worth_of_everybody_is_the_sum_over_their_steps(starts):
    graph = nx.gnp_random_graph(180, 0.012, seed=starts)
    random = np.random.default_rng(starts)
    chosen, weights = random.integers(0, 180, starts), random.normal(size=starts)
    worth = 0.4 ** np.arange(7)
    found = summed_worth(rows(graph), chosen, weights, worth)

    apart = np.array(plain(graph, chosen.tolist(), longest=6))
    by_step = np.append(worth, np.zeros(FAR - 6))
    assert found == pytest.approx(weights @ by_step[apart], abs=1e-12)


def test_nobody_and_no_start_and_no_tie_make_no_trouble():
    nobody, alone = rows(nx.empty_graph(0)), rows(nx.empty_graph(3))
    none = np.zeros(0, np.int64)

    assert steps_from_each(nobody, none).shape == (0, 0)
    assert steps_from_each(alone, none).shape == (0, 3)
    assert summed_worth(alone, none, np.zeros(0), np.ones(3)).tolist() == [0, 0, 0]
    assert summed_worth(alone, np.array([1, 1]), np.array([2.0, 3.0]), np.ones(1))[1] == 5


@pytest.mark.parametrize("start", [-1, 3])
def test_a_start_that_is_no_row_is_refused(start):
    line = rows(nx.path_graph(3))

    with pytest.raises(IndexError):
        steps_from_each(line, np.array([start]))
    with pytest.raises(IndexError):
        summed_worth(line, np.array([start]), np.ones(1), np.ones(2))


def test_renumbering_people_changes_no_steps():
    graph = nx.gnp_random_graph(120, 0.02, seed=2)
    number = np.random.default_rng(2).permutation(120)
    renumbered = nx.relabel_nodes(graph, dict(enumerate(number.tolist())))
    starts = np.arange(80)

    found = steps_from_each(rows(renumbered), number[starts])[:, number]
    assert found.tolist() == steps_from_each(rows(graph), starts).tolist()


def test_the_work_has_parts_and_two_threads_give_the_same_bytes():
    network = rows(nx.gnp_random_graph(400, 0.01, seed=4))
    starts, weights = np.arange(200), np.random.default_rng(4).normal(size=200)
    seen = []

    def work(turn=None):
        apart = steps_from_each(network, starts, turn=turn)
        worth = summed_worth(network, starts, weights, 0.4 ** np.arange(20), turn=turn)
        return apart.tobytes(), worth.tobytes()

    alone = work(lambda done, total: seen.append((done, total)))
    with ThreadPoolExecutor(2) as threads:
        assert {*threads.map(lambda _: work(), range(4))} == {alone}
    assert seen == 2 * [(64, 200), (128, 200), (192, 200), (200, 200)]
