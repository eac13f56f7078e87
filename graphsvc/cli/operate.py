"""How is the service run, checked and opened to people? Verbs for whoever operates it."""

from datetime import timedelta
from pathlib import Path

import click

from graphsvc.access.viewer import ROLES, SCOPES, Grant
from graphsvc.cli.output import table
from graphsvc.cli.session import LOCAL_OPERATOR, Session, now, say
from graphsvc.demo.write import UNTIL, generate
from graphsvc.errors import BadRequest
from graphsvc.serving import serve


@click.command("run")
@click.option(
    "--demo", is_flag=True, help="Import the demonstration organisation once, then serve."
)
@click.option("--port", type=click.IntRange(0, 65535), help="In place of GRAPHSVC_PORT; 0 is free.")
@click.pass_obj
def run(session: Session, demo: bool, port: int | None) -> None:
    """Serve the pages and the API on this machine."""
    session.demo = session.demo or demo
    serve(session.settings, port=port, make_demo=demo, say=say, clock=now)


@click.command("generate")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--people", type=int, default=500, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--no-gap", is_flag=True, help="Plant no sponsorship gap.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), default=UNTIL.isoformat(), show_default=True
)
def generate_organisation(
    folder: Path, people: int, seed: int, no_gap: bool, until: click.DateTime
) -> None:
    """Write an organisation with planted truth into FOLDER, as import files."""
    counts = generate(folder, people=people, seed=seed, until=until.date(), gap=not no_gap)  # type: ignore[attr-defined]
    table(f"Written to {folder}", ("file", "rows"), sorted(counts.items()))
    click.echo("What is planted, and where, is in truth.json.")


@click.command("check")
@click.pass_obj
def check(session: Session) -> None:
    """Settings, records, store, schema and snapshot, in words; fails if one of them does."""
    findings = session.services.health.check()
    for one in findings:
        click.echo(f"{'ok  ' if one.fine else 'FAIL'}  {one.what}: {one.text}")
    if not all(one.fine for one in findings):
        raise SystemExit(1)


@click.group("snapshot")
def snapshot() -> None:
    """Publish, list and verify snapshots."""


@snapshot.command("build")
@click.pass_obj
def build_snapshot(session: Session) -> None:
    """Export the graph and publish a snapshot of it."""
    session.services.prepare_store()
    click.echo(f"Published {session.services.snapshots.publish(LOCAL_OPERATOR).name}.")


@snapshot.command("list")
@click.pass_obj
def list_snapshots(session: Session) -> None:
    """The snapshots that are kept, newest first."""
    rows = [
        (one.name, one.revision, one.people, one.ties, one.data_until or "", one.consistency)
        for one in session.services.snapshots.list()
    ]
    table("Snapshots", ("name", "revision", "people", "ties", "data until", "consistency"), rows)


@snapshot.command("verify")
@click.argument("name", required=False)
@click.pass_obj
def verify_snapshot(session: Session, name: str | None) -> None:
    """Compare every file of a snapshot (all of them without NAME) with its hash."""
    names = [name] if name else [one.name for one in session.services.snapshots.list()]
    for one in names:
        session.services.snapshots.verify(one)
        click.echo(f"{one}: whole.")
    if not names:
        click.echo("There is no snapshot yet: import something first.")


@click.command("give-up-import")
@click.confirmation_option(prompt="The graph keeps what was written so far. Go on?")
@click.pass_obj
def give_up_import(session: Session) -> None:
    """Forget an import that was cut off and cannot be finished; then import its files again."""
    session.services.prepare_store()
    given_up = session.services.imports.give_up(LOCAL_OPERATOR)
    if given_up is None:
        click.echo("No import is unfinished.")
    else:
        click.echo(f"Gave up the import {given_up}. Import its files again.")


@click.group("token")
def token() -> None:
    """Make, list and revoke the tokens people and programs sign in with."""


@token.command("create")
@click.argument("subject")
@click.option("--person", help="The subject's own id among the people.")
@click.option("--role", "roles", multiple=True, metavar="ROLE[:UNIT]", help="Repeat for several.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES))
@click.option("--days", type=click.IntRange(1, 90), default=30, show_default=True)
@click.pass_obj
def create_token(
    session: Session,
    subject: str,
    person: str | None,
    roles: tuple[str, ...],
    scopes: tuple[str, ...],
    days: int,
) -> None:
    """Make a token for SUBJECT and show it once; it is kept hashed."""
    text = session.services.tokens.create(
        LOCAL_OPERATOR,
        subject=subject,
        person_id=person,
        grants=frozenset(_grant(one) for one in roles),
        scopes=frozenset(scopes),
        expires=now() + timedelta(days=days),
    )
    click.echo(text)


def _grant(text: str) -> Grant:
    role, _, unit = text.partition(":")
    if role not in ROLES:
        raise BadRequest([{"parameter": "--role", "expected": f"one of {', '.join(ROLES)}"}])
    return Grant(role, unit or None)


@token.command("list")
@click.pass_obj
def list_tokens(session: Session) -> None:
    """Tokens without their secrets."""
    rows = [
        (one.token_id, one.subject, one.expires.date().isoformat(), "yes" if one.revoked else "")
        for one in session.services.tokens.list(LOCAL_OPERATOR)
    ]
    table("Tokens", ("id", "subject", "expires", "revoked"), rows)


@token.command("revoke")
@click.argument("token_id")
@click.pass_obj
def revoke_token(session: Session, token_id: str) -> None:
    """End a token at once."""
    session.services.tokens.revoke(LOCAL_OPERATOR, token_id)
    click.echo(f"Revoked {token_id}.")


VERBS = (run, generate_organisation, check, snapshot, give_up_import, token)
