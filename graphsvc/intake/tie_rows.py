"""What is one row of a ties file: a contact, a stated tie, or another fact?"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from graphsvc.intake.cells import Row, is_id
from graphsvc.intake.identity import hashed
from graphsvc.intake.layout import Layout
from graphsvc.intake.lines import Lines
from graphsvc.intake.moments import EXPECTED, day_reader
from graphsvc.intake.option_texts import DEFAULT_FEED
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.reading import File, Reading
from graphsvc.intake.references import create_people
from graphsvc.intake.rows import Batch
from graphsvc.intake.tie_type import TieType, is_feed
from graphsvc.model import week_of

Cell = tuple[str, str, str, int]

MOST_CONTACTS = 1_000_000
NAMED_TYPES = 100  # skipped types that are counted by name; a broken column has no end of them
OTHER_TYPES = "(other types)"
NO_TYPE = "(no type)"
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?", re.ASCII)
_PLAIN = re.compile(r"[\w-]{1,40}", re.ASCII)
TIE = "INSERT OR IGNORE INTO tie VALUES (?, ?, ?, ?)"
TIE_AGAIN = {
    "sum": "UPDATE tie SET stated = min(1.0, stated + ?)",
    "last": "UPDATE tie SET stated = ?",
}
ENDORSED = (
    'INSERT OR IGNORE INTO endorsement (id, endorser, endorsed, kind, "on") VALUES (?, ?, ?, ?, ?)'
)
MENTORS = "INSERT OR IGNORE INTO mentoring VALUES (?, ?, ?, NULL, NULL)"
MEMBER_OF = "INSERT OR IGNORE INTO membership VALUES (?, ?, ?, NULL)"

OF_TIE = "WHERE source = ? AND target = ? AND feed = ?"
MADE = {"ENDORSED": "endorsements", "MENTORS": "mentoring", "MEMBER_OF": "memberships"}
COVERED = {"ENDORSED": "endorsement", "MENTORS": "mentoring", "MEMBER_OF": "membership"}


def contacts_in(text: str) -> int | None:
    """A weight as a number of contacts, 1 where it is empty; None where it is no such number."""
    if not text.strip():
        return 1
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        return None
    return int(text) if 1 <= int(text) <= MOST_CONTACTS else None


def stated_strength(row: Row, options: ImportOptions) -> float | None:
    """The strength of an undated tie that --weight takes from the file, in (0, 1], or None."""
    text = row.raw("weight").strip()
    if not text or options.weight not in ("strength", "scale"):
        return None
    most = options.scale_max or 1.0
    expected = f"a number above 0 and at most {most:g}, as --weight says"
    value = float(text) if _NUMBER.fullmatch(text) else None
    if value is None:
        row.fault("weight", expected, "not_a_number")
    elif not 0 < value <= most:
        row.fault("weight", expected, "out_of_range")
    else:
        return value / most
    return None


class TieRows:
    """Takes rows one by one, and says everything that is wrong with each.

    ``contacts`` counts the rows that went into *pending*; which of them made a cell and which
    added to one is known once all are written.
    """

    def __init__(
        self, reading: Reading, file: File, layout: Layout, lines: Lines, pending: Counter[Cell]
    ) -> None:
        self.contacts = 0
        self._reading, self._file, self._layout = reading, file, layout
        self._lines, self._pending = lines, pending
        self._types: dict[str, TieType | None] = {}
        self._repeats: Counter[str] = Counter()
        dated = "at" in layout.at and reading.options.at != "none"
        self._read_day = day_reader(reading.options) if dated else None
        self._default = reading.options.feed or DEFAULT_FEED

    def type_of(self, name: str) -> TieType | None:
        """What the rows of a type are; None where nobody said."""
        if name not in self._types and len(self._types) < 10 * NAMED_TYPES:
            self._types[name] = self._resolve(name)
        return self._types.get(name)

    def feeds(self) -> set[str]:
        return {one.detail for one in self._types.values() if one and one.fact == "KNOWS"}

    def both_ways(self) -> set[str]:
        """Feeds of the types that are listed once and stored both ways."""
        named = self._reading.options.undirected
        return {one.detail for name, one in self._types.items() if one and name in named}

    def take(self, batch: Batch) -> None:
        at, width = self._layout.at, self._layout.width
        rows = [row for row in batch.rows if len(row) == width]
        self._reading.people.learn({row[at[end]] for end in ("source", "target") for row in rows})
        for line, cells in batch.numbered():
            self._row(line, cells)

    def check_types(self) -> None:
        """A file of which no row had a type we know was not meant to be skipped."""
        skipped = self._file.counts.skipped_by_type
        if not skipped or any(self._types.values()):
            return
        names = [name for name in sorted(skipped) if _PLAIN.fullmatch(name)][:5]
        example = names[0] if names else "TYPE"
        expected = (
            f"a type that --tie-types names ({', '.join(names)} occur): say what they are, "
            f"as --tie-types {example}=KNOWS:survey"
        )
        self._reading.problems.header(self._file.counts.name, "type", expected, "no_known_type")

    def _resolve(self, name: str) -> TieType | None:
        given = self._reading.options.tie_types
        if given:
            found = given.get(name)
        elif is_feed(name) or not name.strip():
            found = TieType("KNOWS", name.strip())
        else:
            found = None
        if found and found.fact == "KNOWS" and not found.detail:
            return TieType("KNOWS", self._default)
        return found

    def _row(self, line: int, cells: Sequence[str]) -> None:
        reading, counts = self._reading, self._file.counts
        if len(cells) != self._layout.width:
            fault = self._file.wrong_width(line, cells, self._layout.width)
            reading.problems.row(counts, line, cells, [fault])
            return
        row = Row(cells, line, self._layout, reading.people, reading.units)
        found = self.type_of(row.raw("type"))
        if found is None:
            self._skip(row.raw("type"))
            return
        self._ends(row, found)
        day = self._day(row)
        if not row.faults and not row.dropped_by:
            self._make(row, found, day)
        if row.faults:
            reading.problems.row(counts, line, cells, row.faults)
        elif row.dropped_by:
            counts.dropped(row.dropped_by)

    def _skip(self, name: str) -> None:
        skipped = self._file.counts.skipped_by_type
        name = name or NO_TYPE
        if name not in skipped and len(skipped) >= NAMED_TYPES:
            name = OTHER_TYPES
        self._file.counts.skipped(name)

    def _ends(self, row: Row, found: TieType) -> None:
        self._person(row, "source")
        if found.fact == "MEMBER_OF":
            self._reading.units.learn({row.raw("target")})
            row.unit("target")
            return
        self._person(row, "target")
        row.two_people("source", "target", self._reading.options.self_ties)

    def _person(self, row: Row, column: str) -> None:
        if not self._reading.options.create_people:
            row.person(column)
        elif not is_id(row.raw(column)):
            row.id(column)

    def _day(self, row: Row) -> date | None:
        text = row.raw("at").strip()
        if not text or self._read_day is None:
            return None
        day = self._read_day(text)
        if day is None:
            row.fault("at", EXPECTED[self._reading.options.at], "date_invalid")
        return day

    def _make(self, row: Row, found: TieType, day: date | None) -> None:
        if found.fact == "KNOWS" and day is not None:
            self._contact(row, found.detail, day)
        elif found.fact == "KNOWS":
            self._tie(row, found.detail)
        else:
            self._fact(row, found, None if day is None else day.isoformat())
        if self._reading.options.create_people and not row.faults and not row.dropped_by:
            ends = ("source",) if found.fact == "MEMBER_OF" else ("source", "target")
            ids = [row.raw(end) for end in ends]
            made = create_people(self._reading.spool, self._reading.people, ids)
            self._file.counts.made("people", made)

    def _contact(self, row: Row, feed: str, day: date) -> None:
        amount = 1
        if self._reading.options.weight == "contacts":
            found = contacts_in(row.raw("weight"))
            if found is None:
                expected = f"a whole number of contacts from 1 to {MOST_CONTACTS}"
                row.fault("weight", expected, "out_of_range")
                return
            amount = found
        self._pending[row.raw("source"), row.raw("target"), feed, week_of(day)] += amount
        self.contacts += 1

    def _tie(self, row: Row, feed: str) -> None:
        stated = stated_strength(row, self._reading.options)
        if row.faults:
            return
        pairs = [(row.raw("source"), row.raw("target"))]
        if feed in self.both_ways():
            pairs.append((row.raw("target"), row.raw("source")))
        new = [self._reading.insert(TIE, (*pair, feed, stated)) for pair in pairs]
        if new[0]:
            self._file.counts.stored += 1
            self._reading.covered.add("tie", feed, None)
        elif self._again(row):
            sql = f"{TIE_AGAIN[self._reading.options.repeated or 'sum']} {OF_TIE}"
            for pair in pairs:
                self._reading.spool.rows.execute(sql, (stated, *pair, feed))

    def _again(self, row: Row) -> bool:
        """What becomes of a row whose fact is there already; whether an option said so."""
        repeated = self._reading.options.repeated
        if repeated == "sum":
            self._file.counts.merged += 1
        elif repeated == "last":
            row.dropped_by = "--repeated last"
        else:
            expected = "once: a row above is the same; --repeated sum or last says what to do"
            row.fault("target", expected, "repeated")
        return repeated in ("sum", "last")

    def _fact(self, row: Row, found: TieType, day: str | None) -> None:
        source, target = row.raw("source"), row.raw("target")
        if found.fact == "REPORTS_TO":
            if not self._lines.add(self._file, row.line, (source, target, day, None)):
                self._again(row)
            return
        if found.fact == "ENDORSED":
            new = self._endorsed((source, target, found.detail, day))
        else:
            sql = MENTORS if found.fact == "MENTORS" else MEMBER_OF
            new = self._reading.insert(sql, (source, target, day))
        if not new:
            self._again(row)
            return
        self._file.counts.stored += 1
        self._file.counts.made(MADE[found.fact])
        self._reading.covered.add(COVERED[found.fact], found.detail, day)

    def _endorsed(self, fields: tuple[str, str, str, str | None]) -> bool:
        id_ = hashed(fields, 1)
        new = self._reading.insert(ENDORSED, (id_, *fields))
        if new or self._reading.options.repeated != "keep":
            return new
        self._repeats[id_] += 1
        again = hashed(fields, 1 + self._repeats[id_])
        return self._reading.insert(ENDORSED, (again, *fields))
