"""Does a mentor see on one page what her mentee aims for, whom to meet, and whom to ask?"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from flask import g, render_template
from flask.testing import FlaskClient

from graphsvc.pages.ask import connectors
from graphsvc.pages.asked import Asked
from graphsvc.pages.mentee import show_mentee
from graphsvc.pages.words import STEP_NAMES
from graphsvc.pages.worth import worth
from graphsvc.services.answers import Suggestion
from graphsvc.services.answers_introducing import AskedLately
from tests.meeting import worth_meeting
from tests.pages.test_pages import OWN, signed_in, words
from tests.pages.test_steps import marks
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


def listed(page: str) -> list[tuple[str, str, str]]:
    """The steps in short: how each is marked, its name and what is said beside it."""
    found = re.findall(
        r'<li class="(done|coming|later)">([^<]+) <span class="\w+">([^<]+)</span>', page
    )
    return [tuple(unescape(part) for part in one) for one in found]


@pytest.mark.parametrize("role", ["mentor", "person"])
def test_both_of_a_pair_see_the_steps_in_short_and_where_to_read_more(site, pair, role):
    other = pair[1] if role == "mentor" else pair[0]
    viewer = site.services.demonstration()[role].viewer
    steps = site.services.mentor_steps.steps(viewer, other)
    page = signed_in(site.app, role).get(f"/mentee?person={pair[1]}")

    said = {"done": "done", "coming": "next", "later": "not yet"}
    assert listed(page.text) == [
        (mark, STEP_NAMES[one.kind], said[mark])
        for one, mark in zip(steps.items, marks(steps), strict=True)
    ]
    assert steps.next_action in words(page)
    assert f'href="/steps?person={other}"' in page.text


def test_nobody_but_the_pair_sees_the_steps_and_nobody_those_of_a_day_that_is_past(site, pair):
    lead = signed_in(site.app, "lead").get(f"/mentee?person={pair[1]}")
    past = signed_in(site.app, "mentor").get(f"/mentee?person={pair[1]}&as_of=2026-06-01")

    assert (lead.status_code, past.status_code) == (200, 200)
    for page in (lead, past):
        assert "From mentor to sponsor" not in words(page)


def test_whoever_has_several_to_choose_from_is_told_to_choose(site):
    view = site.services.snapshots.at(None)
    mentors = view.mentorings.mentor.tolist()
    several = sorted({view.people.ids[one] for one in mentors if mentors.count(one) > 1})
    assert several
    pages = [
        signed_in(site.app, f"person:{one}").get(path)
        for one in several[:1]
        for path in ("/mentee", "/introductions")
    ]
    pages.append(signed_in(site.app, "lead").get("/mentee?q=a"))

    for page in pages:
        assert "Choose one of them." in words(page)


def test_whoever_is_chosen_is_marked_and_nobody_is_told_to_choose(mentor, mentee):
    for path in ("/mentee", f"/mentee?person={mentee}"):
        page = mentor.get(path)
        assert "Choose one of them." not in words(page)
        (marked,) = re.findall(r'href="([^"]+)" aria-current="true"', page.text)
        assert marked == f"/mentee?person={mentee}"


class TestByHerself:
    """Where no warm path leads to somebody, the mentor may introduce the two herself."""

    @pytest.fixture
    def asked(self, site: Site, mentee: str) -> Asked:
        viewer = site.services.demonstration()["mentor"].viewer
        return Asked(viewer, {"person": mentee}, site.services, site.services.settings)

    @pytest.fixture
    def item(self, site: Site, asked: Asked, mentee: str) -> Suggestion:
        """A suggestion that was not begun by another test."""
        met = worth_meeting(site).introducee
        items = site.services.introductions.suggest(asked.viewer, mentee, limit=50).items
        return next(one for one in items if one.person.id == met)

    def shown(self, site: Site, asked: Asked, item: Suggestion, **told: object) -> str:
        """The words of the page about a suggestion to which no way leads."""
        page, mentee = show_mentee(asked), asked.text("person")
        found = page.shown["found"]
        item = replace(item, path=None, path_missing="Nobody in between.")
        (one,) = worth(asked, mentee, (item,), ())
        assert one.asking.by_herself
        before = replace(one.asking.before, **told)
        worth_it = (replace(one, asking=one.asking._replace(before=before)),)
        with site.app.test_request_context(f"/mentee?person={mentee}"):
            g.viewer = asked.viewer
            return render_template(
                page.template, **{**page.shown, "found": replace(found, worth=worth_it)}
            )

    def test_that_she_knows_them_is_said_where_it_is_true_alone(self, site, asked, item):
        known, unknown = (self.shown(site, asked, item, you_know=one) for one in (True, False))
        label = item.person.label

        assert f"You know {label}: introduce them yourself." in known
        assert f"If you know {label}, you could introduce them yourself" in unknown
        for page in (known, unknown):
            assert f"connector={asked.viewer.person_id}" in page
            assert "Nobody in between." in page

    def test_the_page_that_asks_says_that_it_is_she(self, mentor, asked, item, mentee):
        own, met = asked.viewer.person_id, item.person
        page = mentor.get(f"/mentee/ask?person={mentee}&introducee={met.id}&connector={own}")

        assert page.status_code == 200
        assert f"would meet {met.label}, through you yourself." in words(page)
        assert "Propose the introduction" in words(page)

    def test_whoever_was_asked_too_often_gets_the_reason_and_no_button(
        self, site, asked, item, mentee
    ):
        busy = AskedLately(asked.services.people.search(asked.viewer, mentee)[0], 4, 4)
        page = self.shown(
            site, asked, item, connector=busy, may_propose=False, text="The limit is 4."
        )

        assert "asked 4 of 4 times in the last 91 days" in page
        assert "The limit is 4." in page
        assert "Propose at once" not in page

    def test_the_mentor_comes_last_and_the_mentee_never(self, asked, site, mentee):
        own = asked.viewer.person_id
        items = site.services.introductions.suggest(asked.viewer, mentee, limit=3).items
        for one in items:
            assert connectors(asked, mentee, one)[-1] == own
            assert connectors(asked, mentee, replace(one, path=None)) == (own,)
            herself = replace(asked, viewer=site.services.demonstration()["person"].viewer)
            assert mentee not in connectors(herself, mentee, one)
            assert connectors(herself, mentee, replace(one, path=None)) == ()
