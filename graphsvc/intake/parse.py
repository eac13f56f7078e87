"""How does a folder of files become checked rows, or a list of everything wrong with it?"""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graphsvc.intake.columns import FILES
from graphsvc.intake.facts import FACT_FILES, read_facts
from graphsvc.intake.find import find
from graphsvc.intake.known import Known
from graphsvc.intake.levels import turn_round
from graphsvc.intake.lines import Lines
from graphsvc.intake.moves import Moves
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.organisation import PeopleFile, read_units
from graphsvc.intake.problems import Problems
from graphsvc.intake.progress import Progress
from graphsvc.intake.reading import File, Reading
from graphsvc.intake.references import Ids
from graphsvc.intake.report import FileCounts, Intake
from graphsvc.intake.scan import scan
from graphsvc.intake.spool import Spool, room_on_disk
from graphsvc.intake.ties import read_ties

# An undated fact has no `since`, and no two empty cells are equal to SQLite.
ONCE = """
CREATE UNIQUE INDEX IF NOT EXISTS membership_once ON membership (person, unit, ifnull(since, ''));
CREATE UNIQUE INDEX IF NOT EXISTS line_once ON line (person, manager, ifnull(since, ''));
CREATE UNIQUE INDEX IF NOT EXISTS mentoring_once ON mentoring (mentor, mentee, ifnull(since, ''));
"""


def parse(
    paths: Sequence[Path],
    options: ImportOptions,
    spool: Spool,
    *,
    known: Known,
    progress: Progress,
    today: date,
    reject: Path | None = None,
) -> Intake:
    """Check every row of every file and spool those without a problem.

    The spool is worth nothing if the answer has ``problems``. ``given`` of the spool lists the
    columns that people.csv had; its table ``coverage`` says what the files speak for.

    Args:
        today: decides which reporting lines are open, when looking for cycles.
        reject: write rows with problems there, with the reasons, and go on without them.

    Raises:
        BadRequest: *reject* cannot be written, or is one of the files to read.
        DataDirectoryUnusable: there is no room for the rows.
    """
    problems = Problems(reject)
    found = find(paths, options, problems)
    problems.spare(found.files.values())
    reading = Reading(
        options, spool, known, problems, progress, today, Ids(known.people), Ids(known.units)
    )
    with room_on_disk(spool.path):
        spool.rows.executescript(ONCE)
        spool.remember("given", [])
        try:
            files = _scanned(found.files, problems)
            reading.people.unsure = reading.units.unsure = bool(problems.broken)
            _read(reading, files)
        finally:
            problems.close()
        incomplete = {kind for kind, file in files.items() if file.counts.rejected}
        reading.covered.write(spool, incomplete)
    return Intake(
        files=tuple(file.counts for file in files.values()),
        ignored_files=tuple(found.ignored),
        problems=problems.stopping.all(),
        rejected=problems.rejected.all(),
        hash=_hash(files),
        attributes=tuple(sorted(reading.attributes)),
    )


def _scanned(paths: dict[str, Path], problems: Problems) -> dict[str, File]:
    files = {}
    for kind in FILES:
        result = scan(paths[kind], problems) if kind in paths else None
        if result is not None:
            files[kind] = File(kind, paths[kind], result, FileCounts(paths[kind].name))
    return files


def _read(reading: Reading, files: dict[str, File]) -> None:
    """In the order of FILES: whatever others refer to comes first."""
    lines = Lines(reading)
    people: PeopleFile | None = None
    for kind, file in files.items():
        reading.covered.file = kind
        if kind == "units":
            read_units(reading, file)
            reading.units.unsure |= file.counts.name in reading.problems.broken
        elif kind == "people":
            people = PeopleFile(reading, file)
            people.read()
            reading.people.unsure |= file.counts.name in reading.problems.broken
        elif kind == "ties":
            read_ties(reading, file, lines)
        elif kind == "lines":
            lines.read(file)
        elif kind in FACT_FILES:
            read_facts(reading, file)
        else:
            Moves(reading, file).read()
    if people is not None:
        reading.covered.file = "people"
        people.place()
    lines.check(files)
    if reading.options.level_descending:
        turn_round(reading.spool)


def _hash(files: dict[str, File]) -> str:
    """Of names and contents; compressing a file changes nothing."""
    digest = hashlib.sha256()
    for kind, file in files.items():
        digest.update(f"{kind}.csv {file.scan.digest}\n".encode())
    return digest.hexdigest()
