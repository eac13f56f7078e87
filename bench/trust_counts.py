"""What do outcomes that were known by then say of everybody, each person and each pair?

The Beta core of ``graphsvc.analyses.trust``, for all moments at once: its tests hold both equal.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bench.trust_events import DAY, Events, Timeline
from graphsvc.analyses.trust import Habits

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Known:
    """Outcomes by key, and how many of them each event finds when it is written."""

    def __init__(self, events: Events, key: Longs, asked: Longs) -> None:
        """*key* says whose outcome an event is, *asked* whose are looked up at each event."""
        self._events = events
        self._order = np.argsort(key, kind="stable")
        self._first = np.append(True, np.diff(key[self._order]) != 0)
        self._last = Timeline(key, events.known).place(asked, events.at)
        self._found: dict[float | None, Floats] = {}

    def faded(self, half_life: float | None) -> Floats:
        """Done and undone as they stand at each event, float64[events, 2]."""
        if half_life not in self._found:
            self._found[half_life] = self._counted(half_life)
        return self._found[half_life]

    def _counted(self, half_life: float | None) -> Floats:
        known, done = self._events.known[self._order], self._events.answered[self._order]
        kept = np.append(0.0, _kept(np.diff(known), half_life))
        counts = running(self._first, kept, np.stack([done, ~done], axis=1).astype(np.float64))
        there = np.flatnonzero(self._last >= 0)
        found = np.zeros((len(self._last), 2))
        last = self._last[there]
        since = self._events.at[there] - known[last]
        found[there] = counts[last] * _kept(since, half_life)[:, None]
        return found


def running(first: Flags, kept: Floats, value: Floats) -> Floats:
    """Sums that start anew at each *first*, and of which *kept* is left at the next value.

    In as many passes as the longest run can be halved, each over all values at once.
    """
    total, left = value.copy(), np.where(first, 0.0, kept)
    starts = np.flatnonzero(np.append(first, True))
    step, longest = 1, int(np.diff(starts).max(initial=0))
    while step < longest:
        total[step:] += left[step:, None] * total[:-step]
        left[step:] *= left[:-step].copy()
        step *= 2
    return total


def _kept(elapsed: Longs, half_life: float | None) -> Floats:
    if half_life is None:
        return np.ones(len(elapsed))
    return np.exp2(-np.maximum(elapsed, 0) / (half_life * DAY))


class Core:
    """What the hierarchy of priors expects at each event, from outcomes known by then."""

    def __init__(self, events: Events, people: int, kind: Flags | None = None) -> None:
        """With *kind*, every event is expected from outcomes of its own kind alone."""
        self._events, self._people = events, people
        self._kind = np.zeros(len(events.at), np.int64) if kind is None else kind.astype(np.int64)

    def everybody(self, half_life: float | None) -> Floats:
        done, undone = self._all.faded(half_life).T
        return (done + 1) / (done + undone + 2)

    def person(self, habits: Habits) -> Floats:
        """Of the person who is asked."""
        prior = self.everybody(habits.half_life)
        return updated(self.asked.faded(habits.half_life), prior, habits.person_prior)[0]

    def asker(self, habits: Habits) -> Floats:
        """Of the answers whoever asks got from anybody."""
        prior = self.everybody(habits.half_life)
        return updated(self._asker.faded(habits.half_life), prior, habits.person_prior)[0]

    def pair(self, habits: Habits) -> tuple[Floats, Floats]:
        """Of the person towards whoever asks: the share, and what it rests on."""
        return updated(self.pairs.faded(habits.half_life), self.person(habits), habits.pair_prior)

    def reverse(self, habits: Habits) -> Floats:
        """Of whoever asks towards the person who is asked, were it the other way round."""
        asker = self._asker_asked.faded(habits.half_life)
        prior = updated(asker, self.everybody(habits.half_life), habits.person_prior)[0]
        return updated(self._reverse.faded(habits.half_life), prior, habits.pair_prior)[0]

    @cached_property
    def _all(self) -> Known:
        return self._known(np.zeros(len(self._events.at), np.int64))

    @cached_property
    def asked(self) -> Known:
        return self._known(self._events.asked)

    @cached_property
    def _asker(self) -> Known:
        return self._known(self._events.asker)

    @cached_property
    def _asker_asked(self) -> Known:
        return self._known(self._events.asked, self._events.asker)

    @cached_property
    def _reverse(self) -> Known:
        asked, asker = self._events.asked, self._events.asker
        return self._known(asked * self._people + asker, asker * self._people + asked)

    @cached_property
    def pairs(self) -> Known:
        return self._known(self._events.asked * self._people + self._events.asker)

    def _known(self, key: Longs, asked: Longs | None = None) -> Known:
        asked = key if asked is None else asked
        return Known(self._events, key * 2 + self._kind, asked * 2 + self._kind)


def updated(counts: Floats, prior: Floats | float, worth: float) -> tuple[Floats, Floats]:
    """A Beta's mean and what it rests on, with a *prior* that is worth so many outcomes."""
    rests = counts.sum(axis=1) + worth
    return (counts[:, 0] + worth * prior) / rests, rests
