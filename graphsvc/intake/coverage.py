"""What do the files of an import speak for, so that importing again can replace it?"""

from datetime import timedelta

from graphsvc.intake.spool import Spool
from graphsvc.model import week_end

# Of memberships and lines that come from columns of people.csv: they speak for the people in
# that file only, and all of them are undated.
OF_PEOPLE = "people"


# Records are only ever put in place of what a file covers, so these are covered in any case.
RECORDS = ("absence",)

Span = tuple[str | None, str | None, bool]
NOTHING: Span = (None, None, False)


class Covered:
    """The span of the dated facts of each (fact, feed), and whether there are undated ones.

    ``file`` is the one that is being read.
    """

    def __init__(self) -> None:
        self.file = ""
        self._files: dict[str, dict[tuple[str, str], Span]] = {}

    def add(self, fact: str, feed: str, day: str | None) -> None:
        spans = self._files.setdefault(self.file, {})
        spans[fact, feed] = _joined(spans.get((fact, feed)), (day, day, day is None))

    def add_weeks(self, feed: str, first: int, last: int) -> None:
        """Contacts of whole weeks: from the first Monday to the last Sunday."""
        self.add("contact", feed, (week_end(first) - timedelta(days=7)).isoformat())
        self.add("contact", feed, (week_end(last) - timedelta(days=1)).isoformat())

    def write(self, spool: Spool, incomplete: set[str]) -> None:
        """Write it down; *incomplete* files, of which rows were set aside, replace nothing.

        They are named without a day: what they hold goes in, and nothing is taken back for it.
        """
        spans: dict[tuple[str, str], Span] = {}
        for file, found in self._files.items():
            for key, span in found.items():
                if file not in incomplete or key[0] in RECORDS:
                    spans[key] = _joined(spans.get(key), span)
                elif key[1] != OF_PEOPLE:
                    spans[key] = _joined(spans.get(key), NOTHING)
        spool.add(
            "INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?)",
            ((*key, first, last, int(undated))
             for key, (first, last, undated) in sorted(spans.items())),
        )  # fmt: skip


def _joined(one: Span | None, other: Span) -> Span:
    if one is None:
        return other
    firsts = [day for day in (one[0], other[0]) if day is not None]
    lasts = [day for day in (one[1], other[1]) if day is not None]
    return min(firsts, default=None), max(lasts, default=None), one[2] or other[2]
