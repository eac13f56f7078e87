"""What does somebody aim for, from the command line: list, set, drop, share, doors?"""

from datetime import datetime

import click

from graphsvc.cli.output import as_json, basis, basis_live, name_of, table
from graphsvc.cli.questions import as_of_option, json_option
from graphsvc.cli.session import Session
from graphsvc.model import GOAL_KINDS
from graphsvc.services.answers_goals import Doors, Goal, Goals


@click.group("goals")
def goals() -> None:
    """What people aim for, who knows it, and whom that leads to."""


@goals.command("list")
@click.argument("person")
@json_option
@click.pass_obj
def list_(session: Session, person: str, as_data: bool) -> None:
    """The goals of PERSON (an id)."""
    found = session.services.goals.of(session.viewer("mentor"), person)
    click.echo(as_json(found)) if as_data else _show(found)


@goals.command("set")
@click.argument("person")
@click.option("--kind", type=click.Choice(GOAL_KINDS), required=True)
@click.option("--text", required=True, help="What PERSON aims for.")
@click.option("--unit", help="Id of the unit the goal lies in.")
@click.option("--decided-by", help="Id of the person who decides on it.")
@click.option("--goal", help="Id of the goal to change; without it a new one.")
@json_option
@click.pass_obj
def set_(
    session: Session,
    person: str,
    kind: str,
    text: str,
    unit: str | None,
    decided_by: str | None,
    goal: str | None,
    as_data: bool,
) -> None:
    """Record a goal of PERSON: your own, or one of somebody you mentor."""
    found = session.services.goals.set(
        session.viewer("mentor"),
        person,
        kind,
        text,
        unit=unit,
        decided_by=decided_by,
        goal_id=goal,
    )
    click.echo(as_json(found) if as_data else f"Recorded as {found.id}.")


@goals.command("drop")
@click.argument("goal")
@click.pass_obj
def drop(session: Session, goal: str) -> None:
    """Remove GOAL (an id)."""
    session.services.goals.drop(session.viewer("mentor"), goal)
    click.echo("Dropped.")


@goals.command("share")
@click.argument("goal")
@click.argument("person")
@click.option("--no-longer", is_flag=True, help="Take PERSON off those who know it.")
@json_option
@click.pass_obj
def share(session: Session, goal: str, person: str, no_longer: bool, as_data: bool) -> None:
    """Let PERSON know GOAL; only whoever aims for it may."""
    service, viewer = session.services.goals, session.viewer("person")
    found = (service.unshare if no_longer else service.share)(viewer, goal, person)
    click.echo(as_json(found) if as_data else f"Known to {_known(found) or 'nobody else'}.")


@goals.command("doors")
@click.argument("goal")
@as_of_option
@json_option
@click.pass_obj
def doors(session: Session, goal: str, as_of: datetime | None, as_data: bool) -> None:
    """Whom GOAL (an id) leads to, which ties are missing, and whom to meet next."""
    day = as_of.date() if as_of else None
    found = session.services.doors.find(session.viewer("mentor"), goal, as_of=day)
    click.echo(as_json(found)) if as_data else _show_doors(found)


def _show_doors(found: Doors) -> None:
    led = (*found.decides, *found.has_done)
    rows = [
        (name_of(one.person), one.reason.text, "contact" if one.known else "no tie yet")
        for one in led
    ]
    if rows:
        table(f"Where {found.goal.text} leads", ("person", "because", "tie"), rows)
    for one in found.next:
        click.echo(f"Meet {name_of(one.person)}: {one.reason.text}.")
    if found.none_because:
        click.echo(found.none_because)
    basis(found.basis)


def _known(goal: Goal) -> str:
    return ", ".join(name_of(one) for one in goal.shared_with)


def _show(found: Goals) -> None:
    rows = [
        (
            one.id,
            one.kind,
            one.text or "(not for you to read)",
            one.unit,
            name_of(one.decided_by) if one.decided_by else "",
            one.on or "",
        )
        for one in found.items
    ]
    if rows:
        columns = ("goal", "kind", "aims for", "in", "decided by", "since")
        table(f"Goals of {name_of(found.person)}", columns, rows)
    else:
        click.echo(found.none_because)
    basis_live(found.basis)


VERBS = (goals,)
