"""Which implementations serve these settings? The only place that chooses."""

import gc
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from uuid import uuid4
from weakref import WeakKeyDictionary

from graphsvc.access import demonstration, secrets
from graphsvc.access.audit import Audit
from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.handles import Handles
from graphsvc.access.policy import Policy
from graphsvc.access.pseudonym import Pseudonyms
from graphsvc.access.tokens import TokenDesk
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.data_directory import DataDirectory, open_data_directory
from graphsvc.demo.write import generate
from graphsvc.errors import (
    GraphServiceError,
    ImportUnfinished,
    SettingsInvalid,
    SnapshotMissing,
    StoreUnavailable,
)
from graphsvc.intake.options import ImportOptions
from graphsvc.kernels import compiled, warm
from graphsvc.records.open import Records
from graphsvc.services.analyst import AnalystService
from graphsvc.services.bridges import BridgeService
from graphsvc.services.consents import NAMED_AS_CONNECTOR, SUGGESTIONS, ConsentService
from graphsvc.services.doors import DoorService
from graphsvc.services.endorsements import EndorsementService
from graphsvc.services.feedback import FeedbackService
from graphsvc.services.gaps import GapService
from graphsvc.services.goal_people import GoalPeople
from graphsvc.services.goals import GoalService
from graphsvc.services.health import HealthService
from graphsvc.services.imports import ImportService
from graphsvc.services.introducing import IntroducingService
from graphsvc.services.introducing_proposals import Limits
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from graphsvc.services.isolation import IsolationService
from graphsvc.services.ladders import LadderService
from graphsvc.services.mentor_steps import MentorStepsService
from graphsvc.services.paths import PathService
from graphsvc.services.people import PeopleService
from graphsvc.services.promises import PromiseService
from graphsvc.services.results import Results
from graphsvc.services.snapshots import Held, SnapshotService
from graphsvc.services.tokens import TokenService
from graphsvc.settings import Settings
from graphsvc.snapshot.view import View
from graphsvc.store.address import Address
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine

Say = Callable[[str], None]
Clock = Callable[[], datetime]

YOUNG_OBJECTS = 20_000  # that are made before the collector looks at them: a request makes few
# The process itself imports, publishes and repairs; what it does is recorded under this name.
ITSELF = Viewer("service", None, frozenset({Grant("operator")}))


