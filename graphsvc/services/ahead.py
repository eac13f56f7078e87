"""What can be asked of the store while something else is done?"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def ahead(ask: Callable[[], T]) -> "Future[T]":
    """Begin to *ask*, in a thread of its own; ``result()`` waits for it, and raises what it raised.

    A thread for each, not a pool: one that was made before a fork would hang in the child.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    return answer
