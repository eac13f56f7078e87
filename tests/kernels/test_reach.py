"""Steps, distances and reach: by hand, as plain NetworkX and scipy; estimates near the truth."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csgraph

from graphsvc.kernels.reach import (
    distances_to_nearest,
    estimated_reach,
    reach,
    steps_to_nearest,
)
from graphsvc.kernels.rows import Rows
from tests.kernels.networks import (
    either,
    in_two_threads,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)


def plain_steps(graph, sources):
    layers = nx.bfs_layers(graph, sources, backend="networkx") if sources else []
    found = {person: steps for steps, layer in enumerate(layers) for person in layer}
    return [found.get(person, -1) for person in range(len(graph))]


def plain_distances(graph, sources, cutoff):
    if not sources:
        return [np.inf] * len(graph)
    found = nx.multi_source_dijkstra_path_length(graph, set(sources), cutoff, backend="networkx")
    return [found.get(person, np.inf) for person in range(len(graph))]


def plain_reach(graph, steps):
    return [
        len(nx.single_source_shortest_path_length(graph, person, steps, backend="networkx")) - 1
        for person in range(len(graph))
    ]


def found_distances(graph, sources, cutoff=np.inf):
    rows = rows_in(graph)
    cost = rows.strength.astype(np.float64)
    return distances_to_nearest(rows, cost, np.array(sources, np.int64), cutoff=cutoff).tolist()


def found_steps(graph, sources):
    return steps_to_nearest(rows_in(graph), np.array(sources, np.int64)).tolist()


def sources_in(graph):
    return st.lists(st.integers(0, len(graph) - 1), max_size=4) if len(graph) else st.just([])


def test_steps_to_the_nearer_end_of_a_line():
    graph = nx.path_graph(6)
    graph.add_node(6)

    assert found_steps(graph, [0, 5]) == [0, 1, 2, 2, 1, 0, -1]
    assert found_steps(graph, []) == [-1] * 7


def test_a_cheap_way_round_beats_a_dear_tie():
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 5.0), (0, 2, 1.0), (2, 1, 1.5), (1, 3, 0.0)])

    assert found_distances(graph, [0]) == [0.0, 2.5, 1.0, 2.5]
    assert found_distances(graph, [0], cutoff=2.5) == [0.0, 2.5, 1.0, 2.5]
    assert found_distances(graph, [0], cutoff=2.4) == [0.0, np.inf, 1.0, np.inf]


def test_the_nearest_comes_first_wherever_she_waits():
    # Four wait behind 0. Of the two next to come up, 3 is nearer, and makes 2 and 5 nearer still.
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 0.5), (0, 2, 3.0), (0, 3, 1.0), (0, 4, 4.0)])
    graph.add_weighted_edges_from([(3, 2, 0.5), (2, 5, 1.0), (4, 6, 1.0)])

    assert found_distances(graph, [0]) == [0.0, 0.5, 1.5, 1.0, 4.0, 2.5, 5.0]


def test_a_tie_that_costs_infinitely_much_is_no_way():
    rows = rows_in(nx.path_graph(2))

    assert distances_to_nearest(rows, np.full(2, np.inf), np.array([0])).tolist() == [0.0, np.inf]


@pytest.mark.parametrize("cost", [[1.0, -1.0], [1.0, np.nan]])
def test_costs_below_nothing_are_refused(cost):
    with pytest.raises(ValueError, match="negative or not a number"):
        distances_to_nearest(rows_in(nx.path_graph(2)), np.array(cost), np.array([0]))


def test_costs_of_other_ties_are_refused():
    with pytest.raises(ValueError, match="3 costs for 2 entries"):
        distances_to_nearest(rows_in(nx.path_graph(2)), np.ones(3), np.array([0]))


@pytest.mark.parametrize("row", [-1, 2])
def test_rows_that_do_not_exist_are_refused(row):
    rows, chosen = rows_in(nx.path_graph(2)), np.array([row])

    with pytest.raises(IndexError):
        steps_to_nearest(rows, chosen)
    with pytest.raises(IndexError):
        distances_to_nearest(rows, np.ones(2), chosen)
    with pytest.raises(IndexError):
        reach(rows, 2, chosen=chosen)


def test_reach_in_a_line():
    rows = rows_in(nx.path_graph(6))

    assert reach(rows, 0).tolist() == [0] * 6
    assert reach(rows, 1).tolist() == [1, 2, 2, 2, 2, 1]
    assert reach(rows, 2).tolist() == [2, 3, 4, 4, 3, 2]
    assert reach(rows, 9).tolist() == [5] * 6


def test_reach_of_chosen_people_in_the_order_asked_for():
    rows = rows_in(nx.path_graph(6))

    assert reach(rows, 2, chosen=np.array([2, 0, 2])).tolist() == [4, 2, 4]
    assert reach(rows, 2, chosen=np.array([], np.int64)).tolist() == []


@settings(deadline=None)
@given(either(), st.data())
def test_steps_and_distances_are_as_in_networkx(graph, data):
    sources = data.draw(sources_in(graph))
    cutoff = data.draw(st.sampled_from([0.0, 0.5, 1.25, np.inf]))

    assert found_steps(graph, sources) == plain_steps(graph, sources)
    assert found_distances(graph, sources, cutoff) == plain_distances(graph, sources, cutoff)


@settings(deadline=None)
@given(either(), st.integers(0, 4))
def test_reach_is_as_in_networkx(graph, steps):
    assert reach(rows_in(graph), steps).tolist() == plain_reach(graph, steps)


@pytest.mark.parametrize("name", [*shapes(), "directed"])
def test_every_shape_is_as_in_networkx(name):
    graph = (shapes() | {"directed": random_network(300, 1200, directed=True)})[name]
    sources = [0, len(graph) - 1][: len(graph)]

    assert found_steps(graph, sources) == plain_steps(graph, sources)
    assert found_distances(graph, sources) == plain_distances(graph, sources, None)
    # More than 255 people: the marks of a search are used up and begin again.
    assert reach(rows_in(graph), 2).tolist() == plain_reach(graph, 2)
    assert reach(rows_in(graph), 3).tolist() == plain_reach(graph, 3)


def test_distances_in_a_larger_network_are_as_in_scipy():
    graph = random_network(3000, 9000)
    matrix = nx.to_scipy_sparse_array(graph, nodelist=range(3000))
    oracle = csgraph.dijkstra(matrix, indices=[5, 17, 2999], min_only=True)

    assert found_distances(graph, [5, 17, 2999]) == oracle.tolist()


def test_numbering_people_otherwise_changes_nothing():
    graph, place = random_network(300, 500), np.array(places(300))
    again = renumbered(graph, place.tolist())

    assert np.array(found_steps(again, place[[3, 4]]))[place].tolist() == found_steps(graph, [3, 4])
    assert np.array(found_distances(again, place[[3, 4]]))[place].tolist() == found_distances(
        graph, [3, 4]
    )
    assert reach(rows_in(again), 3)[place].tolist() == reach(rows_in(graph), 3).tolist()


def drawn_estimates(people, entries, registers):
    """HyperLogLog in numpy, on random numbers in place of hashes."""
    random = np.random.default_rng(1)
    counters = np.zeros((people, registers), np.int64)
    owner = np.repeat(np.arange(people), entries)
    chosen = random.integers(0, registers, len(owner))
    np.maximum.at(counters, (owner, chosen), random.geometric(0.5, len(owner)))
    alpha = {16: 0.673, 32: 0.697, 64: 0.709}[registers]
    estimate = alpha * registers**2 / (0.5**counters).sum(axis=1)
    empty = (counters == 0).sum(axis=1)
    few = (estimate <= 2.5 * registers) & (empty > 0)
    return np.where(few, registers * np.log(registers / np.maximum(empty, 1)), estimate)


@pytest.mark.parametrize("registers", [16, 32, 64])
@pytest.mark.parametrize("share", [0.5, 2.5, 6.0])
def test_estimates_err_as_hyperloglog_errs_and_are_near_the_truth(registers, share):
    # 500 people each know others of their own: 500 independent estimates.
    known = int(share * registers)
    people = 500 + 500 * known
    begin = np.minimum(np.arange(people + 1), 500) * known
    ties = np.arange(500, people)
    found = estimated_reach(Rows(begin, ties, np.ones(len(ties))), 1, registers=registers, seed=7)
    drawn = drawn_estimates(500, known + 1, registers) - 1

    assert found[:500].mean() == pytest.approx(drawn.mean(), rel=0.04)
    assert found[:500].std() == pytest.approx(drawn.std(), rel=0.12)
    assert found[:500].mean() == pytest.approx(known, rel=0.09)
    assert found[500:] == pytest.approx(0, abs=0.04)


def test_estimates_of_three_steps_are_near_the_exact_count():
    rows = rows_in(nx.gnm_random_graph(20_000, 60_000, seed=4))
    exact = reach(rows, 3)
    linked = exact > 0
    error = abs(estimated_reach(rows, 3, seed=1) - exact)[linked] / exact[linked]

    assert np.median(error) < 0.11
    assert np.quantile(error, 0.95) < 0.30


def test_estimates_follow_directed_ties():
    # Everybody in a line of 30 asks the next: the first reaches all the others, the last nobody.
    rows = rows_in(nx.path_graph(30, create_using=nx.DiGraph))
    found = estimated_reach(rows, 29, seed=3)

    assert found[0] == pytest.approx(29, rel=0.4)
    assert found[-1] == pytest.approx(0.0, abs=0.01)
    assert (np.diff(found) <= 0).all()


def test_the_seed_decides_the_estimates():
    rows = rows_in(random_network(500, 2000))
    one, same, other = (estimated_reach(rows, 2, seed=seed) for seed in (1, 1, 2))

    assert one.tobytes() == same.tobytes()
    assert (one != other).any()


def test_a_number_of_registers_without_a_correction_is_refused():
    with pytest.raises(ValueError, match="16, 32 or 64"):
        estimated_reach(rows_in(nx.path_graph(2)), 1, registers=8, seed=1)


def test_nobody_has_nothing_to_reach():
    rows = rows_in(nx.empty_graph(0))

    assert reach(rows, 2).tolist() == []
    assert estimated_reach(rows, 2, seed=1).tolist() == []


def test_turns_tell_how_far_the_work_is():
    rows, turns = rows_in(nx.path_graph(3000)), []
    reach(rows, 2, turn=lambda *done: turns.append(done))
    reach(rows, 3, chosen=np.arange(200), turn=lambda *done: turns.append(done))
    estimated_reach(rows, 2, seed=1, turn=lambda *done: turns.append(done))

    assert turns == [(2048, 3000), (3000, 3000), (128, 200), (200, 200), (3000, 6000), (6000, 6000)]


def test_a_turn_may_end_it():
    def turn(done, total):
        raise InterruptedError(total)

    with pytest.raises(InterruptedError, match="5"):
        reach(rows_in(nx.path_graph(5)), 2, turn=turn)
    with pytest.raises(InterruptedError, match="10"):
        estimated_reach(rows_in(nx.path_graph(5)), 2, seed=1, turn=turn)


def test_two_threads_at_once_give_the_same_bytes():
    rows = rows_in(random_network(2000, 10_000))
    cost, sources = rows.strength.astype(np.float64), np.array([1, 2, 3])

    def work():
        found = (
            steps_to_nearest(rows, sources),
            distances_to_nearest(rows, cost, sources),
            reach(rows, 3),
            estimated_reach(rows, 3, seed=1),
        )
        return b"".join(array.tobytes() for array in found)

    assert set(in_two_threads(work)) == {work()}
