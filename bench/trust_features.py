"""What else is known when a message is written: how both write lately, and to how many at once?

Nothing is scaled by what the file holds; every figure is of messages before the moment, but for
how many the asker writes to at that very moment.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.trust_counts import Core
from bench.trust_events import DAY, DEADLINE, Events, Messages, Timeline
from graphsvc.analyses.trust import Habits

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

LATELY = (1, 7, 28)  # days
FAST, SLOW = 30.0, 180.0  # half-lives in days
SILENCES = (2, 5, 14, 60)  # days
LONGEST = 365  # days of silence that are told apart
CROWDS = (2, 6, 21)  # recipients at once, from which on it matters


def features(written: Messages, events: Events, core: Core, fitted: Floats) -> NDArray[np.float32]:
    """float32[events, features], the first one the log-odds of the *fitted* core."""
    columns = [
        log_odds(fitted),
        *_core(core),
        *by_kind(written, events),
        *_lines(written, events),
        *_crowd(written, events),
        *_clock(events),
    ]
    return np.stack(columns, axis=1, dtype=np.float32, casting="same_kind")


def log_odds(share: Floats) -> Floats:
    return np.log(share / (1 - share))


def _core(core: Core) -> Iterator[Floats]:
    for half_life in (SLOW, FAST):
        habits = Habits(half_life)
        share, rests = core.pair(habits)
        yield log_odds(share)
        yield log_odds(core.person(habits))
        yield log_odds(core.asker(habits))
        yield log_odds(core.reverse(habits))
        yield np.log(rests / habits.pair_prior)
        yield log_odds(core.everybody(half_life))


def by_kind(written: Messages, events: Events) -> Iterator[Floats]:
    """Late answers apart from questions: the one who is asked wrote within the last days."""
    line = Timeline(written.pair(written.source, written.target), written.at)
    heard = line.last(written.pair(events.asked, events.asker), events.at)
    told = line.last(written.pair(events.asker, events.asked), events.at)
    late = (events.at - heard <= DEADLINE) & (heard > told)
    yield late.astype(np.float64)
    core, habits = Core(events, written.people, late), Habits(SLOW)
    yield log_odds(core.pair(habits)[0])
    yield log_odds(core.person(habits))
    yield log_odds(core.asker(habits))


def _lines(written: Messages, events: Events) -> Iterator[Floats]:
    asker, asked, at = events.asker, events.asked, events.at
    source, target = written.source, written.target
    sends = Timeline(source, written.at, once=True)
    for person in (asked, asker):
        yield from _lately(sends, person, at)
        yield _silence(at - sends.last(person, at))
    yield from _lately(Timeline(target, written.at), asked, at)
    pairs = Timeline(written.pair(source, target), written.at)
    forth, back = written.pair(asker, asked), written.pair(asked, asker)
    for pair in (forth, back):
        yield from _lately(pairs, pair, at)
        yield np.log1p(pairs.before(pair, at))
        last = pairs.last(pair, at)
        yield _silence(at - last)
        for days in SILENCES:
            yield (at - last <= days * DAY).astype(np.float64)
        yield (last < 0).astype(np.float64)
    yield from _unanswered(pairs, forth, back, at)


def _unanswered(pairs: Timeline, forth: Longs, back: Longs, at: Longs) -> Iterator[Floats]:
    """What the asker has written to the asked since she last heard of her."""
    heard = pairs.last(back, at)
    since = pairs.before(forth, at) - pairs.until(forth, heard)
    yield np.log1p(since)
    yield ((heard >= 0) & (since > 0)).astype(np.float64)


def _lately(line: Timeline, key: Longs, at: Longs) -> Iterator[Floats]:
    now = line.before(key, at)
    for days in LATELY:
        yield np.log1p(now - line.before(key, at - days * DAY))


def _silence(passed: Longs) -> Floats:
    return np.log1p(np.minimum(passed / DAY, LONGEST))


def _crowd(written: Messages, events: Events) -> Iterator[Floats]:
    sends = Timeline(written.source, written.at)
    at_once = sends.until(events.asker, events.at) - sends.before(events.asker, events.at)
    yield np.log(at_once)
    for least in CROWDS:
        yield (at_once >= least).astype(np.float64)


def _clock(events: Events) -> Iterator[Floats]:
    """The day of a week and the part of a day, counted from the first message."""
    day, part = events.at // DAY % 7, events.at % DAY * 8 // DAY
    for one in range(6):
        yield (day == one).astype(np.float64)
    for one in range(7):
        yield (part == one).astype(np.float64)
