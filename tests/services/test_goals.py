"""Who may say what somebody aims for, who knows it then, and what is kept from all others?"""

from datetime import date

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import ActNotFound, BadRequest, Forbidden, LimitReached, PersonNotFound
from graphsvc.services.goals import MOST_GOALS, GoalService
from tests.services.conftest import OneView
from tests.worlds import person, world

ADA, BEN, CY = (Viewer(one, one) for one in ("ada", "ben", "cy"))
MIA = Viewer("mia", "mia")  # mentors Ada
OLD = Viewer("old", "old")  # mentored Ada
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
PEOPLE = ("ada", "ben", "cy", "mia", "old")

pytestmark = pytest.mark.engine


@pytest.fixture
def goals(empty_embedded, policy, audit):
    for one in PEOPLE:
        empty_embedded.run("CREATE (:Person {id: $id})", id=one)
    empty_embedded.run("CREATE (:Unit {id: 'sales'})")
    view = world(
        people=[person(one) for one in PEOPLE],
        units={"sales": None},
        memberships=[("cy", "sales", None, None)],
        mentorings=[
            ("mia", "ada", date(2026, 1, 1), None),
            ("old", "ada", date(2025, 1, 1), date(2026, 1, 1)),
        ],
    )
    keyed = Handles(b"h" * 32).of
    return GoalService(OneView(view), policy, audit, empty_embedded.store, keyed)


def lead_sales(goals, viewer=ADA, **more):
    return goals.set(viewer, "ada", "role", "Lead  a team\n", unit="sales", decided_by="cy", **more)


def test_what_she_records_is_hers_to_see_and_to_change(goals):
    made = lead_sales(goals)
    seen = goals.of(ADA, "ada")

    assert (made.kind, made.text, made.unit) == ("role", "Lead a team", "Sales")
    assert (made.decided_by.id, made.on, made.shared_with) == ("cy", date(2026, 11, 23), ())
    assert made.may_change
    assert seen.items == (made,)
    assert seen.may_add
    assert seen.none_because == ""


def test_the_same_said_again_is_the_same_goal(goals, empty_embedded):
    made = lead_sales(goals)
    once = empty_embedded.everything()

    assert lead_sales(goals) == made
    assert empty_embedded.everything() == once


def test_a_goal_keeps_its_id_and_its_day_when_it_changes(goals):
    made = lead_sales(goals)
    changed = goals.set(ADA, "ada", "skill", "Negotiate", goal_id=made.id)

    assert (changed.id, changed.kind, changed.text) == (made.id, "skill", "Negotiate")
    assert (changed.unit, changed.decided_by, changed.on) == ("", None, made.on)
    assert goals.of(ADA, "ada").items == (changed,)


def test_a_mentor_who_records_a_goal_knows_it_and_may_change_it(goals):
    made = lead_sales(goals, MIA)

    assert made.may_change
    assert made.shared_with == ()  # who else knows it is hers alone to see
    assert [one.id for one in goals.of(ADA, "ada").items[0].shared_with] == ["mia"]
    assert goals.set(MIA, "ada", "role", "Lead two", goal_id=made.id).text == "Lead two"


def test_a_mentor_sees_her_own_goals_but_does_not_change_them(goals):
    made = lead_sales(goals)

    assert goals.of(MIA, "ada").items[0].text == "Lead a team"
    assert not goals.of(MIA, "ada").items[0].may_change
    with pytest.raises(ActNotFound):
        goals.set(MIA, "ada", "role", "Lead two", goal_id=made.id)
    with pytest.raises(ActNotFound):
        goals.drop(MIA, made.id)


def test_a_lead_sees_that_there_is_a_goal_and_nothing_of_what_it_says(goals):
    made = lead_sales(goals)
    seen = goals.of(LEAD, "ada")

    assert [(one.id, one.kind) for one in seen.items] == [(made.id, "role")]
    assert seen.items[0].text == seen.items[0].unit == ""
    assert seen.items[0].decided_by is None
    assert not seen.may_add
    with pytest.raises(Forbidden):
        lead_sales(goals, LEAD)
    with pytest.raises(Forbidden, match="^You may not see doors.$"):
        goals.known(LEAD, made.id)


