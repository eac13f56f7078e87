"""Is every status that of the definitions? Cases worked out by hand, and plain NetworkX."""

from datetime import date, timedelta

import networkx as nx
import numpy as np
import pytest

from graphsvc.analyses.isolation import (
    STATUSES,
    UNKNOWN,
    Contacts,
    Organisation,
    measures,
    statuses,
)
from graphsvc.analyses.mutual_contacts import before, mutual, partners
from graphsvc.model import day_number
from graphsvc.services.views import contacts_in
from tests.analyses.networks import Network, arcs
from tests.worlds import AS_OF, person, weeks_ago, world

LATELY = {weeks_ago(number): 1 for number in (1, 3, 6, 9, 12)}
TWELVE_WEEKS = {weeks_ago(number): 1 for number in (6, 9, 12)}  # none of the last four
BEFORE = {weeks_ago(number): 1 for number in (14, 18, 22)}


def both(*pairs, weeks=LATELY, feed="mail"):
    ends = [pair.split("-") for pair in pairs]
    return [(one, other, feed, weeks) for a, b in ends for one, other in ((a, b), (b, a))]


def team(*, size=6, unit="storage", prefix="s"):
    """Everybody of a team, and contact between every two of them."""
    ids = [f"{prefix}{number}" for number in range(size)]
    pairs = [f"{a}-{b}" for at, a in enumerate(ids) for b in ids[at + 1 :]]
    return [person(one, unit=unit, level=2, manager="max") for one in ids], both(*pairs)


def around(ada, ties, *, weeks=None):
    """Ada beside a team of six under Max, whose head is two levels up; Gil is in another unit."""
    others, among = team()
    people = [
        ada,
        *others,
        person("max", unit="storage", level=5),
        person("gil", unit="sales", level=2),
        person("head", unit="sales", level=9),
    ]
    known = both(*(f"{one.id}-max" for one in others), "gil-head", "gil-s0", "gil-s1", "head-max")
    return world(people, [*among, *known, *ties], units={"storage": None, "sales": None})


def found(view, away=()):
    people = view.people
    organisation = Organisation(
        day_number(view.as_of),
        people.present,
        people.joined,
        people.manager,
        people.unit,
        people.level,
        view.tied,
        view.dated,
    )
    contacts = Contacts(view.ties, *(contacts_in(view, days) for days in (28, 84, 168)))
    measured = measures(organisation, contacts)
    flags = np.array([one in away for one in people.ids])
    return measured, statuses(organisation, measured, away=flags)


def status(view, person_id="ada", away=()):
    _, judged = found(view, away)
    code = int(judged[view.people.ids.row_of(person_id)])
    return None if code < 0 else STATUSES[code]


def measured(view, person_id="ada"):
    figures, _ = found(view)
    row = view.people.ids.row_of(person_id)
    return {
        name: column[row].item() for name, column in figures._asdict().items() if name != "mutual"
    }


def ada(**facts):
    return person("ada", **{"unit": "storage", "level": 2, "manager": "max"} | facts)


def test_contacts_in_the_team_outside_it_and_up_make_somebody_connected():
    view = around(ada(), both("ada-s0", "ada-s1", "ada-s2", "ada-gil", "ada-max", "ada-head"))

    assert status(view) == "connected"
    assert measured(view) == {
        "short": 5,
        "long": 5,
        "before": 0,
        "manager_dependent": False,
        "no_tie_outside": False,
        "no_tie_up": False,
        "strongest": pytest.approx(1 / 6),
        "fading": False,
    }


def test_one_mutual_contact_besides_the_manager_is_isolated():
    view = around(ada(), both("ada-s0", "ada-max"))

    assert status(view) == "isolated"
    assert measured(view)["long"] == 1


def test_two_mutual_contacts_besides_the_manager_are_not():
    assert status(around(ada(), both("ada-s0", "ada-gil", "ada-max"))) == "connected"


def test_contact_one_way_is_not_mutual():
    one_way = [("ada", other, "mail", LATELY) for other in ("s1", "s2", "s3", "gil", "head")]

    assert status(around(ada(), [*both("ada-s0", "ada-max"), *one_way])) == "isolated"


def test_contact_with_somebody_who_left_is_not_counted():
    gone = person("zoe", unit="storage", level=2, left=AS_OF - timedelta(days=10))
    others, among = team()
    ties = [*among, *both("ada-s0", "ada-zoe", "ada-max", "s0-max")]
    view = world([ada(), gone, person("max", level=5), *others], ties)

    assert measured(view)["long"] == 1
    assert status(view) == "isolated"
    assert status(view, "zoe") is None


def test_contacts_before_the_window_are_not_counted_in_it():
    view = around(ada(), [*both("ada-s0"), *both("ada-s1", "ada-gil", weeks=BEFORE)])

    assert (measured(view)["long"], measured(view)["before"]) == (1, 2)
    assert status(view) == "isolated"


