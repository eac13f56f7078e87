"""Do ties become the rows that scipy makes of them, whatever their order and number?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array

from graphsvc.kernels.build import (
    directed_rows,
    tie_order,
    transposed,
    transposed_order,
    undirected_rows,
)
from graphsvc.kernels.rows import Rows

# One person, a bucket that is full or has one row more, several buckets and more than one digit.
SIZES = [1, 2, 5, 2_048, 2_049, 9_000]
strengths = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1e-30, 1e-46, -1.0])


@st.composite
def organisations(draw: st.DrawFn, *, twice: bool = False) -> tuple[int, list[tuple[int, int]]]:
    people = draw(st.sampled_from(SIZES))
    someone = st.integers(0, people - 1) | st.integers(0, min(people, 4) - 1)
    return people, draw(st.lists(st.tuples(someone, someone), max_size=30, unique=not twice))


def ends(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.array([pair[end] for pair in pairs], np.int64) for end in (0, 1))


def lists(rows: Rows) -> list[list]:
    return [column.tolist() for column in rows]


def by_scipy(people: int, pairs: list[tuple[int, int]], strength: list[float]) -> list[list]:
    """As scipy sorts them; it is given numbers from 1, so that ties of strength 0 stay."""
    source, target = ends(pairs)
    number = np.arange(1, len(pairs) + 1)
    found = coo_array((number, (source, target)), shape=(people, people)).tocsr()
    found.sort_indices()
    single = np.array([0.0, *strength], np.float32)[found.data]
    return [found.indptr.tolist(), found.indices.tolist(), single.tolist()]


def test_three_ties_lie_in_both_rows_in_rising_order():
    rows = undirected_rows(4, [3, 0, 1], [0, 1, 3], [0.25, 0.5, 1.0])

    assert lists(rows) == [
        [0, 2, 4, 4, 6],
        [1, 3, 0, 3, 0, 1],
        [0.5, 0.25, 0.5, 1.0, 0.25, 1.0],
    ]
    assert [column.dtype for column in rows] == [np.uint64, np.uint32, np.float32]
    assert not any(column.flags.writeable for column in rows)


@settings(deadline=None)
@given(organisations(), st.data())
def test_directed_rows_are_those_of_scipy(organisation, data):
    people, pairs = organisation
    strength = data.draw(st.lists(strengths, min_size=len(pairs), max_size=len(pairs)))
    some = [at for at, one in enumerate(strength) if np.float32(one) > 0]

    rows = directed_rows(people, *ends(pairs), strength)
    whole = directed_rows(people, *ends(pairs), strength, keep_zero=True)

    assert lists(whole) == by_scipy(people, pairs, strength)
    assert lists(rows) == by_scipy(
        people, [pairs[at] for at in some], [strength[at] for at in some]
    )


@settings(deadline=None)
@given(organisations(), st.data())
def test_undirected_rows_hold_each_tie_from_both_ends(organisation, data):
    people, pairs = organisation
    once = list(dict.fromkeys((min(pair), max(pair)) for pair in pairs))
    strength = data.draw(st.lists(strengths, min_size=len(once), max_size=len(once)))
    turned = [pair[::-1] if data.draw(st.booleans()) else pair for pair in once]
    back = [(b, a, one) for (a, b), one in zip(once, strength, strict=True) if a != b]

    rows = undirected_rows(people, *ends(turned), strength, keep_zero=True)

    assert lists(rows) == by_scipy(
        people,
        [*once, *(pair[:2] for pair in back)],
        [*strength, *(pair[2] for pair in back)],
    )


@settings(deadline=None)
@given(organisations(), st.randoms())
def test_the_order_in_which_ties_are_given_changes_nothing(organisation, chance):
    people, pairs = organisation
    strength = {pair: 1.0 + at for at, pair in enumerate(pairs)}
    shuffled = chance.sample(pairs, len(pairs))

    one, other = (
        directed_rows(people, *ends(order), [strength[pair] for pair in order])
        for order in (pairs, shuffled)
    )

    assert lists(one) == lists(other)


@settings(deadline=None)
@given(organisations())
def test_transposed_rows_read_the_other_way(organisation):
    people, pairs = organisation
    strength = [1.0 + at for at in range(len(pairs))]
    rows = directed_rows(people, *ends(pairs), strength)

    back = transposed(rows)
    order = transposed_order(rows.indptr, rows.indices)

    assert lists(back) == by_scipy(people, [pair[::-1] for pair in pairs], strength)
    assert lists(transposed(back)) == lists(rows)
    assert order.indptr.tolist() == back.indptr.tolist()
    assert order.target.tolist() == back.indices.tolist()
    assert rows.strength[order.position].tolist() == back.strength.tolist()


@settings(deadline=None)
@given(organisations(twice=True))
def test_ties_given_twice_lie_beside_each_other_as_they_were_given(organisation):
    people, pairs = organisation
    sorted_ = sorted(range(len(pairs)), key=lambda at: (*pairs[at], at))

    order = tie_order(people, *ends(pairs))

    assert order.position.tolist() == sorted_
    assert order.target.tolist() == [pairs[at][1] for at in sorted_]
    assert np.diff(order.indptr).sum() == len(pairs)
    once = order.once()
    first = [at for at in sorted_ if at == pairs.index(pairs[at])]
    assert once.position.tolist() == first
    assert once.target.tolist() == [pairs[at][1] for at in first]
    of_row = [pairs[at][0] for at in first]
    assert np.diff(once.indptr).tolist() == [of_row.count(row) for row in range(people)]


def test_millions_of_people_have_smaller_buckets():
    people, pairs = 5_000_000, [(4_999_999, 0), (1, 4_194_305), (1, 4_194_304), (1, 2), (70, 1)]

    rows = directed_rows(people, *ends(pairs), [1.0, 2.0, 3.0, 4.0, 5.0])

    assert rows.indices.tolist() == [2, 4_194_304, 4_194_305, 1, 0]
    assert rows.strength.tolist() == [4.0, 3.0, 2.0, 5.0, 1.0]
    assert np.flatnonzero(np.diff(rows.indptr)).tolist() == [1, 70, 4_999_999]
    assert rows.indptr[[1, 2, 71, -1]].tolist() == [0, 3, 4, 5]


def test_nobody_has_no_rows():
    rows = transposed(undirected_rows(0, [], [], []))

    assert lists(rows) == [[0], [], []]


@pytest.mark.parametrize("wrong", [-1, 3, 2**32])
def test_an_end_that_is_no_row_is_refused(wrong: int):
    for make in (undirected_rows, directed_rows):
        with pytest.raises(IndexError, match=f"rows are 0 to 2, not .*{wrong}"):
            make(3, [0, wrong], [1, 1], [1.0, 1.0])
    with pytest.raises(IndexError, match="rows are 0 to 2"):
        tie_order(3, [0], [wrong])


def test_more_rows_than_numbers_of_32_bits_are_refused():
    with pytest.raises(ValueError, match="more than 32 bits number"):
        tie_order(2**32 + 1, [0], [1])


@pytest.mark.parametrize(
    "columns", [([0, 1], [1], [1.0, 1.0]), ([0], [1], [1.0, 1.0]), ([0, 1], [1, 2], [1.0])]
)
def test_columns_of_different_length_are_refused(columns):
    with pytest.raises(ValueError, match="ties have"):
        directed_rows(3, *columns)
