"""Do numbers and days read as people write them?"""

from datetime import date

import pytest

from graphsvc.access.viewer import Viewer
from graphsvc.errors import BadRequest
from graphsvc.pages import words
from graphsvc.pages.asked import Asked
from graphsvc.settings import Settings


def test_a_share_is_whole_percent_where_that_is_enough():
    assert [words.percent(one) for one in (0.0, 0.17, 0.5, 1.0)] == ["0%", "17%", "50%", "100%"]


def test_a_small_share_keeps_a_digit():
    assert [words.percent(one) for one in (0.034, 0.03, 0.0004)] == ["3.4%", "3%", "under 0.1%"]


def test_what_is_not_defined_is_said_and_never_a_zero():
    unknown = [words.percent(None), words.points(None), words.number(None), words.p_value(None)]

    assert unknown == ["not known"] * 4
    assert words.day(None) == "not known"


def test_a_difference_has_a_sign_and_a_real_minus():
    assert [words.points(one) for one in (0.182, -0.0949, 0.0)] == ["+18.2", "−9.5", "0.0"]


def test_a_p_value_promises_no_more_digits_than_it_has():
    assert [words.p_value(one) for one in (0.0374, 0.5, 0.0000004)] == [
        "0.037",
        "0.5",
        "under 0.001",
    ]


def test_figures_are_grouped_and_fractions_have_three_digits():
    found = [words.number(one) for one in (7, 12345, 3.0, 0.21345, 0.00123456, 12.345)]

    assert found == ["7", "12\u00a0345", "3", "0.213", "0.00123", "12.3"]


def test_a_day_is_spelled_for_people_and_marked_for_programs():
    found = words.day(date(2026, 9, 8))

    assert found == '<time datetime="2026-09-08">8\u00a0September\u00a02026</time>'


def test_a_cell_of_a_query_shows_lists_and_truth_plainly():
    found = [words.cell(one) for one in (None, True, [1, [None, "ä"]], {"k": 1.5}, 0, "x")]

    assert found == ["", "true", '[1, [null, "ä"]]', '{"k": 1.5}', "0", "x"]


def asked(**values: str) -> Asked:
    return Asked(Viewer("lea", None), values, None, Settings.from_environ({}))


@pytest.mark.parametrize("text", ["Lea", "2026-02-30", "20260928", "2026-W40-1", "0001-01-01"])
def test_a_field_that_holds_no_day_is_named_without_its_value(text):
    with pytest.raises(BadRequest) as caught:
        _ = asked(as_of=text).as_of

    assert str(caught.value) == "as_of: a day such as 2026-09-28, 1970-01-01 or later"
    assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["0", "101", "-1", "1.5", "²", "ten", "9" * 30])
def test_a_number_that_is_none_or_out_of_range_is_refused(text):
    with pytest.raises(BadRequest, match="limit: a whole number from 1 to 100"):
        asked(limit=text).whole("limit", 10, 1, 100)


def test_a_field_left_empty_means_the_default():
    assert asked(limit=" ").whole("limit", 10, 1, 100) == 10
    assert asked(as_of="").as_of is None
    assert asked(as_of="2026-09-28").as_of == date(2026, 9, 28)
