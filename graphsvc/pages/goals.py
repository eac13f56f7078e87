"""What was sent about a goal, which units can be named, and where does each goal lead?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from graphsvc.errors import ActNotFound, BadRequest, Forbidden, PersonNotFound
from graphsvc.pages.asked import Asked
from graphsvc.pages.forms import back
from graphsvc.pages.meant import meant
from graphsvc.services.answers import Named
from graphsvc.services.answers_goals import Doors, Goal, Goals

Answer = TypeVar("Answer")
FIELDS = {
    "text": "What it is",
    "kind": "Kind",
    "unit": "Where it lies",
    "decided_by": "Who decides on it",
    "with": "Who shall know it",
}
MOST_UNITS = 300  # so many are offered while typing
FEW = 5  # so many of a name are told apart


@dataclass(frozen=True)
class Aim:
    """A goal and where it leads, None where this viewer may not see that."""

    goal: Goal
    doors: Doors | None


def aims(asked: Asked, goals: Goals) -> Iterator[Aim]:
    for goal in goals.items:
        yield Aim(goal, _doors(asked, goal.id))


def if_hers(question: Callable[[], Answer]) -> Answer | None:
    """The answer, None where this viewer may not have it: the page then goes without."""
    try:
        return question()
    except (Forbidden, PersonNotFound, ActNotFound):
        return None


def act_on_goal(asked: Asked) -> str:
    """Record, drop, share or take back; where to look next."""
    act = {"drop": _drop, "share": _share, "unshare": _unshare}.get(asked.text("act"), _set)
    return back("/mentee", asked.text("person"), act(asked))


def units_to_name(asked: Asked) -> tuple[str, ...]:
    """What the units are called, by name; none where there are too many to choose from."""
    units = asked.services.snapshots.at(None).people.units
    names = {name or one for one, name in zip(units.ids, units.names, strict=True)}
    return tuple(sorted(names)) if len(names) <= MOST_UNITS else ()


def _doors(asked: Asked, goal_id: str) -> Doors | None:
    return if_hers(lambda: asked.services.doors.find(asked.viewer, goal_id))


def _set(asked: Asked) -> str:
    unit, decided_by = asked.text("unit"), asked.text("decided_by")
    asked.services.goals.set(
        asked.viewer,
        asked.text("person"),
        asked.text("kind"),
        asked.text("text"),
        unit=_unit(asked, unit) if unit else None,
        decided_by=_one(asked, "decided_by") if decided_by else None,
    )
    return "goal"


def _drop(asked: Asked) -> str:
    asked.services.goals.drop(asked.viewer, asked.text("id"))
    return "dropped"


def _share(asked: Asked) -> str:
    other = _one(asked, "with")
    if other == asked.viewer.person_id:
        raise BadRequest([{"parameter": "with", "expected": "somebody other than you"}])
    asked.services.goals.share(asked.viewer, asked.text("id"), other)
    return "shared"


def _unshare(asked: Asked) -> str:
    asked.services.goals.unshare(asked.viewer, asked.text("id"), asked.text("with"))
    return "unshared"


def _one(asked: Asked, field: str) -> str:
    """The id of the one person whom a field means.

    Raises:
        BadRequest: nobody, or more than one.
    """
    found = meant(asked, asked.text(field))
    if len(found) == 1:
        return found[0].id or ""
    expected = "the name or id of somebody in the directory"
    if found:
        some = ", ".join(map(_told_apart, found[:FEW]))
        more = " and others" if len(found) > FEW else ""
        expected = f"one of {some}{more}; the id says which"
    raise BadRequest([{"parameter": field, "expected": expected}])


def _told_apart(one: Named) -> str:
    return f"{one.label} ({one.id})"


def _unit(asked: Asked, text: str) -> str:
    """The id of the unit that is called *text*, or has it as its id.

    Raises:
        BadRequest: none, or more than one.
    """
    units = asked.services.snapshots.at(None).people.units
    if text in units.ids:
        return text
    named = zip(units.ids, units.names, strict=True)
    found = [one for one, name in named if name.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    expected = f"one of the ids {', '.join(found[:FEW])}" if found else "the name or id of a unit"
    raise BadRequest([{"parameter": "unit", "expected": expected}])
