"""Does the store keep what its protocol promises, on the embedded engine and a real Neo4j?"""

import time
from datetime import date

import pytest

from graphsvc.errors import (
    ImportUnfinished,
    QueryInvalid,
    QueryRefused,
    QueryTooLarge,
    QueryTooSlow,
    StoreConflict,
)
from graphsvc.store.base import Bounds, Statement, batches
from tests.contract.queries_for_tests import store_of

ADA = Statement("write/person", {"id": "ada", "name": "Ada"})
BEN = Statement("write/person", {"id": "ben", "name": "Ben"})


@pytest.fixture
def store(engine):
    with store_of(engine) as store:
        yield store


def test_writing_twice_leaves_one_of_each(store):
    store.write(ADA, BEN)
    store.write(ADA)

    assert store.rows("read/people") == [
        {"id": "ada", "name": "Ada"},
        {"id": "ben", "name": "Ben"},
    ]


def test_a_write_returns_the_counts_of_each_statement_in_order(store):
    rows = [{"id": "cy", "name": "Cy"}, {"id": "dot", "name": "Dot"}]

    assert store.write(ADA, Statement("write/people", {"rows": rows})) == [
        {"people": 1},
        {"people": 2},
    ]


def test_every_write_moves_the_revision_by_one_in_its_own_transaction(store):
    before = store.ledger().revision
    store.write(ADA, BEN)
    store.write(ADA)

    assert store.ledger().revision == before + 2


def test_a_uniqueness_rule_refuses_and_nothing_of_the_transaction_is_kept(store):
    store.write(ADA)
    before = store.ledger()

    with pytest.raises(StoreConflict):
        store.write(BEN, Statement("write/person_again", {"id": "ada"}))
    assert [row["id"] for row in store.rows("read/people")] == ["ada"]
    assert store.ledger() == before


def test_a_failing_statement_takes_the_ones_before_it_back(store):
    with pytest.raises(QueryInvalid):
        store.write(ADA, Statement("write/people", {"rows": "no list of maps"}))

    assert store.rows("read/people") == []


