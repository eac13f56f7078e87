"""Through whom is a request most likely passed on, with what odds, weakest where?"""

from collections.abc import Callable
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import draw, steady
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.warm_paths import Ways, readiness, ways_to

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Attention(NamedTuple):
    """Who gives attention to whom.

    ``given``: row i lists whom i gives attention to; ``shares`` lies beside its indices, the share
    of i's attention each gets. ``attended`` is its transpose: row j lists who gives to j.
    """

    given: Rows
    attended: Rows
    shares: Floats


class WarmPath(NamedTuple):
    """Whom to ask, in order, ending with the one to meet; ``odds`` of each step, their product.

    ``weakest`` is the position of the least likely step, the earliest of equals.
    """

    rows: tuple[int, ...]
    odds: tuple[float, ...]
    product: float
    weakest: int


class Asking(NamedTuple):
    """Who gives attention to one person: *listeners* by row, and beside them how much, a share."""

    person: int
    listeners: NDArray[np.uint32]
    readiness: Floats


def asking(attention: Attention, person: int) -> Asking:
    """Who listens to the one in row *person*, and how much; made once for all her paths."""
    ready = readiness(attention.given, attention.shares, attention.attended, person)
    return Asking(person, attention.attended.contacts(person), ready)


def warm_path(
    attention: Attention,
    asks: Asking,
    target: int,
    *,
    through: Flags,
    id_of: Callable[[int], str],
    seed: int,
) -> WarmPath | None:
    """The most likely way from the one who asks to *target* over at most two connectors.

    The odds that b passes on what a asks are the share of b's attention that goes to a, so each
    step runs against the direction attention is given. The product of the odds is greatest; of
    equals the way with fewer people, then by lot with *seed*.

    Args:
        through: by row, who may connect.
    Returns:
        None where nobody in between listens.
    Source:
        Hangal, MacLean, Lam and Heer (2010), "All friends are not equal: using weights in social
        graphs to improve search"; exact, so equal to trying every way.
    """
    ways = ways_to(
        attention.given,
        attention.shares,
        asks.listeners,
        asks.readiness,
        asks.person,
        target,
        through=through,
    )
    if not len(ways.product):
        return None
    compared = steady(ways.product)
    equal = np.flatnonzero(compared == compared.max()).tolist()
    chosen = min(
        (_people(ways, one, target) for one in equal),
        key=lambda rows: (len(rows), [(draw(id_of(row), seed), id_of(row)) for row in rows]),
    )
    return _measured(attention, asks, chosen)


def _people(ways: Ways, place: int, target: int) -> tuple[int, ...]:
    connectors = int(ways.first[place]), int(ways.second[place])
    return (*(row for row in connectors if row >= 0), target)


def _measured(attention: Attention, asks: Asking, rows: tuple[int, ...]) -> WarmPath:
    odds = [float(asks.readiness[int(np.searchsorted(asks.listeners, rows[0]))])]
    for asker, asked in zip(rows, rows[1:], strict=False):
        here = attention.given.span(asked)
        place = int(np.searchsorted(attention.given.indices[here], asker))
        odds.append(float(attention.shares[here][place]))
    return WarmPath(rows, tuple(odds), prod(odds), odds.index(min(odds)))
