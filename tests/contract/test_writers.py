"""Do writers in many processes and threads lose nothing of each other's, on both engines?"""

from concurrent.futures import ThreadPoolExecutor

from graphsvc.store.base import Statement
from tests.contract.processes import at, started, told
from tests.contract.queries_for_tests import store_of


def test_processes_that_write_at_once_lose_no_update(engine):
    counting = [started("count_up", times=20, **at(engine.address)) for _ in range(3)]
    revisions = [told(one)[0] for one in counting]

    assert engine.run("MATCH (u:Unit {id: 'shared'}) RETURN u.count AS n") == [{"n": 60}]
    assert max(revisions) == engine.store.ledger().revision == 60


def test_threads_that_share_a_store_lose_no_update(engine):
    with store_of(engine) as store, ThreadPoolExecutor(4) as pool:
        step = Statement("write/count_up", {"id": "shared"})
        counts = list(pool.map(lambda _: store.write(step), range(40)))
        revision = store.ledger().revision

    assert counts == [[{"counters": 1}]] * 40
    assert engine.run("MATCH (u:Unit {id: 'shared'}) RETURN u.count AS n") == [{"n": 40}]
    assert revision == 40


def test_of_two_processes_that_make_the_same_person_one_is_refused(engine):
    made = [started("conflict", times=15, **at(engine.address)) for _ in range(2)]

    assert sum(told(one)[0] for one in made) == 15
    assert engine.run("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 15}]


def test_a_store_used_before_a_fork_works_in_the_children_and_the_parent(engine):
    assert told(started("fork", **at(engine.address))) == [[0, 0, 0], 4]
