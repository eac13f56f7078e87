"""Is the organisation everything is measured on the one whose figures are known?"""

import numpy as np
import pytest

from bench.organisation import WORKING, Organisation, described, organisation

# Published beside the bars: people, median, 99th percentile and maximum of the contacts, in
# percent who has none and which ties cross teams.
KNOWN = [
    (1_000, 17, 78, 156, 1.5, 79),
    (10_000, 17, 78, 403, 1.35, 79),
    (100_000, 17, 76, 973, 1.34, 80),
]


@pytest.mark.parametrize(("people", "median", "p99", "most", "without", "across"), KNOWN)
def test_contacts_are_spread_as_published(people, median, p99, most, without, across):
    found = described(organisation(people))

    assert found["ties"] == 10 * people
    assert found["median"] == median
    assert round(found["p99"]) == p99
    assert found["most"] == most
    assert found["without"] * 100 == pytest.approx(without, abs=0.006)
    assert round(found["across_teams"] * 100) == across


def test_ties_are_distinct_pairs_and_kinds_point_downwards():
    made = organisation(1_000)
    pairs = {
        frozenset(pair) for pair in zip(made.source.tolist(), made.target.tolist(), strict=True)
    }
    downwards = made.level[made.source] >= made.level[made.target]

    assert len(pairs) == len(made.source)
    assert all(len(pair) == 2 for pair in pairs)
    assert downwards[made.kind != WORKING].all()
    assert made.strength.min() >= 0.01
    assert made.strength.max() <= 1


def test_both_orders_number_the_same_people_and_ties():
    random, team = (organisation(1_000, order=order) for order in ("random", "team"))

    assert (np.diff(team.team) >= 0).all()
    assert (np.diff(random.team) < 0).any()
    assert _ties_by_team_and_level(random) == _ties_by_team_and_level(team)


def test_the_same_seed_gives_the_same_ties_and_another_one_others():
    assert organisation(1_000).sha256 == organisation(1_000).sha256
    assert organisation(1_000).sha256 != organisation(1_000, seed=2).sha256


def test_it_says_what_the_model_cannot_give():
    with pytest.raises(ValueError, match="100 people or more"):
        organisation(99)


def _ties_by_team_and_level(made: Organisation) -> list[tuple[float, ...]]:
    """The ties without the numbers of their people."""
    ends = [
        (made.team[end], made.level[end], made.gender[end]) for end in (made.source, made.target)
    ]
    columns = [made.strength, made.kind, *ends[0], *ends[1]]
    return sorted(zip(*(column.tolist() for column in columns), strict=True))
