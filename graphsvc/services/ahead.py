"""What can be asked or written down while something else is worked out?"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
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


@contextmanager
def meanwhile(do: Callable[[], object]) -> Iterator[None]:
    """Do it while the block runs. The block ends only when it is done, and raises what it raised:
    then what the block has worked out is told to nobody."""
    done = ahead(do)
    try:
        yield
    finally:
        done.result()
