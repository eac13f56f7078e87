"""What does an analyst's query answer, within its bounds and without leaving a trace?"""

import json
import time
from collections.abc import Mapping
from typing import Any

from neo4j import READ_ACCESS, Driver, Result, ResultSummary

from graphsvc.errors import QueryRefused, QueryTooSlow
from graphsvc.store.base import Answer, Bounds
from graphsvc.store.bolt.values import shown


def asked(
    driver: Driver, database: str, *, text: str, parameters: Mapping[str, Any], bounds: Bounds
) -> Answer:
    """The answer to *text*, asked in a READ transaction that is rolled back in every case."""
    began = time.monotonic()
    fetch = min(bounds.max_rows + 1, 1_000)
    with (
        driver.session(
            database=database, default_access_mode=READ_ACCESS, fetch_size=fetch
        ) as session,
        # Left without a commit, whether by return or by error, it is rolled back.
        session.begin_transaction(timeout=bounds.timeout_s) as transaction,
    ):
        result = transaction.run(text, dict(parameters))
        columns = tuple(result.keys())
        rows, truncated = _within(result, bounds, began)
        _check_only_read(result.consume())
    return Answer(
        columns=columns[: bounds.max_columns],
        rows=tuple(rows),
        truncated=truncated or len(columns) > bounds.max_columns,
        elapsed_ms=(time.monotonic() - began) * 1000,
    )


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


def _check_only_read(summary: ResultSummary) -> None:
    # Exactly r: what manages the server says s, and a MERGE that happened to find all says w.
    counters = summary.counters
    if summary.query_type != "r" or counters.contains_updates or counters.contains_system_updates:
        raise QueryRefused("Only reading the graph is allowed here.")
