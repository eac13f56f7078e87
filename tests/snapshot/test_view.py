"""Does a View say what a small organisation was on a day, computed by hand?"""

from datetime import date, timedelta

import numpy as np
import pytest

from graphsvc.model import INTRODUCTION_STATES, KINDS, DenyMask, day_number, week_end
from graphsvc.snapshot.view import NO_DAY, NO_LEVEL, NOBODY, View
from tests.worlds import AS_OF, person, weeks_ago, world


def ties_of(view: View, name: str) -> dict[tuple[str, str], float]:
    """The rows called *name* by pairs of ids."""
    return named(view, getattr(view, name))


def named(view: View, rows) -> dict[tuple[str, str], float]:
    ids, ends = view.people.ids, rows.indptr.astype(int)
    return {
        (ids[row], ids[int(other)]): float(rows.strength[at])
        for row in range(len(ids))
        for at in range(ends[row], ends[row + 1])
        for other in [rows.indices[at]]
    }


def row(view: View, person_id: str) -> int:
    return view.people.ids.row_of(person_id)


def test_strengths_follow_the_published_formula():
    view = world(
        ties=[
            ("ada", "ben", "mail", {weeks_ago(1): 4}),  # ended on the day: no decay
            ("ada", "cy", "meeting", {weeks_ago(1): 2}),  # 2 meetings of 3
            ("ben", "ada", "survey", 0.7),
            ("cy", "dot"),
        ]
    )

    # d = w / (w + 4)
    assert ties_of(view, "attention") == pytest.approx(
        {
            ("ada", "ben"): 4 / 8,
            ("ada", "cy"): 6 / 10,
            ("ben", "ada"): 0.7,
            ("cy", "dot"): 0.5,
        }
    )
    assert ties_of(view, "ties") == pytest.approx(
        {
            ("ada", "ben"): 0.6,
            ("ben", "ada"): 0.6,
            ("ada", "cy"): 0.3,
            ("cy", "ada"): 0.3,
            ("cy", "dot"): 0.25,
            ("dot", "cy"): 0.25,
        }
    )
    assert ties_of(view, "attended") == {
        (other, one): strength for (one, other), strength in ties_of(view, "attention").items()
    }
    ends = view.attention.indptr.astype(int)
    ada = view.shares[ends[row(view, "ada")] : ends[row(view, "ada") + 1]]
    assert ada == pytest.approx([0.5 / 1.1, 0.6 / 1.1])


def test_contacts_are_worth_half_after_ninety_days_and_feeds_of_a_pair_are_added():
    end = week_end(weeks_ago(1))
    view = world(
        ties=[
            ("ada", "ben", "mail", {weeks_ago(1): 6}),
            ("ada", "ben", "project", {weeks_ago(1): 5}),
        ],
        as_of=end + timedelta(days=90),
    )

    w = (6 * 1 + 5 * 2) / 2
    assert ties_of(view, "attention") == pytest.approx({("ada", "ben"): w / (w + 4)})


def test_only_weeks_that_have_ended_count():
    ties = [("ada", "ben", "mail", {weeks_ago(1): 4, weeks_ago(0): 8})]

    on_monday = world(ties=ties, as_of=AS_OF)
    on_sunday = world(ties=ties, as_of=AS_OF - timedelta(days=1))

    assert ties_of(on_monday, "attention") == {("ada", "ben"): 0.5}
    assert on_monday.ties_until == AS_OF - timedelta(days=1)
    assert ties_of(on_sunday, "attention") == {}
    assert on_sunday.ties_until is None
    assert not on_sunday.tied.any()
    assert not on_sunday.dated.any()


def test_a_tie_says_whether_it_goes_both_ways_and_is_dated():
    view = world(
        people=["ada", "ben", "cy", "dot", "eve"],
        ties=[
            ("ada", "ben", "mail", {weeks_ago(3): 1}),
            ("ben", "ada", "mail", {weeks_ago(9): 1}),
            ("ben", "cy"),
            ("cy", "dot", "mail", {weeks_ago(0): 1}),
        ],
    )

    both = dict(zip(ties_of(view, "ties"), view.reciprocated.tolist(), strict=True))
    assert both == {
        ("ada", "ben"): True,
        ("ben", "ada"): True,
        ("ben", "cy"): False,
        ("cy", "ben"): False,
    }
    assert view.tied.tolist() == [True, True, True, False, False]
    assert view.dated.tolist() == [True, True, False, False, False]


