"""Is every row that is wrong named with its line, its column and what was expected, all at once?"""

import pytest

from tests.intake.conftest import PEOPLE, TODAY, Reader

TIES = "source,target,type,weight,at\n"
ENDORSEMENTS = "id,endorser,endorsed,kind,on\n"
MOVES = "id,mentee,introducee,state,on,by,outcome\n"
PROMISES = "id,by,to,made_on,due_on,size,state,on,by\n"
UNITS = "id,name,parent\nu,All,\nv,Part,u\n"


@pytest.mark.parametrize(
    ("file", "content", "line", "column", "code"),
    [
        ("people", "id,name\na,\n,\n", 3, "id", "id_invalid"),
        ("people", f"id\n{'x' * 201}\n", 2, "id", "id_invalid"),
        ("people", "id\na\nb\na\n", 4, "id", "duplicate_id"),
        ("people", "id,level\na,high\n", 2, "level", "not_a_number"),
        ("people", "id,level\na,2.5\n", 2, "level", "not_a_number"),
        ("people", "id,level\na,1001\n", 2, "level", "out_of_range"),
        ("people", "id,level\na,-1\n", 2, "level", "out_of_range"),
        ("people", "id,joined_on\na,30.9.2026\n", 2, "joined_on", "date_invalid"),
        ("people", "id,joined_on\na,2026-02-30\n", 2, "joined_on", "date_invalid"),
        ("people", "id,joined_on\na,20260930\n", 2, "joined_on", "date_invalid"),
        ("people", "id,joined_on\na,0999-01-01\n", 2, "joined_on", "date_invalid"),
        ("people", "id,joined_on,left_on\na,2026-02-01,2026-01-31\n", 2, "left_on",
         "dates_out_of_order"),
        ("people", "id,manager\na,z\n", 2, "manager", "unknown_person"),
        ("people", "id,unit\na,z\n", 2, "unit", "unknown_unit"),
        ("people", "id,manager\na,a\n", 2, "manager", "cycle"),
        ("units", "id,parent\nu,z\n", 2, "parent", "unknown_unit"),
        ("units", "id,parent\nu,\nu,\n", 3, "id", "duplicate_id"),
        ("units", "id,parent\nw,\nu,u\n", 3, "parent", "cycle"),
        ("ties", TIES + "a,z,mail,1,2026-01-01\n", 2, "target", "unknown_person"),
        ("ties", TIES + ",b,mail,1,2026-01-01\n", 2, "source", "unknown_person"),
        ("ties", TIES + "a,a,mail,1,2026-01-01\n", 2, "target", "self_tie"),
        ("ties", TIES + "a,b,mail,1,1.5.2026\n", 2, "at", "date_invalid"),
        ("ties", TIES + "a,b,mail,1,2026-01-01T25:00\n", 2, "at", "date_invalid"),
        ("ties", TIES + "a,b,mail,1,\na,b,mail,1,\n", 3, "target", "repeated"),
        ("ties", TIES + "a,b,FRIEND,1,\n", 1, "type", "no_known_type"),
        ("memberships", "person,unit\na,z\n", 2, "unit", "unknown_unit"),
        ("memberships", "person,unit\na,u\na,u\n", 3, "person", "repeated"),
        ("memberships", "person,unit,since,until\na,u,2026-01-02,2026-01-01\n", 2, "until",
         "dates_out_of_order"),
        ("lines", "person,manager\na,a\n", 2, "manager", "self_tie"),
        ("lines", "person,manager\na,b\na,b\n", 3, "person", "repeated"),
        ("levels", "person,level,since\na,,2026-01-01\n", 2, "level", "value_missing"),
        ("levels", "person,level,since\na,1,\n", 2, "since", "date_invalid"),
        ("levels", "person,level,since\na,1,2026-01-01\na,2,2026-01-01\n", 3, "person",
         "repeated"),
        ("endorsements", ENDORSEMENTS + ",a,b,advice,\n", 2, "id", "id_invalid"),
        ("endorsements", ENDORSEMENTS + "1,a,b,praise,\n", 2, "kind", "not_one_of"),
        ("endorsements", ENDORSEMENTS + "1,a,a,advice,\n", 2, "endorsed", "self_tie"),
        ("endorsements", ENDORSEMENTS + "1,a,b,advice,\n1,b,a,advice,\n", 3, "id",
         "duplicate_id"),
        ("mentoring", "mentor,mentee\na,b\na,b\n", 3, "mentor", "repeated"),
        ("mentoring", "mentor,mentee\na,a\n", 2, "mentee", "self_tie"),
        ("introductions", MOVES + "1,a,b,begun,2026-01-01,a,\n", 2, "state", "not_one_of"),
        ("introductions", MOVES + "1,a,b,proposed,,a,\n", 2, "on", "date_invalid"),
        ("introductions", MOVES + "1,a,b,proposed,2026-01-01,,\n", 2, "by", "unknown_person"),
        ("introductions", MOVES + "1,a,b,proposed,2026-01-01,a,fine\n", 2, "outcome",
         "outcome_too_early"),
        ("introductions", MOVES + "1,a,b,proposed,2026-01-01,a,\n1,a,c,met,2026-01-02,a,\n", 3,
         "introducee", "differs_from_above"),
        ("promises", PROMISES + "1,a,b,2026-01-01,2026-01-09,4,,,\n", 2, "size", "out_of_range"),
        ("promises", PROMISES + "1,a,b,2026-01-09,2026-01-01,1,,,\n", 2, "due_on",
         "dates_out_of_order"),
        ("promises", PROMISES + "1,a,b,2026-01-01,2026-01-09,1,kept,2026-01-02,z\n", 2, "by",
         "unknown_person"),
        ("goals", "person,kind,text\na,dream,x\n", 2, "kind", "not_one_of"),
        ("goals", "person,kind,text,unit\na,unit,x,z\n", 2, "unit", "unknown_unit"),
        ("feedback", "author,about,on,text\na,b,,x\n", 2, "on", "date_invalid"),
        ("absences", "person,since,until\na,2026-01-02,2026-01-01\n", 2, "until",
         "dates_out_of_order"),
        ("groups", "person,attribute,value\na,gender,\n", 2, "value", "value_missing"),
        ("groups", "person,attribute,value\na,gender,x\na,Gender,y\n", 3, "person", "repeated"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named(file, content, line, column, code, reader: Reader):
    reader.write(**({"people": PEOPLE, "units": UNITS} | {file: content}))

    reader.read()

    assert reader.wrong() == [(f"{file}.csv", line, column, code)]
    problem = reader.intake.problems[0]
    assert problem.expected
    if code != "no_known_type":
        assert reader.counts(file).rejected == 1


def test_names_of_levels_need_the_option_and_its_names(reader: Reader):
    reader.write(people="id,level\na,Manager\nb,CEO\n")
    assert '--levels "LOW<...<HIGH"' in reader.read().problems[0].expected

    assert reader.read(levels="Manager<CEO").problems == ()
    assert reader.rows("SELECT id, level FROM person") == [("a", 1), ("b", 2)]

    reader.read(levels="Manager<Director")
    assert reader.wrong() == [("people.csv", 3, "level", "not_one_of")]


def test_all_problems_of_all_rows_of_all_files_are_told_at_once(reader: Reader):
    reader.write(
        people="id,level,joined_on\na,x,soon\nb,1,\nb,1,\n",
        ties=TIES + "a,z,mail,1,2026-01-01\nb,b,mail,1,soon\n",
        absences="person,since\nz,2026-01-01\n",
    )

    reader.read()

    assert reader.wrong() == [
        ("people.csv", 2, "joined_on", "date_invalid"),
        ("people.csv", 2, "level", "not_a_number"),
        ("people.csv", 4, "id", "duplicate_id"),
        ("ties.csv", 2, "target", "unknown_person"),
        ("ties.csv", 3, "target", "self_tie"),
        ("ties.csv", 3, "at", "date_invalid"),
        ("absences.csv", 2, "person", "unknown_person"),
    ]


@pytest.mark.parametrize("first_is_wrong", [True, False])
def test_an_id_is_told_to_be_used_twice_whichever_row_has_another_problem(
    first_is_wrong, reader: Reader
):
    def rows(header: str, wrong: str, sound: str) -> str:
        return header + (f"{wrong}\n{sound}\n" if first_is_wrong else f"{sound}\n{wrong}\n")

    reader.write(
        people="id,level\n" + rows("", "a,x", "a,1") + "b,1\n",
        units="id,name,parent\n" + "u,All,\nu,Again,z\n",
        endorsements=ENDORSEMENTS + rows("", "1,a,b,praise,", "1,a,b,advice,"),
        levels="person,level,since\n" + rows("", "b,x,2026-01-01", "b,1,2026-01-01"),
        absences="person,since,until\n" + rows("", "b,2026-01-01,soon", "b,2026-01-01,"),
        groups="person,attribute,value\n" + rows("", "b,gender,", "b,Gender,y"),
    )

    reader.read()

    wrong = 2 if first_is_wrong else 3
    assert sorted(reader.wrong()) == sorted(
        [
            ("people.csv", wrong, "level", "not_a_number"),
            ("people.csv", 3, "id", "duplicate_id"),
            ("units.csv", 3, "id", "duplicate_id"),
            ("units.csv", 3, "parent", "unknown_unit"),
            ("endorsements.csv", wrong, "kind", "not_one_of"),
            ("endorsements.csv", 3, "id", "duplicate_id"),
            ("levels.csv", wrong, "level", "not_a_number"),
            ("levels.csv", 3, "person", "repeated"),
            ("absences.csv", wrong, "until", "date_invalid"),
            ("absences.csv", 3, "person", "repeated"),
            ("groups.csv", wrong, "value", "value_missing"),
            ("groups.csv", 3, "person", "repeated"),
        ]
    )


def test_a_row_with_a_problem_is_told_its_manager_its_unit_and_its_circle_too(reader: Reader):
    reader.write(people="id,level,manager,unit\na,x,z,w\nb,x,c,\nc,1,b,\n,1,z,\nd,1,a,\n")

    reader.read()

    assert sorted(reader.wrong(), key=lambda one: (one[1], one[2])) == [
        ("people.csv", 2, "level", "not_a_number"),
        ("people.csv", 2, "manager", "unknown_person"),
        ("people.csv", 2, "unit", "unknown_unit"),
        ("people.csv", 3, "level", "not_a_number"),
        ("people.csv", 3, "manager", "cycle"),
        ("people.csv", 4, "manager", "cycle"),
        ("people.csv", 5, "id", "id_invalid"),
        ("people.csv", 5, "manager", "unknown_person"),
    ]
    assert (reader.counts("people").rejected, reader.counts("people").stored) == (4, 1)


def test_one_mistake_in_people_is_not_a_problem_of_every_row_about_them(reader: Reader):
    reader.write(people="id,level\na,x\nb,\n", ties=TIES + "a,b,mail,1,2026-01-01\n")
    reader.read()
    assert reader.wrong() == [("people.csv", 2, "level", "not_a_number")]

    reader.write(people="id;level\na;1\n")
    reader.read()
    assert reader.wrong() == [("people.csv", 1, None, "delimiter")]


def test_a_problem_never_repeats_the_value(reader: Reader):
    secret = "Zebulon"
    reader.write(
        people=f"id,level,joined_on,manager,unit\na,{secret},{secret},{secret},{secret}\n",
        ties=TIES + f"{secret},a,mail,1,{secret}\n",
        groups=f"person,attribute,value\n{secret},gender,\n",
    )

    problems = reader.read().problems

    assert len(problems) >= 5
    assert not any(secret in str(problem) for problem in problems)


def test_beyond_ten_thousand_problems_are_counted(reader: Reader):
    rows = "".join(f"a,z{number},mail,1,2026-01-01\n" for number in range(10_005))
    reader.write(people=PEOPLE, ties=TIES + rows)

    problems = reader.read().problems

    assert len(problems) == 10_001
    assert problems[-1].code == "more_problems"
    assert problems[-1].expected == "5 more problems are not listed"


def test_every_row_of_a_circle_of_managers_is_named_and_nobody_below_it(reader: Reader):
    reader.write(people="id,manager\na,c\nb,a\nc,b\nd,a\n")

    reader.read()

    assert reader.wrong() == [("people.csv", line, "manager", "cycle") for line in (2, 3, 4)]


def test_a_circle_over_two_files_is_told_of_the_later_file(reader: Reader):
    reader.write(people="id,manager\na,b\nb,\n", lines="person,manager,until\nb,a,\n")

    reader.read()

    assert reader.wrong() == [("lines.csv", 2, "manager", "cycle")]


def test_lines_that_ended_make_no_circle(reader: Reader):
    ended = TODAY.isoformat()
    reader.write(people=PEOPLE, lines=f"person,manager,until\na,b,{ended}\nb,a,\n")

    assert reader.read().problems == ()


def test_types_that_report_make_circles_too(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES + "a,b,BOSS,,\nb,c,BOSS,,\nc,a,BOSS,,\nd,a,BOSS,,\n")

    reader.read(tie_types="BOSS=REPORTS_TO")

    assert reader.wrong() == [("ties.csv", line, "target", "cycle") for line in (2, 3, 4)]


def test_a_feed_without_rows_may_be_there(reader: Reader):
    reader.write(people=PEOPLE, absences="person,since,until\n")

    assert reader.read().problems == ()
    assert reader.counts("absences").rows_read == 0
