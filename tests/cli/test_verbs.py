"""Does the command line do what its help says, for people and for programs?"""

import json
from pathlib import Path

import pytest

from graphsvc.demo.write import generate
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine
from tests.whole.deployment import Deployment

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    """A small organisation, imported."""
    place = tmp_path_factory.mktemp("verbs")
    generate(place / "files", people=120, seed=4)
    deployment = Deployment(place)
    deployment.run("import", place / "files")
    return deployment


def somebody(at: Deployment) -> str:
    listed = at.run("--demo", "isolated", "--limit", "1", "--json").value
    return str(listed["items"][0]["person"]["id"])


def test_importing_the_same_files_again_changes_nothing(at):
    again = at.run("import", at.folder / "files", "--json").value

    assert sum(again["created"].values()) == 0
    assert sum(again["updated"].values()) == 0
    assert sum(again["removed"].values()) == 0


def test_a_dry_run_says_what_would_change_and_writes_nothing(at, tmp_path):
    (tmp_path / "people.csv").write_text("id,name\nnew,Somebody New\n", "utf-8")
    count = ("--demo", "query", "MATCH (p:Person) RETURN count(p) AS n", "--json")
    before = at.run(*count).value

    done = at.run("import", tmp_path / "people.csv", "--dry-run", "--json").value

    assert done["created"]["people"] == 1
    assert done["revision"] is None
    after = at.run(*count).value
    assert (after["rows"], after["revision"]) == (before["rows"], before["revision"])


@pytest.mark.parametrize(
    "question",
    [("isolated",), ("gaps", "--by", "gender"), ("bridges", "--budget", "3")],
    ids=lambda one: one[0],
)
def test_a_question_prints_a_table_or_json_with_its_basis(at, question):
    table = at.run("--demo", *question).out
    value = at.run("--demo", *question, "--json").value

    assert f"As of {value['basis']['as_of']}" in table
    assert value["basis"]["snapshot"] in table


def test_introductions_come_with_reasons_and_a_way_or_say_why_not(at):
    found = at.run("--demo", "introductions", somebody(at), "--limit", "3", "--json").value

    assert found["items"] or found["none_because"]
    for one in found["items"]:
        assert one["parts"]
        assert one["path"] or one["path_missing"]


def test_an_earlier_day_is_answered_from_what_was_known_then(at):
    found = at.run("--demo", "isolated", "--as-of", "2025-12-01", "--limit", "1", "--json").value

    assert found["basis"]["as_of"] == "2025-12-01"
    assert found["basis"]["ties_until"] <= "2025-12-01"


def test_a_cut_list_says_so(at):
    for question in (("isolated",), ("gaps", "--by", "gender"), ("bridges", "--budget", "9")):
        done = at.run("--demo", *question, "--limit", "1")

        assert "Showing the first 1; there are more" in done.out


def test_a_query_is_read_from_a_file_or_from_the_text(at):
    file = at.folder / "people.cypher"
    file.write_text("MATCH (p:Person) RETURN count(p) AS people", "utf-8")

    from_file = at.run("--demo", "query", file, "--json").value
    from_text = at.run("--demo", "query", file.read_text("utf-8"), "--json").value

    assert from_file["rows"] == from_text["rows"] == [[120]]


def test_a_parameter_reaches_the_query(at):
    text = "MATCH (p:Person) WHERE p.level >= $least RETURN count(p) AS people"

    found = at.run("--demo", "query", text, "--param", "least=1", "--json").value

    assert 0 < found["rows"][0][0] <= 120


def test_a_query_that_writes_is_refused(at):
    done = at.run("--demo", "query", "CREATE (p:Person {id: 'x'}) RETURN p.id AS id", code=1)

    assert "Error:" in done.err


def test_a_token_signs_in_and_ends_when_it_is_revoked(at):
    text = at.run("token", "create", "reporting", "--role", "lead").out.strip()
    signed_in = Deployment(at.folder, more={"GRAPHSVC_TOKEN": text})

    assert signed_in.run("isolated", "--limit", "1", "--json").value["items"]

    token_id = at.run("token", "list").out.splitlines()[-1].split()[0]
    at.run("token", "revoke", token_id)
    assert "revoked" in signed_in.run("isolated", code=1).err


def test_a_lead_of_the_table_may_not_query(at):
    text = at.run("token", "create", "programme", "--role", "lead").out.strip()
    signed_in = Deployment(at.folder, more={"GRAPHSVC_TOKEN": text})

    assert "may not" in signed_in.run("query", "RETURN 1 AS one", code=1).err


def test_snapshots_are_listed_and_verified(at):
    at.run("snapshot", "build")
    listed = at.run("snapshot", "list").out
    verified = at.run("snapshot", "verify").out

    assert "120" in listed
    assert "whole" in verified


def test_a_damaged_snapshot_is_found(at):
    at.run("snapshot", "build")
    newest = max((at.data / "snapshots").glob("*/manifest.json")).parent
    column = max(newest.rglob("*.npy"), key=lambda path: path.stat().st_size)
    kept = column.read_bytes()
    column.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))

    try:
        assert newest.name in at.run("snapshot", "verify", newest.name, code=1).err
    finally:
        column.write_bytes(kept)


def test_check_says_in_words_that_all_is_well(at):
    done = at.run("check")

    for what in ("settings", "records", "store", "snapshot"):
        assert f"ok    {what}:" in done.out


def test_an_import_begun_elsewhere_stops_others_until_it_is_given_up(tmp_path):
    (tmp_path / "people.csv").write_text("id,name\na,Ada\n", "utf-8")
    at = Deployment(tmp_path)
    assert "No import is unfinished" in at.run("give-up-import", "--yes").out
    engine = EmbeddedEngine(at.data / "engine")
    store = BoltStore(engine.address)
    store.open_import("begun-elsewhere")
    store.close()
    engine.release()

    refused = at.run("import", tmp_path / "people.csv", code=1).err
    given_up = at.run("give-up-import", "--yes").out

    assert "graphsvc give-up-import" in refused
    assert "begun-elsewhere" in given_up
    assert at.run("import", tmp_path / "people.csv", "--json").value["created"]["people"] == 1


def test_generate_names_what_it_wrote(at, tmp_path):
    done = Deployment(tmp_path).run("generate", tmp_path / "files", "--people", "60", "--seed", "3")

    assert "people.csv" in done.out or "people" in done.out
    assert json.loads((Path(tmp_path) / "files" / "truth.json").read_text("utf-8"))["people"] == 60
