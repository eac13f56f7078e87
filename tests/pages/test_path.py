"""Does the page of a path show the way of the service, tie by tie, or why there is none?"""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.pages.test_pages import signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine


@pytest.fixture
def lead(site: Site) -> FlaskClient:
    return signed_in(site.app, "lead")


@pytest.fixture(scope="session")
def far(site: Site, mentee: str) -> str:
    """Somebody to whom the way from her is of three ties or more."""
    viewer = site.services.demonstration()["lead"].viewer
    ways = (
        site.services.paths.between(viewer, mentee, one)
        for one in site.services.snapshots.at(None).people.ids
    )
    return next(way.other.id for way in ways if len(way.ties) > 2)


def steps(page: str) -> list[tuple[str, bool]]:
    """Who stands on the way, and whether the tie to them is said to be the weakest."""
    found = re.findall(
        r'<span class="who">([^<]+)</span>.*?<span class="how">(.*?)</span>', page, re.S
    )
    return [(unescape(who), "the weakest tie" in how) for who, how in found]


@pytest.mark.parametrize("role", ["mentor", "person", "lead"])
def test_the_way_is_that_of_the_service_as_each_viewer_may_see_it(site, mentee, far, role):
    viewer = site.services.demonstration()[role].viewer
    way = site.services.paths.between(viewer, mentee, far)
    page = signed_in(site.app, role).get(f"/path?person={mentee}&to={far}")

    assert page.status_code == 200
    assert steps(page.text) == [
        (tie.person.label, place == way.weakest) for place, tie in enumerate(way.ties)
    ]
    assert f"From {way.one.label} to {way.other.label}" in words(page)
    assert f"Snapshot {way.basis.snapshot}" in words(page)


def test_a_way_begins_with_whoever_looks_where_nobody_else_was_picked(site, person, mentee, far):
    own = site.services.paths.between(site.services.demonstration()["person"].viewer, mentee, far)

    assert f"A path from {own.one.label}" in words(person.get("/path"))
    assert steps(person.get(f"/path?to={far}").text) != []


def test_a_lead_picks_where_it_begins_and_keeps_where_it_leads(lead, mentee, far):
    page = lead.get(f"/path?to={far}").text
    found = lead.get(f"/path?to={far}&q={mentee}").text

    assert f'<input type="hidden" name="to" value="{far}">' in page
    assert f'href="/path?person={mentee}&amp;to={far}"' in found


def test_the_way_to_oneself_is_none_for_the_reason_of_the_service(mentor, mentee):
    page = mentor.get(f"/path?person={mentee}&to={mentee}")

    assert page.status_code == 200
    assert "Both are the same person." in words(page)
    assert steps(page.text) == []


def test_a_name_does_and_where_several_have_it_they_are_offered(mentor, site, mentee, far):
    people = site.services.snapshots.at(None).people
    name = people.names[people.ids.row_of(far)]
    if list(people.names).count(name) == 1:
        page = mentor.get("/path", query_string={"person": mentee, "to": name})
        assert steps(page.text) != []
    several = mentor.get(f"/path?person={mentee}&to=a")

    assert "could be meant: whom?" in words(several)
    assert f'href="/path?person={mentee}&amp;to=p-' in several.text


def test_a_name_that_nobody_has_is_told_in_words_and_kept(mentor, mentee):
    page = mentor.get(f"/path?person={mentee}&to=%3Cb%3Enobody")

    assert page.status_code == 400
    assert "To whom: the name or id of somebody in the directory." in words(page)
    assert 'value="&lt;b&gt;nobody"' in page.text


def test_somebody_foreign_is_told_apart_from_nobody_by_nothing(mentor, site, far):
    viewer = site.services.demonstration()["mentor"].viewer
    view = site.services.snapshots.at(None)
    reach = site.services.policy.reach(viewer, "trace path", view)
    foreign = next(one for row, one in enumerate(view.people.ids) if not reach[row] and one != far)
    pages = [mentor.get(f"/path?person={one}&to={far}") for one in (foreign, "p-nobody")]

    assert [one.status_code for one in pages] == [404, 404]
    assert pages[0].text.replace(foreign, "ID") == pages[1].text.replace("p-nobody", "ID")


def test_an_analyst_may_not_and_is_not_led_there(site):
    analyst = signed_in(site.app, "analyst")

    assert analyst.get("/path").status_code == 403
    assert 'href="/path' not in analyst.get("/").text


def test_it_is_reached_from_the_directory_and_from_why_not(mentor, mentee, far):
    assert f'href="/path?to={far}"' in mentor.get(f"/people?q={far}").text
    box = mentor.get(f"/introductions?person={mentee}&why_not={far}").text

    assert f'href="/path?person={mentee}&amp;to={far}"' in box
    back = mentor.get(f"/path?person={mentee}&to={far}").text
    assert f'href="/introductions?person={mentee}&amp;why_not={far}#why-not"' in back
