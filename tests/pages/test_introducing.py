"""Is an introduction asked for, answered and followed on the pages, each by whom it belongs to?"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graphsvc.access.viewer import Viewer
from graphsvc.errors import GraphServiceError
from graphsvc.services.answers_introducing import IntroductionAct
from tests.meeting import Trio, name_of, worth_meeting
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

Client = Callable[[str], FlaskClient]


@pytest.fixture
def client(site: Site) -> Client:
    return lambda role: signed_in(site.app, role)


@pytest.fixture
def mentor(client: Client) -> FlaskClient:
    return client("mentor")


@pytest.fixture
def mentee(client: Client) -> FlaskClient:
    return client("person")


@pytest.fixture(scope="module")
def viewer(site: Site) -> Viewer:
    return site.services.demonstration()["mentor"].viewer


@pytest.fixture
def trio(site: Site) -> Trio:
    return worth_meeting(site)


@pytest.fixture
def act(site: Site, viewer: Viewer, trio: Trio, mentor: FlaskClient) -> Iterator[IntroductionAct]:
    """An introduction that was proposed on the page; taken back afterwards."""
    answer = mentor.post("/mentee/ask", data=trio.form(), headers=OWN)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/mentee?person={trio.mentee}&done=proposed"
    yield begun(site, viewer, trio)[0]
    for one in begun(site, viewer, trio):
        if "withdraw" in one.moves_open:
            site.services.introducing.move(viewer, one.id, "withdraw")


def begun(site: Site, viewer: Viewer, trio: Trio) -> list[IntroductionAct]:
    found = site.services.introducing.about(viewer, trio.mentee).items
    return [one for one in found if one.introducee and one.introducee.id == trio.introducee]


def move(client: FlaskClient, act: IntroductionAct, name: str, **more: str) -> TestResponse:
    form = {"id": act.id, "move": name, **more}
    return client.post("/introducing", data=form, headers=OWN)


def card(page: TestResponse, act: IntroductionAct) -> str:
    """The part of the page about *act*: it is the one whose form holds its id."""
    found = re.findall(r'<article class="card act".*?</article>', page.text, re.S)
    return next(one for one in found if f'name="id" value="{act.id}"' in one)


def at_once(page: TestResponse) -> list[dict[str, str]]:
    """The fields of each form of the page of a mentee that proposes with one click."""
    forms = re.findall(r'<form class="buttons" action="/mentee/ask".*?</form>', page.text, re.S)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', one)) for one in forms]


def buttons(text: str) -> list[str]:
    return re.findall(r'<button name="move" value="(\w+)"', text)


def plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


class TestAsking:
    def test_a_suggestion_leads_to_the_page_that_asks_for_it(self, mentor, trio):
        for path in (f"/mentee?person={trio.mentee}", f"/introductions?person={trio.mentee}"):
            links = re.findall(r'href="(/mentee/ask[^"]+)"', mentor.get(path).text)

            assert links
            assert all(mentor.get(unescape(one)).status_code == 200 for one in links)

    def test_nothing_is_asked_for_of_a_day_that_is_past(self, mentor, trio):
        page = mentor.get(f"/mentee?person={trio.mentee}&as_of=2026-06-01")

        assert "/mentee/ask" not in page.text

    def test_whom_it_would_concern_and_how_often_they_were_asked_is_read_before(
        self, mentor, site, viewer, trio
    ):
        before = site.services.introducing.before_asking(
            viewer, trio.mentee, introducee=trio.introducee, connector=trio.connector
        )
        shown = words(mentor.get(trio.ask))

        assert before.may_propose
        for one in (before.connector, before.introducee):
            often = f"asked {one.asked} of {one.limit} times in the last 91 days"
            assert f"{one.person.label} , {often}" in shown
        assert plain(before.draft) in shown
        assert f"{before.mentee.label} is asked first" in shown

    @pytest.mark.parametrize(
        ("query", "header", "hello"),
        [
            ("", "de-AT,de;q=0.9", "Guten Tag"),
            ("", "fr", "Hello"),
            ("&language=de", "en", "Guten Tag"),
            ("&language=en", "de", "Hello"),
        ],
    )
    def test_the_text_is_in_the_language_of_who_reads_it(self, mentor, trio, query, header, hello):
        page = mentor.get(trio.ask + query, headers={"Accept-Language": header})

        assert re.search(rf"<textarea[^>]*>{hello} ", page.text)

    def test_a_language_there_is_no_text_in_is_refused_with_those_there_are(self, mentor, trio):
        answer = mentor.get(f"{trio.ask}&language=xx")

        assert answer.status_code == 400
        assert "The language of the text: one of English, Deutsch." in words(answer)
        assert re.search(r"<textarea[^>]*>Hello ", answer.text)
        assert "Propose the introduction" in words(answer)
        assert 'name="language" value="en"' in answer.text

    def test_of_a_page_of_moves_the_language_is_refused_in_the_same_words(self, mentor, act):
        answer = mentor.get("/introducing?language=xx")

        assert answer.status_code == 400
        assert "The language of the text: one of English, Deutsch." in words(answer)
        assert re.search(r"<textarea[^>]*>Hello ", card(answer, act))

    def test_one_click_on_the_page_of_the_mentee_proposes_the_same(
        self, mentor, site, viewer, trio
    ):
        form = at_once(mentor.get(f"/mentee?person={trio.mentee}"))[0]
        trio = Trio(*(form[name] for name in ("person", "introducee", "connector")))
        answer = mentor.post("/mentee/ask", data=form, headers=OWN)
        act = next(one for one in begun(site, viewer, trio) if "withdraw" in one.moves_open)
        try:
            assert act.connector.id == trio.connector
            assert answer.status_code == 303
            page = mentor.get(answer.headers["Location"])
            assert "Proposed." in words(page)
            assert form not in at_once(page)  # nor is it proposed again
            assert "textarea" in card(mentor.get("/introducing"), act)
        finally:
            site.services.introducing.move(viewer, act.id, "withdraw")

    def test_the_load_is_read_beside_each_suggestion(self, mentor, site, viewer, trio):
        page = mentor.get(f"/mentee?person={trio.mentee}")
        forms = at_once(page)

        assert forms
        for form in forms:
            before = site.services.introducing.before_asking(
                viewer, form["person"], introducee=form["introducee"], connector=form["connector"]
            )
            for one in (before.connector, before.introducee):
                often = f"asked {one.asked} of {one.limit} times in the last 91 days"
                assert f"{one.person.label} , {often}" in words(page)

    def test_without_anybody_to_meet_the_way_leads_back_to_the_suggestions(self, mentor):
        answer = mentor.get("/mentee/ask")

        assert (answer.status_code, answer.headers["Location"]) == (303, "/mentee")

    def test_whoever_is_not_suggested_is_not_proposed_and_the_page_says_why(
        self, mentor, site, viewer, trio
    ):
        people = site.services.snapshots.at(None).people
        manager = people.ids[people.manager[people.ids.row_of(trio.mentee)]]
        why = site.services.introductions.why_not(viewer, trio.mentee, manager).reasons
        answer = mentor.get(trio._replace(introducee=manager).ask)

        assert answer.status_code == 409
        assert why[0].text in words(answer)
        assert "Propose the introduction" not in words(answer)

    @pytest.mark.parametrize("field", ["connector", "introducee"])
    def test_nothing_is_proposed_with_somebody_who_is_not_there(
        self, mentor, site, viewer, trio, field
    ):
        other = trio._replace(**{field: "p-nobody"})
        for answer in (
            mentor.get(other.ask),
            mentor.post("/mentee/ask", data=other.form(), headers=OWN),
        ):
            assert answer.status_code == 404
            assert 'role="alert"' in answer.text
            assert "Propose the introduction" not in words(answer)
        assert begun(site, viewer, trio) == []

    def test_whoever_was_asked_as_often_as_she_may_be_is_not_asked_again(
        self, mentor, site, viewer, trio
    ):
        lead = site.services.demonstration()["lead"].viewer
        view = site.services.snapshots.at(None)
        made = []
        for row in view.ties.contacts(view.people.ids.row_of(trio.introducee)).tolist():
            # A friend of a friend of hers, whom nobody has to be asked for.
            for other in view.ties.contacts(row).tolist():
                if len(made) == site.services.introducing.limits.introducee:
                    break
                ids = view.people.ids[other], trio.introducee, view.people.ids[row]
                with suppress(GraphServiceError):  # herself, or in her reporting line
                    made.append(
                        site.services.introducing.propose(
                            lead, ids[0], introducee=ids[1], connector=ids[2]
                        ).id
                    )
        try:
            page = mentor.get(trio.ask)
            assert "the limit is 2" in words(page)
            assert "Propose the introduction" not in words(page)
            refused = mentor.post("/mentee/ask", data=trio.form(), headers=OWN)
            assert refused.status_code == 409
            assert begun(site, viewer, trio) == []
        finally:
            for one in made:
                site.services.introducing.move(lead, one, "withdraw")

    def test_asked_for_twice_it_is_one_introduction(self, mentor, site, viewer, trio, act):
        again = mentor.post("/mentee/ask", data=trio.form(), headers=OWN)

        assert again.status_code == 303
        assert [one.id for one in begun(site, viewer, trio)] == [act.id]
        assert "Proposed." in words(mentor.get(again.headers["Location"]))

    def test_another_site_proposes_nothing(self, mentor, site, viewer, trio):
        headers = {"Origin": "http://elsewhere.example"}
        answer = mentor.post("/mentee/ask", data=trio.form(), headers=headers)

        assert answer.status_code == 403
        assert begun(site, viewer, trio) == []


class TestUnderWay:
    def test_the_mentee_is_asked_and_reads_no_name_yet(self, mentee, site, trio, act):
        name = name_of(site, trio.introducee)
        for path in ("/", "/introducing", f"/mentee?person={trio.mentee}"):
            page = mentee.get(path)
            assert "Would you like to meet" in words(page), path
            assert name not in words(page), path
        assert buttons(card(mentee.get("/introducing"), act)) == ["agree", "decline"]

    def test_nobody_else_hears_of_it_before_the_mentee_agreed(self, client, trio, act):
        for one in (trio.connector, trio.introducee):
            page = client(f"person:{one}").get("/introducing")
            assert act.id not in page.text
            assert "Would you" not in words(client(f"person:{one}").get("/"))

    def test_the_two_who_began_it_read_when_it_ends(self, mentor, mentee, act):
        for one in (mentor, mentee):
            page = one.get("/introducing")
            assert f'datetime="{act.open_until.isoformat()}"' in card(page, act)

    def test_it_goes_from_hand_to_hand_and_each_finds_it_at_the_start(
        self, client, mentor, mentee, site, viewer, trio, act
    ):
        assert buttons(card(mentor.get("/introducing"), act)) == ["withdraw"]
        for who, asked in (
            (mentee, "Would you like to meet"),
            (client(f"person:{trio.connector}"), "Would you introduce"),
            (client(f"person:{trio.introducee}"), "Would you meet"),
        ):
            assert asked in words(who.get("/"))
            answer = move(who, act, "agree")
            assert answer.status_code == 303
            assert "You agreed." in words(who.get(answer.headers["Location"]))
            assert asked not in words(who.get("/"))
        connector = client(f"person:{trio.connector}")
        page = connector.get("/introducing")
        assert buttons(card(page, act)) == ["hand_over"]
        assert "Meet each other:" in card(page, act)
        assert "met" in buttons(card(mentee.get("/introducing"), act))

    def test_a_move_sent_twice_is_one_move(self, mentee, site, trio, act):
        assert [move(mentee, act, "agree").status_code for _ in range(2)] == [303, 303]
        viewer = site.services.demonstration()["person"].viewer
        found = site.services.introducing.get(viewer, act.id)

        assert [one.state for one in found.timeline] == ["proposed", "mentee_agreed"]

    def test_a_no_is_silent(self, client, mentor, mentee, site, viewer, trio, act):
        connector = client(f"person:{trio.connector}")
        move(mentee, act, "agree")
        answer = move(connector, act, "decline")
        assert "Declined by you" in words(connector.get(answer.headers["Location"]))
        for one in (mentor, mentee):
            page = one.get("/introducing")
            assert "It did not work out." in words(page)
            assert "eclined" not in words(page)
            assert act.id not in page.text  # there is no button any more

    @pytest.mark.parametrize("name", ["hand_over", "met", "expire", "", "agree<b>"])
    def test_a_move_that_is_not_open_is_refused_on_the_page(self, mentee, act, name):
        answer = move(mentee, act, name)

        assert answer.status_code in (400, 409)
        assert 'role="alert"' in answer.text
        assert buttons(card(answer, act)) == ["agree", "decline"]

    def test_one_that_has_not_come_to_her_reads_as_one_that_is_not_there(self, client, trio, act):
        other = client(f"person:{trio.connector}")
        answers = [move(other, one, "agree") for one in (act, replace(act, id="missing"))]

        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].text.replace(act.id, "missing") == answers[1].text

    def test_another_site_moves_nothing(self, mentee, site, act):
        form = {"id": act.id, "move": "agree"}
        headers = {"Origin": "http://elsewhere.example"}

        assert mentee.post("/introducing", data=form, headers=headers).status_code == 403
        assert buttons(card(mentee.get("/introducing"), act)) == ["agree", "decline"]

    def test_whoever_has_none_reads_why_and_where_one_begins(self, client, site):
        people = site.services.snapshots.at(None).people
        viewers = (Viewer(one, one) for one in people.ids)
        nobody = next(
            one.person_id for one in viewers if not site.services.introducing.mine(one).items
        )
        page = client(f"person:{nobody}").get("/introducing")

        assert "No introduction is under way that you have a part in." in words(page)
        assert 'href="/mentee"' in page.text
        assert "Nothing waits for you." in words(client(f"person:{nobody}").get("/"))
