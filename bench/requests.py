"""How long does one request of a mentor take, in this process, where people are many?

``python -m bench.requests``: an organisation is generated, built and published as a snapshot, and
mapped as a worker maps it; a lead then asks about people at random: suggestions, why not somebody,
and who is meant by an id. With ``--engine embedded`` a running engine holds a goal of everybody
who is asked about, so that each request also reads from the store.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Running
from bench.columns import TODAY, gathered, id_of
from bench.organisation import organisation
from bench.report import Bar, printed
from graphsvc.access.audit import Audit
from graphsvc.access.handles import Handles
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.model import GOAL_KINDS, SnapshotKey
from graphsvc.records.open import Records
from graphsvc.services.goal_people import GoalPeople
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from graphsvc.snapshot import shelf
from graphsvc.snapshot.build import build
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import default_as_of, derive, with_rows
from graphsvc.snapshot.opened import Opened
from graphsvc.snapshot.view import View
from graphsvc.store.base import Statement, Store
from graphsvc.store.bolt import BoltStore
from graphsvc.store.embedded import EmbeddedEngine

P99_MS = 20.0
SUGGESTIONS = 20
WARMING = 20  # requests before any is counted
LEAD = Viewer("bench", None, frozenset({Grant("lead")}))
KEY = SnapshotKey("bench", 1, 1)
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
Ask = Callable[[str], object]


class Times(NamedTuple):
    """Milliseconds of each request; where others compute too, only those of CPU are ours alone."""

    clock: list[float]
    cpu: list[float]


@dataclass(frozen=True)
class OneView:
    """The view of the day, as the service holds it."""

    view: View

    def at(self, as_of: date | None = None) -> View:
        return self.view


def main(arguments: Sequence[str]) -> int:
    """Exit status: 1 if the bar does not hold."""
    asked = _parsed(arguments)
    running = Running()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        view = _published(place / "snapshots", asked.people, asked.seed)
        people = _asked_about(view, asked.requests + WARMING, asked.seed)
        with _store(place / "engine", asked.engine, people) as store:
            questions = _questions(place, view, store)
            taken = {one: _timed(ask, people) for one, ask in questions.items()}
    rows = [{"request": name, **_shown(times)} for name, times in taken.items()]
    data = {"people": len(view.people.ids), "ties": len(view.ties.indices) // 2}
    summary = running.summary("requests", asked, data=data, derived={})
    return printed(rows, summary, [_bar(taken["suggest"].clock, asked)], as_json=asked.json)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.requests", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--engine", choices=("none", "embedded"), default="none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _published(root: Path, people: int, seed: int) -> View:
    columns = gathered(organisation(people, seed=seed, order="team"))
    shelf.publish(root, with_rows(Stored("", KEY, build(columns)), today=TODAY), at=NOON)
    stored = Opened().current(root, KEY.store_id)
    return derive(stored, default_as_of(stored.facts, TODAY))


def _asked_about(view: View, requests: int, seed: int) -> list[str]:
    """People with contacts, each once."""
    tied: NDArray[np.int64] = np.flatnonzero(view.tied)
    random = np.random.default_rng([seed, 9])
    chosen = random.permutation(tied)[:requests]
    return [view.people.ids[one] for one in chosen.tolist()]


@contextmanager
def _store(place: Path, engine: str, people: Sequence[str]) -> Iterator[Store | None]:
    if engine == "none":
        yield None
        return
    owner = EmbeddedEngine(place, grace_s=1)
    store = BoltStore(owner.address)
    try:
        store.prepare()
        rows = [
            {"id": one, "place": place, "properties": {"id": one}}
            for place, one in enumerate(people)
        ]
        store.write(Statement("write/import_people_new", {"id": "ledger", "rows": rows}))
        for number, one in enumerate(people):
            store.write(Statement("write/goal_set", _goal(number, one)))
        yield store
    finally:
        store.close()
        owner.release()


def _goal(number: int, person: str) -> dict[str, Any]:
    """Of every kind in turn; decided by whoever comes first."""
    words = {"kind": GOAL_KINDS[number % len(GOAL_KINDS)], "text": "Lead the engineer training"}
    parties = {"unit": "", "decided_by": id_of(0), "recorded_by": person, "shared_with": []}
    return {"id": f"g-{number}", "person": person, "day": TODAY, **words, **parties}


def _questions(place: Path, view: View, store: Store | None) -> dict[str, Ask]:
    records = Records(place / "records.sqlite", key=b"k" * 32)
    records.prepare()
    audit = Audit(records.audit, lambda: NOON, lambda one: f"~{one}")
    ranker = Ranker(
        answers=lambda: records.consents.answers("suggestions"),
        away=records.absences.away,
        goals=None if store is None else GoalPeople(store),
    )
    views, keyed = OneView(view), Handles(b"h" * 32).of
    service = IntroductionService(views, Policy(audit.clock, audit), audit, ranker, keyed)
    service.prepare(view)
    other = id_of(1)
    return {
        "suggest": lambda one: service.suggest(LEAD, one, limit=SUGGESTIONS),
        "why_not": lambda one: service.why_not(LEAD, one, other),
        "resolve": lambda one: service.resolve(LEAD, one, other),
    }


def _timed(ask: Ask, people: Sequence[str]) -> Times:
    """Milliseconds of each request, by the clock and of CPU; those that warm up left out."""
    taken = Times([], [])
    for one in people:
        clock, cpu = time.perf_counter(), time.thread_time()
        ask(one)
        taken.clock.append((time.perf_counter() - clock) * 1e3)
        taken.cpu.append((time.thread_time() - cpu) * 1e3)
    return Times(taken.clock[WARMING:], taken.cpu[WARMING:])


def _shown(times: Times) -> dict[str, Any]:
    p50, p99 = np.percentile(times.clock, [50, 99]).tolist()
    cpu50, cpu99 = np.percentile(times.cpu, [50, 99]).tolist()
    return {
        "requests": len(times.clock),
        "p50_ms": p50,
        "p99_ms": p99,
        "cpu_p50_ms": cpu50,
        "cpu_p99_ms": cpu99,
    }


def _bar(times: Sequence[float], asked: argparse.Namespace) -> Bar:
    """The 99th percentile of suggestions, with a bootstrap interval over the requests."""
    random = np.random.default_rng([asked.seed, 10])
    drawn = random.choice(np.array(times), (2_000, len(times)))
    low, high = np.percentile(np.percentile(drawn, 99, axis=1), [2.5, 97.5]).tolist()
    value = float(np.percentile(times, 99))
    decided = asked.people == 100_000
    return Bar(
        name="suggest_p99_ms",
        value=value,
        baseline=None,
        ratio=None,
        low=low,
        high=high,
        bar=P99_MS,
        goal=None,
        holds=value <= P99_MS if decided else None,
        why="" if decided else "the bar is for 100,000 people",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
