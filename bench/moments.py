"""When was each tie? What its texts mean: days, seconds, years, waves, or nothing at all.

Nothing is guessed: texts that can be read in two ways are an error that names the option to give.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Unusable

Floats = NDArray[np.float64]

DAY_S = 86_400.0
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_YEAR = re.compile(r"[12]\d{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ].+")
_WAVE = re.compile(r"[A-Za-z]\w*")


class Moments(NamedTuple):
    """How ``at`` was read, and of each text its seconds since 1970, NaN where there is none.

    Without an epoch seconds count from 0. Of waves the number in their order stands in
    ``wave`` (-1: none), and no seconds.
    """

    kind: str
    seconds: Floats
    wave: NDArray[np.int32]

    @property
    def dated(self) -> bool:
        """Does anything have a day?"""
        return bool(np.isfinite(self.seconds).any())


def moments(texts: Sequence[str], *, at: str | None = None, epoch: str | None = None) -> Moments:
    """Read distinct *texts*, as *at* says or as they look.

    Raises:
        Unusable: they can be read in two ways, or one of them not at all.
    """
    kind = at or _detected([text for text in texts if text])
    wave = np.full(len(texts), -1, np.int32)
    seconds = np.full(len(texts), np.nan)
    if kind == "wave":
        names = sorted({text for text in texts if text}, key=natural)
        number = {name: place for place, name in enumerate(names)}
        wave[:] = [number.get(text, -1) for text in texts]
    elif kind != "none":
        read = {"iso": _iso, "date": _iso, "year": _year, "seconds": _seconds}[kind]
        start = _iso(epoch) if epoch and kind == "seconds" else 0.0
        seconds[:] = [_read(read, text, kind) + start if text else np.nan for text in texts]
    return Moments(kind, seconds, wave)


def _detected(texts: Sequence[str]) -> str:
    if not texts:
        return "none"
    if all(map(_YEAR.fullmatch, texts)):
        raise Unusable("at can be years or seconds: say --at year or --at seconds")
    for kind, form in (("seconds", _NUMBER), ("date", _DATE), ("wave", _WAVE)):
        if all(map(form.fullmatch, texts)):
            return kind
    if all(_MOMENT.fullmatch(text) or _DATE.fullmatch(text) for text in texts):
        return "iso"
    odd = next(text for text in texts if not _like(text, texts[0]))
    raise Unusable(f"at is read in more than one way: {texts[0]!r} and {odd!r}; say --at")


def _like(text: str, first: str) -> bool:
    forms = (_NUMBER, _DATE, _MOMENT, _WAVE)
    return any(form.fullmatch(text) and form.fullmatch(first) for form in forms)


def _read(read, text: str, kind: str) -> float:  # type: ignore[no-untyped-def]
    try:
        return float(read(text))
    except ValueError:
        raise Unusable(f"at {text!r} is not to be read as {kind}") from None


def _iso(text: str) -> float:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _year(text: str) -> float:
    return datetime(int(text), 1, 1, tzinfo=UTC).timestamp()


def _seconds(text: str) -> float:
    return float(text)


def natural(text: str) -> list[tuple[bool, int, str]]:
    """t2 before t10."""
    return [
        (piece.isdigit(), int(piece) if piece.isdigit() else 0, piece)
        for piece in re.split(r"(\d+)", text)
        if piece
    ]
