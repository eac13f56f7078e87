"""How fast do people and ties come in, against a bare loop over the driver with the same batches?

``python -m bench.intake --engine embedded``: an organisation is generated (or taken from
``--folder``), imported into an empty store, and the very same batches are then sent by a loop that
does nothing else, round after round. The shares are over everything between the checked rows and
the committed graph; the time for reading and checking the files is printed beside them.
"""

import argparse
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import neo4j

from bench.report import Bar, printed
from graphsvc.demo.write import generate
from graphsvc.intake.known import NothingKnown
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.parse import parse
from graphsvc.intake.progress import Silent
from graphsvc.intake.report import Intake
from graphsvc.intake.spool import Spool
from graphsvc.services.import_write import index, write
from graphsvc.store.address import Address
from graphsvc.store.base import Row, Statement
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine
from graphsvc.store.library import library
from tests import neo4j_server
from tests.engines import Engine

BAR = 0.7
UNTIL = date(2026, 6, 30)
KINDS = {"people": "write/import_people_new", "ties": "write/import_knows"}


class Round(NamedTuple):
    """Seconds of one round: the import's and the bare loop's, for the rows of one kind."""

    kind: str
    number: int
    rows: int
    ours_s: float
    bare_s: float


class Timed:
    """A store that remembers what was written and when: the time since the last write is ours."""

    def __init__(self, store: BoltStore) -> None:
        self._store, self._last = store, time.perf_counter()
        self.sent: list[tuple[Statement, float]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, *statements: Statement) -> list[Row]:
        answer = self._store.write(*statements)
        now = time.perf_counter()
        self.sent.append((statements[0], now - self._last))
        self._last = now
        return answer


