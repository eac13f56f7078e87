"""Page /path: over whom do two people trust each other most, however long the way?"""

from dataclasses import dataclass

from graphsvc.api.problems import Problem
from graphsvc.errors import BadRequest
from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import Choice, choose
from graphsvc.pages.forms import in_words
from graphsvc.pages.meant import FEW, meant
from graphsvc.services.answers import Named
from graphsvc.services.answers_paths import TrustedPath
from graphsvc.services.people import entry_of

ACTION = "trace path"
FIELDS = {"to": "To whom"}


@dataclass(frozen=True)
class Sought:
    """The way to whom the field names, or several of that name to choose from."""

    way: TrustedPath | None = None
    several: tuple[Named, ...] = ()
    more: bool = False  # more of that name than are offered


def show_path(asked: Asked) -> Page:
    """The pickers of the two, and below them the way between them, tie by tie."""
    admit(asked, ACTION)
    choice = attempt(lambda: choose(asked, ACTION))
    person = asked.text("person") or asked.viewer.person_id or ""
    one = attempt(lambda: _one(asked, person))
    found = attempt(lambda: _sought(asked, person) if one.answer else Sought())
    problem = choice.problem or one.problem or _in_words(found.problem)
    shown = {
        "choice": choice.answer or Choice(),
        "one": one.answer,
        "to": asked.text("to"),
        "found": found.answer or Sought(),
        "problem": problem,
    }
    return Page("path.html", shown, problem.status if problem else 200)


def _one(asked: Asked, person: str) -> Named | None:
    """Where the way begins; None where nobody was picked yet."""
    if not person:
        return None
    view = asked.services.snapshots.at(asked.as_of)
    asked.services.policy.find(asked.viewer, ACTION, view=view, person_id=person)
    return entry_of(view, person)


def _sought(asked: Asked, person: str) -> Sought:
    text = asked.text("to")
    if not text:
        return Sought()
    people = meant(asked, text)
    if not people:
        expected = "the name or id of somebody in the directory"
        raise BadRequest([{"parameter": "to", "expected": expected}])
    if len(people) > 1:
        return Sought(several=people[:FEW], more=len(people) > FEW)
    other = people[0].id or ""
    return Sought(asked.services.paths.between(asked.viewer, person, other, as_of=asked.as_of))


def _in_words(problem: Problem | None) -> Problem | None:
    return problem and in_words(problem, FIELDS)
