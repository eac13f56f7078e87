"""Which pieces does a text fall into where parts of it are marked, and what is each mark called?"""

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """A part of a text to mark: from ``start`` up to, not including, ``end``."""

    start: int
    end: int
    name: str
    label: str


class Piece(NamedTuple):
    """A run of letters under the same marks; ``labels`` are of those that end with it."""

    text: str
    names: tuple[str, ...]
    labels: tuple[str, ...]


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The whole text in order, cut where a mark begins or ends; empty marks are left out."""
    found = sorted(one for one in marks if one.start < one.end)
    cuts = sorted({0, len(text), *(at for one in found for at in (one.start, one.end))})
    return tuple(
        Piece(
            text[start:end],
            tuple(dict.fromkeys(x.name for x in found if x.start <= start and end <= x.end)),
            tuple(dict.fromkeys(x.label for x in found if x.end == end)),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    )
