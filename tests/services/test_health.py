"""Does the service say what is well and what is not, without failing at it?"""

import pytest

from graphsvc.errors import RecordsUnavailable
from graphsvc.records.open import Records
from graphsvc.services.health import HealthService
from graphsvc.store.address import Address
from graphsvc.store.bolt import BoltStore
from tests.neo4j_server import free_port
from tests.services.test_snapshots import OPERATOR, Bench

pytestmark = pytest.mark.engine


@pytest.fixture
def bench(empty_embedded, tmp_path):
    records = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    yield Bench(empty_embedded.store, tmp_path / "snapshots", records)
    records.close()


@pytest.fixture
def away():
    uri = f"bolt://127.0.0.1:{free_port()}"
    store = BoltStore(lambda: Address(uri, "neo4j", ("neo4j", "secret-word")))
    yield store
    store.close()


def health(bench, store=None, records=lambda: "open") -> HealthService:
    snapshots = bench.service(store=store or bench.store)
    return HealthService(store or bench.store, snapshots, records, "service mode")


def publish(bench, engine) -> str:
    engine.run("CREATE (:Person {id: 'ada', seq: 0}), (:Person {id: 'ben', seq: 1})")
    return bench.service().publish(OPERATOR).name


def test_without_a_snapshot_it_is_not_ready_and_says_what_to_do(bench):
    ready = health(bench).ready()

    assert ready["status"] == "unready"
    assert "import" in ready["reason"]


def test_with_a_snapshot_it_is_ready(bench, empty_embedded):
    name = publish(bench, empty_embedded)

    assert health(bench).ready() == {
        "status": "ready",
        "snapshot": name,
        "stale": False,
        "store": "reachable",
    }


def test_while_the_store_is_away_it_answers_from_the_snapshot_and_says_so(
    bench, empty_embedded, away
):
    publish(bench, empty_embedded)
    ready = health(bench, away).ready()

    assert (ready["status"], ready["store"]) == ("degraded", "not reachable")


def test_what_anybody_may_read_names_no_address(bench, empty_embedded, away):
    publish(bench, empty_embedded)

    assert "127.0.0.1" not in repr(health(bench, away).ready())
    assert "127.0.0.1" not in repr(health(bench, away, records=broken).ready())


def broken() -> str:
    raise RecordsUnavailable("The records database cannot be read: no.", hint="Records: x")


def test_every_part_is_checked_and_told_in_a_sentence(bench, empty_embedded):
    name = publish(bench, empty_embedded)
    found = {one.what: one for one in health(bench).check()}

    assert list(found) == ["settings", "records", "store", "snapshot"]
    assert all(one.fine for one in found.values())
    assert found["settings"].text == "service mode"
    assert found["store"].text == f"answers, revision {bench.store.ledger().revision}"
    assert found["snapshot"].text.startswith(f"{name}: 2 people, as of ")
    assert found["snapshot"].text.endswith(", as new as the store")


def test_what_is_broken_is_told_with_the_reason_and_the_rest_is_checked_too(bench, away):
    found = {one.what: one for one in health(bench, away, records=broken).check()}

    assert [name for name, one in found.items() if one.fine] == ["settings"]
    assert found["records"].text == "The records database cannot be read: no. Records: x"
    assert found["store"].text.startswith("The graph store does not answer. bolt://127.0.0.1")
    assert "secret-word" not in repr(found)


def test_an_import_that_was_cut_off_is_told(bench, empty_embedded):
    bench.store.open_import("i-7")
    found = {one.what: one for one in health(bench).check()}

    assert "import i-7 is unfinished" in found["store"].text
