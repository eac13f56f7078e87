"""Is long work cut into parts that cover it, and are rows that do not exist refused?"""

import numpy as np
import pytest

from graphsvc.kernels.parts import asked, parts


def test_parts_cover_everything_once_in_order():
    found = [range(10)[part] for part in parts(10, 4, None)]

    assert found == [range(4), range(4, 8), range(8, 10)]


def test_nothing_has_no_parts():
    assert list(parts(0, 4, None)) == []


def test_a_turn_follows_each_part_with_what_is_done_and_the_whole():
    turns = []
    begun = [
        (part.start, list(turns))
        for part in parts(5, 2, lambda done, all: turns.append((done, all)))
    ]

    assert begun == [(0, []), (2, [(2, 5)]), (4, [(2, 5), (4, 5)])]
    assert turns[-1] == (5, 5)


@pytest.mark.parametrize("rows", [[3], [0, -1], [0, 3]])
def test_rows_that_do_not_exist_are_refused(rows):
    with pytest.raises(IndexError, match="rows are 0 to 2"):
        asked(rows, 3)


def test_rows_are_taken_as_loops_want_them():
    found = asked(np.array([2, 0, 2], np.int32), 3)

    assert (found.dtype, found.flags.writeable, found.tolist()) == (np.int64, False, [2, 0, 2])
    assert asked([], 0).tolist() == []
