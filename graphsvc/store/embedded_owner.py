"""How is the embedded engine run? The one process that owns its folder.

Started by graphsvc.store.embedded as ``python -m graphsvc.store.embedded_owner``: its election
lock is held when it begins and freed by the kernel when it ends, however it ends.
"""

import fcntl
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from graphsvc.store.embedded import ACCOUNTS, DATABASE, LEASE, PORT, write_private

# Kept in the database's own configuration and set at every start.
SETTINGS = (
    "ALTER DATABASE `arcadedb.command.timeout` 60000",
    "ALTER DATABASE `arcadedb.txWalFlush` 2",
    "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` false",
    "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowRemoteUrls` false",
)
RECORDS = ("createRecord", "readRecord", "updateRecord", "deleteRecord")
# Rights on the database, rights on records, and milliseconds a query may take (-1: as above).
GROUPS = {
    "app": (["updateSchema"], RECORDS, -1),
    "reader": ([], ["readRecord"], 60_000),
    "analyst": ([], ["readRecord"], 10_000),
}


def main(arguments: list[str]) -> None:
    """Own the folder named first until nobody holds its lease."""
    place, heap, grace_s = Path(arguments[0]), arguments[1], float(arguments[2])
    report = int(arguments[4])
    if os.fork():
        os._exit(0)  # detached: see EmbeddedEngine._spawned
    os.umask(0o077)
    os.chdir(place)  # the engine writes its log to ./log, whatever it is told
    try:
        server, port = start(place, heap)
    except BaseException as error:
        _tell(report, _failure(error))
        raise
    # Only now: the JVM has put its own handler there, which crashes inside Python.
    signal.signal(signal.SIGTERM, lambda *_: stop(place, server))
    write_private(place / PORT, {"port": port, "pid": os.getpid()})
    _tell(report, {"outcome": "ready"})
    _fall_silent()
    wait_until_unused(place / LEASE, grace_s)
    stop(place, server)


def start(place: Path, heap: str) -> tuple[Any, int]:
    """The running server with its database and accounts, and its Bolt port."""
    from arcadedb_embedded.server import ArcadeDBServer

    accounts = json.loads((place / ACCOUNTS).read_text(encoding="utf-8"))
    plugin = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
    # Port 0: a free one each, on localhost, which is also where they listen without being told.
    listeners = {"server_plugins": plugin, "bolt_port": 0, "http_port": 0}
    server = ArcadeDBServer(str(place), accounts["root"], listeners, jvm_kwargs={"heap_size": heap})
    server.start()
    database = server.create_database(DATABASE)  # opens it when it is there already
    for statement in SETTINGS:
        database.command("sql", statement)
    make_accounts(server._java_server.getSecurity(), accounts)
    plugins = server._java_server.getPlugins()
    ports = (int(one.getPort()) for one in plugins if str(one.getName()) == "Neo4j-Bolt")
    return server, next(ports)


def make_accounts(security: Any, passwords: dict[str, str]) -> None:
    """The accounts of GROUPS, with the passwords of the folder."""
    import jpype

    json_object = jpype.JClass("com.arcadedb.serializer.json.JSONObject")
    for name, (access, on_records, milliseconds) in GROUPS.items():
        # resultSetLimit stays -1: it cuts scans, not answers.
        group = {"access": access, "resultSetLimit": -1, "readTimeout": milliseconds}
        group["types"] = {"*": {"access": list(on_records)}}
        security.saveGroup(DATABASE, name, json_object(json.dumps(group)))
        user = {"name": name, "databases": {DATABASE: [name]}}
        user["password"] = str(security.encodePassword(passwords[name]))
        if security.existsUser(name):
            security.dropUser(name)  # made anew, so a lost accounts file locks nobody out
        security.createUser(json_object(json.dumps(user)))


def wait_until_unused(lease: Path, grace_s: float) -> None:
    """Return, the lease held exclusively, once no client has held it for *grace_s* seconds."""
    held = os.open(lease, os.O_RDWR | os.O_CREAT, 0o600)
    unused_since: float | None = None
    while True:
        if not _ours(lease, held):
            return  # the folder was removed under us: nobody can ever come back
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            unused_since = None
        else:
            now = time.monotonic()
            unused_since = now if unused_since is None else unused_since
            if now - unused_since >= grace_s:
                return
            fcntl.flock(held, fcntl.LOCK_UN)
        time.sleep(min(0.5, grace_s / 4))


def stop(place: Path, server: Any) -> NoReturn:
    """Close the engine and end, whatever clients are still connected."""
    # A close that hangs must not keep the folder: the engine recovers from a kill without loss.
    signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
    signal.alarm(20)
    (place / PORT).unlink(missing_ok=True)
    server.stop()
    os._exit(0)


def _ours(lease: Path, held: int) -> bool:
    try:
        return lease.stat().st_ino == os.fstat(held).st_ino
    except FileNotFoundError:
        return False


def _failure(error: BaseException) -> dict[str, str]:
    text = " ".join(str(error).split())
    hint = f"{type(error).__name__}: {text}"[:500]
    if isinstance(error, ImportError):
        message = "The embedded engine is not available here: set GRAPHSVC_NEO4J_URI."
        return {"outcome": "failed", "message": message, "hint": hint}
    if "locked by another process" in text:
        message = "Another program has the folder of the embedded engine open."
        return {"outcome": "unusable", "message": message, "hint": hint}
    if isinstance(error, OSError) or "No space left" in text or "Read-only file system" in text:
        message = "The folder of the embedded engine cannot be written."
        return {"outcome": "unusable", "message": message, "hint": hint}
    return {"outcome": "failed", "message": "The embedded engine does not start.", "hint": hint}


def _fall_silent() -> None:
    """Send what the engine prints nowhere: it keeps the same lines in a log that it rotates."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _tell(report: int, outcome: dict[str, str]) -> None:
    try:
        os.write(report, (json.dumps(outcome) + "\n").encode())
    except BrokenPipeError:
        pass  # whoever started us is gone; others read the port file
    finally:
        os.close(report)


if __name__ == "__main__":
    main(sys.argv[1:])
