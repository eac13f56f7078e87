"""What would make feedback something to act on, from the command line: check, give, list?"""

from datetime import datetime
from typing import TextIO

import click

from graphsvc.cli.output import as_json, name_of, table
from graphsvc.cli.questions import json_option
from graphsvc.cli.session import Session
from graphsvc.services.answers_feedback import FeedbackCheck


@click.group("feedback")
def feedback() -> None:
    """Help to write feedback one can act on.

    Its words are not kept.
    """


@feedback.command("check")
@click.argument("text", type=click.File("r", encoding="utf-8", errors="replace"))
@json_option
@click.pass_obj
def check(session: Session, text: TextIO, as_data: bool) -> None:
    """Look for the six ingredients in the file TEXT, - for what is typed."""
    words = text.read()
    found = session.services.feedback.check(session.viewer("person"), words)
    click.echo(as_json(found)) if as_data else _show(found, words)


@feedback.command("give")
@click.argument("person")
@click.argument("text", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; without it today.")
@json_option
@click.pass_obj
def give(session: Session, person: str, text: TextIO, on: datetime | None, as_data: bool) -> None:
    """Record that you gave PERSON the feedback in the file TEXT; its words are not kept."""
    service, viewer = session.services.feedback, session.viewer("person")
    given = service.give(viewer, person, text.read(), on=on.date() if on else None)
    click.echo(as_json(given) if as_data else f"Recorded as {given.id}, without its words.")


@feedback.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_data: bool) -> None:
    """The feedback you gave."""
    found = session.services.feedback.mine(session.viewer("person"))
    if as_data:
        click.echo(as_json(found))
    elif found.items:
        rows = [
            (one.id, name_of(one.about), one.on or "", _there(one.counts)) for one in found.items
        ]
        table("Feedback you gave", ("feedback", "about", "on", "ingredients"), rows)
    else:
        click.echo(found.none_because)


def _there(counts: dict[str, int]) -> str:
    return ", ".join(name.replace("_", " ") for name, count in counts.items() if count)


def _show(found: FeedbackCheck, words: str) -> None:
    rows = [
        (
            one.label,
            "yes" if one.present else "no",
            "; ".join(words[place.start : place.end] for place in one.places),
            one.question,
        )
        for one in found.ingredients
    ]
    table("Ingredients", ("", "there", "found", "ask yourself"), rows)
    click.echo(found.text)


VERBS = (feedback,)
