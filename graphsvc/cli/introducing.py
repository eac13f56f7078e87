"""How is an introduction proposed, answered and followed from the command line?"""

import click

from graphsvc.access.viewer import Viewer
from graphsvc.cli.output import as_json, basis_live, cut, name_of, table
from graphsvc.cli.questions import json_option
from graphsvc.cli.session import LOCAL_OPERATOR, Session
from graphsvc.errors import MoveRefused
from graphsvc.services.answers_introducing import IntroductionAct
from graphsvc.services.drafts import LANGUAGES
from graphsvc.services.introducing import MOST


@click.group("introduce")
def introduce() -> None:
    """Introductions: propose, answer, follow them."""


through_option = click.option("--through", metavar="ID", help="Whom to ask; else the warmest way.")


@introduce.command("propose")
@click.argument("mentee")
@click.argument("introducee")
@through_option
@click.option("--id", "called", metavar="ID", help="An id of your making (letters, digits, . _ -).")
@json_option
@click.pass_obj
def propose(
    session: Session,
    mentee: str,
    introducee: str,
    through: str | None,
    called: str | None,
    as_data: bool,
) -> None:
    """Propose that MENTEE meet INTRODUCEE: ids, or the word `introductions` has for the unnamed.

    The mentee is asked first; where she proposes it herself, the connector is.
    """
    _require_two(mentee, introducee)
    found = session.services.introducing.propose(
        session.viewer("mentor"),
        mentee,
        introducee=introducee,
        connector=through,
        introduction_id=called,
    )
    _show(found, as_data)


@introduce.command("before")
@click.argument("mentee")
@click.argument("introducee")
@through_option
@json_option
@click.pass_obj
def before(
    session: Session, mentee: str, introducee: str, through: str | None, as_data: bool
) -> None:
    """How often both were asked lately.

    Also what would happen next, and a text to begin with. Nothing is written.
    """
    _require_two(mentee, introducee)
    found = session.services.introducing.before_asking(
        session.viewer("mentor"), mentee, introducee=introducee, connector=through
    )
    if as_data:
        click.echo(as_json(found))
        return
    asked = (("connector", found.connector), ("introducee", found.introducee))
    rows = [(role, name_of(one.person), one.asked, one.limit) for role, one in asked]
    table("Asked in the last 91 days", ("", "who", "times", "limit"), rows)
    click.echo(f"Once it is proposed: {found.text}" if found.may_propose else found.text)
    click.echo(f"\n{found.draft.strip()}")


def _move(name: str, move: str, sentence: str) -> click.Command:
    @click.command(name, help=sentence)
    @click.argument("introduction")
    @json_option
    @click.pass_obj
    def verb(session: Session, introduction: str, as_data: bool) -> None:
        viewer = session.viewer("person")
        _show(_moved(session, viewer, introduction, move), as_data)

    return verb


for _name, _of, _sentence in (
    ("agree", "agree", "Say yes to INTRODUCTION (an id), as who is asked."),
    ("decline", "decline", "Say no. The others see only that it did not work out."),
    ("withdraw", "withdraw", "Take it back, as mentee or proposer."),
    ("hand-over", "hand_over", "Hand over, as the connector: the two find a time."),
):
    introduce.add_command(_move(_name, _of, _sentence))


@introduce.command("met")
@click.argument("introduction")
@click.option("--outcome", default="", help="What came of it; only the two who met see it.")
@json_option
@click.pass_obj
def met(session: Session, introduction: str, outcome: str, as_data: bool) -> None:
    """Say that you met. From then on the two have a tie."""
    viewer = session.viewer("person")
    _show(_moved(session, viewer, introduction, "met", outcome=outcome), as_data)


@introduce.command("list")
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@json_option
@click.pass_obj
def list_(session: Session, limit: int, as_data: bool) -> None:
    """Those you have a part in, what waits for you first."""
    found = session.services.introducing.mine(session.viewer("person"), limit=limit)
    if as_data:
        click.echo(as_json(found))
        return
    rows = [
        (one.id, _called(one, "mentee"), _called(one, "introducee"), _text(one), _open(one))
        for one in found.items
    ]
    if rows:
        columns = ("introduction", "mentee", "to meet", "where it stands", "you may")
        table("Your introductions", columns, rows)
    else:
        click.echo(found.none_because)
    cut(len(found.items), found.truncated)
    basis_live(found.basis)


@introduce.command("draft")
@click.argument("introduction")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@json_option
@click.pass_obj
def draft(session: Session, introduction: str, language: str, as_data: bool) -> None:
    """A text to start from, for your next step."""
    found = session.services.introducing.draft(
        session.viewer("person"), introduction, language=language
    )
    click.echo(as_json(found) if as_data else found.text.strip())


@introduce.command("expire")
@json_option
@click.pass_obj
def expire(session: Session, as_data: bool) -> None:
    """End those in which nobody moved for too long.

    The running service does it by itself, every hour.
    """
    found = session.services.introducing.expire(LOCAL_OPERATOR)
    click.echo(as_json(found) if as_data else f"Ended {found.count}.")


def _require_two(mentee: str, introducee: str) -> None:
    if mentee == introducee:
        raise click.UsageError("MENTEE and INTRODUCEE are the same person.")


def _moved(
    session: Session, viewer: Viewer, introduction: str, move: str, *, outcome: str = ""
) -> IntroductionAct:
    """The introduction after the move; a refusal says where it stands for this viewer."""
    service = session.services.introducing
    try:
        return service.move(viewer, introduction, move, outcome=outcome)
    except MoveRefused as refused:
        now = service.get(viewer, introduction)
        may = f"You may: {_open(now)}." if now.moves_open else "You need do nothing now."
        raise MoveRefused(f"{refused} It reads: {_text(now)} {may}") from refused


def _show(found: IntroductionAct, as_data: bool) -> None:
    if as_data:
        click.echo(as_json(found))
        return
    click.echo(f"{found.id}: {_text(found)}")
    for one in found.timeline:
        click.echo(f"  {one.on or 'undated'}  {one.text}")
    if found.moves_open:
        click.echo(f"You may: {_open(found)}.")


def _open(found: IntroductionAct) -> str:
    return ", ".join(one.replace("_", "-") for one in found.moves_open)


def _text(found: IntroductionAct) -> str:
    return f"{found.text} What came of it: {found.outcome}" if found.outcome else found.text


def _called(found: IntroductionAct, role: str) -> str:
    person = getattr(found, role)
    return name_of(person) if person else "nobody any more"


VERBS = (introduce,)
