"""What do processes beside the tests do with a store?

Run as ``python -m tests.contract.processes DEED WHERE``: the second argument is JSON and says where
the server is. Each deed prints what came out as JSON lines.
"""

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from graphsvc.errors import OutcomeUnknown, StoreConflict
from graphsvc.services.introducing_writes import moved, proposed
from graphsvc.services.introduction_acts import Act
from graphsvc.store.address import Address
from graphsvc.store.base import Statement
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine
from tests.contract.queries_for_tests import QUERIES

ROOT = Path(__file__).parents[2]


def started(deed: str, **where: Any) -> subprocess.Popen[str]:
    """A process of its own that does *deed* at *where*."""
    command = [sys.executable, "-m", "tests.contract.processes", deed, json.dumps(where)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str]) -> list[Any]:
    """What the process printed until its end."""
    out, _ = process.communicate(timeout=60)
    return [json.loads(line) for line in out.splitlines()]


def at(address: Address) -> dict[str, Any]:
    """An address as JSON can hold it."""
    return {"uri": address.uri, "database": address.database, "app": address.app}


def count_up(where: dict[str, Any]) -> None:
    """Add to one counter, as many times as asked."""
    store = _store(where)
    for _ in range(where["times"]):
        store.write(Statement("write/count_up", {"id": "shared"}))
    _say(store.ledger().revision)


def prepare(where: dict[str, Any]) -> None:
    """Apply the schema steps that are missing."""
    _say(list(_store(where).prepare()))


def fork(where: dict[str, Any]) -> None:
    """Use a store, fork three times, and use it in every child and the parent again."""
    store = _store(where)
    store.write(Statement("write/count_up", {"id": "forked"}))
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            store.write(Statement("write/count_up", {"id": "forked"}))
            os._exit(0 if store.rows("read/count", id="forked") else 1)
        children.append(child)
    _say([os.waitpid(child, 0)[1] for child in children])
    _say(store.rows("read/count", id="forked")[0]["count"])


def write_until_told(where: dict[str, Any]) -> None:
    """Write people one by one and say each once it is acknowledged, for as long as asked."""
    store, ends, number = _store(where), time.monotonic() + where["seconds"], 0
    while time.monotonic() < ends:
        person = {"id": f"p{number}", "name": "x"}
        try:
            store.write(Statement("write/person", person))
        except OutcomeUnknown:
            continue  # the same again, as the error says
        _say(person["id"])
        number += 1


def join(where: dict[str, Any]) -> None:
    """Say where the engine listens, and stay until the standard input is closed."""
    engine = EmbeddedEngine(Path(where["place"]), grace_s=where["grace_s"])
    _say(engine.address().uri)
    if where.get("fork"):
        child = os.fork()
        if child == 0:
            _say(engine.address().uri)
            sys.stdin.read()
            os._exit(0)
        os._exit(0)  # the parent ends, the child's lease stays
    sys.stdin.read()


def conflict(where: dict[str, Any]) -> None:
    """Make the same person as others do at the same time; say whether it was this process."""
    store, made = _store(where), 0
    for number in range(where["times"]):
        try:
            store.write(Statement("write/person_again", {"id": f"p{number}"}))
            made += 1
        except StoreConflict:
            continue
    _say(made)


def introduction(number: int, **more: Any) -> Act:
    """An introduction of Ada to Ivy through Con, proposed and agreed to by Ada herself."""
    states, on = ("proposed", "mentee_agreed"), ("2026-11-02", "2026-11-02")
    parties = {"mentee": "ada", "introducee": "ivy", "connector": "con", "proposer": "ada"}
    found = Act(
        id=f"i{number}",
        recorded_by="ada",
        states=states,
        states_on=on,
        states_by=("ada", "ada"),
        **parties,
    )
    return found._replace(**more)


def move(where: dict[str, Any]) -> None:
    """Make one move of each of several introductions, unless somebody else moved it meanwhile."""
    store, day = _store(where), date(2026, 11, 3)
    for number in range(where["times"]):
        made = moved(store, introduction(number), where["state"], day=day, by=where["by"])
        _say([f"i{number}", made])


def propose(where: dict[str, Any]) -> None:
    """Propose the same two people under ids of its own, as long as nobody else did meanwhile."""
    store = _store(where)
    for number in range(where["times"]):
        act = introduction(number, id=f"{where['prefix']}{number}")
        _say(proposed(store, act, connector_named=0, introducee_named=0))


def _store(where: dict[str, Any]) -> BoltStore:
    if "place" in where:
        engine = EmbeddedEngine(Path(where["place"]), grace_s=where.get("grace_s", 1))
        return BoltStore(engine.address, queries=QUERIES)
    address = Address(where["uri"], where["database"], tuple(where["app"]))
    return BoltStore(lambda: address, queries=QUERIES)


def _say(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    DEEDS = (count_up, prepare, fork, write_until_told, join, conflict, move, propose)
    {deed.__name__: deed for deed in DEEDS}[sys.argv[1]](json.loads(sys.argv[2]))
