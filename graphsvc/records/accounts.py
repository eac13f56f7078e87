"""Who has an account, with which roles, and which tokens speak for it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from graphsvc.records.database import Database
from graphsvc.records.schema import GRANTS, SUBJECTS, TOKENS


@dataclass(frozen=True)
class Subject:
    subject: str
    person: str | None
    scopes: frozenset[str]
    disabled: bool


@dataclass(frozen=True)
class TokenRow:
    """One token as it is kept: the HMAC of its secret, never the secret."""

    id: str
    subject: str
    hmac: str
    scopes: frozenset[str]
    note: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    used_on: date | None = None


@dataclass(frozen=True)
class Grants:
    """Accounts and their roles: (role, unit), unit None for the whole organisation."""

    database: Database

    def enrol(
        self, subject: str, *, person: str | None, scopes: Iterable[str], at: datetime
    ) -> None:
        """Make the account, or set whose it is and add scopes to it."""
        known = self.subject(subject)
        both = sorted(set(scopes) | (known.scopes if known else frozenset()))
        row = {"person": person, "scopes": " ".join(both)}
        with self.database.writing() as connection:
            if known is None:
                made = {**row, "subject": subject, "made_at": _naive(at)}
                connection.execute(sa.insert(SUBJECTS), [made])
            else:
                this = SUBJECTS.c.subject == subject
                connection.execute(sa.update(SUBJECTS).where(this).values(**row))

    def subject(self, subject: str) -> Subject | None:
        asked = sa.select(SUBJECTS).where(SUBJECTS.c.subject == subject)
        with self.database.reading() as connection:
            found = connection.execute(asked).first()
        if found is None:
            return None
        scopes = frozenset(found.scopes.split())
        return Subject(found.subject, found.person, scopes, found.disabled_at is not None)

    def disable(self, subject: str, *, at: datetime) -> None:
        """End the account: its tokens are dead from now on."""
        this = sa.update(SUBJECTS).where(SUBJECTS.c.subject == subject)
        with self.database.writing() as connection:
            connection.execute(this.values(disabled_at=_naive(at)))

    def add(self, subject: str, role: str, unit: str | None) -> None:
        """Grant a role; granting it twice changes nothing."""
        if (role, unit) in self.of(subject):
            return
        row = {"subject": subject, "role": role, "unit": unit or ""}
        with self.database.writing() as connection:
            connection.execute(sa.insert(GRANTS), [row])

    def remove(self, subject: str, role: str, unit: str | None) -> None:
        this = sa.and_(GRANTS.c.role == role, GRANTS.c.unit == (unit or ""))
        with self.database.writing() as connection:
            connection.execute(sa.delete(GRANTS).where(GRANTS.c.subject == subject, this))

    def of(self, subject: str) -> list[tuple[str, str | None]]:
        """The account's roles, in order."""
        asked = sa.select(GRANTS.c.role, GRANTS.c.unit).where(GRANTS.c.subject == subject)
        with self.database.reading() as connection:
            found = connection.execute(asked.order_by(GRANTS.c.role, GRANTS.c.unit))
            return [(role, unit or None) for role, unit in found]


@dataclass(frozen=True)
class Tokens:
    """Access tokens by their public id."""

    database: Database

    def put(self, token: TokenRow) -> None:
        row = {**vars(token), "scopes": " ".join(sorted(token.scopes))}
        with self.database.writing() as connection:
            connection.execute(sa.insert(TOKENS), [{name: _naive(row[name]) for name in row}])

    def find(self, token_id: str) -> TokenRow | None:
        with self.database.reading() as connection:
            found = connection.execute(sa.select(TOKENS).where(TOKENS.c.id == token_id)).first()
        return None if found is None else _token(found)

    def all(self) -> list[TokenRow]:
        """Every token, oldest first."""
        asked = sa.select(TOKENS).order_by(TOKENS.c.made_at, TOKENS.c.id)
        with self.database.reading() as connection:
            return [_token(row) for row in connection.execute(asked)]

    def revoke(self, token_id: str, *, at: datetime) -> bool:
        """End the token at once; whether there was one that was not ended before."""
        this = sa.update(TOKENS).where(TOKENS.c.id == token_id, TOKENS.c.revoked_at.is_(None))
        with self.database.writing() as connection:
            return connection.execute(this.values(revoked_at=_naive(at))).rowcount == 1

    def used(self, token_id: str, *, on: date) -> None:
        """Remember the day it was last used; the hour is nobody's business."""
        this = sa.update(TOKENS).where(TOKENS.c.id == token_id)
        with self.database.writing() as connection:
            connection.execute(this.values(used_on=on))


def _token(row: Any) -> TokenRow:
    return TokenRow(**{**row._mapping, "scopes": frozenset(row.scopes.split())})


def _naive(value: Any) -> Any:
    # SQLite keeps no time zone: everything is stored as UTC without one.
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value
