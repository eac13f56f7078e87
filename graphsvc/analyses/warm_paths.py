"""Through whom is a request most likely passed on, with what odds, weakest where?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import draw, steady
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    """Everybody's readiness to listen to one person: the share of attention each gives her."""

    person: int
    readiness: Floats


def asking(attention: Attention, person: int) -> Asking:
    """Who listens to the one in row *person*, and how much; made once for all her paths."""
    readiness = np.zeros(len(attention.given.indptr) - 1)
    for giver in attention.attended.contacts(person).tolist():
        indices, shares = _row(attention, giver)
        # Rows ascend; that the pair is there follows from the transpose.
        readiness[giver] = shares[int(np.searchsorted(indices, person))]
    return Asking(person, readiness)


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
    ways = _ways(attention, asks, target, through)
    if not ways:
        return None
    most = max(one.product for one in ways)
    equal = [one for one in ways if one.product == most]
    chosen = min(
        equal, key=lambda one: (len(one.rows), [(draw(id_of(r), seed), id_of(r)) for r in one.rows])
    )
    return _measured(attention, asks, chosen.rows)


class _Way(NamedTuple):
    rows: tuple[int, ...]
    product: float


def _ways(attention: Attention, asks: Asking, target: int, through: Flags) -> list[_Way]:
    """The best ways of one, two and three ties, all that are equal."""
    readiness = np.where(through, asks.readiness, 0.0)
    readiness[[asks.person, target]] = 0.0  # nobody is met twice on the way
    lasts, shares = _row(attention, target)
    open_ = through[lasts] & (lasts != asks.person)
    lasts, shares = lasts[open_].astype(np.int64), shares[open_]
    place, firsts, passed = _steps(attention, lasts)
    ways = [_Way((target,), float(asks.readiness[target]))] if asks.readiness[target] > 0 else []
    ways += [
        _Way((int(lasts[one]), target), product)
        for one, product in _largest(shares * readiness[lasts])
    ]
    ways += [
        _Way((int(firsts[one]), int(lasts[place[one]]), target), product)
        for one, product in _largest(shares[place] * passed * readiness[firsts])
    ]
    return [one._replace(product=float(steady(np.array([one.product]))[0])) for one in ways]


def _steps(attention: Attention, people: Ints) -> tuple[Ints, Ints, Floats]:
    """Whom *people* give attention to: position in *people*, row of the other, share."""
    where, count = attention.given.spans(people)
    place = np.repeat(np.arange(len(people)), count)
    return place, attention.given.indices[where].astype(np.int64), attention.shares[where]


def _largest(products: Floats) -> list[tuple[int, float]]:
    """Positions of the largest product above zero, with it; several where they are equal."""
    if not len(products) or products.max() <= 0:
        return []
    compared = steady(products)
    return [
        (one, float(products[one])) for one in np.flatnonzero(compared == compared.max()).tolist()
    ]


def _measured(attention: Attention, asks: Asking, rows: tuple[int, ...]) -> WarmPath:
    odds = [float(asks.readiness[rows[0]])]
    for asker, asked in zip(rows, rows[1:], strict=False):
        indices, shares = _row(attention, asked)
        odds.append(float(shares[int(np.searchsorted(indices, asker))]))
    return WarmPath(rows, tuple(odds), float(np.prod(odds)), int(np.argmin(odds)))


def _row(attention: Attention, person: int) -> tuple[NDArray[np.uint32], Floats]:
    here = attention.given.span(person)
    return attention.given.indices[here], attention.shares[here]
