"""Which schema steps does the store still need, and who applies them?"""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from graphsvc.errors import StoreSchemaNewer, StoreUnavailable
from graphsvc.store.base import Row, Statement
from graphsvc.store.library import Query

LOCK = "schema"
LEASE_S = 120.0
LEDGER = "ledger"


class Reached(Protocol):
    """What of a store the steps need."""

    def rows(self, query: str, **parameters: Any) -> list[Row]: ...

    def write(self, *statements: Statement) -> list[Row]: ...


class Steps:
    """The numbered files of ``cypher/schema/`` against what the store says it has had."""

    def __init__(
        self,
        store: Reached,
        queries: Mapping[str, Query],
        *,
        schema: Callable[[Query | None], None],
        clock: Callable[[], datetime],
    ) -> None:
        """*schema* runs one step in a transaction of its own; None waits for the indexes."""
        self._store, self._schema, self._clock = store, schema, clock
        self._steps = {
            int(query.name.removeprefix("schema/").partition("_")[0]): query
            for query in queries.values()
            if query.folder == "schema"
        }

    def apply(self) -> Sequence[int]:
        """Apply the missing steps, make the ledger, and return the numbers of the steps.

        Raises:
            StoreSchemaNewer: the store has a step this version has not, or has otherwise.
            StoreUnavailable: another process keeps the lock for too long.
        """
        if not self._missing() and self._store.rows("read/ledger", id=LEDGER):
            return ()
        # The first two keep steps and lock unique, so they come before the lock; both may be
        # applied by two processes at once.
        for number in sorted(self._steps)[:2]:
            self._schema(self._steps[number])
        with self._locked():
            missing = self._missing()
            for number in missing:
                self._schema(self._steps[number])
                self._note(number)
            self._schema(None)
            making = {"id": LEDGER, "store_id": secrets.token_hex(16)}
            self._store.write(Statement("write/ledger_make", making))
        return missing

    def _missing(self) -> list[int]:
        applied = {row["version"]: row["checksum"] for row in self._store.rows("read/migrations")}
        newer = sorted(set(applied) - set(self._steps))
        if newer:
            raise StoreSchemaNewer(
                f"The store has schema step {newer[-1]}, this version knows "
                f"{max(self._steps)}: use the version that made it."
            )
        for number, checksum in sorted(applied.items()):
            if checksum != checksum_of(self._steps[number]):
                raise StoreSchemaNewer(
                    f"Schema step {number} of the store differs from this version's: "
                    "use the version that made it."
                )
        return sorted(set(self._steps) - set(applied))

    def _note(self, number: int) -> None:
        checksum = checksum_of(self._steps[number])
        noted = {"version": number, "checksum": checksum, "at": self._clock().isoformat()}
        self._store.write(Statement("write/migration_applied", noted))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        holder = secrets.token_hex(8)
        ends = time.monotonic() + LEASE_S
        while not self._taken(holder):
            if time.monotonic() > ends:
                raise StoreUnavailable("Another process has been changing the schema for too long.")
            time.sleep(0.2)
        try:
            yield
        finally:
            free = {"name": LOCK, "holder": holder}
            self._store.write(Statement("write/migration_lock_free", free))

    def _taken(self, holder: str) -> bool:
        now = int(self._clock().timestamp() * 1000)
        until = now + int(LEASE_S * 1000)
        asking = {"name": LOCK, "holder": holder, "now": now, "until": until}
        return bool(self._store.write(Statement("write/migration_lock_take", asking))[0]["taken"])


def checksum_of(query: Query) -> str:
    """A hash of what a step does: comments and spacing may change, the statement may not."""
    lines = [line for line in query.text.splitlines() if not line.lstrip().startswith("//")]
    return hashlib.sha256(" ".join(" ".join(lines).split()).encode()).hexdigest()
