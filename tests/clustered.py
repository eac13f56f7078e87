"""Which ties does a generated organisation have, of a thousand people or of a hundred thousand?

Teams of ten, departments of sixteen teams; some people have many ties, every eightieth has none.
"""

from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

TEAM, DEPARTMENT = 10, 160
IN_TEAM, IN_DEPARTMENT = 0.4, 0.8  # the first ends here, the second there; the rest anywhere
APART = 80  # one in so many knows nobody


class Clustered(NamedTuple):
    """Distinct undirected ties, ``one`` before ``other``; strengths are exact in float32."""

    people: int
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    strength: NDArray[np.float64]


def clustered(people: int, *, mean_contacts: int, seed: int = 1) -> Clustered:
    """The same arguments give the same organisation."""
    random = np.random.default_rng(seed)
    propensity = np.cumsum(random.pareto(2.2, people) + 1)
    wanted, pairs = people * mean_contacts // 2, np.empty(0, np.int64)
    while len(pairs) < wanted:
        one, other = _drawn(2 * wanted, propensity, random)
        known = (one != other) & (one % APART > 0) & (other % APART > 0) & (other < people)
        first, second = np.minimum(one, other)[known], np.maximum(one, other)[known]
        pairs = np.unique(np.concatenate([pairs, first * people + second]))
    kept = np.sort(random.permutation(pairs)[:wanted])
    strength = random.uniform(1 / 64, 1, wanted).astype(np.float32).astype(np.float64)
    return Clustered(people, kept // people, kept % people, strength)


def _drawn(
    draws: int, propensity: NDArray[np.float64], random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Two ends of each draw; some are the same person, or beyond the last one."""
    by_propensity = (
        np.searchsorted(propensity, random.random(draws) * propensity[-1]) for _ in range(2)
    )
    one, anybody = by_propensity
    where = random.random(draws)
    mate = one // TEAM * TEAM + random.integers(0, TEAM, draws)
    colleague = one // DEPARTMENT * DEPARTMENT + random.integers(0, DEPARTMENT, draws)
    other = np.where(where < IN_TEAM, mate, np.where(where < IN_DEPARTMENT, colleague, anybody))
    return one, other


def undirected(ties: Clustered) -> nx.Graph:
    """A plain graph built edge by edge."""
    made = nx.Graph()
    made.add_nodes_from(_names(ties))
    for one, other, strength in _named(ties):
        made.add_edge(one, other, weight=strength)
    return made


def directed(ties: Clustered) -> nx.DiGraph:
    """A plain graph built edge by edge: some ties go ahead, some back, some both ways."""
    made = nx.DiGraph()
    made.add_nodes_from(_names(ties))
    for number, (one, other, strength) in enumerate(_named(ties)):
        if number % 3 != 0:
            made.add_edge(one, other, weight=strength)
        if number % 3 != 1:
            made.add_edge(other, one, weight=strength / 2)
    return made


def _names(ties: Clustered) -> list[str]:
    return [f"p-{row:04}" for row in range(ties.people)]


def _named(ties: Clustered) -> list[tuple[str, str, float]]:
    names = _names(ties)
    columns = ties.one.tolist(), ties.other.tolist(), ties.strength.tolist()
    return [(names[one], names[other], value) for one, other, value in zip(*columns, strict=True)]
