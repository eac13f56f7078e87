"""How do the tests get a real Neo4j? Jars from Maven Central, cached by version, run as a process.

Neo4j Community is GPL: it is fetched for the tests, run as a process of its own and never shipped.
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError, ServiceUnavailable

from graphsvc.store.address import Address

VERSION = "5.26.30"
MAIN = "org.neo4j.server.CommunityEntryPoint"
PASSWORD = "only-for-tests"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>x</groupId><artifactId>x</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>
<version>{version}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
<version>{version}</version></dependency>
</dependencies></project>
"""
CONF = """server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.run={home}/run
server.directories.plugins={home}/plugins
server.directories.import={home}/import
server.directories.transaction.logs.root={home}/data/transactions
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
server.memory.heap.initial_size=256m
server.memory.heap.max_size=768m
server.memory.pagecache.size=128m
db.transaction.timeout=60s
db.transaction.monitor.check.interval=1s
db.lock.acquisition.timeout=10s
db.memory.transaction.max=192m
dbms.usage_report.enabled=false
client.allow_telemetry=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
"""
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def without(name: str) -> bool:
    """Whether this run says it goes without *name*, which CI may not."""
    said = os.environ.get("GRAPHSVC_TEST_WITHOUT", "").split(",")
    return name in said and os.environ.get("CI") != "true"


@contextlib.contextmanager
def running(home: Path) -> Iterator[Address]:
    """A Neo4j of its own in *home*, on a free loopback port, stopped at the end."""
    jars = fetched()
    for folder in ("conf", "data", "logs", "run", "plugins", "import"):
        (home / folder).mkdir(parents=True)
    port = free_port()
    (home / "conf" / "neo4j.conf").write_text(CONF.format(home=home, port=port), encoding="utf-8")
    address = Address(f"bolt://127.0.0.1:{port}", "neo4j", ("neo4j", PASSWORD))
    with (home / "logs" / "console.log").open("wb") as log:
        server = subprocess.Popen(
            _command(home, jars), stdout=log, stderr=log, preexec_fn=_end_with_the_tests
        )
    try:
        _wait_until_ready(server, address, home)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(3)  # its home is thrown away: a full shutdown of 10 s is for nothing
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def fetched() -> Path:
    """The folder with the jars of the server, fetched when it is not there."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            pytest.fail(
                f"The contract suite needs a real Neo4j and finds no {program}: "
                "apt-get install -y openjdk-17-jre-headless maven",
                pytrace=False,
            )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphsvc"
    cache.mkdir(parents=True, exist_ok=True)
    jars = cache / f"neo4j-{VERSION}"
    with (cache / f"neo4j-{VERSION}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jars.is_dir():
            _fetch(cache, jars)
    return jars


def _fetch(cache: Path, jars: Path) -> None:
    aside = cache / f"neo4j-{VERSION}.fetching"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    (aside / "pom.xml").write_text(POM.format(version=VERSION), encoding="utf-8")
    done = subprocess.run(
        ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]
        + [f"-DoutputDirectory={aside / 'lib'}"],
        cwd=aside,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        told = (done.stdout.strip().splitlines() or ["Maven said nothing"])[0]
        pytest.fail(f"Neo4j {VERSION} cannot be fetched from Maven Central: {told}", pytrace=False)
    (aside / "lib").rename(jars)
    shutil.rmtree(aside)


def _command(home: Path, jars: Path) -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return [
        "java",
        *("-Xms256m", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        *opened,
        *("-Dfile.encoding=UTF-8", "-Dlog4j2.disable.jmx=true"),
        "-Dio.netty.tryReflectionSetAccessible=true",
        *("-cp", f"{home}/plugins/*:{home}/conf/*:{jars}/*"),
        *(MAIN, f"--home-dir={home}", f"--config-dir={home}/conf"),
    ]


def _wait_until_ready(server: subprocess.Popen[bytes], address: Address, home: Path) -> None:
    ends = time.monotonic() + 90
    while time.monotonic() < ends and server.poll() is None:
        try:
            _set_password(address)
            return
        except (ServiceUnavailable, AuthError, OSError):
            time.sleep(0.3)
    last = (home / "logs" / "console.log").read_text(errors="replace").strip().splitlines()[-1:]
    pytest.fail(f"Neo4j {VERSION} did not start: {last}", pytrace=False)


def _set_password(address: Address) -> None:
    # The first account may do nothing but change its password.
    once = {"max_transaction_retry_time": 0, "connection_timeout": 3}
    with neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", "neo4j"), **once) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
            {"old": "neo4j", "new": PASSWORD},
            database_="system",
        )
    with neo4j.GraphDatabase.driver(address.uri, auth=address.app) as driver:
        driver.execute_query("RETURN 1 AS ready", database_=address.database)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_the_tests() -> None:
    if sys.platform == "linux":  # where the tests are killed, the server must not stay behind
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