def test_a_read_cannot_write_even_if_its_text_does(store, engine):
    with pytest.raises(QueryRefused):
        store.rows("read/sneaky", id="zoe")

    assert engine.run("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]


def test_a_query_runs_only_from_the_folder_that_allows_it(store):
    with pytest.raises(ValueError, match="the folder is the permission"):
        store.rows("write/person", id="ada", name="Ada")
    with pytest.raises(ValueError, match="the folder is the permission"):
        store.write(Statement("read/people", {}))


def test_dates_and_lists_come_back_as_they_went_in(store, engine):
    day, history = date(2024, 2, 29), [date(2020, 1, 1), date(2024, 2, 29)]
    engine.run("CREATE (:Person {id: 'ada', joined_on: $on, levels_on: $h})", on=day, h=history)
    found = engine.run("MATCH (p:Person) RETURN p.levels_on AS h")[0]["h"]

    assert store.columns("snapshot/even", day=day) == {"ids": ["ada"], "days": [day]}
    assert [one.to_native() for one in found] == history


def test_columns_of_different_length_are_an_error_not_an_answer(store, engine):
    engine.run("CREATE (:Person {id: 'ada', name: 'Ada'}), (:Person {id: 'ben'})")

    with pytest.raises(StoreConflict):
        store.columns("snapshot/uneven")


def test_an_import_is_open_until_it_is_closed_and_keeps_others_out(store):
    store.open_import("first")
    store.open_import("first")
    moved = store.ledger()

    with pytest.raises(ImportUnfinished):
        store.open_import("second")
    assert store.ledger() == moved
    assert moved.open_import == "first"

    store.close_import("second")
    assert store.ledger().open_import == "first"
    store.close_import("first")
    assert store.ledger().open_import is None
    store.open_import("second")


def test_the_analysts_session_is_refused_a_write(store, engine):
    before = store.ledger()

    assert store.refuses_writes()
    assert store.ledger() == before
    assert engine.run("MATCH (l:Ledger) RETURN count(l) AS ledgers") == [{"ledgers": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (p:Person {id: 'zoe'}) RETURN p.id AS id",
        "MATCH (l:Ledger) SET l.revision = 99 RETURN l.revision AS revision",
        "MATCH (l:Ledger) DETACH DELETE l",
        "MERGE (p:Person {id: 'zoe'}) RETURN p.id AS id",
        # Finds the ledger and writes nothing, and is no read all the same.
        "MERGE (l:Ledger {id: 'ledger'}) RETURN l.id AS id",
        "FOREACH (x IN [1] | CREATE (:Person {id: 'zoe'}))",
        "CREATE INDEX zoe IF NOT EXISTS FOR (p:Person) ON (p.zoe)",
        "DROP CONSTRAINT person_id IF EXISTS",
        "CREATE USER zoe SET PASSWORD 'long enough'",
        "SHOW USERS",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://192.0.2.1/x.csv' AS line RETURN line",
    ],
)
def test_an_analysts_text_never_does_more_than_read(store, engine, text):
    before = engine.everything()

    with pytest.raises((QueryRefused, QueryInvalid)):
        store.read_only(text, {}, Bounds())
    assert engine.everything() == before


def test_an_analysts_answer_shows_no_properties_of_people(store, engine):
    engine.run(
        "CREATE (a:Person {id: 'ada', alias: 'p1', name: 'Ada', joined_on: date('2020-01-02')})"
        "-[:KNOWS {feed: 'mail'}]->(b:Person {id: 'ben', name: 'Ben'})"
    )
    text = (
        "MATCH path = (a:Person {id: $id})-[k:KNOWS]->(b:Person) "
        "RETURN a AS a, k AS k, path AS path, a.joined_on AS on, [a.id, 1] AS l, {x: b.id} AS m"
    )

    answer = store.read_only(text, {"id": "ada"}, Bounds())
    ada, ben, knows = (
        {"labels": ["Person"], "alias": "p1"},
        {"labels": ["Person"]},
        {"type": "KNOWS"},
    )

    path = {"nodes": [ada, ben], "relationships": [knows]}
    assert answer.columns == ("a", "k", "path", "on", "l", "m")
    assert answer.rows == ((ada, knows, path, "2020-01-02", ["ada", 1], {"x": "ben"}),)
    assert not answer.truncated


@pytest.mark.parametrize(
    ("text", "bounds", "rows"),
    [
        ("UNWIND range(1, 3) AS x RETURN x AS x", Bounds(max_rows=3), ((1,), (2,), (3,))),
        ("UNWIND range(1, 4) AS x RETURN x AS x", Bounds(max_rows=3), ((1,), (2,), (3,))),
        ("UNWIND range(1, 4000) AS x RETURN x AS x", Bounds(max_rows=3), ((1,), (2,), (3,))),
        ("UNWIND range(1, 4) AS x RETURN 'abcdef' AS t", Bounds(max_bytes=17), (("abcdef",),) * 2),
        ("RETURN 'abcdef' AS t", Bounds(max_cell_bytes=4), (("abcd",),)),
        ("RETURN range(1, 9) AS l", Bounds(max_cell_bytes=4), ((None,),)),
        ("RETURN 1 AS a, 2 AS b, 3 AS c", Bounds(max_columns=2), ((1, 2),)),
    ],
)
def test_a_cut_answer_says_that_it_was_cut(store, text, bounds, rows):
    answer = store.read_only(text, {}, bounds)

    assert answer.rows == rows
    assert answer.truncated == (bounds != Bounds(max_rows=3) or "4" in text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MATCH (p:Person RETURN p", "line 1, column"),
        ("RETURN $missing AS x", "parameter"),
        ("RETURN 1 / 0 AS x", "values"),
        ("RETURN nothing AS x", "The query"),
        ("RETURN no_function(1) AS x", "The query"),
        ("CALL no.procedure()", "The store cannot compute"),
    ],
)
def test_a_wrong_text_is_named_in_our_own_words(store, text, told):
    with pytest.raises(QueryInvalid, match=told) as refused:
        store.read_only(text, {}, Bounds())

    assert "Neo" not in str(refused.value)
    assert "bolt://" not in str(refused.value)


def test_an_answer_that_needs_too_much_memory_is_refused_and_the_server_lives(store):
    text = (
        "UNWIND range(1, 10000) AS x UNWIND range(1, 10000) AS y "
        "WITH collect($long + toString(x + y)) AS l RETURN size(l) AS n"
    )

    with pytest.raises(QueryTooLarge):
        store.read_only(text, {"long": 100 * "x"}, Bounds(timeout_s=30))
    assert store.rows("read/people") == []


def test_a_query_that_takes_too_long_is_ended_on_the_server(store, engine):
    text = (
        "UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b UNWIND range(1, 20000) AS c "
        "WITH a, b, c WHERE a + b = c + 3 RETURN count(*) AS n"
    )
    began = time.monotonic()

    with pytest.raises(QueryTooSlow, match="longer than 1 seconds"):
        store.read_only(text, {}, Bounds(timeout_s=1))
    assert time.monotonic() - began < 6
    running = [row["currentQuery"] for row in engine.run("SHOW TRANSACTIONS")]
    assert not [query for query in running if "range(1, 20000)" in query]


def test_batches_stay_under_the_rows_and_bytes_of_a_message(store):
    large = [{"id": f"p{n}", "name": "x" * 900_000} for n in range(20)]
    many = [{"id": f"p{n}", "name": "x"} for n in range(12_001)]

    assert [len(piece) for piece in batches(many)] == [5_000, 5_000, 2_001]
    pieces = batches(large)
    assert [len(piece) for piece in pieces] == [8, 8, 4]
    for piece in pieces:
        store.write(Statement("write/people", {"rows": piece}))
    assert len(store.rows("read/people")) == 20
    with pytest.raises(QueryTooLarge):
        store.write(Statement("write/people", {"rows": large}))


def test_what_is_too_large_for_a_message_is_refused_before_it_hangs(store):
    with pytest.raises(QueryTooLarge):
        store.rows("read/count", id=["x" * 1_000] * 16_000)
    assert store.rows("read/people") == []
