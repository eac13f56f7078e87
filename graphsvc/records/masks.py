"""Who and what is kept out of every snapshot: people who left the graph, ties that were hidden?"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa

from graphsvc.errors import RecordsUnavailable
from graphsvc.model import DenyMask
from graphsvc.records.database import REVISION, Database, move_revision, revision
from graphsvc.records.kept import Kept
from graphsvc.records.schema import CONSENTS, HIDDEN_TIES, TOMBSTONES

Answers = tuple[frozenset[str], frozenset[str]]  # who said yes, who said no
CONSENTS_REVISION = "consents_revision"  # moves with every yes and no; no snapshot holds any


@dataclass(frozen=True)
class HiddenTies:
    """Ties their owner hid, sealed with their history until the owner erases them."""

    database: Database

    def hide(self, owner: str, other: str, *, history: Any, at: datetime) -> None:
        """Keep the tie between the two out, either way; *history* is kept as JSON."""
        sealed = {
            "owner": owner,
            "other": other,
            "hidden_at": at.replace(tzinfo=None),
            "history": json.dumps(history, sort_keys=True),
        }
        with self.database.writing() as connection:
            connection.execute(_tie(sa.delete(HIDDEN_TIES), owner, other))
            connection.execute(sa.insert(HIDDEN_TIES), [sealed])
            move_revision(connection)

    def unhide(self, owner: str, other: str) -> Any:
        """Let the tie in again; return the history that was sealed, None if it was not hidden."""
        with self.database.writing() as connection:
            asked = _tie(sa.select(HIDDEN_TIES.c.history), owner, other)
            sealed = connection.scalar(asked)
            connection.execute(_tie(sa.delete(HIDDEN_TIES), owner, other))
            move_revision(connection)
        return None if sealed is None else json.loads(sealed)

    def of(self, owner: str) -> list[str]:
        """Ids of those whose tie to *owner* the owner hid, in order."""
        asked = sa.select(HIDDEN_TIES.c.other).where(HIDDEN_TIES.c.owner == owner)
        with self.database.reading() as connection:
            return list(connection.scalars(asked.order_by(HIDDEN_TIES.c.other)))

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every hidden tie as (smaller id, larger id)."""
        asked = sa.select(HIDDEN_TIES.c.owner, HIDDEN_TIES.c.other)
        with self.database.reading() as connection:
            return frozenset(_pair(owner, other) for owner, other in connection.execute(asked))


@dataclass(frozen=True)
class Tombstones:
    """People who left the graph. HMAC(id) stays for ever and keeps a late feed or a restored
    backup from bringing them back; the id itself only until every copy is erased, because the
    deny mask of snapshots that still hold the person needs it.
    """

    database: Database
    key: bytes | None = field(default=None, repr=False)

    def put(self, person: str, *, at: datetime) -> None:
        """Keep the person out from now on."""
        row = {"keyed": self._keyed(person), "person": person, "at": at.replace(tzinfo=None)}
        with self.database.writing() as connection:
            connection.execute(sa.delete(TOMBSTONES).where(TOMBSTONES.c.keyed == row["keyed"]))
            connection.execute(sa.insert(TOMBSTONES), [row])
            move_revision(connection)

    def erased(self, person: str, *, at: datetime) -> None:
        """Forget the id: no store, snapshot or file holds the person any more."""
        gone = sa.update(TOMBSTONES).where(TOMBSTONES.c.keyed == self._keyed(person))
        with self.database.writing() as connection:
            connection.execute(gone.values(person=None, erased_at=at.replace(tzinfo=None)))
            move_revision(connection)

    def anybody(self) -> bool:
        """Whether anybody ever left."""
        with self.database.reading() as connection:
            return connection.scalar(sa.select(TOMBSTONES.c.keyed).limit(1)) is not None

    def kept_out(self, people: Iterable[str]) -> frozenset[str]:
        """Those of *people* who left the graph: an import drops them."""
        with self.database.reading() as connection:
            keyed = frozenset(connection.scalars(sa.select(TOMBSTONES.c.keyed)))
        if not keyed:
            return frozenset()
        return frozenset(one for one in people if self._keyed(one) in keyed)

    def _keyed(self, person: str) -> str:
        if not self.key:
            raise RecordsUnavailable("The records have no key for people who left the graph.")
        return hmac.new(self.key, person.encode(), hashlib.sha256).hexdigest()


