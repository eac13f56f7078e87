"""How does a snapshot become the View of one day, under the mask of today?"""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

import numpy as np

from graphsvc.kernels import lists
from graphsvc.model import (
    INTRODUCTION_STATES,
    STRENGTH_VERSION,
    DenyMask,
    day_number,
    day_of,
    last_whole_week,
    week_end,
)
from graphsvc.snapshot.columns import (
    Derived,
    Facts,
    IntroductionColumns,
    PeopleColumns,
    Spans,
    Stored,
)
from graphsvc.snapshot.derive_goals import earlier_units, goals_of
from graphsvc.snapshot.history import history_of
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

_SILENT = [INTRODUCTION_STATES.index(one) for one in ("declined", "withdrawn", "expired")]
_MENTEE_AGREED = INTRODUCTION_STATES.index("mentee_agreed")
_BOTH_AGREED = INTRODUCTION_STATES.index("introducee_agreed")
# From the connector's yes on the introducee knows that she is asked.
_INTRODUCEE_KNOWS = [
    INTRODUCTION_STATES.index(one)
    for one in ("connector_agreed", "introducee_agreed", "handed_over", "met")
]


def default_as_of(facts: Facts, today: date) -> date:
    """The day after the last dated fact, never later than *today*.

    What is dated after today is a plan, not yet a fact.
    """
    days = facts.days.all
    known = int(np.searchsorted(days, day_number(today), side="right"))
    return min(day_of(int(days[known - 1])) + timedelta(days=1), today) if known else today


def derive(
    stored: Stored,
    as_of: date,
    *,
    deny: DenyMask | None = None,
    acts_before: date | None = None,
) -> View:
    """The View of *stored* before the day *as_of*, without what *deny* keeps out.

    Acts count that are dated before *acts_before*, if it is given.

    Of somebody who left the graph the row stays (rows are the same at every date), but it is
    absent, unnamed, in no fact, and its id is unknown.
    """
    facts, mask = stored.facts, mask_of(stored.facts.people, deny or DenyMask())
    rows = _rows(stored, as_of, mask)
    last_week = last_week_used(facts, as_of)
    history = history_of(facts, mask, last_whole_week(as_of))
    day, acts_before = day_number(as_of), acts_before or as_of
    acts_day = day_number(acts_before)
    people = _people(facts, day, mask)
    endorsements, about = _endorsements(facts, acts_day, mask)
    return View(
        snapshot=stored.name,
        identity=_identity(as_of, acts_before, deny or DenyMask()),
        key=stored.key,
        as_of=as_of,
        acts_before=acts_before,
        ties_until=None if last_week is None else week_end(last_week) - timedelta(days=1),
        stale=False,
        people=people,
        attention=rows.attention,
        attended=rows.attended,
        shares=rows.shares,
        ties=rows.ties,
        reciprocated=rows.reciprocated,
        tied=_still(rows.ties.indptr[1:] > rows.ties.indptr[:-1]),
        dated=rows.dated,
        endorsements=endorsements,
        about=about,
        mentorings=_mentorings(facts, acts_day, mask),
        introductions=_introductions(facts, acts_day, mask),
        goals=goals_of(facts, mask),
        earlier=earlier_units(facts.memberships, day, people.unit),
        topics=facts.words.topics,
        contacts_within=lru_cache(maxsize=4)(partial(contacts_within, facts, as_of, mask)),
        decayed=lru_cache(maxsize=4)(partial(decayed, facts, as_of, mask)),
        weeks_between=history.weeks,
        beside=history.beside,
    )


def _identity(as_of: date, acts_before: date, deny: DenyMask) -> Hashable:
    return as_of, acts_before, deny.people, deny.ties, STRENGTH_VERSION


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
    people = facts.people
    gone = frozenset(np.flatnonzero(mask.out).tolist())
    # NO_DAY is before every day: whoever never joined was always there.
    present = (people.joined < day) & ((people.left == NO_DAY) | (people.left >= day))
    return People(
        ids=PeopleIds(people.ids, people.rank, gone),
        names=people.names.without(gone),
        titles=people.titles.without(gone),
        present=_still(present & ~mask.out),
        level=_here(_levels(people, day), mask, NO_LEVEL),
        unit=_here(_last_other(facts.memberships, day, mask), mask, NOBODY),
        manager=_managers(facts.lines, day, mask),
        family=_here(people.family, mask, NOBODY),
        site=_here(people.site, mask, NOBODY),
        joined=_here(people.joined, mask, NO_DAY),
        left=_here(people.left, mask, NO_DAY),
        # Few, and looked at for everybody who is named.
        units=Units(facts.units.ids, list(facts.units.names), facts.units.parent),
        families=facts.words.families,
        sites=facts.words.sites,
    )


