"""Cases for what the store itself asks and writes: ledger, schema steps and their lock."""

from graphsvc.store.library import library
from graphsvc.store.migrations import checksum_of
from tests.contract.cases import Case

LEDGER = {"id": "ledger"}
OPENED = "MATCH (l:Ledger {id: 'ledger'}) SET l.open_import = 'first'"
OPEN_IMPORT = "MATCH (l:Ledger) RETURN l.open_import AS open_import"
ASKED = {"name": "held", "holder": "ada", "now": 1_000, "until": 2_000}
HELD = "CREATE (:MigrationLock {name: 'held', holder: 'ben', until: %d})"
LOCK = "MATCH (n:MigrationLock {name: 'held'}) RETURN n.holder AS holder, n.until AS until"
STEP = "MATCH (n:Migration {version: 901}) RETURN n.checksum AS checksum, n.at AS at"
NOTED = {"version": 901, "checksum": "c", "at": "2026-11-24T12:30:00+00:00"}

CASES = [
    Case(
        "read/ledger",
        parameters=LEDGER,
        rows=[{"store_id": "fresh", "revision": 0, "open_import": None}],
    ),
    Case(
        "read/migrations",
        rows=[
            {"version": number, "checksum": checksum_of(query)}
            for number, query in enumerate(
                (one for one in library().values() if one.folder == "schema"), start=1
            )
        ],
    ),
    Case(
        "write/ledger_make",
        parameters={"id": "ledger", "store_id": "other"},
        rows=[{"ledgers": 1}],
        then=[("MATCH (l:Ledger) RETURN l.store_id AS store_id", [{"store_id": "fresh"}])],
    ),
    Case(
        "write/ledger_move",
        parameters=LEDGER,
        rows=[{"moved": 1}],
        # Once by the query and once, as in every write, by the store.
        then=[("MATCH (l:Ledger) RETURN l.revision AS revision", [{"revision": 2}])],
    ),
    Case(
        "write/ledger_open_import",
        name="free",
        parameters=LEDGER | {"import_id": "first"},
        rows=[{"opened": 1}],
        then=[(OPEN_IMPORT, [{"open_import": "first"}])],
    ),
    Case(
        "write/ledger_open_import",
        name="taken",
        given=[OPENED],
        parameters=LEDGER | {"import_id": "second"},
        rows=[{"opened": 0}],
        then=[(OPEN_IMPORT, [{"open_import": "first"}])],
    ),
    Case(
        "write/ledger_close_import",
        name="the open one",
        given=[OPENED],
        parameters=LEDGER | {"import_id": "first"},
        rows=[{"closed": 1}],
        then=[(OPEN_IMPORT, [{"open_import": None}])],
    ),
    Case(
        "write/ledger_close_import",
        name="another one",
        given=[OPENED],
        parameters=LEDGER | {"import_id": "second"},
        rows=[{"closed": 0}],
        then=[(OPEN_IMPORT, [{"open_import": "first"}])],
    ),
    Case(
        "write/migration_applied",
        parameters=NOTED,
        rows=[{"migrations": 1}],
        then=[(STEP, [{"checksum": "c", "at": NOTED["at"]}])],
    ),
    Case(
        "write/migration_lock_take",
        name="free",
        parameters=ASKED,
        rows=[{"taken": 1}],
        then=[(LOCK, [{"holder": "ada", "until": 2_000}])],
    ),
    Case(
        "write/migration_lock_take",
        name="held",
        given=[HELD % 1_500],
        parameters=ASKED,
        rows=[{"taken": 0}],
        then=[(LOCK, [{"holder": "ben", "until": 1_500}])],
    ),
    Case(
        "write/migration_lock_take",
        name="lapsed",
        given=[HELD % 500],
        parameters=ASKED,
        rows=[{"taken": 1}],
        then=[(LOCK, [{"holder": "ada", "until": 2_000}])],
    ),
    Case(
        "write/migration_lock_free",
        name="own",
        given=[HELD % 1_500],
        parameters={"name": "held", "holder": "ben"},
        rows=[{"freed": 1}],
        then=[(LOCK, [{"holder": "ben", "until": 0}])],
    ),
    Case(
        "write/migration_lock_free",
        name="another's",
        given=[HELD % 1_500],
        parameters={"name": "held", "holder": "ada"},
        rows=[{"freed": 0}],
        then=[(LOCK, [{"holder": "ben", "until": 1_500}])],
    ),
    Case(
        "write/probe",
        parameters={"id": "probe"},
        rows=[{"written": 1}],
        then=[("MATCH (l:Ledger) RETURN count(l) AS ledgers", [{"ledgers": 2}])],
    ),
]
