"""What is said when there is no room for the rows of an import?"""

import sqlite3

import pytest

from graphsvc.errors import DataDirectoryUnusable
from graphsvc.intake.known import NothingKnown
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.parse import parse
from graphsvc.intake.progress import Silent
from graphsvc.intake.spool import Spool, room_on_disk
from tests.intake.conftest import TODAY


def test_a_disk_that_is_full_is_one_line_that_names_the_folder(tmp_path):
    (tmp_path / "people.csv").write_text("id\n" + "".join(f"p-{one}\n" for one in range(5_000)))
    spool = Spool(tmp_path / "spool")
    pages = spool.rows.execute("PRAGMA page_count").fetchone()[0]
    # SQLite says of a file that may not grow what it says of a full disk.
    spool.rows.execute(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(DataDirectoryUnusable) as raised:
        parse(
            [tmp_path / "people.csv"],
            ImportOptions(),
            spool,
            known=NothingKnown(),
            progress=Silent(),
            today=TODAY,
        )
    spool.remove()

    assert str(tmp_path) in str(raised.value)
    assert "disk is full" in str(raised.value)


def test_a_mistake_in_a_statement_is_not_taken_for_a_full_disk(tmp_path):
    spool = Spool(tmp_path / "spool")

    with pytest.raises(sqlite3.OperationalError), room_on_disk(spool.path):
        spool.rows.execute("SELECT nothing FROM nowhere")
    spool.remove()
