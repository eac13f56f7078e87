"""In which weeks were two people in contact, and who was addressed beside whom?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.beside import Moments, beside
from graphsvc.kernels.weeks import weeks_either_way
from graphsvc.snapshot.columns import Facts, Feed, Longs
from graphsvc.snapshot.mask import Mask
from graphsvc.snapshot.view import Flags

_NONE = np.empty(0, np.int64)
_PAIR = 32  # bits of a number that hold its second part, as in the mask of hidden ties
BESIDE_HALF_LIFE_DAYS = 180.0


class History(NamedTuple):
    """The weekly contacts of pairs, without what the mask keeps out, until week ``last``.

    Looked up in the columns as they are mapped: a question reads two people's rows, not the ties.
    """

    feeds: tuple[Feed, ...]
    mask: Mask
    last: int
    fade: NDArray[np.float64]

    def weeks(self, one: Longs, other: Longs) -> tuple[Longs, Longs]:
        """Numbers of the weeks with a contact of each pair, ascending, each once.

        Args:
            one, other: rows, beside each other.
        Returns:
            Where the weeks of each pair begin and the last ones end, and the weeks.
        """
        found = [weeks_either_way(_moments(feed), one, other) for feed in self.feeds]
        pair = np.concatenate([_NONE, *(pairs for pairs, _ in found)])
        week = np.concatenate([_NONE, *(weeks for _, weeks in found)])
        kept = (week <= self.last) & ~self._kept_out(one, other)[pair]
        both = np.sort((pair[kept] << _PAIR) + week[kept])
        # What np.unique does, without what it does beside: this is asked in every request.
        both = both[np.diff(both, prepend=-1) != 0]
        start = np.searchsorted(both, np.arange(len(one) + 1) << _PAIR)
        return start, both & ((1 << _PAIR) - 1)

    def beside(self, person: int, by: Longs, at: Longs) -> NDArray[np.float64]:
        """How often those in the rows *at* were addressed in one week with her, by one of *by*.

        A week in which m people were addressed counts 1 / (m - 1), half as much after 180 days.
        """
        found = np.zeros(len(at))
        if self.mask.anybody:
            by = by[~self.mask.out[by]]
        for feed in self.feeds:
            hidden = self.mask.hidden
            found += beside(_moments(feed), person, by=by, at=at, fade=self.fade, hidden=hidden)
        return found

    def _kept_out(self, one: Longs, other: Longs) -> Flags:
        out, hidden = self.mask.out, self.mask.hidden
        if self.mask.empty:
            return np.zeros(len(one), np.bool_)
        return out[one] | out[other] | np.isin((one << _PAIR) + other, hidden)


def history_of(facts: Facts, mask: Mask, last: int) -> History:
    """What pairs of people did until the week *last*."""
    age = 7 * (last - np.arange(last + 1))
    fade = 0.5 ** (age / BESIDE_HALF_LIFE_DAYS)
    return History(tuple(facts.feeds.values()), mask, last, fade)


def _moments(feed: Feed) -> Moments:
    return Moments(feed.start, feed.target, feed.week_start, feed.weeks)
