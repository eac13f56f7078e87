"""How does a snapshot become the View of one day, under the mask of today?"""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

import numpy as np

from graphsvc.model import STRENGTH_VERSION, DenyMask, day_number, day_of, week_end
from graphsvc.snapshot.columns import Derived, Facts, PeopleColumns, Spans, Stored
from graphsvc.snapshot.mask import Mask, mask_of
from graphsvc.snapshot.ragged import owners
from graphsvc.snapshot.strengths import contacts_within, decayed, derived_rows, last_week_used
from graphsvc.snapshot.texts import PeopleIds
from graphsvc.snapshot.view import (
    NO_DAY,
    NO_LEVEL,
    NOBODY,
    Endorsements,
    Flags,
    Introductions,
    Ints,
    Mentorings,
    People,
    Units,
    View,
)


def default_as_of(facts: Facts, today: date) -> date:
    """The day after the last dated fact, never later than *today*.

    What is dated after today is a plan, not yet a fact.
    """
    known = facts.days.all[facts.days.all <= day_number(today)]
    return min(day_of(int(known[-1])) + timedelta(days=1), today) if len(known) else today


def derive(stored: Stored, as_of: date, *, deny: DenyMask | None = None) -> View:
    """The View of *stored* before the day *as_of*, without what *deny* keeps out.

    Of somebody who left the graph the row stays (rows are the same at every date), but it is
    absent, unnamed, in no fact, and its id is unknown.
    """
    facts, mask = stored.facts, mask_of(stored.facts.people, deny or DenyMask())
    rows = _rows(stored, as_of, mask)
    last_week = last_week_used(facts, as_of)
    return View(
        snapshot=stored.name,
        identity=_identity(as_of, deny or DenyMask()),
        key=stored.key,
        as_of=as_of,
        ties_until=None if last_week is None else week_end(last_week) - timedelta(days=1),
        stale=False,
        people=_people(facts, day_number(as_of), mask),
        attention=rows.attention,
        attended=rows.attended,
        shares=rows.shares,
        ties=rows.ties,
        reciprocated=rows.reciprocated,
        tied=_still(np.diff(rows.ties.indptr.astype(np.int64)) > 0),
        dated=rows.dated,
        endorsements=_endorsements(facts, day_number(as_of), mask),
        mentorings=_mentorings(facts, day_number(as_of), mask),
        introductions=_introductions(facts, day_number(as_of), mask),
        contacts_within=lru_cache(maxsize=4)(partial(contacts_within, facts, as_of, mask)),
        decayed=lru_cache(maxsize=4)(partial(decayed, facts, as_of, mask)),
    )


def _identity(as_of: date, deny: DenyMask) -> Hashable:
    return as_of, deny.people, deny.ties, STRENGTH_VERSION


def with_rows(stored: Stored, *, today: date) -> Stored:
    """*stored* with the rows of its default day."""
    day = default_as_of(stored.facts, today)
    nobody = mask_of(stored.facts.people, DenyMask())
    return replace(stored, derived_as_of=day, derived=derived_rows(stored.facts, day, nobody))


def _rows(stored: Stored, as_of: date, mask: Mask) -> Derived:
    if stored.derived is not None and stored.derived_as_of == as_of and mask.empty:
        return stored.derived
    return derived_rows(stored.facts, as_of, mask)


def _people(facts: Facts, day: int, mask: Mask) -> People:
    people, count = facts.people, len(facts.people.seq)
    here = ~mask.out
    joined = (people.joined == NO_DAY) | (people.joined < day)
    left = (people.left != NO_DAY) & (people.left < day)
    gone = frozenset(np.flatnonzero(mask.out).tolist())
    return People(
        ids=PeopleIds(people.ids, people.rank, gone),
        names=people.names.without(gone),
        titles=people.titles.without(gone),
        present=_still(here & joined & ~left),
        level=_where(here, _levels(people, day), NO_LEVEL),
        unit=_where(here, _last_other(facts.memberships, day, count), NOBODY),
        manager=_managers(facts.lines, day, mask),
        family=_where(here, people.family, NOBODY),
        site=_where(here, people.site, NOBODY),
        joined=_where(here, people.joined, NO_DAY),
        left=_where(here, people.left, NO_DAY),
        units=Units(facts.units.ids, facts.units.names, _plain(facts.units.parent)),
        families=facts.words.families,
        sites=facts.words.sites,
    )


