"""Are lists copied as Python copies them, and is what held last the last that began before?"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.lists import (
    distinct,
    largest_until,
    last_before,
    last_valid,
    looked_up,
    taken,
)

numbers = st.integers(-9, 9)
NEVER = -100


def laid_down(lists: list[list]) -> tuple[np.ndarray, np.ndarray]:
    start = np.cumsum([0, *(len(one) for one in lists)])
    return start, np.array([value for one in lists for value in one], np.int64)


def ints(*columns) -> list[np.ndarray]:
    return [np.array(column, np.int32) for column in columns]


@settings(deadline=None)
@given(st.lists(st.lists(numbers, max_size=4), min_size=1, max_size=6), st.data())
def test_lists_are_taken_in_any_order(lists, data):
    chosen = data.draw(st.permutations(range(len(lists))))[: data.draw(st.integers(0, 6))]
    start, values = laid_down(lists)

    begin, one, other = taken(start, np.array(chosen, np.int64), values, values + 50)

    assert [one[a:b].tolist() for a, b in zip(begin, begin[1:], strict=False)] == [
        lists[at] for at in chosen
    ]
    assert (other == one + 50).all()
    assert one.dtype == other.dtype == np.int32


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(numbers, numbers), max_size=4), max_size=6), numbers)
def test_the_last_value_before_a_day_holds(lists, day):
    lists = [sorted(one) for one in lists]
    start, on = laid_down([[when for when, _ in one] for one in lists])
    otherwise = [50 + at for at in range(len(lists))]

    found = last_before(
        start, *ints(on, [what for one in lists for _, what in one], otherwise), day, -50
    )

    past = [[what for when, what in one if when < day] for one in lists]
    assert found.tolist() == [
        seen[-1] if seen else -50 if one else other
        for one, seen, other in zip(lists, past, otherwise, strict=True)
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), numbers, numbers, st.just(NEVER) | numbers)), numbers)
def test_the_last_span_that_is_valid_the_day_before_holds(spans, day):
    expected = [-1] * 4
    for owner, value, since, until in spans:
        if since < day and (until == NEVER or until >= day):
            expected[owner] = value

    columns = ints(*([one[at] for one in spans] for at in range(4)))
    found = last_valid(*columns, lists=4, day=day, never=NEVER)

    assert found.tolist() == expected


@settings(deadline=None)
@given(st.lists(numbers), numbers)
def test_the_largest_up_to_a_limit_is_found(values, limit):
    expected = max((one for one in values if 0 <= one <= limit), default=-1)

    assert largest_until(*ints(values), limit, 10) == expected
    assert largest_until(*ints(values), limit, expected) == expected


def test_nothing_is_read_after_what_is_enough():
    assert largest_until(*ints([1, 4, 7, 9]), 8, 4) == 4


@settings(deadline=None)
@given(st.lists(numbers | st.sampled_from([-(2**31), 2**31 - 1])))
def test_different_values_are_each_told_once(values):
    found = distinct(*ints(values))

    assert found.tolist() == sorted(set(values))
    assert found.dtype == np.int32


def test_a_number_outside_the_table_has_no_entry():
    numbers = np.array([7, 5, 4, -1, 8, 2**62, -(2**62), 6], np.int64)

    assert looked_up(*ints([30, 31, 32]), 5, numbers).tolist() == [32, 30, -1, -1, -1, -1, -1, 31]
