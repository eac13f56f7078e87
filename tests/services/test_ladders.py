"""Who may see who stands on which rung for somebody, and by which names?"""

from datetime import date

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, PersonNotFound
from graphsvc.services.ladders import LadderService
from tests.services.conftest import OneView
from tests.worlds import person, world

ADA, CY, MIA = (Viewer(one, one) for one in ("ada", "cy", "mia"))
LEAD = Viewer("lea", None, frozenset({Grant("lead", "sales")}))
OTHER_LEAD = Viewer("leo", None, frozenset({Grant("lead", "platform")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
UNITS = {"ada": "sales", "cy": "sales", "ben": "platform", "mia": "platform"}


@pytest.fixture
def ladders(policy, audit):
    view = world(
        people=[person(one, unit=unit) for one, unit in UNITS.items()],
        mentorings=[("mia", "ada", date(2026, 1, 1), None)],
        endorsements=[
            ("ben", "ada", "advocacy", date(2026, 6, 1), date(2026, 6, 2)),
            ("mia", "ada", "credit", date(2026, 7, 1), date(2026, 7, 1)),
            ("mia", "ada", "opportunity", date(2026, 8, 1)),
            ("ada", "cy", "advice", date(2026, 9, 1), date(2026, 9, 2)),
        ],
    )
    return LadderService(OneView(view), policy, audit)


@pytest.mark.parametrize("viewer", [ADA, MIA, LEAD])
def test_she_her_mentor_and_her_lead_see_who_stands_where(ladders, viewer):
    found = ladders.ladder(viewer, "ada")

    assert found.person.id == "ada"
    assert [(one.person.id, one.rung, one.claimed, one.sponsor) for one in found.for_her] == [
        ("ben", "advocacy", "", True),
        ("mia", "credit", "opportunity", False),
    ]
    assert [(one.person.id, one.rung) for one in found.she_for] == [("cy", "advice")]
    assert [one.text for one in found.for_her] == [
        "spoke up on 2026-06-01, confirmed",
        "gave credit in public on 2026-07-01, confirmed; "
        "opened an opportunity on 2026-08-01, not confirmed yet",
    ]
    assert (found.sponsor_kinds, found.days) == (("opportunity", "advocacy"), 365)


@pytest.mark.parametrize("viewer", [CY, OTHER_LEAD])
def test_nobody_else_does(ladders, viewer):
    for one in ("ada", "nobody"):
        with pytest.raises(PersonNotFound):
            ladders.ladder(viewer, one)


def test_an_analyst_sees_no_ladder_of_anybody(ladders):
    with pytest.raises(Forbidden):
        ladders.ladder(ANALYST, "ada")


def test_nobody_there_is_said_in_words(ladders):
    nothing = "No act of the last year is recorded for this person."
    assert ladders.ladder(MIA, "mia").none_because == nothing
