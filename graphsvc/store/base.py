"""What may a service ask of the graph store, whichever server it is?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graphsvc.model import Ledger

Row = dict[str, Any]
_NUMBERS = {int, float, bool}


@dataclass(frozen=True)
class Statement:
    """One named write query and its parameters; ``query`` is its path without ``.cypher``."""

    query: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an analyst's query returned. ``truncated``: there was more than was allowed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    elapsed_ms: float


@dataclass(frozen=True)
class Bounds:
    """How far an analyst's query may go: time, rows, bytes of the answer, bytes a cell, columns."""

    timeout_s: float = 10.0
    max_rows: int = 1_000
    max_bytes: int = 5_000_000
    max_cell_bytes: int = 64_000
    max_columns: int = 50


class Store(Protocol):
    """The graph store. Queries are named after files in ``cypher/``, such as ``read/ledger``.

    Every method raises StoreUnavailable, StoreSignInRefused, QueryTooSlow or QueryTooLarge where
    it applies; nothing of the driver leaves the store.
    """

    def rows(self, query: str, **parameters: Any) -> list[Row]:
        """All records of a ``read/`` query, in its order; READ session, reader account."""
        ...

    def columns(self, query: str, **parameters: Any) -> dict[str, list[Any]]:
        """The one record of a ``snapshot/`` query: equally long lists by column name.

        Raises:
            StoreConflict: the lists differ in length (a null was collected away).
        """
        ...

    def write(self, *statements: Statement) -> list[Row]:
        """Run ``write/`` queries in one managed transaction that also moves the revision.

        All or nothing. Safe to repeat: every write query is idempotent.

        Returns:
            The one record of each statement, in order: its counts.
        Raises:
            StoreConflict: a uniqueness rule refuses; nothing was written.
            OutcomeUnknown: the commit's answer was lost.
        """
        ...

    def read_only(self, text: str, parameters: Mapping[str, Any], bounds: Bounds) -> Answer:
        """Run an analyst's *text*: READ session, reader account, always rolled back.

        Temporal values come as ISO strings; nodes, relationships and paths as plain maps.

        Raises:
            QueryInvalid, QueryRefused, QueryTooLarge, QueryTooSlow.
        """
        ...

    def refuses_writes(self) -> bool:
        """Whether the analyst's session was refused a write, tried in a rolled-back transaction."""
        ...

    def ledger(self) -> Ledger:
        """The bookkeeping node; made with the schema."""
        ...

    def open_import(self, import_id: str) -> None:
        """Mark an import as begun, in a transaction of its own.

        Raises:
            ImportUnfinished: another import is open.
        """
        ...

    def close_import(self, import_id: str) -> None:
        """Mark the import as finished; the revision moves."""
        ...

    def prepare(self) -> Sequence[int]:
        """Apply the schema steps that are missing and return their numbers.

        Numbered, idempotent; two processes may call it at once.

        Raises:
            StoreSchemaNewer: the store has steps this version does not know.
        """
        ...

    def close(self) -> None:
        """Close what this process has opened; a later call opens it again."""
        ...


def batches(
    rows: Sequence[Row], *, most_rows: int = 5_000, most_bytes: int = 8_000_000
) -> list[Sequence[Row]]:
    """*rows* in pieces small enough for one transaction of either server.

    A row larger than *most_bytes* is a piece of its own. Bytes are estimated from above.
    """
    pieces, start, held = [], 0, 0
    for position, row in enumerate(rows):
        weight = message_bytes(row)
        if position > start and (position - start >= most_rows or held + weight > most_bytes):
            pieces.append(rows[start:position])
            start, held = position, 0
        held += weight
    return [*pieces, rows[start:]] if start < len(rows) else pieces


def message_bytes(value: Any) -> int:
    """At most how many bytes *value* takes in a message to the store."""
    # Every row that is written comes by here: the plain types first, and by a loop.
    if isinstance(value, str):
        return 5 + (len(value) if value.isascii() else len(value.encode()))
    if isinstance(value, dict):
        total = 5
        for name, one in value.items():
            total += 5 + len(name) + message_bytes(one)
        return total
    if isinstance(value, list | tuple):
        if _NUMBERS.issuperset(map(type, value)):
            return 5 + 16 * len(value)
        return 5 + sum(map(message_bytes, value))
    if isinstance(value, Mapping):
        return message_bytes(dict(value))
    return 16 + (len(value) if isinstance(value, bytes) else 0)
