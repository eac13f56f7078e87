"""Does a goal lead to the right people, over the ties she has, by names she may see?"""

from datetime import date

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import ActNotFound, Forbidden
from graphsvc.services.doors import DoorService
from graphsvc.services.goal_people import GoalPeople
from graphsvc.services.goals import GoalService
from graphsvc.services.introduction_ranking import Ranker
from tests.services.conftest import OneView
from tests.worlds import person, weeks_ago, world

ADA, BEN, MIA = (Viewer(one, one) for one in ("ada", "ben", "mia"))
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ONCE = {weeks_ago(1): 1}
PEOPLE = ("ada", "ben", "cy", "dot", "eve", "mia", "end")
CHAIN = ("ada-ben", "ben-cy", "cy-eve", "ben-dot", "eve-far", "far-end")

pytestmark = pytest.mark.engine


def both(*pairs):
    ends = [pair.split("-") for pair in pairs]
    return [(one, other, "mail", ONCE) for a, b in ends for one, other in ((a, b), (b, a))]


@pytest.fixture
def find(empty_embedded, policy, audit):
    """Doors of a goal of Ada's, who knows Ben; he knows Cy, who knows Eve, who leads Sales."""

    def found(
        viewer=MIA,
        kind="unit",
        text="Move to Sales",
        ties=CHAIN,
        refused=(),
        reserved=(),
        moved=(),
        over=(None, None),
        **goal,
    ):
        for one in PEOPLE:
            empty_embedded.run("MERGE (:Person {id: $id})", id=one)
        empty_embedded.run("MERGE (:Unit {id: 'sales'})")
        empty_embedded.run("MERGE (:Unit {id: 'storage'})")
        view = world(
            people=[
                person("ada", unit="storage", level=2, family="engineering", manager=over[0]),
                person("ben", unit="storage", level=3, family="engineering", manager=over[1]),
                person("cy", unit="sales", level=2, manager="eve"),
                person("dot", unit="sales", level=1, manager="eve", title="Sales Lead"),
                person("eve", unit="sales", level=4),
                person("mia", unit="storage", level=6),
            ],
            ties=both(*ties),
            mentorings=[("mia", "ada", date(2026, 1, 1), None)],
            memberships=moved,
        )
        goals = GoalService(
            OneView(view), policy, audit, empty_embedded.store, Handles(b"h" * 32).of
        )
        made = goals.set(ADA, "ada", kind, text, **goal)
        people = GoalPeople()
        ranker = Ranker(answers=lambda: (frozenset(), frozenset(refused)), goals=people)
        service = DoorService(
            OneView(view), policy, audit, goals, people, ranker, lambda: frozenset(reserved)
        )
        return service.find(viewer, made.id)

    return found


def ids(led):
    return [one.person.id for one in led]


def test_whoever_leads_the_unit_decides_and_the_first_stranger_on_the_way_is_the_door(find):
    found = find(unit="sales")

    assert ids(found.decides) == ids(found.missing) == ["eve"]
    assert found.decides[0].reason.text == "leads in Sales, where the goal lies"
    assert [(one.person.id, one.ask.id, one.leads_to.id) for one in found.next] == [
        ("cy", "ben", "eve")
    ]
    # Ben gives Ada one of three contacts, Cy gives Ben one of two, Eve gives Cy one of two.
    assert found.next[0].odds == pytest.approx(1 / 3 / 2 / 2)
    assert found.next[0].reason.text == "leads to Eve, who decides on it; ask Ben"
    assert found.none_because == ""


def test_whoever_is_named_decides_and_is_the_door_where_nobody_stands_between(find):
    found = find(decided_by="dot")

    assert ids(found.decides) == ["dot"]
    assert [(one.person.id, one.steps) for one in found.next] == [("dot", 2)]
    assert found.next[0].reason.text == "decides on it; ask Ben"


def test_whoever_has_done_it_counts_too_and_there_are_two_doors(find):
    found = find(kind="role", text="Become a sales lead", unit="sales")

    assert (ids(found.decides), ids(found.has_done)) == (["eve"], ["dot"])
    assert found.has_done[0].reason.text == "is a sales lead"
    assert ids(found.next) == ["dot", "cy"]


def test_whoever_came_to_the_unit_from_another_has_done_it(find):
    day = date(2026, 5, 1)
    moved = [("dot", "storage", None, day), ("dot", "sales", day, None)]

    assert ids(find(unit="sales", moved=moved).has_done) == ["dot"]


def test_a_door_in_her_own_reporting_line_is_said_to_be_one_and_so_is_her_manager(find):
    found = find(decided_by="dot", over=("ben", "dot"))

    assert found.next[0].reason.text == (
        "decides on it, and is in the same reporting line, where nobody has to introduce them; "
        "ask Ben, the line manager"
    )


def test_whom_her_goal_names_is_named_wherever_it_leads(find):
    found = find(viewer=ADA, decided_by="dot")

    assert found.goal.decided_by.id == found.decides[0].person.id == found.next[0].person.id


def test_whom_she_knows_already_is_no_missing_tie(find):
    found = find(decided_by="ben")

    assert [one.known for one in found.decides] == [True]
    assert (found.missing, found.next) == ((), ())
    assert found.none_because == "Everybody this goal leads to is a contact already: ask them."


def test_farther_away_than_a_request_goes_the_most_trusted_way_counts(find):
    found = find(decided_by="end")

    assert [(one.person.id, one.steps) for one in found.next] == [("cy", 5)]


def test_whoever_does_not_take_part_is_no_door(find):
    found = find(unit="sales", refused=["cy"])

    assert ids(found.missing) == ["eve"]
    assert found.next == ()
    assert found.none_because.startswith("No way leads to them")


def test_a_connector_who_wants_to_be_asked_first_is_not_named(find):
    found = find(unit="sales", reserved=["ben"])

    assert found.next[0].ask.id is None
    assert "ben" not in repr(found.next).lower()


def test_a_goal_that_leads_to_nobody_says_so(find):
    found = find(kind="skill", text="Learn to sail", ties=("ada-ben",))

    assert found.decides == found.has_done == ()
    assert "Nobody is known" in found.none_because


def test_she_herself_sees_labels_and_no_reason_that_tells_more(find):
    found = find(ADA, kind="role", text="Become a sales lead", unit="sales")

    assert {*ids(found.missing), *ids(found.next)} == {None}
    assert [one.ask.id for one in found.next] == ["ben", "ben"]
    assert [one.reason.text for one in found.missing] == [
        "decides on it",
        "has done what the goal is about",
    ]
    for name in ("eve", "dot", "cy"):
        assert name not in repr((found.missing, found.next)).lower()


def test_where_it_leads_is_hers_and_her_mentor_s(find):
    with pytest.raises(ActNotFound):
        find(BEN, unit="sales")
    with pytest.raises(Forbidden):
        find(LEAD, unit="sales")


def test_the_trail_holds_the_id_of_the_goal_alone(find, audit):
    found = find(unit="sales")

    row = audit.trail.rows()[-1]
    assert (row.action, row.object_kind, row.object_id) == ("see doors", "goal", found.goal.id)
    assert "move" not in repr(audit.trail.rows()).lower()
