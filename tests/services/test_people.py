"""Does the directory find people as they are looked for, and for whom may look them up?"""

from dataclasses import replace

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden
from graphsvc.services.answers import Named
from graphsvc.services.people import PeopleService
from tests.access.people import organisation
from tests.services.conftest import OneView

NAMES = ["Zoé Müller", "Zoe Miller", "Ben Łukasz", "", "İpek Ada", "Ada Straße", "Anna Maria Oz"]
IDS = ("p-1", "p-2", "p-3", "p-4", "p-5", "p-6", "ada")
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))


@pytest.fixture
def people(audit, policy):
    view = organisation(ids=IDS)
    return PeopleService(
        OneView(replace(view, people=view.people._replace(names=NAMES))), policy, audit
    )


def found(people, text, **options):
    return [one.id for one in people.search(LEAD, text, **options)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("zoe", ["p-2", "p-1"]),
        ("ZOÉ", ["p-2", "p-1"]),
        ("Mül", ["p-1"]),
        ("mull", ["p-1"]),
        ("strasse", ["p-6"]),
        ("ipek", ["p-5"]),
        ("oz anna", ["ada"]),
        ("ada", ["p-6", "ada", "p-5"]),
        ("p-4", ["p-4"]),
        (" p-4 ", ["p-4"]),
        ("p-", []),
        ("", []),
        ("  ", []),
        ("nobody", []),
        (".*", []),
    ],
)
def test_people_are_found_by_words_of_their_name_or_by_their_whole_id(people, text, ids):
    assert found(people, text) == ids


def test_they_come_by_name_then_id_and_no_more_than_asked_for(people):
    assert found(people, "a", limit=3) == ["p-6", "ada", "p-3"]


def test_an_entry_is_name_title_and_unit_and_nothing_else(people):
    assert people.search(LEAD, "p-4") == (Named("p-4", "p-4", "Engineer", "Sales"),)
    assert people.search(LEAD, "anna oz") == (Named("ada", "Anna Maria Oz", "Engineer", ""),)


def test_an_employee_may_look_anybody_up(people):
    assert [one.id for one in people.search(Viewer("x", "p-2"), "müller")] == ["p-1"]


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer("ann", None, frozenset({Grant("analyst")})),
        Viewer("oda", None, frozenset({Grant("operator")})),
        Viewer("gone", "p-99"),
    ],
    ids=["an analyst without names", "an operator", "somebody who left"],
)
def test_others_may_not(people, viewer):
    with pytest.raises(Forbidden):
        people.search(viewer, "zoe")


def test_a_search_is_recorded_without_whom_it_was_for(people, audit):
    people.search(LEAD, "Müller")
    with pytest.raises(Forbidden):
        people.search(Viewer("oda", None), "Müller")

    rows = audit.trail.rows()
    assert [(row.subject, row.action, row.decision) for row in rows] == [
        ("lea", "see people", "allowed"),
        ("oda", "see people", "refused"),
    ]
    assert "ller" not in repr(rows)
