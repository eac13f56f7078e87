"""At which place does each value stand among the others of its list?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


def places(values: Floats) -> Longs:
    """The place of each value in its row of *values*, 1 for the smallest.

    Equal values share the better place.
    """
    return _places(still(values, np.float64), still(np.argsort(values, axis=1), np.int64))


def warm() -> None:
    """Compile the loop on one list of two."""
    places(np.array([[2.0, 1.0]]))


@compiled
def _places(values, order):
    lists, length = values.shape
    found = np.empty((lists, length), np.int64)
    for one in range(lists):
        place = np.int64(1)
        for k in range(length):
            here = order[one, k]
            if k > 0 and values[one, here] != values[one, order[one, k - 1]]:
                place = np.int64(k + 1)
            found[one, here] = place
    return found
