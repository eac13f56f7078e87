"""How does one promise read on its page: where does it stand, and what can the viewer say?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graphsvc.pages.words import spelled
from graphsvc.services.answers_promises import Promise

OUTCOMES = ("kept", "late", "missed", "excused")
# What a button says; what is in the present is still to be said.
SAY = {
    "kept": "It was kept",
    "late": "It was kept, but late",
    "missed": "It was missed",
    "excused": "It is no longer needed",
    "disputed": "That is not so",
}
ENDED = {
    "kept": "kept",
    "late": "kept, but late",
    "missed": "missed",
    "excused": "no longer needed",
    "disputed": "not so",
}
STATUS = {
    "open": "Open",
    "claimed": "One word so far",
    "disputed": "Seen differently",
    "kept": "Kept",
    "late": "Kept late",
    "missed": "Missed",
    "excused": "No longer needed",
}


class Button(NamedTuple):
    """One thing to say; ``first`` is what the other side has said already."""

    move: str
    label: str
    first: bool = False


@dataclass(frozen=True)
class Line:
    """One promise, where it stands in a word and a sentence, and what may be said about it."""

    promise: Promise
    status: str
    said: str
    waits: bool
    ended: bool
    buttons: tuple[Button, ...]
    may_move: bool  # another day may be named

    @property
    def agree_to_day(self) -> bool:
        """Whether the other side named another day, which the viewer may name too."""
        return self.may_move and bool(self.promise.proposed_due) and not self.promise.proposed_by_me


def lines(items: Iterable[Promise]) -> Iterator[Line]:
    """Each promise as its page shows it."""
    return map(line, items)


def line(one: Promise) -> Line:
    """One promise as its page shows it."""
    return Line(
        promise=one,
        status="Day passed" if _passed(one) else STATUS[one.status],
        said=_said(one),
        waits=_waits(one),
        ended=one.status in OUTCOMES,
        buttons=tuple(_buttons(one)),
        may_move=_may_move(one),
    )


def _may_move(one: Promise) -> bool:
    # Once somebody said how it ended, that is what the two talk about.
    return one.status == "open" and "renegotiated" in one.open_moves


def _passed(one: Promise) -> bool:
    # That it was missed can be said after its day, and not before.
    return one.status == "open" and "missed" in one.open_moves


def _waits(one: Promise) -> bool:
    """Whether it is the viewer's turn: the other side spoke, or its day has passed."""
    if one.status in OUTCOMES:
        return False
    asked_to_move = one.proposed_due is not None and not one.proposed_by_me and _may_move(one)
    unanswered = bool(one.their_word) and not one.my_word
    return asked_to_move or unanswered or _passed(one)


def _buttons(one: Promise) -> Iterator[Button]:
    """What the other side said comes first, to say the same."""
    moves = [move for move in (*OUTCOMES, "disputed") if move in one.open_moves]
    theirs = one.their_word if one.their_word in OUTCOMES else ""
    for move in sorted(moves, key=lambda found: found != theirs):
        agrees = move == theirs
        label = f"I agree: {ENDED[move]}" if agrees else SAY[move]
        yield Button(move, label, agrees)


def _said(one: Promise) -> str:
    """Where it stands, in a sentence; '' where there is nothing to add."""
    return " ".join(filter(None, (_how_it_ended(one), _other_day(one))))


def _how_it_ended(one: Promise) -> str:
    other = one.other.label
    if one.status == "excused":
        return "It is no longer needed, and counts neither way."
    if one.status in OUTCOMES:
        return ""  # the status says it
    if one.status == "disputed":
        return f"{_both(one)} It counts neither way until you both say the same."
    if one.status == "open":
        return "Its day has passed: say how it ended." if _passed(one) else ""
    if not one.my_word:
        return f"{other} says: {ENDED[one.their_word]}. Do you say so, too?"
    if one.mine and one.my_word != "missed":
        return f"You say: {ENDED[one.my_word]}. It counts once {other} says so, too."
    return f"You say: {ENDED[one.my_word]}. It counts in 14 days, or once {other} says so, too."


def _both(one: Promise) -> str:
    words = {"You say": one.my_word, f"{one.other.label} says": one.their_word}
    return " ".join(f"{who}: {ENDED[word]}." for who, word in words.items() if word)


def _other_day(one: Promise) -> str:
    if one.proposed_due is None or one.status in OUTCOMES:
        return ""
    day = spelled(one.proposed_due)
    if one.proposed_by_me:
        return f"You named another day, {day}: it holds once {one.other.label} names it, too."
    return f"{one.other.label} names another day: {day}."
