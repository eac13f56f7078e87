"""Which application do these tests ask, and who is known to it?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from graphsvc.access import demonstration
from graphsvc.access.audit import Audit
from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.policy import Policy
from graphsvc.access.roles import MAKE_TOKENS
from graphsvc.access.tokens import TokenDesk
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.app import create_app
from graphsvc.records.open import Records
from graphsvc.services.tokens import TokenService
from graphsvc.settings import Settings
from graphsvc.snapshot.view import NO_DAY
from graphsvc.wiring import Services, make_demonstration, wire
from tests.access.people import organisation

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOCAL_OPERATOR = Viewer(
    "local operator", None, frozenset({Grant("operator")}), frozenset({MAKE_TOKENS})
)
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

    def somebody(self, person_id: str) -> SignedInAs | None:
        return demonstration.somebody(organisation(), person_id)

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


@dataclass(frozen=True)
class Somebody:
    """Who asks in a test, by the token in their header; *nobody* has none."""

    role: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Whole:
    """The whole service over a demonstration organisation, outside demonstration mode."""

    app: Flask
    services: Services
    cast: Mapping[str, Somebody]
    person: str  # a mentee, and nobody's mentor
    mentor: str
    stranger: str  # no mentee of the mentor

    def get(self, role: str, path: str) -> Any:
        return self.app.test_client().get(path, headers=self.cast[role].headers)

    def ask(self, role: str, text: str, **more: Any) -> Any:
        """The analyst's route."""
        body = {"query": text, **more}
        headers = self.cast[role].headers
        return self.app.test_client().post("/api/v1/cypher", json=body, headers=headers)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Made once for all tests that only ask."""
    folder = tmp_path_factory.mktemp("whole")
    environ = {
        "GRAPHSVC_DATA": str(folder / "data"),
        "GRAPHSVC_CYPHER_HTTP": "on",
        "GRAPHSVC_ENGINE_HEAP": "256m",
    }
    settings = Settings.from_environ(environ)
    services = wire(settings, say=lambda text: None, clock=lambda: datetime.now(UTC))
    try:
        services.prepare()
        make_demonstration(services, people=200, say=lambda text: None)
        yield _whole(create_app(settings, services), services)
    finally:
        services.close()


def _whole(app: Flask, services: Services) -> Whole:
    view = services.snapshots.current()
    ties, ids = view.mentorings, view.people.ids
    now = ties.until == NO_DAY
    mentors = set(ties.mentor.tolist())
    pairs = zip(ties.mentor[now].tolist(), ties.mentee[now].tolist(), strict=True)
    mentor, mentee = min((one, other) for one, other in pairs if other not in mentors)
    mentored = set(ties.mentee[ties.mentor == mentor].tolist())
    stranger = min(set(range(len(ids))) - mentored - {mentor, mentee})
    person_of = {"person": ids[mentee], "mentor": ids[mentor]}
    grants = {role: frozenset({Grant(role)}) for role in ("lead", "analyst", "operator")}
    cast = {"nobody": Somebody("nobody", {})}
    for role in ("person", "mentor", *grants):
        token = services.tokens.create(
            LOCAL_OPERATOR,
            subject=f"test {role}",
            person_id=person_of.get(role),
            grants=grants.get(role, frozenset()),
            scopes=frozenset({"cypher:adhoc"} if role == "analyst" else ()),
            expires=datetime.now(UTC) + timedelta(days=1),
        )
        cast[role] = Somebody(role, {"Authorization": f"Bearer {token}"})
    return Whole(app, services, cast, ids[mentee], ids[mentor], ids[stranger])
