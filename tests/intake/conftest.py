"""How does a test write files and read them into a spool?"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphsvc.intake.known import Known, NothingKnown
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.parse import parse
from graphsvc.intake.progress import Silent
from graphsvc.intake.report import FileCounts, Intake
from graphsvc.intake.spool import Spool

TODAY = date(2026, 11, 24)
PEOPLE = "id\na\nb\nc\nd\n"


class Reader:
    """Writes files into a folder and reads them; the spool of the last reading stays open."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "files"
        self.folder.mkdir()
        self.place = place
        self.spool = Spool(place / "spool")
        self.intake: Intake

    def write(self, **files: str | bytes) -> None:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (self.folder / f"{name}.csv").write_bytes(data)

    def read(
        self,
        *paths: Path,
        known: Known | None = None,
        reject: Path | None = None,
        options: ImportOptions | None = None,
        **texts: Any,
    ) -> Intake:
        self.spool.remove()
        self.spool = Spool(self.place / "spool")
        self.intake = parse(
            paths or [self.folder],
            options or ImportOptions.from_texts(**texts),
            self.spool,
            known=known or NothingKnown(),
            progress=Silent(),
            today=TODAY,
            reject=reject,
        )
        for file in self.intake.files:
            assert file.rows_read == rows_accounted_for(file), file
        return self.intake

    def counts(self, name: str) -> FileCounts:
        return next(file for file in self.intake.files if file.name.startswith(name))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.spool.each(sql))

    def wrong(self) -> list[tuple[str, int | None, str | None, str]]:
        """File, line, column and code of every problem."""
        return [(one.file, one.line, one.column, one.code) for one in self.intake.problems]


def rows_accounted_for(file: FileCounts) -> int:
    left = sum(file.skipped_by_type.values()) + sum(file.dropped_by_option.values())
    return file.stored + file.merged + left + file.rejected


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(tmp_path)
    yield made
    made.spool.remove()


@pytest.fixture
def problems_of(reader: Reader) -> Callable[..., list[tuple[str, int | None, str | None, str]]]:
    """Reads one file beside a people.csv of a, b, c and d, and returns what is wrong."""

    def read(texts: dict[str, Any] | None = None, /, **files: str | bytes) -> Any:
        reader.write(**({"people": PEOPLE} | files))
        reader.read(**(texts or {}))
        return reader.wrong()

    return read
