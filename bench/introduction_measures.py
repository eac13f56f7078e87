"""How early in a list do the people come whom somebody then met, and how sure is that?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

MEASURES = ("recall_at_20", "precision_at_10", "mrr")
DRAWS = 2_000
AT_ONCE = 50  # draws held in memory


def measured(order: Longs, met: Longs) -> tuple[float, float, float]:
    """recall@20, precision@10 and the reciprocal rank of the first, of one person's list."""
    places = np.flatnonzero(np.isin(order, met)) + 1
    first = 1 / places[0] if len(places) else 0.0
    return (places <= 20).sum() / len(met), (places <= 10).sum() / 10, float(first)


class Judged(NamedTuple):
    """One cut: persons ascending, and by ranker the three measures, float64[persons, 3]."""

    person: Longs
    by: Mapping[str, Floats]

    def means(self, ranker: str) -> Floats:
        return np.asarray(self.by[ranker].mean(axis=0), np.float64)


def over_cuts(cuts: Sequence[Judged], ranker: str) -> Floats:
    """The three measures averaged over persons, then over cuts."""
    return np.asarray(np.mean([one.means(ranker) for one in cuts], axis=0), np.float64)


def drawn(cuts: Sequence[Judged], rankers: Sequence[str], seed: int) -> Floats:
    """Averages as in over_cuts of people drawn again, float64[2000, rankers, 3].

    A person who is judged at several cuts is drawn with all of them.
    """
    people = np.unique(np.concatenate([one.person for one in cuts]))
    random = np.random.default_rng([seed, 11])
    chance = np.full(len(people), 1 / len(people))
    found = []
    for _ in range(0, DRAWS, AT_ONCE):
        times = random.multinomial(len(people), chance, size=AT_ONCE).astype(np.float64)
        each = [_again(one, people, times, rankers) for one in cuts]
        found.append(np.nanmean(each, axis=0))
    return np.concatenate(found)


def _again(one: Judged, people: Longs, times: Floats, rankers: Sequence[str]) -> Floats:
    counted = times[:, np.searchsorted(people, one.person)]
    total = counted.sum(axis=1)[:, None, None]
    values = np.stack([one.by[ranker] for ranker in rankers], axis=1)
    summed = np.einsum("dp,prm->drm", counted, values)
    return np.divide(summed, total, out=np.full(summed.shape, np.nan), where=total > 0)


def between(values: Floats) -> tuple[float, float]:
    """The middle 95 %."""
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
