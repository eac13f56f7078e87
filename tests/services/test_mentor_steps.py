"""Do the two of a pair, and nobody else, see how far the mentor has come, as it is recorded?"""

from datetime import date

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, PersonNotFound
from graphsvc.services.mentor_steps import MentorStepsService
from tests.services.conftest import OneView
from tests.worlds import world

ADA, CY, MIA, OLD = (Viewer(one, one) for one in ("ada", "cy", "mia", "old"))
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))

pytestmark = pytest.mark.engine


@pytest.fixture
def steps(empty_embedded, policy, audit):
    empty_embedded.run(
        "CREATE (a:Person {id: 'ada'}), (m:Person {id: 'mia'}), (c:Person {id: 'cy'}), "
        "(a)-[:AIMS_FOR]->(:Goal {id: 'g', kind: 'role', on: $day, shared_with: ['mia']}), "
        "(m)-[:ENDORSED {id: 'e1', kind: 'credit', on: $day, confirmed_on: $day}]->(a), "
        "(m)-[:ENDORSED {id: 'e2', kind: 'advocacy', on: $day}]->(a), "
        "(c)-[:ENDORSED {id: 'e3', kind: 'feedback', on: $day, confirmed_on: $day}]->(a)",
        day=date(2026, 2, 2),
    )
    view = world(
        people=["ada", "mia", "cy", "old"],
        mentorings=[
            ("mia", "ada", date(2026, 1, 1), None),
            ("old", "ada", date(2025, 1, 1), date(2026, 1, 1)),
        ],
    )
    return MentorStepsService(OneView(view), policy, audit, empty_embedded.store)


@pytest.mark.parametrize(("viewer", "other"), [(ADA, "mia"), (MIA, "ada")])
def test_the_two_see_what_is_done_and_what_comes_next(steps, viewer, other):
    found = steps.steps(viewer, other)

    assert (found.mentor.id, found.mentee.id) == ("mia", "ada")
    assert [one.kind for one in found.items if one.done] == ["knows_the_goal", "has_given_credit"]
    assert found.items[2].because == "Recorded: confirmed credit on 2026-02-02."
    assert found.next == "has_seen_the_work"
    assert found.next_action == (
        "Agree on one piece of work of Ada for Mia to look at, and record feedback on it."
    )


def test_a_goal_that_is_seen_on_the_page_was_not_told_for_that(steps, empty_embedded):
    """A current mentor reads it there whether or not it was shared: the step says what is true."""
    told = steps.steps(MIA, "ada").items[1]
    empty_embedded.run("MATCH (g:Goal) SET g.shared_with = []")
    seen = steps.steps(MIA, "ada").items[1]

    assert (told.text, told.because) == (
        "Mia has been told what Ada aims for.",
        "Recorded: goal on 2026-02-02.",
    )
    assert (seen.done, seen.text) == (False, told.text)
    assert seen.because == "No goal was recorded by Mia or shared with Mia yet."


@pytest.mark.parametrize(
    ("viewer", "other"), [(CY, "ada"), (OLD, "ada"), (ADA, "old"), (MIA, "cy")]
)
def test_nobody_else_does(steps, viewer, other):
    with pytest.raises(PersonNotFound):
        steps.steps(viewer, other)


def test_a_lead_does_not_either(steps):
    with pytest.raises(Forbidden):
        steps.steps(LEAD, "ada")
