"""Which application do these tests ask, and who is known to it?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from flask import Flask

from graphsvc.access import demonstration
from graphsvc.access.audit import Audit
from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.policy import Policy
from graphsvc.access.tokens import TokenDesk
from graphsvc.access.viewer import Grant
from graphsvc.app import create_app
from graphsvc.records.open import Records
from graphsvc.services.tokens import TokenService
from graphsvc.settings import Settings
from tests.access.people import organisation

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
OWN = {"Origin": "http://localhost"}  # what a browser sends with a form of our own pages


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Access:
    """The real parts that say who asks and what they may; no graph, no engine."""

    records: Records
    clock: Clock

    @cached_property
    def cookie_key(self) -> bytes:
        return b"\x07" * 32

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.records.audit, self.clock)

    @cached_property
    def policy(self) -> Policy:
        return Policy(self.clock, self.audit)

    @cached_property
    def desk(self) -> TokenDesk:
        return TokenDesk(self.records.tokens, self.records.grants, b"pepper", self.clock)

    @cached_property
    def tokens(self) -> TokenService:
        return TokenService(self.desk, self.policy, self.audit)

    def demonstration(self) -> Mapping[str, SignedInAs]:
        return demonstration.choose(organisation())

    def token(self, role: str = "lead", subject: str = "lea", person: str | None = None) -> str:
        """The text of a new token, made on the desk as the command line does."""
        made = self.desk.create(
            subject=subject,
            person_id=person,
            grants={Grant(role)},
            scopes=set(),
            expires=self.clock() + timedelta(days=30),
            made_by="tests",
        )
        return made.text


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    records = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    records.prepare()
    yield Access(records, Clock())
    records.close()


MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(access: Access, tmp_path: Path) -> MakeApp:
    def make(*, mode: str = "service", **changes: object) -> Flask:
        environ = {"GRAPHSVC_MODE": mode, "GRAPHSVC_DATA": str(tmp_path)}
        return create_app(replace(Settings.from_environ(environ), **changes), access)

    return make
