"""Are the weeks of a pair those of the plain history, either way, over all feeds, until a day?"""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.model import DenyMask, week_end, week_of
from graphsvc.snapshot.derive import derive
from tests.snapshot.test_strengths import AS_OF, CAST, given_ties, masks
from tests.worlds import stored, weeks_ago, world

LAST = week_of(AS_OF) - 1


def weeks(view, one, other):
    row = view.people.ids.row_of
    return view.weeks_between(row(one), row(other)).tolist()


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

    for number, (one, other) in enumerate(permutations(CAST, 2)):
        gone = {one, other} & mask.people or (min(one, other), max(one, other)) in mask.ties
        expected = {
            week
            for (two, _), history in ties.items()
            if set(two) == {one, other} and isinstance(history, dict) and not gone
            for week in history
            if week <= LAST - ago
        }
        rows = CAST.index(one), CAST.index(other)
        assert view.weeks_between(*rows).tolist() == sorted(expected), number


def test_a_hidden_tie_and_a_person_who_left_have_no_weeks():
    ties = [("ada", "ben", "mail", {weeks_ago(1): 1}), ("ada", "cy", "mail", {weeks_ago(1): 1})]
    hidden = world(ties=ties, deny=DenyMask(1, frozenset(), frozenset({("ada", "ben")})))
    gone = stored(ties=ties)
    ada, ben, cy = (gone.facts.people.ids[row] for row in range(3))

    assert weeks(hidden, "ada", "ben") == []
    assert weeks(hidden, "ada", "cy") == [weeks_ago(1)]
    assert (ada, ben, cy) == ("ada", "ben", "cy")
    left = derive(gone, AS_OF, deny=DenyMask(1, frozenset({"ben"}), frozenset()))
    assert left.weeks_between(0, 1).tolist() == []
    assert left.weeks_between(0, 2).tolist() == [weeks_ago(1)]
