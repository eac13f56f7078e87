"""Where does an import lie while it is written, so that one that was cut off can be finished?"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graphsvc.errors import ImportUnfinished
from graphsvc.intake.spool import Spool

RUNNING = "Another import is running in this data directory; wait until it has ended."
ELSEWHERE = (
    "An import into this store was begun from another data directory and has not ended. Start "
    "graphsvc there to finish it; if that directory is lost, type `graphsvc give-up-import` and "
    "import again."
)
OTHER_STORE = (
    "An import was cut off while it was written into another store. Start graphsvc with the "
    "settings of that store once, or remove the file import.accepted from the data directory."
)
CUT_OFF = "An earlier import was cut off; start graphsvc or import again to finish it first."


@dataclass(frozen=True)
class Accepted:
    """What is remembered of an import whose rows were all found sound, to finish it by."""

    id: str
    store_id: str
    hash: str
    files: list[dict[str, Any]]
    attributes: list[str]
    today: date


@dataclass(frozen=True)
class Redo:
    """The two spools of a folder: one that is being filled, one that is being written.

    A spool that was not accepted is worth nothing after a crash; an accepted one is the redo log.
    """

    folder: Path

    @property
    def _filling(self) -> Path:
        return self.folder / "import.spool"

    @property
    def _accepted(self) -> Path:
        return self.folder / "import.accepted"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the one import a folder can have; the kernel frees it after a crash.

        Raises:
            ImportUnfinished: another process has it.
        """
        number = os.open(self.folder / "import.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ImportUnfinished(RUNNING) from None
            yield
        finally:
            os.close(number)

    def empty(self) -> Spool:
        """A new spool to fill; what an import that crashed before it was accepted left is gone."""
        _remove(self._filling)
        return Spool(self._filling)

    def accept(self, spool: Spool, accepted: Accepted) -> Spool:
        """From here on the import happens: after a crash it is written again."""
        values = {**vars(accepted), "today": accepted.today.isoformat()}
        spool.remember("accepted", values)
        spool.close()
        _to_disk(spool.path)
        os.replace(spool.path, self._accepted)
        _to_disk(self.folder)
        return Spool(self._accepted)

    def unfinished(self) -> tuple[Spool, Accepted] | None:
        """The import that was accepted and not finished, None if there is none."""
        _remove(self._filling)
        if not self._accepted.exists():
            return None
        spool = Spool(self._accepted)
        values = spool.recall("accepted")
        return spool, Accepted(**values | {"today": date.fromisoformat(values["today"])})


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{path.name}-journal")):
        with suppress(FileNotFoundError):
            one.unlink()


def _to_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
