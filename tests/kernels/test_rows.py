"""Do rows tell whose contacts lie where? By hand, on four people of whom one knows nobody."""

import numpy as np

from tests.worlds import rows_of

ROWS = rows_of([(0, 1, 0.5), (0, 3, 0.25), (1, 3, 1.0)], 4)


def test_the_contacts_of_one_person_are_hers_in_order():
    assert [ROWS.contacts(row).tolist() for row in range(4)] == [[1, 3], [0, 3], [], [0, 1]]


def test_what_lies_beside_the_contacts_is_found_by_their_span():
    assert ROWS.strength[ROWS.span(0)].tolist() == [0.5, 0.25]
    assert ROWS.strength[ROWS.span(2)].tolist() == []


def test_every_entry_has_its_owner():
    assert ROWS.owners().tolist() == [0, 0, 1, 1, 3, 3]


def test_spans_of_several_rows_come_row_after_row():
    where, count = ROWS.spans(np.array([3, 2, 0]))

    assert ROWS.indices[where].tolist() == [0, 1, 1, 3]
    assert count.tolist() == [2, 0, 2]


def test_no_rows_have_no_spans():
    where, count = ROWS.spans(np.array([], np.int64))

    assert (len(where), len(count)) == (0, 0)
