"""How do a million texts lie in two arrays, and which row has this id?"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.texts import byte_order, taken_texts
from graphsvc.snapshot.ragged import starts

MOST_KNOWN = 10_000  # rows of ids that are kept


class Texts(Sequence[str]):
    """Texts as UTF-8 bytes one after another; text i is ``data[start[i]:start[i + 1]]``.

    ``hidden`` rows read as ''. Rows count from 0 only: NOBODY (-1) raises IndexError.
    """

    def __init__(
        self,
        data: NDArray[np.uint8],
        start: NDArray[np.int64],
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self.data, self.start, self.hidden = data, start, hidden
        # One text is looked at thousands of times a request: plain numbers, not arrays of one.
        self._bytes, self._bounds = data.data, start.data

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """*texts* laid down."""
        found = list(texts)
        joined = "".join(found)
        data = np.frombuffer(joined.encode(), np.uint8)
        start = starts(np.fromiter(map(len, found), np.int64, len(found)))
        if len(data) > len(joined):
            # Lengths are in characters: look up at which byte each of them begins.
            begins = np.flatnonzero((data & 0xC0) != 0x80)
            start = np.append(begins, len(data))[start]
        return cls(data, start)

    def take(self, rows: NDArray[np.int64] | NDArray[np.int32]) -> "Texts":
        """The texts of *rows*, one after the other."""
        hidden = self.hidden and {at for at, row in enumerate(rows.tolist()) if row in self.hidden}
        return Texts(*taken_texts(self.data, self.start, rows.astype(np.int64)), frozenset(hidden))

    def __len__(self) -> int:
        return len(self.start) - 1

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not 0 <= row < len(self._bounds) - 1:
            raise IndexError(row)
        if self.hidden and int(row) in self.hidden:
            return ""
        return str(self._bytes[self._bounds[row] : self._bounds[row + 1]], "utf-8")

    @cached_property
    def _places(self) -> dict[str, int]:
        return {text: row for row, text in reversed(list(enumerate(self)))}

    def __contains__(self, text: object) -> bool:
        return text in self._places

    def index(self, text: str, *_bounds: int) -> int:
        """The first row that reads so; looked up among all of them at the first question.

        Raises:
            ValueError: none does.
        """
        if text not in self._places:
            raise ValueError(text)
        return self._places[text]

    def __iter__(self) -> Iterator[str]:
        everything, ends = self.data.tobytes().decode(), self.start
        if len(everything) < len(self.data):
            # Bytes that go on with a character begin none.
            ends = starts((self.data & 0xC0) != 0x80)[ends]
        bounds = ends.tolist()
        found = map(everything.__getitem__, map(slice, bounds[:-1], bounds[1:]))
        if not self.hidden:
            return found
        return ("" if row in self.hidden else text for row, text in enumerate(found))

    def bytes_of(self, row: int) -> bytes:
        return self._bytes[self._bounds[row] : self._bounds[row + 1]].tobytes()

    def without(self, rows: frozenset[int]) -> "Texts":
        """The same texts with *rows* hidden."""
        return Texts(self.data, self.start, rows)


class PeopleIds(Texts):
    """Ids by row; ``rank`` lists the rows in the order of their ids' bytes."""

    def __init__(
        self, texts: Texts, rank: NDArray[np.int32], hidden: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(texts.data, texts.start, hidden)
        self.rank = rank
        self._ranked = rank.data
        self._rows: dict[str, int] = {}  # of ids that were looked up

    def row_of(self, person_id: str) -> int:
        """The row of *person_id*; KeyError if it has none or is hidden."""
        row = self._rows.get(person_id)
        if row is None:
            row = self._found(person_id)
            if len(self._rows) >= MOST_KNOWN:
                self._rows.clear()
            self._rows[person_id] = row
        return row

    def _found(self, person_id: str) -> int:
        # surrogatepass: a lone surrogate is nobody's id, not an error of ours.
        wanted = person_id.encode(errors="surrogatepass")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.bytes_of(self._ranked[middle]) < wanted:
                low = middle + 1
            else:
                high = middle
        row = self._ranked[low] if low < len(self) else -1
        if row < 0 or row in self.hidden or self.bytes_of(row) != wanted:
            raise KeyError(person_id)
        return row

    def find(self, person_id: str) -> int | None:
        """As :meth:`row_of`; None for a stranger."""
        try:
            return self.row_of(person_id)
        except KeyError:
            return None


def texts_at(texts: Any, rows: Sequence[int]) -> list[str]:
    """Those of *rows*, of any sequence; taken out at once where they lie in one piece."""
    if isinstance(texts, Texts):
        return list(texts.take(np.array(rows, np.int64)))
    return [texts[row] for row in rows]


def rank_of(texts: Texts) -> NDArray[np.int32]:
    """Positions of *texts* in the order of their bytes."""
    return byte_order(texts.data, texts.start)
