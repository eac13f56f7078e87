"""Are the right people suggested, in the right order? By hand and against plain NetworkX."""

from math import log, log1p

import networkx as nx
import numpy as np
import pytest

from graphsvc.analyses.introductions import (
    WEIGHTS,
    evidence,
    introductions,
)
from graphsvc.analyses.ranking import draw
from tests.analyses.networks import Network, random_ties, ties


def suggested(
    network, person, *, eligible=None, present=None, limit=100, seed=1, recent=None, beside=None
):
    people = np.ones(len(network.ids), np.bool_)
    known = evidence(
        network.rows,
        (recent or network).rows,
        network.rows,
        present=people if present is None else present,
        beside=beside,
    )
    return introductions(
        known,
        network.row(person),
        eligible=people if eligible is None else eligible,
        limit=limit,
        id_of=network.ids.__getitem__,
        seed=seed,
    )


def order(network, person, **options):
    return [network.ids[one.row] for one in suggested(network, person, **options).items]


def part(network, person, name, **options):
    """The value of one part by id, of everybody suggested."""
    return {
        network.ids[one.row]: next(part.value for part in one.parts if part.name == name)
        for one in suggested(network, person, **options).items
    }


def without(network, hidden):
    graph = network.graph.copy()
    graph.remove_nodes_from(hidden)
    return Network(tuple(sorted(graph)), graph)


def recency(graph, person, other):
    """RRA of methods.md section 6, term by term."""

    def length(one, two):
        return log1p(graph[one][two]["weight"])

    return sum(
        length(person, z) * length(z, other) / sum(length(z, k) for k in graph[z])
        for z in nx.common_neighbors(graph, person, other)
    )


def test_a_contact_with_few_contacts_counts_for_more():
    # Ada knows Ben (two contacts) and Cy (three); Ben introduces Dot, Cy introduces Eve and Fay.
    network = ties("ada-ben", "ben-dot", "ada-cy", "cy-eve", "cy-fay")

    assert part(network, "ada", "adamic_adar") == pytest.approx(
        {"dot": 1 / log(2), "eve": 1 / log(3), "fay": 1 / log(3)}
    )
    assert order(network, "ada") == ["dot", *sorted(["eve", "fay"], key=lambda one: draw(one, 1))]


def test_people_already_known_are_never_suggested():
    assert order(ties("ada-ben", "ben-cy", "ada-cy"), "ada") == []


def test_whoever_is_not_eligible_is_not_suggested_but_still_connects():
    network = ties("ada-ben", "ben-cy", "cy-dot")

    assert order(network, "ada", eligible=network.all_but("ben", "cy")) == ["dot"]


def test_people_three_steps_away_follow_those_two_steps_away():
    network = ties("ada-ben", "ben-cy", "cy-dot", "dot-eve")
    found = suggested(network, "ada").items

    assert [(network.ids[one.row], one.steps) for one in found] == [("cy", 2), ("dot", 3)]
    assert part(network, "ada", "adamic_adar")["dot"] == pytest.approx(1 / log(2) ** 2)


def test_more_than_were_asked_for_are_said_to_be_there():
    network = ties("ada-ben", "ben-cy", "cy-dot")

    assert not suggested(network, "ada", limit=2).truncated
    assert suggested(network, "ada", limit=1).truncated
    assert suggested(ties("ada-ben", "ben-cy", "ben-dot"), "ada", limit=1).truncated


def test_recent_contacts_raise_whom_they_lead_to():
    network = ties("ada-ben", "ada-cy", "ben-dot", "cy-eve")
    recent = ties("ada-ben", "ada-cy", "ben-dot", "cy-eve", weights={"cy-eve": 9.0, "ada-cy": 9.0})

    assert order(network, "ada", recent=recent) == ["eve", "dot"]


def test_whoever_a_shared_contact_addressed_beside_her_comes_first():
    network = ties("ada-ben", "ben-cy", "ben-dot", "ben-eve", "eve-fay")

    def together(person, by, at):
        assert [network.ids[row] for row in by] == ["ben"]
        return np.array([2.0 * (network.ids[row] == "dot") for row in at])

    found = suggested(network, "ada", beside=together).items

    assert network.ids[found[0].row] == "dot"
    assert part(network, "ada", "beside", beside=together) == {
        "cy": 0.0,
        "dot": 2.0,
        "eve": 0.0,
        "fay": 0.0,
    }


