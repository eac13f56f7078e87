"""Can a goal be recorded with its unit and who decides on it, and be shared and taken back?"""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graphsvc.services.answers_goals import Goal
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

GOAL = "Chair the guild of designers <i>"
Send = Callable[..., TestResponse]


@pytest.fixture
def said(site: Site, mentee: str) -> Iterator[Callable[[], list[Goal]]]:
    """The goals of these tests as she sees them; they are dropped in the end."""
    viewer = site.services.demonstration()["person"].viewer

    def goals() -> list[Goal]:
        return [x for x in site.services.goals.of(viewer, mentee).items if x.text == GOAL]

    yield goals
    for one in goals():
        site.services.goals.drop(viewer, one.id)


@pytest.fixture
def send(person: FlaskClient, mentee: str, said) -> Send:
    def sent(**fields: str) -> TestResponse:
        form = {"act": "set", "person": mentee, "kind": "role", "text": GOAL, **fields}
        return person.post("/mentee", data=form, headers=OWN)

    return sent


@pytest.fixture(scope="session")
def colleague(site: Site, pair: tuple[str, str]) -> tuple[str, str]:
    """The id and the name of somebody who is neither of the pair, of whose name there is one."""
    people = site.services.snapshots.at(None).people
    names = list(people.names)
    return next(
        (one, name)
        for one, name in zip(people.ids, names, strict=True)
        if one not in pair and sum(name in other for other in names) == 1
    )


@pytest.fixture
def goal(send: Send, said) -> Goal:
    assert send().status_code == 303
    (found,) = said()
    return found


def test_a_unit_and_who_decides_are_named_as_people_call_them(send, said, site, colleague):
    units = site.services.snapshots.at(None).people.units
    answer = send(unit=units.names[1].upper(), decided_by=colleague[1])
    (found,) = said()

    assert answer.status_code == 303
    assert found.unit == units.names[1]
    assert found.decided_by.id == colleague[0]


def test_their_ids_do_as_well_and_both_stand_below_the_goal(send, said, site, person, colleague):
    units = site.services.snapshots.at(None).people.units
    answer = send(unit=units.ids[1], decided_by=colleague[0])
    page = words(person.get(answer.headers["Location"]))

    assert len(said()) == 1
    assert f"Role, {units.names[1]}, decided by {colleague[1]}" in page


@pytest.mark.parametrize(
    ("field", "text", "because"),
    [
        ("unit", "No such <unit>", "Where it lies: the name or id of a unit."),
        ("decided_by", "p-nobody", "Who decides on it: the name or id of somebody in the"),
        ("decided_by", "a", "Who decides on it: one of "),
    ],
)
def test_what_means_nobody_or_several_is_told_in_words_and_kept(send, said, field, text, because):
    answer = send(**{field: text})
    kept = re.search(rf'name="{field}" value="([^"]*)"', answer.text)

    assert answer.status_code == 400
    assert because in words(answer)
    assert kept is not None
    assert unescape(kept[1]) == text
    assert said() == []


def test_every_unit_is_offered_while_typing(person, site):
    units = site.services.snapshots.at(None).people.units
    offered = re.findall(r'<option value="([^"]+)"></option>', person.get("/mentee").text)

    assert [unescape(one) for one in offered] == sorted(set(units.names))


def test_a_goal_is_shared_and_taken_back_by_whoever_aims_for_it(
    send, said, site, person, goal, colleague
):
    fields = {"id": goal.id, "with": colleague[1]}
    page = words(person.get(send(act="share", **fields).headers["Location"]))
    seen = site.services.goals.of(site.services.somebody(colleague[0]).viewer, goal_person(site))

    assert "Shared: they see the goal and its words from now on." in page
    assert "Shared with 1 person" in page
    assert [one.text for one in seen.items] == [GOAL]

    fields["with"] = colleague[0]
    page = words(person.get(send(act="unshare", **fields).headers["Location"]))
    assert "Taken back: they see the goal no longer" in page
    assert "Shared with" not in page
    assert said()[0].shared_with == ()


def goal_person(site: Site) -> str:
    return site.services.demonstration()["person"].viewer.person_id


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ("p-nobody", "Who shall know it: the name or id of somebody in the directory."),
        ("{herself}", "Who shall know it: somebody other than you."),
    ],
)
def test_a_goal_is_shared_with_somebody_else_alone(send, said, goal, mentee, other, because):
    typed = other.format(herself=mentee)
    answer = send(act="share", id=goal.id, **{"with": typed})

    assert answer.status_code == 400
    assert because in words(answer)
    assert f'name="with" value="{typed}"' in answer.text
    assert said()[0].shared_with == ()


def test_nobody_but_whoever_aims_for_it_may_share_it(mentor, said, goal, mentee, colleague):
    form = {"act": "share", "person": mentee, "id": goal.id, "with": colleague[0]}
    answer = mentor.post("/mentee", data=form, headers=OWN)

    assert answer.status_code == 404
    assert said()[0].shared_with == ()
    assert 'value="share"' not in mentor.get(f"/mentee?person={mentee}").text


def test_another_site_shares_nothing(site, said, goal, mentee, colleague):
    form = {"act": "share", "person": mentee, "id": goal.id, "with": colleague[0]}
    elsewhere = {"Origin": "http://elsewhere.example"}
    answer = signed_in(site.app, "person").post("/mentee", data=form, headers=elsewhere)

    assert answer.status_code == 403
    assert said()[0].shared_with == ()
