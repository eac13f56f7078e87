"""For whom are introductions planned, towards whom, through whom, and who may see the plan?"""

from datetime import date

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Forbidden
from graphsvc.services.bridge_targets import going_on, targets
from graphsvc.services.bridges import BridgeService
from tests.services.conftest import OneView
from tests.worlds import AS_OF, person, weeks_ago, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
OFTEN = {weeks_ago(1): 2, weeks_ago(3): 1}
SEPARATE = ("far-0", "far-1", "far-2", "far-3")


def both(*pairs, weeks=None):
    """Contacts both ways for every pair."""
    return [
        (one, other, "mail", weeks or OFTEN) for a, b in pairs for one, other in ((a, b), (b, a))
    ]


def organisation(levels=True, **facts):
    """Five heads who know each other, four teams under four of them, and four people apart.

    The four apart know each other, and through far-0 a member of the first team.
    """
    heads = [f"head-{one}" for one in range(5)]
    members = [f"team{team}-{one}" for team in range(4) for one in range(11)]
    people = [person(one, unit="board", level=9 if levels else None) for one in heads]
    people += [
        person(one, unit=one.partition("-")[0], level=2 if levels else None) for one in members
    ]
    people += [person(one, unit="apart", level=2 if levels else None) for one in SEPARATE]
    ties = [(a, b) for a in heads for b in heads if a < b]
    ties += [(one, f"head-{one[4]}") for one in members]
    ties += [(a, b) for a in SEPARATE for b in SEPARATE if a < b] + [("far-0", "team0-0")]
    ties += [("team0-1", "team1-1"), ("team2-1", "team3-1")]
    listed = [*people, *facts.pop("people", [])]
    return world(listed, both(*ties) + facts.pop("ties", []), **facts)


@pytest.fixture
def plan(policy, audit):
    def planned(view, viewer=LEAD, refused=(), **options):
        service = BridgeService(OneView(view), policy, audit, lambda: frozenset(refused))
        return service.plan(viewer, **options)

    return planned


def pairs(found):
    return [(one.mentee.id, one.introducee.id) for one in found.items]


def texts(one):
    return {reason.kind: reason.text for reason in one.reasons}


def test_the_farthest_are_introduced_to_those_who_bring_them_nearest(plan):
    found = plan(organisation(), budget=3)

    assert {mentee for mentee, _ in pairs(found)} & set(SEPARATE)
    assert [one.number for one in found.items] == [1, 2, 3]
    assert found.budget == 3
    assert found.truncated
    assert found.none_because == ""
    assert found.basis.as_of == AS_OF


def test_the_targets_are_the_highest_levels_where_levels_are_known(plan):
    found = plan(organisation())

    assert found.targets == 5
    assert found.targets_chosen.startswith(
        "Targets: the 5 people at level 9 or above, the highest levels."
    )


def test_without_levels_the_best_connected_are_the_targets_and_the_plan_says_so(plan):
    view = organisation(levels=False)
    found = plan(view)
    chosen = targets(view, going_on(view), seed=1)

    assert found.targets == 5
    assert "best connected people (by PageRank" in found.targets_chosen
    assert {view.people.ids[row] for row in chosen.rows.tolist()} >= {
        f"head-{team}" for team in range(4)
    }


