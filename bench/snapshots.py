"""What does a snapshot of the organisation cost: to build, and to map in one more worker?

Each runs in a process of its own, started as this module, so that its memory is its own:
``python -m bench.snapshots build FOLDER PEOPLE SEED``, then ``map`` several times.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bench.bars import Measured, figure
from bench.clock import Ratio, Timed, interval
from bench.columns import TODAY, gathered, id_of
from bench.organisation import organisation
from bench.report import Bar
from graphsvc.model import SnapshotKey
from graphsvc.snapshot import shelf
from graphsvc.snapshot.build import build
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import default_as_of, derive, with_rows
from graphsvc.snapshot.opened import Opened
from graphsvc.snapshot.view import View

WORKERS = 5  # how many processes map it, one after another
KEY = SnapshotKey("bench", 1, 1)
AT = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
SMALL = 200  # people of a snapshot that only loads compiled loops
PRIVATE_MB, PEAK_MB = 60, 6 * 1024
# Arrays are facts and rows together; published are those in files; the rest is megabytes.
TIMED = ("facts", "rows", "arrays", "published", "mapped", "mapped_wall")
BUILDS = 3


Costs = dict[str, list[float]]  # of each step, what every try cost


def costs(people: int, *, seed: int, workers: int = WORKERS) -> Costs:
    """Seconds and megabytes of each step."""
    with tempfile.TemporaryDirectory() as place:
        found = _process("build", place, people, seed)
        for _ in range(workers):
            for step, tries in _process("map", place, people, seed).items():
                found.setdefault(step, []).extend(tries)
    return found


def measured(people: int, found: Costs) -> list[Measured]:
    """The seconds of *found* as rows of the table: ``snapshot_`` and the step."""
    return [
        Measured(people, "team", f"snapshot_{step}", "graphsvc", Timed.of_calls(found[step]))
        for step in TIMED
    ]


def memory(people: int, found: Costs, others_mb: float | None, *, seed: int) -> Iterator[Bar]:
    """What a million people may take: in one more worker, and in all.

    Args:
        others_mb: the most the kernels took in their process; None where more than they ran there.
    """
    if people != 1_000_000:
        return
    private = interval(found["private_mb"], np.random.default_rng(seed))
    yield figure("snapshot_private_mb_1m", private, PRIVATE_MB, PRIVATE_MB)
    peak = None if others_mb is None else max(others_mb, *found["build_peak_mb"])
    whole = None if peak is None else Ratio(peak, peak, peak)
    why = "" if whole else "other libraries or sizes ran in the same process"
    yield figure("peak_mb_1m", whole, PEAK_MB, PEAK_MB, why=why)


def _process(step: str, place: str, people: int, seed: int) -> Costs:
    command = [sys.executable, "-m", "bench.snapshots", step, place, str(people), str(seed)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: Costs = json.loads(ran.stdout)
    return answer


def _build(place: Path, people: int, seed: int) -> Costs:
    """Columns to facts, facts to the rows of the default day, in the end all of it to files."""
    _published(place / "small", SMALL, seed)
    found = _published(place / "large", people, seed)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"build_peak_mb": [peak_mb]}


def _published(root: Path, people: int, seed: int) -> Costs:
    columns = gathered(organisation(people, seed=seed, order="team"))
    found: Costs = {"facts": [], "rows": [], "arrays": []}
    for _ in range(BUILDS):
        facts, facts_s = _clocked(lambda: build(columns))
        bare = Stored("", KEY, facts)
        stored, rows_s = _clocked(lambda bare=bare: with_rows(bare, today=TODAY))
        for step, seconds in zip(found, (facts_s, rows_s, facts_s + rows_s), strict=True):
            found[step].append(seconds)
    _, published_s = _clocked(lambda: shelf.publish(root, stored, at=AT))
    return found | {"published": [published_s]}


def _map(place: Path, people: int, seed: int) -> Costs:
    """All a worker does before it can look somebody up in a snapshot it never saw."""
    _mapped(place / "small", SMALL)
    before, began = _private_mb(), time.perf_counter()
    view, mapped_s = _clocked(lambda: _mapped(place / "large", people))
    wall_s = time.perf_counter() - began
    private_mb = _private_mb() - before
    assert len(view.people.ids) == people
    return {"mapped": [mapped_s], "mapped_wall": [wall_s], "private_mb": [private_mb]}


def _mapped(root: Path, people: int) -> View:
    stored = Opened().current(root, KEY.store_id)
    view = derive(stored, default_as_of(stored.facts, TODAY))
    assert view.people.ids.row_of(id_of(people // 2)) >= 0
    return view


def _clocked(step: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    return step(), time.process_time() - began


def _private_mb() -> float:
    """Memory of this process that it shares with nobody and that no file backs."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"^RssAnon:\s+(\d+) kB$", status, re.M)
    assert found is not None, "the kernel says what memory is private"
    return int(found[1]) / 1024


def _step(arguments: Sequence[str]) -> None:
    step, place, people, seed = arguments
    run = {"build": _build, "map": _map}[step]
    print(json.dumps(run(Path(place), int(people), int(seed))))


if __name__ == "__main__":
    _step(sys.argv[1:])
