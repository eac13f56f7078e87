"""Where do the rows of an import wait, checked and in one form, until they are written?

A SQLite file of mode 0600 that is removed after the import: ten million ties never lie in memory,
and an import that was cut off is finished from it (it is the redo log).
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphsvc.errors import DataDirectoryUnusable

# Dates are ISO text, NULL where a fact is undated; lists are JSON. `given` lists the columns of
# people.csv that the file had, so that a missing column never erases anything.
TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (
  id TEXT PRIMARY KEY, name TEXT, email TEXT, title TEXT, level INTEGER, family TEXT, site TEXT,
  joined_on TEXT, left_on TEXT, created INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit (id TEXT PRIMARY KEY, name TEXT, parent TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS membership (
  person TEXT, unit TEXT, since TEXT, until TEXT, UNIQUE (person, unit, since));
CREATE TABLE IF NOT EXISTS line (
  person TEXT, manager TEXT, since TEXT, until TEXT, UNIQUE (person, manager, since));
CREATE TABLE IF NOT EXISTS level (
  person TEXT, level INTEGER, since TEXT, PRIMARY KEY (person, since)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tie (
  source TEXT, target TEXT, feed TEXT, stated REAL, PRIMARY KEY (source, target, feed))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contact (
  source TEXT, target TEXT, feed TEXT, week INTEGER, count INTEGER,
  PRIMARY KEY (source, target, feed, week)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS endorsement (
  id TEXT PRIMARY KEY, endorser TEXT, endorsed TEXT, kind TEXT, "on" TEXT, topic TEXT, text TEXT,
  confirmed_on TEXT, confirmed_by TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentoring (
  mentor TEXT, mentee TEXT, since TEXT, until TEXT, programme TEXT,
  UNIQUE (mentor, mentee, since));
CREATE TABLE IF NOT EXISTS introduction (
  id TEXT PRIMARY KEY, connector TEXT, mentee TEXT, introducee TEXT, proposed_by TEXT,
  states TEXT, states_on TEXT, states_by TEXT, outcome TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS promise (
  id TEXT PRIMARY KEY, made_by TEXT, made_to TEXT, text TEXT, size INTEGER, made_on TEXT,
  due_on TEXT, states TEXT, states_on TEXT, states_by TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS goal (
  id TEXT PRIMARY KEY, person TEXT, kind TEXT, text TEXT, unit TEXT, decided_by TEXT, "on" TEXT)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
  id TEXT PRIMARY KEY, author TEXT, about TEXT, "on" TEXT, specificity TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS absence (
  person TEXT, since TEXT, until TEXT, PRIMARY KEY (person, since)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grouping (
  person TEXT, attribute TEXT, value TEXT, source TEXT, "on" TEXT,
  PRIMARY KEY (person, attribute)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS coverage (
  fact TEXT, feed TEXT, first TEXT, last TEXT, undated INTEGER, PRIMARY KEY (fact, feed))
  WITHOUT ROWID;
"""


# What a disk can do to a file; anything else that SQLite says is a mistake of ours.
OF_THE_DISK = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
)


@contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """While a spool at *path* is filled.

    Raises:
        DataDirectoryUnusable: the disk is full or fails, here or where temporary files go.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in OF_THE_DISK:
            raise
        raise DataDirectoryUnusable(
            f"The rows of the import cannot be kept in {path.parent}: {error}. It needs as much "
            "free space as the files, there and where temporary files go."
        ) from error


class Spool:
    """Rows of one import on disk; ``meta`` remembers what it is and how far it came."""

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self.path = path
        # The spool is scratch until it is accepted: speed first, one fsync at acceptance.
        self.rows = sqlite3.connect(path, isolation_level=None)
        with room_on_disk(path):
            self.rows.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
                "PRAGMA temp_store=FILE;" + TABLES
            )

    def remember(self, key: str, value: Any) -> None:
        self.rows.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))

    def recall(self, key: str) -> Any:
        """What was remembered under *key*, or None."""
        found = self.rows.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if found is None else json.loads(found[0])

    def add(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self.rows.execute("BEGIN")
        self.rows.executemany(sql, rows)
        self.rows.execute("COMMIT")

    def each(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows of a query, one by one: the whole answer is never held."""
        yield from self.rows.cursor().execute(sql, values)

    def count(self, table: str) -> int:
        return int(self.rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def close(self) -> None:
        self.rows.close()

    def remove(self) -> None:
        self.close()
        self.path.unlink(missing_ok=True)
