"""Do the types, moments, weights and repeats of a ties file mean what the options say?"""

from datetime import date
from functools import partial
from random import Random

import pytest

from graphsvc.intake.rows import batches
from graphsvc.intake.ties import Ties
from graphsvc.model import week_of
from tests.intake.conftest import PEOPLE, Reader

TIES = "source,target,type,weight,at\n"
CONTACTS = "SELECT source, target, feed, week, count FROM contact"
STATED = "SELECT source, target, feed, stated FROM tie"
WEEK = week_of(date(2026, 9, 30))


def contacts_of(reader: Reader, rows: str, **texts: str) -> list[tuple]:
    reader.write(people=PEOPLE, ties=TIES + rows)
    assert reader.read(**texts).problems == ()
    return reader.rows(CONTACTS)


def test_a_type_that_is_a_feed_needs_no_option_and_others_are_skipped_by_name(reader: Reader):
    rows = "a,b,mail,,2026-09-30\na,b,survey.advice,,2026-09-30\na,b,FRIEND,,2026-09-30\n"

    found = contacts_of(reader, rows + "a,b,,,2026-09-30\n")

    assert found == [
        ("a", "b", "mail", WEEK, 1),
        ("a", "b", "other", WEEK, 1),
        ("a", "b", "survey.advice", WEEK, 1),
    ]
    assert reader.counts("ties").skipped_by_type == {"FRIEND": 1}


def test_with_tie_types_only_the_named_ones_are_taken(reader: Reader):
    rows = "a,b,FRIEND,,2026-09-30\na,b,mail,,2026-09-30\na,b,,,2026-09-30\n"

    found = contacts_of(reader, rows, tie_types="FRIEND=KNOWS", feed="survey")

    assert found == [("a", "b", "survey", WEEK, 1)]
    assert reader.counts("ties").skipped_by_type == {"mail": 1, "(no type)": 1}


