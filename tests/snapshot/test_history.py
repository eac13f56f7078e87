"""Are the weeks of a pair those of the plain history, either way, over all feeds, until a day?"""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.model import DenyMask, week_end, week_of
from graphsvc.snapshot.derive import derive
from tests.snapshot.test_strengths import AS_OF, CAST, given_ties, masks
from tests.worlds import stored, weeks_ago, world

LAST = week_of(AS_OF) - 1


def weeks(view, one, other):
    row = view.people.ids.row_of
    return of_rows(view, row(one), row(other))


def of_rows(view, one, other):
    start, found = view.weeks_between(np.array([one]), np.array([other]))
    assert start.tolist() == [0, len(found)]
    return found.tolist()


def test_contacts_of_both_ways_and_all_feeds_are_one_history():
    early, middle, late = (weeks_ago(number) for number in (30, 9, 2))
    view = world(
        ["ada", "ben", "cy"],
        [
            ("ada", "ben", "mail", {early: 2, late: 1}),
            ("ben", "ada", "mail", {late: 5}),
            ("ben", "ada", "meeting", {middle: 1}),
            ("ada", "cy", "mail", {weeks_ago(4): 1}),
            ("ben", "cy", "survey", 0.5),
        ],
    )

    assert weeks(view, "ada", "ben") == [early, middle, late]
    assert weeks(view, "ben", "ada") == [early, middle, late]
    assert weeks(view, "ben", "cy") == []
    assert weeks(view, "ada", "ada") == []


@settings(deadline=None, max_examples=100)
@given(given_ties, masks, st.integers(0, 1_000))
def test_the_weeks_are_those_of_the_plain_history(ties, mask, ago):
    day = week_end(LAST - ago)
    view = derive(
        stored(CAST, [(*two, feed, history) for (two, feed), history in ties.items()]),
        day,
        deny=mask,
    )

    pairs = list(permutations(CAST, 2))
    ones, others = np.array([[CAST.index(one) for one in pair] for pair in pairs]).T
    start, found = view.weeks_between(ones, others)
    for number, (one, other) in enumerate(pairs):
        gone = {one, other} & mask.people or (min(one, other), max(one, other)) in mask.ties
        expected = {
            week
            for (two, _), history in ties.items()
            if set(two) == {one, other} and isinstance(history, dict) and not gone
            for week in history
            if week <= LAST - ago
        }
        here = slice(start[number], start[number + 1])
        assert found[here].tolist() == sorted(expected), number


def plainly_beside(ties, person, by, until):
    """Who was addressed beside *person* by one of *by*, week by week and feed by feed."""
    found = dict.fromkeys(CAST, 0.0)
    rounds: dict[tuple, set] = {}
    for ((one, other), feed), history in ties.items():
        for week in history if isinstance(history, dict) and one in by else ():
            rounds.setdefault((one, feed, week), set()).add(other)
    for (_, _, week), met in rounds.items():
        for other in met - {person} if person in met and week <= until else ():
            found[other] += 0.5 ** (7 * (until - week) / 180) / (len(met) - 1)
    return [found[one] for one in CAST if one != person]


@settings(deadline=None, max_examples=100)
@given(given_ties, st.sampled_from(CAST), st.frozensets(st.sampled_from(CAST)), st.integers(0, 900))
def test_who_was_addressed_beside_her_is_that_of_the_plain_history(ties, person, by, ago):
    view = derive(
        stored(CAST, [(*two, feed, history) for (two, feed), history in ties.items()]),
        week_end(LAST - ago),
    )
    row = CAST.index(person)
    others = np.array([at for at in range(len(CAST)) if at != row])

    found = view.beside(row, np.array(sorted(map(CAST.index, by)), np.int64), others)

    assert found == pytest.approx(plainly_beside(ties, person, by, LAST - ago))


def test_hidden_ties_and_people_who_left_address_nobody():
    week = {weeks_ago(1): 1}
    ties = [("ada", "ben", "mail", week), ("ada", "cy", "mail", week)]
    ada, ben, cy = (np.array([row]) for row in range(3))

    assert world(ties=ties).beside(1, ada, cy).tolist() == [1.0]
    hidden = world(ties=ties, deny=DenyMask(1, frozenset(), frozenset({("ada", "cy")})))
    assert hidden.beside(1, ada, cy).tolist() == [0.0]
    assert hidden.beside(2, ada, ben).tolist() == [0.0]
    left = derive(stored(ties=ties), AS_OF, deny=DenyMask(1, frozenset({"ada"}), frozenset()))
    assert left.beside(1, ada, cy).tolist() == [0.0]


def test_a_hidden_tie_and_a_person_who_left_have_no_weeks():
    ties = [("ada", "ben", "mail", {weeks_ago(1): 1}), ("ada", "cy", "mail", {weeks_ago(1): 1})]
    hidden = world(ties=ties, deny=DenyMask(1, frozenset(), frozenset({("ada", "ben")})))
    gone = stored(ties=ties)
    ada, ben, cy = (gone.facts.people.ids[row] for row in range(3))

    assert weeks(hidden, "ada", "ben") == []
    assert weeks(hidden, "ada", "cy") == [weeks_ago(1)]
    assert (ada, ben, cy) == ("ada", "ben", "cy")
    left = derive(gone, AS_OF, deny=DenyMask(1, frozenset({"ben"}), frozenset()))
    assert of_rows(left, 0, 1) == []
    assert of_rows(left, 0, 2) == [weeks_ago(1)]
