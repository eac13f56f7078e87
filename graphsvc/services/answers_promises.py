"""What do the services answer about promises? Frozen values, the same for API, pages and CLI."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named


@dataclass(frozen=True)
class PromiseMove:
    """One thing that was said; ``by`` is me, them, or '' where it is not known."""

    state: str  # one of model.PROMISE_MOVES
    on: date | None
    by: str
    due_on: date | None  # only of a new date


@dataclass(frozen=True)
class Promise:
    """A promise as one of its two people sees it; nobody else does."""

    id: str
    mine: bool  # the viewer made it; else it was made to the viewer
    other: Named
    text: str
    size: int  # 1 to 3, 0 where nobody said
    made_on: date | None
    due_on: date  # the date that holds
    status: str  # open | claimed | disputed | kept | late | missed | excused
    my_word: str  # how the viewer says it ended, '' where nothing was said
    their_word: str
    proposed_due: date | None  # a new date that one side named and the other not yet
    proposed_by_me: bool
    open_moves: tuple[str, ...]  # what the viewer may say now
    moves: tuple[PromiseMove, ...]


@dataclass(frozen=True)
class FollowThrough:
    """How what one person promised another ended. A range, never one number of a person."""

    person: Named  # who promised
    kept: int
    late: int
    missed: int
    low: float | None  # None before anything ended
    high: float | None
    covered: float  # how much of what is likely lies between low and high
    text: str


@dataclass(frozen=True)
class Promises:
    basis: Basis
    items: tuple[Promise, ...]  # the one that is due first before the others
    none_because: str = ""  # a sentence whenever items is empty


@dataclass(frozen=True)
class PromisesBetween:
    """What two people promised each other, for these two alone."""

    basis: Basis
    other: Named
    items: tuple[Promise, ...]
    i_kept: FollowThrough
    they_kept: FollowThrough
    none_because: str = ""  # a sentence whenever items is empty