def test_three_definitions_together_make_somebody_isolated():
    # No contact in four weeks, none outside the team, none two levels up; three in twelve weeks.
    ties = both("ada-s0", "ada-s1", "ada-s2", weeks=TWELVE_WEEKS)
    view = around(ada(), ties)

    assert (measured(view)["short"], measured(view)["long"]) == (0, 3)
    assert status(view) == "isolated"
    assert status(around(ada(), [*ties, *both("ada-gil", weeks=TWELVE_WEEKS)])) == "connected"
    assert status(around(ada(), [*ties, *both("ada-head", weeks=TWELVE_WEEKS)])) == "connected"
    assert status(around(ada(), [*ties, *both("ada-s3", "ada-s4")])) == "connected"


def test_what_cannot_be_told_is_not_held_against_anybody():
    ties = both("ada-s0", "ada-s1", "ada-s2", weeks=TWELVE_WEEKS)

    assert status(around(ada(unit=None), ties)) == "connected"
    assert status(around(ada(level=None), ties)) == "connected"
    assert status(around(ada(level=8), ties)) == "connected"  # nobody is two levels up


def test_a_few_people_who_are_tied_to_the_rest_by_the_manager_alone_are_fragile():
    # Without Max there are Ada, Ben, Cy and Dot; with Eve they would be five.
    ties = both("ada-ben", "ada-cy", "ben-cy", "cy-dot", "ada-max", "ben-max", "dot-max")
    view = around(ada(unit="labs"), ties)
    five = around(ada(unit="labs"), [*ties, *both("dot-eve")])

    assert measured(view)["manager_dependent"]
    assert status(view) == "fragile"
    assert not measured(five)["manager_dependent"]
    assert status(five) == "connected"


def test_half_of_the_strength_on_one_person_is_fragile():
    daily = {weeks_ago(number): 20 for number in range(1, 13)}
    ties = [*both("ada-s0", weeks=daily), *both("ada-s1", "ada-gil", weeks={weeks_ago(1): 1})]
    view = around(ada(), ties)

    assert measured(view)["strongest"] > 0.5
    assert status(view) == "fragile"


def test_half_of_the_contacts_gone_while_others_kept_theirs_is_fragile():
    # Everybody else has as many contacts as before; Ada had five and has two.
    others, among = team(size=8)
    lost = both("ada-s2", "ada-s3", "ada-s4", weeks=BEFORE)
    ends = [(one, other) for one, other, *_ in among]
    earlier = [(one, other, "mail", BEFORE | LATELY) for one, other in ends]
    ties = [*earlier, *lost, *both("ada-s0", "ada-s1", weeks=BEFORE | LATELY)]
    view = world([ada(), person("max", level=3), *others], ties)

    assert (measured(view)["before"], measured(view)["long"]) == (5, 2)
    assert measured(view)["fading"]
    assert not measured(view, "s5")["fading"]
    assert status(view) == "fragile"


def test_a_quiet_season_is_not_fading():
    # Everybody had six contacts and now has two: the two neighbours in a ring.
    ids = [f"s{number}" for number in range(7)]
    pairs = [f"{a}-{b}" for at, a in enumerate(ids) for b in ids[at + 1 :]]
    ring = [f"s{at}-s{(at + 1) % 7}" for at in range(7)]
    quiet = world(ids, [*both(*pairs, weeks=BEFORE), *both(*ring, feed="meeting")])
    figures, _ = found(quiet)

    assert figures.before.tolist() == [6] * 7
    assert figures.long.tolist() == [2] * 7
    assert not figures.fading.any()


@pytest.mark.parametrize(("days", "expected"), [(1, True), (90, True), (91, False)])
def test_the_first_ninety_days_are_not_judged(days, expected):
    view = around(ada(joined=AS_OF - timedelta(days=days)), both("ada-max"))

    assert (status(view) == "onboarding") is expected


def test_people_on_leave_are_not_judged():
    view = around(ada(), both("ada-max"))

    assert status(view, away=["ada"]) == "away"
    assert status(view, "s0", away=["ada"]) == "connected"


def test_no_data_is_not_no_ties():
    covered = around(ada(), both("ada-max", weeks={weeks_ago(60): 1}))

    assert status(covered) == "isolated"
    assert status(around(ada(), [])) == "no_data"


def test_undated_ties_alone_say_nothing_about_the_last_weeks():
    undated = [("ada", "s0"), ("s0", "ada"), ("ada", "gil", "survey", 0.9)]

    assert status(around(ada(), undated)) == "no_dates"


def test_a_window_ends_where_the_recorded_weeks_end():
    # All contacts ended thirty weeks before the question.
    then = {weeks_ago(30 + number): 1 for number in (1, 3, 6, 9, 12)}
    others, _ = team()
    pairs = [f"s{a}-s{b}" for a in range(6) for b in range(a + 1, 6)]
    ties = both(*pairs, "ada-s0", "ada-s1", "ada-s2", weeks=then)
    view = world([ada(unit=None), person("max"), *others], ties)

    assert measured(view)["short"] == 3
    assert status(view) == "connected"


