"""Whom do contacts lead to, and with what scores? By hand, and against plain NetworkX."""

from math import log

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.introductions import (
    adamic_adar,
    common_neighbours_count,
    introductions,
    resource_allocation,
    through,
    vouching,
)
from tests.kernels.networks import (
    in_two_threads,
    networks,
    random_network,
    renumbered,
    rows_in,
    shapes,
)

PLAIN = {"backend": "networkx"}
COLUMNS = ("adamic_adar", "resource_allocation", "tie_product", "shared")
ALL = 1_000
often = settings(max_examples=60, deadline=None)


def met(graph, person, *, mentor=None, limit=ALL, known=None):
    rows = rows_in(graph)
    if mentor is None:
        return introductions(rows, vouching(rows), person, limit=limit, known=known)
    return through(rows, vouching(rows), person, mentor, limit=limit, known=known)


def scores(found):
    """What is said for each, by row."""
    columns = (getattr(found, name).tolist() for name in COLUMNS)
    return dict(zip(found.rows.tolist(), zip(*columns, strict=True), strict=True))


def expected(graph, person, mentor=None):
    """The same from plain NetworkX, pair by pair."""
    own = set(graph[person])
    if mentor is None:
        around = {other for contact in own for other in graph[contact]}
    else:
        around = set(graph[mentor]) if mentor in own else set()
    found = {}
    for other in around - own - {person}:
        pair = [(person, other)]
        shared = nx.common_neighbors(graph, person, other)
        connectors = shared if mentor is None else [mentor]
        found[other] = (
            next(nx.adamic_adar_index(graph, pair, **PLAIN))[2],
            next(nx.resource_allocation_index(graph, pair, **PLAIN))[2],
            max(weight(graph, person, one) * weight(graph, one, other) for one in connectors),
            len(shared),
        )
    return found


def weight(graph, one, other):
    return graph[one][other].get("weight", 1.0)


def assert_as_expected(graph):
    for person in graph:
        found = met(graph, person)
        assert scores(found) == {
            other: pytest.approx(said) for other, said in expected(graph, person).items()
        }
        assert found.candidates == len(found.rows)
        order = list(zip((-found.adamic_adar).tolist(), found.rows.tolist(), strict=True))
        assert order == sorted(order)


def test_a_contact_with_few_contacts_says_more():
    # 0 knows 1 and 2; 1 leads to 3, 2 leads to 4 and 5.
    graph = nx.Graph([(0, 1), (1, 3), (0, 2), (2, 4), (2, 5)])
    nx.set_edge_attributes(graph, 0.5, "weight")
    found = met(graph, 0)

    assert found.rows.tolist() == [3, 4, 5]
    assert found.adamic_adar.tolist() == pytest.approx([1 / log(2), 1 / log(3), 1 / log(3)])
    assert found.resource_allocation.tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 3])
    assert found.tie_product.tolist() == [0.25, 0.25, 0.25]
    assert found.shared.tolist() == [1, 1, 1]
    assert found.candidates == 3


def test_the_tie_product_is_that_of_the_best_shared_contact():
    graph = nx.cycle_graph(4)
    for (one, other), strength in zip(graph.edges, (0.5, 0.25, 0.5, 1.0), strict=True):
        graph[one][other]["weight"] = strength
    found = met(graph, 0)

    # 0-1 and 1-2 make 0.5 * 0.5; 0-3 and 3-2 make 0.25 * 1.
    assert found.tie_product.tolist() == [0.25]
    assert found.shared.tolist() == [2]


def test_who_is_known_already_is_never_met():
    assert met(nx.complete_graph(4), 0).rows.tolist() == []
    assert met(nx.complete_graph(4), 0).candidates == 0


def test_whoever_is_to_be_left_out_is_neither_met_nor_counted_but_still_vouches():
    graph = nx.path_graph(3)
    graph.add_edge(1, 3)
    left_out = np.array([False, True, True, False])
    found = met(graph, 0, known=left_out)

    assert found.rows.tolist() == [3]
    assert found.candidates == 1


def test_only_the_best_are_told_and_all_are_counted():
    graph = nx.star_graph(9)
    graph.add_edge(0, 10)
    graph.add_edges_from([(1, 11), (11, 7)])
    found = met(graph, 1, limit=3)

    assert found.rows.tolist() == [7, 2, 3]
    assert found.candidates == 9
    assert met(graph, 1, limit=0).rows.tolist() == []


def test_the_mentor_s_contacts_alone_are_met_through_her():
    # 0 knows 1 and 2, who both know 3; 1 also knows 4, 2 also knows 5.
    graph = nx.Graph([(0, 1), (0, 2), (1, 3), (2, 3), (1, 4), (2, 5)])
    nx.set_edge_attributes(graph, 1.0, "weight")
    graph[1][3]["weight"] = 0.25
    found = met(graph, 0, mentor=1)

    assert found.rows.tolist() == [3, 4]
    assert found.shared.tolist() == [2, 1]
    assert found.adamic_adar.tolist() == pytest.approx([2 / log(3), 1 / log(3)])
    assert found.tie_product.tolist() == [0.25, 1.0]
    assert found.candidates == 2


