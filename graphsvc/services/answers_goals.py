"""What do the services answer about goals? Frozen values, the same for API, pages and CLI."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named, Reason


@dataclass(frozen=True)
class Goal:
    """What somebody aims for; without words where this viewer may know only that there is one."""

    id: str
    kind: str  # one of model.GOAL_KINDS
    text: str
    unit: str  # name of the unit it lies in, '' where none is named
    decided_by: Named | None
    on: date | None
    shared_with: tuple[Named, ...]  # who knows it besides her; told to herself alone
    may_change: bool


@dataclass(frozen=True)
class Goals:
    basis: Basis
    person: Named
    items: tuple[Goal, ...]
    may_add: bool
    none_because: str = ""  # a sentence whenever items is empty


@dataclass(frozen=True)
class Leading:
    """Somebody a goal leads to: who decides on it, or has done it."""

    person: Named
    role: str  # decides | has_done
    reason: Reason
    known: bool  # she has a tie to them; where not, it is a missing tie


@dataclass(frozen=True)
class Door:
    """Somebody to meet next, on the warmest way to one whom the goal leads to."""

    person: Named
    ask: Named | None  # whom she knows, and who would introduce her
    leads_to: Named
    odds: float  # that the whole way to them is passed on
    steps: int  # ties from her to them
    reason: Reason


@dataclass(frozen=True)
class Doors:
    basis: Basis
    person: Named
    goal: Goal
    decides: tuple[Leading, ...]
    has_done: tuple[Leading, ...]
    missing: tuple[Leading, ...]  # those of both she has no tie to
    next: tuple[Door, ...]  # at most two
    none_because: str = ""  # a sentence whenever next is empty
