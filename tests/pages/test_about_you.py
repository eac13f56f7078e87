"""Does a person read on one page what she is asked, and does her answer count at once?"""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graphsvc.services.consents import NAMED_AS_CONNECTOR, PURPOSES, SUGGESTIONS
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine


@pytest.fixture
def person(site: Site) -> Iterator[FlaskClient]:
    """She takes back what she said: the site is that of all tests."""
    client = signed_in(site.app, "person")
    yield client
    for purpose in PURPOSES:
        say(client, "take_back", purpose)


def say(client: FlaskClient, answer: str, purpose: str = SUGGESTIONS):
    form = {"purpose": purpose, "say": answer}
    return client.post("/about-you", data=form, headers=OWN)


def test_the_start_page_leads_to_it(person):
    page = person.get("/")

    assert 'href="/about-you"' in page.text


def test_each_question_is_there_with_what_either_answer_changes(person):
    page = person.get("/about-you")
    said = words(page)

    for one in PURPOSES.values():
        assert one.question in said
        for text in (one.if_yes, one.if_no, one.if_nothing):
            assert text in said
    assert said.count("You said nothing.") == len(PURPOSES)
    assert "Take it back" not in said
    assert "<script" not in page.text


def test_a_no_counts_at_once_is_read_and_can_be_taken_back(person, site, pair):
    answered = say(person, "no")
    page = words(person.get(answered.headers["Location"]))
    lead = site.services.demonstration()["lead"].viewer
    view = site.services.snapshots.at(None)
    other = next(one for one in view.people.ids if one not in pair)

    def kinds():
        why = site.services.introductions.why_not(lead, other, pair[1])
        return {one.kind for one in why.reasons}

    after = kinds()
    assert answered.headers["Location"] == "/about-you?done=said_no"
    assert "Recorded your no. It counts from now on." in page
    assert "You said no, on" in page
    assert "opted_out" in after
    back = say(person, "take_back")
    assert "It is as if you had said nothing." in words(person.get(back.headers["Location"]))
    assert "opted_out" not in kinds()


def test_a_yes_to_one_question_says_nothing_to_the_other(person):
    page = words(person.get(say(person, "yes", NAMED_AS_CONNECTOR).headers["Location"]))

    assert page.count("You said yes, on") == 1
    assert page.count("You said nothing.") == 1


def test_what_is_no_answer_is_refused_in_the_words_of_the_page(person):
    for form in ({"purpose": SUGGESTIONS, "say": "maybe"}, {"purpose": SUGGESTIONS}):
        page = person.post("/about-you", data=form, headers=OWN)

        assert page.status_code == 400
        assert "Your answer: yes, no, or to take it back." in words(page)
        assert "You said nothing." in words(page)
    page = say(person, "yes", "cookies")
    assert page.status_code == 400
    assert "What you are asked: one of suggestions, named_as_connector." in words(page)
