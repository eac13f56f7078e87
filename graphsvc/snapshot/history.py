"""In which weeks were two people in contact, and who was addressed beside whom?"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.beside import Moments, beside
from graphsvc.snapshot.columns import Facts, Feed, Longs
from graphsvc.snapshot.mask import Mask

_NONE = np.empty(0, np.int64)
_NONE.flags.writeable = False
BESIDE_HALF_LIFE_DAYS = 180.0


class History(NamedTuple):
    """The weekly contacts of pairs, without what the mask keeps out, until week ``last``.

    Looked up in the columns as they are mapped: a question reads two people's rows, not the ties.
    """

    feeds: tuple[Feed, ...]
    mask: Mask
    last: int
    fade: NDArray[np.float64]

    def weeks(self, one: int, other: int) -> Longs:
        """Numbers of the weeks with a contact of the two, ascending, each once."""
        if self._kept_out(one, other):
            return _NONE
        found = [
            feed.weeks[begin:end]
            for feed in self.feeds
            for begin, end in (_weeks_of(feed, one, other), _weeks_of(feed, other, one))
            if begin < end
        ]
        if not found:
            return _NONE
        # Pairs have few weeks: a plain set is quicker than numpy's, and this is asked often.
        weeks = sorted({week for part in found for week in part.tolist() if week <= self.last})
        return np.array(weeks, np.int64)

    def beside(self, person: int, by: Longs, at: Longs) -> NDArray[np.float64]:
        """How often those in the rows *at* were addressed in one week with her, by one of *by*.

        A week in which m people were addressed counts 1 / (m - 1), half as much after 180 days.
        """
        found = np.zeros(len(at))
        if self.mask.anybody:
            by = by[~self.mask.out[by]]
        for feed in self.feeds:
            weeks = Moments(feed.start, feed.target, feed.week_start, feed.weeks)
            hidden = self.mask.hidden
            found += beside(weeks, person, by=by, at=at, fade=self.fade, hidden=hidden)
        return found

    def _kept_out(self, one: int, other: int) -> bool:
        if self.mask.empty:
            return False
        if self.mask.out[one] or self.mask.out[other]:
            return True
        return _place(self.mask.hidden, (one << 32) + other, 0, len(self.mask.hidden)) is not None


def history_of(facts: Facts, mask: Mask, last: int) -> History:
    """What pairs of people did until the week *last*."""
    age = 7 * (last - np.arange(last + 1))
    fade = 0.5 ** (age / BESIDE_HALF_LIFE_DAYS)
    return History(tuple(facts.feeds.values()), mask, last, fade)


def _weeks_of(feed: Feed, source: int, target: int) -> tuple[int, int]:
    """Where the weeks of one directed tie begin and end; the same place where there is none."""
    tie = _place(feed.target, target, int(feed.start[source]), int(feed.start[source + 1]))
    if tie is None:
        return 0, 0
    return int(feed.week_start[tie]), int(feed.week_start[tie + 1])


def _place(column: Any, value: int, begin: int, end: int) -> int | None:
    """Where *value* stands in the ascending part of *column* from *begin* to *end*."""
    numbers: Sequence[int] = column
    found = bisect_left(numbers, value, begin, end)
    return found if found < end and numbers[found] == value else None
