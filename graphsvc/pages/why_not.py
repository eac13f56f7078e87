"""Why is somebody not among the suggestions? A box on the pages that show some."""

from dataclasses import dataclass, replace

from graphsvc.api.problems import Problem
from graphsvc.errors import PersonNotFound
from graphsvc.pages.asked import Asked, attempt
from graphsvc.pages.meant import FEW, meant
from graphsvc.services.answers import Named
from graphsvc.services.answers_suggestions import WhyNot
from graphsvc.services.people import is_there


@dataclass(frozen=True)
class Wondered:
    """What was typed, and what there is to say: an answer, several to choose from, a problem."""

    text: str = ""
    answer: WhyNot | None = None
    several: tuple[Named, ...] = ()
    more: bool = False  # more of that name than are offered
    problem: Problem | None = None

    @property
    def status(self) -> int:
        return self.problem.status if self.problem else 200


def wondered(asked: Asked, person: str) -> Wondered:
    """The answer about whom the field names, beside the suggestions for *person*."""
    text = asked.text("why_not")
    if not text or asked.sent:
        return Wondered()
    found = _seen(asked, person, text)
    if len(found) > 1:
        return Wondered(text, several=found[:FEW], more=len(found) > FEW)
    # Whoever is suggested without a name is meant by a word of the answer.
    other = (found[0].id or text) if found else text
    told = attempt(
        lambda: asked.services.introductions.why_not(asked.viewer, person, other, as_of=asked.as_of)
    )
    return Wondered(text, told.answer, problem=told.problem and _in_words(told.problem))


def _seen(asked: Asked, person: str, text: str) -> tuple[Named, ...]:
    """Whom the text means, among those this viewer sees by name in an answer about *person*."""
    view = asked.services.snapshots.at(asked.as_of)
    ids = view.people.ids
    naming = asked.services.policy.naming(asked.viewer, view, about=ids.row_of(person))

    def seen(one: Named) -> bool:
        there = one.id is not None and is_there(view, one.id)
        return there and bool(naming.named[ids.row_of(one.id or "")])

    return meant(asked, text, seen)


def _in_words(problem: Problem) -> Problem:
    if problem.code != PersonNotFound.code:
        return problem
    said = "Nobody whom you see by name here has this name or id."
    return replace(problem, title="Please look again", detail=said)
