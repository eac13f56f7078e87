"""Are schema steps applied once, in order, by whoever comes first, on both engines?"""

import pytest
from neo4j.exceptions import ConstraintError

from graphsvc.errors import StoreSchemaNewer
from graphsvc.store.library import library
from tests.contract.processes import at, started, told

STEPS = [name for name in library() if name.startswith("schema/")]
UNIQUE = {
    "Person": ("id", "seq"),
    "Unit": ("id",),
    "Introduction": ("id",),
    "Promise": ("id",),
    "Goal": ("id",),
    "Feedback": ("id",),
    "Ledger": ("id",),
    "Migration": ("version",),
    "MigrationLock": ("name",),
}


def test_the_steps_are_numbered_without_a_hole():
    numbers = [int(name.removeprefix("schema/").partition("_")[0]) for name in STEPS]

    assert numbers == list(range(1, len(STEPS) + 1))


def test_what_is_prepared_stays_as_it_is(engine):
    before = engine.everything(), engine.store.ledger()

    assert engine.store.prepare() == ()
    assert (engine.everything(), engine.store.ledger()) == before


@pytest.mark.parametrize("name", STEPS)
def test_a_step_may_be_applied_again(engine, name):
    engine.run(library()[name].text)


@pytest.mark.parametrize(("label", "key"), [(one, key) for one in UNIQUE for key in UNIQUE[one]])
def test_two_of_the_same_key_are_refused(engine, label, key):
    value = 950 if key in ("seq", "version") else "same"
    engine.run(f"CREATE (:{label} {{{key}: $value}})", value=value)

    with pytest.raises(ConstraintError):
        engine.run(f"CREATE (:{label} {{{key}: $value}})", value=value)


def test_processes_that_prepare_an_empty_store_at_once_apply_each_step_once(engine):
    undo_schema(engine)
    preparing = [started("prepare", **at(engine.address)) for _ in range(3)]
    applied = sorted(number for one in preparing for number in told(one)[0])

    assert applied == list(range(1, len(STEPS) + 1))
    assert [row["version"] for row in engine.store.rows("read/migrations")] == applied
    assert engine.run("MATCH (l:Ledger) RETURN count(l) AS ledgers") == [{"ledgers": 1}]
    assert len(engine.store.ledger().store_id) == 32


def test_a_store_of_a_newer_version_is_refused(engine):
    engine.run("CREATE (:Migration {version: 901, checksum: 'c'})")

    with pytest.raises(StoreSchemaNewer, match="901"):
        engine.store.prepare()


def test_a_step_that_was_another_when_it_was_applied_is_refused(engine):
    engine.run("MATCH (n:Migration {version: 4}) SET n.kept = n.checksum, n.checksum = 'other'")

    with pytest.raises(StoreSchemaNewer, match="step 4"):
        engine.store.prepare()
    engine.run("MATCH (n:Migration {version: 4}) SET n.checksum = n.kept REMOVE n.kept")


def test_a_process_that_died_with_the_lock_does_not_keep_it(engine):
    engine.run("MATCH (n) WHERE n:Ledger OR n.version = 12 DETACH DELETE n")
    engine.run("CREATE (:MigrationLock {name: 'schema', holder: 'gone', until: 1000})")

    assert list(engine.store.prepare()) == [12]


def undo_schema(engine) -> None:
    """Take every node, constraint and index away, as on the first start."""
    engine.run("MATCH (n) DETACH DELETE n")
    for name in STEPS:
        kind = "CONSTRAINT" if "CREATE CONSTRAINT" in library()[name].text else "INDEX"
        engine.run(f"DROP {kind} {name.partition('_')[2]} IF EXISTS")
