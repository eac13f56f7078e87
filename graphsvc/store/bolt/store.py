"""How does a service read and write the graph over Bolt, on either server?"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from neo4j import READ_ACCESS, Driver, ManagedTransaction, unit_of_work
from neo4j import Query as BoltQuery
from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.errors import (
    ImportUnfinished,
    QueryInvalid,
    QueryRefused,
    QueryTooLarge,
    QueryTooSlow,
    StoreConflict,
    StoreUnavailable,
)
from graphsvc.model import Ledger
from graphsvc.store.address import Address
from graphsvc.store.base import Answer, Bounds, Row, Statement, message_bytes
from graphsvc.store.bolt.door import asked
from graphsvc.store.bolt.drivers import Drivers
from graphsvc.store.bolt.refusals import is_away, is_clash, is_passing, translated
from graphsvc.store.bolt.values import native
from graphsvc.store.library import Query, library
from graphsvc.store.migrations import Steps

LEDGER = "ledger"
# The embedded engine never answers a message above 16 MiB; see engines.md 3.3.
MOST_MESSAGE_BYTES = 15_000_000
# Two that MERGE the same new key at once: the embedded engine refuses the second as a duplicate,
# and when it comes again it finds what the first has made.
MOST_CLASHES = 3
T = TypeVar("T")


class BoltStore:
    """The graph store behind one Bolt address; see :class:`graphsvc.store.base.Store`.

    May be shared by threads and used after a fork. *address* is asked when a process first needs
    the store, and again when the store does not answer.
    """

    def __init__(
        self,
        address: Callable[[], Address],
        *,
        queries: Mapping[str, Query] | None = None,
        options: Mapping[str, Any] | None = None,
        read_s: float = 60.0,
        write_s: float = 60.0,
        patience_s: float = 20.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """
        Args:
            options: driver options that differ from those of ``drivers.OPTIONS``.
            read_s, write_s: limit of one transaction, in seconds.
            patience_s: how long a write that meets other writers is tried again.
        """
        self._drivers = Drivers(address, dict(options or {}))
        self._queries = library() if queries is None else queries
        self._read_s, self._write_s, self._patience_s = read_s, write_s, patience_s
        self._clock = clock

    def rows(self, query: str, **parameters: Any) -> list[Row]:
        return self._read(self._named(query, "read", "snapshot", "examples"), parameters)

    def columns(self, query: str, **parameters: Any) -> dict[str, list[Any]]:
        found = self._read(self._named(query, "snapshot"), parameters)
        if len(found) != 1 or len({len(column) for column in found[0].values()}) > 1:
            raise StoreConflict(f"{query} did not return one record of equally long lists.")
        return found[0]

    def write(self, *statements: Statement) -> list[Row]:
        return self._write(statements)

    def read_only(self, text: str, parameters: Mapping[str, Any], bounds: Bounds) -> Answer:
        def once() -> Answer:
            driver, address = self._drivers.analyst(), self._drivers.address()
            return asked(driver, address, text=text, parameters=parameters, bounds=bounds)

        try:
            return self._tried(once)
        except QueryTooSlow as slow:
            limit = f"The query took longer than {bounds.timeout_s:g} seconds."
            raise QueryTooSlow(limit, hint=slow.hint) from slow
        except QueryInvalid as wrong:
            # The server may quote the value it could not use, which can be a whole person.
            wrong.hint = ""
            raise

    def refuses_writes(self) -> bool:
        """Whether the analyst's session was refused a write, tried in a rolled-back transaction."""
        text = self._named("write/probe", "write").text
        try:
            self.read_only(text, {"id": "probe"}, Bounds(max_rows=1))
        except QueryRefused as refused:
            # Let through by the server and only then refused by us is not refused.
            return refused.__cause__ is not None
        return False

    def ledger(self) -> Ledger:
        found = self.rows("read/ledger", id=LEDGER)
        if not found:
            raise StoreUnavailable("The graph store has not been prepared yet.")
        return Ledger(**found[0])

    def open_import(self, import_id: str) -> None:
        opening = Statement("write/ledger_open_import", {"id": LEDGER, "import_id": import_id})
        self._write([opening], check=_opened)

    def close_import(self, import_id: str) -> None:
        self.write(Statement("write/ledger_close_import", {"id": LEDGER, "import_id": import_id}))

    def prepare(self) -> Sequence[int]:
        steps = Steps(self, self._queries, schema=self._schema, clock=self._clock)
        return steps.apply()

    def close(self) -> None:
        self._drivers.close()

    def _read(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        _check_size(parameters)

        asked = BoltQuery(query.text, timeout=self._read_s)

        def once() -> list[Row]:
            # One statement, so its own transaction: begin and commit would be two more ways there
            # and back. _tried asks again where that can help, as with those that are managed.
            with self._session(self._drivers.reader(), default_access_mode=READ_ACCESS) as session:
                return _records(session, asked, parameters)

        return self._tried(once)

    def _write(
        self, statements: Sequence[Statement], check: Callable[[list[Row]], None] | None = None
    ) -> list[Row]:
        queries = [self._named(one.query, "write") for one in statements]
        move = self._named("write/ledger_move", "write")
        _check_size([one.parameters for one in statements])

        @unit_of_work(timeout=self._write_s)
        def work(transaction: ManagedTransaction) -> list[Row]:
            # First: the ledger is where writers wait for each other, so the order of revisions is
            # the order of commits, and no two writers can wait for each other crosswise.
            _records(transaction, move.text, {"id": LEDGER})
            counts = [
                _one(query, _records(transaction, query.text, one.parameters))
                for query, one in zip(queries, statements, strict=True)
            ]
            if check is not None:
                check(counts)
            return counts

        def once() -> list[Row]:
            with self._session(self._drivers.app()) as session:
                return session.execute_write(work)

        return self._tried(once)

    def _schema(self, query: Query | None) -> None:
        """Run one schema step in a transaction of its own; None waits until indexes are built."""
        text = "CALL db.awaitIndexes(60)" if query is None else query.text

        def once() -> None:
            driver = self._drivers.app()
            # The embedded engine builds indexes at once and has no such procedure.
            if query is None and "ArcadeDB" in driver.get_server_info().agent:
                return
            with self._session(driver) as session:
                session.execute_write(lambda transaction: transaction.run(text).consume())

        self._tried(once)

    def _session(self, driver: Driver, **options: Any) -> Any:
        return driver.session(database=self._drivers.address().database, **options)

    def _named(self, name: str, *folders: str) -> Query:
        query = self._queries[name]
        if query.folder not in folders:
            raise ValueError(
                f"{name} is not in {' or '.join(folders)}: the folder is the permission."
            )
        return query

    def _tried(self, once: Callable[[], T]) -> T:
        """Call *once*, and again where that can help: every transaction of ours may be repeated."""
        began, pause, clashes, asked_again = time.monotonic(), 0.01, 0, False
        while True:
            address, tried = self._drivers.address(), time.monotonic()
            try:
                return once()
            except (DriverError, Neo4jError, OSError) as error:
                clashes += is_clash(error)
                if (
                    is_clash(error)
                    and clashes <= MOST_CLASHES
                    or (is_passing(error) and tried - began < self._patience_s)
                ):
                    time.sleep(pause * random.uniform(0.5, 1.5))
                    pause = min(2 * pause, 0.5)
                elif is_away(error) and not asked_again:
                    asked_again = True
                    moved = self._drivers.renew() != address
                    # At the same address only a connection that had died unnoticed is worth
                    # another try; a server that took seconds to say nothing will do it again.
                    if not moved and time.monotonic() - tried > 1:
                        raise translated(error, address) from error
                else:
                    raise translated(error, address) from error


def _check_size(parameters: Any) -> None:
    if message_bytes(parameters) > MOST_MESSAGE_BYTES:
        raise QueryTooLarge("Too much for one message to the store; send it in batches.")


def _records(asked: Any, text: Any, parameters: Mapping[str, Any]) -> list[Row]:
    """What *text* gives, run in a transaction or a session."""
    result = asked.run(text, dict(parameters))
    names = result.keys()
    return [dict(zip(names, map(native, record), strict=True)) for record in result]


def _one(query: Query, records: list[Row]) -> Row:
    if len(records) != 1:
        raise StoreConflict(f"{query.name} did not return its counts in one record.")
    return records[0]


def _opened(counts: list[Row]) -> None:
    if counts[0]["opened"] == 0:
        raise ImportUnfinished("Another import is open; finish or undo it first.")
