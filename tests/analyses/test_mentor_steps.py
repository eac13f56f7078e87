"""Do recorded facts, and only they, show which steps are done and which comes next?"""

from datetime import date

import pytest

from graphsvc.analyses.mentor_steps import STEPS, Fact, next_step, steps

DAY, LATER = date(2026, 1, 5), date(2026, 3, 2)


def test_without_facts_the_first_step_comes_next():
    found = steps([])

    assert [one.kind for one in found] == list(STEPS)
    assert not any(one.done for one in found)
    assert next_step(found) == "has_seen_the_work"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("feedback", "has_seen_the_work"),
        ("confirmed feedback", "has_seen_the_work"),
        ("goal", "knows_the_goal"),
        ("confirmed credit", "has_given_credit"),
        ("introduction", "has_introduced"),
        ("confirmed introduction", "has_introduced"),
        ("confirmed opportunity", "has_spoken_for"),
        ("confirmed advocacy", "has_spoken_for"),
    ],
)
def test_each_fact_shows_one_step(kind, shown):
    assert [one.kind for one in steps([Fact(kind, DAY)]) if one.done] == [shown]


@pytest.mark.parametrize("kind", ["credit", "advocacy", "confirmed advice"])
def test_what_nobody_confirmed_shows_nothing(kind):
    assert not any(one.done for one in steps([Fact(kind, DAY)]))


def test_the_first_dated_fact_comes_first_and_a_step_may_be_skipped():
    found = steps([Fact("goal", None), Fact("goal", LATER), Fact("goal", DAY)])

    assert [one.on for one in found[1].because] == [DAY, LATER, None]
    assert next_step(found) == "has_seen_the_work"


def test_after_the_last_there_is_none():
    assert next_step(steps([Fact(shown[0], DAY) for shown in STEPS.values()])) == ""
