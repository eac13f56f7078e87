"""Who is away on a day? Dates only, never the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from graphsvc.records.batches import insert_in_batches
from graphsvc.records.database import Database, move_revision
from graphsvc.records.kept import Kept
from graphsvc.records.schema import ABSENCES

REVISION = "absences_revision"  # moves with every change of an absence


@dataclass(frozen=True)
class Absences:
    """Spans a person was away; ``until`` is the first day back, None while it goes on."""

    database: Database

    @cached_property
    def _away(self) -> Kept[date, frozenset[str]]:
        return Kept(self.database, REVISION, _away)

    def away(self, on: date) -> frozenset[str]:
        """Ids of the people who are away on the day *on*; read again only if absences changed."""
        return self._away.get(on)

    def rows(
        self, *, first: date | None = None, last: date | None = None
    ) -> list[tuple[str, date, date | None]]:
        """(person, since, until) of the absences that began first..last, by person and day."""
        asked = sa.select(ABSENCES.c.person, ABSENCES.c.since, ABSENCES.c.until)
        if first is not None:
            asked = asked.where(ABSENCES.c.since >= first)
        if last is not None:
            asked = asked.where(ABSENCES.c.since <= last)
        with self.database.reading() as connection:
            ordered = asked.order_by(ABSENCES.c.person, ABSENCES.c.since)
            return [(row.person, row.since, row.until) for row in connection.execute(ordered)]

    def replace(
        self,
        rows: Iterable[tuple[str, date, date | None]],
        *,
        first: date | None = None,
        last: date | None = None,
    ) -> int:
        """Put (person, since, until) rows in place of the absences that began first..last.

        Without *first* and *last* all that is recorded is replaced. Returns how many came in.
        """
        with self.database.writing() as connection:
            gone = sa.delete(ABSENCES)
            if first is not None:
                gone = gone.where(ABSENCES.c.since >= first)
            if last is not None:
                gone = gone.where(ABSENCES.c.since <= last)
            connection.execute(gone)
            columns = ("person", "since", "until")
            named = (dict(zip(columns, row, strict=True)) for row in rows)
            move_revision(connection, REVISION)
            return insert_in_batches(connection, ABSENCES, named)


def _away(connection: sa.Connection, on: date) -> frozenset[str]:
    asked = sa.select(ABSENCES.c.person).where(
        ABSENCES.c.since <= on,
        sa.or_(ABSENCES.c.until.is_(None), ABSENCES.c.until > on),
    )
    return frozenset(connection.scalars(asked))
