"""Do the questions NetworkX has no name for answer by ids, as counted by hand?"""

from math import log

import networkx as nx
import numpy as np
import pytest

from graphsvc.snapshot.graph import Ties, measures
from tests.worlds import rows_of

NAMES = ["ada", "ben", "cy", "dot", "eve", "fay", "gus"]


def ties(*drawn: tuple[str, str, float], directed: bool = False) -> Ties:
    """The graph of named ties; Gus knows nobody."""
    at = {name: row for row, name in enumerate(NAMES)}
    named = [(at[one], at[other], strength) for one, other, strength in drawn]
    rows = rows_of(named, len(NAMES), directed=directed)
    if not directed:
        return Ties(NAMES, rows)
    back = rows_of([(b, a, strength) for a, b, strength in named], len(NAMES), directed=True)
    return Ties(NAMES, rows, back)


@pytest.fixture
def drawn() -> Ties:
    # Ada knows Ben and Cy; both know Dot, Cy also knows Eve; Fay is behind Eve.
    return ties(
        ("ada", "ben", 0.5), ("ada", "cy", 0.25), ("ben", "dot", 0.5), ("cy", "dot", 0.5),
        ("cy", "eve", 1.0), ("eve", "fay", 0.5),
    )  # fmt: skip


def test_introductions_lead_two_steps_away_best_first(drawn):
    dot, eve = measures.best_introductions(drawn, "ada")

    assert dot == ("dot", pytest.approx(1 / log(2) + 1 / log(3)), pytest.approx(5 / 6), 0.25, 2)
    assert eve == ("eve", pytest.approx(1 / log(3)), pytest.approx(1 / 3), 0.25, 1)


def test_a_limit_keeps_the_best(drawn):
    assert [one.person for one in measures.best_introductions(drawn, "ada", limit=1)] == ["dot"]


def test_who_knows_nobody_is_introduced_to_nobody(drawn):
    assert measures.best_introductions(drawn, "gus") == []


def test_the_most_trusted_path_has_the_greatest_product_not_the_fewest_ties():
    network = ties(
        ("ada", "ben", 0.125), ("ada", "cy", 0.5), ("cy", "dot", 0.5), ("dot", "ben", 0.75)
    )

    assert measures.most_trusted_path(network, "ada", "ben") == (
        ("ada", "cy", "dot", "ben"),
        pytest.approx(0.5 * 0.5 * 0.75),
    )


def test_without_a_way_there_is_no_path(drawn):
    with pytest.raises(nx.NetworkXNoPath):
        measures.most_trusted_path(drawn, "ada", "gus")
    with pytest.raises(nx.NodeNotFound):
        measures.most_trusted_path(drawn, "ada", "zoe")


def test_a_warm_path_runs_against_the_attention_that_is_given():
    # Ben gives Ada half of his attention, Dot gives Ben all of hers; Cy listens to nobody here.
    attention = ties(
        ("ben", "ada", 1.0), ("ben", "cy", 1.0), ("dot", "ben", 0.5), ("ada", "cy", 1.0),
        directed=True,
    )  # fmt: skip

    assert measures.warm_paths_of(attention, "ada") == {
        "ben": (("ben",), 0.5),
        "dot": (("ben", "dot"), 0.5),
    }


def test_steps_to_the_nearest_leave_out_who_has_no_way(drawn):
    found = measures.steps_to_nearest(drawn, ["dot", "fay"])

    assert found == {"ada": 2, "ben": 1, "cy": 1, "dot": 0, "eve": 1, "fay": 0}


def test_people_within_two_steps_are_counted_without_oneself(drawn):
    assert measures.people_within(drawn) == {
        "ada": 4, "ben": 3, "cy": 5, "dot": 4, "eve": 4, "fay": 2, "gus": 0,
    }  # fmt: skip


def test_an_estimate_is_near_and_the_same_for_the_same_seed(drawn):
    one = measures.people_within_estimated(drawn, seed=3)

    assert one == measures.people_within_estimated(drawn, seed=3)
    assert one["gus"] == pytest.approx(0, abs=1)


def test_ei_counts_ties_out_of_the_unit_against_those_within(drawn):
    units = {"ada": "storage", "ben": "storage", "cy": "mobile", "dot": "mobile", "eve": "mobile"}
    found = measures.ei_index(drawn, units)

    # Ada: one tie inside, one outside. Cy: Dot and Eve inside, Ada outside.
    assert found.ei["ada"] == 0.0
    assert found.ei["cy"] == pytest.approx(-1 / 3)
    assert found.ei["fay"] == 1.0
    assert np.isnan(found.ei["gus"])
    assert found.inside == {"storage": 2, "mobile": 4}
    assert found.outside == {"storage": 2, "mobile": 3}


def test_doors_open_first_where_most_come_nearer(drawn):
    gus, eve = measures.door_openings(drawn, ["ben"], ["eve", "fay", "gus"], k=2)

    # Gus had no way. Eve was 3 steps from Ben and Fay 4; now they are 1 and 2 from a sponsor.
    assert gus == ("gus", pytest.approx(1 / 2))
    assert eve == ("eve", pytest.approx((1 / 2 - 1 / 4) + (1 / 3 - 1 / 5)))
