"""Do the records open, move and fail as promised, in one process and in several?"""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from graphsvc.errors import RecordsUnavailable
from graphsvc.records.open import Records
from graphsvc.records.schema import METADATA

OPEN_AND_COUNT = """
import sys
from graphsvc.records.open import Records
records = Records(sys.argv[1])
fields = dict(at="", subject="s", action="a", object_kind="", object_id="", decision="d")
for _ in range(20):
    records.audit.append(**fields, reason="", details="")
"""


def test_the_migrations_make_the_tables_that_the_queries_use(records):
    records.prepare()

    with records.database.reading() as connection:
        context = MigrationContext.configure(connection)
        different = [one for one in compare_metadata(context, METADATA) if one[0] != "remove_table"]

    assert different == []


def test_the_file_is_for_its_owner_only(records, tmp_path):
    records.prepare()

    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {0o600}


def test_opening_again_changes_nothing(records, tmp_path):
    records.groups.replace(["gender"], [("p-1", "gender", "f", "hr", None)])
    records.close()

    assert Records(tmp_path / "records.sqlite").groups.values("gender") == {"p-1": "f"}


def test_four_processes_open_and_write_a_new_file_at_once(tmp_path):
    place = tmp_path / "records.sqlite"
    command = [sys.executable, "-W", "error", "-c", OPEN_AND_COUNT, str(place)]

    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ended = [(one.communicate()[1], one.returncode) for one in running]

    assert ended == [("", 0)] * 4
    records = Records(place)
    assert records.audit.broken_at() is None
    assert len(records.audit.rows()) == 80


def test_a_forked_child_gets_a_connection_of_its_own(records):
    records.groups.replace(["gender"], [("p-1", "gender", "f", "hr", None)])

    child = os.fork()
    if child == 0:
        seen = records.groups.values("gender") == {"p-1": "f"}
        os._exit(0 if seen and list(records.database._engines) == [os.getpid()] else 1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    assert ended == 0
    assert records.groups.attributes() == ["gender"]


def test_records_of_a_newer_version_are_refused_in_words(records, tmp_path):
    records.prepare()
    with records.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    records.close()

    with pytest.raises(RecordsUnavailable, match="newer version"):
        Records(tmp_path / "records.sqlite").prepare()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("no/such/folder/records.sqlite", "No such file"),
        ("postgresql+nothing://db/records", "nothing"),
        ("://", "no database address"),
    ],
)
def test_records_that_cannot_be_opened_say_why_in_one_line(place, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(RecordsUnavailable, match=words) as refused:
        Records(place).prepare()

    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path):
    (tmp_path / "records.sqlite").write_bytes(b"not a database, but long enough to look at" * 99)

    with pytest.raises(RecordsUnavailable) as refused:
        Records(tmp_path / "records.sqlite").prepare()

    assert "\n" not in str(refused.value)
    assert "SELECT" not in str(refused.value)


def test_a_write_that_fails_half_way_leaves_nothing(records):
    records.groups.replace(["gender"], [("p-1", "gender", "f", "hr", None)])
    twice = [("p-2", "gender", "f", "hr", None), ("p-2", "gender", "m", "hr", None)]

    with pytest.raises(RecordsUnavailable):
        records.groups.replace(["gender"], twice)

    assert records.groups.values("gender") == {"p-1": "f"}


def test_a_second_process_reads_while_one_writes(records, tmp_path):
    records.prepare()

    with records.database.writing():
        with sqlite3.connect(tmp_path / "records.sqlite", timeout=0) as other:
            count = other.execute("SELECT count(*) FROM audit").fetchone()
        other.close()

    assert count == (0,)


def test_a_key_with_a_password_is_not_shown(tmp_path):
    with pytest.raises(RecordsUnavailable) as refused:
        Records("postgresql+nothing://me:s3cret@db/records").prepare()

    assert "s3cret" not in str(refused.value) + refused.value.hint


def test_a_path_is_taken_as_a_file(tmp_path):
    Records(str(tmp_path / "by name.sqlite")).prepare()

    assert Path(tmp_path / "by name.sqlite").exists()
