"""Through whom does one person reach each of several others, and through whom else?"""

from collections.abc import Callable, Sequence
from math import prod

import numpy as np

from graphsvc.analyses.warm_paths import (
    MOST_PATHS,
    Asking,
    Attention,
    Flags,
    WarmPath,
    disjoint_paths,
)
from graphsvc.kernels.disjoint_ways import DisjointWays, disjoint_ways


def disjoint_paths_to(
    attention: Attention,
    asks: Asking,
    targets: Sequence[int],
    *,
    through: Flags,
    id_of: Callable[[int], str],
    seed: int,
    most: int = MOST_PATHS,
) -> list[tuple[WarmPath, ...]]:
    """What disjoint_paths gives for each of *targets*, beside them, in one loop over them all."""
    ways = disjoint_ways(
        attention.given,
        attention.shares,
        asks.listeners,
        asks.readiness,
        asks.person,
        np.array(targets, np.int64),
        through=through,
        most=most,
    )

    def by_lot(target: int) -> tuple[WarmPath, ...]:
        return disjoint_paths(
            attention, asks, target, through=through, id_of=id_of, seed=seed, most=most
        )

    unclear = ways.unclear.tolist()
    clear = _paths(ways, targets)
    return [by_lot(target) if unclear[at] else clear[at] for at, target in enumerate(targets)]


def _paths(ways: DisjointWays, targets: Sequence[int]) -> list[tuple[WarmPath, ...]]:
    columns = (ways.first.tolist(), ways.second.tolist(), ways.odds.tolist())
    return [
        tuple(
            _path((*(row for row in (one, other) if row >= 0), target), odds)
            for one, other, odds, _ in zip(firsts, seconds, each, range(found), strict=False)
        )
        for target, found, firsts, seconds, each in zip(
            targets, ways.found.tolist(), *columns, strict=True
        )
    ]


def _path(rows: tuple[int, ...], odds: list[float]) -> WarmPath:
    steps = tuple(odds[: len(rows)])
    return WarmPath(rows, steps, prod(steps), steps.index(min(steps)))
