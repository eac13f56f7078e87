"""Do two people see on one page what they promised each other, and say there how it ended?"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from graphsvc.pages.promise_lines import line
from graphsvc.services.answers import Named
from graphsvc.services.answers_promises import Promise
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

TEXT = "Read the draft <b> of the talk"
DUE = datetime.now(UTC).date() + timedelta(days=9)


@pytest.fixture
def made(site: Site, mentor: FlaskClient, pair, request) -> Iterator[tuple[str, str]]:
    """A promise of the mentor's, sent with the form: its id, and where its page was then shown.

    Its text is the test's own: promises are kept, and the site is that of all tests.
    """
    text = f"{TEXT} {request.node.name}"
    form = {"act": "make", "person": pair[1], "text": text, "due_on": DUE.isoformat(), "size": "2"}
    answer = mentor.post("/promises", data=form, headers=OWN)
    assert answer.status_code == 303
    viewer = site.services.demonstration()["mentor"].viewer
    items = site.services.promises.between(viewer, pair[1]).items
    (found,) = (one for one in items if one.text == text)
    yield found.id, answer.headers["Location"]
    for client in (mentor, signed_in(site.app, "person")):
        client.post("/promises", data={"id": found.id, "move": "excused"}, headers=OWN)


def card(page, promise_id: str) -> str:
    """What the page says about one promise."""
    found = re.search(rf'id="promise-{promise_id}">.*?</li>', page.text, re.S)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def say(client: FlaskClient, promise_id: str, move: str, **more: str):
    form = {"id": promise_id, "move": move, **more}
    return client.post("/promises", data=form, headers=OWN)


def test_a_promise_is_made_and_both_read_it(mentor, person, pair, made):
    promise_id, shown = made

    assert shown == f"/promises?person={pair[1]}&done=promised"
    assert "Promised. The two of you see it here" in words(mentor.get(shown))
    mine = card(mentor.get(f"/promises?person={pair[1]}"), promise_id)
    theirs = card(person.get("/promises"), promise_id)
    for seen in (mine, theirs):
        assert TEXT in seen
        assert "Open" in seen
    assert "You promised it to" in mine
    assert "promised it to you" in theirs


def test_a_promise_sent_twice_is_one(site, mentor, pair, made):
    viewer = site.services.demonstration()["mentor"].viewer
    before = site.services.promises.one(viewer, made[0])
    form = {
        "act": "make",
        "person": pair[1],
        "text": before.text,
        "due_on": DUE.isoformat(),
        "size": "2",
    }
    again = mentor.post("/promises", data=form, headers=OWN)

    assert again.status_code == 303
    assert mentor.get(again.headers["Location"]).text.count(f'id="promise-{made[0]}"') == 1


def test_what_one_says_waits_for_the_word_of_the_other(mentor, person, pair, made):
    promise_id = made[0]
    answer = say(mentor, promise_id, "kept", between=pair[1])
    assert answer.headers["Location"] == f"/promises?person={pair[1]}&done=said"
    assert "The other side is asked, too" in words(mentor.get(answer.headers["Location"]))
    assert "It counts once" in card(mentor.get("/promises"), promise_id)

    page = person.get("/promises")
    waiting = page.text.split('id="waits"')[1].split("</section>")[0]
    assert f'id="promise-{promise_id}"' in waiting
    assert "I agree: kept" in card(page, promise_id)
    start = person.get("/").text
    assert f'href="/promises#promise-{promise_id}"' in start

    assert say(person, promise_id, "kept").headers["Location"] == "/promises?done=ended"
    for client in (mentor, person):
        page = client.get("/promises")
        assert f'id="promise-{promise_id}"' in page.text.split('id="ended"')[1]
        assert re.search(r"\bKept (You|\w+ \w+) promised it", card(page, promise_id))


def test_two_words_that_differ_are_shown_as_such_and_count_neither_way(mentor, person, made):
    promise_id = made[0]
    say(mentor, promise_id, "kept")
    answer = say(person, promise_id, "disputed")

    assert "see it differently" in words(person.get(answer.headers["Location"]))
    for client in (mentor, person):
        seen = card(client.get("/promises"), promise_id)
        assert "Seen differently" in seen
        assert "counts neither way until you both say the same" in seen


def test_another_day_holds_once_both_named_it(site, mentor, person, pair, made):
    promise_id, later = made[0], (DUE + timedelta(days=5)).isoformat()
    answer = say(mentor, promise_id, "renegotiated", due_on=later)
    assert "holds once the other side names it" in words(mentor.get(answer.headers["Location"]))
    assert "names another day" in card(person.get("/promises"), promise_id)
    assert "Agree to" in card(person.get("/promises"), promise_id)

    answer = say(person, promise_id, "renegotiated", due_on=later)
    assert "The day you both named holds" in words(person.get(answer.headers["Location"]))
    viewer = site.services.demonstration()["mentor"].viewer
    assert site.services.promises.one(viewer, promise_id).due_on.isoformat() == later


def test_the_range_is_that_of_the_service_and_never_one_number(site, mentor, pair):
    viewer = site.services.demonstration()["mentor"].viewer
    found = site.services.promises.between(viewer, pair[1])
    page = mentor.get(f"/promises?person={pair[1]}")

    assert found.i_kept.text in words(page)
    assert found.they_kept.text in words(page)
    assert 'class="point"' not in page.text
    assert "forgotten 24 months after" in words(page)


class TestRefusals:
    def test_what_was_typed_stays_and_the_field_is_called_as_the_form_calls_it(self, mentor, pair):
        form = {"act": "make", "person": pair[1], "text": "x" * 301, "due_on": "2026-01-05"}
        answer = mentor.post("/promises", data=form | {"size": "3"}, headers=OWN)

        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert "What you promise: 1 to 300 letters. The day: today or a later day." in words(answer)
        assert f'value="{"x" * 301}"' in answer.text
        assert 'value="2026-01-05"' in answer.text
        assert '<option value="3" selected>' in answer.text

    @pytest.mark.parametrize("day", ["", "soon", "2026-02-30"])
    def test_a_day_that_is_none_is_asked_for_again(self, mentor, pair, day):
        form = {"act": "make", "person": pair[1], "text": "Call", "due_on": day}
        answer = mentor.post("/promises", data=form, headers=OWN)

        assert answer.status_code == 400
        assert "The day: a day such as" in words(answer)
        assert 'value="Call"' in answer.text

    def test_a_move_that_is_not_open_is_told_as_a_sentence(self, mentor, made):
        answer = say(mentor, made[0], "missed")

        assert answer.status_code == 409
        assert 'role="alert"' in answer.text
        assert f"It is due on {DUE.isoformat()}" in words(answer)
        assert f'id="promise-{made[0]}"' in answer.text

    def test_a_day_refused_is_still_in_its_field(self, mentor, made):
        answer = say(mentor, made[0], "renegotiated", due_on=DUE.isoformat())

        assert answer.status_code == 409
        assert re.search(rf'id="due-{made[0]}"[^>]*value="{DUE.isoformat()}"', answer.text)

    def test_a_promise_of_others_is_told_as_one_that_is_not_there(self, site, made, pair):
        view = site.services.snapshots.at(None)
        third = next(one for one in view.people.ids if one not in pair)
        client = site.app.test_client()
        client.post("/sign-in-as", data={"role": f"person:{third}", "back": "/"}, headers=OWN)
        pages = [
            say(client, one, "kept").text.replace(one, "ID") for one in (made[0], "nothing-at-all")
        ]

        assert pages[0] == pages[1]
        assert TEXT not in client.get("/promises").text
        assert f"No promise of yours has the id {made[0]!r}." in words(say(client, made[0], "kept"))

    def test_nobody_known_shows_the_whole_page_with_the_reason_above(self, mentor):
        answer = mentor.get("/promises?person=p-nobody")

        assert answer.status_code == 404
        assert "No person has the id" in words(answer)
        assert "With whom?" in words(answer)

    def test_another_site_promises_nothing(self, site, mentor, pair):
        form = {"act": "make", "person": pair[1], "text": "Gold", "due_on": DUE.isoformat()}
        answer = mentor.post("/promises", data=form, headers={"Origin": "http://elsewhere.example"})
        viewer = site.services.demonstration()["mentor"].viewer

        assert answer.status_code == 403
        texts = {one.text for one in site.services.promises.between(viewer, pair[1]).items}
        assert "Gold" not in texts

    def test_a_lead_reads_that_promises_are_not_hers(self, site):
        answer = signed_in(site.app, "lead").get("/promises")

        assert answer.status_code == 403
        assert TEXT not in answer.text


class TestChoosing:
    def test_whom_she_mentors_comes_first_and_she_is_not_offered_herself(self, mentor, pair):
        page = mentor.get(f"/promises?q={pair[0]}").text
        offered = re.findall(r'href="/promises\?person=([\w-]+)"', page)

        assert offered[0] == pair[1]
        assert pair[0] not in offered
        assert "You mentor" in unescape(page)

    def test_a_mentee_is_offered_who_mentors_her(self, person, pair):
        page = person.get("/promises")

        assert f'href="/promises?person={pair[0]}"' in page.text
        assert "Mentors you" in words(page)

    def test_somebody_without_a_pair_or_promise_reads_that_and_what_to_do(self, site):
        view = site.services.snapshots.at(None)
        ties = view.mentorings
        paired = set(ties.mentor.tolist()) | set(ties.mentee.tolist())
        alone = next(one for row, one in enumerate(view.people.ids) if row not in paired)
        client = site.app.test_client()
        client.post("/sign-in-as", data={"role": f"person:{alone}", "back": "/"}, headers=OWN)
        page = words(client.get("/promises"))

        assert "You have no promises, either way." in page
        assert "Nobody mentors you and you mentor nobody" in page


def promise(**changed) -> Promise:
    """Yours to Uma, open and due, as it is before anybody spoke; *changed* is what differs."""
    fields = {
        "id": "p",
        "mine": True,
        "other": Named("uma", "Uma"),
        "text": "Send the notes",
        "size": 1,
        "made_on": date(2026, 11, 1),
        "due_on": date(2026, 11, 30),
        "status": "open",
        "my_word": "",
        "their_word": "",
        "proposed_due": None,
        "proposed_by_me": False,
        "open_moves": ("kept", "excused", "renegotiated"),
        "moves": (),
    }
    return Promise(**(fields | changed))


@pytest.mark.parametrize(
    ("changed", "said", "waits"),
    [
        ({}, "", False),
        ({"open_moves": ("kept", "missed")}, "Its day has passed: say how it ended.", True),
        (
            {"status": "claimed", "my_word": "kept"},
            "You say: kept. It counts once Uma says so, too.",
            False,
        ),
        (
            {"status": "claimed", "my_word": "kept", "mine": False},
            "You say: kept. It counts in 14 days, or once Uma says so, too.",
            False,
        ),
        (
            {"status": "claimed", "my_word": "missed"},
            "You say: missed. It counts in 14 days, or once Uma says so, too.",
            False,
        ),
        (
            {"status": "claimed", "their_word": "late"},
            "Uma says: kept, but late. Do you say so, too?",
            True,
        ),
        (
            {"status": "disputed", "my_word": "kept", "their_word": "missed"},
            "You say: kept. Uma says: missed. It counts neither way until you both say the same.",
            False,
        ),
        (
            {"proposed_due": date(2026, 12, 5)},
            "Uma names another day: 5\u00a0December\u00a02026.",
            True,
        ),
        (
            {"proposed_due": date(2026, 12, 5), "proposed_by_me": True},
            "You named another day, 5\u00a0December\u00a02026: it holds once Uma names it, too.",
            False,
        ),
        ({"status": "kept", "open_moves": ()}, "", False),
        (
            {"status": "excused", "open_moves": ()},
            "It is no longer needed, and counts neither way.",
            False,
        ),
    ],
)
def test_where_a_promise_stands_is_a_sentence_and_whose_turn_it_is(changed, said, waits):
    found = line(promise(**changed))

    assert found.said == said
    assert found.waits is waits


def test_what_the_other_side_said_is_the_first_thing_to_say():
    found = line(
        promise(status="claimed", their_word="late", open_moves=("kept", "late", "disputed"))
    )

    assert [(one.move, one.first) for one in found.buttons] == [
        ("late", True),
        ("kept", False),
        ("disputed", False),
    ]
