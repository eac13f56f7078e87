"""Who are the contacts one person shares with each of several others, the strongest first?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.introductions import Evidence
from graphsvc.analyses.ranking import best_of_few, steady
from graphsvc.kernels.connectors import between


class Shared(NamedTuple):
    """The *first* of the contacts two people share, and *of* how many they are."""

    first: tuple[int, ...]
    of: int


def shared_contacts(
    evidence: Evidence,
    person: int,
    others: Sequence[int],
    *,
    most: int,
    id_of: Callable[[int], str],
    seed: int,
) -> dict[int, Shared]:
    """The contacts, present, *person* shares with each of *others*, who carries most first.

    What z carries between the two is L_iz L_zj / sum_k L_zk, as in the ranking of suggestions.

    Args:
        most: how many are given of each; *seed* orders equals.
    """
    spread = evidence.spreads[-1]
    ties, there = evidence.spreads[0].rows, evidence.present
    found = between(ties, spread.rows, person, np.array(others, np.int64), present=there)
    near, far = (np.log1p(one.astype(np.float64)) for one in (found.near, found.far))
    carried = steady(near * far * spread.by[found.rows]).tolist()
    rows, starts = found.rows.tolist(), found.start.tolist()
    shared = {}
    for other, begin, end in zip(others, starts, starts[1:], strict=False):
        between_them = rows[begin:end]
        name = _named_by(id_of, between_them)
        order = best_of_few(carried[begin:end], most, id_of=name, seed=seed)
        shared[other] = Shared(tuple(between_them[place] for place in order), len(between_them))
    return shared


def _named_by(id_of: Callable[[int], str], rows: list[int]) -> Callable[[int], str]:
    return lambda place: id_of(rows[place])
