"""Which working ties does an import make, change or take back, week by week?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from graphsvc.intake.spool import Spool
from graphsvc.model import Coverage, week_end, week_of
from graphsvc.services.import_coverage import Covers
from graphsvc.services.import_outbox import Outbox
from graphsvc.store.base import Row, Store

TIES = "ties"
PAGE = 500

# One row for each week of a tie, and before them one with what was stated about it.
_ROWS = """SELECT source, target, feed, week, count, NULL FROM {contact} {where}
UNION ALL SELECT source, target, feed, NULL, NULL, stated FROM {tie} {where}
ORDER BY 1, 2, 3, 4"""
_NEW = _ROWS.format(
    contact="contact",
    tie="tie",
    where="WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.id = source)",
)
_OF_RANGE = _ROWS.format(
    contact="held CROSS JOIN contact ON source = held.id",
    tie="held CROSS JOIN tie ON source = held.id",
    where="WHERE held.seq >= :low AND held.seq < :high",
)


class Said(NamedTuple):
    """What an import says of one tie. It is undated where it has no weeks or states a strength."""

    person: str
    other: str
    feed: str
    weeks: list[int]
    counts: list[int]
    stated: float | None


@dataclass(frozen=True)
class Ties:
    """The working ties of one import against those of the graph.

    Inside what a feed covers its weeks are replaced, outside they stay; a tie of a covered feed
    that has nothing left is removed.
    """

    store: Store
    spool: Spool
    covers: Covers
    outbox: Outbox

    def write(self, held_until: int) -> None:
        """Send what differs; *held_until* is what :meth:`People.write` returned."""
        feeds = self.covers.feeds("tie", "contact")
        if not feeds:
            return
        self.outbox.begin("Writing ties", None)
        for low in range(0, held_until, PAGE):
            self._compare(low, low + PAGE, feeds)
        # Who is new to the graph has no ties there: nothing to look up.
        for tie in _said(self.spool.each(_NEW)):
            self._send(
                tie.person, tie.other, properties(tie.feed, tie.weeks, tie.counts, tie.stated)
            )
            self.outbox.tally.created[TIES] += 1
        self.outbox.done()

    def _compare(self, low: int, high: int, feeds: list[str]) -> None:
        rows = self.store.rows("read/import_knows", low=low, high=high, feeds=feeds)
        held = {
            (row["person"], one["other"], one["properties"]["feed"]): one["properties"]
            for row in rows
            for one in row["facts"]
        }
        said = {tie[:3]: tie for tie in _said(self.spool.each(_OF_RANGE, low, high))}
        for key in sorted(held.keys() | said.keys()):
            self._compare_one(key, held.get(key), said.get(key))

    def _compare_one(self, key: tuple[str, str, str], held: Row | None, said: Said | None) -> None:
        (person, other, feed), tally = key, self.outbox.tally
        wanted = merged(held, said, feed, self.covers.of_tie(feed))
        if wanted is None:
            gone = {"person": person, "other": other, "feed": feed}
            self.outbox.put("write/import_knows_gone", gone)
            tally.removed[TIES] += 1
        elif wanted != held:
            self._send(person, other, wanted)
            (tally.created if held is None else tally.updated)[TIES] += 1
        elif said is not None:
            tally.unchanged[TIES] += 1

    def _send(self, person: str, other: str, wanted: Row) -> None:
        row = {"person": person, "other": other, "feed": wanted["feed"], "properties": wanted}
        self.outbox.put("write/import_knows", row)


def merged(
    held: Mapping[str, Any] | None, said: Said | None, feed: str, span: Coverage
) -> Row | None:
    """The properties of a tie after the import; None where nothing is left of it."""
    weeks: dict[int, int] = {}
    stated, undated = None, False
    if held is not None:
        low, high = _weeks(span)
        before = zip(held.get("weeks") or [], held.get("counts") or [], strict=True)
        weeks = {week: count for week, count in before if not low <= week <= high}
        if not span.undated:
            stated = held.get("stated")
            undated = stated is not None or not held.get("weeks")
    if said is not None:
        weeks |= zip(said.weeks, said.counts, strict=True)
        stated = stated if said.stated is None else said.stated
        undated = undated or said.stated is not None or not said.weeks
    if not weeks and not undated:
        return None
    order = sorted(weeks)
    return properties(feed, order, [weeks[week] for week in order], stated)


def properties(feed: str, weeks: list[int], counts: list[int], stated: float | None) -> Row:
    """All properties of a tie; ``first_on`` and ``last_on`` are the outer days of its weeks."""
    found: Row = {"feed": feed, "contacts": sum(counts), "weeks": weeks, "counts": counts}
    if weeks:
        found |= {"first_on": _monday(weeks[0]), "last_on": _sunday(weeks[-1])}
    if stated is not None:
        found["stated"] = stated
    return found


def _weeks(span: Coverage) -> tuple[int, int]:
    """The first and last week number a feed covers; an empty range where it covers none."""
    if span.first is None or span.last is None:
        return 0, -1
    return week_of(span.first), week_of(span.last)


def _said(rows: Iterable[tuple[Any, ...]]) -> Iterator[Said]:
    for (person, other, feed), found in groupby(rows, itemgetter(0, 1, 2)):
        weeks, counts, stated = [], [], None
        for _, _, _, week, count, said in found:
            if week is None:
                stated = said
            else:
                weeks.append(week)
                counts.append(count)
        yield Said(person, other, feed, weeks, counts, stated)


@cache
def _monday(week: int) -> date:
    return week_end(week) - timedelta(days=7)


@cache
def _sunday(week: int) -> date:
    return week_end(week) - timedelta(days=1)
