"""Are pairs, earlier contacts and small components those of plain NetworkX?"""

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.isolation import few_without, mutual_pairs, without
from tests.worlds import rows_of

PEOPLE = 9
person = st.integers(0, PEOPLE - 1)
pair = st.tuples(person, person).filter(lambda ends: ends[0] != ends[1])


def arcs(weights, people=PEOPLE):
    """Directed rows of {(source, target): contacts}."""
    return rows_of([(*ends, count) for ends, count in weights.items()], people, directed=True)


def listed(rows):
    """{(source, target): contacts} of rows."""
    return {
        (row, int(contact)): float(count)
        for row in range(rows.people)
        for contact, count in zip(rows.contacts(row), rows.strength[rows.span(row)], strict=True)
    }


def test_pairs_are_both_ways_between_people_present():
    rows = arcs({(0, 1): 1, (1, 0): 1, (0, 2): 1, (2, 3): 1, (3, 2): 1, (4, 0): 1, (0, 4): 1})
    one, other = mutual_pairs(rows, np.arange(PEOPLE) != 3)

    assert (one.tolist(), other.tolist()) == ([0, 0, 1, 4], [1, 4, 0, 0])
    assert one.dtype == other.dtype == np.int64


@settings(max_examples=60, deadline=None)
@given(st.lists(pair), st.sets(person))
def test_pairs_are_the_reciprocal_edges_of_networkx(named, gone):
    rows = arcs(dict.fromkeys(named, 1.0))
    one, other = mutual_pairs(rows, np.array([row not in gone for row in range(PEOPLE)]))
    graph = nx.DiGraph(named)
    graph.remove_nodes_from(gone)
    both = graph.to_undirected(reciprocal=True).to_directed()

    assert [*zip(one.tolist(), other.tolist(), strict=True)] == sorted(both.edges)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(pair, st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_earlier_contacts_are_the_differences_above_zero(counts):
    earlier = {ends: first for ends, (first, _) in counts.items() if first}
    recent = {ends: last for ends, (_, last) in counts.items() if last}
    whole = {ends: sum(both) for ends, both in counts.items() if sum(both)}
    found = without(arcs(whole), arcs(recent))

    assert listed(found) == earlier
    assert (found.indptr.dtype, found.indices.dtype, found.strength.dtype) == ("u8", "u4", "f4")


def test_components_without_a_manager_by_hand():
    # 0 manages; 1-2-3 hang on 0 and so on 4-5-6-7, who are four on their own.
    edges = [(1, 2), (2, 3), (0, 1), (0, 4), (4, 5), (5, 6), (6, 7)]
    one, other = mutual_pairs(
        arcs(dict.fromkeys([*edges, *((b, a) for a, b in edges)], 1.0)), np.ones(PEOPLE, bool)
    )
    manager = np.zeros(PEOPLE, np.int32)
    asked = np.arange(PEOPLE) > 0

    assert np.flatnonzero(few_without(one, other, manager, asked, 4)).tolist() == [1, 2, 3, 8]
    assert np.flatnonzero(few_without(one, other, manager, asked, 5)).tolist() == [*range(1, 9)]
    nobody = np.full(PEOPLE, -1, np.int32)
    assert np.flatnonzero(few_without(one, other, nobody, asked, 5)).tolist() == [8]
    assert not few_without(one, other, nobody, ~asked, 5).any()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(pair, max_size=14),
    st.lists(st.integers(-1, PEOPLE - 1), min_size=PEOPLE, max_size=PEOPLE),
    st.integers(1, 6),
)
def test_small_components_are_those_of_networkx(named, left_out, few):
    both = dict.fromkeys([*named, *((b, a) for a, b in named)], 1.0)
    one, other = mutual_pairs(arcs(both), np.ones(PEOPLE, bool))
    asked = np.array([left_out[row] != row for row in range(PEOPLE)])
    found = few_without(one, other, np.array(left_out, np.int32), asked, few)

    for row in np.flatnonzero(asked).tolist():
        graph = nx.empty_graph(PEOPLE)
        graph.add_edges_from(named)
        graph.remove_nodes_from([left_out[row]])
        assert found[row] == (len(nx.node_connected_component(graph, row)) < few)


def test_nobody_makes_no_trouble():
    nobody = arcs({}, people=0)
    one, other = mutual_pairs(nobody, np.zeros(0, bool))

    assert len(one) == len(other) == 0
    assert without(nobody, nobody).indptr.tolist() == [0]
    assert len(few_without(one, other, np.zeros(0, np.int32), np.zeros(0, bool), 5)) == 0


@pytest.fixture
def many():
    graph = nx.gnp_random_graph(300, 0.02, seed=3, directed=True)
    return arcs(dict.fromkeys(graph.edges, 2.0), 300)


def test_two_threads_give_the_same_bytes(many):
    manager = np.arange(300, dtype=np.int32) // 10

    def work(_):
        pairs = mutual_pairs(many, np.ones(300, bool))
        found = few_without(*pairs, manager, np.ones(300, bool), 5)
        return [one.tobytes() for one in (*pairs, *without(many, many), found)]

    with ThreadPoolExecutor(2) as threads:
        answers = [*threads.map(work, range(4))]
    assert answers == [answers[0]] * 4
