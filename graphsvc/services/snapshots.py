"""Which snapshot answers now, as of which day, and when is a new one published?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import (
    BadRequest,
    GraphServiceError,
    ImportUnfinished,
    SnapshotInvalid,
    SnapshotMissing,
)
from graphsvc.model import DAY_ZERO, STRENGTH_VERSION, DenyMask, Ledger, SnapshotKey
from graphsvc.snapshot import shelf
from graphsvc.snapshot.build import build
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import default_as_of, derive, with_rows
from graphsvc.snapshot.export import export
from graphsvc.snapshot.files import read_manifest, verify
from graphsvc.snapshot.gather import Gathered
from graphsvc.snapshot.opened import NOTHING, Opened, Views, current_key
from graphsvc.snapshot.shelf import SnapshotEntry
from graphsvc.snapshot.view import View
from graphsvc.store.base import Store

TRIES = 3  # how often the graph is read because somebody wrote to it meanwhile
PUBLISH = "publish snapshot"


class Held:
    """What one process remembers between two questions; processes made from it share it."""

    def __init__(self) -> None:
        self.opened = Opened()
        self.views = Views(0)
        self.asked = False  # whether the store was ever asked
        self.ledger: Ledger | None = None  # what it said last


@dataclass(frozen=True)
class SnapshotService:
    """Gives the view of a day; builds and publishes snapshots, one process at a time.

    ``deny`` and ``records_revision`` say what the records say now; ``most_bytes`` limits the
    derived views of this process. While the store is away answers go on coming from the last
    snapshot; the ledger is looked at once by a process, and again by refresh_if_moved.
    """

    store: Store
    folder: Path
    deny: Callable[[], DenyMask]
    records_revision: Callable[[], int]
    policy: Policy
    audit: Audit
    clock: Callable[[], datetime]
    most_bytes: int = 400_000_000
    held: Held = field(default_factory=Held, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.held.views.most_bytes = self.most_bytes

    def at(self, as_of: date | None = None) -> View:
        """The current snapshot before the day *as_of*, under the mask of today.

        Without a day: the day after the last dated fact, never later than today; and where that
        is today, with what people did today.

        Raises:
            SnapshotMissing: nothing was published from this store yet.
            SnapshotInvalid: the snapshot is damaged.
            BadRequest: *as_of* is later than tomorrow, or before weeks are numbered.
        """
        stored = self._stored()
        day = self._day(stored, as_of)
        deny = self.deny()
        acts_before = self._acts_before(day, as_of)
        key = (stored.name, day, acts_before, deny.people, deny.ties, STRENGTH_VERSION)
        return self.held.views.get(
            key,
            lambda: derive(stored, day, deny=deny, acts_before=acts_before),
            stale=self._stale(stored.key, deny),
        )

    def current(self) -> View:
        """The view of the default day: who may see what is decided by it."""
        return self.at(None)

    def publish(self, viewer: Viewer) -> SnapshotEntry:
        """Export the graph and make it the current snapshot.

        Raises:
            Forbidden: the viewer may not.
            ImportUnfinished: an import is open; nothing is published from half of it.
            SnapshotMissing: the graph holds nobody.
        """
        self.policy.require(viewer, PUBLISH)
        self.audit.record(viewer, PUBLISH)
        return self.build_now()

    def build_now(self) -> SnapshotEntry:
        """As :meth:`publish`, for the import service, which asked who may already."""
        with shelf.building(self.folder, wait=True):
            return self._build()

    def refresh_if_moved(self) -> SnapshotEntry | None:
        """Publish if store or records moved; None if not, while an import is open, while the
        graph holds nobody, or when another process is at it.

        Raises:
            StoreUnavailable: the store is away; answers go on coming from the last snapshot.
        """
        ledger = self._look()
        if ledger.open_import is not None or not self._moved(ledger):
            return None
        with shelf.building(self.folder, wait=False) as alone:
            # Another process may have been at it until just now.
            if not alone or not self._moved(ledger):
                return None
            try:
                return self._build()
            except (ImportUnfinished, SnapshotMissing):
                return None

    def list(self) -> list[SnapshotEntry]:
        """What is kept, newest first; a damaged one is listed as such."""
        return [shelf.entry(self.folder / name) for name in shelf.names(self.folder)]

    def verify(self, name: str) -> None:
        """Compare every file of the snapshot with its hash.

        Raises:
            SnapshotMissing: there is no such snapshot.
            SnapshotInvalid: a file is missing or was changed; the message names it.
        """
        if name not in shelf.names(self.folder):
            raise SnapshotMissing(f"There is no snapshot {name!r}.")
        verify(self.folder / name)

    def _stored(self) -> Stored:
        held = self.held
        if not held.asked:
            held.asked = True
            try:
                self._look()
            except GraphServiceError:
                # Not answering is no reason not to answer: nothing is known, nothing is stale.
                held.ledger = None
        store_id = None if held.ledger is None else held.ledger.store_id
        return held.opened.current(self.folder, store_id)

    def _look(self) -> Ledger:
        self.held.ledger = ledger = self.store.ledger()
        self.held.asked = True
        return ledger

    def _stale(self, key: SnapshotKey, deny: DenyMask) -> bool:
        ledger = self.held.ledger
        moved = ledger is not None and ledger.revision != key.revision
        return moved or deny.revision != key.records_revision

    def _moved(self, ledger: Ledger) -> bool:
        now = SnapshotKey(ledger.store_id, ledger.revision, self.records_revision())
        return current_key(self.folder, ledger.store_id) != now

    def _day(self, stored: Stored, as_of: date | None) -> date:
        today = self.clock().astimezone(UTC).date()
        if as_of is None:
            return default_as_of(stored.facts, today)
        # Before the day: tomorrow is when all of today has been seen.
        if as_of > today + timedelta(days=1):
            raise BadRequest([{"parameter": "as_of", "expected": "a day that is not to come"}])
        if as_of < DAY_ZERO:
            raise BadRequest([{"parameter": "as_of", "expected": f"{DAY_ZERO} or later"}])
        return as_of

    def _acts_before(self, day: date, as_of: date | None) -> date:
        """Who asks about no day in particular, today, is told what people did today."""
        today = self.clock().astimezone(UTC).date()
        return day + timedelta(days=1) if as_of is None and day == today else day

    def _build(self) -> SnapshotEntry:
        deny, records = self.deny(), self.records_revision()
        ledger, found, consistency = self._exported()
        if not len(found["people"]["seq"]):
            raise SnapshotMissing(NOTHING)
        now = self.clock()
        stored = with_rows(
            Stored(
                name="",
                key=SnapshotKey(ledger.store_id, ledger.revision, records),
                facts=build(found, deny=deny),
                consistency=consistency,
            ),
            today=now.astimezone(UTC).date(),
        )
        made = shelf.publish(self.folder, stored, at=now)
        self._forget_hidden(made.name, deny, records)
        self._look()
        return made

    def _exported(self) -> tuple[Ledger, dict[str, Gathered], str]:
        """The graph in columns, the ledger before they were read, and whether it stood still.

        Reading is not one transaction: if the revision moved meanwhile, the graph is read again,
        at most TRIES times. Then it is published as ``moved``, under the revision before, so that
        it is stale from the start and the next quiet moment replaces it.
        """
        for _ in range(TRIES):
            before = self._quiet()
            found = export(self.store.columns)
            if self._quiet().revision == before.revision:
                return before, found, "exact"
        return before, found, "moved"

    def _quiet(self) -> Ledger:
        ledger = self._look()
        if ledger.open_import is not None:
            raise ImportUnfinished("An import is open; nothing is published before it has ended.")
        return ledger

    def _forget_hidden(self, name: str, deny: DenyMask, records: int) -> None:
        """Remove older snapshots, which may still hold what the records have come to hide."""
        if not (deny.people or deny.ties):
            return
        for other in shelf.names(self.folder):
            if other != name and not self._made_at(other, records):
                shelf.remove(self.folder, other)

    def _made_at(self, name: str, records: int) -> bool:
        try:
            return read_manifest(self.folder / name).key.records_revision == records
        except SnapshotInvalid:
            return False
