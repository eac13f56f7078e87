"""Who did what for whom, from the command line: endorse, confirm, list, ladder?"""

from datetime import datetime
from difflib import get_close_matches

import click

from graphsvc.cli.output import as_json, basis, basis_live, name_of, table
from graphsvc.cli.questions import as_of_option, json_option
from graphsvc.cli.session import Session
from graphsvc.model import KINDS
from graphsvc.services.answers_endorsements import Endorsements, Ladder, Standing


class _PersonOrVerb(click.Group):
    """``endorse PERSON`` records; ``endorse list`` and its like are verbs of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            self._require_no_slip(ctx, args)
            args = ["record", *args]
        return super().parse_args(ctx, args)

    def _require_no_slip(self, ctx: click.Context, args: list[str]) -> None:
        meant = get_close_matches(args[0], self.commands, n=1, cutoff=0.8)
        if meant and "--kind" not in args:
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {meant[0]!r}?", ctx)


@click.group("endorse", cls=_PersonOrVerb)
def endorse() -> None:
    """What one person did for another.

    `endorse PERSON --kind credit` records it; the other of the two confirms it.
    """


@endorse.command("record")
@click.argument("person")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What was done.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was done; without it today."
)
@click.option("--topic", default="", help="What it was about.")
@click.option("--text", default="", help="A sentence on it.")
@click.option("--received", is_flag=True, help="PERSON did it for you.")
@json_option
@click.pass_obj
def record(
    session: Session,
    person: str,
    kind: str,
    on: datetime | None,
    topic: str,
    text: str,
    received: bool,
    as_data: bool,
) -> None:
    """Record what you did for PERSON (an id), or PERSON for you."""
    day = (on or session.services.clock()).date()
    found = session.services.endorsements.record(
        session.viewer("mentor"), person, kind, day, topic, text, received=received
    )
    other = found.endorsed if found.recorded_by == "endorser" else found.endorser
    said = f"Recorded as {found.id}. {name_of(other)} can confirm it."
    click.echo(as_json(found) if as_data else said)


@endorse.command("confirm")
@click.argument("act")
@json_option
@click.pass_obj
def confirm(session: Session, act: str, as_data: bool) -> None:
    """Say that ACT (an id) is true."""
    found = session.services.endorsements.confirm(session.viewer("person"), act)
    click.echo(as_json(found) if as_data else f"Confirmed on {found.confirmed_on}.")


@endorse.command("refuse")
@click.argument("act")
@click.pass_obj
def refuse(session: Session, act: str) -> None:
    """Say that ACT (an id) is not so: it is forgotten.

    As the other of the two, while it waits for your word.
    """
    session.services.endorsements.refuse(session.viewer("person"), act)
    click.echo("Forgotten.")


@endorse.command("withdraw")
@click.argument("act")
@click.pass_obj
def withdraw(session: Session, act: str) -> None:
    """Take back ACT (an id) before it is confirmed.

    As who recorded it.
    """
    session.services.endorsements.withdraw(session.viewer("mentor"), act)
    click.echo("Withdrawn.")


@endorse.command("list")
@click.option("--to-confirm", is_flag=True, help="Only what waits for your word.")
@click.option("--person", help="As a lead: what waits, of what was done for this person.")
@json_option
@click.pass_obj
def list_(session: Session, to_confirm: bool, person: str | None, as_data: bool) -> None:
    """What you did for others and others for you."""
    acts, viewer = session.services.endorsements, session.viewer("mentor")
    found = acts.to_confirm(viewer, person) if to_confirm or person else acts.mine(viewer)
    click.echo(as_json(found)) if as_data else _show(found)


@click.command("ladder")
@click.argument("person")
@as_of_option
@json_option
@click.pass_obj
def ladder(session: Session, person: str, as_of: datetime | None, as_data: bool) -> None:
    """Who stands on which rung for PERSON (an id), by acts of the last year."""
    day = as_of.date() if as_of else None
    found = session.services.ladders.ladder(session.viewer("mentor"), person, as_of=day)
    click.echo(as_json(found)) if as_data else _show_ladder(found)


def _show(found: Endorsements) -> None:
    rows = [
        (
            one.id,
            name_of(one.endorser),
            one.kind,
            name_of(one.endorsed),
            one.on or "",
            one.topic,
            "yes" if one.confirmed else "waits for you" if one.may_confirm else "no",
        )
        for one in found.items
    ]
    if rows:
        table("Acts", ("act", "who", "did", "for", "on", "about", "confirmed"), rows)
    else:
        click.echo(found.none_because)
    basis_live(found.basis)


def _show_ladder(found: Ladder) -> None:
    if found.for_her:
        _show_standings(f"For {name_of(found.person)}", found.for_her)
    else:
        click.echo(found.none_because)
    if found.she_for:
        _show_standings(f"{name_of(found.person)} for others", found.she_for)
    basis(found.basis)


def _show_standings(title: str, standings: tuple[Standing, ...]) -> None:
    rows = [
        (
            name_of(one.person),
            one.rung,
            one.claimed,
            "yes" if one.sponsor else "claimed" if one.claimed_sponsor else "",
            one.text,
        )
        for one in standings
    ]
    table(title, ("who", "rung", "claimed", "sponsor", "because"), rows)


@click.command("steps")
@click.argument("person")
@json_option
@click.pass_obj
def steps(session: Session, person: str, as_data: bool) -> None:
    """How far you and PERSON, mentor and mentee, have come, and what comes next."""
    found = session.services.mentor_steps.steps(session.viewer("mentor"), person)
    if as_data:
        click.echo(as_json(found))
        return
    rows = [("done" if one.done else "", one.text, one.because) for one in found.items]
    table(f"{name_of(found.mentor)} for {name_of(found.mentee)}", ("", "step", "because"), rows)
    click.echo(found.next_action)
    basis(found.basis)


VERBS = (endorse, ladder, steps)
