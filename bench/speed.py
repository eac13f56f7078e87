"""How fast is every kernel, beside NetworkX and every other library at hand, in one run?

``python -m bench.speed`` measures at 1,000, 10,000 and 100,000 people, numbered at random and in
team order; ``--scale 1000000`` is the option for a million. CPU seconds, one thread, everybody in
turns in one process. Rows say ``sampled`` where a part was measured and scaled up, and how many
times the physical limit of the memory at hand our own time is. Answers are compared first, with
NetworkX on 1,000 people.
"""

import argparse
import gc
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from bench import snapshots
from bench.answers import COMPARED
from bench.bars import Measured, answers, judged
from bench.clock import Work, in_turns, one_thread
from bench.limits import Limits
from bench.organisation import ORDERS, Organisation, organisation
from bench.ours import AS_IN, QUESTIONS, Graphsvc
from bench.report import Bar, printed
from bench.rivals import RIVALS, installed, rival
from bench.rivals_networkx import Networkx
from bench.table import rows
from bench.world import World

BEGAN = time.perf_counter()
SCALES = "1000,10000,100000"
ANSWERS_AT = 1_000  # people whose answers are compared
RIVALS_UP_TO = 200_000  # beyond, their graphs alone take longer than everything else together
SMALLEST = 200  # people the generator can give 20 ties each, with room to spare
SNAPSHOT = "snapshot"  # is no question of the ties in memory: see bench.snapshots
SNAPSHOT_FROM = 100_000  # people; smaller ones only tell how long a process starts
VERSIONS = ("graphsvc", "numpy", "numba", *RIVALS)


def main(arguments: Sequence[str]) -> int:
    one_thread()
    asked = _asked(arguments)
    far = dict(_compared(asked))
    measured: list[Measured] = []
    organisations: dict[str, Any] = {}
    memory: list[Bar] = []
    for people in asked.scale:
        for order in asked.order if asked.only != [SNAPSHOT] else ():
            made = organisation(people, seed=asked.seed, order=order)
            prices = _world(World(made, order, queries=asked.queries), asked, measured)
            organisations[f"{people} {order}"] = _described(made) | {"prices": prices}
        memory += _snapshot(people, asked, measured)
    summary = {
        "bench": "speed",
        "data": organisations,
        "version": {name: version(name) for name in installed(VERSIONS)},
        "seed": asked.seed,
        "options": vars(asked),
        "seconds": round(time.perf_counter() - BEGAN, 3),
        "cpu_seconds": round(_cpu_s(), 3),
        "peak_mb": _peak_mb(),
    }
    bars = [*answers(far), *judged(measured, asked=asked.rivals, seed=asked.seed), *memory]
    return printed(list(rows(measured)), summary, bars, as_json=asked.json)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--scale", default=SCALES, help=f"people, by commas ({SCALES})")
    parser.add_argument("--order", default=",".join(ORDERS), help="random, team or both")
    parser.add_argument("--only", default="", help="questions, by commas")
    parser.add_argument("--rivals", help=f"of {', '.join(RIVALS)}; none beyond 200,000 people")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--queries", type=int, default=1_000, help="of each interactive question")
    parser.add_argument(
        "--budget", type=float, default=8.0, help="CPU seconds a row of team order may repeat for"
    )
    parser.add_argument("--limit-minutes", type=float, help="begin no question later than that")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    sizes = _words(asked.scale)
    if not sizes or not all(one.isdigit() and int(one) >= SMALLEST for one in sizes):
        parser.error(f"--scale: numbers of {SMALLEST} people or more, by commas")
    asked.scale = [int(one) for one in sizes]
    largest = max(asked.scale)
    asked.order = _known(parser, "--order", asked.order, ORDERS)
    questions = (*QUESTIONS, SNAPSHOT)
    asked.only = _known(parser, "--only", asked.only, questions) or list(questions)
    default = "" if largest > RIVALS_UP_TO else ",".join(RIVALS)
    rivals = default if asked.rivals is None else asked.rivals
    asked.rivals = installed(_known(parser, "--rivals", rivals, tuple(RIVALS)))
    return asked


