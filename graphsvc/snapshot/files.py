"""How does a snapshot lie on disk, and how is it opened without trusting what lies there?"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from graphsvc.errors import SnapshotInvalid
from graphsvc.kernels.rows import Rows
from graphsvc.model import STRENGTH_VERSION, SnapshotKey, day_of
from graphsvc.snapshot.columns import (
    DayColumns,
    Derived,
    EndorsementColumns,
    Facts,
    Feed,
    GoalColumns,
    IntroductionColumns,
    PeopleColumns,
    PromiseColumns,
    Spans,
    Stored,
    UnitColumns,
    WordColumns,
)
from graphsvc.snapshot.mapped import mapped
from graphsvc.snapshot.texts import Texts
from graphsvc.snapshot.verified import leave_note, look, noted, one_at_a_time, withdraw_note

FORMAT = 2
MANIFEST = "manifest.json"
# The parts of Facts that are one group of columns each, and the folder they lie in.
PARTS: dict[str, tuple[str, type]] = {
    "people": ("people", PeopleColumns),
    "units": ("units", UnitColumns),
    "words": ("words", WordColumns),
    "memberships": ("facts/memberships", Spans),
    "lines": ("facts/lines", Spans),
    "mentoring": ("facts/mentoring", Spans),
    "endorsements": ("facts/endorsements", EndorsementColumns),
    "introductions": ("facts/introductions", IntroductionColumns),
    "promises": ("facts/promises", PromiseColumns),
    "goals": ("facts/goals", GoalColumns),
    "days": ("facts/days", DayColumns),
}
T = TypeVar("T")


class Manifest(NamedTuple):
    """What a snapshot says about itself; ``files`` gives the SHA-256 of each by its path."""

    key: SnapshotKey
    data_until: date | None
    people: int
    ties: int
    consistency: str  # exact, or moved: the graph was written to while it was read
    as_of: date  # the day the stored rows are of
    formula: str
    feeds: tuple[str, ...]
    left_out: dict[str, int]
    files: dict[str, str]
    digest: str  # of all that


def write(folder: Path, stored: Stored, *, today: date) -> None:
    """Write *stored* into the empty *folder*, synced to the disk.

    Raises:
        SnapshotInvalid: it has no derived rows.
    """
    if stored.derived is None or stored.derived_as_of is None:
        raise SnapshotInvalid("A snapshot is written with the rows of its default day.")
    arrays = dict(_arrays(stored))
    for path, array in arrays.items():
        _write_array(folder / path, array)
    seen, files = {}, {}
    for path in arrays:
        seen[path], files[path] = look(folder / path), _hash(folder / path)
    facts = stored.facts
    known = facts.days.all[facts.days.all <= (today - date(1970, 1, 1)).days]
    said = {
        "format": FORMAT,
        "key": stored.key._asdict(),
        "data_until": day_of(int(known[-1])).isoformat() if len(known) else None,
        "counts": {"people": len(facts.people.seq), "ties": facts.ties},
        "consistency": stored.consistency,
        "as_of": stored.derived_as_of.isoformat(),
        "formula": STRENGTH_VERSION,
        "feeds": list(facts.feeds),
        "left_out": dict(facts.left_out),
        "files": files,
    }
    digest = _digest(said)
    whole = said | {"manifest": digest}
    _synced(folder / MANIFEST, json.dumps(whole, indent=1, sort_keys=True).encode())
    leave_note(folder, digest, seen)
    for one in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        sync_folder(one)


def read_manifest(folder: Path) -> Manifest:
    """What lies in *folder*, from its manifest alone.

    Raises:
        SnapshotInvalid: there is no manifest, it was changed, or its format is unknown.
    """
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        found = said.get("format")
    except (OSError, ValueError, AttributeError) as error:
        raise _damaged(folder, MANIFEST) from error
    if found != FORMAT:
        raise SnapshotInvalid(
            f"The snapshot {folder.name} has format {found}; this version reads format {FORMAT}. "
            "Publish a new one.",
            hint="graphsvc snapshot build",
        )
    digest = said.pop("manifest", None)
    if digest != _digest(said):
        raise _damaged(folder, MANIFEST)
    return Manifest(
        key=SnapshotKey(**said["key"]),
        data_until=date.fromisoformat(said["data_until"]) if said["data_until"] else None,
        people=said["counts"]["people"],
        ties=said["counts"]["ties"],
        consistency=said["consistency"],
        as_of=date.fromisoformat(said["as_of"]),
        formula=said["formula"],
        feeds=tuple(said["feeds"]),
        left_out=said["left_out"],
        files=said["files"],
        digest=digest,
    )


def verify(folder: Path) -> Manifest:
    """Compare every file with its hash, whatever was noted before.

    Raises:
        SnapshotInvalid: a file is missing or was changed; the message names it.
    """
    manifest = read_manifest(folder)
    withdraw_note(folder)
    seen = {}
    for path, expected in manifest.files.items():
        try:
            seen[path], found = look(folder / path), _hash(folder / path)
        except OSError as error:
            raise _damaged(folder, path) from error
        if found != expected:
            raise _damaged(folder, path)
    leave_note(folder, manifest.digest, seen)
    return manifest


def open_snapshot(folder: Path) -> Stored:
    """The snapshot in *folder*, every column mapped read-only and read only where it is used.

    Every file has been compared with its hash, by this process or by one before it since the
    machine was started: see graphsvc/snapshot/verified.

    Raises:
        SnapshotInvalid: it is damaged or of an unknown format.
    """
    manifest = read_manifest(folder)
    if not noted(folder, manifest.digest, manifest.files):
        with one_at_a_time(folder):
            if not noted(folder, manifest.digest, manifest.files):
                verify(folder)

    def load(path: str) -> NDArray[Any]:
        if f"{path}.npy" not in manifest.files:
            raise _damaged(folder, f"{path}.npy")
        try:
            return mapped(os.path.join(folder, f"{path}.npy"))
        except (OSError, ValueError) as error:
            raise _damaged(folder, f"{path}.npy") from error

    parts: dict[str, Any] = {
        name: _columns(shape, place, load) for name, (place, shape) in PARTS.items()
    }
    feeds = {name: _columns(Feed, _place(name), load) for name in manifest.feeds}
    # Rows of another formula are not ours: the View derives its own.
    derived = _columns(Derived, "rows", load) if manifest.formula == STRENGTH_VERSION else None
    return Stored(
        name=folder.name,
        key=manifest.key,
        facts=Facts(**parts, feeds=feeds, left_out=manifest.left_out),
        consistency=manifest.consistency,
        derived_as_of=manifest.as_of,
        derived=derived,
    )


def sync_folder(folder: Path) -> None:
    """See that what was put into *folder* is still there after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _arrays(stored: Stored) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, (place, _) in PARTS.items():
        yield from _flat(place, getattr(stored.facts, name))
    for name, feed in stored.facts.feeds.items():
        yield from _flat(_place(name), feed)
    yield from _flat("rows", stored.derived)