class Said(NamedTuple):
    """What somebody answered, and since when she has."""

    given: bool
    at: datetime


@dataclass(frozen=True)
class Consents:
    """What people said yes or no to; opting out of being suggested is a no."""

    database: Database

    @cached_property
    def _answers(self) -> Kept[str, Answers]:
        return Kept(self.database, CONSENTS_REVISION, _answers)

    def put(self, person: str, purpose: str, *, given: bool, at: datetime) -> None:
        """Keep the answer instead of an earlier one; the same again stays as it was said first."""
        this = _answer_of(person, purpose)
        row = {"person": person, "purpose": purpose, "given": int(given)}
        with self.database.writing() as connection:
            if connection.scalar(sa.select(CONSENTS.c.given).where(this)) == int(given):
                return
            connection.execute(sa.delete(CONSENTS).where(this))
            connection.execute(sa.insert(CONSENTS), [{**row, "at": at.replace(tzinfo=None)}])
            move_revision(connection, CONSENTS_REVISION)

    def take_back(self, person: str, purpose: str) -> None:
        """Forget the answer, as if nothing had ever been said."""
        with self.database.writing() as connection:
            if connection.execute(sa.delete(CONSENTS).where(_answer_of(person, purpose))).rowcount:
                move_revision(connection, CONSENTS_REVISION)

    def of(self, person: str) -> dict[str, Said]:
        """What one person answered, by purpose."""
        asked = sa.select(CONSENTS.c.purpose, CONSENTS.c.given, CONSENTS.c.at)
        with self.database.reading() as connection:
            found = connection.execute(asked.where(CONSENTS.c.person == person)).all()
        return {row.purpose: Said(bool(row.given), row.at.replace(tzinfo=UTC)) for row in found}

    def refused(self, purpose: str) -> frozenset[str]:
        """Ids of those who said no to *purpose*."""
        return self.answers(purpose)[1]

    def answers(self, purpose: str) -> Answers:
        """Ids of those who said yes and no to *purpose*; who said nothing is in neither."""
        return self._answers.get(purpose)


class Deny:
    """The mask of today, read again only when the records moved."""

    def __init__(self, database: Database) -> None:
        self._kept: Kept[None, DenyMask] = Kept(database, REVISION, _mask)

    def __call__(self) -> DenyMask:
        return self._kept.get(None)


def _mask(connection: sa.Connection, _key: None) -> DenyMask:
    people = connection.scalars(sa.select(TOMBSTONES.c.person)).all()
    ties = connection.execute(sa.select(HIDDEN_TIES.c.owner, HIDDEN_TIES.c.other)).all()
    return DenyMask(
        revision=revision(connection),
        people=frozenset(one for one in people if one is not None),
        ties=frozenset(_pair(owner, other) for owner, other in ties),
    )


def _answers(connection: sa.Connection, purpose: str) -> Answers:
    asked = sa.select(CONSENTS.c.person, CONSENTS.c.given).where(CONSENTS.c.purpose == purpose)
    found = [(row.person, bool(row.given)) for row in connection.execute(asked)]
    yes = frozenset(person for person, given in found if given)
    return yes, frozenset(person for person, given in found if not given)


def _answer_of(person: str, purpose: str) -> sa.ColumnElement[bool]:
    return sa.and_(CONSENTS.c.person == person, CONSENTS.c.purpose == purpose)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _tie(statement: Any, owner: str, other: str) -> Any:
    return statement.where(HIDDEN_TIES.c.owner == owner, HIDDEN_TIES.c.other == other)
