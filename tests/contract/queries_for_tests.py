"""Which queries do the contract tests need that no service asks? Parsed like any other."""

from collections.abc import Iterator
from contextlib import contextmanager

from graphsvc.store.bolt import BoltStore
from graphsvc.store.library import library, parse
from tests.engines import Engine

TEXTS = {
    "write/person": """// Writes one person.
// param id: string
// param name: string
// column people: integer
MERGE (p:Person {id: $id}) SET p.name = $name
RETURN count(p) AS people""",
    "write/person_again": """// Makes a person who may be there already.
// param id: string
// column people: integer
CREATE (p:Person {id: $id})
RETURN count(p) AS people""",
    "write/people": """// Writes many people.
// param rows: list of maps with id and name
// column people: integer
UNWIND $rows AS row
MERGE (p:Person {id: row.id}) SET p.name = row.name
RETURN count(p) AS people""",
    "write/count_up": """// Adds one to a counter.
// param id: string
// column counters: integer
MERGE (u:Unit {id: $id})
  ON CREATE SET u.count = 1
  ON MATCH SET u.count = u.count + 1
RETURN count(u) AS counters""",
    "read/count": """// How far a counter is.
// param id: string
// column count: integer
MATCH (u:Unit {id: $id})
RETURN u.count AS count ORDER BY u.id""",
    "read/people": """// Everybody.
// column id: string
// column name: string
MATCH (p:Person)
RETURN p.id AS id, p.name AS name ORDER BY id""",
    "read/sneaky": """// Writes, from the folder of those that read.
// param id: string
// column id: string
CREATE (p:Person {id: $id})
RETURN p.id AS id""",
    "read/long": """// Counts for longer than anybody waits.
// param most: integer
// column n: integer
UNWIND range(1, $most) AS a
UNWIND range(1, $most) AS b
UNWIND range(1, $most) AS c
WITH a, b, c WHERE a + b = c + 3
RETURN count(*) AS n""",
    "snapshot/uneven": """// Two lists, one of which lost a null.
// column ids: list of string
// column names: list of string
MATCH (p:Person)
RETURN collect(p.id) AS ids, collect(p.name) AS names""",
    "snapshot/even": """// Two equally long lists.
// column ids: list of string
// column days: list of date
MATCH (p:Person)
WITH p ORDER BY p.id
RETURN collect(p.id) AS ids, collect(coalesce(p.joined_on, $day)) AS days
// param day: date""",
}
QUERIES = dict(library()) | {name: parse(name, text) for name, text in TEXTS.items()}


@contextmanager
def store_of(engine: Engine) -> Iterator[BoltStore]:
    """A store of its own on a running engine that knows the queries above."""
    store = BoltStore(lambda: engine.address, queries=QUERIES)
    try:
        yield store
    finally:
        store.close()
