"""Which parts of an import go to the records: groups, absences, and that it happened?"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from graphsvc.intake.spool import Spool
from graphsvc.records.open import Records
from graphsvc.services.import_coverage import Covers, as_day
from graphsvc.services.import_outbox import Tally
from graphsvc.services.import_redo import Accepted

GROUPS = "groups"
ABSENCES = "absences"


def write_records(
    records: Records, spool: Spool, attributes: Sequence[str], tally: Tally, *, dry_run: bool
) -> None:
    """Put groups and absences in place of those the import covers, and count the difference."""
    for attribute in attributes:
        _count_groups(records, spool, attribute, tally)
    span = Covers.of(spool).span("absence")
    if span is not None:
        _count_absences(records, spool, span.first, span.last, tally)
    if dry_run:
        return
    if attributes:
        records.groups.replace(attributes, _groups(spool))
    if span is not None:
        records.absences.replace(_absences(spool), first=span.first, last=span.last)


def remember(records: Records, accepted: Accepted, spool: Spool, *, at: datetime) -> None:
    """Note that the import happened, and what it spoke for."""
    coverage = Covers.of(spool).all()
    records.imports.record(
        accepted.id, hash=accepted.hash, files=accepted.files, coverage=coverage, at=at
    )


def _groups(spool: Spool) -> Iterator[tuple[str, str, str, str, date | None]]:
    asked = 'SELECT person, attribute, value, source, "on" FROM grouping ORDER BY person, attribute'
    for person, attribute, value, source, on in spool.each(asked):
        yield person, attribute, value, source or "", as_day(on)


def _count_groups(records: Records, spool: Spool, attribute: str, tally: Tally) -> None:
    held = records.groups.values(attribute)
    asked = "SELECT person, value FROM grouping WHERE attribute = ?"
    for person, value in spool.each(asked, attribute):
        was = held.pop(person, None)
        if was is None:
            tally.add(GROUPS, created=1)
        else:
            tally.add(GROUPS, unchanged=int(was == value), updated=int(was != value))
    tally.add(GROUPS, removed=len(held))


def _absences(spool: Spool) -> Iterator[tuple[Any, Any, Any]]:
    asked = "SELECT person, since, until FROM absence ORDER BY person, since"
    for person, since, until in spool.each(asked):
        yield person, as_day(since), as_day(until)


def _count_absences(
    records: Records, spool: Spool, first: date | None, last: date | None, tally: Tally
) -> None:
    held = {
        (person, since): until
        for person, since, until in records.absences.rows(first=first, last=last)
    }
    for person, since, until in _absences(spool):
        if (person, since) not in held:
            tally.add(ABSENCES, created=1)
            continue
        same = held.pop((person, since)) == until
        tally.add(ABSENCES, unchanged=int(same), updated=int(not same))
    tally.add(ABSENCES, removed=len(held))
