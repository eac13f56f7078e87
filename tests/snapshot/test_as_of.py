"""Does every day give what plain Python computes fact by fact, whatever the organisation?"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.model import (
    GOAL_KINDS,
    INTRODUCTION_STATES,
    KINDS,
    SOURCES,
    DenyMask,
    day_number,
    week_end,
    week_of,
)
from graphsvc.snapshot.derive import derive
from graphsvc.snapshot.view import NO_DAY, NO_LEVEL, NOBODY, View
from tests.worlds import person, stored, world

FIRST = date(2026, 1, 1)
CAST = ["ada", "ben", "cy", "dot", "eve"]
days = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))
maybe = st.none() | days
someone = st.sampled_from(CAST)
pair = st.tuples(someone, someone).filter(lambda two: two[0] != two[1])
feeds = st.sampled_from(["mail", "meeting", "survey.advice", "project", "other"])
weekly = st.dictionaries(
    st.integers(week_of(FIRST) - 30, week_of(FIRST) + 17), st.integers(1, 40), min_size=1
)
strengths = st.none() | st.floats(0.0625, 1, width=32)
ties = st.dictionaries(st.tuples(pair, feeds), weekly | strengths, max_size=12)
spans = st.lists(st.tuples(someone, st.sampled_from(["u", "v", "w"]), maybe, maybe), max_size=8)
lines = st.lists(st.tuples(pair, maybe, maybe), max_size=8)
people = st.fixed_dictionaries(
    {
        one: st.fixed_dictionaries(
            {
                "joined": maybe,
                "left": maybe,
                "level": st.none() | st.integers(1, 9),
                "levels": st.dictionaries(maybe, st.integers(1, 9), max_size=3),
            }
        )
        for one in CAST
    }
)
topics = st.sampled_from(["", "Law", "Vorträge"])
acts = st.lists(st.tuples(pair, st.sampled_from(KINDS), maybe, maybe, topics), max_size=8)
moves = st.lists(st.tuples(st.sampled_from(INTRODUCTION_STATES), maybe), max_size=3)
introductions = st.lists(st.tuples(st.none() | someone, pair, moves), max_size=4)
goals = st.lists(
    st.tuples(
        someone,
        st.sampled_from(GOAL_KINDS),
        st.text(max_size=5),
        maybe,
        st.none() | st.sampled_from(["u", "v"]),
        st.none() | someone,
    ),
    max_size=6,
)
denied = st.tuples(st.frozensets(someone, max_size=2), st.frozensets(pair, max_size=3))


def past(day: date | None, as_of: date) -> bool:
    return day is None or day < as_of


def sure(day: date | None) -> int:
    return NO_DAY if day is None else day_number(day)


def expected_attention(given_ties: dict, as_of: date, seen: Any) -> dict[tuple[str, str], float]:
    weight: dict = defaultdict(float)
    said: dict = defaultdict(float)
    for ((one, other), feed), history in given_ties.items():
        if isinstance(history, dict):
            for week, count in history.items():
                if week_end(week) <= as_of:
                    age = (as_of - week_end(week)).days
                    weight[one, other] += SOURCES[feed.split(".")[0]] * count * 0.5 ** (age / 90)
        else:
            said[one, other] = max(said[one, other], 0.5 if history is None else history)
    found = {two: max(weight[two] / (weight[two] + 4), said[two]) for two in {*weight, *said}}
    return {two: strength for two, strength in found.items() if seen(*two)}


def last_other(found: list, who: str, as_of: date, place: dict[str, int]) -> str | None:
    """Of those valid the day before, the one that began last, then the first in the chart."""
    valid = [
        (sure(since), -place[other], other)
        for one, other, since, until in found
        if one == who and past(since, as_of) and (until is None or until >= as_of)
    ]
    return max(valid)[2] if valid else None


def expected_person(what: dict, as_of: date) -> tuple[bool, int]:
    present = (what["joined"] is None or what["joined"] < as_of) and not (
        what["left"] is not None and what["left"] < as_of
    )
    history = sorted(what["levels"].items(), key=lambda one: sure(one[0]))
    levels = [level for day, level in history if past(day, as_of)]
    if history:
        return present, levels[-1] if levels else NO_LEVEL
    return present, NO_LEVEL if what["level"] is None else what["level"]


def rows_by_id(view: View, rows: Any) -> dict[tuple[str, str], float]:
    ends = rows.indptr.tolist()
    return {
        (view.people.ids[row], view.people.ids[other]): strength
        for row in range(len(view.people.ids))
        for other, strength in zip(
            rows.indices[ends[row] : ends[row + 1]].tolist(),
            rows.strength[ends[row] : ends[row + 1]].tolist(),
            strict=True,
        )
    }


def check_ties(view: View, attention: dict[tuple[str, str], float]) -> None:
    assert rows_by_id(view, view.attention) == pytest.approx(attention, rel=1e-6)
    undirected: dict = defaultdict(float)
    totals: dict = defaultdict(float)
    for (one, other), strength in attention.items():
        undirected[one, other] += strength / 2
        undirected[other, one] += strength / 2
        totals[one] += strength
    ties = rows_by_id(view, view.ties)
    assert ties == pytest.approx(undirected, rel=1e-6)
    both = {two for two, way in zip(ties, view.reciprocated.tolist(), strict=True) if way}
    assert both == {two for two in attention if two[::-1] in attention}
    shares = dict(zip(rows_by_id(view, view.attention), view.shares.tolist(), strict=True))
    assert shares == pytest.approx({two: attention[two] / totals[two[0]] for two in attention})


def check_acts(view: View, given_acts: list, out: frozenset[str]) -> None:
    names, as_of = view.people.ids, view.as_of
    assert sorted(
        (names[int(a)], names[int(b)], KINDS[int(k)], int(on), int(confirmed), _text(view, topic))
        for a, b, k, on, confirmed, topic in zip(*view.endorsements, view.about, strict=True)
    ) == sorted(
        (*two, kind, sure(on), sure(confirmed) if past(confirmed, as_of) else NO_DAY, topic)
        for two, kind, on, confirmed, topic in given_acts
        if past(on, as_of) and not out & {*two}
    )


def _text(view: View, topic: int) -> str:
    return view.topics[topic] if topic != NOBODY else ""


def check_goals(view: View, given_goals: list, out: frozenset[str]) -> None:
    names, units = view.people.ids, view.people.units.ids
    found = [
        (
            names[int(one)],
            -int(on),
            (GOAL_KINDS[kind], text, unit != NOBODY and units[unit], by != NOBODY and names[by]),
        )
        for one, kind, text, on, unit, by in zip(*view.goals, strict=True)
    ]
    # By person and the latest first; those of one day as they were sent.
    assert found == sorted(
        (
            (who, -sure(on), (kind, text, unit or False, (by not in out and by) or False))
            for who, kind, text, on, unit, by in given_goals
            if who not in out
        ),
        key=lambda one: (names.row_of(one[0]), one[1]),
    )


def check_earlier(view: View, given_spans: list, as_of: date, out: frozenset[str]) -> None:
    units = {"u": 0, "v": 1, "w": 2}
    expected = set()
    for one in set(CAST) - out:
        here = last_other(given_spans, one, as_of, units)
        came = max(
            (
                sure(since)
                for who, unit, since, until in given_spans
                if (who, unit) == (one, here)
                and past(since, as_of)
                and (until is None or until >= as_of)
            ),
            default=NO_DAY,
        )
        expected |= {
            (one, unit)
            for who, unit, _, until in given_spans
            if who == one and here not in (None, unit) and until and sure(until) <= came
        }
    names, ids = view.people.ids, view.people.units.ids
    person, left = (one.tolist() for one in view.earlier)
    assert person == sorted(person)
    assert {(names[a], ids[b]) for a, b in zip(person, left, strict=True)} == expected


def check_mentorings(view: View, given_lines: list, out: frozenset[str]) -> None:
    names, as_of = view.people.ids, view.as_of
    assert {
        (names[int(a)], names[int(b)], int(since), int(until))
        for a, b, since, until in zip(*view.mentorings, strict=True)
    } == {
        (a, b, sure(since), sure(until) if past(until, as_of) else NO_DAY)
        for a, b, since, until in given_lines
        if past(since, as_of) and not out & {a, b}
    }


def asked_on(seen: list) -> int:
    states, silent = [state for state, _ in seen], {"declined", "withdrawn", "expired"}
    if states[-1] in silent and "mentee_agreed" in states and "introducee_agreed" not in states:
        return sure(seen[-1][1])
    knows = ("connector_agreed", "introducee_agreed", "handed_over", "met")
    return next((sure(on) for state, on in seen if state in knows), NO_DAY)


def check_introductions(view: View, given_introductions: list, out: frozenset[str]) -> None:
    names, as_of = view.people.ids, view.as_of
    assert sorted(
        (names[int(a)] if a != NOBODY else "", names[int(b)], names[int(c)], *map(int, told))
        for a, b, c, *told in zip(*view.introductions, strict=True)
    ) == sorted(
        (by or "", *two, INTRODUCTION_STATES.index(seen[-1][0]), sure(seen[-1][1]), asked_on(seen))
        for by, two, found in given_introductions
        for seen in [[move for move in found if past(move[1], as_of)]]
        if seen and not out & {by, *two}
    )


@settings(max_examples=100, deadline=None)
@given(people, ties, spans, lines, acts, introductions, goals, denied, days)
def test_a_view_is_what_plain_python_says(
    of_people,
    given_ties,
    given_spans,
    given_lines,
    given_acts,
    given_introductions,
    given_goals,
    mask,
    as_of,
):
    out = mask[0]
    hidden = frozenset((min(two), max(two)) for two in mask[1])
    under = [(*two, since, until) for two, since, until in given_lines]
    whole = stored(
        people=[person(one, **of_people[one]) for one in CAST],
        ties=[(*two, feed, history) for (two, feed), history in given_ties.items()],
        memberships=given_spans,
        lines=under,
        endorsements=[(*two, *rest) for two, *rest in given_acts],
        mentorings=under,
        introductions=[(by, *two, found) for by, two, found in given_introductions],
        goals=given_goals,
        units=dict.fromkeys("uvw"),
    )
    view = derive(whole, as_of, deny=DenyMask(1, out, hidden))

    def open_between(one: str, other: str) -> bool:
        return not out & {one, other} and (min(one, other), max(one, other)) not in hidden

    check_ties(view, expected_attention(given_ties, as_of, open_between))
    check_acts(view, given_acts, out)
    check_mentorings(view, under, out)
    check_introductions(view, given_introductions, out)
    check_goals(view, given_goals, out)
    check_earlier(view, given_spans, as_of, out)
    row_of = {one: row for row, one in enumerate(whole.facts.people.ids)}
    for one in set(CAST) - out:
        row, columns = row_of[one], view.people
        told = bool(columns.present[row]), int(columns.level[row])
        assert told == expected_person(of_people[one], as_of)
        unit, manager = int(columns.unit[row]), int(columns.manager[row])
        assert (columns.units.ids[unit] if unit != NOBODY else None) == last_other(
            given_spans, one, as_of, {"u": 0, "v": 1, "w": 2}
        )
        boss = last_other(under, one, as_of, row_of)
        assert manager == (NOBODY if boss is None or boss in out else row_of[boss])


@settings(max_examples=100, deadline=None)
@given(ties, days, st.integers(0, 100), st.sampled_from([7.0, 30.0]))
def test_windows_and_decay_are_what_plain_python_says(given_ties, as_of, window, half_life):
    view = world(
        people=CAST,
        ties=[(*two, feed, history) for (two, feed), history in given_ties.items()],
        as_of=as_of,
    )
    counted: dict = defaultdict(float)
    decayed: dict = defaultdict(float)
    said: dict = defaultdict(float)
    for (two, _), history in given_ties.items():
        if not isinstance(history, dict):
            said[two] = max(said[two], 0.5 if history is None else history)
            continue
        for week, count in history.items():
            begin, end = week_end(week) - timedelta(days=7), week_end(week)
            if end <= as_of:
                for way in (two, two[::-1]):
                    decayed[way] += count * 0.5 ** ((as_of - end).days / half_life)
                if begin >= as_of - timedelta(days=window):
                    counted[two] += count
    half = {
        way: (said.get(two, 0) + said.get(two[::-1], 0)) / 2
        for two in said
        for way in (two, two[::-1])
    }

    assert rows_by_id(view, view.contacts_within(window)) == counted
    assert rows_by_id(view, view.decayed(half_life)) == pytest.approx({**half, **decayed}, rel=1e-5)


def test_one_organisation_can_be_asked_about_every_day():
    history = {week_of(FIRST) + number: 1 for number in range(10)}
    seen = [
        len(
            world(ties=[("ada", "ben", "mail", history)], as_of=FIRST + timedelta(days=day)).ties[1]
        )
        for day in range(12)
    ]

    # The first week ends on Monday the 5th.
    assert seen == [0] * 4 + [2] * 8
