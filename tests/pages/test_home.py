"""Does whoever is signed in and is not among the people any more read why nothing is there?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from graphsvc.access.viewer import Grant
from graphsvc.app import create_app
from tests.pages.test_pages import OPERATOR, words
from tests.site import Site

pytestmark = pytest.mark.engine


def gone(site: Site, *grants: Grant) -> FlaskClient:
    """A browser signed in with the token of somebody who is in no snapshot."""
    client = create_app(
        replace(site.services.settings, mode="service"), site.services
    ).test_client()
    token = site.services.tokens.create(
        OPERATOR,
        subject="gina",
        person_id="p-gone",
        grants=frozenset(grants),
        scopes=frozenset(),
        expires=datetime.now(UTC) + timedelta(days=1),
    )
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def test_the_start_page_says_it_and_offers_what_is_left(site):
    page = gone(site).get("/")

    assert page.status_code == 200
    assert "gina , who is not among the people here today" in words(page)
    assert "What you can ask" not in words(page)
    assert "<nav" not in page.text


def test_what_was_granted_besides_is_still_there(site):
    page = gone(site, Grant("lead")).get("/")

    assert page.status_code == 200
    assert "not among the people here today" in words(page)
    assert "Who has lost contact?" in words(page)
    assert 'href="/isolated"' in page.text
    assert 'href="/promises"' not in page.text


@pytest.mark.parametrize("path", ["/mentee", "/introducing", "/promises", "/steps", "/about-you"])
def test_another_page_refuses_and_leads_to_the_start_page(site, path):
    page = gone(site).get(path)

    assert page.status_code in (200, 403)
    assert 'href="/"' in page.text
    assert 'aria-label="About whom"' not in page.text or "nobody you may ask about" in page.text


def test_somebody_who_is_there_reads_nothing_of_it(mentor):
    page = mentor.get("/")

    assert page.status_code == 200
    assert "not among the people here today" not in words(page)
