"""Was every file of this snapshot compared with its hash already, since this machine started?

Hashing a large snapshot takes seconds, so whoever has done it leaves a note in its folder: which
manifest it was, and how each file looked just before it was hashed (size, times, inode). Another
process compares how the files look now, and hashes nothing if all is as noted.

The note promises that each file held what the manifest says, and that nobody has written to it
since: writing moves a file's ctime, which no program can set. It does not promise that the disk
still gives the same bits. A bit that flips beneath the file system changes no time; it is found by
``graphsvc snapshot verify``, which always reads everything, and by the first process after a start
of the machine, for which older notes do not count. Nor does it keep out whoever may write to the
folder: she could as well write another manifest. Note and hashes are against accidents; against
people there are the rights of the data directory.
"""

import fcntl
import json
import os
import platform
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NOTE = ".verified"
BOOT = Path("/proc/sys/kernel/random/boot_id")
# File systems tell times by a clock that moves some hundred times a second.
TICK_NS = 20_000_000

Look = list[int]


def look(path: str | Path) -> Look:
    """How a file looks: take it before hashing, and every write from then on will show.

    Raises:
        OSError: it is missing.
    """
    found = _look(path)
    # What is written within the same tick of the clock would look the same.
    if 0 <= time.time_ns() - found[0] < TICK_NS:
        time.sleep(TICK_NS / 1e9)
        found = _look(path)
    return found


def noted(folder: Path, digest: str, files: Iterable[str]) -> bool:
    """Whether there is a note on the manifest with this *digest*, and all *files* look as then."""
    try:
        note = json.loads((folder / NOTE).read_bytes())
        return bool(note == _note(digest, {one: _look(os.path.join(folder, one)) for one in files}))
    except (OSError, ValueError):
        return False


def leave_note(folder: Path, digest: str, seen: Mapping[str, Look]) -> None:
    """Note that every file held what the manifest says; *seen* is how each looked before."""
    aside = folder / f"{NOTE}-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(_note(digest, seen), file)
        aside.replace(folder / NOTE)
    except OSError:
        # Where nothing can be written each process hashes for itself.
        with suppress(OSError):
            aside.unlink()


def withdraw_note(folder: Path) -> None:
    """Let everybody hash again."""
    with suppress(OSError):
        (folder / NOTE).unlink()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the lock of the one process that hashes; those who waited find its note."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # it has just been removed: whoever hashes says so
        yield
        return
    try:
        with suppress(OSError):  # some network file systems have no locks: then all hash at once
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _look(path: str | Path) -> Look:
    now = os.stat(path)
    return [now.st_ctime_ns, now.st_mtime_ns, now.st_size, now.st_ino, now.st_dev]


def _note(digest: str, seen: Mapping[str, Look]) -> dict[str, Any]:
    return {"machine": _machine(), "manifest": digest, "files": seen}


def _machine() -> str:
    """What is another after each start of the machine, where the system tells; else its name."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return platform.node()
