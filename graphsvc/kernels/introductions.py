"""Whom do a person's contacts lead to, and how much do those they share say for two people?"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.shared_contacts import BY_CONTACTS, BY_LOG, COUNT, shared_sums

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

_NOBODY = -1
_NONE_KNOWN = still(np.empty(0), np.bool_)
_COUNT, _BY_CONTACTS, _BY_LOG = (
    0,
    1,
    2,
)  # what a shared contact with d contacts adds: 1, 1/d, 1/ln d
_HASH = np.uint64(2654435769)  # 2^32 over the golden ratio: rows side by side come to lie far apart


class Vouching(NamedTuple):
    """What a shared contact says, by row: 1 / ln(her contacts), 0 below two; 1 / her contacts."""

    invlog: Floats
    invdeg: Floats


class Found(NamedTuple):
    """People to meet, best first, columns beside each other.

    ``adamic_adar`` and ``resource_allocation`` are sums over the shared contacts, ``tie_product``
    the best product of the two strengths over one of them, ``shared`` their number.
    ``candidates`` says how many people there are in all, shown or not.
    """

    rows: Longs
    adamic_adar: Floats
    resource_allocation: Floats
    tie_product: Floats
    shared: Longs
    candidates: int


def vouching(rows: Rows) -> Vouching:
    """What everybody's word is worth as a shared contact; made once a network."""
    contacts = np.diff(rows.indptr).astype(np.float64)
    several = contacts >= 2
    invlog, invdeg = np.zeros(len(contacts)), np.zeros(len(contacts))
    np.divide(1.0, np.log(contacts, where=several, out=invlog), where=several, out=invlog)
    np.divide(1.0, contacts, where=contacts > 0, out=invdeg)
    return Vouching(still(invlog, np.float64), still(invdeg, np.float64))


def introductions(
    rows: Rows, vouching: Vouching, person: int, *, limit: int, known: Flags | None = None
) -> Found:
    """The *limit* best people two steps from *person*: by Adamic-Adar, equals by row.

    Args:
        rows: undirected, without self-ties.
        known: by row, who is neither suggested nor counted, though she may vouch for others.
    Raises:
        IndexError: *person* is no row.
    Source:
        Adamic and Adar (2003), "Friends and neighbors on the Web", Social Networks 25(3);
        Zhou, Lue and Zhang (2009), "Predicting missing links via local information", European
        Physical Journal B 71.
    """
    return _found(rows, vouching, person, _NOBODY, limit, known)


def through(
    rows: Rows,
    vouching: Vouching,
    person: int,
    mentor: int,
    *,
    limit: int,
    known: Flags | None = None,
) -> Found:
    """As ``introductions``, of the contacts of *mentor* alone.

    All shared contacts still count in the sums and ``shared``; the tie product is the one over
    *mentor*. Nobody where *mentor* is no contact of *person*.
    """
    return _found(rows, vouching, person, mentor, limit, known)


def adamic_adar(rows: Rows, one: Longs, other: Longs) -> Floats:
    """Per pair, the sum over shared contacts with d contacts of 1 / ln d, as NetworkX has it.

    Args:
        rows: undirected; a self-tie counts twice in d, and nobody is a contact the pair shares
            who is one of the pair.
        one, other: rows of the pairs, beside each other.
    Returns:
        f64[pairs]; inf where NetworkX divides by zero: a pair of the same person twice, one of
        whose contacts has no other.
    Raises:
        IndexError: one of the pairs is no row.
    Source:
        Adamic and Adar (2003), "Friends and neighbors on the Web", Social Networks 25(3).
    """
    return shared_sums(rows, one, other, BY_LOG)


def resource_allocation(rows: Rows, one: Longs, other: Longs) -> Floats:
    """Per pair, the sum over shared contacts with d contacts of 1 / d; see ``adamic_adar``.

    Source:
        Zhou, Lue and Zhang (2009), "Predicting missing links via local information", European
        Physical Journal B 71.
    """
    return shared_sums(rows, one, other, BY_CONTACTS)


def common_neighbours_count(rows: Rows, one: Longs, other: Longs) -> Longs:
    """Per pair, how many contacts the two share; see ``adamic_adar``."""
    return shared_sums(rows, one, other, COUNT).astype(np.int64)


def warm() -> None:
    """Compile every loop on three people in a line."""
    rows = Rows(
        np.array([0, 1, 3, 4], np.uint64),
        np.array([1, 0, 2, 1], np.uint32),
        np.ones(4, np.float32),
    )
    introductions(rows, vouching(rows), 0, limit=1)
    adamic_adar(rows, np.array([0]), np.array([2]))


