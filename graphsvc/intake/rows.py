"""How do the rows of a file come, many at a time, each with the number of its line?"""

import csv
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from graphsvc.intake.problems import Problems
from graphsvc.intake.scan import open_bytes

BATCH = 20_000
CHANGED = "file_changed"  # since it was scanned, and found to be text to its end
_BREAK = re.compile(r"\r\n|\r|\n")


class Batch(NamedTuple):
    """Rows in the order of the file; ``before`` and ``last`` number lines around them."""

    rows: list[list[str]]
    before: int
    last: int

    def lines(self) -> Sequence[int]:
        """The line each row begins on."""
        if self.last - self.before == len(self.rows):
            return range(self.before + 1, self.last + 1)
        lines, line = [], self.before + 1
        for row in self.rows:
            lines.append(line)
            line += 1 + sum(
                len(_BREAK.findall(cell)) for cell in row if "\n" in cell or "\r" in cell
            )
        return lines

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Lines and rows, without blank lines."""
        return ((line, row) for line, row in zip(self.lines(), self.rows, strict=True) if row)


def batches(path: Path, problems: Problems, size: int = BATCH) -> Iterator[Batch]:
    """The rows of a file that was scanned, its header included.

    What is wrong with quotes or sizes is told to *problems* and ends the reading: nobody can say
    where the next row would begin.
    """
    with io.TextIOWrapper(open_bytes(path), encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        before, failed = 0, ""
        while True:
            rows: list[list[str]] = []
            try:
                # Extending keeps the rows that came before the one that failed.
                rows.extend(islice(reader, size))
            except csv.Error as error:
                failed = str(error)
            except (OSError, EOFError, UnicodeError, zlib.error):
                failed = CHANGED
            batch = Batch(rows, before, reader.line_num)
            if failed:
                start = _line_after(batch)
                batch = Batch(rows, before, start - 1)
                expected, code = _meaning(failed)
                problems.file(path.name, f"{expected}; nothing after it was read", code, start)
            if rows:
                yield batch
            if failed or len(rows) < size:
                return
            before = batch.last


def _line_after(batch: Batch) -> int:
    """Where the row that could not be read begins."""
    end = Batch([*batch.rows, []], batch.before, -1)
    return end.lines()[-1]


def _meaning(error: str) -> tuple[str, str]:
    if error == CHANGED:
        return "a file that stays as it is while it is read", CHANGED
    if "field limit" in error:
        return f"cells of at most {csv.field_size_limit():,} characters", "cell_too_large"
    if "end of data" in error:
        return "a closing quote: the file ends inside a quoted cell", "quote_open"
    return "quotes around a whole cell, and doubled inside it", "quotes"
