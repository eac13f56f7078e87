"""Is it one clear line within seconds when the store is away or lets nobody in, on both engines?"""

import socket
import time
from dataclasses import replace

import pytest

from graphsvc.errors import SettingsInvalid, StoreSignInRefused, StoreUnavailable
from graphsvc.store.address import Address
from graphsvc.store.bolt import BoltStore
from tests.neo4j_server import free_port


def refused(address: Address) -> Exception:
    """What both a read and the preparing say about *address*."""
    store = BoltStore(lambda: address)
    said = []
    for ask in (store.ledger, store.prepare):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - its type is what is tested
            ask()
        said.append(caught.value)
    store.close()
    assert {str(one) for one in said} == {str(said[0])}
    return said[0]


def test_a_wrong_password_is_named_and_not_shown(engine):
    wrong = (engine.address.app[0], "wrong-and-secret")
    error = refused(replace(engine.address, app=wrong, reader=None, analyst=None))

    assert isinstance(error, StoreSignInRefused)
    assert str(error) == "The graph store refuses the account of this service."
    assert engine.address.uri in error.hint
    assert wrong[0] in error.hint
    assert wrong[1] not in error.hint + repr(error)


def test_a_database_that_does_not_exist_is_named(engine):
    error = refused(replace(engine.address, database="elsewhere"))

    assert isinstance(error, StoreSignInRefused)
    assert str(error) == "The graph store has no such database."
    assert "elsewhere" in error.hint


def test_a_port_where_nobody_listens_is_away_at_once():
    began = time.monotonic()
    error = refused(Address(f"bolt://127.0.0.1:{free_port()}", "neo4j", ("neo4j", "secret-word")))

    assert isinstance(error, StoreUnavailable)
    assert str(error) == "The graph store does not answer."
    assert error.retry_after_s > 0
    assert "secret-word" not in error.hint
    assert time.monotonic() - began < 2


@pytest.mark.slow
def test_a_server_that_accepts_and_says_nothing_is_away_within_seconds():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        store = BoltStore(lambda: Address(uri, "neo4j", ("neo4j", "secret-word")))
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.ledger()
        store.close()

    assert time.monotonic() - began < 8


@pytest.mark.parametrize("uri", ["http://127.0.0.1:1", "nonsense", "bolt+ssc://127.0.0.1:7687"])
def test_an_address_that_is_none_names_the_setting(uri):
    store = BoltStore(lambda: Address(uri, "neo4j", ("neo4j", "secret-word")))

    with pytest.raises(SettingsInvalid, match="GRAPHSVC_NEO4J_URI"):
        store.ledger()
