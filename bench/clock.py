"""How much CPU time does a piece of work take, and how sure is a ratio of two?

CPU seconds of the whole process, and of those it starts, so that a library with threads of its own
gains nothing by them; every library is held to one thread all the same.
"""

import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WARM_BELOW_S = 0.5  # a first call this short only warms up; a longer one counts
DRAWS = 2_000
THREADS = ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def one_thread() -> None:
    """Hold the libraries that are not loaded yet to one thread."""
    for name in THREADS:
        os.environ[name] = "1"


class Work(NamedTuple):
    """What is timed: one call, or a call for each of the questions *asked*.

    ``done`` of ``whole``: the part one call does of what the row speaks of; the time is scaled up.
    ``per`` is for rows that speak of one of several: their time is divided, nothing is guessed.
    """

    do: Callable[..., Any]
    asked: Sequence[tuple[Any, ...]] = ()
    done: int = 1
    whole: int = 1
    per: int = 1

    @property
    def sampled(self) -> str:
        """Which part is done, '' if all of it."""
        return f"{self.done:,} of {self.whole:,}" if self.done < self.whole else ""


@dataclass
class Timed:
    """CPU seconds of every call; of questions a row of ``each`` a pass, a column a question.

    It holds on to no graph: ``asked`` is how many questions there were, ``sampled`` which part of
    the whole was done, '' if all of it.
    """

    asked: int
    sampled: str
    spent: float = 0.0
    calls: list[float] = field(default_factory=list)
    each: list[Floats] = field(default_factory=list)

    @classmethod
    def of(cls, work: Work) -> "Timed":
        return cls(len(work.asked), work.sampled)

    @classmethod
    def of_calls(cls, seconds: Sequence[float]) -> "Timed":
        """What was timed elsewhere."""
        return cls(0, "", sum(seconds), list(seconds))

    @property
    def repeats(self) -> int:
        return len(self.each) if self.asked else len(self.calls)

    @property
    def seconds(self) -> float:
        """Median call, or median question."""
        return float(np.median(self.by_question if self.asked else self.calls))

    @property
    def by_question(self) -> Floats:
        """Median over the passes, a number a question."""
        return np.asarray(np.median(self.each, axis=0))

    def percentile(self, share: float) -> float:
        """A percentile of the questions, median of the passes."""
        return float(np.median(np.percentile(self.each, share, axis=1)))

    @property
    def p99_ms(self) -> float | None:
        return self.percentile(99) * 1e3 if self.asked else None

    def again(self, work: Work) -> None:
        """Do the work once more on the clock."""
        if not self.asked:
            seconds = _clocked(work.do)
            self.calls.append(seconds * work.whole / work.done / work.per)
            self.spent += seconds
            return
        self.each.append(np.array([_clocked(work.do, *question) for question in work.asked]))
        self.spent += float(self.each[-1].sum())

    def warm(self, work: Work) -> None:
        """Work once off the clock; a first call that was long stays on it."""
        if self.asked:
            work.do(*work.asked[0])
            return
        self.again(work)
        if self.spent < WARM_BELOW_S:
            self.calls.clear()


def in_turns(
    works: Sequence[Work], *, repeats: int, budget_s: float, least: int = 2
) -> list[Timed]:
    """Time *works* in rounds, so that what else the machine does hits all of them alike.

    Each has *repeats* rounds, fewer once it spent *budget_s* seconds, but at *least* so many.
    """
    both = [(work, Timed.of(work)) for work in works]
    for work, timed in both:
        timed.warm(work)
    for _ in range(repeats):
        for work, timed in both:
            if timed.repeats < least or (timed.repeats < repeats and timed.spent < budget_s):
                timed.again(work)
    return [timed for _, timed in both]


class Ratio(NamedTuple):
    """*value* with its 95 % interval."""

    value: float
    low: float
    high: float


def times(theirs: Timed, ours: Timed) -> float:
    """How many times longer *theirs* takes: medians, of the questions both were asked."""
    if not ours.asked:
        return theirs.seconds / ours.seconds
    top, bottom = np.median(_shared(theirs, ours), axis=1)
    return float(top / bottom)


def ratio(theirs: Timed, ours: Timed, random: np.random.Generator) -> Ratio:
    """:func:`times`, with the interval of questions drawn again together, or of calls apart."""
    value = times(theirs, ours)
    if not ours.asked:
        calls = (np.array(one.calls) for one in (theirs, ours))
        top, bottom = (_medians(one, random) for one in calls)
    else:
        both = _shared(theirs, ours)
        drawn = random.integers(0, both.shape[1], (DRAWS, both.shape[1]))
        top, bottom = np.median(both[:, drawn], axis=2)
    return _interval(top / bottom, value)


def interval(values: Sequence[float], random: np.random.Generator) -> Ratio:
    """The median of *values*, with the interval of values drawn again."""
    return _interval(_medians(np.array(values), random), float(np.median(values)))


def percentile_again(timed: Timed, share: float, random: np.random.Generator) -> Ratio:
    """A percentile of the questions, with the interval of passes and questions drawn again."""
    passes = np.array(timed.each)
    drawn = [
        np.percentile(random.choice(passes[random.integers(len(passes))], timed.asked), share)
        for _ in range(DRAWS)
    ]
    return _interval(np.array(drawn), timed.percentile(share))


def _shared(theirs: Timed, ours: Timed) -> Floats:
    count = min(theirs.asked, ours.asked)
    return np.stack([theirs.by_question[:count], ours.by_question[:count]])


def _medians(values: Floats, random: np.random.Generator) -> Floats:
    return np.median(random.choice(values, (DRAWS, len(values))), axis=1)


def _interval(drawn: Floats, value: Any) -> Ratio:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Ratio(float(value), float(low), float(high))


def _clocked(do: Callable[..., Any], *question: Any) -> float:
    apart = _apart_s()
    began = time.process_time_ns()
    do(*question)
    here = (time.process_time_ns() - began) / 1e9
    return here + _apart_s() - apart


def _apart_s() -> float:
    """What processes that this one started and that have ended took."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime
