"""What do the words of the graph mean: kinds, states, weeks, and the values rooms exchange?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

# The rungs of the ladder, low to high; an ENDORSED tie has one of them as its kind.
KINDS = ("advice", "feedback", "credit", "introduction", "opportunity", "advocacy")
# Who has a confirmed act of these kinds in the last 365 days has an active sponsor (a setting).
SPONSOR_KINDS = ("opportunity", "advocacy")
SPONSOR_DAYS = 365

# How much one contact of a source counts (docs: formats, strength/1).
SOURCES = {"mail": 1.0, "meeting": 3.0, "project": 2.0, "survey": 5.0, "other": 1.0}
STRENGTH_VERSION = "strength/1"
STRENGTH_HALF_LIFE_DAYS = 90.0
STRENGTH_HALF_POINT = 4.0
UNDATED_STRENGTH = 0.5

INTRODUCTION_STATES = (
    "proposed",
    "mentee_agreed",
    "connector_agreed",
    "introducee_agreed",
    "handed_over",
    "met",
    "declined",
    "withdrawn",
    "expired",
)
PROMISE_MOVES = ("made", "kept", "missed", "renegotiated", "late", "excused", "disputed")
GOAL_KINDS = ("role", "project", "skill", "unit")

WEEK_ZERO = date(1970, 1, 5)  # a Monday
DAY_ZERO = date(1970, 1, 1)


def week_of(day: date) -> int:
    """The number of the week *day* lies in: whole weeks since Monday 1970-01-05."""
    return (day - WEEK_ZERO).days // 7


@lru_cache(maxsize=10_000)
def week_end(week: int) -> date:
    """The Monday after week number *week*: the week has ended by every date from this one on."""
    return WEEK_ZERO + timedelta(days=7 * (week + 1))


def last_whole_week(as_of: date) -> int:
    """The number of the last week that ended by *as_of*."""
    return week_of(as_of) - 1


def day_number(day: date) -> int:
    """Days since 1970-01-01: how a date stands in a snapshot column."""
    return (day - DAY_ZERO).days


def day_of(number: int) -> date:
    """The date of a day number; the inverse of :func:`day_number`."""
    return DAY_ZERO + timedelta(days=number)


def source_of(feed: str) -> str:
    """The source of a feed: ``survey`` for ``survey.advice``."""
    return feed.partition(".")[0]


class SnapshotKey(NamedTuple):
    """What a snapshot was made from; two stores or a restored backup never share one."""

    store_id: str
    revision: int
    records_revision: int


@dataclass(frozen=True)
class Ledger:
    """The store's bookkeeping node. ``open_import`` names an unfinished import, or is None."""

    store_id: str
    revision: int
    open_import: str | None


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an import, where it is, and what was expected there.

    ``line`` and ``column`` are None where the problem is the file's as a whole. The value itself
    is left out: it may be somebody's name and ends up in logs.
    """

    file: str
    line: int | None
    column: str | None
    expected: str
    code: str


@dataclass(frozen=True)
class Coverage:
    """What an imported file speaks for: inside it, importing again replaces.

    ``first`` and ``last`` are the ends of the dates in the file (week edges for contacts), None
    where nothing is dated; ``undated`` says whether the file holds undated facts of this kind.
    """

    fact: str
    feed: str
    first: date | None
    last: date | None
    undated: bool


@dataclass(frozen=True)
class DenyMask:
    """Who and what records keep out of every snapshot in use, by the customer's ids.

    ``ties`` holds unordered pairs as (smaller id, larger id).
    """

    revision: int = 0
    people: frozenset[str] = frozenset()
    ties: frozenset[tuple[str, str]] = frozenset()