def test_nobody_is_met_through_somebody_unknown():
    assert met(nx.path_graph(5), 0, mentor=2).candidates == 0
    assert met(nx.path_graph(5), 0, mentor=0).candidates == 0


def test_who_is_left_out_is_not_met_through_the_mentor_either():
    graph = nx.star_graph(4)
    left_out = np.array([False, False, True, False, False])

    assert met(graph, 1, mentor=0, known=left_out).rows.tolist() == [3, 4]


@pytest.mark.parametrize("person", [-1, 3])
def test_a_row_that_is_not_there_is_refused(person):
    with pytest.raises(IndexError):
        met(nx.path_graph(3), person)
    with pytest.raises(IndexError):
        adamic_adar(rows_in(nx.path_graph(3)), np.array([0]), np.array([person]))


def test_what_contacts_say_by_their_number_of_contacts():
    found = vouching(rows_in(nx.disjoint_union(nx.star_graph(3), nx.empty_graph(1))))

    assert found.invlog.tolist() == pytest.approx([1 / log(3), 0, 0, 0, 0])
    assert found.invdeg.tolist() == pytest.approx([1 / 3, 1, 1, 1, 0])


@pytest.mark.parametrize("graph", [one for one in shapes().values() if len(one) < 50])
def test_shapes_that_are_easy_to_get_wrong(graph):
    assert_as_expected(graph)


@often
@given(networks())
def test_introductions_are_those_of_networkx(graph):
    assert_as_expected(graph)


@often
@given(networks())
def test_introductions_through_a_mentor_are_those_of_networkx(graph):
    for person in graph:
        for mentor in graph:
            assert scores(met(graph, person, mentor=mentor)) == {
                other: pytest.approx(said)
                for other, said in expected(graph, person, mentor).items()
            }


def test_introductions_are_those_of_networkx_among_many():
    graph = random_network(120, 500)

    assert_as_expected(graph)
    assert met(graph, 0, limit=5).rows.tolist() == met(graph, 0).rows[:5].tolist()


@often
@given(networks(), st.randoms())
def test_other_numbers_for_the_same_people_change_no_score(graph, random):
    place = list(graph)
    random.shuffle(place)
    again = renumbered(graph, place)

    for person in graph:
        assert scores(met(again, place[person])) == {
            place[other]: pytest.approx(said) for other, said in scores(met(graph, person)).items()
        }


def test_two_threads_get_the_same_introductions_as_one():
    rows = rows_in(random_network(500, 5_000))
    word = vouching(rows)

    def ask():
        found = (introductions(rows, word, person, limit=20) for person in range(200))
        return b"".join(column.tobytes() for one in found for column in one[:-1])

    assert set(in_two_threads(ask)) == {ask()}


@st.composite
def with_self_ties(draw):
    graph = draw(networks())
    people = range(len(graph))
    for person in draw(st.sets(st.sampled_from(people))) if people else ():
        graph.add_edge(person, person, weight=1.0)
    return graph


@often
@given(with_self_ties())
def test_scores_of_pairs_are_those_of_networkx(graph):
    rows = rows_in(graph)
    pairs = [(one, other) for one in graph for other in graph if one != other]
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T
    logs = [score for _, _, score in nx.adamic_adar_index(graph, pairs, **PLAIN)]
    shares = [score for _, _, score in nx.resource_allocation_index(graph, pairs, **PLAIN)]

    assert adamic_adar(rows, one, other).tolist() == pytest.approx(logs)
    assert resource_allocation(rows, one, other).tolist() == pytest.approx(shares)
    assert common_neighbours_count(rows, one, other).tolist() == [
        len(nx.common_neighbors(graph, *pair)) for pair in pairs
    ]


def test_a_pair_of_one_long_row_and_one_short_one():
    graph = nx.star_graph(2_000)
    graph.add_edges_from((2_001, other) for other in (3, 900, 2_000))
    rows, one, other = rows_in(graph), np.array([0, 2_001]), np.array([2_001, 0])

    assert common_neighbours_count(rows, one, other).tolist() == [3, 3]
    assert adamic_adar(rows, one, other).tolist() == pytest.approx([3 / log(2)] * 2)


def test_where_networkx_divides_by_zero_the_score_is_infinite():
    graph = nx.path_graph(2)
    with pytest.raises(ZeroDivisionError):
        list(nx.adamic_adar_index(graph, [(0, 0)], **PLAIN))

    assert adamic_adar(rows_in(graph), np.array([0]), np.array([0])).tolist() == [np.inf]
