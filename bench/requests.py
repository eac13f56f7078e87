"""How long does one request of a mentor take, in this process, where people are many?

``python -m bench.requests``: in a generated organisation (see bench.requests_world) mentors, people
themselves and a lead ask in turn, each about somebody else: suggestions, why not somebody, who is
meant by an id, the most trusted path, the steps of a pair, the ladder and promises. With
``--engine none`` no store runs, and what is asked of it is left out.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.asked import Running
from bench.columns import id_of
from bench.report import Bar, printed
from bench.requests_world import LEAD, World, world
from graphsvc.access.viewer import Viewer

P99_MS = 20.0
SUGGESTIONS = 20
WARMING = 100  # requests before any is counted: a store just started is slow at its first ones
Ask = Callable[[Viewer, str], object]


class Times(NamedTuple):
    """Milliseconds of each request; where others compute too, only those of CPU are ours alone."""

    clock: list[float]
    cpu: list[float]


def main(arguments: Sequence[str]) -> int:
    """Exit status: 1 if the bar does not hold."""
    asked = _parsed(arguments)
    running = Running()
    with (
        tempfile.TemporaryDirectory() as name,
        world(
            Path(name),
            asked.engine,
            people=asked.people,
            requests=asked.requests + WARMING,
            seed=asked.seed,
        ) as found,
    ):
        questions = _questions(found, with_store=asked.engine != "none")
        taken = {one: _timed(ask, found.asks) for one, ask in questions.items()}
        view = found.view
        data = {"people": len(view.people.ids), "ties": len(view.ties.indices) // 2}
    rows = [{"request": name, **_shown(times)} for name, times in taken.items()]
    summary = running.summary("requests", asked, data=data, derived={})
    return printed(rows, summary, [_bar(taken["suggest"].clock, asked)], as_json=asked.json)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.requests", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--engine", choices=("none", "embedded"), default="embedded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _questions(found: World, *, with_store: bool) -> dict[str, Ask]:
    services, introductions, other = found.services, found.introductions, id_of(1)
    asked: dict[str, Ask] = {
        "suggest": lambda viewer, one: introductions.suggest(viewer, one, limit=SUGGESTIONS),
        "why_not": lambda viewer, one: introductions.why_not(LEAD, one, other),
        "resolve": lambda viewer, one: introductions.resolve(LEAD, one, other),
        "path": lambda viewer, one: services.paths.between(viewer, one, other),
        "ladder": lambda viewer, one: services.ladders.ladder(viewer, one),
    }
    if with_store:
        asked["steps"] = lambda viewer, one: services.mentor_steps.steps(found.mentors[one], one)
        asked["promises"] = lambda viewer, one: services.promises.between(found.mentors[one], one)
    return asked


def _timed(ask: Ask, asks: Sequence[tuple[Viewer, str]]) -> Times:
    """Milliseconds of each request, by the clock and of CPU; those that warm up left out."""
    taken = Times([], [])
    for viewer, one in asks:
        clock, cpu = time.perf_counter(), time.thread_time()
        ask(viewer, one)
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
