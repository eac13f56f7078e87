"""What does HTTP answer when the analyst's door is closed, or the graph store is away?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graphsvc.app import create_app
from graphsvc.wiring import wire
from tests.api.conftest import Whole

pytestmark = pytest.mark.engine


@contextmanager
def changed(whole: Whole, **settings: object) -> Iterator[Whole]:
    """The same data directory and people, served with other settings."""
    other = replace(whole.services.settings, **settings)
    services = wire(other, say=lambda text: None, clock=lambda: datetime.now(UTC))
    try:
        yield replace(whole, app=create_app(other, services), services=services)
    finally:
        services.close()


def test_the_analysts_door_is_closed_unless_it_was_opened(whole):
    with changed(whole, cypher_http="auto") as service:
        response = service.ask("analyst", "MATCH (u:Unit) RETURN count(u) AS units")
        page = service.get("analyst", "/query")

    assert (response.status_code, response.json["code"]) == (403, "query_door_closed")
    assert page.status_code == 200


def test_whoever_may_not_query_is_not_told_whether_the_door_is_open(whole):
    with changed(whole, cypher_http="auto") as service:
        response = service.ask("lead", "MATCH (u:Unit) RETURN count(u) AS units")

    assert response.json["code"] == "forbidden"


def test_while_the_store_is_away_questions_are_answered_and_queries_told_to_wait(whole):
    path = f"/api/v1/people/{whole.person}/introductions"
    before = whole.get("lead", path).json

    with changed(whole, neo4j_uri="bolt://127.0.0.1:1", neo4j_password="none") as service:
        after = service.get("lead", path)
        query = service.ask("analyst", "MATCH (u:Unit) RETURN count(u) AS units")
        ready = service.get("nobody", "/readyz")
        alive = service.get("nobody", "/healthz")

    assert (after.status_code, after.json["items"]) == (200, before["items"])
    assert (query.status_code, query.json["code"]) == (503, "store_unavailable")
    assert query.headers["Retry-After"] == "5"
    assert (ready.status_code, ready.json["status"]) == (200, "degraded")
    assert alive.status_code == 200


def test_before_anything_was_published_the_service_says_so(whole, tmp_path):
    away = {"neo4j_uri": "bolt://127.0.0.1:1", "neo4j_password": "none"}
    with changed(whole, data=tmp_path / "empty", mode="demonstration", **away) as service:
        service.services.records.prepare()
        question = service.get("nobody", "/api/v1/isolated")
        page = service.get("nobody", "/")
        ready = service.get("nobody", "/readyz")

    assert (question.status_code, question.json["code"]) == (503, "snapshot_missing")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert (ready.status_code, ready.json["status"]) == (503, "unready")
