"""What is lost when something is killed? Nothing acknowledged; nothing half is answered from."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from graphsvc.demo.write import generate
from tests.whole.deployment import Deployment, Served, of_the_data

pytestmark = [pytest.mark.engine, pytest.mark.slow]
SMALL = {"GRAPHSVC_DEMO_PEOPLE": "80", "GRAPHSVC_WORKERS": "2"}
COUNT = "MATCH (p:Person) RETURN count(p) AS people"


def owner(at: Deployment) -> int:
    """Process id of the embedded engine's owner."""
    lines = subprocess.run(
        ["pgrep", "-f", f"embedded_owner {at.data / 'engine'} "],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert len(lines) == 1, lines
    return int(lines[0])


def test_an_engine_that_was_killed_comes_back_with_everything(tmp_path):
    at = Deployment(tmp_path, more=SMALL)
    with at.serving() as served:
        before = at.run("--demo", "query", COUNT, "--json").value
        killed = owner(at)
        os.kill(killed, signal.SIGKILL)

        after = at.run("--demo", "query", COUNT, "--json").value
        isolated = served.value("/api/v1/isolated?limit=3")

        assert owner(at) != killed

    assert after["rows"] == before["rows"] == [[80]]
    assert after["revision"] == before["revision"]
    assert isolated["items"]


def test_a_worker_that_was_killed_takes_nothing_with_it(tmp_path):
    at = Deployment(tmp_path, more=SMALL)
    with at.serving() as served:
        engine = owner(at)
        before = served.value("/api/v1/isolated?limit=5")
        workers = subprocess.run(
            ["pgrep", "-P", str(served.process.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        for worker in workers:
            os.kill(int(worker), signal.SIGKILL)

        after = _patiently(served, "/api/v1/isolated?limit=5")

        assert owner(at) == engine

    assert of_the_data(after) == of_the_data(before)


def test_an_import_killed_half_way_is_never_answered_from_and_ends_as_if_nothing_happened(tmp_path):
    first, files = tmp_path / "first", tmp_path / "files"
    generate(first, people=80, seed=1)
    generate(files, people=800, seed=5)
    calm, killed = Deployment(tmp_path / "calm"), Deployment(tmp_path / "killed", more=SMALL)
    for at in (calm, killed):
        at.folder.mkdir()
        at.run("import", first)
    calm.run("import", files)
    with killed.serving() as served:
        before = served.value("/api/v1/isolated?limit=5")
        importing = killed.started("import", files)
        _wait_for_people_beyond(killed, 80)
        os.kill(importing.pid, signal.SIGKILL)
        importing.communicate()

        halfway = served.value("/api/v1/isolated?limit=5")
        unfinished = killed.run("--demo", "query", COUNT, "--json").value
        assert halfway["basis"]["snapshot"] == before["basis"]["snapshot"]
        assert halfway["items"] == before["items"]
        assert unfinished["importing"] is True

        again = killed.run("import", files, "--json").value
        assert again["resumed"]
        assert sum(again["created"].values()) == 0

    assert _everything(killed) == _everything(calm)


def _patiently(served: Served, path: str) -> object:
    ends = time.monotonic() + 60
    while True:
        try:
            return served.value(path)
        except (OSError, AssertionError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.5)


def _wait_for_people_beyond(at: Deployment, count: int) -> None:
    """Until the import under way has written people of its own."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        found = at.run("--demo", "query", COUNT, "--json").value
        if found["importing"] and found["rows"][0][0] > count:
            return
    raise AssertionError("the import wrote nothing in time")


def _everything(at: Deployment) -> object:
    """The answers of all questions and counts by kind: of the same graph, the same."""
    kinds = "MATCH (n) WHERE n:Person OR n:Unit RETURN labels(n) AS kind, count(n) AS count"
    lead = ("--demo", "--as", "lead")
    return of_the_data(
        [
            at.run("--demo", "query", f"{kinds} ORDER BY kind", "--json").value["rows"],
            at.run(*lead, "isolated", "--limit", "1000", "--json").value,
            at.run(*lead, "gaps", "--by", "gender", "--json").value,
            at.run(*lead, "bridges", "--budget", "5", "--json").value,
        ]
    )


def test_no_scratch_is_left_where_the_import_lay(tmp_path):
    files = tmp_path / "files"
    generate(files, people=60, seed=2)
    at = Deployment(tmp_path)

    at.run("import", files)

    left = [one.name for one in Path(at.data / "cache").iterdir() if one.suffix != ".lock"]
    assert [name for name in left if "spool" in name or "demonstration" in name] == []
