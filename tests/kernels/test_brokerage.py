"""Are constraint and effective size right? By hand, and against plain NetworkX person by person."""

from math import nan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.errors import AnalysisCancelled
from graphsvc.kernels import brokerage
from graphsvc.kernels.brokerage import (
    constraint_of,
    effective_size_of,
    holes,
    local_constraint,
    simplified_effective_size_of,
)
from tests.kernels.mutual import mutual_rows, weighted, with_own_ties
from tests.kernels.networks import (
    either,
    in_two_threads,
    networks,
    places,
    random_network,
    renumbered,
    shapes,
)

PLAIN = {"backend": "networkx"}
often = settings(max_examples=40, deadline=None)
ANYBODY = with_own_ties() | with_own_ties(directed=True)
# NetworkX takes its time for one person: only the small ones.
SHAPES = {name: graph for name, graph in shapes().items() if len(graph) < 20}
# Ben (1) - Ada (0) - Cy (2); Ada and Ben know each other twice as well as either knows Cy.
CLOSED = weighted((0, 1, 1.0), (0, 2, 0.5), (1, 2, 0.5), people=3)


def close(expected):
    return pytest.approx(expected, rel=1e-10, abs=1e-13, nan_ok=True)


def as_networkx_says(found, graph, *, others):
    """*found*; of directed graphs NaN for who gives attention to nobody, or to nobody else."""
    if not graph.is_directed():
        return found.tolist()
    gives = [any(not others or v != u for v in graph[u]) for u in graph]
    return np.where(np.array(gives, np.bool_), found, nan).tolist()


def each_constraint(graph, weight):
    found = nx.constraint(graph, nodes=list(graph), weight=weight, **PLAIN)
    return [found[person] for person in range(len(graph))]


def each_effective_size(graph, weight):
    found = nx.effective_size(graph, nodes=list(graph), weight=weight, **PLAIN)
    return [found[person] for person in range(len(graph))]


def as_bytes(arrays):
    return b"|".join(one.tobytes() for one in arrays)


def everybody(graph):
    return np.arange(len(graph))


# By hand


def test_the_middle_of_a_line_is_least_constrained():
    found = holes(mutual_rows(nx.path_graph(3)))

    # In the middle two halves that do not meet: 2 * (1/2)^2.
    assert found.constraint.tolist() == [1.0, 0.5, 1.0]
    assert found.effective_size.tolist() == [1.0, 2.0, 1.0]


def test_a_closed_triangle_is_over_one_and_as_good_as_one_contact():
    found = holes(mutual_rows(nx.complete_graph(3)))

    # Each: two contacts, (1/2 + 1/2 * 1/2)^2 twice; half of either is redundant.
    assert found.constraint.tolist() == [1.125, 1.125, 1.125]
    assert found.effective_size.tolist() == [1.0, 1.0, 1.0]


def test_strengths_count():
    found = holes(mutual_rows(CLOSED))

    # Ada gives Ben 2/3 and Cy 1/3, Cy gives each 1/2: (2/3 + 1/3 * 1/2)^2 + (1/3 + 2/3 * 1/3)^2.
    ada = (5 / 6) ** 2 + (5 / 9) ** 2
    # Cy: (1/2 + 1/2 * 2/3)^2 twice.
    assert found.constraint == close([ada, ada, 2 * (5 / 6) ** 2])
    # Ada: 2 - p_cy m_ben,cy - p_ben m_cy,ben = 2 - 1/3 * 1/2 - 2/3 * 1; Cy: 2 - 1/2 - 1/2.
    assert found.effective_size == close([7 / 6, 7 / 6, 1.0])


def test_people_without_ties_are_not_defined():
    found = holes(mutual_rows(weighted((0, 2, 0.5), people=3)))

    assert found.constraint.tolist() == close([1.0, nan, 1.0])
    assert found.effective_size.tolist() == close([1.0, nan, 1.0])


def test_nobody_gives_empty_arrays():
    nobody = mutual_rows(nx.Graph())

    assert [len(one) for one in holes(nobody)] == [0, 0]
    assert len(constraint_of(nobody, np.array([], np.int64))) == 0


def test_the_chosen_come_as_they_are_asked_for():
    rows = mutual_rows(nx.path_graph(3))

    assert constraint_of(rows, np.array([2, 1, 1])).tolist() == [1.0, 0.5, 0.5]
    assert effective_size_of(rows, np.array([1, 0])).tolist() == [2.0, 1.0]


def test_two_who_share_nobody_do_not_constrain_each_other():
    rows = mutual_rows(nx.path_graph(4))

    assert local_constraint(rows, 0, 3) == 0.0
    # Through the one between: (0 + 1 * 1/2)^2.
    assert local_constraint(rows, 0, 2) == 0.25


