"""Which ways of at most two connectors lead from one person to another? Every one is tried.

Plain dictionaries and loops, written apart from the search they are held against.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Given(NamedTuple):
    """``share[b][a]``: the part of b's attention that goes to a; ``listeners[a]``: who gives a
    any."""

    share: Mapping[int, Mapping[int, float]]
    listeners: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, source: Iterable[Any], target: Iterable[Any], weight: Iterable[Any]) -> "Given":
        """From the attention of *source* to *target*, each ordered pair once."""
        given: dict[int, dict[int, float]] = defaultdict(dict)
        listeners: dict[int, list[int]] = defaultdict(list)
        for one, other, much in zip(source, target, weight, strict=True):
            given[int(one)][int(other)] = float(much)
            listeners[int(other)].append(int(one))
        share = {}
        for one, row in given.items():
            whole = sum(row.values())
            share[one] = {other: much / whole for other, much in row.items()}
        return cls(share, listeners)


class Way(NamedTuple):
    """Who connects, whom the asker asks first, and the product of the odds."""

    connectors: tuple[int, ...]
    product: float


def ways(given: Given, asker: int, target: int) -> Iterator[Way]:
    """Every way from *asker* to *target* on which nobody is met twice."""
    for first in given.listeners.get(asker, ()):
        if first == target:
            yield Way((), product(given, (asker, target)))
            continue
        if first in given.share.get(target, ()):
            yield Way((first,), product(given, (asker, first, target)))
        for second in given.listeners.get(first, ()):
            if second not in (asker, target) and second in given.share.get(target, ()):
                yield Way((first, second), product(given, (asker, first, second, target)))


def product(given: Given, people: Sequence[int]) -> float:
    """The odds of a way multiplied: each next person's share for the one who asks."""
    odds = 1.0
    for asker, asked in zip(people, people[1:], strict=False):
        odds *= given.share.get(asked, {}).get(asker, 0.0)
    return odds
