"""How strong is each tie on a day? strength/1, from the weekly history, for everybody at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import lists, strengths
from graphsvc.kernels.build import transposed
from graphsvc.kernels.pairs import Pairs, Weeks, pairs_of_feed, together, without
from graphsvc.kernels.rows import Rows
from graphsvc.model import (
    DAY_ZERO,
    SOURCES,
    STRENGTH_HALF_LIFE_DAYS,
    STRENGTH_HALF_POINT,
    UNDATED_STRENGTH,
    WEEK_ZERO,
    day_number,
    last_whole_week,
    source_of,
    week_of,
)
from graphsvc.snapshot.columns import Derived, Facts, Feed
from graphsvc.snapshot.mask import Mask

Reals = NDArray[np.float64]
Numbers = NDArray[np.int64]


def derived_rows(facts: Facts, as_of: date, mask: Mask) -> Derived:
    """The rows of a View before the day *as_of*, without what *mask* keeps out."""
    pairs = _pairs(facts, mask, _decay(as_of, STRENGTH_HALF_LIFE_DAYS))
    attention, dated = strengths.attention(pairs, STRENGTH_HALF_POINT)
    attended = transposed(attention)
    ties, reciprocated = strengths.either_way(attention, attended)
    return Derived(
        attention=attention,
        attended=attended,
        shares=strengths.shares(attention),
        ties=ties,
        reciprocated=reciprocated,
        dated=dated,
    )


def contacts_within(facts: Facts, as_of: date, mask: Mask, days: int) -> Rows:
    """Directed counts of the whole weeks in the *days* before *as_of*; see View."""
    first, last = week_of(as_of - timedelta(days=days - 6)), last_whole_week(as_of)

    def inside(weeks: Numbers) -> Reals:
        return ((weeks >= first) & (weeks <= last)).astype(np.float64)

    return strengths.contacts(_pairs(facts, mask, inside, by_source=False))


def decayed(facts: Facts, as_of: date, mask: Mask, half_life_days: float) -> Rows:
    """Undirected decayed counts; see View. A tie that was only stated keeps its strength s_ij."""
    pairs = _pairs(facts, mask, _decay(as_of, half_life_days), by_source=False)
    return strengths.contacts_either_way(pairs)


def last_week_used(facts: Facts, as_of: date) -> int | None:
    """The last week up to *as_of* that any contact lies in."""
    limit = last_whole_week(as_of)
    # Every week with contacts has its Sunday among the days: no later one can be found, and where
    # the last of them is found the weeks, which are many, are not read on.
    sundays = facts.days.all.astype(np.int64) - (WEEK_ZERO - DAY_ZERO).days - 6
    weeks = sundays[sundays % 7 == 0] // 7
    enough, found = int(weeks[weeks <= limit].max(initial=-1)), -1
    for feed in facts.feeds.values():
        found = max(found, lists.largest_until(feed.weeks, limit, enough))
        if found >= enough:
            break
    return None if found < 0 else found


def _pairs(
    facts: Facts, mask: Mask, worth: Callable[[Numbers], Reals], *, by_source: bool = True
) -> Pairs:
    """All feeds together: a contact of week k counts *worth* of it (times *a* of its source)."""
    found = None
    for name, feed in facts.feeds.items():
        a = SOURCES.get(source_of(name), SOURCES["other"]) if by_source else 1.0
        pairs = _of_feed(feed, worth, a)
        found = pairs if found is None else together(found, pairs)
    if found is None:
        found = _nothing(len(facts.people.seq))
    return found if mask.empty else without(found, mask.out, mask.hidden)


def _of_feed(feed: Feed, worth: Callable[[Numbers], Reals], a: float) -> Pairs:
    # Weeks are few: what each is worth is looked up, not computed.
    first, last = (0, -1) if not len(feed.weeks) else (feed.weeks.min(), feed.weeks.max())
    return pairs_of_feed(
        feed.start,
        feed.target,
        feed.stated,
        Weeks(feed.week_start, feed.weeks, feed.counts),
        first_week=int(first),
        worth=worth(np.arange(first, last + 1, dtype=np.int64)),
        times=a,
        unsaid=UNDATED_STRENGTH,
    )


def _nothing(people: int) -> Pairs:
    columns: list[Any] = [np.empty(0, kind) for kind in (np.uint32, np.float64, np.float32)]
    return Pairs(np.zeros(people + 1, np.uint64), *columns)


def _decay(as_of: date, half_life_days: float) -> Callable[[Numbers], Reals]:
    today, last = day_number(as_of), last_whole_week(as_of)

    def worth(weeks: Numbers) -> Reals:
        age = today - day_number(WEEK_ZERO) - 7 * (weeks.astype(np.float64) + 1)
        return np.where(weeks <= last, 0.5 ** (np.maximum(age, 0) / half_life_days), 0.0)

    return worth
