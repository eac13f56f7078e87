"""With a reject file, do good rows go on and wrong ones go there with their reasons?"""

import csv
from pathlib import Path

from tests.intake.conftest import PEOPLE, Reader

TIES = "source,target,type,at\n"


def rejected(path: Path) -> list[tuple[str, str, str]]:
    """File, line and row of what was set aside."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(one["file"], one["line"], one["row"]) for one in csv.DictReader(file)]


def test_good_rows_go_on_and_wrong_ones_are_set_aside_with_reasons(reader: Reader, tmp_path):
    reader.write(
        people='id,name,level\na,Ann,1\nb,"B, ""the"" 2nd",x\nc,,\n',
        ties=TIES + "a,c,mail,2026-09-30\na,c,mail,soon\na,a,mail,never\nc,a,mail,2026-09-30\n",
    )
    path = tmp_path / "rejected.csv"

    intake = reader.read(reject=path)

    assert intake.problems == ()
    assert [(one.file, one.line, one.code) for one in intake.rejected] == [
        ("people.csv", 3, "not_a_number"),
        ("ties.csv", 3, "date_invalid"),
        ("ties.csv", 4, "self_tie"),
        ("ties.csv", 4, "date_invalid"),
    ]
    assert rejected(path) == [
        ("people.csv", "3", 'b,"B, ""the"" 2nd",x'),
        ("ties.csv", "3", "a,c,mail,soon"),
        ("ties.csv", "4", "a,a,mail,never"),
    ]
    with path.open(encoding="utf-8", newline="") as file:
        reasons = [one["reasons"] for one in csv.DictReader(file)]
    assert reasons[2].startswith("target: somebody else")
    assert "; at: a date" in reasons[2]
    assert path.stat().st_mode & 0o777 == 0o600
    assert reader.rows("SELECT id FROM person") == [("a",), ("c",)]
    assert reader.rows("SELECT source, target FROM contact") == [("a", "c"), ("c", "a")]
    assert reader.counts("ties").rejected == 2


def test_whoever_stands_under_a_person_set_aside_is_set_aside_too(reader: Reader, tmp_path):
    reader.write(
        people="id,level,manager\na,x,\nb,1,a\nc,1,b\nd,1,\ne,1,d\n",
        ties=TIES + "c,d,mail,2026-09-30\nd,e,mail,2026-09-30\n",
    )
    path = tmp_path / "rejected.csv"

    reader.read(reject=path)

    assert rejected(path) == [
        ("people.csv", "2", "a,x,"),
        ("people.csv", "3", "b,1,a"),
        ("people.csv", "4", "c,1,b"),
        ("ties.csv", "2", "c,d,mail,2026-09-30"),
    ]
    assert reader.rows("SELECT id FROM person") == [("d",), ("e",)]
    assert reader.counts("people").facts == {"people": 2, "lines": 1}


def test_units_that_go_round_are_set_aside_and_so_are_their_people(reader: Reader, tmp_path):
    reader.write(units="id,parent\nu,v\nv,u\nw,\nx,v\n", people="id,unit\na,u\nb,w\nc,x\n")

    reader.read(reject=tmp_path / "rejected.csv")

    assert reader.rows("SELECT id FROM unit") == [("w",)]
    assert reader.rows("SELECT id FROM person") == [("b",)]
    assert len(rejected(tmp_path / "rejected.csv")) == 5


def test_the_rows_of_a_circle_are_set_aside(reader: Reader, tmp_path):
    reader.write(people=PEOPLE, lines="person,manager\na,b\nb,a\nc,a\n")

    reader.read(reject=tmp_path / "rejected.csv")

    assert rejected(tmp_path / "rejected.csv") == [
        ("lines.csv", "2", "a,b"),
        ("lines.csv", "3", "b,a"),
    ]
    assert reader.rows("SELECT person, manager FROM line") == [("c", "a")]


def test_a_history_with_a_wrong_row_is_set_aside_whole(reader: Reader, tmp_path):
    reader.write(
        people=PEOPLE,
        introductions="id,mentee,introducee,state,on,by\n1,a,b,proposed,2026-01-01,a\n"
        "2,a,c,proposed,2026-01-01,a\n1,a,b,declined,soon,b\n1,a,b,met,2026-02-01,a\n",
    )

    reader.read(reject=tmp_path / "rejected.csv")

    assert sorted(rejected(tmp_path / "rejected.csv"), key=lambda one: one[1]) == [
        ("introductions.csv", "2", "1,a,b,proposed,2026-01-01,a"),
        ("introductions.csv", "4", "1,a,b,declined,soon,b"),
        ("introductions.csv", "5", "1,a,b,met,2026-02-01,a"),
    ]
    assert reader.rows("SELECT id FROM introduction") == [("2",)]


def test_a_file_of_which_rows_were_set_aside_covers_no_day(reader: Reader, tmp_path):
    """Else the next step would take for removed what is only written wrongly."""
    reader.write(
        people=PEOPLE,
        endorsements="endorser,endorsed,kind,on\na,b,advice,2026-01-01\na,c,advice,soon\n",
        mentoring="mentor,mentee,since\na,b,2026-01-01\n",
        absences="person,since\na,2026-01-01\nb,soon\n",
    )

    reader.read(reject=tmp_path / "rejected.csv")

    assert reader.rows("SELECT fact, first, last, undated FROM coverage ORDER BY fact") == [
        ("absence", "2026-01-01", "2026-01-01", 0),
        ("endorsement", None, None, 0),
        ("mentoring", "2026-01-01", "2026-01-01", 0),
    ]


def test_a_file_that_is_wrong_as_a_whole_still_stops_the_import(reader: Reader, tmp_path):
    reader.write(people=PEOPLE, ties="from,to\na,b\n")

    intake = reader.read(reject=tmp_path / "rejected.csv")

    assert [one.code for one in intake.problems] == ["column_missing", "column_missing"]
    assert intake.rejected == ()


def test_without_wrong_rows_there_is_no_reject_file(reader: Reader, tmp_path):
    reader.write(people=PEOPLE)

    reader.read(reject=tmp_path / "rejected.csv")

    assert not (tmp_path / "rejected.csv").exists()
