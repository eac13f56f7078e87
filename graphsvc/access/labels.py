"""What is somebody called whose name is not shown? Enough to be useful, never enough to be one."""

from collections import Counter
from functools import cached_property

import numpy as np

from graphsvc.snapshot.view import NOBODY, Flags, Units, View

MOST_KNOWN = 10_000  # labels that are kept
# Spoken with a vowel: "an HR partner"; and with a consonant: "a user", "a European".
_SPELLED_WITH_VOWEL = "AEFHILMNORSX"
_VOWEL_BUT_CONSONANT = ("eu", "uni", "use", "ut", "one", "once")
_CONSONANT_BUT_VOWEL = ("hour", "honest", "honor", "honour", "heir")


class Crowd:
    """People of one view, to say "a staff engineer in Platform" where several are that.

    A title is told in the smallest unit of the chart where at least *least* people present have
    it, counting the units below; a unit is told alone where at least *least* are in it.
    """

    def __init__(self, view: View, least: int) -> None:
        self._people, self._least = view.people, least
        self._known: dict[tuple[str, int], str] = {}  # labels by title and unit

    def label(self, row: int) -> str:
        """Somebody's label without a name: "a staff engineer in Platform", at worst "someone"."""
        title, unit = self._people.titles[row], int(self._people.unit[row])
        words = self._known.get((title, unit))
        if words is None:
            words = self._by_title(title, unit) or self._by_unit(unit) or "someone"
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[title, unit] = words
        return words

    def _by_title(self, title: str, unit: int) -> str | None:
        if not title:
            return None
        for above in self._upwards(unit):
            if self._with_title.get((title, above), 0) >= self._least:
                return f"{with_article(title)} in {self._people.units.names[above]}"
        return None

    def _by_unit(self, unit: int) -> str | None:
        for above in self._upwards(unit):
            if self._in_unit.get(above, 0) >= self._least:
                return f"someone in {self._people.units.names[above]}"
        return None

    def _upwards(self, unit: int) -> list[int]:
        chain: list[int] = []
        # A chart with a circle is refused at import; here it must only not hang.
        while unit != NOBODY and unit not in chain:
            chain.append(unit)
            unit = int(self._people.units.parent[unit])
        return chain

    @cached_property
    def _with_title(self) -> Counter[tuple[str, int]]:
        here = Counter(
            (self._people.titles[row], int(self._people.unit[row]))
            for row in np.flatnonzero(self._people.present).tolist()
        )
        totals: Counter[tuple[str, int]] = Counter()
        for (title, unit), count in here.items():
            for above in self._upwards(unit):
                totals[(title, above)] += count
        return totals

    @cached_property
    def _in_unit(self) -> Counter[int]:
        totals: Counter[int] = Counter()
        units, counts = np.unique(self._people.unit[self._people.present], return_counts=True)
        for unit, count in zip(units.tolist(), counts.tolist(), strict=True):
            for above in self._upwards(unit):
                totals[above] += count
        return totals


def units_within(units: Units, unit: str) -> Flags:
    """Which units are *unit* or lie below it; one place more at the end, for NOBODY, is not."""
    inside = np.zeros(len(units.ids) + 1, dtype=np.bool_)
    if unit in units.ids:
        inside[units.ids.index(unit)] = True
    known = -1
    while known != inside.sum():
        known = inside.sum()
        inside[:-1] |= inside[units.parent]
    return inside


def within(view: View, unit: str | None) -> Flags:
    """Who is in *unit* or below it, by row; None is the whole organisation."""
    if unit is None:
        return np.ones(len(view.people.ids), dtype=np.bool_)
    return units_within(view.people.units, unit)[view.people.unit]


def with_article(title: str) -> str:
    """ "a staff engineer", "an HR partner": lower case but for words written in capitals."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in title.split()]
    first = words[0] if words else ""
    if first.isupper():
        vowel = first[0] in _SPELLED_WITH_VOWEL
    elif first.startswith(_CONSONANT_BUT_VOWEL):
        vowel = True
    else:
        vowel = first[:1] in "aeiou" and not first.startswith(_VOWEL_BUT_CONSONANT)
    return f"{'an' if vowel else 'a'} {' '.join(words)}"
