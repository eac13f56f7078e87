"""Where is the embedded engine of this folder, started now if nobody has?"""

import fcntl
import json
import os
import secrets
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from graphsvc.errors import DataDirectoryUnusable, StoreUnavailable
from graphsvc.store.address import Address

DATABASE = "neo4j"
LEASE, ELECTION, PORT, ACCOUNTS = "lease", "owner.lock", "owner.json", "accounts.json"
NAMES = ("root", "app", "reader", "analyst")
HANDSHAKE = bytes.fromhex("6060b017 00000405 00000000 00000000 00000000")  # Bolt, version 5.4
ROOM_BYTES = 50_000_000  # the engine itself finds a full disk only in the middle of a write


def quiet(line: str) -> None:
    """Say nothing."""


class EmbeddedEngine:
    """The engine of one folder, owned by a process of its own that every client process shares.

    Each client process holds a lease; the owner ends by itself once nobody does. One engine object
    may be used by many threads and after a fork.
    """

    def __init__(
        self,
        place: Path,
        heap: str = "512m",
        *,
        say: Callable[[str], None] = quiet,
        start_s: float = 60.0,
        grace_s: float = 10.0,
        room_bytes: int = ROOM_BYTES,
    ) -> None:
        """
        Args:
            place: the engine's folder, made where it is missing.
            heap: memory of the engine, as Java writes it.
            say: told in a sentence when the engine is started.
            start_s: how long a start may take.
            grace_s: how long the owner stays after the last client process.
            room_bytes: free space without which the engine is not started.
        """
        self._place, self._heap, self._say = place.absolute(), heap, say
        self._start_s, self._grace_s, self._room_bytes = start_s, grace_s, room_bytes
        self._leases: dict[int, int] = {}
        self._locks: dict[int, Lock] = {}

    def address(self) -> Address:
        """Where the engine listens and as whom to speak to it; starts it where it does not run.

        Raises:
            DataDirectoryUnusable: the folder cannot be written, or another program owns it.
            StoreUnavailable: the engine does not start, or not in time.
        """
        # By process: a lock held by another thread at a fork stays locked in the child for ever.
        with self._locks.setdefault(os.getpid(), Lock()):
            try:
                return self._found_or_started()
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise DataDirectoryUnusable(
                    f"The folder {self._place} of the embedded engine cannot be used: {reason}."
                ) from error

    def release(self) -> None:
        """Give this process's lease back: the owner may end unless somebody else holds one."""
        lease = self._leases.pop(os.getpid(), None)
        if lease is not None:
            os.close(lease)

    def _found_or_started(self) -> Address:
        ends = time.monotonic() + self._start_s
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_lease(ends)
        started = False
        while True:
            election = self._elected()
            if election is None:
                # Somebody owns the engine; it is ready once its port answers.
                found = self._announced()
                if found is not None:
                    return found
                time.sleep(0.1)
            elif started:
                os.close(election)
                raise StoreUnavailable(
                    "The embedded engine ended just after its start.", hint=self._logged(-1)
                )
            else:
                started = True
                self._start(election, ends)
            if time.monotonic() > ends:
                raise StoreUnavailable(
                    f"The embedded engine did not answer within {self._start_s:.0f} seconds.",
                    hint=self._logged(-1),
                )

    def _take_lease(self, ends: float) -> None:
        pid = os.getpid()
        if pid in self._leases:
            return
        lease = os.open(self._place / LEASE, os.O_RDWR | os.O_CREAT, 0o600)
        # The owner tries the lock for an instant now and then, and keeps it while it ends.
        while not _locked(lease, fcntl.LOCK_SH):
            if time.monotonic() > ends:
                os.close(lease)
                raise StoreUnavailable("The embedded engine has been ending for too long.")
            time.sleep(0.02)
        # A lease inherited through a fork stays open: it is the parent's as much as ours.
        self._leases[pid] = lease

    def _elected(self) -> int | None:
        """The election lock, open and held, or None while an owner process holds it."""
        lock = os.open(self._place / ELECTION, os.O_RDWR | os.O_CREAT, 0o600)
        if _locked(lock, fcntl.LOCK_EX):
            return lock
        os.close(lock)
        return None

    def _announced(self) -> Address | None:
        try:
            port = int(json.loads((self._place / PORT).read_text(encoding="utf-8"))["port"])
            accounts = json.loads((self._place / ACCOUNTS).read_text(encoding="utf-8"))
            with socket.create_connection(("127.0.0.1", port), timeout=2) as asked:
                asked.sendall(HANDSHAKE)
                if not asked.recv(4):
                    return None  # an owner that is dying still accepts, and answers nobody
        except (FileNotFoundError, ConnectionError, TimeoutError):
            return None  # not there yet, or left by an owner that was killed
        return Address(
            uri=f"bolt://127.0.0.1:{port}",
            database=DATABASE,
            app=("app", accounts["app"]),
            reader=("reader", accounts["reader"]),
            analyst=("analyst", accounts["analyst"]),
            keeps_limits=False,
        )

    def _start(self, election: int, ends: float) -> None:
        """Start an owner that inherits the *election* lock, and wait until it reports."""
        try:
            (self._place / PORT).unlink(missing_ok=True)
            free = os.statvfs(self._place)
            if free.f_bavail * free.f_frsize < self._room_bytes:
                raise DataDirectoryUnusable(
                    f"The disk of {self._place} is full: the embedded engine needs "
                    f"{self._room_bytes // 1_000_000} MB."
                )
            self._make_accounts()
            (self._place / "log").mkdir(mode=0o700, exist_ok=True)
            self._say("Starting the embedded graph engine, which takes a few seconds.")
            report = self._spawned(election)
        finally:
            os.close(election)  # the owner has its own copy; the lock is held until it ends
        self._wait_for(report, ends)

    def _make_accounts(self) -> None:
        if not (self._place / ACCOUNTS).exists():
            made = {name: secrets.token_urlsafe(24) for name in NAMES}
            write_private(self._place / ACCOUNTS, made)

    def _spawned(self, election: int) -> int:
        """The reading end of the pipe on which the new owner reports."""
        reading, writing = os.pipe()
        command = [sys.executable, "-m", "graphsvc.store.embedded_owner", str(self._place)]
        command += [self._heap, str(self._grace_s), str(election), str(writing)]
        log = os.open(
            self._place / "log" / "owner.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
        )
        try:
            # It forks once more and this first process ends at once: whoever started the owner
            # is not its parent, has nothing to reap and may end before it.
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(election, writing),
                env=_environment(self._place),
                check=False,
            )
        finally:
            os.close(writing)
            os.close(log)
        return reading

    def _wait_for(self, report: int, ends: float) -> None:
        """Return once the owner is ready; say every ten seconds that it is still starting."""
        with os.fdopen(report, "rb") as pipe:
            while not select.select([pipe], [], [], 10)[0]:
                self._say("Still starting the embedded graph engine.")
                if time.monotonic() > ends:
                    return
            line = pipe.readline()
        if not line:
            raise StoreUnavailable(
                "The embedded engine ended while it was starting.", hint=self._logged(-1)
            )
        told = json.loads(line)
        if told["outcome"] == "unusable":
            raise DataDirectoryUnusable(told["message"], hint=told["hint"])
        if told["outcome"] != "ready":
            # What the virtual machine has against its options is the first line it prints.
            raise StoreUnavailable(told["message"], hint=f"{told['hint']} {self._logged(0)}")

    def _logged(self, position: int) -> str:
        """The first (0) or last (-1) line the owner has printed, and where the rest is."""
        log = self._place / "log" / "owner.log"
        text = log.read_text("utf-8", errors="replace") if log.exists() else ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return f"{log}: {lines[position][:300]}" if lines else f"Nothing was written to {log}."


def write_private(file: Path, values: dict[str, Any]) -> None:
    """Write *values* as JSON that only this user can read: aside, then renamed, never half."""
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(values, out)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)


def _locked(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _environment(place: Path) -> dict[str, str]:
    """What the owner sees of the environment: no secret of the service, no JVM options."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GRAPHSVC_")}
    kept.pop("ARCADEDB_JVM_ARGS", None)
    return kept | {"ARCADEDB_JVM_ERROR_FILE": str(place / "log" / "hs_err_pid%p.log")}