def test_whoever_was_not_there_has_no_status():
    later, gone = AS_OF + timedelta(days=5), date(2026, 1, 1)
    view = world(["ada", person("new", joined=later), person("old", left=gone)], both("ada-ben"))

    assert [status(view, one) for one in ("new", "old")] == [None, None]


def random_contacts(seed, people=24):
    """Directed contacts of 28 days, within 84, within 168, and the people they are between."""
    random = np.random.default_rng(seed)
    ids = tuple(f"p{number:02d}" for number in range(people))
    graphs = [nx.DiGraph() for _ in range(3)]
    for graph in graphs:
        graph.add_nodes_from(ids)
    for pair in [(a, b) for a in ids for b in ids if a != b]:
        drawn = random.random()
        counts = [int(count) for count in random.integers(1, 4, 3)]
        for at, (graph, share) in enumerate(zip(graphs, (0.06, 0.13, 0.2), strict=True)):
            if drawn < share:
                graph.add_edge(*pair, weight=float(sum(counts[: at + 1])))
    return ids, [Network(ids, graph) for graph in graphs], random


@pytest.mark.parametrize("seed", range(6))
def test_every_measure_is_that_of_plain_networkx(seed):
    ids, (short, long, longer), random = random_contacts(seed)
    n = len(ids)
    organisation = Organisation(
        today=20_000,
        present=random.random(n) < 0.9,
        joined=np.full(n, UNKNOWN, np.int32),
        manager=np.where(np.arange(n) > 2, random.integers(0, 3, n), -1).astype(np.int32),
        unit=random.integers(-1, 3, n).astype(np.int32),
        level=random.choice(np.array([UNKNOWN, 1, 2, 3, 4], np.int32), n),
        tied=np.ones(n, np.bool_),
        dated=np.ones(n, np.bool_),
    )
    undirected = Network(ids, nx.Graph(long.graph))
    found = measures(organisation, Contacts(undirected.rows, short.rows, long.rows, longer.rows))

    here = [one for one, there in zip(ids, organisation.present, strict=True) if there]
    both_ways = long.graph.subgraph(here).to_undirected(reciprocal=True)
    lately = short.graph.subgraph(here).to_undirected(reciprocal=True)
    highest = max(organisation.level[organisation.present])
    for row, one in enumerate(ids):
        if not organisation.present[row]:
            continue
        at = int(organisation.manager[row])
        boss = ids[at] if at >= 0 else None
        assert found.short[row] == len({*lately[one]} - {boss})
        assert found.long[row] == len({*both_ways[one]} - {boss})
        assert [ids[other] for other in partners(found.mutual, row)] == sorted(both_ways[one])
        rest = both_ways.subgraph([other for other in here if other != boss])
        component = nx.node_connected_component(rest, one)
        assert found.manager_dependent[row] == (boss is not None and len(component) < 5)
        units = [organisation.unit[ids.index(other)] for other in both_ways[one]]
        own = organisation.unit[row]
        assert found.no_tie_outside[row] == (own >= 0 and {*units} <= {own, -1})
        level = int(organisation.level[row])
        above = [organisation.level[ids.index(other)] >= level + 2 for other in both_ways[one]]
        told = level != UNKNOWN and level + 2 <= highest
        assert found.no_tie_up[row] == (told and not any(above))
        weights = [edge["weight"] for to, edge in undirected.graph[one].items() if to in here]
        assert found.strongest[row] == pytest.approx(max(weights) / sum(weights) if weights else 0)


def test_mutual_pairs_need_both_ways_and_both_there():
    network = arcs({"a-b": 1.0, "b-a": 1.0, "a-c": 1.0, "c-d": 1.0, "d-c": 1.0})
    pairs = mutual(network.rows, network.all_but("d"))

    assert [pairs.one.tolist(), pairs.other.tolist()] == [[0, 1], [1, 0]]


def test_earlier_contacts_are_those_of_the_whole_window_less_the_recent_ones():
    whole = arcs({"a-b": 5.0, "b-a": 2.0, "b-c": 1.0})
    recent = Network(whole.ids, arcs({"a-b": 3.0, "b-a": 2.0}).graph)
    recent.graph.add_node("c")
    earlier = before(whole.rows, recent.rows)

    assert earlier.indptr.tolist() == [0, 1, 2, 2]
    assert earlier.indices.tolist() == [1, 2]
    assert earlier.strength.tolist() == [2.0, 1.0]


def test_nobody_and_no_contact_make_no_trouble():
    nothing = measures(
        Organisation(20_000, *([np.zeros(0, np.int32)] * 7)),
        Contacts(*[Network((), nx.Graph()).rows] * 4),
    )

    assert nothing.long.tolist() == []
