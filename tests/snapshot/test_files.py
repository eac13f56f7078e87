"""Is a snapshot on disk whole, mapped, replaced at once, and refused when it is not as written?"""

import json
import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from graphsvc.errors import SnapshotInvalid, SnapshotMissing
from graphsvc.snapshot import shelf
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import derive, with_rows
from graphsvc.snapshot.files import MANIFEST, PARTS, open_snapshot, read_manifest, verify, write
from graphsvc.snapshot.texts import Texts
from tests.worlds import AS_OF, person, stored, weeks_ago

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def made(**other) -> Stored:
    """A snapshot with a fact of every kind."""
    facts = stored(
        people=[
            person("ada", name="Äda\n", unit="u", level=2, levels={date(2026, 1, 1): 2}),
            "бен",
        ],
        ties=[
            ("ada", "бен", "mail", {weeks_ago(1): 300, weeks_ago(2): 1}),
            ("бен", "ada", "../survey", 0.5),
        ],
        units={"u": "top"},
        lines=[("бен", "ada", None, None)],
        endorsements=[("ada", "бен", "credit", date(2026, 5, 1), None, "Vorträge")],
        mentorings=[("ada", "бен")],
        introductions=[("ada", "бен", "cy", [("proposed", date(2026, 3, 1))])],
        promises=[("ada", "бен", date(2026, 3, 1), None, [("made", date(2026, 3, 1))])],
        goals=[("бен", "unit", "Übersee", date(2026, 3, 1), "u", "ada")],
        **other,
    )
    return with_rows(facts, today=AS_OF)


def published(folder: Path, *, minutes: int = 0) -> Path:
    return folder / shelf.publish(folder, made(), at=NOW + timedelta(minutes=minutes)).name


def flat(columns) -> list:
    return [
        list(column) if isinstance(column, Texts) else np.asarray(column).tolist()
        for column in columns
    ]


def test_a_snapshot_comes_back_as_it_was_written(tmp_path: Path):
    before, after = made(), open_snapshot(published(tmp_path))

    for part in PARTS:
        assert flat(getattr(after.facts, part)) == flat(getattr(before.facts, part)), part
    assert set(after.facts.feeds) == {"mail", "../survey"}
    for name, feed in before.facts.feeds.items():
        assert flat(after.facts.feeds[name]) == flat(feed)
    assert after.key == before.key
    assert after.derived is not None
    assert before.derived is not None
    assert after.derived_as_of == AS_OF
    view, again = derive(after, AS_OF), derive(before, AS_OF)
    assert [one.tolist() for one in view.ties] == [one.tolist() for one in again.ties]
    assert view.ties.strength is after.derived.ties.strength


def test_columns_are_mapped_and_read_only(tmp_path: Path):
    opened = open_snapshot(published(tmp_path))
    assert opened.derived is not None
    columns = [opened.facts.people.level, opened.facts.feeds["mail"].weeks]
    columns += [*opened.derived.ties, opened.derived.shares, opened.facts.people.ids.data]

    for column in columns:
        assert type(column) is np.ndarray
        assert isinstance(column.base, np.memmap)
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


def test_equal_graphs_give_equal_files(tmp_path: Path):
    one, other = published(tmp_path / "a"), published(tmp_path / "b")

    assert read_manifest(one) == read_manifest(other)


def test_nothing_is_written_outside_the_folder_and_nobody_else_may_read(tmp_path: Path):
    folder = published(tmp_path)
    found = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    assert all(path.is_relative_to(folder) for path in found if path.suffix == ".npy")
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    "path", ["people/ids.bytes.npy", "ties/mail/counts.npy", "rows/ties/indices.npy"]
)
@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_damaged_file_is_named(tmp_path: Path, path: str, harm: str):
    folder = published(tmp_path)
    file = folder / path
    content = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:-1] + (bytes([content[-1] ^ 1]) if harm == "changed" else b""))

    with pytest.raises(SnapshotInvalid, match=path):
        verify(folder)
    with pytest.raises(SnapshotInvalid, match=path):
        open_snapshot(folder)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "{not json", '{"format": 2}', '{"format": 2, "manifest": "x"}']
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: str):
    folder = published(tmp_path)
    (folder / MANIFEST).write_text(content, encoding="utf-8")

    with pytest.raises(SnapshotInvalid):
        open_snapshot(folder)