def _levels(people: PeopleColumns, day: int) -> Ints:
    """Of everybody with a history the last level before *day*; of others the one that is known."""
    if not len(people.levels):
        return people.level
    history = people.levels_start, people.levels_on, people.levels
    return lists.last_before(*history, people.level, day, NO_LEVEL)


def _last_other(spans: Spans, day: int, mask: Mask) -> Ints:
    """Of everybody the unit or manager that began last and holds on the day before *day*."""
    columns = spans.person, spans.other, spans.since, spans.until
    return lists.last_valid(*columns, lists=len(mask.out), day=day, never=NO_DAY)


def _managers(lines: Spans, day: int, mask: Mask) -> Ints:
    manager = _last_other(lines, day, mask)
    if mask.anybody:
        manager[mask.out | ((manager >= 0) & mask.out[manager])] = NOBODY
    return _still(manager)


def _endorsements(facts: Facts, day: int, mask: Mask) -> tuple[Endorsements, Ints]:
    """The acts, and beside them what each is about."""
    acts = facts.endorsements
    seen = _seen(acts.on < day, mask, acts.endorser, acts.endorsed)
    said = (acts.endorser, acts.endorsed, acts.kind, acts.on)
    *columns, about = _picked(seen, (*said, _past(acts.confirmed, day), acts.topic))
    return Endorsements(*columns), about


def _mentorings(facts: Facts, day: int, mask: Mask) -> Mentorings:
    spans = facts.mentoring
    seen = _seen(spans.since < day, mask, spans.person, spans.other)
    columns = (spans.other, spans.person, spans.since, _past(spans.until, day))
    return Mentorings(*_picked(seen, columns))


def _introductions(facts: Facts, day: int, mask: Mask) -> Introductions:
    found = facts.introductions
    past = np.flatnonzero((found.on < day) & (found.state >= 0))
    last = np.full(len(found.mentee), NOBODY, np.int64)
    # Moves lie in their order, so the last assignment is the current state.
    owner = owners(found.start)
    last[owner[past]] = past
    parties = (found.connector, found.mentee, found.introducee)
    seen = _seen(last >= 0, mask, *parties)
    connector, mentee, introducee = _picked(seen, parties)
    return Introductions(
        connector=connector,
        mentee=mentee,
        introducee=introducee,
        state=_still(found.state[last[seen]]),
        on=_still(found.on[last[seen]]),
        asked=_still(_asked(found, past, owner, last)[seen]),
    )


def _asked(found: IntroductionColumns, past: Any, owner: Any, last: Any) -> Ints:
    """By introduction, the day its introducee was asked: when the connector agreed, or later.

    Where it ended out of her and the connector's sight, the day of the end.
    """
    asked = np.full(len(found.mentee), NO_DAY, np.int32)
    # Backwards, so that the first such move is the one that stays.
    told = past[np.isin(found.state[past], _INTRODUCEE_KNOWS)][::-1]
    asked[owner[told]] = found.on[told]

    def reached(state: int) -> Any:
        flags = np.zeros(len(asked), np.bool_)
        flags[owner[past[found.state[past] == state]]] = True
        return flags

    out_of_sight = np.flatnonzero(reached(_MENTEE_AGREED) & ~reached(_BOTH_AGREED))
    ended = out_of_sight[np.isin(found.state[last[out_of_sight]], _SILENT)]
    asked[ended] = found.on[last[ended]]
    return asked


def _seen(past: Flags, mask: Mask, *parties: Ints) -> Flags:
    """Which of the *past* facts have nobody among their *parties* who left the graph."""
    if mask.anybody:
        for party in parties:
            past = past & ~((party >= 0) & mask.out[party])
    return past


def _past(days: Ints, day: int) -> Ints:
    """*days* as they were known before *day*; what comes later is NO_DAY."""
    known = days < day
    return days if known.all() else np.where(known, days, NO_DAY).astype(np.int32)


def _picked(seen: Flags, columns: Sequence[Ints]) -> list[Ints]:
    """What is *seen* of *columns*; the columns themselves, as they are mapped, if all is."""
    if seen.all():
        return [_still(one) for one in columns]
    return [_still(one[seen]) for one in columns]


def _here(column: Ints, mask: Mask, otherwise: int) -> Ints:
    """*column* with *otherwise* for whoever left the graph; not copied if nobody did."""
    if mask.anybody:
        column = np.where(mask.out, otherwise, column).astype(np.int32)
    return _still(column)


def _still(column: Any) -> Any:
    column = np.asarray(column)
    column.flags.writeable = False
    return column


def marked(view: View, *, stale: bool) -> View:
    """*view*, said to be older than the store or not."""
    return view if view.stale == stale else replace(view, stale=stale)
