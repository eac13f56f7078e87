"""How do millions of rows of a ties file become weekly contact counts, and the rest facts?

Rows come in batches. A batch in which every row is a sound dated contact, which is nearly all of
a large file, is checked with set operations and counted as a whole; any other batch goes row by
row through :class:`graphsvc.intake.tie_rows.TieRows`, which decides what is right.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import eq
from typing import cast

from graphsvc.intake.cells import is_id
from graphsvc.intake.layout import Layout
from graphsvc.intake.lines import Lines
from graphsvc.intake.moments import REMEMBERED, day_reader, weeks_of_seconds
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.reading import File, Reading, open_layout
from graphsvc.intake.references import create_people
from graphsvc.intake.rows import Batch
from graphsvc.intake.tie_rows import Cell, TieRows, contacts_in
from graphsvc.model import week_of

PENDING = 200_000  # cells counted in memory before they are written
ADD = (
    "INSERT INTO contact VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
    "SET count = count + excluded.count"
)


class Weeks(dict[str, int | None]):
    """The week of each text in `at` that was seen lately; None where it is no day."""

    def __init__(self, options: ImportOptions) -> None:
        super().__init__()
        self._day, self._epoch = day_reader(options), options.epoch

    def of(self, texts: Sequence[str]) -> list[int] | None:
        """The weeks of a column; None unless every text is a day."""
        if self._epoch is not None:
            return weeks_of_seconds(texts, self._epoch)
        weeks = [self[text] for text in texts]
        return None if None in weeks else cast(list[int], weeks)

    def __missing__(self, text: str) -> int | None:
        if len(self) > REMEMBERED:
            self.clear()
        day = self._day(text) if text else None
        week = None if day is None else week_of(day)
        self[text] = week
        return week


def read_ties(reading: Reading, file: File, lines: Lines) -> None:
    """Spool the file; contacts are counted per week, other types become rows of their own."""
    found, some = open_layout(reading, file)
    if found is None:
        return
    ties = Ties(reading, file, found, lines)
    with without_collection():
        for batch in some:
            ties.take(batch)
        ties.end()


@contextmanager
def without_collection() -> Iterator[None]:
    """Rows make no cycles: looking for some among millions of cells took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Ties:
    """One ties file; ``pending`` are (source, target, feed, week) cells not yet written."""

    def __init__(self, reading: Reading, file: File, layout: Layout, lines: Lines) -> None:
        self.reading, self.file, self.layout = reading, file, layout
        self.pending: Counter[Cell] = Counter()
        self.rows = TieRows(reading, file, layout, lines, self.pending)
        self._dated = "at" in layout.at and reading.options.at != "none"
        self._weeks = Weeks(reading.options) if self._dated else None
        weighs = reading.options.weight == "contacts"
        self._weight = layout.at.get("weight") if weighs else None

    def take(self, batch: Batch) -> None:
        if not self._count(batch.rows):
            self.rows.take(batch)
        if len(self.pending) > PENDING:
            self.write()

    def _count(self, rows: list[list[str]]) -> bool:
        """Count a batch as a whole; False, with nothing done, unless every row is sound."""
        if self._weeks is None or set(map(len, rows)) != {self.layout.width}:
            return False
        columns = list(zip(*rows, strict=True))
        at = self.layout.at
        sources, targets = columns[at["source"]], columns[at["target"]]
        feeds = self._feeds(columns[at["type"]] if "type" in at else ("",) * len(rows))
        weeks = self._weeks.of(columns[at["at"]])
        if feeds is None or weeks is None or any(map(eq, sources, targets)):
            return False
        weights = columns[self._weight] if self._weight is not None else ()
        amount_of = {text: contacts_in(text) for text in set(weights)}
        if None in amount_of.values() or not self._all_known({*sources, *targets}):
            return False
        cells: Iterable[Cell] = zip(sources, targets, feeds, weeks, strict=True)
        if weights:
            for cell, text in zip(cells, weights, strict=True):
                self.pending[cell] += amount_of[text] or 0
        else:
            self.pending.update(cells)
        self.rows.contacts += len(rows)
        return True

    def _feeds(self, types: tuple[str, ...]) -> list[str] | None:
        feed_of = {}
        for name in set(types):
            found = self.rows.type_of(name)
            if found is None or found.fact != "KNOWS":
                return None
            feed_of[name] = found.detail
        return [feed_of[name] for name in types]

    def _all_known(self, mentioned: set[str]) -> bool:
        unknown = self.reading.people.learn(mentioned)
        if not unknown:
            return True
        if not (self.reading.options.create_people and all(map(is_id, unknown))):
            return False
        made = create_people(self.reading.spool, self.reading.people, unknown)
        self.file.counts.made("people", made)
        return True

    def write(self) -> None:
        """Write what is pending, in the order of the table: neighbours share a page."""
        both_ways = self.rows.both_ways()
        cells = [(*cell, amount) for cell, amount in self.pending.items()]
        cells += [
            (target, source, feed, week, amount)
            for source, target, feed, week, amount in cells
            if feed in both_ways
        ]
        cells.sort()
        self.reading.spool.rows.executemany(ADD, cells)
        self.pending.clear()

    def end(self) -> None:
        """The arithmetic: a row is stored if it made a cell, merged if it added to one."""
        self.write()
        new = 0
        rows, both_ways = self.reading.spool.rows, self.rows.both_ways()
        for feed in sorted(self.rows.feeds()):
            select = "SELECT count(*), min(week), max(week) FROM contact WHERE feed = ?"
            cells, first, last = rows.execute(select, (feed,)).fetchone()
            if cells:
                self.reading.covered.add_weeks(feed, first, last)
                new += cells // 2 if feed in both_ways else cells
        counts = self.file.counts
        counts.stored += new
        counts.merged += self.rows.contacts - new
        counts.made("ties", self._ties())
        self.rows.check_types()

    def _ties(self) -> int:
        """Different (source, target, feed): ties that are stated and dated are one."""
        rows = self.reading.spool.rows
        distinct = "SELECT count(*) FROM (SELECT DISTINCT source, target, feed FROM contact)"
        stated = (
            "SELECT count(*) FROM tie WHERE NOT EXISTS (SELECT 1 FROM contact WHERE "
            "contact.source = tie.source AND contact.target = tie.target AND "
            "contact.feed = tie.feed)"
        )
        return sum(int(rows.execute(sql).fetchone()[0]) for sql in (distinct, stated))