def test_gains_add_up_and_access_is_told_before_and_after(plan):
    found = plan(organisation())
    low, rest = found.reach

    assert found.total_gain == pytest.approx(sum(one.gain for one in found.items))
    assert all(one.gain > 0 and one.access_after > one.access_before for one in found.items)
    gains = [one.gain for one in found.items]
    assert gains == sorted(gains, reverse=True)
    assert (low.who, low.people) == ("the farthest fifth of those outside the targets", 48 // 5)
    assert rest.people == 48 - 48 // 5
    assert low.after > low.before
    assert rest.after >= rest.before


def test_the_access_of_somebody_apart_by_hand(plan):
    # Over far-0 and team0-0 three steps to head-0 and four to the other heads; far-0 is one nearer.
    first = plan(organisation(), budget=1).items[0]
    by_hand = dict.fromkeys(SEPARATE, 0.4**3 + 4 * 0.4**4) | {"far-0": 0.4**2 + 4 * 0.4**3}

    assert first.access_before == pytest.approx(by_hand[first.mentee.id])


def test_the_limits_hold(plan):
    found = plan(organisation())
    mentees = [one for one, _ in pairs(found)]
    introducees = [one for _, one in pairs(found)]

    assert len(mentees) == len(set(mentees))
    assert max(introducees.count(one) for one in introducees) <= 2


def test_whoever_is_near_both_is_asked_first_and_else_the_programme_introduces(plan):
    found = plan(organisation())
    for one in found.items:
        if one.connector is None:
            assert texts(one)["cold"] == "nobody near both: the programme introduces them"
        else:
            assert one.connector.id not in (one.mentee.id, one.introducee.id)


def test_people_with_any_tie_in_one_line_or_proposed_before_are_not_introduced(plan):
    before = plan(organisation(), budget=1).items[0]
    pair = before.mentee.id, before.introducee.id
    met = [(None, *pair, [("proposed", date(2026, 1, 1)), ("met", date(2026, 2, 1))])]

    for facts in (
        {"ties": [(*pair, "survey")]},
        {"lines": [(*pair, None, None)]},
        {"mentorings": [(pair[1], pair[0], date(2026, 1, 1), None)]},
        {"introductions": met},
    ):
        assert pair not in pairs(plan(organisation(**facts)))


def test_an_introduction_that_was_withdrawn_may_be_planned_again(plan):
    before = plan(organisation(), budget=1).items[0]
    pair = before.mentee.id, before.introducee.id
    moves = [("proposed", date(2026, 1, 1)), ("withdrawn", date(2026, 2, 1))]

    assert pair in pairs(plan(organisation(introductions=[(None, *pair, moves)])))


def test_whoever_refused_is_introduced_to_nobody_as_somebody_worth_meeting(plan):
    before = plan(organisation(), budget=1).items[0].introducee.id
    found = plan(organisation(), refused=[before, "not-there"])

    assert before not in {introducee for _, introducee in pairs(found)}


def test_people_in_no_source_are_not_planned_for(plan):
    silent = [person(f"silent-{one}", unit="apart", level=2) for one in range(6)]
    found = plan(organisation(people=silent))

    assert not any(mentee.startswith("silent") for mentee, _ in pairs(found))


def test_a_lead_of_a_unit_gets_a_plan_for_her_people_only(plan):
    lead = Viewer("ulf", None, frozenset({Grant("lead", "apart")}))
    found = plan(organisation(), viewer=lead)

    assert pairs(found)
    assert {mentee for mentee, _ in pairs(found)} <= set(SEPARATE)
    assert found.reach[0].people == len(SEPARATE)


def test_a_lead_of_people_who_are_near_gets_a_sentence(plan):
    lead = Viewer("ulf", None, frozenset({Grant("lead", "board")}))
    found = plan(organisation(), viewer=lead)

    assert found.items == ()
    assert found.none_because.startswith("None of the people you lead")
    assert found.total_gain == 0


def test_without_contacts_both_ways_the_answer_is_a_sentence(plan):
    found = plan(world(people=["ada", "ben"], ties=[("ada", "ben", "mail", OFTEN)]))

    assert found.items == ()
    assert found.none_because.startswith("No contacts both ways")


def test_contacts_that_are_over_or_rare_carry_nothing(plan):
    long_ago = both(("ada", "ben"), weeks={weeks_ago(30): 9})
    once = both(("ben", "cy"), weeks={weeks_ago(1): 1})
    now = both(("cy", "dot"))
    graph = going_on(world(ties=long_ago + once + now))

    assert len(graph.other) == 2


def test_undated_ties_count_where_both_say_so(plan):
    view = world(ties=[("ada", "ben"), ("ben", "ada"), ("cy", "ada")])

    assert len(going_on(view).other) == 2


def test_the_same_seed_gives_the_same_plan(plan):
    assert plan(organisation(), seed=4) == plan(organisation(), seed=4)


@pytest.mark.parametrize("budget", [0, 1001])
def test_a_budget_out_of_range_is_refused(plan, budget):
    with pytest.raises(BadRequest):
        plan(organisation(), budget=budget)


@pytest.mark.parametrize(
    "viewer", [Viewer("a", None, frozenset({Grant("analyst")})), Viewer("b", "b")]
)
def test_only_leads_plan(plan, viewer):
    with pytest.raises(Forbidden):
        plan(organisation(), viewer=viewer)


def test_a_plan_is_recorded_before_it_is_made(plan, audit):
    plan(organisation(), budget=7)
    (row,) = audit.trail.rows()

    assert row.action == "plan bridges"
    assert '"budget": 7' in row.details
