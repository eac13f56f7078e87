"""How do rows that are one move each become introductions and promises with their history?"""

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from graphsvc.intake.cells import Row
from graphsvc.intake.columns import FILES, MOVE_COLUMNS, shown
from graphsvc.intake.problems import Fault
from graphsvc.intake.reading import File, Reading, read, set_aside
from graphsvc.model import INTRODUCTION_STATES, PROMISE_MOVES

ANOTHER_ROW = Fault("id", "every row of this id without a problem: another one has one", "same_id")


class MoveFile(NamedTuple):
    """``fixed`` gives what all rows of an id share, ``move`` what is the row's own, or None."""

    table: str
    fixed: Callable[[Row, Reading], dict[str, Any]]
    move: Callable[[Row], tuple[str, str | None, str | None, str | None] | None]
    dated: str | None  # the date in the fixed part; else the first move's


class Moves:
    """One file of moves; they lie in a table of their own until all rows of an id are there."""

    def __init__(self, reading: Reading, file: File) -> None:
        self.reading, self.file, self.kind = reading, file, MOVE_FILES[file.kind]
        self._rows = reading.spool.rows
        own = MOVE_COLUMNS[file.kind]
        self._fixed_columns = [one for one in FILES[file.kind].all if one not in own]
        self._table, self._faulty = f"moves_of_{file.kind}", set[str]()
        self._rows.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {self._table} (id TEXT, line INTEGER, cells TEXT, "
            'fixed TEXT, state TEXT, "on" TEXT, "by" TEXT, outcome TEXT)'
        )
        self._rows.execute(
            f"CREATE INDEX IF NOT EXISTS temp.{self._table}_id ON {self._table} (id, line)"
        )

    def read(self) -> None:
        read(self.reading, self.file, self._take, lambda layout: None)
        if self._faulty and self.reading.problems.sets_aside:
            self._set_aside_whole_ids()
        self.reading.spool.add(self._insert(), self._histories())

    def _take(self, row: Row) -> None:
        id_ = row.id("id")
        fixed = self.kind.fixed(row, self.reading)
        move = self.kind.move(row)
        cells = json.dumps([row.raw(column) for column in self._fixed_columns])
        self._same_as_above(row, id_, cells)
        if row.dropped_by:
            return
        if row.faults:
            self._faulty.add(id_)
            return
        values = (id_, row.line, cells, json.dumps(fixed), *(move or (None,) * 4))
        self._rows.execute(f"INSERT INTO {self._table} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _same_as_above(self, row: Row, id_: str, cells: str) -> None:
        select = f"SELECT line, cells FROM {self._table} WHERE id = ? ORDER BY line LIMIT 1"
        first = self._rows.execute(select, (id_,)).fetchone()
        if first is None or first[1] == cells:
            return
        here, there = json.loads(cells), json.loads(first[1])
        for column, mine, other in zip(self._fixed_columns, here, there, strict=True):
            if mine != other:
                expected = f"the same as on line {first[0]}, which has the same id"
                row.fault(shown(column), expected, "differs_from_above")

    def _set_aside_whole_ids(self) -> None:
        """Half a history would say something else than the whole."""
        select = f"SELECT line, id FROM {self._table}"
        lines = [line for line, id_ in self._rows.execute(select) if id_ in self._faulty]
        set_aside(self.reading, self.file, {line: [ANOTHER_ROW] for line in lines})
        gone = ((line,) for line in lines)
        self._rows.executemany(f"DELETE FROM {self._table} WHERE line = ?", gone)

    def _histories(self) -> Iterator[tuple[Any, ...]]:
        """A row per id, its moves by date, and in the order of the file within a day."""
        columns = 'id, fixed, state, "on", "by", outcome'
        select = f'SELECT {columns} FROM {self._table} ORDER BY id, "on", line'
        for id_, rows in groupby(self._rows.execute(select), key=lambda row: row[0]):
            moves = list(rows)
            fixed = json.loads(moves[0][1])
            made = [move[2:] for move in moves if move[2] is not None]
            states, days, by, outcomes = map(list, zip(*made, strict=True)) if made else [[]] * 4
            if not made:
                states, days, by = ["made"], [fixed["made_on"]], [fixed["made_by"]]
            day = fixed[self.kind.dated] if self.kind.dated else days[0]
            self.reading.covered.add(self.kind.table, "", day)
            self.file.counts.stored += len(moves)
            self.file.counts.made(self.file.kind)
            self.file.counts.made("moves", len(states))
            history = (json.dumps(states), json.dumps(days), json.dumps(by))
            outcome = next((one for one in reversed(outcomes) if one), None)
            yield (id_, *fixed.values(), *history, *self._outcome(outcome))

    def _outcome(self, outcome: str | None) -> tuple[str | None, ...]:
        return (outcome,) if self.kind.table == "introduction" else ()

    def _insert(self) -> str:
        marks = ", ".join("?" * (9 if self.kind.table == "introduction" else 10))
        return f"INSERT INTO {self.kind.table} VALUES ({marks})"


def _introduction(row: Row, reading: Reading) -> dict[str, Any]:
    row.two_people("mentee", "introducee", reading.options.self_ties)
    return {
        "connector": row.person("connector", needed=False),
        "mentee": row.person("mentee"),
        "introducee": row.person("introducee"),
        "proposed_by": row.person("proposed_by", needed=False),
    }


def _introduction_move(row: Row) -> tuple[str, str | None, str | None, str | None]:
    state, outcome = row.one_of("state", INTRODUCTION_STATES), row.text("outcome")
    if outcome and state != "met":
        row.fault("outcome", "nothing, except where the state is met", "outcome_too_early")
    # The clock, which is nobody, lets an introduction expire.
    by = row.person("by", needed=state != "expired")
    return state, row.day("on", True), by, outcome


def _promise(row: Row, reading: Reading) -> dict[str, Any]:
    row.two_people("by", "to", reading.options.self_ties)
    made_on, due_on = row.day("made_on", True), row.day("due_on", True)
    row.in_order("made_on", made_on, "due_on", due_on)
    return {
        "made_by": row.person("by"),
        "made_to": row.person("to"),
        "text": row.text("text"),
        "size": row.number("size", 1, 3),
        "made_on": made_on,
        "due_on": due_on,
    }


def _promise_move(row: Row) -> tuple[str, str | None, str | None, str | None] | None:
    if not row.raw("state").strip():
        return None
    state = row.one_of("state", PROMISE_MOVES)
    return state, row.day("on", True), row.person("move_by", needed=False), None


MOVE_FILES = {
    "introductions": MoveFile("introduction", _introduction, _introduction_move, None),
    "promises": MoveFile("promise", _promise, _promise_move, "made_on"),
}
