"""How are a million texts copied in another order, and put in the order of their bytes?

Texts lie one after another in one column of bytes; text i is data[start[i]:start[i + 1]].
"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.lists import unsigned

WORD_BYTES = 7  # bytes that are compared at once; the eighth of a number says how many there were

Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]


def taken_texts(data: Bytes, start: Longs, chosen: Longs) -> tuple[Bytes, Longs]:
    """Bytes and starts of the *chosen* texts, one after the other."""
    begin = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(start[chosen + 1] - start[chosen], out=begin[1:])
    found = np.empty(int(begin[-1]), np.uint8)
    _take(still(data, np.uint8), unsigned(start), unsigned(chosen), found)
    return found, begin


def byte_order(data: Bytes, start: Longs) -> NDArray[np.int32]:
    """Positions of the texts in the order of their bytes, int32[n]; equal ones as they lie.

    Seven bytes are compared at a time, and after that only texts that are still alike: a run of
    them lies together from the first comparison on.
    """
    order = np.arange(len(start) - 1)
    places, run, offset = order.copy(), np.zeros_like(order), 0
    while len(places):
        texts = order[places]
        key = _words(data, start, texts, offset)
        by = np.lexsort((key, run))
        order[places], key, run = texts[by], key[by], run[by]
        differs = np.ones(len(key) + 1, np.bool_)  # from the one before
        differs[1:-1] = (run[1:] != run[:-1]) | (key[1:] != key[:-1])
        # Of texts that are alike and end here nothing is left to compare.
        longer = (key & np.uint64(0xFF)) > WORD_BYTES
        left = np.flatnonzero(longer & ~(differs[:-1] & differs[1:]))
        places, run = places[left], np.cumsum(differs[:-1], dtype=np.int64)[left]
        offset += WORD_BYTES
    return order.astype(np.int32)


def warm() -> None:
    """Compile the loops of this file."""
    data, start = np.zeros(3, np.uint8), np.array([0, 1, 3])
    taken_texts(data, start, np.array([1]))
    byte_order(data, start)


def _words(data: Bytes, start: Longs, chosen: Longs, offset: int) -> NDArray[np.uint64]:
    """Seven bytes of each text from *offset* on as a number, and how many bytes were left.

    A text that ends sooner is filled up with zeros: the number left sets it before a text that
    goes on with zeros.
    """
    found = np.empty(len(chosen), np.uint64)
    _word(still(data, np.uint8), unsigned(start), unsigned(chosen), offset, found)
    return found


@compiled
def _take(data, start, chosen, found):
    at = np.uint64(0)
    for text in chosen:
        for k in range(start[text], start[text + np.uint64(1)]):
            found[at] = data[k]
            at += np.uint64(1)


@compiled
def _word(data, start, chosen, offset, found):
    for at in range(np.uint64(len(chosen))):
        text = chosen[at]
        first, past = start[text] + np.uint64(offset), start[text + np.uint64(1)]
        left = min(np.uint64(WORD_BYTES + 1), past - first if past > first else np.uint64(0))
        key = np.uint64(0)
        for k in range(np.uint64(WORD_BYTES)):
            key <<= 8
            if k < left:
                key |= np.uint64(data[first + k])
        found[at] = (key << 8) | left
