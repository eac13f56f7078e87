"""How does a test write down a small organisation and get the View of it, by the real build?

    view = world(
        people=["ada", person("ben", unit="storage", level=3, manager="ada")],
        ties=[
            ("ada", "ben", "mail", {weeks_ago(1): 4, weeks_ago(2): 1}),  # contacts by week
            ("ben", "ada", "survey", 0.7),  # undated, with a stated strength
            ("ben", "cy"),  # undated, feed "survey", strength 0.5
        ],
        units={"storage": "platform"},
        endorsements=[("ada", "ben", "advocacy", date(2026, 6, 1), date(2026, 6, 2))],
    )
    view.people.ids.row_of("ben")

Whoever is named anywhere and not listed in ``people`` is added after those listed. Rows are in
chart order (units depth first, people of no unit last, then as listed): look rows up by id.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from graphsvc.kernels.build import directed_rows, undirected_rows
from graphsvc.kernels.rows import Rows
from graphsvc.model import DenyMask, SnapshotKey, last_whole_week
from graphsvc.snapshot.build import build
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import derive
from graphsvc.snapshot.gather import COLUMNS, gather
from graphsvc.snapshot.view import NO_LEVEL, View

AS_OF = date(2026, 11, 23)  # a Monday: the week before it has just ended
KEY = SnapshotKey("world", 1, 1)


@dataclass(frozen=True)
class Someone:
    id: str
    name: str
    title: str
    unit: str | None
    level: int | None
    manager: str | None
    joined: date | None
    left: date | None
    levels: Mapping[date | None, int]
    family: str
    site: str


def person(
    id: str,
    *,
    name: str | None = None,
    title: str = "engineer",
    unit: str | None = None,
    level: int | None = None,
    manager: str | None = None,
    joined: date | None = None,
    left: date | None = None,
    levels: Mapping[date | None, int] | None = None,
    family: str = "",
    site: str = "",
) -> Someone:
    """Somebody; ``levels`` is the dated history, without it ``level`` holds at every date."""
    name = id.title() if name is None else name
    return Someone(id, name, title, unit, level, manager, joined, left, levels or {}, family, site)


def weeks_ago(number: int, as_of: date = AS_OF) -> int:
    """The number of the whole week that ended *number* - 1 weeks before *as_of* (1: the last)."""
    return last_whole_week(as_of) - number + 1


def rows_of(ties: Iterable[tuple[int, int, float]], people: int, *, directed: bool = False) -> Rows:
    """Rows of *ties* (row, row, strength); undirected unless said, each tie then named once."""
    named = list(ties)
    source, target = (np.array([one[end] for one in named], np.int64) for end in (0, 1))
    make = directed_rows if directed else undirected_rows
    return make(people, source, target, np.array([one[2] for one in named], np.float64))


def stored(
    people: Sequence[str | Someone] = (),
    ties: Sequence[tuple[Any, ...]] = (),
    *,
    units: Mapping[str, str | None] | None = None,
    memberships: Sequence[tuple[str, str, date | None, date | None]] = (),
    lines: Sequence[tuple[str, str, date | None, date | None]] = (),
    endorsements: Sequence[tuple[Any, ...]] = (),
    mentorings: Sequence[tuple[Any, ...]] = (),
    introductions: Sequence[tuple[Any, ...]] = (),
    promises: Sequence[tuple[Any, ...]] = (),
    goals: Sequence[tuple[Any, ...]] = (),
    name: str = "world",
    key: SnapshotKey = KEY,
) -> Stored:
    """The facts of a small organisation; see :func:`world`."""
    columns = exported(
        people,
        ties,
        units=units,
        memberships=memberships,
        lines=lines,
        endorsements=endorsements,
        mentorings=mentorings,
        introductions=introductions,
        promises=promises,
        goals=goals,
    )
    return Stored(name, key, build({query: gather(query, [columns[query]]) for query in columns}))


def world(
    people: Sequence[str | Someone] = (),
    ties: Sequence[tuple[Any, ...]] = (),
    *,
    units: Mapping[str, str | None] | None = None,
    memberships: Sequence[tuple[str, str, date | None, date | None]] = (),
    lines: Sequence[tuple[str, str, date | None, date | None]] = (),
    endorsements: Sequence[tuple[Any, ...]] = (),
    mentorings: Sequence[tuple[Any, ...]] = (),
    introductions: Sequence[tuple[Any, ...]] = (),
    promises: Sequence[tuple[Any, ...]] = (),
    goals: Sequence[tuple[Any, ...]] = (),
    as_of: date = AS_OF,
    deny: DenyMask | None = None,
    name: str = "world",
    key: SnapshotKey = KEY,
) -> View:
    """The View of a small organisation on *as_of*.

    Args:
        people: ids, or :func:`person`.
        ties: (source, target, feed, {week number: count}) or (source, target, feed, stated
            strength) or (source, target, feed) or (source, target).
        units: unit to the unit it is part of, or None; units people are in are added by themselves.
        memberships, lines: (person, unit or manager, since, until), besides those of people.
        endorsements: (endorser, endorsed, kind, on, confirmed on, topic); from the days on all may
            be left off.
        mentorings: (mentor, mentee, since, until); the days may be left off.
        introductions: (connector or None, mentee, introducee, [(state, on), ...]).
        promises: (by, to, made on, due on, [(move, on), ...]).
        goals: (person, kind, text, on, unit, decided by); from the day on all may be left off.
    """
    facts = stored(
        people,
        ties,
        units=units,
        memberships=memberships,
        lines=lines,
        endorsements=endorsements,
        mentorings=mentorings,
        introductions=introductions,
        promises=promises,
        goals=goals,
        name=name,
        key=key,
    )
    return derive(facts, as_of, deny=deny)


def exported(
    people: Sequence[str | Someone] = (),
    ties: Sequence[tuple[Any, ...]] = (),
    *,
    units: Mapping[str, str | None] | None = None,
    memberships: Sequence[tuple[str, str, date | None, date | None]] = (),
    lines: Sequence[tuple[str, str, date | None, date | None]] = (),
    endorsements: Sequence[tuple[Any, ...]] = (),
    mentorings: Sequence[tuple[Any, ...]] = (),
    introductions: Sequence[tuple[Any, ...]] = (),
    promises: Sequence[tuple[Any, ...]] = (),
    goals: Sequence[tuple[Any, ...]] = (),
) -> dict[str, dict[str, list[Any]]]:
    """What the snapshot queries would return for it, by query."""
    named = [one[:2] for one in (*ties, *lines, *endorsements, *mentorings, *promises)]
    named += [one[:3] for one in introductions] + [one[:1] for one in memberships]
    named += [(one[0], *one[5:]) for one in goals]
    everybody = _everybody(people, [one for found in named for one in found if one])
    seq = {one.id: number for number, one in enumerate(everybody)}
    in_units = [(one.id, one.unit, None, None) for one in everybody if one.unit] + [*memberships]
    under = [(one.id, one.manager, None, None) for one in everybody if one.manager] + [*lines]
    chart = dict.fromkeys(one[1] for one in in_units) | dict(units or {})
    chart = dict.fromkeys(one for one in chart.values() if one) | chart
    return {
        "people": _table("people", [_person(seq, one) for one in everybody]),
        "units": _table("units", [(one, one.title(), over or "") for one, over in chart.items()]),
        "memberships": _table("memberships", [(seq[a], b, *_days(c)) for a, b, *c in in_units]),
        "lines": _table("lines", [(seq[a], seq[b], *_days(c)) for a, b, *c in under]),
        "knows": _table("knows", [_tie(seq, *one) for one in ties]),
        "endorsed": _table(
            "endorsed",
            [
                (seq[a], seq[b], kind, *_days(c[:2]), "".join(c[2:]))
                for a, b, kind, *c in endorsements
            ],
        ),
        "mentors": _table("mentors", [(seq[a], seq[b], *_days(c)) for a, b, *c in mentorings]),
        "introductions": _table(
            "introductions",
            [
                (seq[a] if a else -1, seq[b], seq[c], *_moves(moves))
                for a, b, c, moves in introductions
            ],
        ),
        "promises": _table(
            "promises",
            [(seq[a], seq[b], 1, *_days([c, d]), *_moves(moves)) for a, b, c, d, moves in promises],
        ),
        "goals": _table("goals", [_goal(seq, *one) for one in goals]),
    }


def _everybody(people: Sequence[str | Someone], named: Iterable[str]) -> list[Someone]:
    listed = [person(one) if isinstance(one, str) else one for one in people]
    managers = [one.manager for one in listed if one.manager]
    known = {one.id for one in listed}
    others = dict.fromkeys(one for one in [*managers, *named] if one not in known)
    return [*listed, *(person(one) for one in others)]


def _person(seq: Mapping[str, int], one: Someone) -> tuple[Any, ...]:
    level = NO_LEVEL if one.level is None else one.level
    days = [on.isoformat() if on else "" for on in one.levels]
    history = level, list(one.levels.values()), days
    words = one.family, one.site
    return (
        seq[one.id],
        one.id,
        one.name,
        one.title,
        *history,
        *words,
        *_days([one.joined, one.left]),
    )


def _tie(seq: Mapping[str, int], source: str, target: str, *rest: Any) -> tuple[Any, ...]:
    feed, weekly = (*rest, None)[:2] if rest else ("survey", None)
    if isinstance(weekly, Mapping):
        history = -1.0, list(weekly), list(weekly.values())
    else:
        history = -1.0 if weekly is None else weekly, [], []
    return seq[source], seq[target], feed, *history


def _goal(
    seq: Mapping[str, int],
    person: str,
    kind: str,
    text: str,
    on: date | None = None,
    unit: str | None = None,
    decided_by: str | None = None,
) -> tuple[Any, ...]:
    decider = seq[decided_by] if decided_by else -1
    return seq[person], kind, text, _days([on])[0], unit or "", decider


def _days(days: Sequence[date | None]) -> list[str]:
    """Two ISO days, '' where there is none."""
    return [one.isoformat() if one else "" for one in (*days, None, None)[:2]]


def _moves(moves: Sequence[tuple[str, date | None]]) -> tuple[list[str], list[str]]:
    return [one[0] for one in moves], [one[1].isoformat() if one[1] else "" for one in moves]


def _table(query: str, rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    names = list(COLUMNS[query])
    assert all(len(one) == len(names) for one in rows), query
    return {name: [one[at] for one in rows] for at, name in enumerate(names)}
