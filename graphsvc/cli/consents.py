"""What did I say yes or no to, from the command line: list, yes, no, take back?"""

import click

from graphsvc.cli.output import as_json, table
from graphsvc.cli.questions import json_option
from graphsvc.cli.session import Session
from graphsvc.services.answers_consents import Consent, OwnConsents
from graphsvc.services.consents import PURPOSES

SAID = {True: "yes", False: "no", None: "nothing"}
purpose_argument = click.argument("purpose", type=click.Choice(tuple(PURPOSES)))


@click.group("consent")
def consent() -> None:
    """What you said yes or no to, for yourself.

    It counts at once, and nobody says it for somebody else.
    """


@consent.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_data: bool) -> None:
    """What you are asked, what you said, and what that means."""
    found = session.services.consents.mine(session.viewer("person"))
    click.echo(as_json(found)) if as_data else _show(found)


@consent.command("yes")
@purpose_argument
@json_option
@click.pass_obj
def yes(session: Session, purpose: str, as_data: bool) -> None:
    """Say yes to PURPOSE."""
    _give(session, purpose, True, as_data)


@consent.command("no")
@purpose_argument
@json_option
@click.pass_obj
def no(session: Session, purpose: str, as_data: bool) -> None:
    """Say no to PURPOSE."""
    _give(session, purpose, False, as_data)


@consent.command("take-back")
@purpose_argument
@json_option
@click.pass_obj
def take_back(session: Session, purpose: str, as_data: bool) -> None:
    """Forget what you said to PURPOSE, as if you had said nothing."""
    _say(session.services.consents.take_back(session.viewer("person"), purpose), as_data)


def _give(session: Session, purpose: str, given: bool, as_data: bool) -> None:
    _say(session.services.consents.give(session.viewer("person"), purpose, given=given), as_data)


def _say(found: Consent, as_data: bool) -> None:
    click.echo(as_json(found) if as_data else f"You said {SAID[found.given]}.\n{found.text}")


def _show(found: OwnConsents) -> None:
    rows = [
        (one.purpose, one.question, SAID[one.given], one.on or "", one.text) for one in found.items
    ]
    table("What you are asked", ("purpose", "asked", "you said", "since", "it means"), rows)


VERBS = (consent,)
