"""PageRank: by hand, as plain NetworkX step for step, and whatever the numbering."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels import clout
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

CLOSE = 1e-12


def given_by(graph):
    """Everybody's out-strength."""
    degree = graph.out_degree if graph.is_directed() else graph.degree
    return np.array([degree(person, weight="weight") for person in range(len(graph))], float)


def pagerank(graph, *, alpha=0.85, tol=1e-9, max_iter=500, **how):
    rows = rows_in(graph)
    back = back_in(graph) or rows
    return clout.pagerank(back, given_by(graph), alpha=alpha, tol=tol, max_iter=max_iter, **how)


def plain(graph, *, tol=1e-9, max_iter=500, **how):
    found = nx.pagerank(graph, tol=tol, max_iter=max_iter, backend="networkx", **how)
    return np.array([found[person] for person in range(len(graph))])


def as_weights(array):
    return None if array is None else dict(enumerate(array.tolist()))


def test_the_middle_of_a_star_by_hand():
    # Middle m and three leaves l: m = 0.85 * 3 l + 0.15/4, l = 0.85 * m/3 + 0.15/4.
    found, _ = pagerank(nx.star_graph(3), tol=1e-15)
    middle = (0.15 / 4) * (1 + 0.85 * 3) / (1 - 0.85**2)

    assert found == pytest.approx([middle, *[(1 - middle) / 3] * 3], abs=CLOSE)


def test_attention_of_somebody_who_gives_none_goes_to_everybody():
    # ada asks ben, who asks nobody: b = 0.85 * (a + b/2) + 0.075, a = 0.85 * b/2 + 0.075.
    found, _ = pagerank(nx.DiGraph([(0, 1)]), tol=1e-15)
    ada = 0.5 / (1 + 0.85 / 2)

    assert found == pytest.approx([ada, 1 - ada], abs=CLOSE)


def test_a_stronger_tie_brings_more():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([(0, 1, 0.75), (0, 2, 0.25), (1, 0, 1.0), (2, 0, 1.0)])
    found, _ = pagerank(graph, tol=1e-15)

    assert found[1] - 0.05 == pytest.approx(3 * (found[2] - 0.05))


def test_nobody_has_no_shares():
    found, steps = pagerank(nx.Graph())

    assert (found.tolist(), steps) == ([], 0)


def test_too_few_steps_are_said_and_the_last_shares_given():
    # One step from even shares in a star: the middle gets all of three leaves.
    found, steps = pagerank(nx.star_graph(3), max_iter=1)
    middle = 0.85 * 0.75 + 0.15 / 4

    assert steps is None
    assert found == pytest.approx([middle, *[(1 - middle) / 3] * 3])


@pytest.mark.parametrize("name", ["start", "personal", "dangling"])
def test_weights_that_add_up_to_nothing_are_refused(name):
    with pytest.raises(ZeroDivisionError):
        pagerank(nx.path_graph(3), **{name: np.zeros(3)})


@pytest.mark.parametrize("name", [name for name, graph in shapes().items() if len(graph)])
def test_every_shape_is_as_in_networkx(name):
    graph = shapes()[name]
    found, _ = pagerank(graph)

    assert found == pytest.approx(plain(graph), abs=CLOSE)


@settings(deadline=None)
@given(either(), st.data())
def test_every_network_is_as_in_networkx(graph, data):
    if not len(graph):
        return
    weights = st.lists(
        st.sampled_from([0.0, 1.0, 2.5]), min_size=len(graph), max_size=len(graph)
    ).filter(any)
    start, personal, dangling = (data.draw(st.none() | weights.map(np.array)) for _ in range(3))
    alpha = data.draw(st.sampled_from([0.0, 0.5, 0.85]))
    found, _ = pagerank(graph, alpha=alpha, start=start, personal=personal, dangling=dangling)
    oracle = plain(
        graph,
        alpha=alpha,
        nstart=as_weights(start),
        personalization=as_weights(personal),
        dangling=as_weights(dangling),
    )

    assert found == pytest.approx(oracle, abs=CLOSE)
    assert found.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("tol", [1e-6, 1e-10])
def test_it_stops_at_the_step_at_which_networkx_stops(directed, tol):
    graph = random_network(300, 900, directed=directed)
    found, steps = pagerank(graph, tol=tol)

    assert found == pytest.approx(plain(graph, tol=tol, max_iter=steps), abs=CLOSE)
    with pytest.raises(nx.PowerIterationFailedConvergence):
        plain(graph, tol=tol, max_iter=steps - 1)


def test_numbering_people_otherwise_changes_nothing():
    graph = random_network(300, 900, directed=True)
    place = places(300)
    found, _ = pagerank(graph)
    again, _ = pagerank(renumbered(graph, place))

    assert again[place] == pytest.approx(found, abs=CLOSE)


def test_two_threads_at_once_give_the_same_bytes():
    graph = random_network(2000, 10_000)
    rows, total = rows_in(graph), given_by(graph)

    def work():
        return clout.pagerank(rows, total, alpha=0.85, tol=1e-10, max_iter=100)[0].tobytes()

    assert set(in_two_threads(work)) == {work()}


def test_a_turn_comes_before_each_step_and_may_end_it():
    turns = []

    def turn(done, total):
        turns.append((done, total))
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        pagerank(random_network(50, 100), turn=turn)
    assert turns == [(0, 500), (1, 500), (2, 500), (3, 500)]
