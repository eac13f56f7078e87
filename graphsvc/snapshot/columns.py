"""Which columns does a snapshot keep on disk? Facts by row, before any as-of day is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.rows import Rows
from graphsvc.model import SnapshotKey
from graphsvc.snapshot.texts import Texts
from graphsvc.snapshot.view import Flags, Ints

Longs = NDArray[np.int64]


class PeopleColumns(NamedTuple):
    """By row. ``levels`` of row i, oldest first, lie at levels_start[i]:levels_start[i + 1]."""

    seq: Longs
    ids: Texts
    rank: Ints  # rows in the order of their ids
    names: Texts
    titles: Texts
    level: Ints  # today's, NO_LEVEL where unknown
    levels_start: Longs
    levels: Ints
    levels_on: Ints
    family: Ints
    site: Ints
    joined: Ints
    left: Ints


class UnitColumns(NamedTuple):
    """In the order of their ids."""

    ids: Texts
    names: Texts
    parent: Ints


class WordColumns(NamedTuple):
    """What codes stand for."""

    families: Texts
    sites: Texts
    topics: Texts


class Feed(NamedTuple):
    """Directed ties of one feed: those of row i lie at start[i]:start[i + 1], by target.

    ``stated`` is -1 where nothing was stated. Contacts of tie t are counted at
    week_start[t]:week_start[t + 1]; a tie without any week is undated.
    """

    start: Longs
    target: Ints
    stated: NDArray[np.float32]
    week_start: Longs
    weeks: Ints
    counts: Ints


class Spans(NamedTuple):
    """Memberships, lines and mentoring: from ``since`` on and before ``until``.

    By person, then since (undated first); of those that begin together the one with the smallest
    ``other`` is last. ``other`` is a unit, the manager, or the mentor of the person.
    """

    person: Ints
    other: Ints
    since: Ints
    until: Ints


class EndorsementColumns(NamedTuple):
    """By endorsed row, then day; ``topic`` is the code of a word, NOBODY where none was given."""

    endorser: Ints
    endorsed: Ints
    kind: Ints
    on: Ints
    confirmed: Ints
    topic: Ints


class IntroductionColumns(NamedTuple):
    """By mentee row; moves in their order lie at start[i]:start[i + 1]."""

    connector: Ints
    mentee: Ints
    introducee: Ints
    start: Longs
    state: Ints
    on: Ints


class PromiseColumns(NamedTuple):
    """By maker; moves lie at start[i]:start[i + 1], ``move`` indexes model.PROMISE_MOVES."""

    maker: Ints
    receiver: Ints
    size: Ints
    made: Ints
    due: Ints
    start: Longs
    move: Ints
    on: Ints


class GoalColumns(NamedTuple):
    """By the row of whoever aims for it, the latest first; as in the View of the same names."""

    person: Ints
    kind: Ints
    text: Texts
    on: Ints
    unit: Ints
    decided_by: Ints


class DayColumns(NamedTuple):
    """Every day something is dated on, ascending; a week's contacts count as of its Sunday."""

    all: Ints


class Derived(NamedTuple):
    """The rows of one as-of day, as in the View of the same names."""

    attention: Rows
    attended: Rows
    shares: NDArray[np.float64]
    ties: Rows
    reciprocated: Flags
    dated: Flags


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything a View is derived from, by row."""

    people: PeopleColumns
    units: UnitColumns
    words: WordColumns
    feeds: Mapping[str, Feed]
    memberships: Spans
    lines: Spans
    mentoring: Spans
    endorsements: EndorsementColumns
    introductions: IntroductionColumns
    promises: PromiseColumns
    goals: GoalColumns
    days: DayColumns
    left_out: Mapping[str, int] = field(default_factory=dict)  # facts that could not be used

    @property
    def ties(self) -> int:
        """Ties in the sense of (source, target, feed)."""
        return sum(len(feed.target) for feed in self.feeds.values())


@dataclass(frozen=True, eq=False)
class Stored:
    """A published snapshot: facts, what they were made from, and the rows of one day."""

    name: str
    key: SnapshotKey
    facts: Facts
    consistency: str = "exact"
    derived_as_of: date | None = None
    derived: Derived | None = None
