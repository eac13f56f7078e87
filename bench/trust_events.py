"""Which messages open an exchange, and was each answered in time? (rule R1, methods.md section 7)

A message opens where neither wrote to the other in the 24 hours before; success is an answer
within five days. Where both wrote at the same moment nobody opened; the same row twice is one
message. Moments are as exact as the file: of dates alone, all of a day are at the same moment.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.ties_file import Ties

Flags = NDArray[np.bool_]
Longs = NDArray[np.int64]
Side = Literal["left", "right"]

DAY = 86_400_000  # whole milliseconds: differences of moments are exact
SILENCE, DEADLINE = 1 * DAY, 5 * DAY
LONG_AGO, NEVER = -(1 << 60), 1 << 60


class Messages(NamedTuple):
    """Who wrote to whom and when (milliseconds since the first), oldest first, each once."""

    people: int
    source: Longs
    target: Longs
    at: Longs

    def pair(self, one: Longs, other: Longs) -> Longs:
        """The key of an ordered pair."""
        return one * self.people + other


class Events(NamedTuple):
    """Messages that open an exchange, oldest first; an outcome is known at its deadline."""

    asker: Longs
    asked: Longs
    at: Longs
    answered: Flags

    @property
    def known(self) -> Longs:
        """The moment from which the outcome may be used, answered or not."""
        return self.at + DEADLINE


class Timeline:
    """Moments by key: how many came before another moment, which was the last, which the next?"""

    def __init__(self, key: Longs, at: Longs, *, once: bool = False) -> None:
        """With *once*, what has the same key and moment counts as one."""
        self._keys, self._moments = np.unique(key), np.unique(at)
        self._width = len(self._moments) + 1  # ranks instead of moments: any span fits
        row, rank = placed(self._keys, key), placed(self._moments, at)
        place = row * self._width + rank
        self._place = np.unique(place) if once else np.sort(place)
        rows = np.arange(len(self._keys) + 1) * self._width
        self._first = np.searchsorted(self._place, rows)

    def before(self, key: Longs, at: Longs) -> Longs:
        """How many of *key* came strictly before *at*."""
        first, end = self._between(key, at, "left")
        return end - first

    def until(self, key: Longs, at: Longs) -> Longs:
        """How many of *key* came at *at* or before."""
        first, end = self._between(key, at, "right")
        return end - first

    def last(self, key: Longs, at: Longs) -> Longs:
        """The last moment of *key* strictly before *at*; LONG_AGO where there is none."""
        first, end = self._between(key, at, "left")
        return np.where(end > first, self._moment(end - 1), LONG_AGO)

    def next(self, key: Longs, at: Longs) -> Longs:
        """The first moment of *key* strictly after *at*; NEVER where there is none."""
        first, end = self._between(key, at, "right")
        there = end < first + self._count_of(key)
        return np.where(there, self._moment(end), NEVER)

    def place(self, key: Longs, at: Longs) -> Longs:
        """The last of *key* at *at* or before, in the order of key and moment; -1: none."""
        first, end = self._between(key, at, "right")
        return np.where(end > first, end - 1, -1)

    def _between(self, key: Longs, at: Longs, side: Side) -> tuple[Longs, Longs]:
        """Where the moments of each key begin, and where those before (or until) *at* end."""
        row = self._row_of(key)
        first = self._first[row]
        rank = placed(self._moments, at, side)
        return first, np.where(
            self._keys[row] == key, placed(self._place, row * self._width + rank), first
        )

    def _count_of(self, key: Longs) -> Longs:
        row = self._row_of(key)
        return np.where(self._keys[row] == key, np.diff(self._first)[row], 0)

    def _row_of(self, key: Longs) -> Longs:
        return np.minimum(placed(self._keys, key), len(self._keys) - 1)

    def _moment(self, place: Longs) -> Longs:
        inside = np.clip(place, 0, len(self._place) - 1)
        return self._moments[self._place[inside] % self._width]


def placed(ascending: Longs, asked: Longs, side: Side = "left") -> Longs:
    """Where each would stand; asked in their order, which long arrays answer four times faster."""
    order = np.argsort(asked)
    found = np.empty(len(asked), np.int64)
    found[order] = np.searchsorted(ascending, asked[order], side)
    return found


def messages(tied: Ties) -> Messages:
    """The dated ties that have a direction; what is listed once and means both ways has none."""
    kept = tied.where(np.isfinite(tied.day) & ~tied.both)
    at = np.rint(kept.day * DAY).astype(np.int64)
    rows = np.stack([at, kept.source.astype(np.int64), kept.target.astype(np.int64)])
    at, source, target = np.unique(rows, axis=1)
    return Messages(tied.people, source, target, at)


def events(written: Messages, end_day: float) -> Events:
    """What rule R1 finds, without what would only be known after the day the data end."""
    source, target, at = written.source, written.target, written.at
    forth, back = written.pair(source, target), written.pair(target, source)
    apart = at - Timeline(np.minimum(forth, back), at, once=True).last(np.minimum(forth, back), at)
    line = Timeline(forth, at)
    together = line.until(back, at) > line.before(back, at)
    over = at + DEADLINE <= np.rint(end_day * DAY)
    chosen = np.flatnonzero((apart >= SILENCE) & ~together & over)
    answered = line.next(back[chosen], at[chosen]) - at[chosen] <= DEADLINE
    return Events(source[chosen], target[chosen], at[chosen], answered)
