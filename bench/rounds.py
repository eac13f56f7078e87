"""Whom did each person address at the same moment, at the resolution of a file?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.ties_file import Ties
from graphsvc.kernels.beside import Moments, beside
from graphsvc.snapshot.history import BESIDE_HALF_LIFE_DAYS

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Rounds(NamedTuple):
    """Ties with the places of their moments in ``day``, which is ascending."""

    ties: Moments
    day: Floats

    def before(self, cut: float) -> Callable[[int, Longs, Longs], Floats]:
        """What the product's ranker asks, answered from the rounds before the day *cut*."""
        known = self.day[: np.searchsorted(self.day, cut)]
        fade = 0.5 ** ((cut - known) / BESIDE_HALF_LIFE_DAYS)
        return lambda person, by, at: beside(self.ties, person, by=by, at=at, fade=fade)


def rounds_of(tied: Ties) -> Rounds:
    """The dated ties by who addressed whom when; what was listed once and goes both ways, both."""
    dated = tied.dated.each_way
    day, moment = np.unique(dated.day, return_inverse=True)
    cells = np.unique(np.stack([dated.source, dated.target, moment.astype(np.int32)]), axis=1)
    source, target, moments = cells
    new = np.append(True, (np.diff(source) != 0) | (np.diff(target) != 0))
    first = np.flatnonzero(new) if len(source) else np.empty(0, np.int64)
    start = np.searchsorted(source[first], np.arange(dated.people + 1))
    begin = np.append(first, len(source))
    return Rounds(Moments(start, target[first], begin, moments), day)
