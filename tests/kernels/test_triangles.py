"""Are triangles and clustering right? By hand, and against plain NetworkX on the same graph."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.errors import AnalysisCancelled
from graphsvc.kernels.each_triangle import each_triangle, ties_once
from graphsvc.kernels.triangles import clustering, triangles
from tests.kernels.mutual import weighted, with_own_ties
from tests.kernels.networks import (
    in_two_threads,
    networks,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)

PLAIN = {"backend": "networkx"}
often = settings(max_examples=40, deadline=None)
# A triangle of Ada (0), Ben (1) and Cy (2), and Dot (3), whom only Cy knows.
KITE = weighted((0, 1, 0.125), (0, 2, 0.5), (1, 2, 0.5), (2, 3, 1.0), people=4)


def close(expected):
    return pytest.approx(expected, rel=1e-10, abs=1e-13)


def in_order(found, graph):
    return [found[person] for person in range(len(graph))]


def agrees(graph):
    rows = rows_in(graph)

    assert triangles(rows).tolist() == in_order(nx.triangles(graph, **PLAIN), graph)
    assert clustering(rows, weighted=False).tolist() == close(
        in_order(nx.clustering(graph, **PLAIN), graph)
    )
    if any(strength > 0 for strength in rows.strength):
        assert clustering(rows, weighted=True).tolist() == close(
            in_order(nx.clustering(graph, weight="weight", **PLAIN), graph)
        )


def test_a_kite_by_hand():
    rows = rows_in(KITE)

    assert triangles(rows).tolist() == [1, 1, 1, 0]
    # Cy has three pairs of contacts, of which one has a tie.
    assert clustering(rows, weighted=False).tolist() == close([1.0, 1.0, 1 / 3, 0.0])


def test_weighted_a_triangle_counts_as_its_geometric_mean():
    # (1/8 * 1/2 * 1/2)^(1/3); the largest strength is 1.
    mean = (1 / 32) ** (1 / 3)

    found = clustering(rows_in(KITE), weighted=True)

    assert found.tolist() == close([mean, mean, mean / 3, 0.0])


def test_the_largest_strength_of_all_is_the_measure_even_with_oneself():
    graph = weighted((0, 1, 0.5), (1, 2, 0.5), (0, 2, 0.5), (3, 3, 1.0), people=4)

    assert clustering(rows_in(graph), weighted=True).tolist() == close([0.5, 0.5, 0.5, 0.0])
    assert nx.clustering(graph, weight="weight", **PLAIN)[0] == close(0.5)


def test_ties_of_nothing_alone_cannot_be_measured():
    graph = weighted((0, 1, 0.0), (1, 2, 0.0), (0, 2, 0.0), people=3)
    rows = rows_in(graph)

    with pytest.raises(ZeroDivisionError):
        nx.clustering(graph, weight="weight", **PLAIN)
    with pytest.raises(ZeroDivisionError):
        clustering(rows, weighted=True)
    assert clustering(rows, weighted=False).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("name", "graph"), shapes().items())
def test_every_shape_as_networkx(name, graph):
    agrees(graph)


@often
@given(graph=networks() | with_own_ties())
def test_as_networkx(graph):
    agrees(graph)


def test_three_hundred_people_as_networkx():
    agrees(random_network(300, 6_000))


@often
@given(graph=networks(), seed=st.integers(0, 9))
def test_another_order_of_people_changes_nothing(graph, seed):
    place = places(len(graph), seed)

    before, after = (triangles(rows_in(one)) for one in (graph, renumbered(graph, place)))

    assert after[place].tolist() == before.tolist()


def test_every_tie_lies_with_whom_has_fewer():
    once = ties_once(rows_in(KITE))

    # Dot has one tie, Ada and Ben two each, Cy three.
    assert once.indptr.tolist() == [0, 2, 3, 3, 4]
    assert once.indices.tolist() == [1, 2, 2, 2]
    assert once.strength.tolist() == [0.125, 0.5, 0.5, 1.0]
    assert once.contacts.tolist() == [2, 2, 3, 1]
    assert once.total.tolist() == [0.625, 0.625, 2.0, 1.0]
    assert once.largest.tolist() == [0.5, 0.5, 1.0, 1.0]


def test_every_triangle_is_found_once_as_networkx_finds_it():
    graph = random_network(60, 400)
    once = ties_once(rows_in(graph))

    batches = [found.copy() for found in each_triangle(once)]

    low, low_middle, low_high, middle_high = np.concatenate(batches).T
    middle, high = once.indices[low_middle], once.indices[low_high]
    assert (once.indices[middle_high] == high).all()
    found = {frozenset(three) for three in zip(low, middle, high, strict=True)}
    assert len(found) == len(low)
    assert found == {frozenset(three) for three in nx.all_triangles(graph)}


@pytest.mark.parametrize("work", [1, 5, 1_000_000])
def test_how_the_work_is_cut_changes_no_bit(work):
    rows = rows_in(random_network(300, 6_000))

    assert triangles(rows, work=work).tobytes() == triangles(rows).tobytes()
    for counted in (True, False):
        found = clustering(rows, weighted=counted, work=work)
        assert found.tobytes() == clustering(rows, weighted=counted).tobytes()


def test_turn_is_told_how_far_the_work_is_and_may_end_it():
    rows, told = rows_in(random_network(200, 800)), []

    def enough(done, total):
        told.append((done, total))
        if done > 300:
            raise AnalysisCancelled("nobody waits")

    with pytest.raises(AnalysisCancelled):
        triangles(rows, turn=enough, work=20)
    assert {total for _, total in told} == {400}
    assert len(told) > 20
    assert told == sorted(told)


def test_two_threads_get_the_bytes_that_one_gets():
    rows = rows_in(random_network(300, 6_000))

    def answers():
        return triangles(rows).tobytes(), clustering(rows, weighted=True).tobytes()

    assert set(in_two_threads(answers)) == {answers()}
