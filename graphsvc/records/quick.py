"""How does a request look at the records, or add to them, in microseconds?

SQLAlchemy takes about half a millisecond for a statement that SQLite itself answers in ten
microseconds. What every request asks is put into SQL once, and said to SQLite over a connection
that each thread keeps; other databases are asked through SQLAlchemy, in the same words.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.pool import PoolProxiedConnection

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A statement, its text for SQLite, and which values go into that in turn."""

    statement: Any
    sql: str
    names: tuple[str, ...]
    given: Values  # those that are part of the statement


Run = Callable[[Prepared, Values], Sequence[Any]]


def prepared(statement: Any, columns: Sequence[str] | None = None) -> Prepared:
    """*statement*, ready to be asked often; *columns* are those that an insert fills."""
    made = statement.compile(dialect=sqlite.dialect(), column_keys=columns)
    names, given = tuple(made.positiontup or ()), {} if columns else dict(made.params)
    return Prepared(statement, str(made), names, given)


class Connections:
    """One connection to SQLite for each thread of each process, kept until all are closed.

    A thread takes over that of one which has ended under the same number.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[int, int], PoolProxiedConnection] = {}

    def of(self, engine: Engine) -> Any:
        """This thread's."""
        key = os.getpid(), threading.get_ident()
        if key not in self._open:
            found = engine.raw_connection()
            found.detach()  # it is this thread's alone, not the pool's to give to another
            self._open[key] = found
        return self._open[key].dbapi_connection

    def close(self) -> None:
        """Close those of this process; those of a parent are the parent's."""
        for key in [one for one in list(self._open) if one[0] == os.getpid()]:
            self._open.pop(key).close()


@contextmanager
def asked_of_sqlite(connection: Any, *, writes: bool) -> Iterator[Run]:
    """One statement by itself, or, where it *writes*, several in one transaction."""

    def run(asked: Prepared, values: Values) -> Sequence[Any]:
        every = {**asked.given, **values}
        # All of it: a statement that is not at its end keeps its look at the file open.
        return connection.execute(asked.sql, [every[one] for one in asked.names]).fetchall()

    if not writes:
        yield run
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield run
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def asked_through(connection: sa.Connection) -> Run:
    """Statements for any database."""

    def run(asked: Prepared, values: Values) -> Sequence[Any]:
        found = connection.execute(asked.statement, dict(values))
        return found.all() if found.returns_rows else []

    return run
