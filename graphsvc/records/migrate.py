"""Are the records' tables those of this version? They are made so, once, by whoever comes first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from graphsvc.errors import RecordsUnavailable

ADVISORY_LOCK = 0x67726170  # any number, the same for every process


def migrate(engine: Engine, *, aside: Path | None) -> None:
    """Run the steps that are missing, in one transaction; *aside* is the lock file of SQLite.

    Raises:
        RecordsUnavailable: the tables were made by a newer version.
    """
    with as_file(files("graphsvc") / "records" / "migrations") as folder, _alone(aside):
        config = Config()
        config.set_main_option("script_location", str(folder))
        script = ScriptDirectory.from_config(config)
        if aside is not None:
            _write_ahead(engine)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            if _behind(connection, script):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _behind(connection: Connection, script: ScriptDirectory) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise RecordsUnavailable(
            f"The records database is of a newer version (step {current}); "
            "use the version of graphsvc that made it."
        )
    return current != script.get_current_head()


def _write_ahead(engine: Engine) -> None:
    # Stays in the file. Changing it needs the file alone, hence inside the lock and once.
    raw = engine.raw_connection()
    try:
        mode = raw.cursor().execute("PRAGMA journal_mode").fetchone()
        if mode is not None and mode[0] != "wal":
            raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


@contextmanager
def _alone(file: Path | None) -> Iterator[None]:
    if file is None:
        yield
        return
    handle = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
