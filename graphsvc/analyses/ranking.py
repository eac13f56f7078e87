"""How do several rankings become one, and who comes first where nothing tells two apart?"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.places import places

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


def ranks(lists: Sequence[Floats] | Floats) -> Places:
    """The rank of each value in its list, 1 for the largest, int64[lists, n].

    Equal values share the better rank.
    """
    return places(-steady(np.array(lists, np.float64)))


def fused(
    lists: Sequence[Floats] | Floats,
    ranked: Places | None = None,
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
    every = np.array(lists, np.float64)
    place = ranks(lists) if ranked is None else ranked
    weight = np.ones((len(every), 1)) if weights is None else np.array(weights)[:, np.newaxis]
    return np.where(every > 0, weight / (DAMPING + place), 0.0).sum(axis=0)


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
    found, same = among.tolist(), np.diff(compared[among]) == 0
    # Only where lots decide are they drawn: runs of equals begin and end where this changes.
    edges = np.flatnonzero(np.diff(same, prepend=False, append=False)).reshape(-1, 2)
    for start, end in edges.tolist():
        found[start : end + 1] = sorted(found[start : end + 1], key=_by_lot(id_of, seed))
    return found[:limit]


def best_of_few(
    compared: list[float], limit: int, *, id_of: Callable[[int], str], seed: int
) -> list[int]:
    """As best, of plain numbers that are steady already."""
    order = sorted(range(len(compared)), key=compared.__getitem__, reverse=True)
    found: list[int] = []
    for _, equal in groupby(order, key=compared.__getitem__):
        alike = list(equal)
        if len(alike) > 1:
            alike.sort(key=_by_lot(id_of, seed))
        found += alike
        if len(found) >= limit:
            break
    return found[:limit]


def _by_lot(id_of: Callable[[int], str], seed: int) -> Callable[[int], tuple[int, str]]:
    return lambda place: (draw(id_of(place), seed), id_of(place))
