"""What was known on a day, whom did people meet afterwards, and from which days is that asked?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.ties_file import Ties, data_end
from graphsvc.kernels.build import undirected_rows
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

CUTS, HORIZON, LONG_DAYS = (250.0, 300.0, 350.0, 400.0), 100.0, 500.0
SHARES, HORIZON_SHARE = (0.5, 0.6, 0.7, 0.8), 0.15  # of the span, where the file is shorter
LEAST_POSITIVES = 30
EARLIER = (1.0, 1.5)  # horizons before a cut where its ranker is chosen


class Horizons(NamedTuple):
    """Days from the first tie where the past is cut off, and how many days after each count."""

    cuts: tuple[float, ...]
    days: float


class Met(NamedTuple):
    """First contacts within the horizon between two active people, each pair from both sides.

    Ascending by person, then by whom she met.
    """

    person: Longs
    other: Longs

    @property
    def pairs(self) -> int:
        return len(self.person) // 2


class Cut(NamedTuple):
    """One day: who had any tie before it, who was in contact with whom, and who met afterwards."""

    day: float
    active: Flags
    known: Rows
    met: Met


class Pairs(NamedTuple):
    """Dated ties without direction: the two ends, lower row first, a row a contact."""

    people: int
    one: Longs
    other: Longs
    day: Floats


def pairs_of(tied: Ties) -> Pairs:
    """The dated ties, whichever way they went."""
    dated = tied.dated
    one, other = dated.source.astype(np.int64), dated.target.astype(np.int64)
    return Pairs(dated.people, np.minimum(one, other), np.maximum(one, other), dated.day)


def horizons(day: Floats, cuts: Sequence[float] | None, days: float | None) -> Horizons:
    """Where to cut: as asked, else as bench.md derives it from the days of all ties."""
    if day.max() >= LONG_DAYS:
        derived, horizon = CUTS, HORIZON
    else:
        end = data_end(day).day
        end = min(end, float(day.max()))
        derived, horizon = tuple(share * end for share in SHARES), HORIZON_SHARE * end
    return Horizons(tuple(cuts or derived), days or horizon)


def cut(pairs: Pairs, day: float, horizon: float) -> Cut:
    """Split at *day*: known is everything before it."""
    before = pairs.day < day
    key = pairs.one * pairs.people + pairs.other
    known = np.unique(key[before])
    one, other = np.divmod(known, pairs.people)
    active = np.zeros(pairs.people, np.bool_)
    active[one] = active[other] = True
    later = np.unique(key[~before & (pairs.day < day + horizon)])
    new_one, new_other = np.divmod(np.setdiff1d(later, known, assume_unique=True), pairs.people)
    both = active[new_one] & active[new_other]
    person = np.concatenate([new_one[both], new_other[both]])
    met = np.concatenate([new_other[both], new_one[both]])
    order = np.lexsort((met, person))
    rows = undirected_rows(pairs.people, one, other, np.ones(len(one)))
    return Cut(day, active, rows, Met(person[order], met[order]))


def decayed(pairs: Pairs, day: float, half_life: float) -> Rows:
    """W_ij of methods.md section 6: contacts before *day*, half as much after *half_life* days."""
    before = pairs.day < day
    key, where = np.unique((pairs.one * pairs.people + pairs.other)[before], return_inverse=True)
    weight = np.bincount(where, 0.5 ** ((day - pairs.day[before]) / half_life))
    one, other = np.divmod(key, pairs.people)
    return undirected_rows(pairs.people, one, other, weight)
