"""How is long work cut into parts, and do the rows somebody asks about exist?"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, still


def parts(total: int, size: int, turn: Turn | None) -> Iterator[slice]:
    """Slices of *size* that cover 0 to *total* in order; *turn* is called after each of them."""
    for first in range(0, total, size):
        past = min(first + size, total)
        yield slice(first, past)
        if turn is not None:
            turn(past, total)


def asked(chosen: Any, people: int) -> NDArray[np.int64]:
    """*chosen* rows as loops take them.

    Raises:
        IndexError: a row is not one of 0 to *people* - 1. A loop would read and write beyond
            its arrays without noticing.
    """
    found = still(chosen, np.int64)
    if len(found) and not 0 <= found.min() <= found.max() < people:
        raise IndexError(f"rows are 0 to {people - 1}, not {found.min()} to {found.max()}")
    return found
