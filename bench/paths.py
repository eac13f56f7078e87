"""How often is the best warm path no shortest one, and is it the best of all ways?

The product's own search on any ties, held against every way of at most two connectors, each
tried. The unlimited path between two people is checked in ``bench.speed``.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Running, options, run
from bench.report import Bar, printed
from bench.ties_file import Ties, ties
from bench.ways import Given, Way, product, ways
from graphsvc.analyses.intervals import wilson_interval
from graphsvc.analyses.warm_paths import Attention, asking, disjoint_paths
from graphsvc.kernels.build import directed_rows, transposed
from graphsvc.kernels.strengths import shares

Longs = NDArray[np.int64]

PAIRS = 200  # with a way
DRAWS = 50  # times as many pairs are tried, some without a way
LEAST = 30  # pairs, to decide anything
ALIKE = 1e-6  # shares are of strengths in single precision


class Contacts(NamedTuple):
    """Who gave attention to whom, each ordered pair once, and how much."""

    source: Longs
    target: Longs
    weight: NDArray[np.float64]
    left_out: int  # pairs without attention above 0


class Judged(NamedTuple):
    """One pair: how many ties the chosen way has (0: none was chosen), and what is true of it."""

    ties: int
    optimal: bool
    alternatives: int
    alternatives_optimal: bool
    beats_shortest: bool
    possible: bool  # there is a way


def bench(arguments: Sequence[str]) -> int:
    asked = options("paths", __doc__).parse_args(arguments)
    running = Running(asked.limit_minutes)
    tied = ties(asked)
    found = contacts(tied)
    judged = []
    for one in _judged(tied.ids, found, asked.seed):
        judged.append(one)
        if running.over:
            break
    derived = {"pairs": PAIRS, "most_draws": PAIRS * DRAWS, "without_attention": found.left_out}
    summary = running.summary("paths", asked, data=tied.described, derived=derived)
    return printed([_row(judged)], summary, bars(judged), as_json=asked.json)


def contacts(tied: Ties) -> Contacts:
    """The weights of each ordered pair added up."""
    each = tied.each_way
    pairs, place = np.unique(
        each.source.astype(np.int64) * tied.people + each.target, return_inverse=True
    )
    weight = np.bincount(place, each.weight, minlength=len(pairs))
    kept = weight > 0
    source, target = np.divmod(pairs[kept], max(1, tied.people))
    return Contacts(source, target, weight[kept], int((~kept).sum()))


def _judged(ids: tuple[str, ...], found: Contacts, seed: int) -> Iterator[Judged]:
    """Pairs drawn with *seed* until enough have a way."""
    attention, plain = _attention(len(ids), found), Given.of(*found[:3])
    random, possible = np.random.default_rng([seed, 1]), 0
    for _ in range(PAIRS * DRAWS):
        if possible == PAIRS or len(ids) < 2:
            return
        one, other = random.choice(len(ids), 2, replace=False).tolist()
        judged = _judge(attention, plain, ids, one, other, seed)
        possible += judged.possible
        yield judged


def _attention(people: int, found: Contacts) -> Attention:
    given = directed_rows(people, *found[:3])
    return Attention(given, transposed(given), shares(given))


def _judge(
    attention: Attention, plain: Given, ids: tuple[str, ...], one: int, other: int, seed: int
) -> Judged:
    chosen = [
        path.rows
        for path in disjoint_paths(
            attention,
            asking(attention, one),
            other,
            through=np.ones(len(ids), np.bool_),
            id_of=ids.__getitem__,
            seed=seed,
        )
    ]
    every = list(ways(plain, one, other))
    right = _each_best(plain, one, chosen, every)
    best = max((way.product for way in every), default=0.0)
    fewest = min((len(way.connectors) for way in every), default=0)
    shortest = max((way.product for way in every if len(way.connectors) == fewest), default=0.0)
    return Judged(
        ties=len(chosen[0]) if chosen else 0,
        optimal=right[0],
        alternatives=max(0, len(chosen) - 1),
        alternatives_optimal=all(right[1:]),
        beats_shortest=best > shortest * (1 + ALIKE),
        possible=bool(every),
    )


def _each_best(
    plain: Given, one: int, chosen: Sequence[tuple[int, ...]], every: Sequence[Way]
) -> list[bool]:
    """Of each chosen way, and of the end of the list: is nothing better left?"""
    right, used, direct = [], set[int](), False
    for rows in (*chosen, None):
        left = [
            way.product
            for way in every
            if not used & set(way.connectors) and (way.connectors or not direct)
        ]
        if rows is None:
            if len(chosen) < 3:
                right.append(not left)
            break
        reached = product(plain, (one, *rows))
        apart = not used & set(rows[:-1]) and (len(rows) > 1 or not direct)
        right.append(apart and bool(left) and reached >= max(left) * (1 - ALIKE))
        used |= set(rows[:-1])
        direct = direct or len(rows) == 1
    return right


def bars(judged: Sequence[Judged]) -> list[Bar]:
    """Is the chosen way the best, and how often is it none of the fewest ties?"""
    able = [one for one in judged if one.possible]
    why = "" if len(able) >= LEAST else f"fewer than {LEAST} pairs with a way"
    right, beats = (
        [sum(getattr(one, name) for one in group), len(group)]
        for name, group in (("optimal", judged), ("beats_shortest", able))
    )
    optimal = _share("optimal", *right, bar=1.0, why=why)
    reported = _share("beats_shortest", *beats, bar=None, why=why or "reported, no bar")
    return [optimal, reported]


def _share(name: str, yes: int, pairs: int, *, bar: float | None, why: str) -> Bar:
    if not pairs:
        return Bar(name, None, None, None, None, None, bar, None, None, why)
    low, high = wilson_interval(yes, pairs)
    holds = None if bar is None or (why and yes == pairs) else yes / pairs >= bar
    return Bar(name, yes / pairs, None, None, low, high, bar, None, holds, why)


def _row(judged: Sequence[Judged]) -> dict[str, Any]:
    """What is printed of all pairs together."""
    able = [one for one in judged if one.possible]
    lengths = {f"ties_{count}": sum(one.ties == count for one in judged) for count in (1, 2, 3)}
    return {
        "pairs": len(judged),
        "with_a_way": len(able),
        **lengths,
        "optimal": sum(one.optimal for one in judged),
        "alternatives": sum(one.alternatives for one in judged),
        "alternatives_optimal": sum(one.alternatives_optimal for one in judged),
        "beats_shortest": sum(one.beats_shortest for one in able) / len(able) if able else None,
    }


if __name__ == "__main__":
    run(bench)
