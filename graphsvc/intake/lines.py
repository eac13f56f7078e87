"""Who reports to whom by lines.csv or a type of ties, and does nobody report to herself?"""

from typing import Any

from graphsvc.intake.cells import Row
from graphsvc.intake.cycles import on_cycles
from graphsvc.intake.problems import Fault
from graphsvc.intake.reading import File, Reading, read, set_aside

ADD = "INSERT OR IGNORE INTO line VALUES (?, ?, ?, ?)"
OPEN = (
    "SELECT line.rowid, person, manager, file, line_at.line FROM line "
    "LEFT JOIN line_at ON line_at.row = line.rowid "
    "WHERE (until IS NULL OR until > ?) AND (since IS NULL OR since <= ?)"
)
GOES_ROUND = "somebody who does not report to this person: the line goes round"


class Lines:
    """Spools reporting lines, and remembers where each stands until all are known."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._rows = reading.spool.rows
        self._rows.execute(
            "CREATE TEMP TABLE IF NOT EXISTS line_at "
            "(row INTEGER PRIMARY KEY, file TEXT, line INTEGER)"
        )

    def add(self, file: File, line: int, values: tuple[Any, ...]) -> bool:
        """Whether the line is new; *values* are person, manager, since, until."""
        cursor = self._rows.execute(ADD, values)
        if cursor.rowcount < 1:
            return False
        at = (cursor.lastrowid, file.kind, line)
        self._rows.execute("INSERT INTO line_at VALUES (?, ?, ?)", at)
        self.reading.covered.add("line", "", values[2])
        file.counts.stored += 1
        file.counts.made("lines")
        return True

    def read(self, file: File) -> None:
        def take(row: Row) -> None:
            since, until = row.day("since"), row.day("until")
            row.in_order("since", since, "until", until)
            row.two_people("person", "manager", self.reading.options.self_ties)
            values = (row.person("person"), row.person("manager"), since, until)
            if row.faults or row.dropped_by:
                return
            if not self.add(file, row.line, values):
                expected = "once: a row above has the same person and manager and since"
                row.fault("person", expected, "repeated")

        read(self.reading, file, take, lambda layout: None)

    def check(self, files: dict[str, File]) -> None:
        """Set aside the rows of *files* that lie on a cycle of lines that are open today."""
        if self._rows.execute("SELECT 1 FROM line_at LIMIT 1").fetchone() is None:
            return
        today = self.reading.today.isoformat()
        rows = self._rows.execute(OPEN, (today, today)).fetchall()
        here = {person for _, person, _, _, _ in rows}
        stored = (one for one in self.reading.known.manager_of() if one[0] not in here)
        places = on_cycles([(person, manager) for _, person, manager, _, _ in rows], stored)
        for kind, file in files.items():
            circular = [rows[place] for place in places if rows[place][3] == kind]
            fault = Fault("target" if kind == "ties" else "manager", GOES_ROUND, "cycle")
            set_aside(self.reading, file, {row[4]: [fault] for row in circular})
            gone = [(row[0],) for row in circular]
            self._rows.executemany("DELETE FROM line WHERE rowid = ?", gone)
            file.counts.stored -= len(gone)
            file.counts.made("lines", -len(gone))
