"""Does a mentor see on one page what her mentee aims for, whom to meet, and whom to ask?"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

GOAL = "Speak at the October fair <b>"


@pytest.fixture
def recorded(site: Site, mentor: FlaskClient, mentee: str) -> Iterator[str]:
    """A goal that was sent with the form; where its page was then shown."""
    form = {"act": "set", "person": mentee, "kind": "project", "text": GOAL}
    answer = mentor.post("/mentee", data=form, headers=OWN)
    assert answer.status_code == 303
    yield answer.headers["Location"]
    viewer = site.services.demonstration()["mentor"].viewer
    for one in site.services.goals.of(viewer, mentee).items:
        if one.text == GOAL:
            site.services.goals.drop(viewer, one.id)


def test_the_first_suggestions_are_those_of_the_service_with_their_ways(mentor, site, mentee):
    viewer = site.services.demonstration()["mentor"].viewer
    found = site.services.introductions.suggest(viewer, mentee, limit=3).items
    page = mentor.get(f"/mentee?person={mentee}")
    shown = re.findall(r'id="suggestion-\d+">\s*<h3>([^<]+)</h3>', page.text)

    assert found
    assert [unescape(one) for one in shown] == [one.person.label for one in found]
    for one in found:
        for hop in one.path.hops if one.path else ():
            assert hop.person.label in words(page)


def test_a_goal_is_recorded_and_then_read_by_both(mentor, site, mentee, recorded):
    person = signed_in(site.app, "person")

    assert "The goal is recorded." in words(mentor.get(recorded))
    for client in (mentor, person):
        assert GOAL in words(client.get(f"/mentee?person={mentee}"))


def test_a_goal_sent_twice_is_one_goal(mentor, mentee, recorded):
    form = {"act": "set", "person": mentee, "kind": "project", "text": GOAL}
    again = mentor.post("/mentee", data=form, headers=OWN)

    assert again.status_code == 303
    assert mentor.get(again.headers["Location"]).text.count("<h3>Speak at the October fair") == 1


def test_a_goal_is_dropped(mentor, site, mentee, recorded):
    viewer = site.services.demonstration()["mentor"].viewer
    (goal,) = (one for one in site.services.goals.of(viewer, mentee).items if one.text == GOAL)
    form = {"act": "drop", "person": mentee, "id": goal.id}
    answer = mentor.post("/mentee", data=form, headers=OWN)
    page = words(mentor.get(answer.headers["Location"]))

    assert "The goal is dropped" in page
    assert GOAL not in page


def test_what_was_typed_stays_where_it_was_refused(mentor, mentee):
    form = {"act": "set", "person": mentee, "kind": "skill", "text": "x" * 301}
    answer = mentor.post("/mentee", data=form, headers=OWN)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert f'value="{"x" * 301}"' in answer.text
    assert "<option selected>skill</option>" in answer.text


def test_another_site_records_nothing(mentor, site, mentee):
    viewer = site.services.demonstration()["mentor"].viewer
    before = site.services.goals.of(viewer, mentee).items
    form = {"act": "set", "person": mentee, "kind": "role", "text": "Somebody else's wish"}
    answer = mentor.post("/mentee", data=form, headers={"Origin": "http://elsewhere.example"})

    assert answer.status_code == 403
    assert site.services.goals.of(viewer, mentee).items == before


def test_a_word_that_is_no_message_says_nothing(mentor, mentee):
    page = mentor.get(f"/mentee?person={mentee}&done=%3Cb%3Eyou+won").text

    assert 'role="status"' not in page
    assert "<b>you won" not in page


def test_a_person_sees_her_own_path_and_those_she_does_not_know_without_names(site, mentee):
    viewer = site.services.demonstration()["person"].viewer
    found = site.services.introductions.suggest(viewer, mentee, limit=3).items
    names = site.services.snapshots.at(None).people.names
    rows = site.services.introductions.suggest(
        site.services.demonstration()["lead"].viewer, mentee, limit=3
    ).items
    page = signed_in(site.app, "person").get("/mentee")
    begun = site.services.introducing.about(viewer, mentee).items
    told = {one.introducee.label for one in begun if one.introducee}  # after a yes

    assert "My path" in words(page)
    for seen, full in zip(found, rows, strict=True):
        assert full.person.label in names
        if seen.person.id is None and full.person.label not in told:
            assert full.person.label not in words(page)


def test_a_lead_sees_that_there_is_a_goal_and_not_its_words(site, mentee, recorded):
    page = words(signed_in(site.app, "lead").get(f"/mentee?person={mentee}"))

    assert "A goal, without its words" in page
    assert GOAL not in page
    assert "Add a goal" not in page
