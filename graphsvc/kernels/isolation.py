"""Who is in contact both ways, who was so before, and who has few people left without one?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Longs = NDArray[np.int64]


def mutual_pairs(rows: Rows, present: Flags) -> tuple[Longs, Longs]:
    """Pairs with contact both ways, each both ways: their first and second rows, int64[m] each.

    Args:
        rows: directed contacts.
        present: by row; pairs with anybody else are left out.
    Returns:
        Ascending by the first, then the second.
    """
    one, other = np.empty((2, len(rows.indices)), np.int64)
    count = _mutual(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(present, np.bool_),
        rows.indptr[:-1].astype(np.uint64),
        one,
        other,
    )
    return one[:count], other[:count]


def without(whole: Rows, recent: Rows) -> Rows:
    """The contacts of *whole* less those of *recent*; whoever has none left is not in a row.

    Both hold numbers of contacts as strength, and *recent* is part of *whole*.
    """
    begin = np.zeros(len(whole.indptr), np.uint64)
    indices, strength = np.empty(len(whole.indices), np.uint32), np.empty(len(whole.indices), "f4")
    count = _without(
        still(whole.indptr, np.uint64),
        still(whole.indices, np.uint32),
        still(whole.strength, np.float32),
        still(recent.indptr, np.uint64),
        still(recent.indices, np.uint32),
        still(recent.strength, np.float32),
        begin,
        indices,
        strength,
    )
    return Rows(begin, indices[:count], strength[:count])


def few_without(
    one: Longs, other: Longs, left_out: NDArray[np.int32], asked: Flags, few: int
) -> Flags:
    """Who of those *asked* is in a component of fewer than *few* people without one person.

    Args:
        one, other: pairs of :func:`mutual_pairs`.
        left_out: by row, who is taken out: the manager, say; -1 for nobody.
        few: the person herself counts.
    Returns:
        By row; False for whoever is not asked about.
    """
    found = np.zeros(len(asked), np.bool_)
    begin = np.searchsorted(one, np.arange(len(asked) + 1))
    _few_without(
        still(begin, np.uint64),
        still(other, np.int64),
        still(left_out, np.int32),
        still(asked, np.bool_),
        np.empty(few, np.int64),
        found,
    )
    return found


@compiled
def _mutual(indptr, indices, present, reached, one, other):
    """Fill *one* and *other*; how many pairs there are.

    Rows are gone through in order, so in the row of a contact everybody before *reached* is known
    to come before the person at hand: all entries together are passed once.
    """
    count = 0
    for person in range(np.uint64(len(present))):
        for at in range(indptr[person], indptr[person + np.uint64(1)]):
            contact = np.uint64(indices[at])
            past = indptr[contact + np.uint64(1)]
            back = reached[contact]
            while back < past and indices[back] < person:
                back += np.uint64(1)
            reached[contact] = back
            if back < past and indices[back] == person and present[person] and present[contact]:
                one[count] = person
                other[count] = contact
                count += 1
    return count


@compiled
def _without(
    indptr, indices, strength, recent_begin, recent_of, recent_strength, begin, left, left_strength
):  # fmt: skip
    """Fill *begin*, *left* and *left_strength*; how many contacts are left."""
    count = 0
    for person in range(np.uint64(len(indptr) - 1)):
        here = recent_begin[person]
        past = recent_begin[person + np.uint64(1)]
        for at in range(indptr[person], indptr[person + np.uint64(1)]):
            contact = indices[at]
            earlier = np.float64(strength[at])
            while here < past and recent_of[here] < contact:
                here += np.uint64(1)
            if here < past and recent_of[here] == contact:
                earlier -= recent_strength[here]
            if earlier > 0.0:
                left[count] = contact
                left_strength[count] = earlier
                count += 1
        begin[person + np.uint64(1)] = count
    return count


@compiled
def _few_without(begin, other, left_out, asked, met, found):
    """Meet people from each person asked until *met* is full, without passing who is left out."""
    for person in range(len(asked)):
        if not asked[person]:
            continue
        met[0] = person
        count = 1
        looked = 0
        while looked < count < len(met):
            one = met[looked]
            looked += 1
            for at in range(begin[one], begin[one + 1]):
                contact = other[at]
                new = contact != left_out[person]
                for place in range(count):
                    new = new and met[place] != contact
                if new:
                    met[count] = contact
                    count += 1
                    if count == len(met):
                        break
        found[person] = count < len(met)


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [2.0, 2.0])))
    everybody = np.ones(3, np.bool_)
    pairs = mutual_pairs(without(rows, rows), everybody)
    few_without(*pairs, np.full(3, -1, np.int32), everybody, 2)
