"""Is what every request asks answered as by SQLAlchemy, all or nothing, and thread by thread?"""

import subprocess
import sys
from threading import Thread

import pytest
import sqlalchemy as sa

from graphsvc.errors import RecordsUnavailable
from graphsvc.records.quick import asked_through, prepared
from graphsvc.records.schema import COUNTERS

ADDED = prepared(sa.insert(COUNTERS), ("name", "value"))
FOUND = prepared(
    sa.select(COUNTERS.c.name, COUNTERS.c.value)
    .where(COUNTERS.c.value >= sa.bindparam("least"), COUNTERS.c.name != "none")
    .order_by(COUNTERS.c.name)
    .limit(2)
)
FORKED = """
import os, sys
from graphsvc.records.open import Records
records = Records(sys.argv[1])
fields = dict(at="", subject="s", action="a", object_kind="", object_id="", decision="d")
records.audit.append(**fields, reason="", details="")
child = os.fork()
for _ in range(20):
    records.audit.append(**fields, reason="", details="")
if child:
    assert os.waitpid(child, 0)[1] == 0
    assert records.audit.broken_at() is None
    print(len(records.audit.rows()))
"""


def put(database, name, value=1):
    with database.quickly(writes=True) as run:
        run(ADDED, {"name": name, "value": value})


def found(database, least=1):
    with database.quickly() as run:
        return [tuple(one) for one in run(FOUND, {"least": least})]


def test_sqlite_itself_and_sqlalchemy_say_the_same(records):
    database = records.database
    for value, name in enumerate(("a", "none", "b", "c")):
        put(database, name, value)
    with database.writing() as connection:
        asked_through(connection)(ADDED, {"name": "d", "value": 9})
        through = asked_through(connection)(FOUND, {"least": 2})

    assert found(database, 2) == [tuple(one) for one in through] == [("b", 2), ("c", 3)]


def test_of_a_transaction_that_fails_nothing_is_kept_and_the_next_one_goes_on(records):
    def fails():
        with records.database.quickly(writes=True) as run:
            run(ADDED, {"name": "a", "value": 1})
            run(ADDED, {"name": "a", "value": 2})

    with pytest.raises(RecordsUnavailable):
        fails()
    put(records.database, "b")

    assert found(records.database) == [("b", 1)]


def test_each_thread_has_a_connection_and_closing_closes_them_all(records):
    threads = [Thread(target=put, args=(records.database, f"n{one}")) for one in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with records.database.quickly() as run:
        names = {name for (name,) in run(prepared(sa.select(COUNTERS.c.name)), {})}
    assert {f"n{one}" for one in range(8)} <= names
    records.close()

    assert found(records.database) == [("n0", 1), ("n1", 1)]


def test_a_connection_does_not_cross_a_fork(tmp_path):
    place = tmp_path / "records.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", FORKED, str(place)], capture_output=True, text=True, timeout=60
    )

    assert (done.stdout, done.stderr) == ("41\n", "")
