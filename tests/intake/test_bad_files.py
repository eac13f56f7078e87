"""Is a file that cannot be read named, with its line and what was expected?"""

import gzip
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphsvc.intake.find import find
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.problems import Problems
from graphsvc.intake.report import Intake
from graphsvc.intake.rows import batches
from graphsvc.intake.scan import scan
from tests.intake.conftest import PEOPLE, Reader

TIES = "source,target,type,at\n"


def only(intake: Intake) -> tuple[str, int | None, str]:
    """Where the one problem is, and its code."""
    assert len(intake.problems) == 1, intake.problems
    found = intake.problems[0]
    return found.file, found.line, found.code


@pytest.mark.parametrize(
    ("content", "line", "code", "says"),
    [
        (b"", None, "empty", "empty"),
        (b"\n\n", None, "empty", "empty"),
        (b"id,name\n", None, "header_only", "at least one row"),
        ("id,name\na,Zo\xeb\n".encode("latin-1"), 2, "not_utf8", "UTF-8"),
        ("id,name\na,b\n".encode("utf-16"), 1, "not_utf8", "UTF-8"),
        (b"id,name\na,b\nc,\0\n", 3, "nul_byte", "NUL"),
        (b"id;name\na;b\n", 1, "delimiter", "semicolons"),
        (b"id\tname\na\tb\n", 1, "delimiter", "tabs"),
        (b"id,name\na," + b"x" * 10_000_000 + b"\nb,\n", 2, "cell_too_large", "131,072"),
        (b'id,name\na,b\nc,"never closed\n', 3, "quote_open", "closing quote"),
        (b'id,name\na,"b" c\n', 2, "quotes", "quotes around a whole cell"),
        (b"id,name\na\n", 2, "cells_in_row", "2 cells as in the header, not 1"),
        (b"id,name\na,b,c\n", 2, "cells_in_row", "2 cells as in the header, not 3"),
        (b"id,name\na,b\nc", 3, "file_cut_off", "cut off"),
        (b"name\nb\n", 1, "column_missing", "id, name"),
        (b"id,name,Name\na,b,c\n", 1, "column_repeated", "once"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_named(content, line, code, says, reader: Reader):
    reader.write(people=content)

    found = reader.read()

    assert only(found) == ("people.csv", line, code)
    assert says in found.problems[0].expected


def test_a_byte_order_mark_and_line_breaks_of_another_system_are_read(reader: Reader):
    reader.write(people=b'\xef\xbb\xbfid,name\r\na,"Ann ""A"""\r\n\r\nb,\r\n')

    assert reader.read().problems == ()
    assert reader.rows("SELECT id, name FROM person") == [("a", 'Ann "A"'), ("b", None)]
    assert reader.counts("people").rows_read == 2


def test_lines_are_right_behind_quoted_line_breaks_and_blank_lines(reader: Reader):
    reader.write(people='id,name,level\n\na,"one\ntwo\r\nthree",1\n\nb,,x\nc,,1\n')

    assert only(reader.read()) == ("people.csv", 7, "not_a_number")
    assert reader.rows("SELECT name FROM person WHERE id = 'a'") == [("one\ntwo\r\nthree",)]


def test_a_row_behind_an_unreadable_one_does_not_hide_those_before_it(reader: Reader):
    reader.write(people=b'id,level\na,x\nb,"1\n')

    reader.read()

    assert reader.wrong() == [
        ("people.csv", 3, None, "quote_open"),
        ("people.csv", 2, "level", "not_a_number"),
    ]


def test_a_compressed_file_is_read_like_a_plain_one(reader: Reader):
    reader.write(people=PEOPLE)
    plain = reader.read()
    os.remove(reader.folder / "people.csv")
    (reader.folder / "people.csv.gz").write_bytes(gzip.compress(PEOPLE.encode()))

    packed = reader.read()

    assert packed.hash == plain.hash
    assert packed.files[0].name == "people.csv.gz"


@pytest.mark.parametrize("cut", [10, -5])
def test_half_a_compressed_file_is_damaged(cut, reader: Reader):
    packed = gzip.compress(os.urandom(50_000).hex().encode())
    (reader.folder / "people.csv.gz").write_bytes(packed[:cut])

    assert only(reader.read()) == ("people.csv.gz", None, "gzip_damaged")


def test_a_file_that_is_not_compressed_in_spite_of_its_name_is_damaged(reader: Reader):
    (reader.folder / "people.csv.gz").write_text(PEOPLE)

    assert only(reader.read()) == ("people.csv.gz", None, "gzip_damaged")


def test_a_folder_that_is_missing_or_holds_nothing_known_is_named(reader: Reader, tmp_path):
    missing = reader.read(tmp_path / "nowhere")
    assert only(missing) == (str(tmp_path / "nowhere"), None, "missing")

    (reader.folder / "notes.txt").write_text("x")
    unknown = reader.read()
    assert only(unknown) == (str(reader.folder), None, "no_known_file")
    assert unknown.ignored_files == ("notes.txt",)
    assert "people.csv" in unknown.problems[0].expected


@pytest.fixture
def without_rights() -> Iterator[None]:
    """The administrator may read everything, so the test gives that up for a moment."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65_534)
    yield
    os.seteuid(mine)


def test_a_file_that_may_not_be_read_is_named_with_the_reason(without_rights):
    problems = Problems()
    with tempfile.NamedTemporaryFile(suffix=".csv") as closed:
        os.chmod(closed.name, 0)
        assert scan(Path(closed.name), problems) is None

    (found,) = problems.stopping.all()
    assert (found.file, found.code) == (Path(closed.name).name, "not_readable")
    assert found.expected == "a file that can be read: permission denied"


def test_a_folder_that_may_not_be_read_is_named_with_the_reason(without_rights):
    problems = Problems()
    with tempfile.TemporaryDirectory() as closed:
        os.chmod(closed, 0)
        find([Path(closed)], ImportOptions(), problems)
        os.chmod(closed, 0o700)

    (found,) = problems.stopping.all()
    assert (found.file, found.code) == (closed, "not_readable")
    assert found.expected == "a folder that can be read: permission denied"


def test_unknown_files_are_named_and_left_alone(reader: Reader):
    reader.write(people=PEOPLE, people_2="x", wages="y")

    intake = reader.read()

    assert intake.problems == ()
    assert intake.ignored_files == ("people_2.csv", "wages.csv")


def test_the_same_kind_twice_is_refused(reader: Reader):
    reader.write(people=PEOPLE)
    (reader.folder / "people.csv.gz").write_bytes(gzip.compress(PEOPLE.encode()))

    assert only(reader.read())[2] == "given_twice"


def test_files_of_other_names_are_found_where_an_option_names_them(reader: Reader, tmp_path):
    reader.write(staff=PEOPLE, people="id\nz\n", ties=TIES + "a,b,mail,2026-01-01\n")
    (tmp_path / "contacts.csv").write_text(TIES + "c,d,mail,2026-01-01\n")

    intake = reader.read(people="staff.csv", ties=str(tmp_path / "contacts.csv"))

    assert intake.problems == ()
    assert reader.rows("SELECT source, target FROM contact") == [("c", "d")]
    assert intake.ignored_files == ("people.csv", "ties.csv")


def test_an_option_that_names_a_file_that_is_not_there_is_told(reader: Reader):
    reader.write(people=PEOPLE)

    assert only(reader.read(ties="contacts.csv")) == ("contacts.csv", None, "missing")


def test_a_file_that_changes_after_it_was_scanned_is_named(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"id,name\na,b\nc,\xff\n")
    problems = Problems()

    assert list(batches(path, problems)) == []
    assert [one.code for one in problems.stopping.all()] == ["file_changed"]


def test_columns_nobody_knows_are_named_and_never_stored(reader: Reader):
    reader.write(people="id,Shoe Size,name\na,44,Ann\n")

    assert reader.read().problems == ()
    assert reader.counts("people").ignored_columns == ("Shoe Size",)


@pytest.mark.parametrize(
    "column",
    ["age", "Sex", "birth_date", "dateOfBirth", "Ethnic group", "is_disabled", "religion",
     "sexual-orientation", "employeeGender", "nationality"],
)  # fmt: skip
def test_a_column_that_looks_protected_stops_the_import_and_says_how_to_go_on(
    column, reader: Reader
):
    reader.write(people=f"id,{column}\na,x\n")

    found = reader.read().problems

    assert [(one.file, one.line, one.column, one.code) for one in found] == [
        ("people.csv", 1, column.lower(), "protected_column")
    ]
    assert "--groups" in found[0].expected
    assert "--ignore" in found[0].expected


@pytest.mark.parametrize("column", ["page", "trace", "manager_name", "essex_office", "storage"])
def test_a_column_that_only_contains_such_letters_does_not(column, reader: Reader):
    reader.write(people=f"id,{column}\na,x\n")

    assert reader.read().problems == ()


def test_a_protected_column_of_another_file_can_only_be_ignored(reader: Reader):
    reader.write(people=PEOPLE, ties="source,target,type,at,gender\na,b,mail,2026-01-01,x\n")

    assert "--groups" not in reader.read().problems[0].expected
    assert reader.read(ignore="gender").problems == ()


def test_a_column_given_to_the_groups_must_exist(reader: Reader):
    reader.write(people=PEOPLE)

    assert only(reader.read(groups="gender")) == ("people.csv", 1, "column_missing")
