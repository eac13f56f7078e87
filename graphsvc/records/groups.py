"""Which group is a person in? The only module that reads protected attributes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from graphsvc.records.batches import insert_in_batches
from graphsvc.records.database import Database
from graphsvc.records.schema import GROUPS

PURPOSE = "equity analysis"


class GroupRow(NamedTuple):
    """What a file said about one person: a value of one attribute, from where and when."""

    person: str
    attribute: str
    value: str
    source: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Groups:
    """Protected attributes: written by an import, read only to compare groups."""

    database: Database

    def attributes(self) -> list[str]:
        """Names of the attributes anything is recorded for, in order."""
        with self.database.reading() as connection:
            asked = sa.select(GROUPS.c.attribute).distinct().order_by(GROUPS.c.attribute)
            return list(connection.scalars(asked))

    def values(self, attribute: str) -> dict[str, str]:
        """The recorded value by person id; empty for an attribute that nobody has."""
        asked = sa.select(GROUPS.c.person, GROUPS.c.value).where(GROUPS.c.attribute == attribute)
        with self.database.reading() as connection:
            return {row.person: row.value for row in connection.execute(asked)}

    def replace(
        self,
        attributes: Sequence[str],
        rows: Iterable[tuple[str, str, str, str, date | None]],
        *,
        purpose: str = PURPOSE,
    ) -> int:
        """Put *rows* in place of all that is recorded for *attributes*; return how many.

        A row is (person, attribute, value, source, on), see GroupRow. Rows may be an iterator:
        they are never held all at once. All or nothing.
        """
        with self.database.writing() as connection:
            connection.execute(sa.delete(GROUPS).where(GROUPS.c.attribute.in_(attributes)))
            return insert_in_batches(
                connection, GROUPS, ({**_columns(row), "purpose": purpose} for row in rows)
            )


def _columns(row: tuple[str, str, str, str, date | None]) -> dict[str, object]:
    return dict(zip(GroupRow._fields, row, strict=True))