class Services:
    """Every use case, made when it is first asked for. One of these in each process."""

    def __init__(
        self, settings: Settings, *, say: Say, clock: Clock, before: "Services | None" = None
    ) -> None:
        self.settings, self.say, self.clock = settings, say, clock
        # What the process before the fork has opened and worked out is taken over, not repeated.
        self._remembered = Held() if before is None else before.snapshots.held
        if before is not None:
            self.results = before.results
        self._chosen: WeakKeyDictionary[View, dict[str, SignedInAs]] = WeakKeyDictionary()

    @cached_property
    def place(self) -> DataDirectory:
        found = open_data_directory(self.settings.data)
        compiled.keep_in(found.cache / "kernels")
        return found

    @cached_property
    def engine(self) -> EmbeddedEngine | None:
        """The embedded engine, None where a Neo4j server was named."""
        if self.settings.neo4j_uri:
            return None
        return EmbeddedEngine(self.place.engine, self.settings.engine_heap, say=self.say)

    @cached_property
    def store(self) -> BoltStore:
        if self.engine is not None:
            return BoltStore(self.engine.address)
        address = _server(self.settings)
        return BoltStore(lambda: address)

    @cached_property
    def records(self) -> Records:
        where = self.settings.records_url or self.place.records
        return Records(where, key=secrets.key(self.place.secrets, secrets.TOMBSTONES))

    def pseudonym(self, person_id: str) -> str:
        """What stands for the person where names are not shown."""
        return self._pseudonyms.of(person_id)

    @cached_property
    def _pseudonyms(self) -> Pseudonyms:
        try:
            store_id = self.store.ledger().store_id
        except StoreUnavailable:
            # The snapshot was made from the same store: refusals are recorded while it is away.
            store_id = self.snapshots.current().key.store_id
        return Pseudonyms(secrets.key(self.place.secrets, secrets.PSEUDONYMS), store_id)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.records.audit, self.clock, self.pseudonym)

    @cached_property
    def policy(self) -> Policy:
        return Policy(self.clock, self.audit, lambda: self.snapshots.current(), self.pseudonym)

    @cached_property
    def snapshots(self) -> SnapshotService:
        return SnapshotService(
            store=self.store,
            folder=self.place.snapshots,
            deny=lambda: self.records.deny(),
            records_revision=self.records.revision,
            policy=self.policy,
            audit=self.audit,
            clock=self.clock,
            held=self._remembered,
        )

    @cached_property
    def results(self) -> Results:
        """What this process worked out already."""
        return Results(self.settings.results_mb * 1_000_000)

    @cached_property
    def introductions(self) -> IntroductionService:
        return IntroductionService(
            self.snapshots,
            self.policy,
            self.audit,
            self.ranker,
            self.handles.of,
            self._reserved,
        )

    @cached_property
    def ranker(self) -> Ranker:
        return Ranker(
            answers=lambda: self.records.consents.answers(SUGGESTIONS),
            away=self.records.absences.away,
            goals=self.goal_people,
            most_asked=self.settings.introductions_introducee,
            results=self.results,
        )

    @cached_property
    def goal_people(self) -> GoalPeople:
        return GoalPeople(self.results)

    @cached_property
    def introducing(self) -> IntroducingService:
        return IntroducingService(
            snapshots=self.snapshots,
            policy=self.policy,
            audit=self.audit,
            store=self.store,
            fresh_id=lambda: uuid4().hex,
            kept_out=self.ranker.today,
            limits=Limits(
                connector=self.settings.introductions_connector,
                introducee=self.settings.introductions_introducee,
                days=self.settings.introduction_days,
            ),
            resolve=self.introductions.resolve,
            reserved=self._reserved,
        )

    def _refused(self) -> frozenset[str]:
        return self.records.consents.refused(SUGGESTIONS)

    def _reserved(self) -> frozenset[str]:
        return self.records.consents.refused(NAMED_AS_CONNECTOR)

    @cached_property
    def isolation(self) -> IsolationService:
        return IsolationService(
            self.snapshots, self.policy, self.audit, self.records.absences.away, self.results
        )

    @cached_property
    def gaps(self) -> GapService:
        return GapService(
            snapshots=self.snapshots,
            policy=self.policy,
            audit=self.audit,
            groups=self.records.groups,
            minimum_cell=self.settings.minimum_cell,
            sponsor_kinds=self.settings.sponsor_kinds,
        )

    @cached_property
    def bridges(self) -> BridgeService:
        return BridgeService(
            self.snapshots,
            self.policy,
            self.audit,
            self._refused,
            self.results,
            self.settings.analysis_seconds,
            self._reserved,
        )

    @cached_property
    def handles(self) -> Handles:
        return Handles(secrets.key(self.place.secrets, secrets.HANDLES))

    @cached_property
    def goals(self) -> GoalService:
        return GoalService(self.snapshots, self.policy, self.audit, self.store, self.handles.of)

    @cached_property
    def doors(self) -> DoorService:
        return DoorService(
            self.snapshots,
            self.policy,
            self.audit,
            self.goals,
            self.goal_people,
            self.ranker,
            self._reserved,
        )

    @cached_property
    def endorsements(self) -> EndorsementService:
        return EndorsementService(
            self.snapshots,
            self.policy,
            self.audit,
            self.store,
            self.handles.of,
            lambda: self.records.deny(),
        )

    @cached_property
    def ladders(self) -> LadderService:
        return LadderService(self.snapshots, self.policy, self.audit, self.settings.sponsor_kinds)

    @cached_property
    def mentor_steps(self) -> MentorStepsService:
        return MentorStepsService(self.snapshots, self.policy, self.audit, self.store)

    @cached_property
    def feedback(self) -> FeedbackService:
        return FeedbackService(self.snapshots, self.policy, self.audit, self.store, self.handles.of)

    @cached_property
    def consents(self) -> ConsentService:
        return ConsentService(self.snapshots, self.policy, self.audit, self.records.consents)

    @cached_property
    def promises(self) -> PromiseService:
        return PromiseService(self.snapshots, self.policy, self.audit, self.store, self.handles.of)

    @cached_property
    def analyst(self) -> AnalystService:
        return AnalystService(
            self.store, self.policy, self.audit, open_over_http=self.settings.cypher_over_http
        )

    @cached_property
    def imports(self) -> ImportService:
        return ImportService(
            store=self.store,
            records=self.records,
            policy=self.policy,
            audit=self.audit,
            folder=self.place.cache,
            pseudonym=self.pseudonym,
            publish=self._publish,
            clock=self.clock,
        )

    def _publish(self) -> str | None:
        return self.snapshots.build_now().name

    @cached_property
    def paths(self) -> PathService:
        return PathService(self.snapshots, self.policy, self.audit, self.results, self._reserved)

    @cached_property
    def people(self) -> PeopleService:
        return PeopleService(self.snapshots, self.policy, self.audit)

    @cached_property
    def health(self) -> HealthService:
        return HealthService(
            self.store, self.snapshots, self._records_in_words, _words(self.settings)
        )

    def _records_in_words(self) -> str:
        self.records.prepare()
        return f"open, revision {self.records.revision()}"

    @cached_property
    def tokens(self) -> TokenService:
        pepper = secrets.key(self.place.secrets, secrets.PEPPER)
        desk = TokenDesk(self.records.tokens, self.records.grants, pepper, self.clock)
        return TokenService(desk, self.policy, self.audit)

    @cached_property
    def cookie_key(self) -> bytes:
        """Signs the cookie of whoever signed in on a page."""
        return secrets.key(self.place.secrets, secrets.COOKIES)

    def demonstration(self) -> dict[str, SignedInAs]:
        """As whom a demonstration may be looked at, by role; empty outside demonstration mode."""
        if not self.settings.demonstration:
            return {}
        try:
            view = self.snapshots.current()
        except SnapshotMissing:
            return demonstration.choose(None)
        # Every request of a demonstration asks; people of one view do not change.
        if view not in self._chosen:
            self._chosen[view] = demonstration.choose(view)
        return self._chosen[view]

    def somebody(self, person_id: str) -> SignedInAs | None:
        """Any of the people, to look at a demonstration as her; nobody outside one."""
        if not self.settings.demonstration:
            return None
        try:
            return demonstration.somebody(self.snapshots.current(), person_id)
        except SnapshotMissing:
            return None

    def prepare(self) -> None:
        """Bring records and store up to date and finish what was cut off.

        While the store is away, or holds half of an import that cannot be finished from here, and
        there is a snapshot, the service starts and answers from it.
        """
        self.records.prepare()
        try:
            self.store.prepare()
            self.imports.resume(say=self.say)
            self.snapshots.refresh_if_moved()
        except (StoreUnavailable, ImportUnfinished) as error:
            if not self.snapshots.list():
                raise
            self.say(f"{error} Answers come from the last snapshot. {error.hint}".strip())

    def warm(self) -> None:
        """Compile the analyses, or load what an earlier start compiled, before anybody asks."""
        warm.ready(self.place.cache / "kernels", say=self.say)
        # All that is here by now stays: collecting what a request leaves need not look at it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)

    def look_ahead(self) -> None:
        """Work out what every first question needs, so that nobody waits for it."""
        try:
            view = self.snapshots.current()
        except GraphServiceError:
            return  # nobody can ask before there is a snapshot, and then is told why
        self.introductions.prepare(view)
        self.isolation.prepare(view)
        self.paths.prepare(view)

    def prepare_store(self) -> None:
        """Apply the schema steps that the store and the records still need."""
        self.records.prepare()
        self.store.prepare()

    def close(self) -> None:
        """Give back what this process has opened; what is asked for later is opened again."""
        self.disconnect()
        engine = self.__dict__.get("engine")
        if engine is not None:
            engine.release()

    def disconnect(self) -> None:
        """Close connections, but keep the embedded engine running."""
        if "store" in self.__dict__:
            self.store.close()
        if "records" in self.__dict__:
            self.records.close()


