"""Do the public data sets come in with their documented options, row for row as published?"""

from datetime import date

import pytest

from tests.data_sets import (
    DATA_SETS,
    EMAIL_EU_CORE,
    GENEALOGY,
    KRACKHARDT,
    LDBC,
    WIKI_RFA,
    DataSet,
    data_set,
)
from tests.intake.conftest import Reader


@pytest.mark.parametrize("one", DATA_SETS, ids=lambda one: one.name)
def test_rows_read_equal_the_published_count_and_add_up(one: DataSet, reader: Reader):
    intake = reader.read(data_set(one.name), **one.options)

    ties = reader.counts("ties")
    assert intake.problems == ()
    assert ties.rows_read == one.rows
    assert ties.rows_read - sum(ties.skipped_by_type.values()) == one.of_types
    assert (ties.stored, ties.merged) == (one.stored, one.merged)
    assert sum(ties.dropped_by_option.values()) == one.dropped
    assert ties.facts == one.facts
    assert reader.spool.count("person") == one.people


def test_managers_have_levels_and_undated_ties_of_two_feeds(reader: Reader):
    reader.read(data_set(KRACKHARDT.name), **KRACKHARDT.options)

    levels = reader.rows("SELECT level, count(*) FROM person GROUP BY level ORDER BY level")
    feeds = reader.rows("SELECT feed, count(*) FROM tie GROUP BY feed ORDER BY feed")
    assert levels == [(1, 16), (2, 4), (3, 1)]
    assert feeds == [("survey.advice", 190), ("survey.friendship", 102)]
    assert reader.counts("people").ignored_columns == ("age", "tenure_years", "level_code", "dept")
    assert reader.rows("SELECT fact, feed, first, last, undated FROM coverage") == [
        ("line", "", None, None, 1),
        ("tie", "survey.advice", None, None, 1),
        ("tie", "survey.friendship", None, None, 1),
    ]


def test_votes_that_are_not_support_are_skipped_by_name(reader: Reader):
    reader.read(data_set(WIKI_RFA.name), **WIKI_RFA.options)

    ties = reader.counts("ties")
    assert ties.skipped_by_type == {"VOTE_OPPOSE": 41_176, "VOTE_NEUTRAL": 12_648}
    assert ties.dropped_by_option == {"--self-ties drop": 57}


def test_mail_is_counted_by_the_week_from_the_epoch_on(reader: Reader):
    reader.read(data_set(EMAIL_EU_CORE.name), **EMAIL_EU_CORE.options)

    # Every row is one mail; day 803 after 2003-10-01 lies in the week that ends on 2005-12-18.
    assert reader.rows("SELECT sum(count) FROM contact") == [(332_334,)]
    assert reader.rows("SELECT * FROM coverage") == [
        ("contact", "mail", "2003-09-29", "2005-12-18", 0)
    ]


def test_a_protected_column_goes_to_the_groups_alone(reader: Reader):
    intake = reader.read(data_set(LDBC.name), **LDBC.options)

    assert intake.attributes == ("gender",)
    assert reader.rows("SELECT DISTINCT attribute, source FROM grouping") == [
        ("gender", "people.csv")
    ]
    assert reader.spool.count("grouping") == 222
    assert reader.spool.recall("given") == ["name"]


def test_advisors_are_mentors_from_a_first_of_january_or_undated(reader: Reader):
    reader.read(data_set(GENEALOGY.name), **GENEALOGY.options)

    dated = reader.rows("SELECT count(*) FROM mentoring WHERE since LIKE '%-01-01'")
    undated = reader.rows("SELECT count(*) FROM mentoring WHERE since IS NULL")
    assert (dated, undated) == ([(845,)], [(198,)])
    assert reader.rows("SELECT first, undated FROM coverage") == [(date(1875, 1, 1).isoformat(), 1)]