def _known(
    parser: argparse.ArgumentParser, option: str, given: str, known: Sequence[str]
) -> list[str]:
    for one in _words(given):
        if one not in known:
            parser.error(f"{option}: {one} is none of {', '.join(known)}")
    return [one for one in known if one in _words(given)]


def _words(given: str) -> list[str]:
    return [one for one in given.split(",") if one]


def _compared(asked: argparse.Namespace) -> Iterator[tuple[str, float]]:
    """Compare answers; every loop is compiled by then, or loaded: no clock runs meanwhile."""
    made = organisation(ANSWERS_AT, seed=asked.seed)
    ours = Graphsvc(World(made, "random", queries=asked.queries))
    plain = Networkx(ours.world)
    for question in (one for one in asked.only if one != SNAPSHOT):
        _tell(f"answers: {question}")
        if question in COMPARED:
            yield question, COMPARED[question](ours, plain)
        else:
            getattr(ours, question)().do()


def _world(world: World, asked: argparse.Namespace, measured: list[Measured]) -> dict[str, float]:
    """Measure every question on *world*; the prices its limits were counted with."""
    ours = Graphsvc(world)
    rivals = [rival(name, world) for name in asked.rivals]
    limits = Limits(ours)
    for question in (one for one in asked.only if one != SNAPSHOT):
        if asked.limit_minutes and time.perf_counter() - BEGAN > 60 * asked.limit_minutes:
            _tell(f"after {asked.limit_minutes:g} minutes: no more questions at {world.people:,}")
            break
        _tell(f"{world.people:,} people, {world.order} order: {question}")
        measured += _question(question, ours, rivals, limits, asked)
        measured += _same_again(question, world, measured)
    prices = limits.prices.told()
    # Frozen graphs are in cycles: nobody else would let them go.
    del ours, rivals, limits
    gc.unfreeze()
    gc.collect()
    return prices


def _snapshot(people: int, asked: argparse.Namespace, measured: list[Measured]) -> Iterator[Bar]:
    """Measure the snapshot of *people* in processes of its own; its memory has bars."""
    if SNAPSHOT not in asked.only or people < SNAPSHOT_FROM:
        return
    _tell(f"{people:,} people: snapshot, in processes of its own")
    found = snapshots.costs(people, seed=asked.seed)
    measured += snapshots.measured(people, found)
    alone = asked.scale == [people] and not asked.rivals
    yield from snapshots.memory(people, found, _peak_mb() if alone else None, seed=asked.seed)


def _cpu_s() -> float:
    """Of this process and of those it started, from the first line on."""
    whole = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in whole)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _question(
    question: str, ours: Graphsvc, rivals: Sequence[Any], limits: Limits, asked: argparse.Namespace
) -> Iterator[Measured]:
    world = ours.world
    works = {one.name: work for one in (ours, *rivals) if (work := _work(one, question))}
    if ours.name not in works:
        return
    # Bars are about team order; what is slow in random order is measured once there.
    least, budget = (2, asked.budget) if world.order == "team" else (1, asked.budget / 8)
    timed = in_turns(list(works.values()), repeats=asked.repeats, budget_s=budget, least=least)
    for by, one in zip(works, timed, strict=True):
        limit = limits.seconds(question) if by == ours.name else None
        yield Measured(world.people, world.order, question, by, one, limit)


def _work(one: Any, question: str) -> Work | None:
    ask = getattr(one, question, None)
    return None if ask is None else ask()


def _same_again(question: str, world: World, measured: Sequence[Measured]) -> Iterator[Measured]:
    """What rivals did for another question, where that is what they would do for this one."""
    for one in measured:
        here = (one.people, one.order) == (world.people, world.order)
        if here and one.by != Graphsvc.name and one.question == AS_IN.get(question):
            yield one._replace(question=question)


def _described(made: Organisation) -> dict[str, Any]:
    return {"sha256": made.sha256, "people": made.people, "ties": len(made.source)}


def _tell(doing: str) -> None:
    print(doing, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