@pytest.mark.parametrize("viewer", [BEN, OLD])
def test_nobody_else_learns_that_there_is_a_goal(goals, viewer):
    made = lead_sales(goals)

    for refused in (
        lambda: goals.of(viewer, "ada"),
        lambda: goals.of(viewer, "nobody"),
        lambda: lead_sales(goals, viewer),
    ):
        with pytest.raises(PersonNotFound):
            refused()
    for missing in (made.id, "nothing"):
        for refused in (goals.known, goals.drop, lambda one, id: goals.share(one, id, "cy")):
            with pytest.raises(ActNotFound):
                refused(viewer, missing)
    with pytest.raises(Forbidden):
        goals.of(ANALYST, "ada")
    with pytest.raises(Forbidden):
        goals.drop(ANALYST, made.id)


def test_whoever_it_is_shared_with_sees_this_goal_and_no_other(goals):
    made = lead_sales(goals)
    goals.set(ADA, "ada", "skill", "Negotiate")
    shared = goals.share(ADA, made.id, "ben")

    assert [one.id for one in shared.shared_with] == ["ben"]
    assert goals.share(ADA, made.id, "ben") == shared
    seen = goals.of(BEN, "ada")
    assert [one.text for one in seen.items] == ["Lead a team"]
    assert (seen.person.id, seen.items[0].shared_with, seen.may_add) == ("ada", (), False)
    # What it leads to says whom she knows, and is hers and her mentor's.
    with pytest.raises(ActNotFound):
        goals.known(BEN, made.id)
    assert goals.known(MIA, made.id)[1].text == "Lead a team"


def test_what_is_no_longer_shared_is_seen_no_longer(goals):
    made = lead_sales(goals)
    goals.share(ADA, made.id, "ben")

    assert goals.unshare(ADA, made.id, "ben").shared_with == ()
    assert goals.unshare(ADA, made.id, "ben").shared_with == ()
    with pytest.raises(PersonNotFound):
        goals.of(BEN, "ada")


def test_only_she_shares_her_goal_and_only_with_somebody(goals):
    made = lead_sales(goals, MIA)

    with pytest.raises(ActNotFound):
        goals.share(MIA, made.id, "ben")
    with pytest.raises(PersonNotFound):
        goals.share(ADA, made.id, "nobody")
    assert [one.id for one in goals.share(ADA, made.id, "ada").shared_with] == ["mia"]


def test_a_goal_that_is_dropped_is_gone(goals, empty_embedded):
    made = lead_sales(goals)
    goals.drop(ADA, made.id)

    assert goals.of(ADA, "ada").items == ()
    assert goals.of(ADA, "ada").none_because == "No goal is recorded."
    assert empty_embedded.run("MATCH (g:Goal) RETURN count(g) AS left") == [{"left": 0}]
    with pytest.raises(ActNotFound):
        goals.drop(ADA, made.id)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"kind": "wish"}, "kind: one of role, project, skill, unit"),
        ({"text": " "}, "text: 1 to 300 letters"),
        ({"text": "x" * 301}, "text: 1 to 300 letters"),
        ({"unit": "nowhere"}, "unit: the id of a unit"),
    ],
)
def test_what_is_no_goal_is_refused(goals, said, wrong):
    words = {"kind": "role", "text": "Lead"} | said

    with pytest.raises(BadRequest, match=wrong):
        goals.set(ADA, "ada", words.pop("kind"), words.pop("text"), **words)


def test_somebody_who_is_not_there_decides_on_nothing(goals):
    with pytest.raises(PersonNotFound):
        goals.set(ADA, "ada", "role", "Lead", decided_by="nobody")


def test_there_is_an_end_to_what_one_aims_for(goals):
    for number in range(MOST_GOALS):
        goals.set(ADA, "ada", "skill", f"Learn {number}")

    with pytest.raises(LimitReached):
        goals.set(ADA, "ada", "skill", "Learn one more")
    assert goals.set(ADA, "ada", "skill", "Learn 3").text == "Learn 3"


def test_the_trail_holds_ids_and_never_words(goals, audit):
    made = lead_sales(goals)
    goals.share(ADA, made.id, "ben")
    goals.of(BEN, "ada")
    goals.drop(ADA, made.id)

    rows = audit.trail.rows()
    assert [(one.subject, one.action) for one in rows] == [
        ("ada", "set goals"),
        ("ada", "share goal"),
        ("ben", "see goals"),
        ("ada", "drop goal"),
    ]
    assert "team" not in repr(rows).lower()


def test_an_id_says_nothing_about_the_words(goals):
    made = lead_sales(goals)

    assert made.id == Handles(b"h" * 32).of("goal", "ada", "role", "Lead a team", "sales", "cy")
    assert made.id != Handles(b"i" * 32).of("goal", "ada", "role", "Lead a team", "sales", "cy")
