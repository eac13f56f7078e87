"""Is the embedded engine there when it is needed, and gone when nobody needs it?"""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphsvc.errors import DataDirectoryUnusable, StoreUnavailable
from graphsvc.store.base import Statement
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine
from tests.contract.processes import ROOT, started, told
from tests.contract.queries_for_tests import QUERIES

pytestmark = pytest.mark.engine


@pytest.fixture
def place(tmp_path):
    """A folder for an engine whose owner is ended with the test, if it is not by then."""
    folder = tmp_path / "engine"
    yield folder
    (folder / "lease").unlink(missing_ok=True)  # an owner whose folder is gone ends at once


@pytest.fixture
def engine(place):
    engine = EmbeddedEngine(place, grace_s=0.4)
    yield engine
    engine.release()


@pytest.fixture
def store(engine):
    store = BoltStore(engine.address, queries=QUERIES)
    yield store
    store.close()


@contextmanager
def nobody_special():
    """Without the rights of root, whom no mode of a folder keeps out."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def owner(place: Path) -> int:
    """The process id of the owner."""
    return json.loads((place / "owner.json").read_text())["pid"]


def until(ended, *, seconds: float = 20) -> bool:
    """Whether *ended* becomes true in time; looked at often, and only as long as needed."""
    ends = time.monotonic() + seconds
    while not ended() and time.monotonic() < ends:
        time.sleep(0.05)
    return ended()


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").exists() and "Z" not in state(pid)


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_the_owner_is_killed_and_the_next_request_brings_it_back(place, store):
    store.prepare()
    store.write(Statement("write/person", {"id": "ada", "name": "Ada"}))
    before, first = store.ledger(), owner(place)

    os.kill(first, signal.SIGKILL)
    assert until(lambda: not alive(first))
    assert store.rows("read/people") == [{"id": "ada", "name": "Ada"}]
    assert store.ledger() == before
    assert owner(place) != first

    # A polite end is the same to a client that is still there; this time the first call writes.
    second = owner(place)
    os.kill(second, signal.SIGTERM)
    assert until(lambda: not alive(second))
    store.write(Statement("write/person", {"id": "ben", "name": "Ben"}))
    assert [row["id"] for row in store.rows("read/people")] == ["ada", "ben"]
    assert not list((place / "log").glob("hs_err*"))


def test_nothing_acknowledged_is_lost_when_the_owner_is_killed_between_writes(place, store):
    store.prepare()
    writing = started("write_until_told", place=str(place), seconds=4, grace_s=0.4)
    writing.stdout.readline()  # the writer has begun

    os.kill(owner(place), signal.SIGKILL)
    acknowledged = {"p0", *told(writing)}

    kept = {row["id"] for row in store.rows("read/people")}
    assert acknowledged <= kept
    assert len(kept) <= len(acknowledged) + 1
    assert store.ledger().revision >= len(acknowledged)


def test_a_second_process_joins_and_the_owner_ends_after_the_last_one(place, engine):
    uri = engine.address().uri
    joined = started("join", place=str(place), grace_s=0.4)
    assert json.loads(joined.stdout.readline()) == uri
    pid = owner(place)

    engine.release()
    assert not until(lambda: not alive(pid), seconds=1.5)
    told(joined)
    assert until(lambda: not alive(pid))
    assert not (place / "owner.json").exists()
    assert engine.address().uri  # and is there again when it is asked for


def test_a_forked_worker_keeps_the_engine_when_its_parent_has_ended(place, engine):
    forked = started("join", place=str(place), grace_s=0.4, fork=True)
    said = {json.loads(forked.stdout.readline()) for _ in range(2)}
    assert len(said) == 1
    pid = owner(place)

    assert not until(lambda: not alive(pid), seconds=1.5)
    told(forked)
    assert until(lambda: not alive(pid))


def test_processes_that_come_at_once_share_one_owner(place):
    joined = [started("join", place=str(place), grace_s=0.4) for _ in range(3)]
    said = {json.loads(one.stdout.readline()) for one in joined}

    assert len(said) == 1
    for one in joined:
        told(one)


def test_what_the_owner_writes_is_for_this_user_only(place, store):
    store.prepare()
    store.close()
    files = [path for path in place.rglob("*") if path.is_file()]
    private = [path for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077 == 0]

    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {"owner.json", "accounts.json", "lease", "owner.lock"} <= {path.name for path in private}
    assert files == private
    passwords = json.loads((place / "accounts.json").read_text())
    assert len({*passwords.values()}) == 4
    command = Path(f"/proc/{owner(place)}/cmdline").read_text()
    assert not [one for one in passwords.values() if one in command]


def test_a_port_file_of_an_owner_that_is_gone_misleads_nobody(place, engine):
    place.mkdir()
    (place / "owner.json").write_text(json.dumps({"port": 9, "pid": 1}))

    assert engine.address().uri != "bolt://127.0.0.1:9"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")
    engine = EmbeddedEngine(tmp_path / "file" / "engine")

    with pytest.raises(DataDirectoryUnusable, match="Not a directory"):
        engine.address()


def test_a_folder_that_may_not_be_written_is_named(place):
    place.mkdir(mode=0o500)
    place.chmod(0o500)

    with nobody_special(), pytest.raises(DataDirectoryUnusable, match="Permission denied"):
        EmbeddedEngine(place).address()


def test_a_disk_without_room_is_named_before_the_engine_is_started(place):
    engine = EmbeddedEngine(place, room_bytes=10**15)

    with pytest.raises(DataDirectoryUnusable, match="is full: the embedded engine needs"):
        engine.address()
    engine.release()
    assert not (place / "owner.json").exists()


def test_secrets_of_the_service_do_not_reach_the_owner(place, engine, monkeypatch):
    monkeypatch.setenv("GRAPHSVC_NEO4J_PASSWORD", "canary")
    engine.address()

    assert b"canary" not in Path(f"/proc/{owner(place)}/environ").read_bytes()


def test_a_memory_setting_that_makes_no_sense_is_one_clear_line(place):
    engine = EmbeddedEngine(place, heap="plenty")

    with pytest.raises(StoreUnavailable, match="^The embedded engine .*start") as refused:
        engine.address()
    assert "\n" not in str(refused.value)
    assert "plenty" in refused.value.hint
    engine.release()


def test_a_folder_another_program_has_open_is_one_clear_line(place, engine):
    engine.address()
    (place / "owner.lock").rename(place / "elsewhere")  # as if it knew nothing of our lock
    other = EmbeddedEngine(place)

    with pytest.raises(DataDirectoryUnusable, match="Another program"):
        other.address()
    other.release()


def test_an_engine_that_is_not_installed_is_one_clear_line(place):
    script = (
        "import sys; sys.modules['arcadedb_embedded'] = None\n"
        "from graphsvc.store import embedded_owner; embedded_owner.main(sys.argv[1:])"
    )
    reading, writing = os.pipe()
    place.mkdir()
    (place / "accounts.json").write_text("{}")
    command = [sys.executable, "-c", script, str(place), "64m", "1", "0", str(writing)]
    subprocess.run(
        command, cwd=ROOT, pass_fds=[writing], stderr=subprocess.DEVNULL, check=True, timeout=30
    )
    os.close(writing)
    with os.fdopen(reading) as report:
        outcome = json.loads(report.readline())

    assert outcome["outcome"] == "failed"
    assert outcome["message"] == (
        "The embedded engine is not available here: set GRAPHSVC_NEO4J_URI."
    )
