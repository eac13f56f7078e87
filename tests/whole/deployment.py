"""How do tests use the whole of graphsvc, as somebody at a terminal or with a browser does?"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphsvc.store.address import Address

ROOT = Path(__file__).parents[2]
LISTENS = re.compile(r"graphsvc answers at (http://\S+)/")
# What two runs on two engines differ in, and may.
# A handle is made with a key of the data directory.
OF_THE_RUN = {"snapshot", "elapsed_ms", "revision", "import_id", "stale", "handle"}


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Deployment:
    """One data directory and, where *address* is given, a Neo4j server."""

    folder: Path
    address: Address | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    python: str = sys.executable

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def environ(self) -> dict[str, str]:
        kept = {name: one for name, one in os.environ.items() if not name.startswith("GRAPHSVC_")}
        return kept | {"GRAPHSVC_DATA": str(self.data)} | self._server() | dict(self.more)

    def _server(self) -> dict[str, str]:
        if self.address is None:
            return {}
        user, password = self.address.app
        return {
            "GRAPHSVC_NEO4J_URI": self.address.uri,
            "GRAPHSVC_NEO4J_USER": user,
            "GRAPHSVC_NEO4J_PASSWORD": password,
            "GRAPHSVC_NEO4J_DATABASE": self.address.database,
        }

    def run(self, *arguments: str | Path, code: int | None = 0, timeout: float = 300) -> Done:
        """Run ``graphsvc`` and check how it ended; None takes any end."""
        found = subprocess.run(
            [self.python, "-m", "graphsvc", *map(str, arguments)],
            cwd=self.folder,
            env=self.environ(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        done = Done(found.returncode, found.stdout, found.stderr)
        assert "Traceback" not in done.out + done.err, done.out + done.err
        assert code is None or done.code == code, done.out + done.err
        return done

    def started(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """A ``graphsvc`` that goes on while the test does; whoever asks for it ends it."""
        return subprocess.Popen(
            [self.python, "-m", "graphsvc", *map(str, arguments)],
            cwd=self.folder,
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def serving(self, *arguments: str) -> Iterator["Served"]:
        """A running service, ended with the block."""
        process = self.started(*(arguments or ("run", "--demo")), "--port", "0")
        try:
            yield Served(process, *_until_it_listens(process))
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


@dataclass(frozen=True)
class Served:
    """A running service: where it answers, and what it printed until then."""

    process: subprocess.Popen[str]
    url: str
    printed: str

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of an answer, errors as well."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def value(self, path: str, **headers: str) -> Any:
        status, text = self.get(path, **headers)
        assert status == 200, text
        return json.loads(text)


def _until_it_listens(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    printed, url, ends = "", "", time.monotonic() + 180
    while time.monotonic() < ends:
        line = process.stdout.readline()
        if not line:
            raise AssertionError(f"The service ended:\n{printed}")
        printed += line
        url = url or "".join(LISTENS.findall(line))
        # The answer of the greeting ends with a numbered line or a reason.
        if url and (line.startswith("  3.") or "token" in line or "no answer yet" in line):
            return url, printed
    raise AssertionError(f"The service did not listen in time:\n{printed}")


def of_the_data(value: Any) -> Any:
    """*value* without what belongs to the run: equal on both engines."""
    if isinstance(value, dict):
        return {key: of_the_data(one) for key, one in value.items() if key not in OF_THE_RUN}
    if isinstance(value, list):
        return [of_the_data(one) for one in value]
    return value
