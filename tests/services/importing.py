"""The import service on a running server, in this process and in one that gets killed.

``python -m tests.services.importing WHERE`` is such a process: WHERE is JSON, see :func:`killed`.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.pseudonym import Pseudonyms
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import StoreUnavailable
from graphsvc.intake.options import ImportOptions
from graphsvc.records.open import Records
from graphsvc.services.imports import ImportService
from graphsvc.store.address import Address
from graphsvc.store.base import Statement, Store
from graphsvc.store.bolt import BoltStore

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OPERATOR = Viewer("operator", None, frozenset({Grant("operator")}))


@dataclass
class Bench:
    """An import service with records of its own; ``published`` counts the snapshots."""

    service: ImportService
    records: Records
    published: list[str]


def bench(store: Store, folder: Path) -> Bench:
    folder.mkdir(exist_ok=True)
    records = Records(folder / "records.sqlite", key=b"k" * 32)
    records.prepare()
    audit = Audit(records.audit, lambda: NOW)
    published: list[str] = []

    def publish() -> str:
        assert store.ledger().open_import is None
        published.append(f"s-{len(published) + 1}")
        return published[-1]

    service = ImportService(
        store=store,
        records=records,
        policy=Policy(lambda: NOW, audit),
        audit=audit,
        folder=folder,
        pseudonym=Pseudonyms(b"p" * 32, "fresh").of,
        publish=publish,
        clock=lambda: NOW,
    )
    return Bench(service, records, published)


def files(folder: Path, **texts: str) -> Path:
    """A folder with one CSV file for each keyword."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class Leaving:
    """A store that stops answering at its n-th write, the way a server does that is shut down."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store, self._writes = store, writes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, *statements: Statement) -> Any:
        self._writes -= 1
        if self._writes < 0:
            raise StoreUnavailable
        return self._store.write(*statements)


class Mortal:
    """A store that ends its process with SIGKILL before or after its n-th write."""

    def __init__(self, store: Store, lives: int, *, after: bool) -> None:
        self._store, self._lives, self._after = store, lives, after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in ("write", "open_import", "close_import"):
            return found

        def call(*values: Any) -> Any:
            self._lives -= 1
            if not self._lives and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = found(*values)
            if not self._lives:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return call


def killed(address: Address, folder: Path, source: Path, *, lives: int, after: bool) -> bool:
    """Import *source* in a process of its own; whether it was killed before it had finished."""
    where = {
        "uri": address.uri,
        "database": address.database,
        "app": address.app,
        "folder": str(folder),
        "source": str(source),
        "lives": lives,
        "after": after,
    }
    command = [sys.executable, "-m", "tests.services.importing", json.dumps(where)]
    ended = subprocess.run(command, cwd=ROOT, timeout=60).returncode
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def main(where: dict[str, Any]) -> None:
    address = Address(where["uri"], where["database"], tuple(where["app"]))
    store = Mortal(BoltStore(lambda: address), where["lives"], after=where["after"])
    service = bench(store, Path(where["folder"])).service  # type: ignore[arg-type]
    service.load(OPERATOR, [Path(where["source"])], ImportOptions())


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
