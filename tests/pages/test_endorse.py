"""Can two people record and confirm on one page what one did for the other?"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from graphsvc.errors import ActNotFound, MoveRefused
from graphsvc.model import KINDS
from graphsvc.pages.words import ACTS, KIND_NAMES
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

TODAY = datetime.now(UTC).date()


def form(pair: tuple[str, str], topic: str, **changed: str) -> dict[str, str]:
    """The mentor gave her mentee credit today."""
    sent = {
        "move": "record",
        "person": pair[1],
        "who": "me",
        "kind": "credit",
        "on": TODAY.isoformat(),
        "topic": topic,
        "text": "Before the whole department <b>",
    }
    return sent | changed


@pytest.fixture
def recorded(site: Site, mentor: FlaskClient, pair, request) -> Iterator[str]:
    """The id of an act the mentor recorded with the form, about a topic of the test's own."""
    topic = request.node.name[:100]
    answer = mentor.post("/endorse", data=form(pair, topic), headers=OWN)
    assert answer.headers["Location"] == f"/endorse?person={pair[1]}&done=recorded"
    viewer = site.services.demonstration()["mentor"].viewer
    items = site.services.endorsements.mine(viewer).items
    (found,) = (one for one in items if one.topic == topic)
    yield found.id
    with suppress(ActNotFound, MoveRefused):  # refused by the other side, or confirmed: that stays
        site.services.endorsements.withdraw(viewer, found.id)


