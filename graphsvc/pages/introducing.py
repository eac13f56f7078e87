"""Page /introducing: which introductions have I a part in, and which of them wait for me?"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphsvc.errors import MoveRefused
from graphsvc.pages.asked import Asked, Page, admit, attempt, if_sent
from graphsvc.pages.forms import in_words
from graphsvc.pages.words import MOVES
from graphsvc.services.answers_introducing import IntroductionAct, IntroductionActs
from graphsvc.services.drafts import LANGUAGES
from graphsvc.services.introducing_ground import require_language

ACTION = "answer introductions"
FIELDS = {"language": "The language of the text"}
SOME, MOST = 20, 200
OPEN = ("proposed", "asked", "under_way", "agreed", "handed_over")


@dataclass(frozen=True)
class Part:
    """One introduction, and a text to start from where something is to be written.

    ``number`` is its place on the page: an id may hold what no name of an element may.
    """

    number: int
    act: IntroductionAct
    draft: str

    @property
    def waits(self) -> bool:
        return waits(self.act)

    @property
    def moves(self) -> tuple[str, ...]:
        """What there is a button for: to take back what one is asked is to say no to it."""
        found = self.act.moves_open
        return tuple(one for one in found if one != "withdraw" or "decline" not in found)

    @property
    def ended(self) -> bool:
        return self.act.status not in OPEN


def waits(act: IntroductionAct) -> bool:
    """Whether it is the viewer's turn: she is asked, or the next step is hers alone to make."""
    if act.status == "asked" or "hand_over" in act.moves_open:
        return True
    # Before the hand-over the two may meet, but the next step is the connector's.
    return "met" in act.moves_open and (act.status == "handed_over" or act.connector is None)


def show_introducing(asked: Asked) -> Page:
    """What waits for the viewer, what is under way, and what has ended; moves are sent here."""
    admit(asked, ACTION)
    moved = if_sent(asked, lambda: _move(asked))
    if moved.answer:
        return Page("", go=moved.answer)
    language = asked.language if asked.language in LANGUAGES else asked.prefers
    wrong = attempt(lambda: require_language(asked.language)).problem
    found = attempt(lambda: _mine(asked))
    parts = tuple(_parts(asked, found.answer, language)) if found.answer else ()
    problem = moved.problem or found.problem or (wrong and in_words(wrong, FIELDS))
    shown = {
        "found": found.answer,
        "waiting": [one for one in parts if one.waits],
        "under_way": [one for one in parts if not (one.waits or one.ended)],
        "ended": [one for one in parts if one.ended],
        "drafted": any(one.draft for one in parts),
        "problem": problem,
        "form": asked.values if asked.sent else {},
        "moves": MOVES,
        "most": MOST,
        "language": language,
        "languages_there": LANGUAGES,
    }
    return Page("introducing.html", shown, problem.status if problem else 200)


def _move(asked: Asked) -> str:
    """Make the move of the form; where to look next."""
    move = asked.text("move")
    outcome = asked.text("outcome") if move == "met" else ""
    asked.services.introducing.move(asked.viewer, asked.text("id"), move, outcome=outcome)
    return f"/introducing?done={move}"


def _mine(asked: Asked) -> IntroductionActs:
    limit = asked.whole("limit", SOME, 1, MOST)
    return asked.services.introducing.mine(asked.viewer, limit=limit)


def _parts(asked: Asked, found: IntroductionActs, language: str) -> Iterator[Part]:
    for number, act in enumerate(found.items, 1):
        yield Part(number, act, _draft(asked, act, language) if act.may_draft else "")


def _draft(asked: Asked, act: IntroductionAct, language: str) -> str:
    introducing = asked.services.introducing
    try:
        return introducing.draft(asked.viewer, act.id, language=language).text
    except MoveRefused:
        return ""  # somebody moved it meanwhile
