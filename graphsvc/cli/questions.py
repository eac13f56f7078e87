"""Which questions can be asked from the command line? The four, and the analyst's own."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from graphsvc.cli.output import as_json, basis, cut, name_of, path_of, table
from graphsvc.cli.progress import Patient, progress
from graphsvc.cli.session import Session
from graphsvc.errors import BadRequest
from graphsvc.services.answers import Gaps, GroupShare, Introductions, Isolation, Plan, QueryAnswer
from graphsvc.services.answers_suggestions import WhyNot

as_of_option = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Only what happened before this day counts."
)
json_option = click.option("--json", "as_data", is_flag=True, help="JSON instead of a table.")
limit_option = click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most rows."
)


def _day(as_of: datetime | None) -> Any:
    return as_of.date() if as_of else None


@click.command("introductions")
@click.argument("person")
@click.option("--why-not", "other", metavar="X", help="Why X (an id or handle) is not among them.")
@limit_option
@as_of_option
@json_option
@click.pass_obj
def introductions(
    session: Session,
    person: str,
    other: str | None,
    limit: int,
    as_of: datetime | None,
    as_data: bool,
) -> None:
    """Whom PERSON (an id) could meet, why, and through whom."""
    viewer, service = session.viewer("lead"), session.services.introductions
    if other:
        why = service.why_not(viewer, person, other, as_of=_day(as_of))
        click.echo(as_json(why)) if as_data else _show_why_not(why)
        return
    found = service.suggest(viewer, person, as_of=_day(as_of), limit=limit)
    click.echo(as_json(found)) if as_data else _show_introductions(found)


def _show_why_not(found: WhyNot) -> None:
    reasons = "; ".join(one.text for one in found.reasons)
    click.echo(f"{name_of(found.other)} for {name_of(found.person)}: {reasons}.")
    for one in found.parts:
        click.echo(f"  {one.text}")
    basis(found.basis)


def _show_introductions(found: Introductions) -> None:
    rows = [
        (
            one.rank,
            # Whoever is not named may be meant all the same: by the handle.
            name_of(one.person) if one.person.id else f"{one.person.label} ({one.handle})",
            one.steps,
            "; ".join(reason.text for reason in one.reasons),
            path_of(one.path, one.path_missing),
        )
        for one in found.items
    ]
    if rows:
        columns = ("", "meet", "steps", "because", "ask first > then (odds)")
        table(f"Introductions for {name_of(found.person)}", columns, rows)
    else:
        click.echo(found.none_because)
    cut(len(rows), found.truncated)
    basis(found.basis)


@click.command("isolated")
@limit_option
@as_of_option
@json_option
@click.pass_obj
def isolated(session: Session, limit: int, as_of: datetime | None, as_data: bool) -> None:
    """Who is isolated, why, and what would help; "no data" is never shown as "no ties"."""
    viewer = session.viewer("lead")
    found = session.services.isolation.find(viewer, as_of=_day(as_of), limit=limit)
    click.echo(as_json(found)) if as_data else _show_isolated(found)


def _show_isolated(found: Isolation) -> None:
    rows = [
        (
            name_of(one.person),
            one.status.replace("_", " "),
            one.ties,
            "; ".join(reason.text for reason in one.reasons),
            one.next_step,
        )
        for one in found.items
    ]
    if rows:
        table("Isolation", ("person", "finding", "ties", "because", "next step"), rows)
    else:
        click.echo(found.none_because)
    counted = (f"{key.replace('_', ' ')} {value}" for key, value in sorted(found.counts.items()))
    click.echo("People by finding: " + ", ".join(counted) + ".")
    cut(len(rows), found.truncated)
    basis(found.basis)


@click.command("gaps")
@click.option("--by", "attribute", required=True, metavar="ATTRIBUTE", help="Such as gender.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, help="Most rows of the table.")
@as_of_option
@json_option
@click.pass_obj
def gaps(
    session: Session, attribute: str, limit: int, as_of: datetime | None, as_data: bool
) -> None:
    """Whether groups have active sponsors alike, level by level, with uncertainty."""
    viewer = session.viewer("lead")
    found = session.services.gaps.compare(viewer, attribute, as_of=_day(as_of))
    click.echo(as_json(found)) if as_data else _show_gaps(found, limit)


def _show_gaps(found: Gaps, limit: int) -> None:
    if found.none_because:
        click.echo(found.none_because)
        basis(found.basis)
        return
    rows = [(level.label, *_share(one)) for level in found.levels for one in level.groups]
    rows += [("all shown levels", *_share(one)) for one in found.overall]
    columns = ("level", "group", "people", "with a sponsor", "share", "95 %")
    table(f"Active sponsors by {found.attribute}", columns, rows[:limit])
    cut(limit, len(rows) > limit)
    for one in found.comparisons:
        click.echo(one.text)
    if found.left_out:
        left_out = ", ".join(found.left_out)
        click.echo(f"Left out, a group has fewer than {found.minimum_cell} people: {left_out}.")
    click.echo(
        "A sponsor: a confirmed act of " + " or ".join(found.sponsor_kinds) + " in 365 days."
    )
    basis(found.basis)


def _share(one: GroupShare) -> tuple[Any, ...]:
    interval = f"{one.low:.0%} to {one.high:.0%}"
    return (one.group, one.people, one.sponsored, f"{one.share:.0%}", interval)


@click.command("bridges")
@click.option("--budget", type=click.IntRange(1, 1000), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Orders equal gains.")
@limit_option
@as_of_option
@json_option
@click.pass_obj
def bridges(
    session: Session, budget: int, seed: int, limit: int, as_of: datetime | None, as_data: bool
) -> None:
    """Which few introductions bring those far from decisions closest to them."""
    viewer = session.viewer("lead")
    with Patient("Planning introductions", progress()) as tell:
        found = session.services.bridges.plan(
            viewer, budget=budget, as_of=_day(as_of), seed=seed, tell=tell
        )
    click.echo(as_json(found)) if as_data else _show_plan(found, limit)


def _show_plan(found: Plan, limit: int) -> None:
    rows = [
        (
            one.number,
            name_of(one.mentee),
            name_of(one.introducee),
            name_of(one.connector) if one.connector else "the programme office",
            f"{one.odds:.0%}",
            f"{one.access_before:.2f} to {one.access_after:.2f}",
        )
        for one in found.items[:limit]
    ]
    if rows:
        columns = ("", "introduce", "to", "through", "odds of yes", "access before to after")
        table(f"Plan of {len(found.items)} introductions", columns, rows)
    else:
        click.echo(found.none_because)
    for one in found.reach:
        change = f"{one.before:.3f} to {one.after:.3f}"
        click.echo(f"Access of {one.who} ({one.people} people): {change}.")
    click.echo(found.targets_chosen)
    cut(len(rows), len(found.items) > limit)
    basis(found.basis)


@click.command("query")
@click.argument("query", metavar="FILE-or-TEXT")
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="A parameter, as JSON.")
@click.option("--limit", type=click.IntRange(1, 1000), default=1000, show_default=True)
@json_option
@click.pass_obj
def query(session: Session, query: str, given: tuple[str, ...], limit: int, as_data: bool) -> None:
    """Ask in Cypher: a file, or the text itself. Reading only, bounded, recorded."""
    viewer = session.viewer("analyst")
    text = _read(Path(query)) if _is_file(query) else query
    found = session.services.analyst.run(viewer, text, _parameters(given), max_rows=limit)
    click.echo(as_json(found)) if as_data else _show_rows(found)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest([{"parameter": file.name, "expected": "a text file in UTF-8"}]) from error


def _is_file(query: str) -> bool:
    # A text of Cypher is longer than a file name may be, and asking then raises.
    return len(query) < 250 and "\n" not in query and Path(query).is_file()


def _parameters(given: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not name or not equals:
            raise BadRequest([{"parameter": "--param", "expected": "NAME=VALUE"}])
        try:
            found[name] = json.loads(value)
        except json.JSONDecodeError:
            found[name] = value
    return found


def _show_rows(found: QueryAnswer) -> None:
    rows = [tuple("" if cell is None else cell for cell in row) for row in found.rows]
    table("", found.columns, rows)
    cut(len(found.rows), found.truncated)
    importing = "; an import is under way" if found.importing else ""
    count = f"{len(found.rows)} row{'' if len(found.rows) == 1 else 's'}"
    click.echo(f"{count} in {found.elapsed_ms:.0f} ms, revision {found.revision}{importing}.")


VERBS = (introductions, isolated, gaps, bridges, query)
