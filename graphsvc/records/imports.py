"""What was imported, and what did each file speak for?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from graphsvc.model import Coverage
from graphsvc.records.database import Database
from graphsvc.records.schema import IMPORTS


@dataclass(frozen=True)
class ImportRow:
    id: str
    hash: str
    files: Any
    coverage: tuple[Coverage, ...]
    at: datetime


@dataclass(frozen=True)
class Imports:
    """One row for each finished import."""

    database: Database

    def record(
        self,
        import_id: str,
        *,
        hash: str,
        files: Sequence[Mapping[str, Any]] | Mapping[str, Any] | Sequence[str],
        coverage: Sequence[Coverage],
        at: datetime,
    ) -> None:
        """Remember a finished import; recording the same id again replaces its row."""
        row = {
            "id": import_id,
            "hash": hash,
            "files": json.dumps(files, sort_keys=True),
            "coverage": json.dumps([asdict(one) for one in coverage], default=date.isoformat),
            "at": at.replace(tzinfo=None),
        }
        with self.database.writing() as connection:
            connection.execute(sa.delete(IMPORTS).where(IMPORTS.c.id == import_id))
            connection.execute(sa.insert(IMPORTS), [row])

    def find(self, import_id: str) -> ImportRow | None:
        with self.database.reading() as connection:
            asked = sa.select(IMPORTS).where(IMPORTS.c.id == import_id)
            found = connection.execute(asked).first()
        return None if found is None else _import(found)

    def all(self) -> list[ImportRow]:
        """Every import, oldest first."""
        asked = sa.select(IMPORTS).order_by(IMPORTS.c.at, IMPORTS.c.id)
        with self.database.reading() as connection:
            return [_import(row) for row in connection.execute(asked)]

    def last(self, *, hash: str | None = None) -> ImportRow | None:
        """The latest import (of files with this hash), None if there was none."""
        asked = sa.select(IMPORTS).order_by(IMPORTS.c.at.desc(), IMPORTS.c.id.desc()).limit(1)
        if hash is not None:
            asked = asked.where(IMPORTS.c.hash == hash)
        with self.database.reading() as connection:
            found = connection.execute(asked).first()
        return None if found is None else _import(found)

    def coverage(self, fact: str, feed: str = "") -> Coverage | None:
        """What the latest import that spoke for (fact, feed) covered, None if none did."""
        for row in reversed(self.all()):
            for one in row.coverage:
                if (one.fact, one.feed) == (fact, feed):
                    return one
        return None


def _import(row: Any) -> ImportRow:
    coverage = tuple(
        Coverage(**{**one, "first": _day(one["first"]), "last": _day(one["last"])})
        for one in json.loads(row.coverage)
    )
    return ImportRow(row.id, row.hash, json.loads(row.files), coverage, row.at)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
