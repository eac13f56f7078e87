"""Does HTTP tell exactly what the services answer, to whoever asks?"""

from datetime import date
from typing import Any

import pytest

from graphsvc.cli.output import plain
from graphsvc.errors import PersonNotFound
from tests.api.conftest import Whole

pytestmark = pytest.mark.engine


def viewer(whole: Whole, role: str) -> Any:
    return whole.services.tokens.viewer_of(whole.cast[role].headers["Authorization"])


def told(whole: Whole, role: str, path: str) -> Any:
    response = whole.get(role, path)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    return response.json


def test_introductions_are_those_of_the_service(whole):
    answer = whole.services.introductions.suggest(viewer(whole, "mentor"), whole.person, limit=3)

    found = told(whole, "mentor", f"/api/v1/people/{whole.person}/introductions?limit=3")

    assert found == plain(answer)
    assert 0 < len(found["items"]) <= 3


def test_who_asks_decides_who_is_named(whole):
    path = f"/api/v1/people/{whole.person}/introductions?limit=20"
    own, lead = told(whole, "person", path), told(whole, "lead", path)

    assert [one["rank"] for one in own["items"]] == [one["rank"] for one in lead["items"]]
    assert all(one["person"]["id"] for one in lead["items"])
    assert not all(one["person"]["id"] for one in own["items"])


def test_an_earlier_day_is_asked_about(whole):
    answer = whole.services.introductions.suggest(
        viewer(whole, "lead"), whole.person, as_of=date(2026, 6, 1)
    )

    found = told(whole, "lead", f"/api/v1/people/{whole.person}/introductions?as_of=2026-06-01")

    assert found == plain(answer)
    assert found["basis"]["as_of"] == "2026-06-01"


def test_isolated_people_are_those_of_the_service(whole):
    answer = whole.services.isolation.find(viewer(whole, "lead"), limit=7)

    found = told(whole, "lead", "/api/v1/isolated?limit=7")

    assert found == plain(answer)
    assert len(found["items"]) <= 7
    assert sum(found["counts"].values()) > 7


def test_a_mentor_hears_about_mentees_only(whole):
    found = told(whole, "mentor", "/api/v1/isolated?limit=1000")

    everybody = told(whole, "lead", "/api/v1/isolated?limit=1000")
    assert 0 < sum(found["counts"].values()) < sum(everybody["counts"].values())


def test_the_finding_about_one_person_is_that_of_the_service(whole):
    answer = whole.services.isolation.of(viewer(whole, "person"), whole.person)

    assert told(whole, "person", f"/api/v1/people/{whole.person}/isolation") == plain(answer)


def test_gaps_are_those_of_the_service(whole):
    asking = viewer(whole, "analyst")

    attributes = told(whole, "analyst", "/api/v1/gaps/attributes")
    found = told(whole, "analyst", "/api/v1/gaps?by=gender")

    assert attributes == list(whole.services.gaps.attributes(asking))
    assert "gender" in attributes
    assert found == plain(whole.services.gaps.compare(asking, "gender"))
    assert found["comparisons"]


def test_a_plan_is_that_of_the_service_and_the_same_each_time(whole):
    answer = whole.services.bridges.plan(viewer(whole, "lead"), budget=3, seed=7)
    path = "/api/v1/bridges?budget=3&seed=7"

    found = told(whole, "lead", path)

    assert found == plain(answer)
    assert found == told(whole, "lead", path)
    assert found["basis"]["seed"] == 7
    assert len(found["items"]) <= 3


def test_people_are_found_by_id_and_by_words_of_their_name(whole):
    (one,) = told(whole, "person", f"/api/v1/people?search={whole.mentor}")
    assert one["id"] == whole.mentor

    found = told(whole, "person", f"/api/v1/people?search={one['label'].upper()}&limit=1")
    assert found == [one]


def test_the_graph_is_asked_in_cypher(whole):
    text = "MATCH (p:Person) WHERE p.level >= $level RETURN count(p) AS people"

    found = whole.ask("analyst", text, params={"level": 0}).json

    assert found["columns"] == ["people"]
    assert (len(found["rows"]), found["truncated"]) == (1, False)
    assert found["revision"] >= 1


def test_a_cypher_answer_says_that_there_was_more(whole):
    found = whole.ask("analyst", "MATCH (p:Person) RETURN p.level AS level", max_rows=3).json

    assert (len(found["rows"]), found["truncated"]) == (3, True)


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("MATCH (p:Person) DETACH DELETE p", 403, "query_not_allowed"),
        ("MATCH (p:Person) SET p.level = 1 RETURN p.level AS level", 403, "query_not_allowed"),
        ("MATCH (p:Person) RETURN q.level AS level", 400, "query_invalid"),
    ],
)
def test_a_query_that_does_more_than_read_is_a_problem(whole, text, status, code):
    response = whole.ask("analyst", text)

    assert (response.status_code, response.json["code"]) == (status, code)
    assert response.json["type"] == f"/problems/{code}"


def test_a_refused_query_says_where(whole):
    found = whole.ask("analyst", "MATCH (p:Person)\nDETACH DELETE p").json

    assert found["line"] == 2


def test_the_snapshots_are_listed_for_operators(whole):
    found = told(whole, "operator", "/api/v1/snapshots")

    assert [one["name"] for one in found] == [one.name for one in whole.services.snapshots.list()]
    assert found[0]["people"] == len(whole.services.snapshots.current().people.ids)


def test_readiness_says_what_answers_come_from(whole):
    found = told(whole, "nobody", "/readyz")

    assert found["status"] == "ready"
    assert found["snapshot"] == told(whole, "lead", "/api/v1/isolated?limit=1")["basis"]["snapshot"]


def test_a_missing_person_is_told_as_one(whole):
    response = whole.get("lead", "/api/v1/people/no/such%20one/introductions")

    assert response.status_code == 404
    assert response.json["detail"] == str(PersonNotFound("no/such one"))


def test_every_question_is_recorded_and_so_is_every_refusal(whole):
    before = whole.services.audit.record(viewer(whole, "person"), "look at the trail")

    whole.get("person", f"/api/v1/people/{whole.person}/isolation")
    whole.get("person", f"/api/v1/people/{whole.stranger}/isolation")
    whole.get("person", "/api/v1/bridges")

    rows = whole.services.records.audit.rows(since=before)
    assert [(one.subject, one.action, one.decision) for one in rows] == [
        ("test person", "see isolation", "allowed"),
        ("test person", "see isolation", "refused"),
        ("test person", "plan bridges", "refused"),
    ]
    # By pseudonym: the trail outlives the person's stay.
    assert whole.person not in str(rows)
