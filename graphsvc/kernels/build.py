"""How do ties that were given one by one become rows, each contact in its place?

Ties are spread over *buckets* of some hundred to thousand consecutive rows first, and only then
sorted, bucket after bucket: every write at a random place then stays in the cache. An entry is one
number: the row within its bucket, the contact, and 32 bits that lie beside it. It is sorted by its
digits, lowest first, as by the card sorter of old (least significant digit radix sort; Knuth, "The
Art of Computer Programming", volume 3, section 5.2.5): no comparisons, and entries that are equal
stay as they were given.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

BESIDE_BITS = 32
KEY_BITS = 32  # what is left of an entry for the row within its bucket and the contact
BUCKET_BITS = 11  # at most 2,048 rows a bucket: both copies of its entries stay in the cache
DIGIT_BITS = 11

Positions = NDArray[np.uint32]


class TieOrder(NamedTuple):
    """Where ties lie once they are in rows: ``position`` is where each was given.

    By source, then target, then as given: of ties that were given twice the first comes first.
    """

    indptr: NDArray[np.uint64]
    target: NDArray[np.uint32]
    position: Positions

    def once(self) -> "TieOrder":
        """Without the ties that were given before."""
        first = np.ones(len(self.target), np.bool_)
        first[1:] = self.target[1:] != self.target[:-1]
        begin = self.indptr[:-1]
        first[begin[begin < len(first)]] = True
        if first.all():
            return self
        kept = np.concatenate([[0], np.cumsum(first)]).astype(np.uint64)
        return TieOrder(kept[self.indptr], self.target[first], self.position[first])


def undirected_rows(
    people: int, one: Any, other: Any, strength: Any, *, keep_zero: bool = False
) -> Rows:
    """Rows that hold every tie in both rows; a tie with oneself, if there is one, once.

    Args:
        people: how many rows there are.
        one, other: rows of the two ends, integers[m]; each unordered pair at most once.
        strength: real numbers[m], rounded to float32; one that is not above zero then is no tie.
        keep_zero: whether every tie is kept all the same, as in a graph that was not made here.
    Raises:
        IndexError: an end is not one of 0 to *people* - 1.
        ValueError: the columns are not equally long.
    """
    ends, single = _columns(people, one, other, strength, keep_zero)
    return _rows(*_in_rows(people, ends, single, both=True))


def directed_rows(
    people: int, source: Any, target: Any, strength: Any, *, keep_zero: bool = False
) -> Rows:
    """Rows in which the row of *source* holds *target*; each ordered pair at most once.

    Arguments and errors as of :func:`undirected_rows`.
    """
    ends, single = _columns(people, source, target, strength, keep_zero)
    return _rows(*_in_rows(people, ends, single))


def transposed(rows: Rows) -> Rows:
    """The same directed ties read the other way: row j lists who has j in her row."""
    ends = still(rows.indices, np.uint32), _owners(rows.indptr)
    return _rows(*_in_rows(rows.people, ends, still(rows.strength, np.float32), rising=True))


def transposed_order(indptr: NDArray[np.uint64], indices: NDArray[np.uint32]) -> TieOrder:
    """Where the ties of rows lie in the transposed rows; ``position`` is that in *indices*.

    For whatever lies beside the ties and is no strength.
    """
    ends = still(indices, np.uint32), _owners(indptr)
    return TieOrder(*_in_rows(len(indptr) - 1, ends, None, rising=True))


def tie_order(people: int, source: Any, target: Any) -> TieOrder:
    """How directed ties, which may have been given twice, lie in rows.

    Raises:
        IndexError: an end is not one of 0 to *people* - 1.
        ValueError: the columns are not equally long.
    """
    ends = _ends(people, source, target)
    return TieOrder(*_in_rows(people, ends, None))


def warm() -> None:
    """Compile the loops of this file."""
    transposed(undirected_rows(3, [0, 1], [1, 2], [0.5, 1.0]))


def _columns(
    people: int, one: Any, other: Any, strength: Any, keep_zero: bool
) -> tuple[tuple[Positions, Positions], NDArray[np.float32]]:
    ends, single = _ends(people, one, other), still(strength, np.float32)
    if len(single) != len(ends[0]):
        raise ValueError(f"{len(ends[0])} ties have {len(single)} strengths")
    kept = single > 0
    if keep_zero or kept.all():
        return ends, single
    return (still(ends[0][kept], np.uint32), still(ends[1][kept], np.uint32)), single[kept]


def _ends(people: int, one: Any, other: Any) -> tuple[Positions, Positions]:
    columns = np.asarray(one), np.asarray(other)
    if len(columns[0]) != len(columns[1]):
        raise ValueError(f"{len(columns[0])} ties have {len(columns[1])} other ends")
    if people > 1 << KEY_BITS:
        raise ValueError(f"{people} rows are more than {KEY_BITS} bits number")
    for column in columns:
        # A loop would write beyond its arrays without noticing.
        if len(column) and not 0 <= column.min() <= column.max() < people:
            raise IndexError(f"rows are 0 to {people - 1}, not {column.min()} to {column.max()}")
    return _unsigned(columns[0]), _unsigned(columns[1])


def _unsigned(column: NDArray[Any]) -> Positions:
    # None is below 0: numbers of the right size need no copy.
    return still(column.view(np.uint32) if column.dtype == np.int32 else column, np.uint32)


def _owners(indptr: NDArray[np.uint64]) -> Positions:
    lengths = np.diff(indptr).astype(np.int64)
    return still(np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths), np.uint32)


def _rows(
    indptr: NDArray[np.uint64], indices: NDArray[np.uint32], strength: NDArray[np.float32]
) -> Rows:
    return Rows(still(indptr, np.uint64), still(indices, np.uint32), still(strength, np.float32))


def _in_rows(
    people: int,
    ends: tuple[Positions, Positions],
    beside: NDArray[np.float32] | None,
    *,
    both: bool = False,
    rising: bool = False,
) -> tuple[NDArray[np.uint64], NDArray[np.uint32], Any]:
    """Rows of *ends*, and what lies *beside* them, carried along bit by bit.

    Args:
        beside: strengths; None to carry along where each tie was given.
        both: whether the second end has the first in its row too.
        rising: whether the second ends are in rising order already.
    """
    contact_bits = max(people - 1, 1).bit_length()
    row_bits = min(BUCKET_BITS, KEY_BITS - contact_bits)
    digits = 0 if rising else -(-contact_bits // DIGIT_BITS)
    begin = np.zeros((people >> row_bits) + 2, np.uint64)
    _count(*ends, both, row_bits, begin)
    entries = np.empty(int(begin[-1]), np.uint64)
    load = np.empty(0, np.uint32) if beside is None else beside.view(np.uint32)
    _spread(*ends, still(load, np.uint32), both, contact_bits, row_bits, begin, entries)
    indptr = np.zeros(people + 1, np.uint64)
    indices, carried = np.empty(len(entries), np.uint32), np.empty(len(entries), np.uint32)
    _sort(
        still(begin, np.uint64),
        contact_bits,
        row_bits,
        digits,
        -(-contact_bits // max(digits, 1)),
        entries,
        np.empty(int(np.diff(begin).max()), np.uint64),
        indptr,
        indices,
        carried,
    )
    return indptr, indices, carried if beside is None else carried.view(np.float32)


@compiled
def _count(one, other, both, row_bits, begin):
    """Where the entries of each bucket begin, and where those of the last one end."""
    for tie in range(len(one)):
        begin[(one[tie] >> row_bits) + 1] += 1
        if both and other[tie] != one[tie]:
            begin[(other[tie] >> row_bits) + 1] += 1
    for bucket in range(len(begin) - 1):
        begin[bucket + 1] += begin[bucket]


@compiled
def _spread(one, other, beside, both, contact_bits, row_bits, begin, entries):
    """Append the entries of every tie to the buckets of its ends."""
    counted = len(beside) == 0  # then the number of the tie is what is carried along
    place = begin.copy()
    within = (np.uint32(1) << row_bits) - np.uint32(1)
    for tie in range(len(one)):
        row, contact = one[tie], other[tie]
        load = np.uint64(tie) if counted else np.uint64(beside[tie])
        bucket = row >> row_bits
        key = (np.uint64(row & within) << contact_bits) | np.uint64(contact)
        entries[place[bucket]] = (key << BESIDE_BITS) | load
        place[bucket] += 1
        if both and row != contact:
            bucket = contact >> row_bits
            key = (np.uint64(contact & within) << contact_bits) | np.uint64(row)
            entries[place[bucket]] = (key << BESIDE_BITS) | load
            place[bucket] += 1


@compiled
def _by_digit(given, sorted_, shift, bits, place):
    """Put the entries of one bucket in the order of a digit; *place* is then where each ends."""
    digits = np.uint64(1) << bits
    mask = digits - np.uint64(1)
    place[:digits] = 0
    for k in range(len(given)):
        place[(given[k] >> shift) & mask] += 1
    before = np.uint64(0)
    for digit in range(digits):
        here = place[digit]
        place[digit] = before
        before += here
    for k in range(len(given)):
        digit = (given[k] >> shift) & mask
        sorted_[place[digit]] = given[k]
        place[digit] += 1


@compiled
def _sort(
    begin, contact_bits, row_bits, digits, digit_bits, entries, scratch, indptr, indices, carried
):
    """Sort the entries of each bucket by contact, then by row, and take them apart."""
    people = np.uint64(len(indptr) - 1)
    contact_mask = (np.uint64(1) << contact_bits) - np.uint64(1)
    place = np.empty(1 << max(digit_bits, row_bits), np.uint64)
    for bucket in range(np.uint64(len(begin) - 1)):
        first, past = begin[bucket], begin[bucket + np.uint64(1)]
        given, sorted_ = entries[first:past], scratch[: past - first]
        for digit in range(digits):
            # A last digit that reaches into the row's bits does no harm: rows are sorted after it.
            _by_digit(given, sorted_, BESIDE_BITS + digit * digit_bits, digit_bits, place)
            given, sorted_ = sorted_, given
        _by_digit(given, sorted_, BESIDE_BITS + contact_bits, row_bits, place)
        first_row = bucket << row_bits
        for row in range(first_row, min(first_row + (np.uint64(1) << row_bits), people)):
            indptr[row + np.uint64(1)] = first + place[row - first_row]
        for k in range(past - first):
            indices[first + k] = np.uint32((sorted_[k] >> BESIDE_BITS) & contact_mask)
            carried[first + k] = np.uint32(sorted_[k])
