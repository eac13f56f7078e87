"""How are loops over the rows compiled, and where is their machine code kept?"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Loop = TypeVar("Loop", bound=Callable[..., Any])
# Called between the parts of a long loop with the parts done and their total: a place to show
# progress, and to raise AnalysisCancelled when nobody waits for the answer any more.
Turn = Callable[[int, int], None]

LOOPS: list[Any] = []  # every compiled loop, for keep_in and for the test of what warm() covers


def compiled(loop: Loop) -> Loop:
    """*loop* as machine code made at its first call; it lets go of the interpreter's lock.

    Division by zero gives inf or NaN as in numpy: a loop looks before it divides. Loops called
    from several modules belong beside their callers' helpers in one file: the kept code of a
    caller does not notice a change of a callee elsewhere.
    """
    made: Any = numba.njit(nogil=True, error_model="numpy")(loop)
    LOOPS.append(made)
    _keep(made)
    return cast(Loop, made)


def keep_in(folder: Path) -> bool:
    """Keep machine code in *folder* from now on; False where it cannot be written.

    The folder named by NUMBA_CACHE_DIR, if any, goes before. Without a folder that can be written
    (here, beside the source, or the user's own) each process compiles anew, and all works the same.
    """
    if not os.environ.get("NUMBA_CACHE_DIR"):
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    written = [_keep(made) for made in LOOPS]
    return all(written)


def kept() -> bool:
    """Whether machine code of an earlier start lies where every loop would keep its own.

    It may be that of another version of the source, and of no use: see :func:`missed`.
    """
    return all(_has_kept(made) for made in LOOPS)


def missed() -> bool:
    """Whether a loop was compiled in this process, for want of kept code that fits."""
    return any(made.stats.cache_misses for made in LOOPS)


def still(array: Any, kind: Any) -> NDArray[Any]:
    """*array* as every loop takes it: of one kind, in one piece, read-only, never a memmap.

    One kind, one compilation: numba compiles again for arrays that may be written.
    """
    # Most arrays are still already, and questions of some microseconds pass many.
    if type(array) is np.ndarray and array.dtype == kind:
        flags = array.flags
        if flags.c_contiguous and not flags.writeable:
            return array
    found = np.ascontiguousarray(array, kind).view(np.ndarray)
    if found.flags.writeable:
        found = found[:]
        found.flags.writeable = False
    return found


def _has_kept(made: Any) -> bool:
    place, code = made.stats.cache_path, made.py_func.__code__
    kept_as = f"{Path(code.co_filename).stem}.{code.co_qualname}-{code.co_firstlineno}.*.nbi"
    return bool(place) and any(Path(place).glob(kept_as))


def _keep(made: Any) -> bool:
    try:
        made.enable_caching()
    except RuntimeError:  # numba: no place that can be written
        return False
    return True