def _levels(people: PeopleColumns, day: int) -> Ints:
    """Of everybody with a history the last level before *day*; of others the one that is known."""
    history = np.diff(people.levels_start) > 0
    level = np.where(history, NO_LEVEL, people.level).astype(np.int32)
    past = people.levels_on < day
    # Oldest first, so the last assignment to a row is the latest level.
    level[owners(people.levels_start)[past]] = people.levels[past]
    return level


def _going_on(spans: Spans, day: int) -> Flags:
    """Valid on the day before *day*; NO_DAY is before every day, and never an end."""
    return (spans.since < day) & ((spans.until == NO_DAY) | (spans.until >= day))


def _last_other(spans: Spans, day: int, count: int) -> Ints:
    valid = _going_on(spans, day)
    other = np.full(count, NOBODY, np.int32)
    # Spans are sorted by when they began, so the last assignment to a row began last.
    other[spans.person[valid]] = spans.other[valid]
    return other


def _managers(lines: Spans, day: int, mask: Mask) -> Ints:
    manager = _last_other(lines, day, len(mask.out))
    return _where(~mask.out & ~(mask.out[manager] & (manager >= 0)), manager, NOBODY)


def _endorsements(facts: Facts, day: int, mask: Mask) -> Endorsements:
    acts = facts.endorsements
    seen = (acts.on < day) & ~mask.out[acts.endorser] & ~mask.out[acts.endorsed]
    confirmed = np.where(acts.confirmed < day, acts.confirmed, NO_DAY)
    return Endorsements(
        *_picked(seen, (acts.endorser, acts.endorsed, acts.kind, acts.on, confirmed))
    )


def _mentorings(facts: Facts, day: int, mask: Mask) -> Mentorings:
    spans = facts.mentoring
    seen = (spans.since < day) & ~mask.out[spans.person] & ~mask.out[spans.other]
    until = np.where(spans.until < day, spans.until, NO_DAY)
    return Mentorings(*_picked(seen, (spans.other, spans.person, spans.since, until)))


def _introductions(facts: Facts, day: int, mask: Mask) -> Introductions:
    found = facts.introductions
    past = np.flatnonzero((found.on < day) & (found.state >= 0))
    last = np.full(len(found.mentee), NOBODY, np.int64)
    # Moves lie in their order, so the last assignment is the current state.
    last[owners(found.start)[past]] = past
    known = found.connector >= 0
    out = mask.out[found.mentee] | mask.out[found.introducee]
    seen = (last >= 0) & ~out & ~(known & mask.out[found.connector])
    parties = (found.connector, found.mentee, found.introducee)
    picked = _picked(seen, parties)
    return Introductions(*picked, *(_still(one[last[seen]]) for one in (found.state, found.on)))


def _picked(seen: Flags, columns: Sequence[Any]) -> list[Ints]:
    return [_still(np.asarray(one)[seen].astype(np.int32)) for one in columns]


def _where(here: Flags, column: Ints, otherwise: int) -> Ints:
    return _still(np.where(here, column, otherwise).astype(np.int32))


def _plain(column: Any) -> Any:
    return np.asarray(column)


def _still(column: Any) -> Any:
    column = np.asarray(column)
    column.flags.writeable = False
    return column


def marked(view: View, *, stale: bool) -> View:
    """*view*, said to be older than the store or not."""
    return view if view.stale == stale else replace(view, stale=stale)
