"""What does one snapshot say as of one day? Arrays by row; ids only at the edge."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.rows import Rows
from graphsvc.model import SnapshotKey
from graphsvc.snapshot.ragged import starts

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOBODY = -1  # a row, unit or code that is not there
NO_LEVEL = np.iinfo(np.int32).min
NO_DAY = np.iinfo(np.int32).min  # a day number that is not known: undated, never ended


class Ids(Protocol):
    """People's ids by row; ``row_of`` raises KeyError for an id that has no row."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...
    def __iter__(self) -> Iterator[str]: ...
    def row_of(self, person_id: str) -> int: ...


class Units(NamedTuple):
    """Units of the formal chart; ``parent`` is a position in these columns or NOBODY."""

    ids: Sequence[str]
    names: Sequence[str]
    parent: Ints


class People(NamedTuple):
    """Columns by row, as of the day. Text that is not known is ''."""

    ids: Ids
    names: Sequence[str]
    titles: Sequence[str]
    present: Flags  # joined by the day before, and not left by then
    level: Ints  # NO_LEVEL where unknown; higher is more senior
    unit: Ints  # position in Units, or NOBODY
    manager: Ints  # row of the manager, or NOBODY
    family: Ints  # code, or NOBODY
    site: Ints  # code, or NOBODY
    joined: Ints  # day number, or NO_DAY
    left: Ints  # day number, or NO_DAY
    units: Units
    families: Sequence[str]
    sites: Sequence[str]


class Endorsements(NamedTuple):
    """Acts dated before the day, or undated; by endorsed row, then day.

    ``confirmed`` is the day it was confirmed if that was before the as-of day, else NO_DAY;
    ``kind`` indexes model.KINDS.
    """

    endorser: Ints
    endorsed: Ints
    kind: Ints
    on: Ints
    confirmed: Ints


class Mentorings(NamedTuple):
    """Mentoring that began before the day; ``until`` is NO_DAY while it goes on."""

    mentor: Ints
    mentee: Ints
    since: Ints
    until: Ints

    def going_on(self, day: int, among: Longs | None = None) -> Flags:
        """Which of them, or of those at *among*, have not ended by the day of that number."""
        until = self.until if among is None else self.until[among]
        return (until == NO_DAY) | (until > day)


class Introductions(NamedTuple):
    """Introductions proposed before the day; ``state`` indexes INTRODUCTION_STATES."""

    connector: Ints  # NOBODY where none was named yet
    mentee: Ints
    introducee: Ints
    state: Ints
    on: Ints  # day of the current state
    # Day the introducee was asked; NO_DAY: not yet, or undated. After an end in silence, whether
    # she had been asked or not, that of the end: else it would tell who of two had said no.
    asked: Ints


class Goals(NamedTuple):
    """What people aim for, by their row, the latest first, undated ones last.

    All that are recorded, whatever their day: a goal is a wish of now, not a fact of the past. Who
    asks about another day looks at ``on``.
    """

    person: Ints
    kind: Ints  # indexes model.GOAL_KINDS
    text: Sequence[str]
    on: Ints  # NO_DAY where undated
    unit: Ints  # where it lies, a position in Units, or NOBODY
    decided_by: Ints  # row, or NOBODY


class Earlier(NamedTuple):
    """Units that people had left when they came to the one they are in; by person."""

    person: Ints
    unit: Ints


def row_of(people: People, person_id: str) -> int | None:
    """The row of a person; None for an id nobody has, or nobody any more."""
    try:
        return people.ids.row_of(person_id)
    except KeyError:
        return None


def flags_of(people: People, ids: Iterable[str]) -> Flags:
    """Who of *ids* is among the people, by row; ids without a row are passed over."""
    flags = np.zeros(len(people.ids), dtype=np.bool_)
    rows = (row_of(people, person_id) for person_id in ids)
    flags[[row for row in rows if row is not None]] = True
    return flags


@dataclass(frozen=True, eq=False)
class View:
    """One snapshot as it stood before the day ``as_of``; nothing in it may be modified.

    ``acts_before``: endorsements, mentoring and introductions count that are dated before it. That
    is ``as_of``, and tomorrow where today is asked about: what people did counts at once.

    ``attention``: row i, strength d_ij, "i gives attention to j". ``attended`` is its transpose:
    row j lists who gives attention to j. ``shares`` lies beside ``attention.indices``: p_ij, the
    share of i's attention that goes to j. ``ties``: undirected s_ij; ``reciprocated`` lies beside
    ``ties.indices``. ``about`` lies beside ``endorsements``: which of ``topics`` each is about, or
    NOBODY. ``tied``: has any tie; ``dated``: has a tie with dated contacts.
    ``contacts_within(days)``: directed counts (as strength) of the whole weeks that began at least
    on as_of - days and ended by as_of. ``decayed(half_life_days)``: undirected W_ij = sum of
    contacts either way * 0.5 ** (age / half-life); a tie without any dated contact counts with its
    stated strength s_ij. ``weeks_between(one, other)``, rows beside each other: where the weeks of
    each pair begin, and numbers of the weeks that ended by as_of with a contact of the two, either
    way and over any feed, ascending; a look at the pairs, not at all ties. ``beside(person, by,
    at)``: for each of the rows *at*, how often one of *by* addressed both of them in one week
    (kernels/beside.py). ``ties_until`` is the Sunday of the last week that any contact lies in,
    None without dated contacts.

    Ties of people who are not ``present`` are still there: they were worked. Of somebody who left
    the graph only the row is left, with '' as id and name, absent and without any tie or fact.

    ``acquainted(row)``: rows of whoever mentored or endorsed the one in that row, or the other way.

    ``identity`` is equal for views that hold the same, whether ``stale`` or not: the day, the mask
    and the formula beside the snapshot.
    """

    snapshot: str
    identity: Hashable
    key: SnapshotKey
    as_of: date
    acts_before: date
    ties_until: date | None
    stale: bool
    people: People
    attention: Rows
    attended: Rows
    shares: NDArray[np.float64]
    ties: Rows
    reciprocated: Flags
    tied: Flags
    dated: Flags
    endorsements: Endorsements
    about: Ints
    mentorings: Mentorings
    introductions: Introductions
    goals: Goals
    earlier: Earlier
    topics: Sequence[str]
    contacts_within: Callable[[int], Rows]
    decayed: Callable[[float], Rows]
    weeks_between: Callable[[Longs, Longs], tuple[Longs, Longs]]
    beside: Callable[[int, NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]

    def acquainted(self, row: int) -> Ints:
        start, others = self._acquaintances
        return others[start[row] : start[row + 1]]

    @cached_property
    def _acquaintances(self) -> tuple[Longs, Ints]:
        """Who is acquainted with the one in row i: others[start[i]:start[i + 1]]."""
        acts, mentorings = self.endorsements, self.mentorings
        one = np.concatenate([acts.endorser, mentorings.mentor])
        other = np.concatenate([acts.endorsed, mentorings.mentee])
        both = np.concatenate([one, other])
        start = starts(np.bincount(both, minlength=len(self.people.ids)))
        return start, np.concatenate([other, one])[np.argsort(both, kind="stable")]