def card(page, act_id: str) -> str:
    found = re.search(rf'id="act-{act_id}">(.*?)</li>', page.text, re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def say(client: FlaskClient, act_id: str, move: str):
    return client.post("/endorse", data={"id": act_id, "move": move}, headers=OWN)


def test_every_kind_has_a_name_and_a_sentence():
    assert tuple(KIND_NAMES) == tuple(ACTS) == KINDS


def test_an_act_is_recorded_and_the_other_is_asked(mentor, person, pair, recorded):
    shown = mentor.get(f"/endorse?person={pair[1]}&done=recorded")
    assert "It counts once somebody else confirms it" in words(shown)
    mine, theirs = card(shown, recorded), card(person.get("/endorse"), recorded)

    assert mine.startswith("You gave ")
    assert "credit in public Not confirmed yet" in mine
    assert "Before the whole department <b>" in mine
    assert "Take it back" in mine
    assert "gave you credit in public" in theirs
    assert "That is so That is not so" in theirs
    assert f'href="/endorse#act-{recorded}"' in person.get("/").text
    assert recorded not in mentor.get("/").text


def test_an_act_sent_twice_is_one(mentor, pair, recorded, request):
    again = mentor.post("/endorse", data=form(pair, request.node.name[:100]), headers=OWN)

    assert again.status_code == 303
    assert mentor.get(again.headers["Location"]).text.count(f'id="act-{recorded}"') == 1


def test_what_the_other_confirms_counts_for_both(mentor, person, pair, recorded):
    answer = say(person, recorded, "confirm")

    assert "Confirmed: it counts." in words(person.get(answer.headers["Location"]))
    assert "Confirmed by you on" in card(person.get("/endorse"), recorded)
    seen = card(mentor.get(f"/endorse?person={pair[1]}"), recorded)
    assert "Confirmed by" in seen
    assert "Take it back" not in seen


def test_what_is_not_so_is_forgotten_and_silent(mentor, person, recorded):
    answer = say(person, recorded, "refuse")

    assert "it is forgotten, and counts nowhere" in words(person.get(answer.headers["Location"]))
    for client in (mentor, person):
        assert card(client.get("/endorse"), recorded) == ""


def test_who_recorded_it_takes_it_back(mentor, person, recorded):
    answer = say(mentor, recorded, "withdraw")

    assert "Taken back, and forgotten." in words(mentor.get(answer.headers["Location"]))
    assert card(person.get("/endorse"), recorded) == ""


def test_what_was_done_for_one_waits_for_who_did_it(site, mentor, person, pair, request):
    sent = form(pair, request.node.name[:100], person=pair[0], who="they", kind="introduction")
    assert person.post("/endorse", data=sent, headers=OWN).status_code == 303
    viewer = site.services.demonstration()["person"].viewer
    items = site.services.endorsements.mine(viewer).items
    (made,) = (one for one in items if one.topic == sent["topic"])

    assert made.endorser.id == pair[0]
    assert "introduced" in card(mentor.get("/endorse"), made.id)
    assert "That is so" in card(mentor.get("/endorse"), made.id)
    site.services.endorsements.withdraw(viewer, made.id)


def test_the_ladder_is_that_of_the_service_rung_by_rung(site, mentor, pair):
    viewer = site.services.demonstration()["mentor"].viewer
    found = site.services.ladders.ladder(viewer, pair[1])
    page = mentor.get(f"/endorse?person={pair[1]}")
    ladder = page.text.split('id="ladder"')[1]

    if found.for_her:
        first = ladder.split("</ol>")[0]
        assert re.findall(r'class="kind">([^<]+)<', first) == [
            KIND_NAMES[one] for one in reversed(KINDS)
        ]
    for one in (*found.for_her, *found.she_for):
        assert one.person.label in unescape(ladder)
        assert one.text[1:] in words(page)
    assert page.text.count(">Sponsor<") == sum(
        one.sponsor for one in (*found.for_her, *found.she_for)
    )
    assert f"Snapshot {found.basis.snapshot}" in words(page)


def test_the_ladder_of_somebody_foreign_is_not_shown(mentor, site, pair):
    view = site.services.snapshots.at(None)
    foreign = next(one for one in view.people.ids if one not in pair)
    page = mentor.get(f"/endorse?person={foreign}")

    assert page.status_code == 200
    assert 'id="ladder"' not in page.text
    assert "Record what was done" in words(page)


def test_a_lead_confirms_what_was_done_for_somebody_of_the_unit(site, pair, recorded):
    lead = signed_in(site.app, "lead")
    assert "Find a person by name or id" in words(lead.get("/endorse"))
    page = lead.get(f"/endorse?person={pair[1]}")
    seen = card(page, recorded)
    assert "gave" in seen
    assert "That is so" in seen
    assert "That is not so" not in seen
    assert "Record what was done" not in words(page)

    answer = lead.post(
        "/endorse", data={"id": recorded, "move": "confirm", "between": pair[1]}, headers=OWN
    )
    assert answer.headers["Location"] == f"/endorse?person={pair[1]}&done=confirmed"
    assert card(lead.get(f"/endorse?person={pair[1]}"), recorded) == ""


class TestRefusals:
    def test_what_was_typed_stays_and_the_fields_are_called_as_the_form_calls_them(
        self, mentor, pair
    ):
        tomorrow = (TODAY + timedelta(days=1)).isoformat()
        sent = form(pair, "x" * 101, on=tomorrow, kind="opportunity", who="they")
        answer = mentor.post("/endorse", data=sent, headers=OWN)

        assert answer.status_code == 400
        assert "When: a day that is not to come." in words(answer)
        assert "What it was about: at most 100 letters." in words(answer)
        assert f'value="{"x" * 101}"' in answer.text
        assert f'value="{tomorrow}"' in answer.text
        assert 'value="Before the whole department &lt;b&gt;"' in answer.text
        assert '<option value="opportunity" selected>' in answer.text
        assert 'value="they" checked' in answer.text

    def test_nobody_confirms_what_she_recorded(self, mentor, recorded):
        answer = say(mentor, recorded, "confirm")

        assert answer.status_code == 409
        assert "somebody else has to confirm it" in words(answer)

    def test_an_act_of_others_is_told_as_one_that_is_not_there(self, site, pair, recorded):
        view = site.services.snapshots.at(None)
        third = next(one for one in view.people.ids if one not in pair)
        client = site.app.test_client()
        client.post("/sign-in-as", data={"role": f"person:{third}", "back": "/"}, headers=OWN)
        for move in ("confirm", "refuse", "withdraw"):
            pages = [
                say(client, one, move).text.replace(one, "ID")
                for one in (recorded, "nothing-at-all")
            ]
            assert pages[0] == pages[1], move

    def test_nobody_known_shows_the_page_with_the_reason_above(self, mentor, site):
        for client in (mentor, signed_in(site.app, "lead")):
            answer = client.get("/endorse?person=p-nobody")

            assert answer.status_code == 404
            assert "No person has the id" in words(answer)

    def test_a_lead_records_nothing(self, site, pair):
        lead = signed_in(site.app, "lead")
        answer = lead.post("/endorse", data=form(pair, "by a lead"), headers=OWN)

        assert answer.status_code == 403
        assert "You may not endorse" in words(answer)

    def test_another_site_records_nothing(self, site, mentor, pair):
        answer = mentor.post(
            "/endorse",
            data=form(pair, "from elsewhere"),
            headers={"Origin": "http://elsewhere.example"},
        )
        viewer = site.services.demonstration()["mentor"].viewer

        assert answer.status_code == 403
        topics = {one.topic for one in site.services.endorsements.mine(viewer).items}
        assert "from elsewhere" not in topics