@pytest.mark.parametrize("beyond", [-1, 3])
def test_a_row_that_is_not_there_is_refused(beyond):
    rows = mutual_rows(nx.path_graph(3))

    for measure in (constraint_of, effective_size_of, simplified_effective_size_of):
        with pytest.raises(IndexError):
            measure(rows, np.array([0, beyond]))
    with pytest.raises(IndexError):
        local_constraint(rows, 0, beyond)


# Against NetworkX


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_as_networkx_one_by_one(name):
    for graph in (SHAPES[name], SHAPES[name].to_directed()):
        agrees_with_one_by_one(graph, "weight")


@pytest.mark.parametrize("weight", [None, "weight"])
@often
@given(graph=either())
def test_everybody_at_once_as_networkx_one_by_one(weight, graph):
    agrees_with_one_by_one(graph, weight)


def agrees_with_one_by_one(graph, weight):
    constraint, effective_size = holes(mutual_rows(graph, weight))

    assert as_networkx_says(constraint, graph, others=False) == close(
        each_constraint(graph, weight)
    )
    assert as_networkx_says(effective_size, graph, others=True) == close(
        each_effective_size(graph, weight)
    )


@pytest.mark.parametrize("weight", [None, "weight"])
@often
@given(graph=ANYBODY)
def test_chosen_people_as_networkx_with_ties_with_oneself(weight, graph):
    rows, people = mutual_rows(graph, weight), everybody(graph)

    constraint = as_networkx_says(constraint_of(rows, people), graph, others=False)
    assert constraint == close(each_constraint(graph, weight))
    if graph.is_directed() or weight is not None:
        effective_size = as_networkx_says(effective_size_of(rows, people), graph, others=True)
        assert effective_size == close(each_effective_size(graph, weight))


@often
@given(graph=with_own_ties())
def test_simplified_effective_size_as_networkx_with_ties_with_oneself(graph):
    found = simplified_effective_size_of(mutual_rows(graph), everybody(graph))

    assert found.tolist() == close(each_effective_size(graph, None))


@often
@given(graph=networks())
def test_both_formulas_of_effective_size_are_one_without_ties_with_oneself(graph):
    rows = mutual_rows(graph, None)

    assert simplified_effective_size_of(rows, everybody(graph)).tolist() == close(
        effective_size_of(rows, everybody(graph)).tolist()
    )


@pytest.mark.parametrize("weight", [None, "weight"])
@often
@given(graph=ANYBODY)
def test_local_constraint_as_networkx(weight, graph):
    rows = mutual_rows(graph, weight)
    pairs = [(one, other) for one in graph for other in graph]

    found = [local_constraint(rows, *pair) for pair in pairs]

    assert found == close([nx.local_constraint(graph, *p, weight=weight, **PLAIN) for p in pairs])


def test_three_hundred_people_as_networkx():
    graph = random_network(300, 2_400)
    by_person = nx.constraint(graph, weight="weight", **PLAIN)  # right: no loops, no zeros
    chosen = range(0, 300, 50)
    sizes = nx.effective_size(graph, nodes=chosen, weight="weight", **PLAIN)

    found = holes(mutual_rows(graph))

    assert found.constraint.tolist() == close([by_person[person] for person in range(300)])
    assert found.effective_size[chosen].tolist() == close([sizes[person] for person in chosen])


def test_sums_of_both_directions_are_not_rounded():
    # 0.1 and 0.2 in float32 add up to a number that float32 does not have.
    one, other = float(np.float32(0.1)), float(np.float32(0.2))
    graph = weighted(
        (0, 1, one), (1, 0, other), (0, 2, one), (2, 1, other), (1, 2, one), (2, 0, 0.3),
        people=3, directed=True,
    )  # fmt: skip
    rows = mutual_rows(graph)

    assert np.float32(rows.strength[0]) != rows.strength[0]
    expected = pytest.approx(each_constraint(graph, "weight"), rel=1e-14)
    assert holes(rows).constraint.tolist() == expected
    assert constraint_of(rows, everybody(graph)).tolist() == expected


# Where NetworkX is wrong


def test_networkx_takes_the_largest_strengths_of_the_wrong_person_for_everybody():
    wrong = nx.effective_size(CLOSED, weight="weight", **PLAIN)

    found = holes(mutual_rows(CLOSED)).effective_size

    assert found.tolist() == close(each_effective_size(CLOSED, "weight"))
    # By hand 7/6, above.
    assert abs(wrong[0] - 7 / 6) > 0.1


def test_networkx_leaves_out_ties_of_nothing_for_everybody():
    # Ada and Ben, Ben and Cy; Ada and Cy have a tie of nothing. Ben constrains Ada by 1^2, and
    # Cy, through Ben, by (0 + 1 * 1/2)^2.
    graph = weighted((0, 1, 1.0), (1, 2, 1.0), (0, 2, 0.0), people=3)

    assert holes(mutual_rows(graph)).constraint.tolist() == [1.25, 0.5, 1.25]
    assert each_constraint(graph, "weight") == [1.25, 0.5, 1.25]
    assert nx.constraint(graph, weight="weight", **PLAIN) == {0: 1.0, 1: 0.5, 2: 1.0}


