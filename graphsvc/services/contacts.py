"""When were two people last in contact, and how usual is the silence since?"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.warm_paths import Rhythm, rhythms
from graphsvc.model import last_whole_week, week_end
from graphsvc.services.views import contacts_until
from graphsvc.services.wording import joined, plural
from graphsvc.snapshot.view import View

_WINDOWS = (
    (4, "4_weeks", "in contact in the last 4 weeks"),
    (12, "12_weeks", "in contact in the last 12 weeks"),
)
_LONG_AGO = "none", "no contact in the last 12 weeks"


class Contact(NamedTuple):
    """What is told of two people's contact; see answers.Hop."""

    last: date | None
    usual_gap_weeks: float | None
    fading: bool
    contact: str
    note: str


class Contacts:
    """Contacts of pairs in one view, each looked up once.

    The day of the last one and the rhythm are told only where the viewer sees both ``by_name``: of
    somebody without a name they could show who it is.
    """

    def __init__(self, view: View) -> None:
        self._view, self._until = view, last_whole_week(contacts_until(view))
        self._known: dict[tuple[int, int], Rhythm] = {}

    def of(self, one: int, other: int, *, by_name: bool) -> Contact:
        """The contact of the two, either way and over any feed."""
        found = self._rhythm(one, other)
        code, told = self._fresh(found, one, other)
        if found.fading:
            told = joined(told, _fading(found, by_name))
        if not by_name:
            return Contact(None, None, found.fading, code, told)
        last = None if found.last is None else week_end(found.last) - timedelta(days=1)
        return Contact(last, found.usual_gap, found.fading, code, told)

    def look_up(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Look all of *pairs* up at once: quicker than one by one."""
        wanted = sorted({_either_way(*pair) for pair in pairs}.difference(self._known))
        ones, others = (np.array([pair[end] for pair in wanted], np.int64) for end in (0, 1))
        found = rhythms(*self._view.weeks_between(ones, others), self._until)
        self._known.update(zip(wanted, found, strict=True))

    def _rhythm(self, one: int, other: int) -> Rhythm:
        pair = _either_way(one, other)
        if pair not in self._known:
            self.look_up([pair])
        return self._known[pair]

    def _fresh(self, found: Rhythm, one: int, other: int) -> tuple[str, str]:
        """A code, and the same in words; '' where nothing is known."""
        for weeks, code, words in _WINDOWS:
            if found.last is not None and self._until - found.last < weeks:
                return code, words
        return _LONG_AGO if self._view.dated[one] and self._view.dated[other] else ("", "")


def _either_way(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _fading(found: Rhythm, by_name: bool) -> str:
    return "fading" + (_usually(found.usual_gap) if by_name else "")


def _usually(gap: float | None) -> str:
    if gap is None:
        return ""
    return ", usually every week" if gap == 1 else f", usually every {_weeks(gap)}"


def _weeks(gap: float) -> str:
    return plural(int(gap), "week") if gap == int(gap) else f"{gap:.1f} weeks"
