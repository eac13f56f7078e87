"""Which snapshots lie in the folder, which is current, and how does another take its place?"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from graphsvc.errors import SnapshotInvalid, SnapshotMissing
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.files import MANIFEST, read_manifest, sync_folder, write

KEPT = 3
CURRENT = "CURRENT"
LOCK = ".lock"
BUILDING = ".building-"
REMOVING = ".removing-"


class SnapshotEntry(NamedTuple):
    """One published snapshot, as the command line lists it."""

    name: str
    revision: int
    people: int
    ties: int
    data_until: date | None
    consistency: str  # exact; moved: written to while it was read; damaged: not to be read


def names(root: Path) -> list[str]:
    """Published snapshots, newest first."""
    if not root.is_dir():
        return []
    found = (one for one in root.iterdir() if not one.name.startswith("."))
    return sorted((one.name for one in found if (one / MANIFEST).is_file()), reverse=True)


def entry(folder: Path) -> SnapshotEntry:
    """What the snapshot in *folder* is.

    Raises:
        SnapshotMissing: there is no such snapshot.
    """
    if not folder.is_dir():
        raise SnapshotMissing(f"There is no snapshot {folder.name}.")
    try:
        said = read_manifest(folder)
    except SnapshotInvalid:
        return SnapshotEntry(folder.name, 0, 0, 0, None, "damaged")
    return SnapshotEntry(
        folder.name, said.key.revision, said.people, said.ties, said.data_until, said.consistency
    )


def stamp(root: Path) -> tuple[int, int] | None:
    """Changes whenever another snapshot became the current one; None where none is."""
    try:
        found = (root / CURRENT).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def in_turn(root: Path) -> list[str]:
    """Published snapshots, the current one first, then newest first."""
    found = names(root)
    try:
        current = (root / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return found
    # A process that ended between publishing and pointing leaves the pointer one behind.
    return found if current not in found else [current, *(one for one in found if one != current)]


@contextmanager
def building(root: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of the one process that builds; False (without *wait*) if another does."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def publish(root: Path, stored: Stored, *, at: datetime) -> SnapshotEntry:
    """Write *stored* beside the others and make it the current one; call it in :func:`building`.

    Whatever was left half-written by a process that ended is removed, and all but the last KEPT.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear(root)
    aside = root / f"{BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
    aside.mkdir(mode=0o700)
    write(aside, stored, today=at.date())
    folder = root / _free_name(root, at, stored.key.revision)
    aside.rename(folder)
    sync_folder(root)
    _point(root, folder.name)
    for name in in_turn(root)[KEPT:]:
        remove(root, name)
    return entry(folder)


def remove(root: Path, name: str) -> None:
    """Take a snapshot off the shelf; who has mapped it already goes on reading."""
    aside = root / f"{REMOVING}{os.getpid()}-{secrets.token_hex(4)}"
    (root / name).rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def clear(root: Path) -> None:
    """Remove what an ended process left behind; only the holder of the lock may."""
    for left in [*root.glob(f"{BUILDING}*"), *root.glob(f"{REMOVING}*")]:
        shutil.rmtree(left, ignore_errors=True)


def _free_name(root: Path, at: datetime, revision: int) -> str:
    name = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{revision}"
    number = 1
    while (root / (free := name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return free


def _point(root: Path, name: str) -> None:
    aside = root / f".{CURRENT}-{os.getpid()}"
    with aside.open("w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(root / CURRENT)
    sync_folder(root)
