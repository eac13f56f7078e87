"""Is anybody's group shown less, or found less of what it met, than without us?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.introduction_measures import Judged, between
from bench.introduction_rankers import ADAMIC_ADAR, OURS
from bench.people_file import Attribute, People
from bench.report import Bar

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

LEAST = 30  # people of a group
SHOWN = 20
DRAWS = 2_000
BARS = {"exposure": 0.90, "recall_difference": -0.02}


class Exposure:
    """Who was shown how much: over lists, by group, beside the group's share of who could be.

    A place counts 1/log2(place + 1). Within each stratum of a list, a group is expected to receive
    its share of the eligible people there of what the stratum received.
    """

    def __init__(self, known: People, active: NDArray[np.bool_]) -> None:
        self.person: list[int] = []
        self.received: list[Floats] = []
        self.expected: list[Floats] = []
        self._group, self._stratum = known.group, known.stratum
        self._strata = int(known.stratum.max(initial=0)) + 1

    def add(self, person: int, order: Longs) -> None:
        """A list: all eligible people, best first."""
        if self._group is None:
            return
        counted = order[self._group.code[order] >= 0]
        shown = order[:SHOWN]
        worth = 1 / np.log2(np.arange(len(shown)) + 2)
        worth, shown = worth[self._group.code[shown] >= 0], shown[self._group.code[shown] >= 0]
        received = self._table(shown, worth)
        there = self._table(counted, np.ones(len(counted)))
        total = there.sum(axis=1, keepdims=True)
        share = np.divide(there, total, out=np.zeros(there.shape), where=total > 0)
        self.person.append(person)
        self.received.append(received.sum(axis=0))
        self.expected.append((share * received.sum(axis=1, keepdims=True)).sum(axis=0))

    def _table(self, rows: Longs, worth: Floats) -> Floats:
        """By stratum and group."""
        group: Any = self._group
        cells = self._stratum[rows].astype(np.int64) * len(group.values) + group.code[rows]
        shape = (self._strata, len(group.values))
        return np.bincount(cells, worth, minlength=shape[0] * shape[1]).reshape(shape)


def group_bars(
    known: People, cuts: Sequence[Judged], exposure: Sequence[Exposure], seed: int
) -> list[Bar]:
    """The bars of each value of the group: shown enough, and not found less."""
    if known.group is None:
        return nothing_about_groups(known, "no groups")
    bars = []
    for code, value in enumerate(known.group.values):
        if (known.group.code == code).sum() < LEAST:
            bars += [_none(f"{name}_{value}", f"a group under {LEAST}") for name in BARS]
            continue
        bars.append(_exposure(value, code, exposure, seed))
        bars.append(_recall(value, code, known.group, cuts, seed))
    return bars


def nothing_about_groups(known: People | None, why: str) -> list[Bar]:
    """Undecided bars of every value; without a group one of each kind."""
    values = known.group.values if known and known.group else ("group",)
    why = why if known and known.group else "no groups"
    return [_none(f"{name}_{value}", why) for value in values for name in BARS]


def _none(name: str, why: str) -> Bar:
    bar = next(one for kind, one in BARS.items() if name.startswith(kind))
    return Bar(name, None, None, None, None, None, bar, None, None, why)


def _exposure(value: str, code: int, lists: Sequence[Exposure], seed: int) -> Bar:
    people, place = _people(np.concatenate([one.person for one in lists]))
    received, expected = (
        np.bincount(place, np.concatenate([getattr(one, name) for one in lists])[:, code])
        for name in ("received", "expected")
    )
    if not expected.sum():
        return _none(f"exposure_{value}", "nobody of the group could be shown")
    ratio = float(received.sum() / expected.sum())
    low, high = between(_drawn(received, expected, seed))
    name = f"exposure_{value}"
    bar = BARS["exposure"]
    return Bar(name, ratio, None, None, low, high, bar, None, high >= bar)


def _recall(value: str, code: int, group: Attribute, cuts: Sequence[Judged], seed: int) -> Bar:
    """Recall@20 of the group's own lists, ours less Adamic-Adar's."""
    name, bar = f"recall_difference_{value}", BARS["recall_difference"]
    person = np.concatenate([one.person for one in cuts])
    # A cut counts as a whole, as in the averages of everybody.
    difference, counted = [], []
    for one in cuts:
        inside = group.code[one.person] == code
        each = one.by[OURS][:, 0] - one.by[ADAMIC_ADAR][:, 0]
        difference.append(np.where(inside, each, 0.0) / max(inside.sum(), 1))
        counted.append(inside / max(inside.sum(), 1))
    people, place = _people(person)
    some = np.bincount(place, np.concatenate(counted))
    if (some > 0).sum() < LEAST:
        return _none(name, f"a group under {LEAST} among the judged")
    gained = np.bincount(place, np.concatenate(difference))
    low, high = between(_drawn(gained, some, seed))
    found = float(gained.sum() / some.sum())
    return Bar(name, found, None, None, low, high, bar, None, high >= bar)


def _people(person: Any) -> tuple[Longs, Longs]:
    people, place = np.unique(np.asarray(person, np.int64), return_inverse=True)
    return people, place


def _drawn(above: Floats, below: Floats, seed: int) -> Floats:
    """The ratio of two sums over people, who are drawn again with all their cuts."""
    random, people = np.random.default_rng([seed, 13]), len(above)
    found = np.empty(DRAWS)
    for draw in range(DRAWS):
        rows = random.integers(people, size=people)
        total = below[rows].sum()
        found[draw] = above[rows].sum() / total if total else np.nan
    return found
