"""How do several rankings become one, and who comes first where nothing tells two apart?"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

DAMPING = 60.0  # of reciprocal rank fusion: how little the first places stand out
_FEW = 100  # as many are ordered sooner as plain numbers than as an array
_BITS = 40  # of a value that count; sums taken in another order differ in the last ones


def draw(person_id: str, seed: int) -> int:
    """The lot of an id: decides between equals the same way wherever the seed is the same."""
    return int.from_bytes(blake2b(f"{seed}:{person_id}".encode(), digest_size=8).digest(), "big")


def steady(values: Floats) -> Floats:
    """*values* without their last bits: equal evidence is equal however it was added up."""
    mantissa, exponent = np.frexp(values)
    return np.ldexp(np.round(mantissa * 2.0**_BITS), exponent - _BITS)


def ranks(values: Floats) -> Places:
    """The rank of each value, 1 for the largest. Equal values share the better rank."""
    falling = -steady(values)
    return np.searchsorted(np.sort(falling), falling, side="left") + 1


def fused(
    lists: Sequence[Floats],
    places: Sequence[Places] | None = None,
    weights: Sequence[float] | None = None,
) -> Floats:
    """One value from several rankings of the same people: the sum of weight / (60 + rank).

    Args:
        lists: values beside each other, larger is better; who has none above zero in a list is
            not ranked there.
        weights: beside the lists, 1 without.
    Returns:
        Values without a unit, to compare within one answer only.
    Source:
        Cormack, Clarke and Buettcher (2009), "Reciprocal rank fusion outperforms Condorcet and
        individual rank learning methods", SIGIR.
    """
    total = np.zeros(len(lists[0]) if lists else 0)
    counted = weights or (1.0,) * len(lists)
    for values, place, weight in zip(lists, places or map(ranks, lists), counted, strict=True):
        total += np.where(values > 0, weight / (DAMPING + place), 0.0)
    return total


def best(values: Floats, limit: int, *, id_of: Callable[[int], str], seed: int) -> list[int]:
    """Places of the *limit* largest values, largest first; equals by the lot of their id.

    ``id_of`` gives the id at a place; it is asked only for those that can be among the first.
    """
    if limit < 1 or not len(values):
        return []
    compared = steady(values)
    limit = min(limit, len(values))
    if len(values) <= _FEW:
        return best_of_few(compared.tolist(), limit, id_of=id_of, seed=seed)
    least = np.partition(compared, len(values) - limit)[len(values) - limit]
    among = np.flatnonzero(compared >= least)
    among = among[np.argsort(-compared[among], kind="stable")]
    starts = np.flatnonzero(np.diff(compared[among], prepend=np.inf)).tolist()
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(among)], strict=True):
        equal = among[start:end].tolist()
        if len(equal) > 1:  # only where lots decide are they drawn
            equal.sort(key=lambda place: (draw(id_of(place), seed), id_of(place)))
        found += equal
    return found[:limit]


def best_of_few(
    compared: list[float], limit: int, *, id_of: Callable[[int], str], seed: int
) -> list[int]:
    """As best, of plain numbers that are steady already."""
    order = sorted(range(len(compared)), key=compared.__getitem__, reverse=True)
    found: list[int] = []
    for _, equal in groupby(order, key=compared.__getitem__):
        places = list(equal)
        if len(places) > 1:
            places.sort(key=lambda place: (draw(id_of(place), seed), id_of(place)))
        found += places
        if len(found) >= limit:
            break
    return found[:limit]
