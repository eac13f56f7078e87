"""Does what is passed on arrive where it should? By hand, and by the whole matrix."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.rows import Rows
from graphsvc.kernels.spreading import carried_in_all, carried_to, contacts_among, reached
from tests.kernels.networks import in_two_threads, networks, random_network, rows_in

# 0 - 1 - 2 - 3 and 1 - 3, tie by tie.
ROWS = Rows(
    np.array([0, 1, 4, 6, 8], np.uint64),
    np.array([1, 0, 2, 3, 1, 3, 1, 2], np.uint32),
    np.array([1.0, 1.0, 3.0, 0.5, 3.0, 2.0, 0.5, 2.0], np.float32),
)
EVERYBODY = np.ones(4, np.bool_)


def carrying(rows):
    """ln(1 + strength) of every tie, as a whole matrix."""
    matrix = np.zeros((rows.people, rows.people))
    matrix[rows.owners(), rows.indices] = np.log1p(rows.strength.astype(np.float64))
    return matrix


def tied(rows):
    matrix = np.zeros((rows.people, rows.people))
    matrix[rows.owners(), rows.indices] = 1.0
    return matrix


@st.composite
def questions(draw):
    """Rows, what each person sends, whom nothing reaches, and who is present."""
    rows = rows_in(draw(networks()))
    columns = (
        draw(st.lists(one, min_size=rows.people, max_size=rows.people))
        for one in (st.sampled_from([0.0, 0.25, 1.0]), st.booleans(), st.booleans())
    )
    sent, past, present = columns
    return rows, np.array(sent), np.array(past, np.bool_), np.array(present, np.bool_)


def test_what_several_send_adds_up_where_their_ties_lead():
    found = reached(ROWS, np.array([0, 2]), np.array([1.0, 0.5]), past=[], present=EVERYBODY)

    assert found.rows.tolist() == [1, 3]
    assert found.amounts.tolist() == [1.5, 0.5]


def test_nothing_reaches_who_is_past_or_absent_and_nobody_is_reached_by_nothing():
    present = np.array([True, True, True, False])
    found = reached(ROWS, np.array([1, 3]), np.array([1.0, 0.0]), past=[0], present=present)

    assert found.rows.tolist() == [2]
    assert found.amounts.tolist() == [1.0]


def test_a_tie_carries_the_logarithm_of_one_more_than_its_strength():
    found = carried_to(ROWS, np.array([1, 3]), np.array([1.0, 2.0]), at=np.array([2, 0]))

    assert found.tolist() == pytest.approx([log(4) + 2 * log(3), log(2)])


def test_contacts_and_what_they_carry_are_counted_among_those_present():
    present = np.array([True, False, True, True])

    assert contacts_among(ROWS, present).tolist() == [0, 3, 1, 1]
    assert carried_in_all(ROWS, present).tolist() == pytest.approx(
        [0.0, log(2) + log(4) + log(1.5), log(3), log(3)]
    )


@settings(max_examples=80, deadline=None)
@given(questions())
def test_all_is_as_by_the_whole_matrix(question):
    rows, sent, past, present = question
    senders = np.arange(rows.people)
    arrived = np.where(past | ~present, 0.0, sent @ tied(rows))

    found = reached(rows, senders, sent, past=np.flatnonzero(past), present=present)
    assert found.rows.tolist() == np.flatnonzero(arrived).tolist()
    np.testing.assert_allclose(found.amounts, arrived[found.rows])
    np.testing.assert_allclose(
        carried_to(rows, senders, sent, at=senders), sent @ carrying(rows), atol=1e-15
    )
    np.testing.assert_array_equal(contacts_among(rows, present), tied(rows) @ present)
    np.testing.assert_allclose(carried_in_all(rows, present), carrying(rows) @ present)


def test_two_threads_get_the_same_as_one():
    rows = rows_in(random_network(400, 4_000))
    everybody, senders = np.ones(400, np.bool_), np.arange(0, 400, 3)
    sent = 1.0 / (1.0 + senders)

    def ask():
        found = reached(rows, senders, sent, past=senders[:5], present=everybody)
        carried = carried_to(rows, senders, sent, at=found.rows)
        return found.rows.tobytes() + found.amounts.tobytes() + carried.tobytes()

    assert set(in_two_threads(ask)) == {ask()}