def test_a_file_of_which_every_type_is_unknown_says_how_to_name_them(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,FRIEND,,\na,b,LUNCH,,\n")

    (problem,) = reader.read().problems

    assert (problem.column, problem.code) == ("type", "no_known_type")
    assert "FRIEND, LUNCH" in problem.expected
    assert "--tie-types FRIEND=KNOWS:survey" in problem.expected


def test_a_broken_type_column_is_counted_by_name_only_so_far(reader: Reader):
    rows = "".join(f"a,b,type {number},,\n" for number in range(150))
    reader.write(people=PEOPLE, ties=TIES + "a,b,mail,,2026-09-30\n" + rows)

    reader.read()

    skipped = reader.counts("ties").skipped_by_type
    assert len(skipped) == 101
    assert skipped["(other types)"] == 50


@pytest.mark.parametrize(
    ("texts", "at", "day"),
    [
        ({}, "2026-09-30", date(2026, 9, 30)),
        ({}, "2026-09-27T23:30:00Z", date(2026, 9, 27)),
        ({}, "2026-09-27T23:30:00-02:00", date(2026, 9, 28)),
        ({}, "2026-09-28 00:30:00.123+0200", date(2026, 9, 27)),
        ({"at": "date"}, "2026-09-30", date(2026, 9, 30)),
        ({"at": "year"}, "2026", date(2026, 1, 1)),
        ({"at": "seconds", "epoch": "2026-09-20"}, "691199", date(2026, 9, 27)),
        ({"at": "seconds", "epoch": "2026-09-20"}, "691200", date(2026, 9, 28)),
        ({"at": "wave", "wave": "t1=2026-01-05,t2=2026-09-30"}, "t2", date(2026, 9, 30)),
    ],
)
def test_a_moment_falls_into_the_week_of_its_day_in_utc(texts, at, day, reader: Reader):
    assert contacts_of(reader, f"a,b,mail,,{at}\n", **texts) == [
        ("a", "b", "mail", week_of(day), 1)
    ]


@pytest.mark.parametrize(
    ("texts", "at"),
    [
        ({"at": "date"}, "2026-09-27T23:30:00Z"),
        ({"at": "year"}, "26"),
        ({"at": "seconds", "epoch": "2026-09-20"}, "1.5"),
        ({"at": "seconds", "epoch": "2026-09-20"}, "-1"),
        ({"at": "seconds", "epoch": "2026-09-20"}, "99999999999999"),
        ({"at": "wave", "wave": "t1=2026-01-05"}, "t2"),
    ],
)
def test_another_form_than_the_option_says_is_a_problem(texts, at, reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + f"a,b,mail,,{at}\n")

    reader.read(**texts)

    assert reader.wrong() == [("ties.csv", 2, "at", "date_invalid")]


@pytest.mark.parametrize(
    ("texts", "at"), [({"at": "none"}, "2026-09-30"), ({"at": "year"}, ""), ({}, "")]
)
def test_an_undated_row_is_a_tie_without_a_strength_of_its_own(texts, at, reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + f"a,c,mail,3,{at}\n")

    assert reader.read(**texts).problems == ()

    assert reader.rows(STATED) == [("a", "c", "mail", None)]
    assert reader.rows("SELECT fact, feed, undated FROM coverage") == [("tie", "mail", 1)]


def test_lines_are_right_in_every_batch(reader: Reader, monkeypatch):
    monkeypatch.setattr("graphsvc.intake.reading.batches", partial(batches, size=3))
    rows = "a,b,mail,,2026-09-30\n" * 10 + "a,z,mail,,2026-09-30\n"
    reader.write(people=PEOPLE, ties=TIES + rows)

    reader.read()

    assert reader.wrong() == [("ties.csv", 12, "target", "unknown_person")]


def test_a_dated_row_counts_by_its_weight_only_where_the_option_says_so(reader: Reader):
    rows = "a,b,mail,3,2026-09-30\na,b,mail,4,2026-10-01\na,c,mail,,2026-09-30\n"

    assert contacts_of(reader, rows) == [
        ("a", "b", "mail", WEEK, 2),
        ("a", "c", "mail", WEEK, 1),
    ]
    assert contacts_of(reader, rows, weight="contacts") == [
        ("a", "b", "mail", WEEK, 7),
        ("a", "c", "mail", WEEK, 1),
    ]
    counts = reader.counts("ties")
    assert (counts.stored, counts.merged, counts.facts) == (2, 1, {"ties": 2})


@pytest.mark.parametrize("weight", ["0", "-1", "1.5", "many", "10000000"])
def test_a_weight_that_is_no_number_of_contacts_is_a_problem(weight, reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + f"a,b,mail,{weight},2026-09-30\n")

    reader.read(weight="contacts")

    assert reader.wrong() == [("ties.csv", 2, "weight", "out_of_range")]


def test_a_stated_weight_becomes_a_strength_only_by_the_option(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,mail,0.25,\nb,a,mail,,\n")

    reader.read(weight="strength")
    assert reader.rows(STATED) == [("a", "b", "mail", 0.25), ("b", "a", "mail", None)]

    reader.read(weight="scale:5")
    assert reader.rows(STATED)[0] == ("a", "b", "mail", 0.05)


@pytest.mark.parametrize(("weight", "code"), [("2", "out_of_range"), ("0", "out_of_range"),
                                              ("nan", "not_a_number")])  # fmt: skip
def test_a_strength_lies_above_zero_and_at_most_at_one(weight, code, reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + f"a,b,mail,{weight},\n")

    reader.read(weight="strength")

    assert reader.wrong() == [("ties.csv", 2, "weight", code)]


def test_an_undirected_row_counts_once_and_makes_two_ties(reader: Reader):
    rows = "a,b,LUNCH,,2026-09-30\nb,a,LUNCH,,2026-09-30\na,c,LUNCH,,\n"

    found = contacts_of(reader, rows, tie_types="LUNCH=KNOWS:survey.lunch", undirected="LUNCH")

    assert found == [
        ("a", "b", "survey.lunch", WEEK, 2),
        ("b", "a", "survey.lunch", WEEK, 2),
    ]
    assert [row[:2] for row in reader.rows(STATED)] == [("a", "c"), ("c", "a")]
    counts = reader.counts("ties")
    assert (counts.rows_read, counts.stored, counts.merged) == (3, 2, 1)
    assert counts.facts == {"ties": 4}


def test_an_undirected_tie_listed_from_its_other_end_is_repeated(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,LUNCH,,\nb,a,LUNCH,,\n")

    reader.read(tie_types="LUNCH=KNOWS", undirected="LUNCH")

    assert reader.wrong() == [("ties.csv", 3, "target", "repeated")]


@pytest.mark.parametrize(
    ("repeated", "stated", "merged", "dropped"),
    [("sum", 0.75, 1, {}), ("last", 0.5, 0, {"--repeated last": 1})],
)
def test_a_repeated_tie_is_summed_or_replaced(repeated, stated, merged, dropped, reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,mail,0.25,\na,b,mail,0.5,\n")

    assert reader.read(weight="strength", repeated=repeated).problems == ()

    assert reader.rows(STATED) == [("a", "b", "mail", stated)]
    counts = reader.counts("ties")
    assert (counts.stored, counts.merged, counts.dropped_by_option) == (1, merged, dropped)


def test_a_sum_of_strengths_is_never_above_one(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,mail,0.75,\na,b,mail,0.5,\n")

    reader.read(weight="strength", repeated="sum")

    assert reader.rows(STATED) == [("a", "b", "mail", 1.0)]


def test_repeated_endorsements_are_kept_only_by_the_option_and_keep_their_ids(reader: Reader):
    rows = "a,b,VOTE,,\nc,b,VOTE,,\na,b,VOTE,,\na,b,VOTE,,2026-09-30\n"
    reader.write(people=PEOPLE, ties=TIES + rows)
    reader.read(tie_types="VOTE=ENDORSED:advocacy")
    assert reader.wrong() == [("ties.csv", 4, "target", "repeated")]

    reader.read(tie_types="VOTE=ENDORSED:advocacy", repeated="keep")
    first = reader.rows('SELECT id, endorser, kind, "on" FROM endorsement ORDER BY id')
    assert reader.counts("ties").stored == 4
    assert sorted(row[1:] for row in first if row[3] is None) == [
        ("a", "advocacy", None),
        ("a", "advocacy", None),
        ("c", "advocacy", None),
    ]

    shuffled = "".join(reversed(rows.splitlines(keepends=True)))
    reader.write(people=PEOPLE, ties=TIES + shuffled)
    reader.read(tie_types="VOTE=ENDORSED:advocacy", repeated="keep")
    assert reader.rows('SELECT id, endorser, kind, "on" FROM endorsement ORDER BY id') == first


def test_other_types_become_mentoring_lines_and_memberships(reader: Reader):
    reader.write(
        people=PEOPLE,
        units="id\nu\n",
        ties=TIES + "a,b,MENTOR,,2026-09-30\na,c,BOSS,,\na,u,IN,,2026-09-30\n",
    )

    reader.read(tie_types="MENTOR=MENTORS,BOSS=REPORTS_TO,IN=MEMBER_OF")

    assert reader.intake.problems == ()
    assert reader.rows("SELECT * FROM mentoring") == [("a", "b", "2026-09-30", None, None)]
    assert reader.rows("SELECT * FROM line") == [("a", "c", None, None)]
    assert reader.rows("SELECT * FROM membership") == [("a", "u", "2026-09-30", None)]


def test_self_ties_are_dropped_by_the_option_and_counted(reader: Reader):
    rows = "a,a,mail,,2026-09-30\na,b,mail,,2026-09-30\n"

    assert len(contacts_of(reader, rows, self_ties="drop")) == 1
    assert reader.counts("ties").dropped_by_option == {"--self-ties drop": 1}


def test_people_whom_only_ties_mention_are_made_by_the_option(reader: Reader):
    reader.write(people="id\na\n", ties=TIES + "a,y,mail,,2026-09-30\nz,y,mail,,\n")
    reader.read()
    assert [one[1:3] for one in reader.wrong()] == [(2, "target"), (3, "source"), (3, "target")]

    assert reader.read(create_people=True).problems == ()
    assert reader.rows("SELECT id, created FROM person") == [("a", 0), ("y", 1), ("z", 1)]
    assert reader.counts("ties").facts == {"ties": 2, "people": 2}


def test_people_whom_a_wrong_row_mentions_are_not_made(reader: Reader, tmp_path):
    reader.write(people="id\na\n", ties=TIES + "a,y,mail,,soon\na,z,mail,,2026-09-30\n")

    reader.read(create_people=True, reject=tmp_path / "rejected.csv")

    assert reader.rows("SELECT id FROM person") == [("a",), ("z",)]


def test_counting_by_batches_and_row_by_row_give_the_same(reader: Reader, monkeypatch):
    """The quick way is only quicker: whatever it takes, the careful way takes alike."""
    random = Random(1)
    rows = "".join(
        f"{random.choice('abcd')},{random.choice('abcd')},{random.choice(['mail', 'meeting'])},"
        f"{random.randint(1, 9)},2026-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}\n"
        for _ in range(5_000)
    )
    texts = {"self_ties": "drop", "weight": "contacts", "undirected": "meeting"}
    clean = "".join(row for row in rows.splitlines(keepends=True) if row[0] != row[2])

    quick = contacts_of(reader, clean, **texts)
    counts = reader.counts("ties")
    covered = reader.rows("SELECT * FROM coverage")
    monkeypatch.setattr(Ties, "_count", lambda self, rows: False)

    assert contacts_of(reader, clean, **texts) == quick
    assert reader.counts("ties") == counts
    assert reader.rows("SELECT * FROM coverage") == covered


def test_what_is_pending_is_written_in_parts_that_add_up(reader: Reader, monkeypatch):
    monkeypatch.setattr("graphsvc.intake.ties.PENDING", 2)
    monkeypatch.setattr("graphsvc.intake.reading.batches", partial(batches, size=7))
    rows = "".join(f"a,b,mail,,2026-09-{day:02d}\n" for day in range(1, 31)) * 3

    contacts_of(reader, rows)

    assert reader.rows("SELECT sum(count), count(*) FROM contact") == [(90, 5)]
    counts = reader.counts("ties")
    assert (counts.stored, counts.merged) == (5, 85)
