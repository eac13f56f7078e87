"""How do files come in? `graphsvc import`: every option of the formats, and the report."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from graphsvc.cli.output import as_json, table
from graphsvc.cli.progress import progress
from graphsvc.cli.session import LOCAL_OPERATOR, Session
from graphsvc.intake.options import ImportOptions
from graphsvc.services.answers import FileReport, ImportReport

# Each is handed to ImportOptions as it was typed; docs/import-formats.md explains them.
TEXTS = (
    ("--tie-types", "TYPE=FACT[:FEED],...", "What its types are, as ADVICE=KNOWS:survey.advice."),
    ("--undirected", "TYPE,...", "Types listed once and stored both ways."),
    ("--at", "iso|date|year|seconds|wave|none", "What the column `at` of ties holds."),
    ("--epoch", "DATE", "Day on which `at` in seconds begins."),
    ("--wave", "NAME=DATE,...", "The day of each wave in `at`."),
    ("--weight", "strength|contacts|scale:MAX|ignore", "What the column `weight` of ties holds."),
    ("--levels", "LOW<...<HIGH", "Names of the levels, low to high."),
    ("--level-column", "NAME[:descending]", "Column of people that holds a number as level."),
    ("--self-ties", "refuse|drop", "What to do with ties from a person to herself."),
    ("--repeated", "sum|keep|last", "What to do with rows that repeat a tie."),
    ("--ties", "FILE", "Another name of the ties file."),
    ("--people", "FILE|none", "Another name of the people file, or none."),
    ("--feed", "NAME", "Feed of ties whose type names none."),
    ("--groups", "COLUMN,...", "Protected columns that go to the records, never into the graph."),
    ("--ignore", "COLUMN,...", "Columns to pass over."),
)  # fmt: skip


def _text_options(verb: Callable[..., None]) -> Callable[..., None]:
    for name, form, meaning in reversed(TEXTS):
        verb = click.option(name, metavar=form, help=meaning)(verb)
    return verb


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_text_options
@click.option("--create-people", is_flag=True, help="Make people whom only ties mention.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option(
    "--reject-to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write rows with problems there, with reasons, and import the others.",
)
@click.option("--json", "as_data", is_flag=True, help="The report as JSON.")
@click.pass_obj
def import_files(
    session: Session,
    paths: tuple[Path, ...],
    create_people: bool,
    dry_run: bool,
    reject_to: Path | None,
    as_data: bool,
    **texts: str | None,
) -> None:
    """Read a folder or files into the graph: all of it, or nothing."""
    options = ImportOptions.from_texts(create_people=create_people, **texts)
    session.services.prepare_store()
    shown = progress()
    try:
        report = session.services.imports.load(
            LOCAL_OPERATOR,
            list(paths),
            options,
            dry_run=dry_run,
            reject_to=reject_to,
            progress=shown,
        )
    finally:
        shown.done()
    click.echo(as_json(report)) if as_data else _show(report)


def _show(report: ImportReport) -> None:
    if report.resumed:
        click.echo(f"First finished the import {report.resumed}, which had been cut off.")
    columns = ("file", "rows read", "stored", "merged", "skipped", "dropped", "rejected", "made")
    table("Files", columns, [_file(one) for one in report.files])
    for one in report.files:
        _show_left_out(one)
    if report.ignored_files:
        click.echo(f"Not read, unknown names: {', '.join(report.ignored_files)}.")
    _show_changes(report)


def _file(one: FileReport) -> tuple[Any, ...]:
    skipped, dropped = sum(one.skipped_by_type.values()), sum(one.dropped_by_option.values())
    made = _counted(one.facts)
    return (
        one.name, one.rows_read, one.stored, one.merged, skipped, dropped, one.rejected, made,
    )  # fmt: skip


def _show_left_out(one: FileReport) -> None:
    if one.skipped_by_type:
        click.echo(f"{one.name}: skipped by type: {_counted(one.skipped_by_type)}.")
    if one.dropped_by_option:
        click.echo(f"{one.name}: dropped: {_counted(one.dropped_by_option)}.")
    if one.ignored_columns:
        click.echo(f"{one.name}: columns not stored: {', '.join(one.ignored_columns)}.")


def _show_changes(report: ImportReport) -> None:
    facts = sorted({*report.created, *report.updated, *report.removed, *report.unchanged})
    rows = [(fact, *(part.get(fact, 0) for part in _parts(report))) for fact in facts]
    title = "What would change" if report.dry_run else "What changed"
    table(title, ("fact", "created", "updated", "removed", "unchanged"), rows)
    if report.kept:
        click.echo(f"Left as they are, because they go on here: {_counted(report.kept)}.")
    if report.rejected_to:
        click.echo(f"Rows with problems are in {report.rejected_to}.")
    if report.dry_run:
        click.echo("A dry run: nothing was written.")
    else:
        published = f", snapshot {report.snapshot}" if report.snapshot else ""
        click.echo(f"Import {report.import_id}: revision {report.revision}{published}.")


def _parts(report: ImportReport) -> tuple[dict[str, int], ...]:
    return (report.created, report.updated, report.removed, report.unchanged)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))


VERBS = (import_files,)