def _found(
    rows: Rows, vouching: Vouching, person: int, mentor: int, limit: int, known: Flags | None
) -> Found:
    if not (0 <= person < rows.people and mentor < rows.people):
        raise IndexError(f"rows are 0 to {rows.people - 1}, not {person} and {mentor}")
    answer = _introductions(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(rows.strength, np.float32),
        still(vouching.invlog, np.float64),
        still(vouching.invdeg, np.float64),
        person,
        mentor,
        limit,
        _NONE_KNOWN if known is None else still(known, np.bool_),
    )
    found, said, candidates = answer
    adamic_adar, allocation, product, shared = said
    return Found(found, adamic_adar, allocation, product, shared.astype(np.int64), candidates)


@compiled
def _introductions(indptr, indices, strength, invlog, invdeg, person, mentor, limit, known):
    one = np.uint32(1)
    me = np.uint32(person)
    begin, end = indptr[me], indptr[me + one]
    through_one = mentor >= 0
    masked = len(known) > 0
    room: Any = np.int64(end - begin) + 1
    if through_one:
        room += np.int64(indptr[mentor + 1] - indptr[mentor])
    else:
        for k in range(begin, end):
            room += np.int64(indptr[indices[k] + one] - indptr[indices[k]])
    room = min(room, len(indptr) - 1) + 1
    # A hash table: whoever is met has a seat by her row, and there stands her place, from 1, in
    # the lists: she herself first, then her contacts, then the candidates.
    table = np.zeros(_seats(room), np.uint32)
    last_seat = np.uint64(len(table) - 1)
    met = np.empty(room, np.uint32)
    adamic_adar, allocation = np.empty(room), np.empty(room)
    product, shared = np.empty(room), np.empty(room)
    count = _enter(table, met, np.uint64(0), me)
    for k in range(begin, end):
        count = _enter(table, met, count, indices[k])
    acquainted = count
    if through_one and table[_seat(table, met, np.uint32(mentor))] > one:
        for k in range(indptr[mentor], indptr[mentor + 1]):
            if not (masked and known[indices[k]]):
                count = _enter(table, met, count, indices[k])
        past = count + np.uint64(1)
        adamic_adar[:past] = 0.0
        allocation[:past] = 0.0
        product[:past] = 0.0
        shared[:past] = 0.0
    for k in range(begin, end):
        contact = indices[k]
        for tie in range(indptr[contact], indptr[contact + one]):
            who = indices[tie]
            # As _seat, written out: this is where the time goes.
            seat = who * _HASH >> np.uint64(8) & last_seat
            place = table[seat]
            while place != 0 and met[place] != who:
                seat = seat + np.uint64(1) & last_seat
                place = table[seat]
            if place == 0:
                if through_one or (masked and known[who]):
                    continue
                count += np.uint64(1)
                place = count
                table[seat] = place
                met[place] = who
                adamic_adar[place], allocation[place] = 0.0, 0.0
                product[place], shared[place] = 0.0, 0.0
            elif place <= acquainted:
                continue
            adamic_adar[place] += invlog[contact]
            allocation[place] += invdeg[contact]
            shared[place] += 1.0
            together = np.float64(strength[k]) * strength[tie]
            if together > product[place] and (not through_one or contact == mentor):
                product[place] = together
    best = _best(adamic_adar, met, np.int64(acquainted) + 1, np.int64(count) + 1, limit)
    found = np.empty(len(best), np.int64)
    said = np.empty((4, len(best)))
    for k in range(len(best)):
        place = best[k]
        found[k] = met[place]
        said[0, k], said[1, k] = adamic_adar[place], allocation[place]
        said[2, k], said[3, k] = product[place], shared[place]
    return found, said, np.int64(count - acquainted)


@compiled
def _seats(room):
    """How many seats keep a table for *room* people at most half full."""
    seats = 64
    while seats < 2 * room:
        seats *= 2
    return seats


@compiled
def _seat(table, met, who):
    """The seat of a person, or the empty one where she belongs."""
    last_seat = np.uint64(len(table) - 1)
    seat = who * _HASH >> np.uint64(8) & last_seat
    while table[seat] != 0 and met[table[seat]] != who:
        seat = seat + np.uint64(1) & last_seat
    return seat


@compiled
def _enter(table, met, count, who):
    """Give a person a place if she has none; how many have one then."""
    seat = _seat(table, met, who)
    if table[seat] == 0:
        count += np.uint64(1)
        table[seat] = count
        met[count] = who
    return count


@compiled
def _best(score, met, begin, end, limit):
    """The *limit* best places from *begin* on, best first, equals by row."""
    most = min(limit, end - begin)
    best = np.empty(most + 1, np.int64)  # and a place for whoever is too many
    filled = 0
    for place in range(begin, end):
        if filled == most and (most == 0 or score[place] < score[best[most - 1]]):
            continue
        rank = filled
        while rank > 0:
            better = best[rank - 1]
            if score[better] > score[place]:
                break
            if score[better] == score[place] and met[better] < met[place]:
                break
            best[rank] = better
            rank -= 1
        best[rank] = place
        filled = min(filled + 1, most)
    return best[:most]
