"""Where does everything this service keeps lie, and can that folder be used?"""

import os
from dataclasses import dataclass
from pathlib import Path

from graphsvc.errors import DataDirectoryUnusable

FORMAT = "1"  # of the folder as a whole


@dataclass(frozen=True)
class DataDirectory:
    """The parts of the one data directory."""

    root: Path

    @property
    def engine(self) -> Path:
        return self.root / "engine"

    @property
    def records(self) -> Path:
        return self.root / "records.sqlite"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"


def open_data_directory(root: Path) -> DataDirectory:
    """Make the folder (0700) and its parts where they are missing, and check that it is ours.

    Raises:
        DataDirectoryUnusable: it cannot be made or written, or another version wrote it.
    """
    place = DataDirectory(root.absolute())
    try:
        _check_ours(place)
        for folder in (place.root, place.engine, place.snapshots, place.cache, place.secrets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_version(place.root / "version")
        _check_writable(place.cache)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataDirectoryUnusable(
            f"The data directory {root} cannot be used: {reason}."
        ) from error
    return place


def _check_ours(place: DataDirectory) -> None:
    """A folder of somebody else's files does not become a data directory by a slip."""
    if not place.root.exists() or (place.root / "version").exists():
        return
    ours = {place.engine, place.records, place.snapshots, place.cache, place.secrets}
    passed_over = ("version.", ".", "lost+found")  # ours of another moment, or the system's
    found = (one for one in place.root.iterdir() if not one.name.startswith(passed_over))
    if any(one not in ours for one in found):
        raise DataDirectoryUnusable(
            f"The folder {place.root} holds other files and no data of graphsvc. Name an empty "
            "folder, or one that is not there yet, in GRAPHSVC_DATA."
        )


def _check_version(file: Path) -> None:
    if not file.exists():
        aside = file.with_name(f"version.{os.getpid()}")
        aside.write_text(FORMAT + "\n", encoding="utf-8")
        aside.replace(file)
    found = file.read_text(encoding="utf-8").strip()
    if found != FORMAT:
        raise DataDirectoryUnusable(
            f"The data directory {file.parent} has format {found or 'unknown'}; this version reads "
            f"format {FORMAT}. Use another directory (GRAPHSVC_DATA) or the version that made it."
        )


def _check_writable(folder: Path) -> None:
    # A page of real bytes, synced: a full disk shows only when something is written.
    probe = folder / f"probe.{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)
