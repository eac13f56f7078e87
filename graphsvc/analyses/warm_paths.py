"""Through whom is a request most likely passed on, with what odds, weakest where?"""

from collections.abc import Callable
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import draw, steady
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.warm_paths import Ways, readiness, ways_to
from graphsvc.kernels.weeks import rhythms as kernel

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

MOST_PATHS = 3
_FADING = 8  # usual gaps of silence
_LEAST_GAPS = 2  # one gap is not yet usual


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


class Rhythm(NamedTuple):
    """How two people are in contact: all in weeks.

    ``last`` is the number of the last week with a contact, None where no contact is dated.
    ``usual_gap``: the median of the gaps between one week with contact and the next, None with
    fewer than two gaps. ``fading``: the silence since is more than eight times that.
    """

    last: int | None
    usual_gap: float | None
    fading: bool


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
    return _measured(attention, asks, _chosen(ways, target, id_of, seed))


def _chosen(ways: Ways, target: int, id_of: Callable[[int], str], seed: int) -> tuple[int, ...]:
    """The people on the most likely of *ways*: of equals those of the fewest, then by lot."""
    places = [0]
    if len(ways.product) > 1:
        compared = steady(ways.product)
        places = np.flatnonzero(compared == compared.max()).tolist()
    if len(places) == 1:
        return _people(ways, places[0], target)
    return min(
        (_people(ways, one, target) for one in places),
        key=lambda rows: (len(rows), [(draw(id_of(row), seed), id_of(row)) for row in rows]),
    )


def disjoint_paths(
    attention: Attention,
    asks: Asking,
    target: int,
    *,
    through: Flags,
    id_of: Callable[[int], str],
    seed: int,
    most: int = MOST_PATHS,
) -> tuple[WarmPath, ...]:
    """The warm path to *target*, then up to *most* - 1 others with nobody in common with it.

    Each is the best of those without any connector of the ones before it, so the odds never rise;
    the direct way, which has no connector, is given once.

    Args:
        through, id_of, seed: as in warm_path.
    Returns:
        Nothing where nobody in between listens.
    """
    found: list[WarmPath] = []
    while len(found) < most:
        path = warm_path(attention, asks, target, through=through, id_of=id_of, seed=seed)
        if path is None:
            break
        found.append(path)
        through, asks = _without(through, path.rows[:-1]), _past_direct(asks, path)
    return tuple(found)


def rhythms(start: Longs, weeks: Longs, until: int) -> list[Rhythm]:
    """What each pair's weeks with contact say by the end of week *until*.

    Args:
        start, weeks: those of pair k are ``weeks[start[k]:start[k + 1]]``, ascending, each once.
    Source:
        Navarro, Miritello, Canales and Moro (2017), "Temporal patterns behind the strength of
        persistent ties": a tie silent for more than eight of its own usual gaps is rarely
        taken up again.
    """
    found = kernel(start, weeks)
    return [
        _rhythm(last if many else None, usual if many > _LEAST_GAPS else None, until)
        for last, usual, many in zip(
            found.last.tolist(), found.usual.tolist(), np.diff(start).tolist(), strict=True
        )
    ]


def _rhythm(last: int | None, usual: float | None, until: int) -> Rhythm:
    if last is None or usual is None:
        return Rhythm(last, None, False)
    return Rhythm(last, usual, until - last > _FADING * usual)


def _without(through: Flags, connectors: tuple[int, ...]) -> Flags:
    if not connectors:
        return through
    left = through.copy()
    left[list(connectors)] = False
    return left


def _past_direct(asks: Asking, path: WarmPath) -> Asking:
    """*asks* without the direct way, once that was given."""
    if len(path.rows) > 1:
        return asks
    others = asks.listeners != path.rows[0]
    return Asking(asks.person, asks.listeners[others], asks.readiness[others])


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