def test_a_week_lies_in_a_window_when_all_of_it_does():
    view = world(
        ties=[
            ("ada", "ben", "mail", {weeks_ago(4): 2, weeks_ago(5): 16, weeks_ago(0): 32}),
            ("ada", "ben", "meeting", {weeks_ago(1): 1}),
            ("ben", "ada", "survey", 0.9),
        ]
    )

    assert named(view, view.contacts_within(28)) == {("ada", "ben"): 3.0}
    assert named(view, view.contacts_within(27)) == {("ada", "ben"): 1.0}
    assert named(view, view.contacts_within(35)) == {("ada", "ben"): 19.0}
    assert named(view, view.contacts_within(6)) == {}


def test_decayed_contacts_count_either_way_and_undated_ties_keep_what_was_stated():
    view = world(
        ties=[
            ("ada", "ben", "mail", {weeks_ago(1): 4}),
            ("ben", "ada", "meeting", {weeks_ago(3): 8}),
            ("ben", "ada", "survey", 0.9),
            ("ben", "cy", "survey", 0.8),
        ]
    )

    found = named(view, view.decayed(14.0))
    assert found == pytest.approx(
        {("ada", "ben"): 8.0, ("ben", "ada"): 8.0, ("ben", "cy"): 0.4, ("cy", "ben"): 0.4}
    )


def test_people_are_as_they_were_the_day_before():
    day = date(2026, 3, 2)
    view_of = {
        offset: world(
            people=[
                person("ada", levels={None: 1, date(2026, 1, 1): 2, day: 3}),
                person("ben", level=4),
                person("cy", joined=day),
                person("dot", left=day),
                person("eve", levels={date(2027, 1, 1): 5}),
            ],
            memberships=[("ada", "old", None, day), ("ada", "new", day, None)],
            lines=[("ben", "ada", date(2026, 1, 1), day), ("ben", "cy", date(2026, 1, 2), None)],
            as_of=day + timedelta(days=offset),
        )
        for offset in (0, 1)
    }

    def said(offset: int, column: str) -> list[int]:
        people = view_of[offset].people
        return [int(getattr(people, column)[row(view_of[offset], one)]) for one in ("ada", "ben")]

    assert said(0, "level") == [2, 4]
    assert said(1, "level") == [3, 4]
    eve = row(view_of[0], "eve")
    assert view_of[0].people.level[eve] == NO_LEVEL
    units = [view_of[one].people.units.ids[said(one, "unit")[0]] for one in (0, 1)]
    assert units == ["old", "new"]
    assert said(0, "unit")[1] == NOBODY
    assert said(0, "manager")[1] == row(view_of[0], "cy")
    present = {
        offset: [bool(view.people.present[row(view, one)]) for one in ("ada", "cy", "dot")]
        for offset, view in view_of.items()
    }
    assert present == {0: [True, False, True], 1: [True, True, False]}


def test_acts_are_seen_from_the_day_after_and_undated_ones_always():
    day = date(2026, 3, 2)

    def at(as_of: date) -> View:
        return world(
            endorsements=[
                ("ada", "ben", "advocacy", day, day + timedelta(days=1)),
                ("cy", "ben", "credit"),
            ],
            mentorings=[("ada", "ben", None, day), ("ada", "cy", day, None)],
            introductions=[
                ("ada", "ben", "cy", [("proposed", day), ("declined", day + timedelta(days=1))]),
                (None, "cy", "dot", [("met", None)]),
            ],
            as_of=as_of,
        )

    before, after, later = (at(day + timedelta(days=one)) for one in (0, 1, 2))

    assert before.endorsements.kind.tolist() == [KINDS.index("credit")]
    assert after.endorsements.on.tolist() == [NO_DAY, day_number(day)]
    assert after.endorsements.confirmed.tolist() == [NO_DAY, NO_DAY]
    assert later.endorsements.confirmed.tolist() == [NO_DAY, day_number(day) + 1]
    assert before.mentorings.until.tolist() == [NO_DAY]
    assert after.mentorings.until.tolist() == [day_number(day), NO_DAY]
    states = [
        [INTRODUCTION_STATES[one] for one in view.introductions.state] for view in (before, after)
    ]
    assert states == [["met"], ["proposed", "met"]]
    assert before.introductions.connector.tolist() == [NOBODY]
    assert [INTRODUCTION_STATES[one] for one in later.introductions.state] == ["declined", "met"]


