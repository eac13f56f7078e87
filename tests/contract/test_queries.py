"""Does every file of cypher/ give the right records, on the embedded engine and a real Neo4j?"""

import pytest

from graphsvc.store.base import Statement
from graphsvc.store.bolt.values import native
from graphsvc.store.library import library
from tests.contract.cases import Case, all_cases
from tests.engines import Engine

CASES = all_cases()


@pytest.mark.parametrize("name", [name for name in library() if not name.startswith("schema/")])
def test_every_query_has_a_case(name):
    assert name in {case.query for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_query_gives_its_records(engine: Engine, case: Case):
    for given in case.given:
        text, parameters = (given, {}) if isinstance(given, str) else given
        engine.run(text, **parameters)

    assert ran(engine, case) == list(case.rows)

    for text, rows in case.then:
        assert native(engine.run(text)) == list(rows), text
    if case.query.startswith("write/") and case.idempotent:
        once = engine.everything()
        ran(engine, case)
        assert engine.everything() == once, "the second time changed the graph"


def ran(engine: Engine, case: Case) -> list[dict]:
    folder = case.query.partition("/")[0]
    if folder == "write":
        return engine.store.write(Statement(case.query, case.parameters))
    if folder == "snapshot":
        return [engine.store.columns(case.query, **case.parameters)]
    return engine.store.rows(case.query, **case.parameters)
