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
