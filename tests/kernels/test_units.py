"""Ties inside and outside units: by hand, and counted one by one over a plain graph."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.units import ties_by_unit
from tests.kernels.networks import (
    either,
    in_two_threads,
    places,
    random_network,
    renumbered,
    rows_in,
    shapes,
)


def one_by_one(graph, unit, units):
    """The same counts by plain Python over NetworkX's dicts."""

    def shared(a, b):
        return unit[a] == unit[b] >= 0

    outside = [sum(not shared(a, b) for b in graph[a]) for a in graph]
    ties = [len(graph[a]) for a in graph]
    strength = [sum(tie.get("weight", 1.0) for tie in graph[a].values()) for a in graph]
    inside_of = [sum(ties[a] - outside[a] for a in graph if unit[a] == u) for u in range(units)]
    outside_of = [sum(outside[a] for a in graph if unit[a] == u) for u in range(units)]
    return ties, strength, outside, inside_of, outside_of


def test_a_person_with_one_tie_in_three_outside():
    # Ada's unit holds Ben and Cy; Dot is in another.
    graph = nx.star_graph(3)
    found = ties_by_unit(rows_in(graph), np.array([0, 0, 0, 1]), 2)

    assert found.ties.tolist() == [3, 1, 1, 1]
    assert found.outside.tolist() == [1, 0, 0, 1]
    assert found.ei.tolist() == [(1 - 2) / 3, -1.0, -1.0, 1.0]
    assert found.inside.tolist() == [4, 0]
    assert found.outside_of_unit.tolist() == [1, 1]


def test_ties_of_people_without_a_unit_are_outside_and_in_no_units_numbers():
    # 0 - 1 - 2, where 1 and 2 have no unit: they do not share one.
    found = ties_by_unit(rows_in(nx.path_graph(3)), np.array([0, -1, -1]), 1)

    assert found.outside.tolist() == [1, 2, 1]
    assert found.ei.tolist() == [1.0, 1.0, 1.0]
    assert (found.inside.tolist(), found.outside_of_unit.tolist()) == ([0], [1])


def test_who_has_no_ties_has_no_index():
    found = ties_by_unit(rows_in(nx.empty_graph(2)), np.array([0, -1]), 1)

    assert np.isnan(found.ei).all()
    assert (found.ties.tolist(), found.strength.tolist()) == ([0, 0], [0.0, 0.0])


@pytest.mark.parametrize("unit", [[0, 2], [-2, 0]])
def test_units_that_do_not_exist_are_refused(unit):
    with pytest.raises(IndexError, match="units are -1 to 1"):
        ties_by_unit(rows_in(nx.path_graph(2)), np.array(unit), 2)


def test_units_of_other_people_are_refused():
    with pytest.raises(ValueError, match="3 units for 2 people"):
        ties_by_unit(rows_in(nx.path_graph(2)), np.array([0, 0, 0]), 1)


def check(graph, unit, units):
    found = ties_by_unit(rows_in(graph), np.array(unit, np.int32), units)
    ties, strength, outside, inside_of, outside_of = one_by_one(graph, unit, units)

    assert (found.ties.tolist(), found.outside.tolist()) == (ties, outside)
    assert found.strength.tolist() == strength
    assert (found.inside.tolist(), found.outside_of_unit.tolist()) == (inside_of, outside_of)
    index = [(2 * o - t) / t if t else np.nan for o, t in zip(outside, ties, strict=True)]
    np.testing.assert_array_equal(found.ei, index)


@pytest.mark.parametrize("name", shapes())
def test_every_shape_is_counted_as_one_by_one(name):
    graph = shapes()[name]

    check(graph, [person % 4 - 1 for person in graph], 3)


@settings(deadline=None)
@given(either(), st.data())
def test_every_network_is_counted_as_one_by_one(graph, data):
    unit = data.draw(st.lists(st.integers(-1, 2), min_size=len(graph), max_size=len(graph)))

    check(graph, unit, 3)


def test_numbering_people_otherwise_changes_nothing():
    graph, place = random_network(300, 900), places(300)
    unit = np.arange(300) % 7 - 1
    moved = np.empty(300, np.int32)
    moved[place] = unit
    found = ties_by_unit(rows_in(graph), unit, 6)
    again = ties_by_unit(rows_in(renumbered(graph, place)), moved, 6)

    assert again.outside[place].tolist() == found.outside.tolist()
    assert again.inside.tolist() == found.inside.tolist()
    assert again.outside_of_unit.tolist() == found.outside_of_unit.tolist()


def test_two_threads_at_once_give_the_same_bytes():
    rows, unit = rows_in(random_network(2000, 10_000)), np.arange(2000) % 30

    def work():
        return b"".join(array.tobytes() for array in ties_by_unit(rows, unit, 30))

    assert set(in_two_threads(work)) == {work()}
