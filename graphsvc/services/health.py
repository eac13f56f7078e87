"""Is the service alive, fresh and whole? In words for people, in a value for programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graphsvc.errors import GraphServiceError
from graphsvc.services.snapshots import SnapshotService
from graphsvc.store.base import Store


@dataclass(frozen=True)
class Finding:
    """What one check found, in a sentence for whoever operates the service."""

    what: str
    fine: bool
    text: str


@dataclass(frozen=True)
class HealthService:
    """Looks at every part; nothing here raises what it finds."""

    store: Store
    snapshots: SnapshotService
    records: Callable[[], str]  # a sentence about the records database, or raises
    settings: str  # a sentence about the settings in force

    def ready(self) -> dict[str, Any]:
        """What ``/readyz`` says: ready with a snapshot, degraded while the store is away."""
        try:
            view = self.snapshots.at(None)
        except GraphServiceError as error:
            return {"status": "unready", "reason": str(error)}
        store = self._store()
        return {
            "status": "ready" if store.fine else "degraded",
            "snapshot": view.snapshot,
            "stale": view.stale,
            "store": "reachable" if store.fine else "not reachable",
        }

    def check(self) -> Sequence[Finding]:
        """Settings, records, store, snapshot: a sentence each."""
        return [
            Finding("settings", True, self.settings),
            _told("records", self.records),
            self._store(),
            self._snapshot(),
        ]

    def _store(self) -> Finding:
        return _told("store", self._store_sentence)

    def _store_sentence(self) -> str:
        ledger = self.store.ledger()
        unfinished = f"; import {ledger.open_import} is unfinished" if ledger.open_import else ""
        return f"answers, revision {ledger.revision}{unfinished}"

    def _snapshot(self) -> Finding:
        return _told("snapshot", self._snapshot_sentence)

    def _snapshot_sentence(self) -> str:
        view = self.snapshots.at(None)
        age = "older than the store" if view.stale else "as new as the store"
        people = len(view.people.ids)
        return f"{view.snapshot}: {people} people, as of {view.as_of.isoformat()}, {age}"


def _told(what: str, sentence: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, sentence())
    except GraphServiceError as error:
        return Finding(what, False, " ".join(filter(None, (str(error), error.hint))))
