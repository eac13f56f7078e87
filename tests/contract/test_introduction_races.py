"""Do processes that move or propose the same introduction leave one outcome, on both engines?"""

from graphsvc.services.introducing_writes import proposed
from tests.contract.processes import at, introduction, started, told

TIMES = 20


def people(engine):
    for one in ("ada", "con", "ivy"):
        engine.run("CREATE (:Person {id: $id})", id=one)


def test_of_two_moves_at_once_one_is_made(engine):
    people(engine)
    # Each names the two once more than the one before.
    for number in range(TIMES):
        act = introduction(number)
        assert proposed(engine.store, act, connector_named=number, introducee_named=number)

    movers = {"connector_agreed": "con", "withdrawn": "ada", "expired": ""}
    racing = [
        started("move", times=TIMES, state=state, by=by, **at(engine.address))
        for state, by in movers.items()
    ]
    made = [dict(told(one)) for one in racing]

    rows = engine.run("MATCH (i:Introduction) RETURN i.id AS id, i.states AS s, i.states_by AS b")
    assert len(rows) == TIMES
    for row in rows:
        last = [state for state, one in zip(movers, made, strict=True) if one[row["id"]]]
        assert row["s"] == ["proposed", "mentee_agreed", *last], row
        assert len(last) == 1
        assert row["b"] == ["ada", "ada", movers[last[0]]]


def test_of_many_proposals_at_once_one_is_written(engine):
    people(engine)
    racing = [
        started("propose", times=5, prefix=prefix, **at(engine.address)) for prefix in ("x", "y")
    ]
    written = [made for one in racing for made in told(one)]

    assert written.count(True) == 1
    assert engine.run("MATCH (i:Introduction) RETURN count(i) AS n") == [{"n": 1}]