@pytest.mark.parametrize(("strength", "of_everybody"), [(1.0, nan), (2.0, 4.0)])
def test_networkx_judges_a_tie_with_oneself_by_its_strength_for_everybody(strength, of_everybody):
    alone = weighted((0, 0, strength), people=1)

    # (1 + 1 * 1)^2: who is all of one's own strength.
    assert constraint_of(mutual_rows(alone), np.array([0])).tolist() == [4.0]
    assert each_constraint(alone, "weight") == [4.0]
    assert nx.constraint(alone, weight="weight", **PLAIN) == close({0: of_everybody})


def test_networkx_takes_somebody_with_a_contact_for_alone():
    # A quarter each for herself and for Ben: total 1/2, of which twice the share 1/2 is... a half.
    graph = weighted((0, 0, 0.25), (0, 1, 0.25), people=2)

    found = constraint_of(mutual_rows(graph), np.array([0, 1]))

    assert found.tolist() == close(each_constraint(graph, "weight"))
    assert np.isfinite(found).all()
    assert np.isnan(nx.constraint(graph, weight="weight", **PLAIN)[0])


def test_networkx_counts_ties_with_oneself_otherwise_for_everybody():
    # Ada has a tie with herself and knows Ben and Cy, who know each other.
    graph = weighted((0, 0, 1.0), (0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0), people=3)
    rows = mutual_rows(graph)

    # Two contacts and a tie among them: 2 - 2 * 1 / 2. Ben and Cy: Ada's own tie counts as well.
    assert simplified_effective_size_of(rows, everybody(graph)).tolist() == [1.0, 0.0, 0.0]
    assert each_effective_size(graph, None) == [1.0, 0.0, 0.0]
    assert list(nx.effective_size(graph, **PLAIN).values()) == close(
        effective_size_of(rows, everybody(graph)).tolist()
    )


def test_of_directed_networks_networkx_passes_over_who_only_receives():
    graph = weighted((0, 1, 1.0), people=2, directed=True)
    rows = mutual_rows(graph)

    assert constraint_of(rows, everybody(graph)).tolist() == [1.0, 1.0]
    assert effective_size_of(rows, everybody(graph)).tolist() == [1.0, 1.0]
    assert each_constraint(graph, "weight") == close([1.0, nan])
    assert nx.constraint(graph, weight="weight", **PLAIN) == {0: 1.0, 1: 1.0}


# Always the same


@often
@given(graph=networks(), seed=st.integers(0, 9))
def test_another_order_of_people_changes_nothing(graph, seed):
    place = places(len(graph), seed)

    before, after = holes(mutual_rows(graph)), holes(mutual_rows(renumbered(graph, place)))

    assert after.constraint[place].tolist() == close(before.constraint.tolist())
    assert after.effective_size[place].tolist() == close(before.effective_size.tolist())


@pytest.mark.parametrize("work", [1, 7, 100_000_000])
def test_how_the_work_is_cut_changes_no_bit(work):
    rows = mutual_rows(random_network(300, 6_000))

    assert as_bytes(holes(rows, work=work)) == as_bytes(holes(rows))


def test_wedge_by_wedge_is_the_same_as_triangle_by_triangle():
    people = brokerage.PEOPLE_A_TURN + 100
    graph = random_network(people, 10 * people)
    rows = mutual_rows(graph)

    found = holes(rows)

    assert constraint_of(rows, everybody(graph)).tolist() == close(found.constraint.tolist())
    effective = effective_size_of(rows, everybody(graph))
    assert effective.tolist() == close(found.effective_size.tolist())


def test_turn_is_told_how_far_the_work_is():
    told = []
    rows = mutual_rows(random_network(200, 800))

    holes(rows, turn=lambda done, total: told.append((done, total)), work=50)

    assert {total for _, total in told} == {600}
    assert [done for done, _ in told] == sorted({done for done, _ in told} | {600})
    assert len(told) > 30


def test_turn_may_end_the_work():
    def enough(done, total):
        raise AnalysisCancelled("nobody waits")

    rows = mutual_rows(nx.path_graph(3))
    for measure in (holes, lambda *a, **k: constraint_of(*a, np.array([0]), **k)):
        with pytest.raises(AnalysisCancelled):
            measure(rows, turn=enough)


def test_two_threads_get_the_bytes_that_one_gets():
    rows, chosen = mutual_rows(random_network(300, 6_000)), np.arange(0, 300, 3)

    def answers():
        return as_bytes(
            [*holes(rows), constraint_of(rows, chosen), simplified_effective_size_of(rows, chosen)]
        )

    assert set(in_two_threads(answers)) == {answers()}
