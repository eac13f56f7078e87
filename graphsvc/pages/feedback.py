"""Page /feedback: what would make this feedback something to act on, before it is given?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.forms import back, day_of, in_words, send
from graphsvc.pages.marked import Mark, Piece, pieces
from graphsvc.pages.partners import Partners, partners
from graphsvc.services.answers import Named
from graphsvc.services.answers_feedback import FeedbackCheck, FeedbackGiven
from graphsvc.services.feedback import LABELS, MOST_LETTERS
from graphsvc.services.people import entry_of

ACTION, GIVE = "check feedback", "give feedback"
FIELDS = {"text": "The feedback", "about": "Whom it is about", "on": "When you gave it"}
LATEST = 20  # of what was given
TRAITS, A_TRAIT = "not_only_traits", "a trait"


@dataclass(frozen=True)
class Checked:
    """What the text has and has not, and the text itself with the places marked."""

    check: FeedbackCheck
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Given:
    """Feedback that was given, and what was found in it."""

    about: Named
    on: date | None
    had: str


def show_feedback(asked: Asked) -> Page:
    """The field to write in, help with it, and the button that records that it was given."""
    admit(asked, ACTION)
    sent = send(asked, lambda: _give(asked) if asked.text("act") == "give" else "", FIELDS)
    if sent.answer:
        return Page("", go=sent.answer)
    about = attempt(lambda: _about(asked))
    checked = attempt(lambda: _check(asked))
    wrong = checked.problem and in_words(checked.problem, FIELDS)
    given = attempt(lambda: asked.services.feedback.mine(asked.viewer))
    problem = sent.problem or about.problem or wrong or given.problem
    shown = {
        "about": about.answer,
        "checked": checked.answer,
        "given": tuple(told(one) for one in given.answer.items[:LATEST]) if given.answer else (),
        "none_because": given.answer.none_because if given.answer else "",
        "latest": LATEST,
        "partners": attempt(lambda: partners(asked)).answer or Partners(),
        "today": asked.services.policy.clock().date(),
        "most": MOST_LETTERS,
        "problem": problem,
        "form": asked.values if asked.sent else {},
    }
    return Page("feedback.html", shown, problem.status if problem else 200)


def marks(check: FeedbackCheck) -> Iterator[Mark]:
    """Where each ingredient is; of the last one, the words that name a trait."""
    for one in check.ingredients:
        label = A_TRAIT if one.name == TRAITS else one.label
        for place in one.places:
            yield Mark(place.start, place.end, one.name, label)


def told(given: FeedbackGiven) -> Given:
    """What is kept of feedback, as its giver reads it."""
    had = ", ".join(label for name, (label, _) in LABELS.items() if given.counts.get(name))
    said = f"It had: {had}." if had else "None of the six was found in it."
    said = said if given.counts else "What it had is not known."  # imported without its counts
    return Given(given.about, given.on, said)


def _check(asked: Asked) -> Checked | None:
    text = asked.values.get("text", "")
    if not asked.sent or not text.strip():
        return None
    check = asked.services.feedback.check(asked.viewer, text)
    return Checked(check, pieces(text, marks(check)))


def _about(asked: Asked) -> Named | None:
    person = asked.text("person")
    if not person or person == asked.viewer.person_id:
        return None
    view = asked.services.snapshots.at(None)
    asked.services.policy.find(asked.viewer, GIVE, view=view, person_id=person)
    return entry_of(view, person)


def _give(asked: Asked) -> str:
    """Record that it was given; where to look next."""
    person, text = asked.text("person"), asked.values.get("text", "")
    asked.services.feedback.give(asked.viewer, person, text, on=day_of(asked, "on"))
    return back("/feedback", person, "feedback")