def _flat(place: str, columns: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, column in columns._asdict().items():
        if isinstance(column, Texts):
            yield f"{place}/{name}.bytes.npy", column.data
            yield f"{place}/{name}.start.npy", column.start
        elif isinstance(column, Rows):
            yield from _flat(f"{place}/{name}", column)
        else:
            yield f"{place}/{name}.npy", column


def _columns(shape: type[T], place: str, load: Callable[[str], Any]) -> T:
    columns: dict[str, Any] = {}
    for name, kind in shape.__annotations__.items():
        at = f"{place}/{name}"
        if kind is Texts:
            columns[name] = Texts(load(f"{at}.bytes"), load(f"{at}.start"))
        else:
            columns[name] = _columns(Rows, at, load) if kind is Rows else load(at)
    return shape(**columns)


def _place(feed: str) -> str:
    # A feed is the customer's word: it may not walk out of the folder.
    return "ties/" + quote(feed, safe="").replace(".", "%2E")


def _write_array(path: Path, array: NDArray[Any]) -> None:
    _make_folder(path.parent)
    with path.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_folder(folder: Path) -> None:
    # mkdir's own parents=True makes the folders between with the rights of the process.
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700)


def _synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _damaged(folder: Path, path: str) -> SnapshotInvalid:
    return SnapshotInvalid(
        f"The snapshot {folder.name} is damaged ({path}). Publish a new one.",
        hint="graphsvc snapshot build",
    )
