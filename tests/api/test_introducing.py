"""Does an introduction go from a proposal to a promise kept over the API, move by move?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.meeting import Trio, worth_meeting
from tests.pages.test_pages import OWN, signed_in
from tests.site import Site

pytestmark = pytest.mark.engine

INTRODUCTIONS = "/api/v1/introductions"


@pytest.fixture
def trio(site: Site) -> Trio:
    return worth_meeting(site)


def asked(client: FlaskClient, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """Status and answer; a POST where there is a body."""
    found = client.post(path, json=body, headers=OWN) if body else client.get(path)
    return found.status_code, found.get_json()


def moved(client: FlaskClient, act: str, move: str, **more: str) -> dict[str, Any]:
    status, found = asked(client, f"{INTRODUCTIONS}/{act}/moves", move=move, **more)
    assert status == 200, found
    return found


def test_an_introduction_and_the_promise_that_follows(site: Site, trio: Trio):
    mentor, mentee = signed_in(site.app, "mentor"), signed_in(site.app, "person")
    connector, introducee = (
        signed_in(site.app, f"person:{one}") for one in (trio.connector, trio.introducee)
    )
    parties = {"mentee": trio.mentee, "introducee": trio.introducee, "connector": trio.connector}

    path = f"/api/v1/people/{trio.mentee}/introductions/asking"
    _, before = asked(
        mentor, f"{path}?introducee={trio.introducee}&connector={trio.connector}&language=de"
    )
    assert before["may_propose"]
    assert before["draft"].startswith("Guten Tag")
    assert asked(mentor, INTRODUCTIONS, **parties, id="a b/../<x>")[0] == 400
    status, act = asked(mentor, INTRODUCTIONS, **parties)
    assert status == 200
    one = f"{INTRODUCTIONS}/{act['id']}"
    assert asked(connector, one)[0] == asked(introducee, one)[0] == 404

    agreed = moved(mentee, act["id"], "agree")
    assert agreed["introducee"]["id"] is None
    assert asked(mentor, f"{one}/moves", move="agree")[0] == 409
    assert moved(connector, act["id"], "agree") == moved(connector, act["id"], "agree")
    assert asked(introducee, INTRODUCTIONS)[1]["items"][0]["mentee"]["id"] == trio.mentee
    moved(introducee, act["id"], "agree")
    assert asked(mentee, one)[1]["introducee"]["id"] == trio.introducee

    assert asked(connector, f"{one}/draft?language=de")[1]["text"].startswith("Guten Tag")
    moved(connector, act["id"], "hand_over")
    met = moved(mentee, act["id"], "met", outcome="We meet again")
    assert (met["status"], met["outcome"]) == ("met", "We meet again")
    assert moved(introducee, act["id"], "met")["outcome"] == "We meet again"

    due = datetime.now(UTC).date() + timedelta(days=7)
    played = site.services.demonstration()["mentor"].viewer
    promise = {"to": played.person_id, "text": "Write down what I learned", "due_on": str(due)}
    status, made = asked(mentee, "/api/v1/promises", **promise)
    assert status == 200, made
    said = f"/api/v1/promises/{made['id']}/moves"
    assert asked(mentee, said, state="kept")[1]["status"] != "kept"
    assert asked(mentor, said, state="kept")[1]["status"] == "kept"
    assert asked(connector, f"/api/v1/promises/{made['id']}")[0] == 404
