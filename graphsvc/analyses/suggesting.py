"""Who comes first among people worth meeting, when more counts than shared contacts?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.ranking import DAMPING, best
from graphsvc.kernels.novelty import fresh
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

CANDIDATES = 200  # how many of the ranking by contacts are looked at again
LOAD_DAYS = 91


class Weights(NamedTuple):
    """How much each part may lift (or, of load, lower) a place; 0 leaves it out.

    Of two neighbours at the top one stands out by 1/61, which is what novelty may turn around.
    """

    need: float = 1.0
    novelty: float = 0.02
    willing: float = 0.05
    load: float = 0.5


WEIGHTS = Weights()


class Standing(NamedTuple):
    """What is known of each candidate besides contacts; columns beside the candidates, 0 to 1.

    ``need``: how directly they help with a goal. ``novelty``: the share of their contacts that
    would be new. ``willing``: 1 for a yes they said themselves. ``load``: the share of the limit
    they were asked up to.
    """

    need: Floats
    novelty: Floats
    willing: Floats
    load: Floats


class Placed(NamedTuple):
    """Where a candidate stands at last: ``place`` is that by contacts alone, from 1."""

    place: int
    value: float
    need: float
    novelty: float
    willing: float
    load: float


def placed(
    standing: Standing,
    limit: int,
    *,
    id_of: Callable[[int], str],
    seed: int,
    weights: Weights = WEIGHTS,
) -> list[Placed]:
    """The first *limit* candidates, best first, of a ranking by contacts.

    The value of a place is 1 / (60 + place), as in reciprocal rank fusion; need, novelty and a yes
    lift it by their weights, load lowers it. Where nobody has any of them the order stays.

    Args:
        standing: beside the candidates in their order by contacts, best first.
        id_of: the id of the candidate at a position, to order equals by lot with *seed*.
    Source:
        methods.md section 6: will it happen, times need, times novelty, less load.
    """
    value = values(standing, weights)
    order = best(value, limit, id_of=id_of, seed=seed)
    columns = np.array([value, *standing])[:, order].T.tolist()
    return [Placed(at + 1, *found) for at, found in zip(order, columns, strict=True)]


def values(standing: Standing, weights: Weights = WEIGHTS) -> Floats:
    """The value of every candidate, to compare within one answer only."""
    value = 1.0 / (DAMPING + np.arange(1.0, len(standing.need) + 1.0))
    value *= 1 + weights.need * standing.need
    value *= 1 + weights.novelty * standing.novelty
    value *= 1 + weights.willing * standing.willing
    value *= 1 - weights.load * standing.load
    return np.asarray(value, np.float64)


class Around(NamedTuple):
    """Whom a person reaches within two steps, herself among them, and units she has a way into."""

    reached: Flags
    units: Flags


def around(ties: Rows, person: int, *, present: Flags, unit: Ints, units: int) -> Around:
    """What is not new to the one in row *person*; *units* is how many there are."""
    reached, known = np.zeros(len(present), np.bool_), np.zeros(units + 1, np.bool_)
    near = ties.contacts(person).astype(np.int64)
    near = near[present[near]]
    farther, _ = ties.spans(near)
    reached[ties.indices[farther]] = True
    reached[near] = reached[person] = True
    known[unit[near]] = known[unit[person]] = True
    # NOBODY is -1 and lies at the end: it is no unit.
    return Around(reached, known[:units])


def novelty(ties: Rows, known: Around, rows: Longs, *, present: Flags, unit: Ints) -> Floats:
    """Of each of *rows* how much access is gained: the share of contacts that are new.

    The mean of two shares of their present contacts: those not within two steps, and those in
    units that no contact is in. Where no units are recorded the first alone.
    """
    found = fresh(ties, rows, reached=known.reached, known=known.units, present=present, unit=unit)
    people = _share(found.people, found.contacts)
    return (people + _share(found.units, found.contacts)) / 2 if len(known.units) else people


def _share(some: Longs, total: Longs) -> Floats:
    return np.divide(some, total, out=np.zeros(len(total)), where=total > 0)


def load(introducee: Ints, asked: Ints, day: int, limit: int, people: int) -> Floats:
    """By row: how often somebody was asked in the 91 days before *day*, over the *limit*.

    Args:
        introducee, asked: beside each other, who was asked to be met, and on which day.
    """
    lately = (asked >= day - LOAD_DAYS) & (asked < day)
    return np.bincount(introducee[lately], minlength=people) / limit
