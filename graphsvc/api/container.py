"""What do routes and pages need of the services? The wiring makes them, and no more is asked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.services.analyst import AnalystService
from graphsvc.services.answers import (
    Gaps,
    Introductions,
    Isolation,
    IsolationFinding,
    Named,
    Plan,
)
from graphsvc.services.answers_suggestions import WhyNot
from graphsvc.services.consents import ConsentService
from graphsvc.services.doors import DoorService
from graphsvc.services.endorsements import EndorsementService
from graphsvc.services.feedback import FeedbackService
from graphsvc.services.goals import GoalService
from graphsvc.services.health import Finding
from graphsvc.services.introducing import IntroducingService
from graphsvc.services.ladders import LadderService
from graphsvc.services.mentor_steps import MentorStepsService
from graphsvc.services.paths import PathService
from graphsvc.services.promises import PromiseService
from graphsvc.services.tokens import TokenService
from graphsvc.services.views import Views


class IntroductionQuestions(Protocol):
    def suggest(
        self, viewer: Viewer, person_id: str, *, as_of: date | None = None, limit: int = 20
    ) -> Introductions: ...
    def why_not(
        self, viewer: Viewer, person_id: str, other: str, *, as_of: date | None = None
    ) -> WhyNot: ...
    def handle(self, mentee_id: str, candidate_id: str) -> str: ...


class IsolationQuestions(Protocol):
    def find(self, viewer: Viewer, *, as_of: date | None = None, limit: int = 50) -> Isolation: ...
    def of(
        self, viewer: Viewer, person_id: str, *, as_of: date | None = None
    ) -> IsolationFinding: ...


class GapQuestions(Protocol):
    def compare(self, viewer: Viewer, attribute: str, *, as_of: date | None = None) -> Gaps: ...
    def attributes(self, viewer: Viewer) -> tuple[str, ...]: ...


class BridgeQuestions(Protocol):
    def plan(
        self, viewer: Viewer, *, budget: int = 40, as_of: date | None = None, seed: int = 1
    ) -> Plan: ...


class PeopleQuestions(Protocol):
    def search(self, viewer: Viewer, text: str, *, limit: int = 20) -> tuple[Named, ...]: ...


class Entry(Protocol):
    """One published snapshot."""

    @property
    def name(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def people(self) -> int: ...
    @property
    def ties(self) -> int: ...
    @property
    def data_until(self) -> date | None: ...
    @property
    def consistency(self) -> str: ...


class Snapshots(Views, Protocol):
    # `Iterable`, not the service's own list: inside a class with a method of that name it is taken.
    def list(self) -> Iterable[Entry]: ...


class Health(Protocol):
    def ready(self) -> Mapping[str, Any]: ...
    def check(self) -> Sequence[Finding]: ...


class Services(Protocol):
    """The use cases, each made when it is first asked for."""

    @property
    def introductions(self) -> IntroductionQuestions: ...
    @property
    def introducing(self) -> IntroducingService: ...
    @property
    def isolation(self) -> IsolationQuestions: ...
    @property
    def gaps(self) -> GapQuestions: ...
    @property
    def bridges(self) -> BridgeQuestions: ...
    @property
    def consents(self) -> ConsentService: ...
    @property
    def feedback(self) -> FeedbackService: ...
    @property
    def goals(self) -> GoalService: ...
    @property
    def doors(self) -> DoorService: ...
    @property
    def endorsements(self) -> EndorsementService: ...
    @property
    def ladders(self) -> LadderService: ...
    @property
    def mentor_steps(self) -> MentorStepsService: ...
    @property
    def promises(self) -> PromiseService: ...
    @property
    def paths(self) -> PathService: ...
    @property
    def people(self) -> PeopleQuestions: ...
    @property
    def analyst(self) -> AnalystService: ...
    @property
    def snapshots(self) -> Snapshots: ...
    @property
    def health(self) -> Health: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def tokens(self) -> TokenService: ...
    @property
    def cookie_key(self) -> bytes:
        """Signs the cookie of whoever signed in on a page."""
        ...

    def demonstration(self) -> Mapping[str, SignedInAs]: ...
    def somebody(self, person_id: str) -> SignedInAs | None: ...