def test_a_manifest_that_says_something_else_is_refused(tmp_path: Path):
    folder = published(tmp_path)
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    said["key"]["store_id"] = "another"
    (folder / MANIFEST).write_text(json.dumps(said), encoding="utf-8")

    with pytest.raises(SnapshotInvalid, match="damaged"):
        read_manifest(folder)


def test_an_unknown_format_is_refused_with_a_sentence(tmp_path: Path):
    folder = published(tmp_path)
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(said | {"format": 99}), encoding="utf-8")

    with pytest.raises(
        SnapshotInvalid, match=r"has format 99; this version reads format 2\."
    ) as found:
        open_snapshot(folder)
    assert found.value.hint == "graphsvc snapshot build"


def test_a_snapshot_without_rows_is_not_written(tmp_path: Path):
    with pytest.raises(SnapshotInvalid):
        write(tmp_path, stored(["ada"]), today=AS_OF)


def test_the_last_three_are_kept_and_the_newest_is_current(tmp_path: Path):
    folders = [published(tmp_path, minutes=minute) for minute in range(5)]

    assert shelf.names(tmp_path) == [one.name for one in folders[:1:-1]]
    assert shelf.in_turn(tmp_path)[0] == folders[-1].name
    assert [one for one in os.listdir(tmp_path) if one.startswith(".")] == []


def test_two_of_the_same_second_and_revision_are_two(tmp_path: Path):
    one, other = published(tmp_path), published(tmp_path)

    assert one != other
    assert shelf.in_turn(tmp_path) == [other.name, one.name]


def test_the_stamp_tells_that_another_became_current(tmp_path: Path):
    assert shelf.stamp(tmp_path) is None
    published(tmp_path)
    before = shelf.stamp(tmp_path)
    assert shelf.stamp(tmp_path) == before
    published(tmp_path, minutes=1)

    assert shelf.stamp(tmp_path) != before


def test_what_was_mapped_can_be_read_after_it_was_removed(tmp_path: Path):
    folder = published(tmp_path)
    opened = open_snapshot(folder)

    shelf.remove(tmp_path, folder.name)

    assert shelf.names(tmp_path) == []
    assert list(derive(opened, AS_OF).people.ids) == ["ada", "бен", "cy"]


def test_without_a_snapshot_there_is_no_entry(tmp_path: Path):
    assert shelf.names(tmp_path / "none") == []
    with pytest.raises(SnapshotMissing):
        shelf.entry(tmp_path / "none")


KILLED = """
import os, signal, sys
from pathlib import Path
from graphsvc.snapshot import files, shelf
from tests.snapshot.test_files import NOW, made

left = int(sys.argv[2])
fsync = os.fsync
def die_after(handle):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(handle)
os.fsync = die_after
shelf.publish(Path(sys.argv[1]), made(), at=NOW)
"""


@pytest.mark.parametrize("syncs", [0, 7, 60])
def test_a_process_killed_in_the_middle_of_publishing_leaves_the_last_one(
    tmp_path: Path, syncs: int
):
    before = published(tmp_path, minutes=-5)

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(syncs)],
        cwd=Path(__file__).parents[2],
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
    assert list(tmp_path.glob(f"{shelf.BUILDING}*"))
    assert shelf.in_turn(tmp_path) == [before.name]
    verify(before)
    after = published(tmp_path)
    assert shelf.in_turn(tmp_path) == [after.name, before.name]
    assert not list(tmp_path.glob(".*"))
