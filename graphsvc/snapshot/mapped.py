"""How is a file of numpy mapped without reading it?"""

from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

BEFORE_HEADER = 10  # bytes: what the file is, its version, and how long its header is


def mapped(path: str) -> NDArray[Any]:
    """The column in the file at *path*, read-only, and read only where it is used.

    As np.load with ``mmap_mode``, which takes ten times as long for each of a hundred files.

    Raises:
        OSError, ValueError: there is no such file, or it holds no plain column.
    """
    with open(path, "rb") as file:
        begin = file.read(BEFORE_HEADER)
        header = file.read(int.from_bytes(begin[-2:], "little"))
        shape, dtype = _described(begin + header)
        found = np.memmap(file, dtype, "r", offset=len(begin) + len(header), shape=shape)
    return np.asarray(found)


@lru_cache(maxsize=256)
def _described(beginning: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type by the beginning of a file of numpy's format 1.0."""
    file = BytesIO(beginning)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("the file is of another version of numpy's format")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
    if by_column or dtype.hasobject:
        raise ValueError("the file holds no plain column")
    return shape, dtype
