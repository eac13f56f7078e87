"""Does `graphsvc run --demo` serve every question, on either engine, and does a second one join?"""

import json
from dataclasses import replace

import pytest

from tests.engines import Engine
from tests.whole.deployment import Deployment

SMALL = {"GRAPHSVC_DEMO_PEOPLE": "120", "GRAPHSVC_WORKERS": "2"}
PAGES = ("/", "/introductions", "/isolated", "/gaps?by=gender", "/bridges?budget=3", "/people")
pytestmark = pytest.mark.slow


def test_a_newcomer_gets_pages_answers_and_a_real_answer_in_the_terminal(deployment):
    at = replace(deployment, more=SMALL)

    with at.serving() as served:
        pages = {page: served.get(page) for page in PAGES}
        isolated = served.value("/api/v1/isolated?limit=2")
        ready = served.value("/readyz")
        alive = served.value("/healthz")

    assert {page: status for page, (status, _) in pages.items()} == dict.fromkeys(PAGES, 200)
    assert all("<main" in text for _, text in pages.values())
    assert isolated["items"]
    assert ready["status"] == "ready"
    assert alive["status"] == "alive"
    assert "meet next?" in served.printed
    assert "  1. " in served.printed


@pytest.mark.neo4j
def test_a_store_that_holds_people_already_is_never_filled_with_the_demonstration(
    tmp_path, empty_neo4j: Engine
):
    empty_neo4j.run("CREATE (p:Person {id: 'somebody real'}) RETURN p.id AS id")
    before = empty_neo4j.everything()

    with Deployment(tmp_path, empty_neo4j.address, more=SMALL).serving() as served:
        status, page = served.get("/isolated")

    assert "holds people already" in served.printed
    assert empty_neo4j.everything() == before
    assert status == 503
    assert "no snapshot" in page


@pytest.mark.engine
def test_a_second_service_on_the_same_directory_joins_the_first(tmp_path):
    at = Deployment(tmp_path, more=SMALL)

    with at.serving() as first, at.serving() as second:
        one = first.value("/api/v1/isolated?limit=3")
        other = second.value("/api/v1/isolated?limit=3")
        engines = [line for line in second.printed.splitlines() if "Starting the embedded" in line]

    assert one == other
    assert engines == []


@pytest.mark.engine
def test_with_a_token_a_lead_is_answered_and_without_one_nobody(tmp_path):
    files = tmp_path / "files"
    at = Deployment(tmp_path)
    at.run("generate", files, "--people", "120")
    at.run("import", files)
    token = at.run("token", "create", "programme", "--role", "lead").out.strip()

    with at.serving("run") as served:
        refused, told = served.get("/api/v1/isolated")
        answered = served.value("/api/v1/isolated", Authorization=f"Bearer {token}")
        closed, why = served.get("/query", Authorization=f"Bearer {token}")

    assert (refused, json.loads(told)["type"]) == (401, "/problems/unauthenticated")
    assert answered["items"]
    assert closed in (403, 404)
    assert "<main" in why
