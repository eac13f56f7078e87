"""How is the records database reached? One engine per process, every failure one sentence."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from graphsvc.errors import RecordsUnavailable
from graphsvc.records.migrate import migrate
from graphsvc.records.quick import Connections, Run, asked_of_sqlite, asked_through, prepared
from graphsvc.records.schema import COUNTERS

BUSY_TIMEOUT_MS = 15_000  # how long a writer waits for another process's transaction
REVISION = "records_revision"
_COUNTED = prepared(sa.select(COUNTERS.c.value).where(COUNTERS.c.name == sa.bindparam("counter")))


class Database:
    """Transactions on the records; opened and brought up to date at first use in each process.

    A connection must not cross a fork, so the engine belongs to the process that made it.
    """

    def __init__(self, place: str | Path) -> None:
        self.url = _url_of(place)
        self._engines: dict[int, Engine] = {}
        self._quick = Connections()
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look at the records."""
        # A plain BEGIN: in WAL mode a reader waits for nobody and keeps nobody waiting.
        with (
            _in_words("read", self.url),
            self._engine().connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing; writers of other processes wait their turn."""
        with _in_words("written", self.url):
            connection = self._engine().connect().execution_options(writes=True)
            with connection, connection.begin():
                yield connection

    def counter(self, name: str = REVISION) -> int:
        """Where the counter *name* stands; see revision. Asked several times a request."""
        with self.quickly() as run:
            found = run(_COUNTED, {"counter": name})
        return int(found[0][0]) if found else 0

    @contextmanager
    def quickly(self, *, writes: bool = False) -> Iterator[Run]:
        """What every request asks, in few microseconds: one statement, or a transaction that
        *writes*."""
        if self.url.get_backend_name() != "sqlite":
            with self.writing() if writes else self.reading() as connection:
                yield asked_through(connection)
            return
        with _in_words("written" if writes else "read", self.url):
            plain = self._quick.of(self._engine())
            with asked_of_sqlite(plain, writes=writes) as run:
                yield run

    def prepare(self) -> None:
        """Open the records and bring their tables up to date; two processes may at once.

        Raises:
            RecordsUnavailable: they cannot be opened, or a newer version wrote them.
        """
        with _in_words("opened", self.url):
            self._engine()

    def close(self) -> None:
        """Close this process's connections; a later call opens them again."""
        with self._lock:
            engine = self._engines.pop(os.getpid(), None)
            self._quick.close()
        if engine is not None:
            engine.dispose()

    def _engine(self) -> Engine:
        with self._lock:
            found = self._engines.get(os.getpid())
            if found is None:
                # The parent's engine is let go of without closing: its sockets are the parent's.
                for parent in self._engines.values():
                    parent.dispose(close=False)
                found = _opened(self.url)
                self._engines = {os.getpid(): found}
            return found


def revision(connection: Connection, name: str = REVISION) -> int:
    """The counter *name*; by default the one that moves with everything that changes what a
    snapshot may show."""
    return int(connection.scalar(_COUNTED.statement, {"counter": name}) or 0)


def move_revision(connection: Connection, name: str = REVISION) -> None:
    """Move the counter, in the transaction that changes what it stands for."""
    moved = sa.update(COUNTERS).where(COUNTERS.c.name == name)
    if not connection.execute(moved.values(value=COUNTERS.c.value + 1)).rowcount:
        connection.execute(sa.insert(COUNTERS), [{"name": name, "value": 1}])


def _url_of(place: str | Path) -> URL:
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    try:
        return make_url(place)
    except ArgumentError as error:
        raise RecordsUnavailable("GRAPHSVC_RECORDS_URL is no database address.") from error


def _opened(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        # Made before SQLite does, so that the file is never readable by others.
        os.close(os.open(str(url.database), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    engine = sa.create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        migrate(engine, aside=_lock_file(url))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _lock_file(url: URL) -> Path | None:
    return Path(f"{url.database}.lock") if url.get_backend_name() == "sqlite" else None


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is erased leaves no trace in the file


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a transaction that reads and then writes must not lose its turn in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _in_words(deed: str, url: URL) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError, OSError) as error:
        raise RecordsUnavailable(
            f"The records database cannot be {deed}: {_reason(error)}.",
            hint=f"Records: {url.render_as_string(hide_password=True)}",
        ) from error


def _reason(error: Exception) -> str:
    # The driver's own first line; SQLAlchemy's text would add the statement and its values.
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    plain = str(getattr(error, "orig", None) or error).strip()
    return plain.splitlines()[0].rstrip(".") if plain else type(error).__name__