def wire(settings: Settings, *, say: Say, clock: Clock, before: Services | None = None) -> Services:
    """The services of these settings; nothing is opened before it is needed.

    A process that was made from another takes over the snapshots and results of *before*.
    """
    return Services(settings, say=say, clock=clock, before=before)


def make_demonstration(services: Services, *, people: int, say: Say) -> None:
    """Generate and import the demonstration organisation, unless something was imported before.

    A store that holds people already, perhaps somebody's real ones, is never written to.
    """
    if services.records.imports.last() is not None or services.snapshots.list():
        return
    if services.store.rows("read/people_count")[0]["people"]:
        say("The graph store holds people already: no demonstration organisation is imported.")
        return
    say(f"Making a demonstration organisation of {people} people.")
    folder = services.place.cache / f"demonstration.{os.getpid()}"
    try:
        generate(folder, people=people, seed=1)
        say("Importing it, once.")
        services.imports.load(ITSELF, [folder], ImportOptions())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server(settings: Settings) -> Address:
    """The Neo4j server of the settings."""
    password = settings.neo4j_password
    if settings.neo4j_password_file:
        password = _first_line(Path(settings.neo4j_password_file))
    account = (settings.neo4j_user, password)
    return Address(settings.neo4j_uri, settings.neo4j_database, app=account)


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(
            "GRAPHSVC_NEO4J_PASSWORD_FILE cannot be read: expected a text file that this account "
            "may read, with the password in its first line."
        ) from error


def _words(settings: Settings) -> str:
    store = settings.neo4j_uri or "the embedded engine"
    return f"{settings.mode} mode, data in {settings.data}, graph in {store}"
