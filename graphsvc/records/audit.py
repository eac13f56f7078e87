"""Who did what, and was it allowed? Rows are only ever added, each sealing the one before."""

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy as sa

from graphsvc.records.database import Database
from graphsvc.records.quick import prepared
from graphsvc.records.schema import AUDIT

BEGINNING = "0" * 64  # what the first row seals
FIELDS = (
    "number",
    "at",
    "subject",
    "action",
    "object_kind",
    "object_id",
    "decision",
    "reason",
    "details",
    "previous",
)
MOST_CHARACTERS = 10_000
_LAST = prepared(sa.select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1))
_ADDED = prepared(sa.insert(AUDIT), (*FIELDS, "hash"))


@dataclass(frozen=True)
class AuditRow:
    number: int
    at: str
    subject: str
    action: str
    object_kind: str
    object_id: str
    decision: str
    reason: str
    details: str
    previous: str
    hash: str


@dataclass(frozen=True)
class AuditTrail:
    """The append-only table; a row is written when ``append`` returns, or it raises."""

    database: Database

    def append(self, **fields: str) -> int:
        """Add a row (at, subject, action, object_kind, object_id, decision, reason, details).

        Returns:
            Its number; numbers have no holes.
        """
        row: dict[str, str | int] = {name: escaped(value) for name, value in fields.items()}
        with self.database.quickly(writes=True) as run:
            number, previous = next(iter(run(_LAST, {})), (0, BEGINNING))
            row |= {"number": number + 1, "previous": previous}
            row["hash"] = _seal(row)
            run(_ADDED, row)
        return int(row["number"])

    def rows(self, *, since: int = 0, limit: int = 1_000) -> list[AuditRow]:
        """Rows with a number above *since*, in order."""
        asked = sa.select(AUDIT).where(AUDIT.c.number > since).order_by(AUDIT.c.number)
        with self.database.reading() as connection:
            return [AuditRow(**row._mapping) for row in connection.execute(asked.limit(limit))]

    def last_hash(self) -> str:
        """The seal of the last row: kept elsewhere, it shows when the end was cut off."""
        asked = sa.select(AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
        with self.database.reading() as connection:
            return connection.scalar(asked) or BEGINNING

    def broken_at(self) -> int | None:
        """The number of the first row that was changed, removed or put in; None if none was."""
        expected, previous = 1, BEGINNING
        with self.database.reading() as connection:
            for found in connection.execute(sa.select(AUDIT).order_by(AUDIT.c.number)):
                row = dict(found._mapping)
                sealed = row["previous"] == previous and row["hash"] == _seal(row)
                if row["number"] != expected or not sealed:
                    return expected
                expected, previous = expected + 1, row["hash"]
        return None


def escaped(text: str) -> str:
    """*text* on one line, control and direction characters visible, cut where it is too long."""
    plain = text.encode("utf-8", "backslashreplace").decode("utf-8")
    visible = "".join(one if one.isprintable() else f"\\u{{{ord(one):x}}}" for one in plain)
    return visible if len(visible) <= MOST_CHARACTERS else visible[:MOST_CHARACTERS] + "…"


def _seal(row: dict[str, str | int]) -> str:
    sealed = json.dumps([row[name] for name in FIELDS], ensure_ascii=True)
    return hashlib.sha256(sealed.encode()).hexdigest()
