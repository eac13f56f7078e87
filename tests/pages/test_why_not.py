"""Is somebody told, beside the suggestions, why another person is not among them, or where?"""

from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.pages.test_pages import signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine

PATHS = ("/introductions", "/mentee")
NOBODY = "Nobody whom you see by name here has this name or id."


@pytest.fixture
def lead(site: Site) -> FlaskClient:
    return signed_in(site.app, "lead")


@pytest.fixture(scope="session")
def manager(site: Site, mentee: str) -> tuple[str, str]:
    """The id and the name of her line manager."""
    people = site.services.snapshots.at(None).people
    row = int(people.manager[people.ids.row_of(mentee)])
    return people.ids[row], people.names[row]


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_left_out_is_said_to_be_with_the_reasons_of_the_service(
    mentor, site, mentee, manager, path
):
    viewer = site.services.demonstration()["mentor"].viewer
    told = site.services.introductions.why_not(viewer, mentee, manager[0])
    page = mentor.get(f"{path}?person={mentee}&why_not={manager[0]}")

    assert told.excluded
    assert page.status_code == 200
    assert f"Not suggested to {told.person.label}, because:" in words(page)
    for reason in told.reasons:
        assert reason.text[1:] in words(page)


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_suggested_stands_there_with_place_and_parts(mentor, site, mentee, path):
    viewer = site.services.demonstration()["mentor"].viewer
    item = site.services.introductions.suggest(viewer, mentee, limit=5).items[4]
    told = site.services.introductions.why_not(viewer, mentee, item.person.id)
    page = mentor.get(f"{path}?person={mentee}&why_not={item.person.id}").text
    box = page[page.index('id="why-not"') :]

    assert f"Suggested at place 5 to {told.person.label}." in unescape(box)
    assert told.parts
    for part in told.parts:
        assert part.text[1:] in unescape(box)


def test_a_name_does_and_where_several_have_it_they_are_offered(mentor, mentee, manager):
    named = mentor.get("/introductions", query_string={"person": mentee, "why_not": manager[1]})
    several = mentor.get("/introductions", query_string={"person": mentee, "why_not": "a"})

    assert "Not suggested to" in words(named)
    assert "could be meant: whom?" in words(several)
    assert f'href="/introductions?person={mentee}&amp;why_not=p-' in several.text


@pytest.mark.parametrize("path", PATHS)
def test_somebody_not_seen_by_name_is_told_apart_from_nobody_by_nothing(site, mentee, path):
    person = site.services.demonstration()["person"].viewer
    view = site.services.snapshots.at(None)
    naming = site.services.policy.naming(person, view, about=view.people.ids.row_of(mentee))
    hidden = next(one for row, one in enumerate(view.people.ids) if not naming.named[row])
    client = signed_in(site.app, "person")
    answers = [client.get(f"{path}?person={mentee}&why_not={one}") for one in (hidden, "p-nobody")]

    for answer in answers:
        assert answer.status_code == 404
        assert NOBODY in words(answer)
        assert "Why not …?" in words(answer)  # the page stands as before
    assert answers[0].text.replace(hidden, "ID") == answers[1].text.replace("p-nobody", "ID")


def test_whoever_is_suggested_without_a_name_is_meant_by_the_word_of_the_answer(site, mentee):
    viewer = site.services.demonstration()["person"].viewer
    items = site.services.introductions.suggest(viewer, mentee, limit=20).items
    unnamed = next(one for one in items if one.person.id is None)
    client = signed_in(site.app, "person")
    page = client.get(f"/introductions?person={mentee}&why_not={unnamed.handle}")

    assert f"Suggested at place {unnamed.rank} to you." in words(page)


def test_nothing_is_asked_of_another_day_than_the_page(lead, mentee, manager):
    page = lead.get(f"/introductions?person={mentee}&as_of=2026-03-02&why_not={manager[0]}")

    assert page.status_code == 200
    assert '<input type="hidden" name="as_of" value="2026-03-02">' in page.text


@pytest.mark.parametrize("path", PATHS)
def test_what_was_typed_is_never_markup(mentor, mentee, path):
    page = mentor.get(f"{path}?person={mentee}&why_not=%3Cscript%3Ealert(1)%3C/script%3E")

    assert page.status_code == 404
    assert "<script>alert" not in page.text
