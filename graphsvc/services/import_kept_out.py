"""Which rows of an import concern people who left the graph, or ties their owners hid?"""

from collections.abc import Iterator
from itertools import islice

from graphsvc.intake.spool import Spool
from graphsvc.records.open import Records

# A row that needs a person goes with her; where she only appears in it, her name goes.
NEEDED = {
    "person": ("id",),
    "membership": ("person",),
    "line": ("person", "manager"),
    "level": ("person",),
    "tie": ("source", "target"),
    "contact": ("source", "target"),
    "endorsement": ("endorser", "endorsed"),
    "mentoring": ("mentor", "mentee"),
    "introduction": ("connector", "mentee", "introducee"),
    "promise": ("made_by", "made_to"),
    "goal": ("person",),
    "feedback": ("author", "about"),
    "absence": ("person",),
    "grouping": ("person",),
}
MENTIONED = {"endorsement": "confirmed_by", "introduction": "proposed_by", "goal": "decided_by"}
MOVED = ("introduction", "promise")
PAIRED = ("tie", "contact")
PAGE = 50_000

_EVERYBODY = " UNION ".join(
    f"SELECT {column} FROM {table}"
    for table, columns in [*NEEDED.items(), *((one, (of,)) for one, of in MENTIONED.items())]
    for column in columns
)
_MOVERS = """UPDATE {table} SET states_by = (
  SELECT json_group_array(CASE WHEN value IN (SELECT id FROM gone) THEN '' ELSE value END)
  FROM json_each(states_by))
WHERE EXISTS (SELECT 1 FROM json_each(states_by) WHERE value IN (SELECT id FROM gone))"""
_HIDDEN = """DELETE FROM {table} WHERE EXISTS (
  SELECT 1 FROM hidden WHERE low = min(source, target) AND high = max(source, target))"""


def keep_out(spool: Spool, records: Records) -> int:
    """Take what must stay out of the graph from *spool*; return how many rows were about it.

    Nobody learns which: the number alone is reported.
    """
    people = _people(spool, records)
    pairs = records.hidden.pairs()
    if not people and not pairs:
        return 0
    # The spool may be the redo log of an import by now: what is deleted from it stays whole.
    spool.rows.execute("PRAGMA journal_mode=DELETE")
    spool.rows.execute("DROP TABLE IF EXISTS temp.gone")
    spool.rows.execute("CREATE TEMP TABLE gone (id TEXT PRIMARY KEY) WITHOUT ROWID")
    spool.rows.execute("DROP TABLE IF EXISTS temp.hidden")
    spool.rows.execute("CREATE TEMP TABLE hidden (low TEXT, high TEXT, PRIMARY KEY (low, high))")
    spool.add("INSERT INTO gone VALUES (?)", ((one,) for one in people))
    spool.add("INSERT INTO hidden VALUES (?, ?)", pairs)
    spool.rows.execute("BEGIN")
    taken = sum(spool.rows.execute(one).rowcount for one in _deletions())
    for one in _erasures():
        spool.rows.execute(one)
    spool.rows.execute("COMMIT")
    return taken


def _people(spool: Spool, records: Records) -> list[str]:
    if not records.tombstones.anybody():
        return []
    asked = (row[0] for row in spool.each(_EVERYBODY) if row[0] is not None)
    found: set[str] = set()
    while page := list(islice(asked, PAGE)):
        found |= records.tombstones.kept_out(page)
    return sorted(found)


def _deletions() -> Iterator[str]:
    for table, columns in NEEDED.items():
        about = " OR ".join(f"{column} IN (SELECT id FROM gone)" for column in columns)
        yield f"DELETE FROM {table} WHERE {about}"
    for table in PAIRED:
        yield _HIDDEN.format(table=table)


def _erasures() -> Iterator[str]:
    for table, column in MENTIONED.items():
        yield f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT id FROM gone)"
    for table in MOVED:
        yield _MOVERS.format(table=table)
