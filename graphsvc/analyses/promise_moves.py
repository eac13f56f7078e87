"""What may be said about a promise, by whom and when, and what stands after it was said?

Both sides confirm. What both say stands. What one side says stands after ``OBJECTION`` days
without a word of the other, but for what the one who promised says in her own favour: that needs
the other's word. Two different words are a dispute, and are not counted, until both say the same.
A new date holds once both named it before the old one came.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

OUTCOMES = ("kept", "late", "missed", "excused")
AFTER_DUE = ("late", "missed")  # nobody can say so before
SHARES = {"kept": 1.0, "late": 0.5, "missed": 0.0}  # how much was done; what is excused is no event
OBJECTION = timedelta(days=14)
ONE_DAY = timedelta(days=1)
MOST_MOVES = 40


class Move(NamedTuple):
    """One thing said; ``by`` '' where a file does not say who, ``due`` only of a new date."""

    state: str  # one of model.PROMISE_MOVES
    on: date | None
    by: str
    due: date | None = None


class Promised(NamedTuple):
    """A promise and all that was said about it, in order; ``due_on`` as it was first made."""

    maker: str
    receiver: str
    due_on: date
    moves: Sequence[Move]

    def other(self, who: str) -> str:
        """The id of the one of its two people who is not *who*."""
        return self.receiver if who == self.maker else self.maker


class Stands(NamedTuple):
    """Where a promise stands: what both hold, and what one side said alone."""

    status: str  # open | claimed | disputed | one of OUTCOMES
    due_on: date
    words: dict[str, str]  # the last word of each side, where there is one
    proposed: Move | None  # a new date that the other has not named yet

    @property
    def outcome(self) -> str:
        """The one outcome that stands, '' where none does."""
        return self.status if self.status in OUTCOMES else ""


def stands(promise: Promised, today: date) -> Stands:
    """Where the promise stands on *today*."""
    due_on, proposed = _dates(promise)
    said = _said(promise)
    words = {who: one.state for who, one in said.items()}
    return Stands(_status(promise, said, today), due_on, words, proposed)


def refusal(promise: Promised, move: Move, today: date) -> str:
    """Why *move* may not be made on *today*, '' where it may."""
    now = stands(promise, today)
    if now.outcome:
        return f"It has ended already: {now.outcome}."
    if len(promise.moves) >= MOST_MOVES:
        return "Too much was said about this promise already."
    if move.state == "renegotiated":
        return _refused_date(now, move, today)
    if move.state == "disputed":
        other = now.words.get(promise.other(move.by), "")
        return "" if other in OUTCOMES else "The other side has not said how it ended."
    if move.state in AFTER_DUE and today <= now.due_on:
        return f"It is due on {now.due_on.isoformat()}: it can be {move.state} after that day."
    return "" if move.state in OUTCOMES else f"A promise that was made is not {move.state} again."


def said_before(promise: Promised, move: Move, today: date) -> bool:
    """Whether *move* says what stands already, or what its mover said last: it changes nothing."""
    now = stands(promise, today)
    if move.state == "made":
        return move.by == promise.maker
    if move.state == "renegotiated":
        proposed = now.proposed
        mine = proposed is not None and (proposed.by, proposed.due) == (move.by, move.due)
        return mine or (move.due == now.due_on and _renegotiated(promise))
    return move.state == (now.outcome or now.words.get(move.by))


def open_moves(promise: Promised, who: str, today: date) -> tuple[str, ...]:
    """What *who* may say on *today* and has not said."""
    now = stands(promise, today)
    named = {now.due_on, now.proposed.due if now.proposed else None}
    # Some day to come that nobody has named; after the due day there need not be any.
    later = next(day for n in (1, 2, 3) if (day := today + n * ONE_DAY) not in named)
    moves = [Move(state, today, who) for state in (*OUTCOMES, "disputed")]
    moves.append(Move("renegotiated", today, who, later))
    return tuple(
        one.state
        for one in moves
        if not refusal(promise, one, today) and not said_before(promise, one, today)
    )


def _refused_date(now: Stands, move: Move, today: date) -> str:
    if today >= now.due_on:
        return f"It was due on {now.due_on.isoformat()}: a new date is agreed before that day."
    if move.due is None or move.due <= today:
        return "A new date lies after today."
    return "That is the date already." if move.due == now.due_on else ""


def _renegotiated(promise: Promised) -> bool:
    return any(one.state == "renegotiated" for one in promise.moves)


def _dates(promise: Promised) -> tuple[date, Move | None]:
    """The date that holds, and one that only one side has named since."""
    due_on, proposed = promise.due_on, None
    for one in promise.moves:
        if one.state != "renegotiated" or one.due is None:
            continue
        if proposed is not None and one.by != proposed.by and one.due == proposed.due:
            due_on, proposed = one.due, None
        else:
            proposed = one
    return due_on, proposed


def _said(promise: Promised) -> dict[str, Move]:
    """The last word of each side; a word of neither (a programme's record) is both sides'."""
    sides, said = (promise.maker, promise.receiver), dict[str, Move]()
    for one in promise.moves:
        if one.state in (*OUTCOMES, "disputed"):
            said.update(dict.fromkeys([one.by] if one.by in sides else sides, one))
    return said


def _status(promise: Promised, said: dict[str, Move], today: date) -> str:
    if not said:
        return "open"
    words = {one.state for one in said.values()}
    if len(words) > 1 or words == {"disputed"}:
        return "disputed"
    (word,) = words
    if len(said) == 2 or _unopposed(promise, *said.values(), today=today):
        return word
    return "claimed"


def _unopposed(promise: Promised, said: Move, *, today: date) -> bool:
    if said.by == promise.maker and said.state != "missed":
        return False
    return said.on is None or today >= said.on + OBJECTION
