"""What did two people promise each other, from the command line: list, make, say how it ended?"""

from datetime import datetime

import click

from graphsvc.cli.output import as_json, basis_live, name_of, table
from graphsvc.cli.questions import json_option
from graphsvc.cli.session import LOCAL_OPERATOR, Session
from graphsvc.services.answers_promises import Promise

DAY = click.DateTime(["%Y-%m-%d"])
# Where the verb is another word than what is said.
VERB = {"excused": "excuse", "disputed": "dispute", "renegotiated": "renegotiate"}


@click.group("promises")
def promises() -> None:
    """What you and others promised each other.

    Nobody else sees it.
    """


@promises.command("list")
@click.option("--with", "other", help="Id of a person: only between the two of you.")
@json_option
@click.pass_obj
def list_(session: Session, other: str | None, as_data: bool) -> None:
    """What you promised and were promised, open ones first."""
    service, viewer = session.services.promises, session.viewer("person")
    if other is None:
        mine = service.mine(viewer)
        click.echo(as_json(mine)) if as_data else _show(mine.items, mine.none_because)
        return None if as_data else basis_live(mine.basis)
    both = service.between(viewer, other)
    if as_data:
        return click.echo(as_json(both))
    _show(both.items, both.none_because)
    click.echo(f"Your promises: {both.i_kept.text}")
    click.echo(f"Promises of {name_of(both.other)}: {both.they_kept.text}")
    return basis_live(both.basis)


@promises.command("make")
@click.argument("person")
@click.option("--text", required=True, help="What you promise.")
@click.option("--due", type=DAY, required=True, help="Until which day.")
@click.option("--size", type=click.IntRange(1, 3), default=1, show_default=True)
@json_option
@click.pass_obj
def make(session: Session, person: str, text: str, due: datetime, size: int, as_data: bool) -> None:
    """Promise PERSON (an id) something."""
    viewer = session.viewer("person")
    found = session.services.promises.make(viewer, person, text, due.date(), size)
    click.echo(as_json(found) if as_data else f"Recorded as {found.id}.")


def _verb(state: str, says: str) -> click.Command:
    @json_option
    @click.pass_obj
    def say(session: Session, promise: str, as_data: bool) -> None:
        found = session.services.promises.move(session.viewer("person"), promise, state)
        click.echo(as_json(found) if as_data else _in_words(found))

    named = click.argument("promise")(say)
    return click.command(VERB.get(state, state), help=says)(named)


for _state, _says in {
    "kept": "Say that PROMISE was kept.",
    "late": "Say that PROMISE was kept, but late.",
    "missed": "Say that PROMISE was not kept.",
    "excused": "Say that PROMISE need not be kept.",
    "disputed": "Say that PROMISE did not end as the other says.",
}.items():
    promises.add_command(_verb(_state, _says))


@promises.command("confirm")
@click.argument("promise")
@json_option
@click.pass_obj
def confirm(session: Session, promise: str, as_data: bool) -> None:
    """Say the same as the other side.

    That is how PROMISE ended, or the new date that the other side named.
    """
    service, viewer = session.services.promises, session.viewer("person")
    found = service.one(viewer, promise)
    if _new_date(found):
        found = service.move(viewer, promise, "renegotiated", found.proposed_due)
    elif found.their_word and found.their_word != "disputed":
        found = service.move(viewer, promise, found.their_word)
    else:
        raise click.ClickException("The other side has said nothing that could be confirmed.")
    click.echo(as_json(found) if as_data else _in_words(found))


@promises.command("renegotiate")
@click.argument("promise")
@click.option("--due", type=DAY, required=True, help="The new day; holds once both name it.")
@json_option
@click.pass_obj
def renegotiate(session: Session, promise: str, due: datetime, as_data: bool) -> None:
    """Name a new day for PROMISE, before the old one has come."""
    viewer = session.viewer("person")
    found = session.services.promises.move(viewer, promise, "renegotiated", due.date())
    click.echo(as_json(found) if as_data else _in_words(found))


@promises.command("forget")
@click.pass_obj
def forget(session: Session) -> None:
    """Remove promises that were due 24 months ago.

    The running service does it by itself.
    """
    click.echo(f"Removed {session.services.promises.forget_old(LOCAL_OPERATOR)}.")


def _in_words(found: Promise) -> str:
    if found.proposed_due:
        who = "You" if found.proposed_by_me else "The other side"
        return f"{who} named {found.proposed_due}; until both have, it is due on {found.due_on}."
    if found.status == "open":
        return f"Due on {found.due_on}."
    if found.status == "claimed" and found.my_word:
        return f"You say {found.my_word}; it waits for the other side to say so too."
    return f"{_status(found).capitalize()}."


def _status(found: Promise) -> str:
    if found.status == "claimed":
        return f"{found.my_word}, you say" if found.my_word else f"{found.their_word}, they say"
    if found.status == "disputed":
        mine, theirs = found.my_word or "nothing", found.their_word or "nothing"
        return f"you say {mine}, they say {theirs}"
    return f"{found.status}, {found.proposed_due} named" if found.proposed_due else found.status


def _new_date(found: Promise) -> bool:
    return bool(found.proposed_due) and not found.proposed_by_me and not found.their_word


def _verbs(found: Promise) -> str:
    said = found.their_word in found.open_moves and found.their_word != "disputed"
    verbs = [VERB.get(one, one) for one in found.open_moves]
    return ", ".join(["confirm", *verbs] if said or _new_date(found) else verbs)


def _show(items: tuple[Promise, ...], none_because: str) -> None:
    rows = [
        (
            one.id,
            "you" if one.mine else name_of(one.other),
            name_of(one.other) if one.mine else "you",
            one.text,
            one.due_on,
            _status(one),
            _verbs(one),
        )
        for one in items
    ]
    if rows:
        columns = ("promise", "by", "to", "what", "due", "status", "you may")
        table("Promises", columns, rows)
    else:
        click.echo(none_because)


VERBS = (promises,)
