"""Who was addressed beside somebody, by the same person at the same moment?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.spreading import PLACES

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
NONE_HIDDEN = np.empty(0, np.int64)


class Moments(NamedTuple):
    """Directed ties: those of row i lie at start[i]:start[i + 1], by target.

    The moments of tie t (whole numbers from 0, each once) lie at begin[t]:begin[t + 1]. A round is
    everybody one person addressed in one moment.
    """

    start: Longs
    target: Ints
    begin: Longs
    moments: Ints


def beside(
    ties: Moments,
    person: int,
    *,
    by: Longs,
    at: Longs,
    fade: Floats,
    hidden: Longs = NONE_HIDDEN,
) -> Floats:
    """How often those in the rows *at* were in one round with the *person*, beside *at*.

    A round of m people counts fade / (m - 1) for each of the others in it: one among many says
    little.

    Args:
        by: rows of the people whose rounds count.
        at: rows, each once, without the person.
        fade: what a round of each moment counts; a moment past its end counts nothing.
        hidden: pairs nobody may learn of, as row * 2**32 + row, ascending.
    """
    return _beside(
        still(ties.start, np.int64),
        still(ties.target, np.int32),
        still(ties.begin, np.int64),
        still(ties.moments, np.int32),
        still(fade, np.float64),
        person,
        still(by, np.int64),
        still(at, np.int64),
        still(hidden, np.int64),
        PLACES.of(len(ties.start) - 1),
    )


def warm() -> None:
    """Compile the loop on one who addressed two."""
    ties = Moments(
        np.array([0, 2, 2, 2]),
        np.array([1, 2], np.int32),
        np.array([0, 1, 2]),
        np.array([0, 0], np.int32),
    )
    beside(ties, 1, by=np.array([0]), at=np.array([2]), fade=np.ones(1))


@compiled
def _is_in(pairs, one, other):
    if len(pairs) == 0:
        return False
    pair = (np.int64(one) << 32) + np.int64(other)
    where = np.searchsorted(pairs, pair)
    return where < len(pairs) and pairs[where] == pair


@compiled
def _beside(start, target, begin, moments, fade, person, by, at, hidden, places):
    amounts = np.zeros(len(at))
    size = np.zeros(len(fade), np.int64)
    for k in range(len(at)):
        places[at[k]] = k + 1
    for sender in by:
        first, last = start[sender], start[sender + 1]
        own = first + np.searchsorted(target[first:last], person)
        if own == last or target[own] != person or _is_in(hidden, sender, person):
            continue
        for c in range(begin[own], begin[own + 1]):
            if moments[c] < len(fade):
                size[moments[c]] = 1
        for c in range(begin[first], begin[last]):
            if moments[c] < len(fade) and size[moments[c]] > 0:
                size[moments[c]] += 1
        for tie in range(first, last):
            place = np.int64(places[target[tie]])
            if place == 0 or _is_in(hidden, sender, target[tie]):
                continue
            for c in range(begin[tie], begin[tie + 1]):
                # Counted are the mark, the person and the other: two more than those beside her.
                if moments[c] < len(fade) and size[moments[c]] > 2:
                    amounts[place - 1] += fade[moments[c]] / (size[moments[c]] - 2)
        for c in range(begin[own], begin[own + 1]):
            if moments[c] < len(fade):
                size[moments[c]] = 0
    for k in range(len(at)):
        places[at[k]] = 0
    return amounts
