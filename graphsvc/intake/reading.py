"""How is one file read, row by row, into the spool?"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from graphsvc.intake.cells import Row
from graphsvc.intake.columns import FILES
from graphsvc.intake.coverage import Covered
from graphsvc.intake.known import Known
from graphsvc.intake.layout import Layout, layout
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.problems import Fault, Problems
from graphsvc.intake.progress import Progress
from graphsvc.intake.references import Ids
from graphsvc.intake.report import FileCounts
from graphsvc.intake.rows import Batch, batches
from graphsvc.intake.scan import Scan
from graphsvc.intake.spool import Spool


@dataclass
class Reading:
    """What all files of one import share."""

    options: ImportOptions
    spool: Spool
    known: Known
    problems: Problems
    progress: Progress
    today: date
    people: Ids
    units: Ids
    covered: Covered = field(default_factory=Covered)
    attributes: set[str] = field(default_factory=set)

    def insert(self, sql: str, values: Sequence[Any]) -> bool:
        """Whether the row was new; False where its key is there already."""
        return self.spool.rows.execute(sql, values).rowcount > 0


@dataclass
class File:
    """One file that was scanned, and what became of its rows so far."""

    kind: str
    path: Path
    scan: Scan
    counts: FileCounts

    def wrong_width(self, line: int, cells: Sequence[str], width: int) -> Fault:
        unfinished = not self.scan.ends_with_line_break and line > self.scan.lines
        if unfinished and len(cells) < width:
            expected = "a whole last line: the file is cut off, copy it again"
            return Fault(None, expected, "file_cut_off")
        expected = f"{width} cells as in the header, not {len(cells)}"
        return Fault(None, expected, "cells_in_row")


def open_layout(reading: Reading, file: File) -> tuple[Layout | None, Iterator[Batch]]:
    """The layout by the header, and the rows below it; no layout after telling what is wrong."""
    some = batches(file.path, reading.problems)
    first = next(some, Batch([], 0, 0))
    header = next((row for row in first.rows if row), [])
    if not header:
        if file.path.name not in reading.problems.broken:
            reading.problems.file(file.path.name, "a header row: the file is empty", "empty")
        return None, some
    found = layout(file.kind, file.path.name, header, reading.options, reading.problems)
    if found is None:
        return None, some
    file.counts.ignored_columns = found.ignored
    lines = first.lines()
    place = first.rows.index(header) + 1
    before = lines[place] - 1 if place < len(first.rows) else first.last
    return found, _told(reading, file, Batch(first.rows[place:], before, first.last), some)


def _told(reading: Reading, file: File, first: Batch, rest: Iterator[Batch]) -> Iterator[Batch]:
    """Batches in transactions of their own, with the progress told and the rows counted."""
    reading.progress.begin(f"Reading {file.path.name}", file.scan.lines)
    batch: Batch | None = first
    come = 0
    while batch is not None:
        file.counts.rows_read += sum(map(bool, batch.rows))
        with transaction(reading.spool):
            yield batch
        reading.progress.advance(batch.last - come)
        come = batch.last
        batch = next(rest, None)
    reading.progress.done()
    whole = file.path.name not in reading.problems.broken
    if whole and not file.counts.rows_read and FILES[file.kind].needs_rows:
        expected = "at least one row below the header; leave the file out if there is none"
        reading.problems.file(file.path.name, expected, "header_only")


@contextmanager
def transaction(spool: Spool) -> Iterator[None]:
    spool.rows.execute("BEGIN")
    yield
    spool.rows.execute("COMMIT")


def read(
    reading: Reading, file: File, take: Callable[[Row], None], begin: Callable[[Layout], None]
) -> None:
    """Hand every row of the right width to *take*; rows with faults are set aside after it.

    *take* spools the row if it has no faults, and counts what it did with it.
    """
    found, some = open_layout(reading, file)
    if found is None:
        return
    begin(found)
    columns = FILES[file.kind]
    for batch in some:
        for names, ids in ((columns.people, reading.people), (columns.units, reading.units)):
            for place in (found.at[name] for name in names if name in found.at):
                ids.learn({row[place] for row in batch.rows if len(row) > place})
        for line, cells in batch.numbered():
            if len(cells) != found.width:
                faults = [file.wrong_width(line, cells, found.width)]
                reading.problems.row(file.counts, line, cells, faults)
                continue
            row = Row(cells, line, found, reading.people, reading.units)
            take(row)
            if row.faults:
                reading.problems.row(file.counts, line, cells, row.faults)
            elif row.dropped_by:
                file.counts.dropped(row.dropped_by)


def set_aside(
    reading: Reading,
    file: File,
    faults: Mapping[int, list[Fault]],
    told: Container[int] = (),
) -> None:
    """Rows that turned out wrong after all rows were read, by line.

    Those of *told* lines are counted as rejected already: these are more problems of theirs.
    """
    if not faults or not reading.problems.sets_aside:
        for line, found in sorted(faults.items()):
            reading.problems.row(file.counts, line, (), found, again=line in told)
        return
    for batch in batches(file.path, Problems()):
        for line, cells in batch.numbered():
            if line in faults:
                reading.problems.row(file.counts, line, cells, faults[line])
