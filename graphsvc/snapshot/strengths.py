"""How strong is each tie on a day? strength/1, from the weekly history, for everybody at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.rows import Rows
from graphsvc.model import (
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
from graphsvc.snapshot.columns import Derived, Facts, Feed, Longs
from graphsvc.snapshot.mask import Mask
from graphsvc.snapshot.ragged import owners, starts

Reals = NDArray[np.float64]
Weeks = NDArray[np.int32]
Column = TypeVar("Column", bound=NDArray[Any])


class Pairs(NamedTuple):
    """Directed pairs of rows, each once, ascending by source and target.

    ``weight`` sums up dated contacts, ``stated`` is the highest strength stated without any date;
    0 where there is none.
    """

    source: Longs
    target: Longs
    weight: Reals
    stated: Reals


def derived_rows(facts: Facts, as_of: date, mask: Mask) -> Derived:
    """The rows of a View before the day *as_of*, without what *mask* keeps out."""
    people = len(facts.people.seq)
    pairs = _pairs(facts, mask, _decay(as_of, STRENGTH_HALF_LIFE_DAYS))
    strength = np.maximum(pairs.weight / (pairs.weight + STRENGTH_HALF_POINT), pairs.stated)
    # Contacts of a century ago leave a strength whose half would be zero as float32.
    strength[strength < 1e-30] = 0.0
    attention = rows_of_pairs(people, pairs.source, pairs.target, strength)
    dated = np.zeros(people, np.bool_)
    dated[pairs.source[pairs.weight > 0]] = dated[pairs.target[pairs.weight > 0]] = True
    source, target = attention.owners(), attention.indices.astype(np.int64)
    given = attention.strength.astype(np.float64)
    one, other, half, ways = _either_way(people, source, target, given / 2, np.ones(len(given)))
    return Derived(
        attention=attention,
        attended=rows_of_pairs(people, target, source, given),
        shares=_still(given / np.bincount(source, given, minlength=people)[source]),
        ties=rows_of_pairs(people, one, other, half),
        reciprocated=_still(ways == 2),
        dated=_still(dated),
    )


def contacts_within(facts: Facts, as_of: date, mask: Mask, days: int) -> Rows:
    """Directed counts of the whole weeks in the *days* before *as_of*; see View."""
    first, last = week_of(as_of - timedelta(days=days - 6)), last_whole_week(as_of)

    def inside(weeks: Weeks) -> Reals:
        return ((weeks >= first) & (weeks <= last)).astype(np.float64)

    pairs = _pairs(facts, mask, inside, by_source=False)
    return rows_of_pairs(len(facts.people.seq), pairs.source, pairs.target, pairs.weight)


def decayed(facts: Facts, as_of: date, mask: Mask, half_life_days: float) -> Rows:
    """Undirected decayed counts; see View. A tie that was only stated keeps its strength s_ij."""
    people = len(facts.people.seq)
    pairs = _pairs(facts, mask, _decay(as_of, half_life_days), by_source=False)
    one, other, contacts, stated = _either_way(
        people, pairs.source, pairs.target, pairs.weight, pairs.stated / 2
    )
    return rows_of_pairs(people, one, other, np.where(contacts > 0, contacts, stated))


def last_week_used(facts: Facts, as_of: date) -> int | None:
    """The last week up to *as_of* that any contact lies in."""
    last = last_whole_week(as_of)
    found = [feed.weeks[feed.weeks <= last].max(initial=-1) for feed in facts.feeds.values()]
    return max((int(one) for one in found if one >= 0), default=None)


def rows_of_pairs(people: int, source: Longs, target: Longs, strength: Reals) -> Rows:
    """Rows of directed pairs in any order; a strength that is zero as float32 is no tie."""
    order = np.argsort(source * people + target, kind="stable")
    single = strength[order].astype(np.float32)
    kept = single > 0
    order, single = order[kept], single[kept]
    indptr = starts(np.bincount(source[order], minlength=people)).astype(np.uint64)
    return Rows(_still(indptr), _still(target[order].astype(np.uint32)), _still(single))


def _pairs(
    facts: Facts, mask: Mask, worth: Callable[[Weeks], Reals], *, by_source: bool = True
) -> Pairs:
    """All feeds together: a contact of week k counts *worth* of it (times *a* of its source)."""
    ends, weights, stated = [], [], []
    for name, feed in facts.feeds.items():
        ends.append(_ends(facts, feed))
        a = SOURCES.get(source_of(name), SOURCES["other"]) if by_source else 1.0
        weights.append(a * _sums(feed, worth))
        undated = np.diff(feed.week_start) == 0
        stated.append(np.where(undated, _stated(feed), 0.0))
    if not ends:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
    weight, said = np.concatenate(weights), np.concatenate(stated)
    key = np.concatenate(ends)
    kept = ((weight > 0) | (said > 0)) & mask.lets(key >> 32, key & 0xFFFFFFFF)
    pair, place = np.unique(key[kept], return_inverse=True)
    highest = np.zeros(len(pair))
    np.maximum.at(highest, place, said[kept])
    total = _summed(place, weight[kept], len(pair))
    return Pairs(pair >> 32, pair & 0xFFFFFFFF, total, highest)


def _ends(facts: Facts, feed: Feed) -> Longs:
    return (owners(feed.start) << 32) + feed.target


def _stated(feed: Feed) -> Reals:
    return np.where(feed.stated < 0, UNDATED_STRENGTH, np.minimum(feed.stated, 1.0))


def _sums(feed: Feed, worth: Callable[[Weeks], Reals]) -> Reals:
    """Per tie of *feed*: its contacts, each times what its week is worth."""
    ties = len(feed.target)
    if not len(feed.weeks):
        return np.zeros(ties)
    # Weeks are few: each is looked up, not computed.
    first = int(feed.weeks.min())
    table = worth(np.arange(first, int(feed.weeks.max()) + 1, dtype=np.int32))
    cells = table[feed.weeks - first] * feed.counts
    return _summed(owners(feed.week_start), cells, ties)


def _summed(place: Longs, values: Reals, places: int) -> Reals:
    return np.bincount(place, values, minlength=places).astype(np.float64, copy=False)


def _decay(as_of: date, half_life_days: float) -> Callable[[Weeks], Reals]:
    today, last = day_number(as_of), last_whole_week(as_of)

    def worth(weeks: Weeks) -> Reals:
        age = today - day_number(WEEK_ZERO) - 7 * (weeks.astype(np.float64) + 1)
        return np.where(weeks <= last, 0.5 ** (np.maximum(age, 0) / half_life_days), 0.0)

    return worth


def _either_way(
    people: int, source: Longs, target: Longs, *values: NDArray[Any]
) -> tuple[NDArray[Any], ...]:
    """Both ways of every pair, ascending, and each of *values* summed over the two ways."""
    key = np.concatenate([source * people + target, target * people + source])
    pair, place = np.unique(key, return_inverse=True)
    summed = [np.bincount(place, np.tile(one, 2), minlength=len(pair)) for one in values]
    return (pair // max(people, 1), pair % max(people, 1), *summed)


def _still(column: Column) -> Column:
    column.flags.writeable = False
    return column
