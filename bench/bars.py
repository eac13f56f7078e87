"""Which figures must be reached, at what size, and are they?"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bench.clock import Ratio, Timed, interval, percentile_again, ratio
from bench.report import Bar

ALLOWED = 1e-9  # between our answer and that of NetworkX
SIZES = {1_000: "1k", 10_000: "10k", 100_000: "100k", 1_000_000: "1m"}


class Measured(NamedTuple):
    """One question, answered by one of those asked, on one organisation."""

    people: int
    order: str
    question: str
    by: str
    timed: Timed
    limit_s: float | None = None


class Claim(NamedTuple):
    """What must hold in team order: a ratio over a library, or a figure of our own at most."""

    people: int
    question: str
    of: str  # over a library, or: cpu_s, p50_ms, p99_ms
    bar: float | None
    goal: float | None = None


def over(library: str, people: int, **least: float | tuple[float | None, float]) -> list[Claim]:
    """Claims over *library*: the bar, which is the goal too, or (bar, goal)."""
    return [
        Claim(people, question, library, *(one if isinstance(one, tuple) else (one, one)))
        for question, one in least.items()
    ]


def most(of: str, people: int, **figures: tuple[float | None, float]) -> list[Claim]:
    """Claims that our own figure is at most (bar, goal)."""
    return [Claim(people, question, of, *both) for question, both in figures.items()]


GOAL = None  # in place of a bar: there is only a goal
CLAIMS = [
    *over(
        "networkx",
        100_000,
        holes=80,
        introductions=100,
        trusted_path=100,
        pagerank=30,
        core_numbers=100,
        components=60,
        cut_points=300,
        betweenness_per_source=50,
        nearest_sponsor=80,
        reach_2=50,
        ties_by_unit=200,
        reach_3=(GOAL, 40),
        rows=(GOAL, 40),
    ),
    *over("igraph", 100_000, holes=20, cut_points=(GOAL, 10), reach_2=(GOAL, 3)),
    *over("igraph", 100_000, reach_3=(GOAL, 3), betweenness_per_source=(GOAL, 1.5)),
    *over("igraph", 100_000, pagerank=(GOAL, 2), rows=(GOAL, 7)),
    *over("networkit", 100_000, trusted_path=4, nearest_sponsor=(GOAL, 5)),
    *over("networkit", 100_000, components=(GOAL, 1), core_numbers=(GOAL, 1)),
    *over("scipy", 100_000, pagerank=(GOAL, 1), rows=(GOAL, 1)),
    *over("numpy", 100_000, stratified_exact=300, introductions=(GOAL, 5)),
    *over("numpy", 100_000, ties_by_unit=(GOAL, 5)),
    *most("p99_ms", 100_000, introductions=(0.5, 0.3), trusted_path=(GOAL, 2)),
    Claim(100_000, "warm_ways", "p99_ms", 2.0),
    *most("cpu_s", 100_000, introductions_planned=(0.3, 0.2), holes=(GOAL, 0.2)),
    *most("cpu_s", 100_000, reach_2=(GOAL, 0.7), pagerank=(GOAL, 0.2), rows=(GOAL, 0.1)),
    *most("p99_ms", 10_000, introductions=(GOAL, 0.3), trusted_path=(GOAL, 2)),
    *most("cpu_s", 1_000_000, holes=(6, 3), cut_points=(GOAL, 0.7), rows=(GOAL, 1.5)),
    *most("cpu_s", 1_000_000, nearest_sponsor=(GOAL, 0.3), reach_2=(GOAL, 7)),
    *most("cpu_s", 1_000_000, introductions_planned=(GOAL, 3), stratified_exact=(GOAL, 1)),
    *most("cpu_s", 1_000_000, ties_by_unit=(GOAL, 0.1), components=(GOAL, 0.4)),
    *most("cpu_s", 1_000_000, core_numbers=(GOAL, 1), pagerank=(GOAL, 4)),
    *most("cpu_s", 1_000_000, snapshot_arrays=(3, 3), snapshot_mapped=(0.05, 0.05)),
    *most("p99_ms", 1_000_000, introductions=(1, 0.3), trusted_path=(10, 6)),
    Claim(1_000_000, "trusted_path", "p50_ms", GOAL, 2),
]


def judged(measured: Sequence[Measured], *, asked: Sequence[str], seed: int) -> list[Bar]:
    """A bar for every claim, and for every kernel and size over NetworkX, in team order.

    Args:
        asked: the libraries that were; a claim over another one is undecided.
    """
    timed = {
        (one.people, one.question, one.by): one.timed for one in measured if one.order == "team"
    }
    random, claimed = np.random.default_rng(seed), {claim[:3] for claim in CLAIMS}
    reported = [
        Claim(*found, None) for found in timed if found[2] == "networkx" and found not in claimed
    ]
    return [_judged(claim, timed, asked, random) for claim in [*CLAIMS, *reported]]


def figure(
    name: str, found: Ratio | None, bar: float | None, goal: float | None = None, *, why: str = ""
) -> Bar:
    """A figure of our own that must be at most *bar*; None is undecided, and *why*."""
    if found is None:
        return Bar(name, None, None, None, None, None, bar, goal, None, why)
    holds = None if bar is None else found.value <= bar
    why = why or _why(bar, goal, goal is not None and found.value <= goal)
    return Bar(name, found.value, None, None, found.low, found.high, bar, goal, holds, why)


def answers(differences: Mapping[str, float]) -> list[Bar]:
    """A bar for every answer that was compared with that of NetworkX."""
    return [
        figure(
            f"{question}_answer",
            Ratio(far, far, far),
            ALLOWED,
            why="" if far <= ALLOWED else "another answer than NetworkX gives",
        )
        for question, far in differences.items()
    ]


def name_of(claim: Claim) -> str:
    """What its bar is called."""
    size = SIZES.get(claim.people, str(claim.people))
    return f"{claim.question}_{'' if claim.of in FIGURES else 'over_'}{claim.of}_{size}"


Key = tuple[int, str, str]


def _judged(
    claim: Claim,
    timed: Mapping[Key, Timed],
    asked: Sequence[str],
    random: np.random.Generator,
) -> Bar:
    ours = timed.get((claim.people, claim.question, "graphsvc"))
    if claim.of in FIGURES:
        found = None if ours is None else FIGURES[claim.of](ours, random)
        why = "" if found else f"not measured at {claim.people:,} people in team order"
        return figure(name_of(claim), found, claim.bar, claim.goal, why=why)
    theirs = timed.get((claim.people, claim.question, claim.of))
    if ours is None or theirs is None:
        why = f"not measured at {claim.people:,} people in team order"
        if claim.of not in asked:
            why = f"{claim.of} is not installed, or was not asked"
        return figure(name_of(claim), None, claim.bar, claim.goal, why=why)
    times = ratio(theirs, ours, random)
    return Bar(
        name_of(claim),
        ours.seconds,
        theirs.seconds,
        *times,
        claim.bar,
        claim.goal,
        None if claim.bar is None else times.value >= claim.bar,
        _why(claim.bar, claim.goal, claim.goal is not None and times.value >= claim.goal),
    )


def _why(bar: float | None, goal: float | None, reached: bool) -> str:
    if goal is None:
        return "no bar at this size" if bar is None else ""
    if bar is None:
        return "reached" if reached else "not reached"
    return "" if reached else "goal not reached"


def _cpu_s(ours: Timed, random: np.random.Generator) -> Ratio:
    return interval(ours.calls, random)


def _p99_ms(ours: Timed, random: np.random.Generator) -> Ratio:
    return _in_ms(percentile_again(ours, 99, random))


def _p50_ms(ours: Timed, random: np.random.Generator) -> Ratio:
    return _in_ms(percentile_again(ours, 50, random))


def _in_ms(found: Ratio) -> Ratio:
    return Ratio(*(1e3 * one for one in found))


FIGURES: Mapping[str, Callable[[Timed, np.random.Generator], Ratio]] = {
    "cpu_s": _cpu_s,
    "p50_ms": _p50_ms,
    "p99_ms": _p99_ms,
}
