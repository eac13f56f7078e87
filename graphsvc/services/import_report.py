"""What does whoever imported something read about it?"""

from collections import Counter
from dataclasses import asdict

from graphsvc.intake.report import FileCounts, Intake
from graphsvc.services.answers import FileReport, ImportReport
from graphsvc.services.import_outbox import Tally
from graphsvc.services.import_redo import Accepted


def report_of(
    accepted: Accepted, found: Intake, tally: Tally, *, kept_out: int, dry_run: bool
) -> ImportReport:
    """The report before anything is published: without revision and snapshot."""
    return ImportReport(
        import_id=accepted.id,
        dry_run=dry_run,
        files=tuple(map(_file, found.files)),
        ignored_files=found.ignored_files,
        created=_ordered(tally.created),
        updated=_ordered(tally.updated),
        removed=_ordered(tally.removed),
        unchanged=_ordered(tally.unchanged),
        revision=None,
        snapshot=None,
        kept_out=kept_out,
        kept=_ordered(tally.kept),
    )


def _file(counts: FileCounts) -> FileReport:
    return FileReport(**asdict(counts))


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