@pytest.mark.parametrize("seed", range(5))
def test_adamic_adar_is_that_of_networkx(seed):
    network = random_ties(people=40, mean_contacts=5, seed=seed)
    pairs = nx.adamic_adar_index(network.graph, backend="networkx")
    oracle = {v if u == "p00" else u: x for u, v, x in pairs if "p00" in (u, v) and x > 0}

    found = part(network, "p00", "adamic_adar", limit=len(oracle))
    assert oracle
    assert found == pytest.approx(oracle)


@pytest.mark.parametrize("seed", range(5))
def test_with_equal_strengths_recency_is_resource_allocation_of_networkx(seed):
    network = random_ties(people=40, mean_contacts=5, seed=seed)
    nx.set_edge_attributes(network.graph, 3.0, "weight")
    pairs = nx.resource_allocation_index(network.graph, backend="networkx")
    oracle = {v if u == "p00" else u: x * log(4) for u, v, x in pairs if "p00" in (u, v) and x > 0}

    assert part(network, "p00", "recent_90", limit=len(oracle)) == pytest.approx(oracle)


@pytest.mark.parametrize("seed", range(5))
def test_the_walk_is_the_third_power_of_the_chances_of_a_step(seed):
    network = random_ties(people=40, mean_contacts=5, seed=seed)
    weights = nx.to_numpy_array(network.graph, nodelist=network.ids)
    length = np.log1p(weights)
    step = length / np.maximum(length.sum(axis=1, keepdims=True), 1e-300)
    first = network.row("p00")
    walk = np.linalg.matrix_power(step, 3)[first] * length[first].sum()

    found = part(network, "p00", "walk_90")

    assert found == pytest.approx({one: walk[network.row(one)] for one in found}, rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_recency_is_the_sum_over_shared_contacts(seed):
    network = random_ties(people=40, mean_contacts=5, seed=seed)
    found = part(network, "p00", "recent_30")
    two_steps = [
        other for other in found if nx.shortest_path_length(network.graph, "p00", other) == 2
    ]

    assert two_steps
    for other in two_steps:
        assert found[other] == pytest.approx(recency(network.graph, "p00", other))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_that_of_the_fused_ranks(seed):
    network = random_ties(people=40, mean_contacts=6, seed=seed)
    found = [one for one in suggested(network, "p00").items if one.steps == 2]

    for one in found:
        assert one.value == pytest.approx(
            sum(
                weight / (60 + part.rank)
                for weight, part in zip(WEIGHTS, one.parts, strict=True)
                if part.value > 0
            )
        )
    for name, places in zip(
        ("adamic_adar", "recent_30"), zip(*[one.parts for one in found], strict=True), strict=False
    ):
        values = [place.value for place in places]
        assert [place.name for place in places] == [name] * len(found)
        assert [place.rank for place in places] == [
            1 + sum(other > value * (1 + 1e-9) for other in values) for value in values
        ]
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_people_who_are_not_present_leave_no_trace(seed):
    network, hidden = random_ties(people=40, mean_contacts=5, seed=seed), ("p03", "p14", "p15")
    rest = without(network, hidden)
    found = suggested(network, "p00", present=network.all_but(*hidden)).items
    expected = suggested(rest, "p00").items

    assert [network.ids[one.row] for one in found] == [rest.ids[one.row] for one in expected]
    assert [one.parts for one in found] == [one.parts for one in expected]


def test_somebody_without_ties_is_offered_nobody():
    network = ties("ada-ben", "ben-cy")
    network.graph.add_node("zoe")
    alone = Network((*network.ids, "zoe"), network.graph)

    assert order(alone, "zoe") == []


def test_another_seed_orders_equals_otherwise_and_nobody_else():
    network = ties("ada-ben", *(f"ben-c{one}" for one in range(8)), "ada-cy", "cy-c0", "cy-ben")
    orders = {tuple(order(network, "ada", seed=seed)) for seed in range(10)}

    assert {found[0] for found in orders} == {"c0"}
    assert len(orders) > 5
