"""On which day was it, in the forms in which files write days?"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from graphsvc.intake.options import ImportOptions
from graphsvc.model import WEEK_ZERO, week_of

FIRST, LAST = date(1000, 1, 1), date(2200, 12, 31)
A_DATE = "a date as 2026-09-30, between the years 1000 and 2200"
# Enough different moments of a file to be worth remembering, without holding all of them.
REMEMBERED = 100_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)?", re.ASCII
)
EXPECTED = {
    "iso": "a date or a time as 2026-09-30 or 2026-09-30T14:05:00Z, or nothing",
    "date": f"{A_DATE}, or nothing",
    "year": "a year as 2026, or nothing",
    "seconds": "whole seconds since the day of --epoch, or nothing",
    "wave": "a wave that --wave names, or nothing",
}


def _within(day: date) -> date | None:
    return day if FIRST <= day <= LAST else None


def date_of(text: str) -> date | None:
    """The day of ``2026-09-30``, or None."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return _within(date.fromisoformat(text))
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """The day in UTC of a date or a time; a time without a zone is one of UTC."""
    if len(text) == 10:
        return date_of(text)
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return _within((moment.astimezone(UTC) if moment.tzinfo else moment).date())
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> date | None:
    return date_of(f"{text}-01-01")


def day_reader(options: ImportOptions) -> Callable[[str], date | None]:
    """What the column `at` of ties is read with; it is never asked about an empty text."""
    if options.at == "seconds":
        return _seconds(options.epoch or FIRST)
    if options.at == "wave":
        return lambda text: options.waves.get(text)
    return {"iso": iso_day, "date": date_of, "year": _year}[options.at]


def weeks_of_seconds(texts: Sequence[str], epoch: date) -> list[int] | None:
    """The weeks of a whole column of seconds at once, or None if one of them is no such number."""
    digits = "".join(texts)
    if not (all(texts) and digits.isascii() and digits.isdecimal()) or max(map(len, texts)) > 11:
        return None
    start = (epoch - WEEK_ZERO).days
    weeks = [(start + int(text) // 86_400) // 7 for text in texts]
    return weeks if max(weeks) < week_of(LAST) else None


def _seconds(epoch: date) -> Callable[[str], date | None]:
    def read(text: str) -> date | None:
        if not (text.isascii() and text.isdecimal()) or len(text) > 12:
            return None
        try:
            return _within(epoch + timedelta(days=int(text) // 86_400))
        except OverflowError:
            return None

    return read
