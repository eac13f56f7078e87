"""How long may a long analysis go on, and who called it off?"""

import threading
import time
from collections.abc import Callable

from graphsvc.errors import AnalysisCancelled


class Patience:
    """Asked between the parts of a long analysis; ends it when its time is up or at a word.

    Args:
        limit_s: seconds from now on; None waits as long as it takes.
        tell: shown the parts done and their total, for a progress bar.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        limit_s: float | None = None,
        *,
        tell: Callable[[int, int], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock, self._tell = clock, tell
        self._limit_s = limit_s
        self._end = None if limit_s is None else clock() + limit_s
        self._called_off = threading.Event()

    def call_off(self) -> None:
        """End the analysis at its next part; from any thread."""
        self._called_off.set()

    def __call__(self, done: int, total: int) -> None:
        """One part is done.

        Raises:
            AnalysisCancelled: the time is up, or somebody called it off.
        """
        if self._called_off.is_set():
            raise AnalysisCancelled("The analysis was called off.")
        if self._end is not None and self._clock() > self._end:
            raise AnalysisCancelled(
                f"The analysis took longer than {self._limit_s:g} s, which is as long as an "
                "answer is waited for here."
            )
        if self._tell is not None:
            self._tell(done, total)
