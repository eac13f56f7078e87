"""Do need, novelty, load and a yes move people as they should, and nothing else does?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analyses.suggesting import (
    Around,
    Standing,
    Weights,
    around,
    load,
    novelty,
    placed,
    values,
)
from tests.analyses.networks import random_ties, ties

SHARES = st.floats(0, 1, allow_subnormal=False)
COLUMNS = st.lists(st.tuples(SHARES, SHARES, SHARES, SHARES), min_size=1, max_size=30)


def standing(rows):
    return Standing(*np.array(rows, np.float64).reshape(-1, 4).T)


def order(rows, limit=100, **options):
    found = placed(standing(rows), limit, id_of=str, seed=1, **options)
    return [one.place for one in found]


def test_where_nothing_is_known_the_order_by_contacts_stays():
    assert order([(0, 0, 0, 0)] * 5) == [1, 2, 3, 4, 5]
    assert order([(0, 0, 0, 0)] * 5, limit=2) == [1, 2]
    assert order([]) == []


def test_the_parts_by_hand():
    found = placed(standing([(0, 0.5, 0, 0), (0.4, 0, 1, 0.5)]), 2, id_of=str, seed=1)

    assert found[0].value == pytest.approx(1 / 62 * 1.4 * 1.05 * 0.75)
    assert found[1].value == pytest.approx(1 / 61 * 1.01)
    assert [(one.place, one.need, one.load) for one in found] == [(2, 0.4, 0.5), (1, 0, 0)]


def test_novelty_alone_moves_nobody_more_than_a_place_or_two_at_the_top():
    newcomers = [(0, float(one), 0, 0) for one in (0, 0, 1, 0, 1, 0)]

    assert order(newcomers) == [1, 3, 2, 5, 4, 6]


def test_whoever_decides_on_a_goal_comes_first_from_far_down():
    assert order([(0, 1, 1, 0)] * 50 + [(1, 0, 0, 0)])[0] == 51


@given(COLUMNS, st.integers(0, 29))
def test_more_need_novelty_or_a_yes_never_lowers_and_more_load_never_lifts(rows, which):
    which %= len(rows)
    for column, better in enumerate((1, 1, 1, 0)):
        moved = [list(row) for row in rows]
        moved[which][column] = better
        before, after = values(standing(rows)), values(standing(moved))
        assert after[which] >= before[which]
        assert np.array_equal(np.delete(after, which), np.delete(before, which))


@given(COLUMNS)
def test_everybody_keeps_a_value_and_stands_once(rows):
    found = order(rows)

    assert sorted(found) == list(range(1, len(rows) + 1))
    assert (values(standing(rows)) > 0).all()


@given(COLUMNS)
def test_without_weights_only_contacts_count(rows):
    assert order(rows, weights=Weights(0, 0, 0, 0)) == list(range(1, len(rows) + 1))


def test_novelty_is_the_mean_of_new_people_and_new_units():
    # a - b - c - d, c - e; b - f: within two steps of a are a, b, c, f.
    network = ties("a-b", "b-c", "c-d", "c-e", "b-f")
    unit = np.array([0, 0, 1, 1, 2, -1], np.int32)
    here = np.ones(6, np.bool_)
    known = around(network.rows, network.row("a"), present=here, unit=unit, units=3)

    assert [network.ids[row] for row in np.flatnonzero(known.reached)] == ["a", "b", "c", "f"]
    assert known.units.tolist() == [True, False, False]
    rows = np.array([network.row(one) for one in "cf"])
    found = novelty(network.rows, known, rows, present=here, unit=unit)
    # Of c's contacts b, d, e: d and e are new, and in units that are. Of f's only b.
    assert found == pytest.approx([(2 / 3 + 2 / 3) / 2, 0])


def test_whoever_is_gone_is_no_contact_that_is_gained():
    network = ties("a-b", "b-c", "c-d", "c-e")
    here = np.ones(5, np.bool_)
    here[network.row("e")] = False
    unit = np.full(5, -1, np.int32)
    known = around(network.rows, network.row("a"), present=here, unit=unit, units=0)

    found = novelty(network.rows, known, np.array([network.row("c")]), present=here, unit=unit)
    assert found == pytest.approx([1 / 2])


def test_novelty_as_plain_sets_have_it():
    network = random_ties(people=60, mean_contacts=4, seed=3)
    random = np.random.default_rng(1)
    unit = random.integers(-1, 5, len(network.ids)).astype(np.int32)
    here = random.random(len(network.ids)) < 0.9
    rows = np.flatnonzero(here)[:20]
    person = int(rows[0])
    near = {int(one) for one in network.rows.contacts(person) if here[one]}
    reached = {person} | near | {int(far) for one in near for far in network.rows.contacts(one)}
    units = {int(unit[one]) for one in near | {person}} - {-1}

    known = around(network.rows, person, present=here, unit=unit, units=5)
    found = novelty(network.rows, known, rows, present=here, unit=unit)

    for row, value in zip(rows, found, strict=True):
        contacts = [int(one) for one in network.rows.contacts(int(row)) if here[one]]
        fresh = [one not in reached for one in contacts]
        abroad = [unit[one] != -1 and int(unit[one]) not in units for one in contacts]
        mean = (np.mean(fresh) + np.mean(abroad)) / 2 if contacts else 0
        assert value == pytest.approx(mean)


def test_load_counts_the_quarter_before_the_day():
    who = np.array([0, 0, 1, 2, 2], np.int32)
    on = np.array([100, 109, 200, 199, np.iinfo(np.int32).min], np.int32)

    # The day is 200: 109 is 91 days before, 100 too long ago, 200 not yet known.
    assert load(who, on, 200, 4, 4).tolist() == [0.25, 0, 0.25, 0]


def test_around_somebody_without_ties_is_she_alone():
    network = ties("a-b", "c-d")
    nobody = np.zeros(4, np.bool_)
    known = around(network.rows, 0, present=nobody, unit=np.full(4, -1, np.int32), units=0)

    assert isinstance(known, Around)
    assert known.reached.tolist() == [True, False, False, False]
