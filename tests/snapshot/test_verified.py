"""Is a snapshot hashed once on a machine, and again whenever a file may have changed?"""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graphsvc.errors import SnapshotInvalid
from graphsvc.snapshot.files import open_snapshot, read_manifest, verify
from graphsvc.snapshot.verified import NOTE, leave_note, look, noted, one_at_a_time
from tests.snapshot.test_files import published

PATH = "people/ids.bytes.npy"
# Prints for each opening how often it opens one of the files at most: to map it, and to hash it.
OPENINGS = """
import sys
from collections import Counter
from pathlib import Path
from graphsvc.snapshot.files import open_snapshot

opened = Counter()
sys.addaudithook(lambda event, told: event == "open" and opened.update([str(told[0])]))
for folder in sys.argv[1:]:
    opened.clear()
    open_snapshot(Path(folder))
    print(max(count for path, count in opened.items() if path.endswith(".npy")))
"""


def openings(*folders: Path) -> list[int]:
    told = subprocess.run(
        [sys.executable, "-c", OPENINGS, *map(str, folders)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    return [int(line) for line in told.stdout.split()]


def damage(folder: Path) -> None:
    """Change the last byte, without changing the size."""
    content = (folder / PATH).read_bytes()
    (folder / PATH).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def vouch(folder: Path) -> None:
    """Leave the note of somebody who hashed the files as they are and found all well."""
    manifest = read_manifest(folder)
    leave_note(folder, manifest.digest, {path: look(folder / path) for path in manifest.files})


def refused(folder: Path) -> None:
    with pytest.raises(SnapshotInvalid, match=PATH):
        open_snapshot(folder)


def test_only_the_first_process_hashes_and_after_publishing_none(tmp_path: Path):
    new, old = published(tmp_path), published(tmp_path, minutes=1)
    (old / NOTE).unlink()

    assert openings(new, old, old) == [1, 2, 1]


def test_a_file_that_was_written_to_is_found_whoever_asks_and_how_often(tmp_path: Path):
    folder = published(tmp_path)
    open_snapshot(folder)
    before = os.stat(folder / PATH)

    damage(folder)
    os.utime(folder / PATH, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert os.stat(folder / PATH).st_mtime_ns == before.st_mtime_ns
    for _ in range(2):
        refused(folder)


def test_a_file_put_in_the_place_of_another_is_found(tmp_path: Path):
    folder = published(tmp_path)
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copy2)
    damage(tmp_path / "copy")

    refused(tmp_path / "copy")
    (tmp_path / "copy" / PATH).replace(folder / PATH)
    refused(folder)


def test_a_bit_that_flips_beneath_the_file_system_is_found_by_verify_and_then_by_all(
    tmp_path: Path,
):
    folder = published(tmp_path)
    damage(folder)
    vouch(folder)

    open_snapshot(folder)
    with pytest.raises(SnapshotInvalid, match=PATH):
        verify(folder)
    refused(folder)


def test_after_a_start_of_the_machine_all_is_hashed_again(tmp_path: Path):
    folder = published(tmp_path)
    damage(folder)
    vouch(folder)
    note = json.loads((folder / NOTE).read_bytes())
    (folder / NOTE).write_text(json.dumps(note | {"machine": "the start before"}))

    refused(folder)


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"\xff", b'{"files": {}}'])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, note: bytes):
    folder = published(tmp_path)
    damage(folder)
    (folder / NOTE).write_bytes(note)

    refused(folder)


def test_a_note_on_another_manifest_is_none(tmp_path: Path):
    folder = published(tmp_path)
    files = read_manifest(folder).files

    assert noted(folder, read_manifest(folder).digest, files)
    assert not noted(folder, "0" * 64, files)
    assert not noted(folder, read_manifest(folder).digest, [*files, "people/more.npy"])


def test_where_no_note_can_be_left_everybody_hashes(tmp_path: Path):
    folder = published(tmp_path)
    (folder / NOTE).unlink()
    (folder / NOTE).mkdir()  # in its place nothing can be put, whoever asks

    assert openings(folder, folder) == [2, 2]
    assert [path.name for path in folder.glob(f"{NOTE}*")] == [NOTE]


def test_whoever_waits_for_another_to_hash_finds_her_note(tmp_path: Path):
    folder = published(tmp_path)
    (folder / NOTE).unlink()
    found: list[str] = []
    waiting = threading.Thread(target=lambda: found.append(open_snapshot(folder).name))

    with one_at_a_time(folder):
        waiting.start()
        waiting.join(timeout=0.3)
        assert waiting.is_alive()
        # Had it hashed the file itself, it would refuse it.
        damage(folder)
        vouch(folder)
    waiting.join()

    assert found == [folder.name]
