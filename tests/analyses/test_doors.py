"""Whom to meet next: are they the first strangers on the likeliest ways?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analyses.doors import Door, Way, doors, heads
from graphsvc.analyses.ranking import draw
from graphsvc.analyses.reporting import direct_reports

NO_LEVEL = np.iinfo(np.int32).min


def flags(*rows, people=10):
    known = np.zeros(people, np.bool_)
    known[list(rows)] = True
    return known


def found(ways, known, **options):
    return doors(ways, known, id_of=str, seed=1, **options)


def test_the_first_stranger_on_each_way_is_a_door_the_likeliest_first():
    ways = [Way((1, 4, 5), 0.1), Way((2, 6), 0.3), Way((1, 7), 0.2)]

    answer = found(ways, flags(1, 2))
    assert answer == [Door(6, 2, 6, 0.3, 2), Door(7, 1, 7, 0.2, 2), Door(4, 1, 5, 0.1, 3)]


def test_a_door_on_two_ways_is_one_door():
    ways = [Way((1, 4, 5), 0.3), Way((2, 4, 6), 0.2), Way((2, 8), 0.1)]

    assert [(one.row, one.target) for one in found(ways, flags(1, 2))] == [(4, 5), (8, 8)]


def test_several_who_are_known_may_lie_before_the_door():
    assert found([Way((1, 2, 3), 0.5)], flags(1, 2)) == [Door(3, 2, 3, 0.5, 3)]


def test_no_way_no_door():
    assert found([], flags()) == []


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True), st.floats(0, 1)
        ),
        max_size=8,
    ),
    st.sets(st.integers(1, 9), max_size=6),
)
def test_a_door_is_a_stranger_and_whom_to_ask_is_none(ways, known):
    led = [Way(tuple(rows), odds) for rows, odds in ways if rows[-1] not in known]
    answer = found(led, flags(*known))

    assert len(answer) == len({one.row for one in answer}) <= len(led)
    for one in answer:
        assert one.row not in known
        assert one.ask is None or one.ask in known
        assert one.target not in known
    if led:
        assert answer[0].odds >= max(way.odds for way in led) * (1 - 1e-9)


def test_heads_are_the_most_senior_managers_inside():
    manager = np.array([-1, 0, 0, 1, 1, 2, 5, 6], np.int32)
    level = np.array([9, 5, 5, 3, 1, 4, NO_LEVEL, 1], np.int32)

    # 0, 1, 2, 5 and 6 manage somebody; 0 is outside; 1 has more reports than 2.
    reports = direct_reports(manager, ~flags(people=8))
    inside = np.array([1, 2, 5, 6])
    assert heads(inside, reports[inside], level[inside], id_of=str, seed=1) == [1, 2, 5]
    assert heads(inside[:0], reports[:0], level[:0], id_of=str, seed=1) == []


def test_of_heads_alike_three_are_drawn_by_lot_among_all_of_them():
    reports, level = np.full(40, 2), np.full(40, 3, np.int32)
    reports[7] = 3

    found = heads(np.arange(40), reports, level, id_of=str, seed=1)

    assert found[0] == 7
    others = sorted((row for row in range(40) if row != 7), key=lambda row: draw(str(row), 1))
    assert found[1:] == others[:2]


def test_whoever_is_not_present_reports_to_nobody():
    manager = np.array([-1, 0, 0, 1], np.int32)

    assert direct_reports(manager, ~flags(2, people=4)).tolist() == [1, 1, 0, 0]
