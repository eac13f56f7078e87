"""What is wrong with the files, and where do rows go that are set aside?"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from graphsvc.errors import BadRequest
from graphsvc.intake.report import FileCounts
from graphsvc.model import Problem

LISTED = 10_000  # held in memory; further ones are counted


class Fault(NamedTuple):
    """What is wrong with a row: in which column, what was expected; never the value."""

    column: str | None
    expected: str
    code: str


class Listed:
    """The first problems, and how many more there were."""

    def __init__(self, limit: int = LISTED) -> None:
        self._problems: list[Problem] = []
        self._limit, self._more = limit, 0

    def add(self, problem: Problem) -> None:
        if len(self._problems) < self._limit:
            self._problems.append(problem)
        else:
            self._more += 1

    @property
    def total(self) -> int:
        return len(self._problems) + self._more

    def all(self) -> tuple[Problem, ...]:
        if not self._more:
            return tuple(self._problems)
        more = f"{self._more:,} more problems are not listed"
        last = self._problems[-1]
        return (*self._problems, Problem(last.file, None, None, more, "more_problems"))


class Problems:
    """Takes every problem; rows with one are written to *reject* where that is given.

    ``stopping`` are those that stop the import, ``rejected`` those of rows set aside, ``broken``
    the names of files that could not be read as a whole.
    """

    def __init__(self, reject: Path | None = None, limit: int = LISTED) -> None:
        self.stopping, self.rejected = Listed(limit), Listed(limit)
        self.broken: set[str] = set()
        self.sets_aside = reject is not None
        self._reject = reject
        self._file: TextIO | None = None

    def file(self, name: str, expected: str, code: str, line: int | None = None) -> None:
        """Something is wrong with the file as a whole, or with its header."""
        self.broken.add(name)
        self.stopping.add(Problem(name, line, None, expected, code))

    def header(self, name: str, column: str, expected: str, code: str) -> None:
        self.broken.add(name)
        self.stopping.add(Problem(name, 1, column, expected, code))

    def row(
        self,
        counts: FileCounts,
        line: int,
        row: Sequence[str],
        faults: list[Fault],
        *,
        again: bool = False,
    ) -> None:
        """A row that is not taken, with what is wrong with it; *again*: with more of that."""
        counts.rejected += 0 if again else 1
        listed = self.rejected if self.sets_aside else self.stopping
        for fault in faults:
            listed.add(Problem(counts.name, line, fault.column, fault.expected, fault.code))
        if self._reject is not None:
            reasons = "; ".join(f"{one.column or 'row'}: {one.expected}" for one in faults)
            self._write(self._reject, (counts.name, line, reasons, _as_csv(row)))

    def spare(self, paths: Iterable[Path]) -> None:
        """Rows that are set aside never go into a file that is read.

        Raises:
            BadRequest: the reject file is one of *paths*.
        """
        if self._reject is not None and self._reject.resolve() in {one.resolve() for one in paths}:
            raise _no_reject_file("another file than those that are imported")

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _write(self, path: Path, values: Sequence[object]) -> None:
        if self._file is None:
            # Rows hold names: for the operator's eyes only.
            try:
                handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            except OSError as error:
                reason = (error.strerror or type(error).__name__).lower()
                raise _no_reject_file(f"a file that can be written: {reason}") from error
            self._file = os.fdopen(handle, "w", encoding="utf-8", newline="")
            csv.writer(self._file, lineterminator="\n").writerow(("file", "line", "reasons", "row"))
        csv.writer(self._file, lineterminator="\n").writerow(values)


def _no_reject_file(expected: str) -> BadRequest:
    return BadRequest([{"parameter": "--reject-to", "expected": expected}])


def _as_csv(row: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(row)
    return text.getvalue()
