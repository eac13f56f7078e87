"""Who may move an introduction from where to where, and what may each of them see of it?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

PROPOSER, MENTEE, CONNECTOR, INTRODUCEE = "proposer", "mentee", "connector", "introducee"
CLOCK = "clock"
PARTIES = (PROPOSER, MENTEE, CONNECTOR, INTRODUCEE)

AGREE, DECLINE, WITHDRAW, HAND_OVER, MEET = "agree", "decline", "withdraw", "hand_over", "met"
EXPIRE = "expire"
MOVES = (AGREE, DECLINE, WITHDRAW, HAND_OVER, MEET)  # what people do; to expire is the clock's

SILENT = ("declined", "withdrawn", "expired")  # ended, and nobody else learns at whom
FINAL = ("met", *SILENT)
BEGUN = ("proposed", "mentee_agreed", "connector_agreed", "introducee_agreed", "handed_over")
ASKED_IN = {MENTEE: "proposed", CONNECTOR: "mentee_agreed", INTRODUCEE: "connector_agreed"}


class Step(NamedTuple):
    """One row of the table of moves."""

    move: str
    role: str
    before: str
    state: str


STEPS = (
    *(
        Step(AGREE, role, before, BEGUN[BEGUN.index(before) + 1])
        for role, before in ASKED_IN.items()
    ),
    Step(HAND_OVER, CONNECTOR, "introducee_agreed", "handed_over"),
    # Also without a hand-over: the two may meet before the connector got around to it.
    *(
        Step(MEET, role, before, "met")
        for role in (MENTEE, INTRODUCEE)
        for before in ("introducee_agreed", "handed_over")
    ),
    *(Step(DECLINE, role, before, "declined") for role, before in ASKED_IN.items()),
    *(Step(WITHDRAW, role, before, "withdrawn") for role in (PROPOSER, MENTEE) for before in BEGUN),
    *(Step(EXPIRE, CLOCK, before, "expired") for before in BEGUN),
)


class Moved(NamedTuple):
    """One move that was made; ``by`` is the role it belongs to, '' where that is not known."""

    state: str
    by: str
    on: date | None = None


class Visible(NamedTuple):
    """What somebody may see of an introduction.

    ``named``: roles whose names the consents given so far allow, whoever else she knows besides.
    ``moves``: positions of the moves she sees. ``status`` is a word for programs.
    """

    named: frozenset[str]
    status: str
    moves: tuple[int, ...]


def first_moves(proposer_is_mentee: bool) -> tuple[str, ...]:
    """The states an introduction begins with: whoever proposes her own has agreed to it."""
    return BEGUN[:2] if proposer_is_mentee else BEGUN[:1]


def step(state: str, roles: frozenset[str], move: str) -> Step | None:
    """What *move* by somebody in *roles* leads to from *state*; None where it is not hers."""
    found = (one for one in STEPS if one.move == move and one.before == state and one.role in roles)
    return next(found, None)


def open_moves(state: str, roles: frozenset[str]) -> tuple[str, ...]:
    """The moves somebody in *roles* may make now."""
    return tuple(move for move in MOVES if step(state, roles, move))


def made_before(history: Sequence[Moved], roles: frozenset[str], move: str) -> int | None:
    """Where somebody in *roles* has made *move* already; None where she has not.

    That two met is one move of both: whoever of them says so says it for the other too.
    """
    states = {(one.state, one.role) for one in STEPS if one.move == move and one.role in roles}
    if move == MEET and states:
        states = {("met", one.by) for one in history}
    found = (at for at, one in enumerate(history) if (one.state, one.by) in states)
    return next(found, None)


def visible(history: Sequence[Moved], roles: frozenset[str]) -> Visible | None:
    """What somebody who has all of *roles* may see; None where not even that there is one.

    Whoever was not asked sees nothing. Between the mentee's yes and the introducee's the two who
    began it see that it is under way, not which of the others has answered. Once it has ended
    without a meeting, all but whoever ended it see that it did not work out, and nothing else.
    """
    reached = frozenset(one.state for one in history)
    seeing = [role for role in PARTIES if role in roles and _sees(role, reached)]
    if not seeing:
        return None
    named = frozenset().union(*(_named(role, reached) for role in seeing))
    last = history[-1]
    if last.state in SILENT and not (last.by and last.by in roles):
        return Visible(named, "did_not_work_out", ())
    shown = {at for role in seeing for at in _shown(role, history, reached)}
    if last.state in SILENT:
        return Visible(named, last.state, tuple(sorted({*shown, len(history) - 1})))
    return Visible(named, _status(last.state, roles), tuple(sorted(shown)))


def _sees(role: str, reached: frozenset[str]) -> bool:
    return role in (PROPOSER, MENTEE) or ASKED_IN[role] in reached


def _named(role: str, reached: frozenset[str]) -> frozenset[str]:
    if role == CONNECTOR:
        return frozenset({MENTEE, CONNECTOR, INTRODUCEE})
    if role == INTRODUCEE:
        return frozenset({MENTEE, CONNECTOR, INTRODUCEE})
    named = {PROPOSER, MENTEE}
    if role == MENTEE and "introducee_agreed" in reached:
        # The connector too only now: her name any earlier would say that she has agreed.
        named |= {CONNECTOR, INTRODUCEE}
    return frozenset(named)


def _shown(role: str, history: Sequence[Moved], reached: frozenset[str]) -> list[int]:
    """Positions of the moves that *role* sees, while it has not ended in silence."""
    both = "introducee_agreed" in reached
    hidden = {"connector_agreed"} if role in (PROPOSER, MENTEE) and not both else set()
    first = BEGUN.index(ASKED_IN[role]) if role in (CONNECTOR, INTRODUCEE) else 0
    before = {*BEGUN[:first], *hidden, *SILENT}
    return [at for at, one in enumerate(history) if one.state not in before]


def _status(state: str, roles: frozenset[str]) -> str:
    if any(role in roles and ASKED_IN[role] == state for role in ASKED_IN):
        return "asked"
    if state in ("mentee_agreed", "connector_agreed"):
        return "under_way"
    return "agreed" if state == "introducee_agreed" else state


def asked_on(history: Sequence[Moved], role: str) -> Moved | None:
    """The move with which somebody in *role* was asked; None where she was not."""
    return next((one for one in history if one.state == ASKED_IN[role]), None)


def counts(history: Sequence[Moved], role: str, since: date) -> bool:
    """Whether this introduction is one for which *role* was, or may be, asked from *since* on.

    One that is still open and has not come to her yet counts too, so that proposing many at once
    leads past no limit. After an end in silence the introducee counts as asked whether it had come
    to her or not: else her load would tell which of the two others had said no.
    """
    reached, last = {one.state for one in history}, history[-1]
    asked = asked_on(history, role)
    if last.state in BEGUN[: BEGUN.index("introducee_agreed")]:
        asked = last
    elif role == INTRODUCEE and last.state in SILENT and "introducee_agreed" not in reached:
        asked = last if "mentee_agreed" in reached else None
    return asked is not None and asked.on is not None and asked.on >= since


def silent_until(history: Sequence[Moved], days: int) -> date | None:
    """The day on which the clock ends this introduction if nobody moves; None for never.

    The two who are asked out of sight share twice the time from the mentee's yes: an end some
    days after a move nobody may see would tell that, and when, the first of them had agreed.
    """
    last = history[-1]
    if last.state in FINAL:
        return None
    if last.state in ("mentee_agreed", "connector_agreed"):
        since = next((one for one in history if one.state == "mentee_agreed"), last)
        return None if since.on is None else since.on + timedelta(days=2 * days)
    return None if last.on is None else last.on + timedelta(days=days)
