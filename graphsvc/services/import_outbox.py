"""How do an import's changes reach the store: counted, in batches, and not at all in a dry run?"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from graphsvc.errors import QueryTooSlow
from graphsvc.intake.progress import Progress
from graphsvc.store.base import Row, Statement, Store, batches
from graphsvc.store.migrations import LEDGER

MOST_ROWS = 5_000
NEW_PEOPLE = "write/import_people_new"


@dataclass
class Tally:
    """How many facts of each kind the import makes, changes, takes back and finds as they are.

    ``kept`` are those whose moves are made in the service: the file says something else.
    """

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        fact: str,
        *,
        created: int = 0,
        updated: int = 0,
        removed: int = 0,
        unchanged: int = 0,
        kept: int = 0,
    ) -> None:
        """Count more of a kind; what there is none of is not named."""
        more = (created, updated, removed, unchanged, kept)
        counters = (self.created, self.updated, self.removed, self.unchanged, self.kept)
        for counter, amount in zip(counters, more, strict=True):
            if amount:
                counter[fact] += amount


class Outbox:
    """Rows on their way to write queries.

    Each transaction holds the rows of one query, in the order they came. Whatever was sent may be
    sent again: an import that was cut off is written once more from its beginning. One batch is
    under way while the next is gathered, never two: the store has one writer.
    """

    def __init__(self, store: Store, progress: Progress, *, dry_run: bool) -> None:
        self.tally = Tally()
        self._store, self._progress, self._dry_run = store, progress, dry_run
        self._waiting: dict[str, list[Row]] = {}
        self._courier = ThreadPoolExecutor(1, "import")
        self._under_way: tuple[Future[None], int] | None = None

    def __enter__(self) -> "Outbox":
        return self

    def __exit__(self, *_: object) -> None:
        # After an error too: nothing of this import is written once it has ended.
        self._courier.shutdown()

    def put(self, query: str, row: Row) -> None:
        if self._dry_run:
            return
        waiting = self._waiting.setdefault(query, [])
        waiting.append(row)
        if len(waiting) == MOST_ROWS:
            self._send(query)

    def flush(self) -> None:
        """Send what waits, queries in the order of their first rows."""
        for query in list(self._waiting):
            self._send(query)
        self._arrived()

    def begin(self, what: str, total: int | None) -> None:
        self._progress.begin(what, total)

    def done(self) -> None:
        self.flush()
        self._progress.done()

    def _send(self, query: str) -> None:
        for rows in batches(self._waiting.pop(query), most_rows=MOST_ROWS):
            self._arrived()
            self._under_way = self._courier.submit(self._write, query, rows), len(rows)

    def _write(self, query: str, rows: Sequence[Row]) -> None:
        """Write *rows* together, or where that takes the store too long, in halves."""
        try:
            self._store.write(Statement(query, _parameters(query, rows)))
        except QueryTooSlow:
            if len(rows) == 1:
                raise
            middle = len(rows) // 2
            self._write(query, rows[:middle])
            self._write(query, rows[middle:])

    def _arrived(self) -> None:
        """Wait for the batch that is under way; what went wrong with it is raised here."""
        if self._under_way is None:
            return
        sent, amount = self._under_way
        self._under_way = None
        sent.result()
        self._progress.advance(amount)


def _parameters(query: str, rows: Any) -> dict[str, Any]:
    if query != NEW_PEOPLE:
        return {"rows": rows}
    # Sequence numbers are given in the transaction that makes the people: the next, and place.
    return {"id": LEDGER, "rows": [row | {"place": place} for place, row in enumerate(rows)]}
