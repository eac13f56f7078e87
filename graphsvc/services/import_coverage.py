"""What does an import speak for: which of the facts that it does not name does it take back?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graphsvc.intake.spool import Spool
from graphsvc.model import Coverage


@dataclass(frozen=True)
class Covers:
    """The coverage of one import by (fact, feed); the feed '' stands for all of a fact."""

    spans: Mapping[tuple[str, str], Coverage]

    @classmethod
    def of(cls, spool: Spool) -> "Covers":
        asked = "SELECT fact, feed, first, last, undated FROM coverage ORDER BY fact, feed"
        return cls({(row[0], row[1]): _coverage(*row) for row in spool.each(asked)})

    def all(self) -> list[Coverage]:
        return list(self.spans.values())

    def feeds(self, *facts: str) -> list[str]:
        """The feeds of *facts* it speaks for, in order."""
        return sorted({feed for fact, feed in self.spans if fact in facts})

    def span(self, fact: str, feed: str = "") -> Coverage | None:
        return self.spans.get((fact, feed)) or self.spans.get((fact, ""))

    def of_tie(self, feed: str) -> Coverage:
        """What it says of the ties of a feed: their weeks, and whether undated ones too."""
        weeks, undated = self.span("contact", feed), self.span("tie", feed)
        first, last = (weeks.first, weeks.last) if weeks else (None, None)
        return Coverage("tie", feed, first, last, undated is not None and undated.undated)

    def holds(self, fact: str, day: date | None, *, feed: str = "") -> bool:
        """Whether it speaks for a fact of that *day*; None is an undated one."""
        span = self.span(fact, feed)
        if span is None:
            return False
        if day is None:
            return span.undated
        return span.first is not None and span.last is not None and span.first <= day <= span.last


def _coverage(
    fact: str, feed: str, first: str | None, last: str | None, undated: int | None
) -> Coverage:
    return Coverage(fact, feed, as_day(first), as_day(last), bool(undated))


def as_day(text: str | None) -> date | None:
    """The date of a spool column; None where the fact is undated."""
    return date.fromisoformat(text) if text else None
