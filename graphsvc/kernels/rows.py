"""How do kernels see the network? Who knows whom, as three arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Rows(NamedTuple):
    """Ties as compressed sparse rows.

    The contacts of row i are indices[indptr[i]:indptr[i + 1]], ascending; strength lies beside
    them. No self-ties, no strength of zero: snapshot/build promises that once, and nothing looks
    again. Undirected rows hold every tie in both rows; directed rows say in their docstring which
    way they read.
    """

    indptr: NDArray[np.uint64]
    indices: NDArray[np.uint32]
    strength: NDArray[np.float32]

    @property
    def people(self) -> int:
        """How many rows there are."""
        return len(self.indptr) - 1

    def require(self, *rows: int) -> None:
        """Return if each of *rows* is one.

        Raises:
            IndexError: one is not.
        """
        people = self.people
        for row in rows:
            if not 0 <= row < people:
                raise IndexError(f"rows are 0 to {people - 1}, not {row}")

    def span(self, row: int) -> slice:
        """Where the contacts of *row* lie in ``indices`` and in whatever lies beside it."""
        return slice(int(self.indptr[row]), int(self.indptr[row + 1]))

    def contacts(self, row: int) -> NDArray[np.uint32]:
        """The contacts of *row*, ascending; a view, not a copy."""
        return self.indices[self.span(row)]

    def owners(self) -> NDArray[np.int64]:
        """Whose contact each entry of ``indices`` is, a row beside each."""
        begin = self.indptr.astype(np.int64)
        return np.repeat(np.arange(len(begin) - 1), np.diff(begin))

    def spans(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the contacts of several *rows* lie, row after row, and how many each has."""
        begin = self.indptr[rows].astype(np.int64)
        count = self.indptr[rows + 1].astype(np.int64) - begin
        return np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(count.sum()), count