def main(arguments: Sequence[str]) -> int:
    asked = _options().parse_args(arguments)
    began, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as place, _server(asked.engine, Path(place)) as address:
        source = asked.folder or _generated(Path(place) / "organisation", asked)
        spool, found, reading_s = _read(source, Path(place) / "spool")
        crowd, _, _ = _read(_crowd(Path(place) / "crowd", asked.crowd), Path(place) / "crowded")
        rounds = [
            *_rounds(address, crowd, "people", asked.rounds),
            *_rounds(address, spool, "ties", asked.rounds),
        ]
        files = {one.name: _hash(source / one.name) for one in found.files}
    ties = next(one.rows for one in rounds if one.kind == "ties")
    summary = {
        "bench": "intake",
        "data": {"files": files, "rows": sum(one.rows_read for one in found.files), "ties": ties},
        "version": {name: version(name) for name in ("graphsvc", "neo4j", "arcadedb-embedded")},
        "seed": asked.seed,
        "options": vars(asked),
        "reading_s": round(reading_s, 3),
        "seconds": round(time.perf_counter() - began, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    bars = [_bar(kind, [one for one in rounds if one.kind == kind], asked.seed) for kind in KINDS]
    if not asked.json:
        print(f"{asked.engine}, read and checked in {reading_s:.2f} s")
    return printed([_shown(one) for one in rounds], summary, bars, as_json=asked.json)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.intake", description=__doc__)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--folder", type=Path, help="an organisation in the import formats")
    parser.add_argument("--scale", type=int, default=2_000, help="people to generate without one")
    parser.add_argument("--crowd", type=int, default=20_000, help="people to time people with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser


@contextmanager
def _server(engine: str, place: Path) -> Iterator[Address]:
    (place / engine).mkdir()
    if engine == "neo4j":
        with neo4j_server.running(place / engine) as address:
            yield address
        return
    owner = EmbeddedEngine(place / engine, grace_s=1)
    yield owner.address()
    owner.release()


def _generated(folder: Path, asked: argparse.Namespace) -> Path:
    generate(folder, people=asked.scale, seed=asked.seed, until=UNTIL)
    return folder


def _crowd(folder: Path, count: int) -> Path:
    """People alone: a team brings too few of them for a batch to mean anything."""
    folder.mkdir()
    rows = "".join(
        f"c{n:07},Person {n},engineer,{n % 7 + 1},engineering,Vienna,2020-01-{n % 28 + 1:02}\n"
        for n in range(count)
    )
    header = "id,name,title,level,family,site,joined_on\n"
    (folder / "people.csv").write_text(header + rows, encoding="utf-8")
    return folder


def _read(source: Path, path: Path) -> tuple[Spool, Intake, float]:
    began, spool = time.perf_counter(), Spool(path)
    found = parse(
        [source], ImportOptions(), spool, known=NothingKnown(), progress=Silent(), today=UNTIL
    )
    index(spool)
    if found.problems:
        first = found.problems[0]
        print(f"{first.file}, line {first.line}: expected {first.expected}", file=sys.stderr)
        raise SystemExit(2)
    return spool, found, time.perf_counter() - began


def _rounds(address: Address, spool: Spool, kind: str, rounds: int) -> list[Round]:
    """Import and bare loop, each into an emptied store; the first pair only warms up."""
    store = BoltStore(lambda: address)
    store.prepare()
    found: list[Round] = []
    with neo4j.GraphDatabase.driver(address.uri, auth=address.app) as driver:

        def ours() -> Timed:
            Engine("bench", address, store, driver).empty()
            timed = Timed(store)
            write(timed, spool, Silent(), pseudonym=lambda one: one, today=UNTIL)  # type: ignore[arg-type]
            return timed

        def bare() -> list[float]:
            Engine("bench", address, store, driver).empty()
            return _bare(driver, address, statements)

        statements = [one for one, _ in ours().sent]
        bare()
        for number in range(1, rounds + 1):
            # Whoever comes second finds a warmer server: they take turns.
            if number % 2:
                timed, seconds = ours(), bare()
            else:
                seconds, timed = bare(), ours()
            found.append(_round(kind, number, timed, seconds))
    store.close()
    return found


def _round(kind: str, number: int, timed: Timed, bare: Sequence[float]) -> Round:
    taken = [
        (len(statement.parameters["rows"]), ours, seconds)
        for (statement, ours), seconds in zip(timed.sent, bare, strict=True)
        if statement.query == KINDS[kind]
    ]
    rows, ours, seconds = (sum(column) for column in zip(*taken, strict=True))
    return Round(kind, number, int(rows), ours, seconds)


def _bare(driver: neo4j.Driver, address: Address, statements: Sequence[Statement]) -> list[float]:
    """Seconds of each batch, sent by a managed transaction and nothing more."""
    seconds = []
    with driver.session(database=address.database) as session:
        for one in statements:
            text, parameters = library()[one.query].text, dict(one.parameters)
            began = time.perf_counter()
            session.execute_write(_sent, text, parameters)
            seconds.append(time.perf_counter() - began)
    return seconds


def _sent(tx: neo4j.ManagedTransaction, text: str, parameters: dict[str, Any]) -> None:
    tx.run(text, parameters).consume()


def _bar(kind: str, rounds: Sequence[Round], seed: int) -> Bar:
    """The fastest round of each against the other's, with a bootstrap interval over the rounds.

    What slows a round down is what else the machine does: the fastest is nearest to the work.
    """
    draw = random.Random(seed)
    drawn = sorted(_share(draw.choices(rounds, k=len(rounds))) for _ in range(2_000))
    ratio = _share(rounds)
    return Bar(
        name=f"{kind}_per_second_share",
        value=max(one.rows / one.ours_s for one in rounds),
        baseline=max(one.rows / one.bare_s for one in rounds),
        ratio=ratio,
        low=drawn[50],
        high=drawn[-51],
        bar=BAR,
        goal=None,
        holds=ratio >= BAR,
    )


def _share(rounds: Sequence[Round]) -> float:
    return min(one.bare_s for one in rounds) / min(one.ours_s for one in rounds)


def _shown(one: Round) -> dict[str, Any]:
    return {
        "rows": one.kind,
        "round": one.number,
        "count": one.rows,
        "ours_per_s": one.rows / one.ours_s,
        "bare_per_s": one.rows / one.bare_s,
        "share": one.bare_s / one.ours_s,
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
