"""Does every row of a tree stand under somebody who exists, and never under itself?"""

from collections.abc import Iterable

from graphsvc.intake.cycles import on_cycles
from graphsvc.intake.problems import Fault
from graphsvc.intake.references import Ids
from graphsvc.intake.spool import Spool

Faults = dict[int, list[Fault]]


class Tree:
    """Ids with their lines and parents, kept beside the spool's own tables until all are read.

    ``faulty`` are ids of rows that were set aside for reasons of their own. Unless rows are set
    aside for good, others may still stand under them: one mistake is one problem; and where they
    stand themselves is looked at too, so that all that is wrong with a row is told at once.
    """

    def __init__(self, spool: Spool, table: str) -> None:
        self.table, self.faulty = table, set[str]()
        self.told = set[int]()  # lines of rows that were set aside already
        self._rows = spool.rows
        self._rows.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {table} "
            "(id TEXT PRIMARY KEY, line INTEGER, parent TEXT, unit TEXT) WITHOUT ROWID"
        )

    def has(self, id_: str) -> bool:
        """Whether a row above has this id, with or without problems."""
        select = f"SELECT 1 FROM {self.table} WHERE id = ?"
        return id_ in self.faulty or self._rows.execute(select, (id_,)).fetchone() is not None

    def set_apart(self, id_: str, line: int, parent: str | None, unit: str | None = None) -> None:
        """A row with problems, which this import will not get past; only the first has the id."""
        again = self.has(id_)
        self.faulty.add(id_)
        self.told.add(line)
        # No id holds a line break: nobody stands under such a row.
        self.add(f"{id_}\n{line}" if again else id_, line, parent, unit)

    def forget_apart(self) -> None:
        gone = ((line,) for line in self.told)
        self._rows.executemany(f"DELETE FROM {self.table} WHERE line = ?", gone)

    def add(self, id_: str, line: int, parent: str | None, unit: str | None = None) -> None:
        values = (id_, line, parent, unit)
        self._rows.execute(f"INSERT INTO {self.table} VALUES (?, ?, ?, ?)", values)

    def unknown(self, column: str, ids: Ids, fault: Fault) -> Faults:
        """Rows whose *column* (parent or unit) names an id that nobody knows."""
        select = f"SELECT DISTINCT {column} FROM {self.table} WHERE {column} IS NOT NULL"
        missing = ids.learn({one for (one,) in self._rows.execute(select)})
        if not missing:
            return {}
        rows = self._rows.execute(f"SELECT line, {column} FROM {self.table}")
        return {line: [fault] for line, named in rows if named in missing}

    def circular(self, others: Iterable[tuple[str, str]], fault: Fault) -> Faults:
        """Rows on a cycle; *others* are edges of the store, left out for ids that have one here."""
        select = f"SELECT id, parent, line FROM {self.table} WHERE parent IS NOT NULL"
        rows = self._rows.execute(select).fetchall()
        if not rows:
            return {}
        here = {id_ for id_, _, _ in rows}
        stored = (edge for edge in others if edge[0] not in here)
        places = on_cycles([(id_, parent) for id_, parent, _ in rows], stored)
        return {rows[place][2]: [fault] for place in places}

    def remove(self, faults: Faults, ids: Ids, forget: bool) -> list[str]:
        """Take the rows of these lines out, and return their ids; *forget* makes them unknown."""
        gone = [
            id_
            for id_, line in self._rows.execute(f"SELECT id, line FROM {self.table}")
            if line in faults
        ]
        self._rows.executemany(f"DELETE FROM {self.table} WHERE id = ?", ((id_,) for id_ in gone))
        if forget:
            ids.drop(gone)
        return gone


def both(some: Faults, more: Faults) -> Faults:
    """The faults of each line together."""
    lines = sorted({*some, *more})
    return {line: [*some.get(line, ()), *more.get(line, ())] for line in lines}
