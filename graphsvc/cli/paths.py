"""Over whom do two people trust each other most, asked from the command line?"""

from datetime import datetime

import click

from graphsvc.cli.output import as_json, basis, name_of, table
from graphsvc.cli.questions import as_of_option, json_option
from graphsvc.cli.session import Session
from graphsvc.services.answers_paths import Tie, TrustedPath
from graphsvc.services.wording import percent


@click.command("path")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@as_of_option
@json_option
@click.pass_obj
def path(session: Session, one: str, other: str, as_of: datetime | None, as_data: bool) -> None:
    """The most trusted way from A to B (ids), however long."""
    viewer, day = session.viewer("lead"), as_of.date() if as_of else None
    found = session.services.paths.between(viewer, one, other, as_of=day)
    click.echo(as_json(found)) if as_data else _show(found)


def _show(found: TrustedPath) -> None:
    rows = [
        (number, name_of(tie.person), percent(tie.strength), *_contact(tie), _weakest(found, tie))
        for number, tie in enumerate(found.ties, 1)
    ]
    if found.trust is None:
        click.echo(found.none_because)
    else:
        columns = ("", "over", "strength", "last contact", "contact", "")
        table(f"From {name_of(found.one)} to {name_of(found.other)}", columns, rows)
        click.echo(f"Trust along the way, all strengths multiplied: {percent(found.trust)}.")
    basis(found.basis)


def _contact(tie: Tie) -> tuple[str, str]:
    return (tie.last_contact.isoformat() if tie.last_contact else "", tie.note)


def _weakest(found: TrustedPath, tie: Tie) -> str:
    return "weakest" if len(found.ties) > 1 and tie is found.ties[found.weakest or 0] else ""


VERBS = (path,)
