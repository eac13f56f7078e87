"""What does somebody read when something is wrong? One clear line, and never a traceback."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines import Engine
from tests.neo4j_server import free_port
from tests.whole.deployment import Deployment


@pytest.fixture
def at(tmp_path: Path) -> Deployment:
    return Deployment(tmp_path)


def refused(at: Deployment, *arguments: str | Path) -> str:
    """The one line a refused command ends with."""
    done = at.run(*arguments, code=None, timeout=120)
    assert done.code not in (0, None)
    lines = [line for line in done.err.splitlines() if line.strip()]
    assert lines, "it failed without a word"
    return lines[-1]


def test_an_unknown_setting_is_named(at):
    line = refused(replace(at, more={"GRAPHSVC_PROT": "1"}), "check")

    assert line.startswith("Error: Unknown setting: GRAPHSVC_PROT.")


def test_a_data_directory_of_another_version_is_left_alone(at):
    at.data.mkdir()
    (at.data / "version").write_text("99\n", encoding="utf-8")

    line = refused(at, "check")

    assert "format 99" in line
    assert [one.name for one in at.data.iterdir() if one.is_file()] == ["version"]


def test_a_data_directory_that_is_a_file_is_named(at):
    at.data.write_text("not a folder", encoding="utf-8")

    assert "cannot be used" in refused(at, "check")


@pytest.mark.engine
def test_a_port_in_use_is_named(at):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        line = refused(at, "run", "--demo", "--port", str(port))

    assert f"Port {port}" in line


@pytest.mark.engine
def test_without_a_sign_in_method_the_service_does_not_start(at):
    assert "graphsvc token create" in refused(at, "run", "--port", "0")


def test_no_server_is_said_in_one_line(at):
    away = {"GRAPHSVC_NEO4J_URI": f"bolt://127.0.0.1:{free_port()}"}

    line = refused(replace(at, more=away), "run", "--demo", "--port", "0")

    assert "graph store" in line


@pytest.mark.neo4j
def test_a_wrong_password_is_said_in_one_line(at, empty_neo4j: Engine):
    wrong = replace(empty_neo4j.address, app=("neo4j", "not the password"))

    line = refused(replace(at, address=wrong), "run", "--demo", "--port", "0")

    assert "account" in line
    assert "not the password" not in line


@pytest.mark.neo4j
def test_a_wrong_database_is_said_in_one_line(at, empty_neo4j: Engine):
    wrong = replace(empty_neo4j.address, database="nowhere")

    assert "database" in refused(replace(at, address=wrong), "run", "--demo", "--port", "0").lower()


def test_a_missing_password_file_is_said_in_one_line(at):
    settings = {
        "GRAPHSVC_NEO4J_URI": "bolt://127.0.0.1:7687",
        "GRAPHSVC_NEO4J_PASSWORD_FILE": "missing",
    }

    assert "GRAPHSVC_NEO4J_PASSWORD_FILE" in refused(replace(at, more=settings), "check")


@pytest.mark.engine
def test_a_question_before_any_import_says_what_to_do(at):
    assert "import" in refused(at, "--demo", "isolated")


@pytest.mark.engine
def test_files_with_problems_are_refused_as_a_whole_with_every_problem(at):
    files = at.folder / "files"
    files.mkdir()
    (files / "people.csv").write_text("id,name,level\na,Ada,one\nb,Ben,2\na,Ann,3\n", "utf-8")

    done = at.run("import", files, code=1)

    assert "people.csv:2: level:" in done.err
    assert "people.csv:4: id:" in done.err
    assert "nothing was written" in done.err
    assert at.run("--demo", "query", "MATCH (p:Person) RETURN count(p) AS n", "--json").value[
        "rows"
    ] == [[0]]


@pytest.mark.engine
def test_a_path_that_is_not_there_is_named(at):
    assert "nowhere" in at.run("import", "nowhere", code=1).err


@pytest.mark.engine
def test_a_person_nobody_knows_is_said_in_one_line(at):
    files = at.folder / "files"
    files.mkdir()
    (files / "people.csv").write_text("id\na\nb\n", "utf-8")
    at.run("import", files)

    said = "Error: No person has the id 'zed', or none that you may ask this about."
    assert refused(at, "--demo", "introductions", "zed") == said


def test_a_role_that_is_none_is_refused(at):
    assert "--as" in at.run("--as", "lead", "isolated", code=2).err


def test_outside_demonstration_mode_a_question_needs_a_token(at):
    assert "GRAPHSVC_TOKEN" in refused(at, "isolated")
