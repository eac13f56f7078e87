"""Does the README tell the truth? Every command in it is run, and what it prints is compared."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graphsvc.snapshot.graph import Backend
from tests.engines import Engine
from tests.whole.deployment import Deployment

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# What differs from run to run and may: the name of a snapshot, durations.
VARIES = re.compile(r"snapshot \S+|\d+ ms|Import \w+|revision \d+|gsvc_\w+|Recorded as [\w-]+")
RECORDED = re.compile(r"Recorded as ([\w-]+)")
# The day on which the examples were written: theirs and later days stand for today and later.
WRITTEN = date(2026, 11, 27)

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def blocks(heading: str, language: str) -> list[str]:
    """Fenced blocks of one language under a heading (up to the next of its rank)."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", README, re.M | re.S)
    assert found, f"README.md has no heading {heading}"
    return re.findall(rf"^```{language}\n(.*?)^```$", found[1], re.M | re.S)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, printed = part.partition("\n")
        while command.endswith("\\"):
            more, _, printed = printed.partition("\n")
            command = command[:-1] + more.lstrip("> ")
        yield command, printed.strip()


def as_of_today(text: str) -> str:
    """*text* with the days from the day it was written on moved to where they are now."""
    later = datetime.now(UTC).date() - WRITTEN

    def moved(found: re.Match[str]) -> str:
        day = date.fromisoformat(found[0])
        return (day + later if day >= WRITTEN else day).isoformat()

    return re.sub(r"\b\d{4}-\d\d-\d\d\b", moved, text)


def told(text: str) -> list[str]:
    return [" ".join(VARIES.sub("*", line).split()) for line in text.splitlines() if line.strip()]


def environ(place: Path, **more: str) -> dict[str, str]:
    at = Deployment(place, more=more)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return at.environ() | {"PATH": path, "COLUMNS": "160"}


def run(command: str, place: Path, **more: str) -> str:
    found = subprocess.run(
        command,
        shell=True,
        cwd=place,
        env=environ(place, **more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, f"{command}\n{found.stdout}{found.stderr}"
    return found.stdout


def prints_what_is_shown(consoles: list[str], place: Path) -> None:
    """Run each command; the ids in later ones are those that earlier ones printed."""
    ids: dict[str, str] = {}
    for command, shown in (one for block in consoles for one in commands(as_of_today(block))):
        for written, made in ids.items():
            command = command.replace(written, made)
        out = run(command, place)
        ids |= zip(RECORDED.findall(shown), RECORDED.findall(out), strict=True)
        printed = told(out)
        for line in told(shown):
            assert line in printed or line == "...", f"{command}\n{line}\n{out}"


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration organisation, imported."""
    place = tmp_path_factory.mktemp("pages")
    run("graphsvc generate organisation && graphsvc import organisation", place)
    return place


def test_the_two_commands_are_targets_of_the_makefile():
    first = blocks("Start", "console")[0]

    assert [command for command, _ in commands(first)] == ["make run", "make test"]
    for target in ("run", "test"):
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)
    recipe = re.search(r"^run:.*\n\t(.*)", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert recipe is not None
    assert shlex.split(recipe[1].lstrip("@"))[1:] == ["run", "--demo"]


def test_the_answer_on_the_first_screen_is_the_real_one(tmp_path):
    at = Deployment(tmp_path)
    shown = blocks("Start", "text")[0]

    with at.serving() as served:
        printed = told(served.printed)

    for line in told(shown):
        assert line in printed, f"{line}\nis not in\n{served.printed}"


@pytest.mark.parametrize("heading", ["Ask", "Use your own data"])
def test_every_command_prints_what_the_readme_shows(heading, tmp_path_factory):
    place = tmp_path_factory.mktemp("readme") / "graphsvc"
    place.mkdir()
    (place.parent / "shared").symlink_to(ROOT.parent / "shared")
    prints_what_is_shown(blocks(heading, "console"), place)


def test_the_python_example_works_as_printed(organisation):
    code, shown = blocks("Ask", "python")[0], blocks("Ask", "text")[0]
    (organisation / "example.py").write_text(code, encoding="utf-8")

    assert told(run("python example.py", organisation)) == told(shown)


def test_the_page_about_analyses_tells_the_truth(organisation):
    page = (ROOT / "docs/analysis.md").read_text(encoding="utf-8")
    code, shown = (
        re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)[0]
        for language in ("python", "text")
    )
    (organisation / "example.py").write_text(code, encoding="utf-8")

    assert told(run("python example.py", organisation)) == told(shown)


def test_the_page_about_introductions_tells_the_truth(organisation):
    page = (ROOT / "docs/introducing.md").read_text(encoding="utf-8")

    prints_what_is_shown(re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S), organisation)


def test_the_page_about_analyses_names_every_function_that_runs_compiled():
    page = (ROOT / "docs/analysis.md").read_text(encoding="utf-8")
    own = {"can_run", "should_run", "convert_from_nx", "convert_to_nx", "missing"}
    functions = {name for name in dir(Backend) if not name.startswith("_")} - own

    # The forms of components are named by their beginning.
    named = {name for name in functions if f"{name}`" in page}
    assert {name for name in functions - named if "connected" not in name} == set()


@pytest.mark.neo4j
def test_the_same_works_with_a_neo4j_server(tmp_path, empty_neo4j: Engine):
    user, password = empty_neo4j.address.app
    (tmp_path / "password").write_text(password + "\n", encoding="utf-8")
    block = blocks("Use your own Neo4j", "console")[0]
    given = {
        "GRAPHSVC_NEO4J_URI": empty_neo4j.address.uri,
        "GRAPHSVC_NEO4J_USER": user,
        "GRAPHSVC_NEO4J_PASSWORD_FILE": "password",
    }
    exported = dict(re.findall(r"^\$ export (\w+)=(\S+)$", block, re.M))

    assert exported.keys() == given.keys()
    assert all(name in README for name in given)
    for command, _ in commands(block):
        if command == "graphsvc check":
            assert "FAIL" not in run("graphsvc import $PWD/organisation", _made(tmp_path), **given)
            assert "bolt://" in run(command, tmp_path, **given)


def _made(place: Path) -> Path:
    run("graphsvc generate organisation --people 60", place)
    return place


def test_the_readme_names_every_folder_of_the_package():
    listed = set(re.findall(r"^  (\w+)/ ", blocks("Folders", "text")[0], re.M))
    rooms = {path.name for path in (ROOT / "graphsvc").iterdir() if (path / "__init__.py").exists()}

    assert rooms <= listed


def test_every_path_the_readme_links_to_is_there():
    for target in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / target).exists(), target
