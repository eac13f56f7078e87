"""Which stores do tests talk to? Two real servers, each started once a run and only if asked for.

* ``store``: a prepared, *empty* store with a fresh ledger; the test runs once on each server.
* ``engine``: the same as an :class:`Engine`, which can also run any Cypher (``engine.run``).
* ``embedded_store``, ``neo4j_store``: one server only, prepared, *not* emptied.
* ``empty_embedded``, ``empty_neo4j``: an :class:`Engine` of one server only, emptied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import neo4j
import pytest

from graphsvc.store.address import Address
from graphsvc.store.base import Statement, Store
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine
from tests import neo4j_server

# Steps with numbers no version has are what a test left behind.
GOING = "NOT n:Migration OR n.version > 900"


@dataclass(frozen=True)
class Engine:
    """A running server: the store on it, and a way to look behind the store's back."""

    name: str
    address: Address
    store: BoltStore
    driver: neo4j.Driver

    def run(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """The records of any Cypher text, committed, as the account that may write."""
        with self.driver.session(database=self.address.database) as session:
            return session.execute_write(lambda tx: tx.run(text, parameters).data())

    def everything(self) -> list[str]:
        """All nodes and relationships as text, in order, but for the ledger's revision."""
        nodes = self.run("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
        ties = self.run(
            "MATCH (a)-[r]->(b) RETURN properties(a) AS a, type(r) AS t, properties(r) AS p, "
            "properties(b) AS b"
        )
        for node in nodes:
            node["p"].pop("revision", None)
        return sorted(repr(one) for one in [*map(_ordered, nodes), *map(_ordered, ties)])

    def empty(self) -> None:
        """Delete everything but the schema, and make a fresh ledger."""
        text = f"MATCH (n) WHERE {GOING} WITH n LIMIT 500 DETACH DELETE n RETURN count(*) AS gone"
        while self.run(text)[0]["gone"]:
            pass
        self.store.write(Statement("write/ledger_make", {"id": "ledger", "store_id": "fresh"}))


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return [(name, _ordered(value[name])) for name in sorted(value)]
    return value


def _engine(name: str, address: Address, store: BoltStore) -> Iterator[Engine]:
    store.prepare()
    with neo4j.GraphDatabase.driver(address.uri, auth=address.app) as driver:
        yield Engine(name, address, store, driver)
    store.close()


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    owner = EmbeddedEngine(tmp_path_factory.mktemp("engine"), grace_s=1)
    yield from _engine("embedded", owner.address(), BoltStore(owner.address))
    owner.release()


@pytest.fixture(scope="session")
def neo4j_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if neo4j_server.without("neo4j"):
        pytest.skip("GRAPHSVC_TEST_WITHOUT says neo4j")
    with neo4j_server.running(tmp_path_factory.mktemp("neo4j")) as address:
        yield from _engine("neo4j", address, BoltStore(lambda: address))


@pytest.fixture(scope="session")
def embedded_store(embedded_engine: Engine) -> Store:
    return embedded_engine.store


@pytest.fixture(scope="session")
def neo4j_store(neo4j_engine: Engine) -> Store:
    return neo4j_engine.store


@pytest.fixture
def empty_embedded(embedded_engine: Engine) -> Engine:
    embedded_engine.empty()
    return embedded_engine


@pytest.fixture
def empty_neo4j(neo4j_engine: Engine) -> Engine:
    neo4j_engine.empty()
    return neo4j_engine


@pytest.fixture(
    params=[
        pytest.param("empty_embedded", marks=pytest.mark.engine, id="embedded"),
        pytest.param("empty_neo4j", marks=pytest.mark.neo4j, id="neo4j"),
    ]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def store(engine: Engine) -> Store:
    return engine.store
