"""What arrives where, one tie further, of what some people pass on?"""

from threading import local
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Reached(NamedTuple):
    """Whom something reached, ascending by row, and how much."""

    rows: Longs
    amounts: Floats


class _Zeros(local):
    """A number for each person, by row; all 0 between two questions of one thread."""

    def __init__(self, kind: Any) -> None:
        self.numbers = np.zeros(0, kind)

    def of(self, people: int) -> NDArray[Any]:
        """The numbers of at least *people* people, all 0; grown where there are too few."""
        if people > len(self.numbers):
            self.numbers = np.zeros(people, self.numbers.dtype)
        return self.numbers


PLACES = _Zeros(np.uint32)  # where in a list each person stands, from 1
AMOUNTS = _Zeros(np.float64)


def reached(rows: Rows, senders: Longs, sent: Floats, *, past: Longs, present: Flags) -> Reached:
    """Everybody one tie from *senders*, and the sum of what arrives there.

    Args:
        senders: rows, ascending so that sums are added up in one order.
        sent: beside *senders*, what each sends over each of her ties; 0 reaches nobody.
        past: rows that are never reached, each once.
        present: by row; whoever is not is never reached.
    """
    found, amounts = _reached(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(senders, np.int64),
        still(sent, np.float64),
        still(past, np.int64),
        still(present, np.bool_),
        PLACES.of(rows.people),
    )
    order = np.argsort(found)
    return Reached(found[order], amounts[order])


def carried_to(rows: Rows, senders: Longs, sent: Floats, *, at: Longs) -> Floats:
    """What arrives at the rows *at* where a tie of strength w carries ln(1 + w) of what is sent.

    Args:
        senders: rows, ascending; *sent* beside them, as in ``reached``.
        at: rows, each once.
    """
    return _carried_to(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(rows.strength, np.float32),
        still(senders, np.int64),
        still(sent, np.float64),
        still(at, np.int64),
        PLACES.of(rows.people),
    )


def contacts_among(rows: Rows, present: Flags) -> Longs:
    """How many of each person's contacts are present."""
    return _contacts_among(
        still(rows.indptr, np.uint64), still(rows.indices, np.uint32), still(present, np.bool_)
    )


def carried_in_all(rows: Rows, present: Flags) -> Floats:
    """The sum of ln(1 + strength) over each person's ties to people who are present."""
    return _carried_in_all(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(rows.strength, np.float32),
        still(present, np.bool_),
    )


def warm() -> None:
    """Compile every loop on three people in a line."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    everybody, contact, one = np.ones(3, np.bool_), np.array([1]), np.ones(1)
    found = reached(rows, contact, one, past=np.array([0]), present=everybody)
    carried_to(rows, contact, one, at=found.rows)
    contacts_among(rows, everybody)
    carried_in_all(rows, everybody)


@compiled
def _reached(indptr, indices, senders, sent, past, present, places):
    ties: Any = 0
    for row in senders:
        ties += np.int64(indptr[row + 1] - indptr[row])
    room = min(ties + len(past), len(indptr) - 1) + 1
    met = np.empty(room, np.uint32)
    amounts = np.zeros(room)
    count = np.uint32(0)
    for row in past:
        count += np.uint32(1)
        met[count] = row
        places[met[count]] = count
    for k in range(len(senders)):
        if sent[k] == 0.0:
            continue
        for tie in range(indptr[senders[k]], indptr[senders[k] + 1]):
            who = indices[tie]
            place = places[who]
            if place == 0:
                if not present[who]:
                    continue
                count += np.uint32(1)
                place = count
                met[place] = who
                places[who] = place
            amounts[place] += sent[k]
    for place in range(np.uint32(1), count + np.uint32(1)):
        places[met[place]] = 0
    first, past_last = len(past) + 1, np.int64(count) + 1
    return met[first:past_last].astype(np.int64), amounts[first:past_last].copy()


@compiled
def _carried_to(indptr, indices, strength, senders, sent, at, places):
    amounts = np.zeros(len(at))
    for k in range(len(at)):
        places[np.uint32(at[k])] = k + 1
    for k in range(len(senders)):
        if sent[k] == 0.0:
            continue
        for tie in range(indptr[senders[k]], indptr[senders[k] + 1]):
            place = places[indices[tie]]
            if place != 0:
                carried = np.log1p(np.float64(strength[tie]))
                amounts[place - np.uint32(1)] += sent[k] * carried
    for row in at:
        places[np.uint32(row)] = 0
    return amounts


@compiled
def _contacts_among(indptr, indices, present):
    contacts = np.zeros(len(indptr) - 1, np.int64)
    for person in range(len(contacts)):
        for k in range(indptr[person], indptr[person + 1]):
            contacts[person] += present[indices[k]]
    return contacts


@compiled
def _carried_in_all(indptr, indices, strength, present):
    carried = np.zeros(len(indptr) - 1)
    for person in range(len(carried)):
        for k in range(indptr[person], indptr[person + 1]):
            if present[indices[k]]:
                carried[person] += np.log1p(np.float64(strength[k]))
    return carried
