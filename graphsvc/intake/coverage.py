"""What do the files of an import speak for, so that importing again can replace it?"""

from datetime import timedelta

from graphsvc.intake.spool import Spool
from graphsvc.model import week_end

# Of memberships and lines that come from columns of people.csv: they speak for the people in
# that file only, and all of them are undated.
OF_PEOPLE = "people"


class Covered:
    """The span of the dated facts of each (fact, feed), and whether there are undated ones."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, str], tuple[str | None, str | None, bool]] = {}

    def add(self, fact: str, feed: str, day: str | None) -> None:
        span = self._spans.get((fact, feed))
        if span is None:
            self._spans[fact, feed] = (day, day, day is None)
            return
        first, last, undated = span
        if day is None:
            if not undated:
                self._spans[fact, feed] = (first, last, True)
        elif first is None or last is None:
            self._spans[fact, feed] = (day, day, undated)
        elif not first <= day <= last:
            self._spans[fact, feed] = (min(first, day), max(last, day), undated)

    def add_weeks(self, feed: str, first: int, last: int) -> None:
        """Contacts of whole weeks: from the first Monday to the last Sunday."""
        self.add("contact", feed, (week_end(first) - timedelta(days=7)).isoformat())
        self.add("contact", feed, (week_end(last) - timedelta(days=1)).isoformat())

    def write(self, spool: Spool) -> None:
        spool.add(
            "INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?)",
            ((*key, first, last, int(undated))
             for key, (first, last, undated) in sorted(self._spans.items())),
        )  # fmt: skip