def test_rows_are_in_chart_order_then_as_they_came():
    view = world(
        people=[
            person("zoe"),
            person("gus", unit="sales"),
            person("fay", unit="storage"),
            person("eve", unit="platform"),
            person("dot", unit="sales"),
            person("cy", unit="network"),
        ],
        units={
            "sales": "company",
            "platform": "company",
            "storage": "platform",
            "network": "platform",
        },
    )

    assert list(view.people.ids) == ["eve", "cy", "fay", "gus", "dot", "zoe"]
    assert [view.people.units.names[one] for one in view.people.unit[:-1]] == [
        *("Platform", "Network", "Storage", "Sales", "Sales")
    ]


def test_units_that_are_part_of_each_other_still_have_an_order():
    view = world(
        people=[person("ada", unit="b"), person("ben", unit="a")], units={"a": "b", "b": "a"}
    )

    assert list(view.people.ids) == ["ben", "ada"]


def test_whoever_left_the_graph_keeps_a_row_and_nothing_else():
    view = world(
        people=[person("ada", unit="u", level=3), person("ben", unit="u", manager="ada")],
        ties=[("ada", "ben"), ("ben", "cy")],
        endorsements=[("ada", "ben", "credit"), ("ben", "cy", "credit")],
        mentorings=[("ben", "ada"), ("cy", "ben")],
        introductions=[("ada", "ben", "cy", [("proposed", None)])],
        deny=DenyMask(1, people=frozenset({"ada", "nobody"})),
    )

    with pytest.raises(KeyError):
        view.people.ids.row_of("ada")
    assert list(view.people.ids) == ["", "ben", "cy"]
    assert list(view.people.names) == ["", "Ben", "Cy"]
    assert view.people.present.tolist() == [False, True, True]
    assert view.people.level[0] == NO_LEVEL
    assert view.people.unit.tolist() == [NOBODY, 0, NOBODY]
    assert view.people.manager.tolist() == [NOBODY, NOBODY, NOBODY]
    assert ties_of(view, "attention") == {("ben", "cy"): 0.5}
    assert view.endorsements.endorser.tolist() == [1]
    assert view.mentorings.mentor.tolist() == [2]
    assert len(view.introductions.state) == 0


def test_a_hidden_tie_is_in_no_rows():
    view = world(
        ties=[
            ("ada", "ben", "mail", {weeks_ago(1): 1}),
            ("ben", "ada"),
            ("ada", "cy", "mail", {weeks_ago(1): 1}),
        ],
        deny=DenyMask(1, ties=frozenset({("ada", "ben"), ("ada", "nobody")})),
    )

    seen = {("ada", "cy"), ("cy", "ada")}
    assert set(ties_of(view, "ties")) == seen
    assert set(named(view, view.decayed(30.0))) == seen
    assert set(named(view, view.contacts_within(28))) == {("ada", "cy")}
    assert view.tied.tolist() == [True, False, True]


def test_a_tie_with_oneself_or_with_a_stranger_is_none():
    view = world(ties=[("ada", "ada"), ("ada", "ben")])

    assert ties_of(view, "attention") == {("ada", "ben"): 0.5}


def test_nothing_of_a_view_may_be_modified():
    view = world(people=[person("ada", level=1)], ties=[("ada", "ben")])
    arrays = [*view.attention, *view.attended, *view.ties, view.shares, view.reciprocated]
    arrays += [view.tied, view.dated, view.people.level, view.people.present, view.people.unit]
    arrays += [*view.contacts_within(28), *view.decayed(30.0), *view.endorsements]

    assert not any(one.flags.writeable for one in arrays)
    assert all(one.dtype == np.uint64 for one in (view.ties.indptr, view.attention.indptr))


def test_an_organisation_without_anybody_is_a_view_too():
    view = world()

    assert len(view.people.ids) == 0
    assert view.ties.indptr.tolist() == [0]
