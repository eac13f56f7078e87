"""What does an analyst's query answer, within its bounds and without leaving a trace?"""

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Timer
from typing import Any

from neo4j import READ_ACCESS, Driver, Result, ResultSummary
from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.errors import QueryRefused, QueryTooSlow
from graphsvc.store.address import Address
from graphsvc.store.base import Answer, Bounds
from graphsvc.store.bolt.values import shown


def asked(
    driver: Driver, address: Address, *, text: str, parameters: Mapping[str, Any], bounds: Bounds
) -> Answer:
    """The answer to *text*, asked in a READ transaction that is rolled back in every case."""
    began = time.monotonic()
    fetch = min(bounds.max_rows + 1, 1_000)
    marked, limit = _limited(driver, address, text=text, timeout_s=bounds.timeout_s)
    with (
        driver.session(
            database=address.database, default_access_mode=READ_ACCESS, fetch_size=fetch
        ) as session,
        limit,
        # Left without a commit, whether by return or by error, it is rolled back.
        session.begin_transaction(timeout=bounds.timeout_s) as transaction,
    ):
        result = transaction.run(marked, dict(parameters))
        columns = tuple(result.keys())
        rows, truncated = _within(result, bounds, began)
        _check_only_read(result.consume(), address, cut=truncated)
    return Answer(
        columns=columns[: bounds.max_columns],
        rows=tuple(rows),
        truncated=truncated or len(columns) > bounds.max_columns,
        elapsed_ms=(time.monotonic() - began) * 1000,
    )


def _limited(
    driver: Driver, address: Address, *, text: str, timeout_s: float
) -> tuple[str, AbstractContextManager[None]]:
    """The text to send, and a context that ends its query when the time is over."""
    if address.keeps_limits:
        return text, nullcontext()
    # At the end, where it moves no line or column of an error.
    mark = secrets.token_hex(8)
    return f"{text}\n// {mark}", _ended_after(timeout_s, driver, address, mark)


@contextmanager
def _ended_after(timeout_s: float, driver: Driver, address: Address, mark: str) -> Iterator[None]:
    timer = Timer(timeout_s, _end, (driver, address, mark))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(driver: Driver, address: Address, mark: str) -> None:
    """End the running query that carries *mark*, by the embedded engine's own commands."""
    try:
        with driver.session(database=address.database) as session:
            for running in session.run("SHOW TRANSACTIONS"):
                if running["currentQuery"].endswith(mark):
                    number = running["transactionId"]
                    session.run("TERMINATE TRANSACTIONS $number", number=number).consume()
    except (DriverError, Neo4jError):
        return  # the engine's limit for every query, one minute, is left


def _within(result: Result, bounds: Bounds, began: float) -> tuple[list[tuple[Any, ...]], bool]:
    """The rows that fit, and whether anything was left out or cut."""
    rows: list[tuple[Any, ...]] = []
    held, cut = 0, False
    for record in result:
        if time.monotonic() - began > bounds.timeout_s:
            raise QueryTooSlow(f"The query took longer than {bounds.timeout_s:g} seconds.")
        if len(rows) == bounds.max_rows:
            return rows, True
        cells = [_cell(value, bounds) for value in list(record.values())[: bounds.max_columns]]
        held += sum(size for _, size, _ in cells)
        if held > bounds.max_bytes:
            return rows, True
        rows.append(tuple(value for value, _, _ in cells))
        cut = cut or any(was_cut for _, _, was_cut in cells)
    return rows, cut


def _cell(value: Any, bounds: Bounds) -> tuple[Any, int, bool]:
    """A value as it may be shown, its bytes, and whether it was too large: text cut, else None."""
    seen = shown(value)
    size = len(json.dumps(seen, ensure_ascii=False).encode())
    if size <= bounds.max_cell_bytes:
        return seen, size, False
    if not isinstance(seen, str):
        return None, 4, True
    short = seen.encode()[: bounds.max_cell_bytes].decode(errors="ignore")
    return short, bounds.max_cell_bytes, True


def _check_only_read(summary: ResultSummary, address: Address, *, cut: bool) -> None:
    # Exactly r: what manages the server says s, and a MERGE that happened to find all says w.
    # The embedded engine says nothing where rows are left; its reader account is the lock there.
    untold = cut and address.reader is not None and summary.query_type is None
    counters = summary.counters
    changes = counters.contains_updates or counters.contains_system_updates
    if changes or not (summary.query_type == "r" or untold):
        raise QueryRefused("Only reading the graph is allowed here.")
