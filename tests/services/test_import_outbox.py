"""Does a batch that takes the store too long arrive all the same, in smaller ones?"""

from types import MappingProxyType

from graphsvc.intake.progress import Silent
from graphsvc.services.import_outbox import Outbox
from graphsvc.store.bolt import BoltStore
from graphsvc.store.library import library, parse
from tests.engines import Engine

# Twice the rows take four times as long.
SLOW = parse(
    "write/slow_people",
    """// Writes people, looking at every pair of rows on the way.
// param rows: list of maps with id
// column people: integer
UNWIND $rows AS one
UNWIND $rows AS other
UNWIND range(1, 60) AS times
WITH one, sum(size(other.id) + times) AS looked
MERGE (p:Person {id: one.id}) SET p.looked = looked
RETURN count(p) AS people""",
)


def test_a_batch_over_the_time_limit_is_written_in_parts(empty_neo4j: Engine):
    queries = MappingProxyType({**library(), SLOW.name: SLOW})
    limited = BoltStore(lambda: empty_neo4j.address, queries=queries, write_s=2.0)
    people = [f"p{number}" for number in range(1_000)]

    with Outbox(limited, Silent(), dry_run=False) as outbox:
        for one in people:
            outbox.put(SLOW.name, {"id": one})
        outbox.flush()
    limited.close()

    found = empty_neo4j.run("MATCH (p:Person) RETURN p.id AS id, p.looked AS looked")
    assert {one["id"] for one in found} == set(people)
    # Each saw the rows of her own part only: not everybody was written at once.
    assert {one["looked"] for one in found} != {_looked(people)}


def _looked(people: list[str]) -> int:
    return sum(60 * len(one) + 1_830 for one in people)
