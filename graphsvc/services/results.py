"""Which analyses of a snapshot were worked out already, and how much of them is kept?"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from graphsvc.snapshot.view import View

Answer = TypeVar("Answer")
Key = tuple[Hashable, ...]

LEAST_BYTES = 1_000  # what is counted for an answer without arrays


class _Kept(NamedTuple):
    answer: Any
    size: int


class Results:
    """Answers of analyses by (snapshot under a mask on a day, question, parameters).

    Measures are the same for every viewer, so no viewer is in the key, and nothing that was
    masked or named for one may be kept here. The least recently used go beyond *most_bytes*; with
    the first answer about another snapshot those about earlier ones go. Two who ask the same at
    once wait for one calculation.
    """

    def __init__(self, most_bytes: int = 200_000_000) -> None:
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._snapshot = ""  # that all which is kept is about
        self._under_way: dict[Key, threading.Lock] = {}

    def get(
        self, view: View, question: str, parameters: Hashable, make: Callable[[], Answer]
    ) -> Answer:
        """The answer to *question* about *view*; made by *make* if it is not kept.

        What *make* raises is raised, to everybody who waited in turn; nothing is kept of it.
        """
        key = (view.snapshot, view.identity, question, parameters)
        with self._lock:
            found = self._found(key)
            if found is not None:
                return cast(Answer, found.answer)
            turn = self._under_way.setdefault(key, threading.Lock())
        try:
            with turn:
                with self._lock:
                    found = self._found(key)
                return cast(Answer, (found or self._keep(key, make())).answer)
        finally:
            with self._lock:
                self._under_way.pop(key, None)

    @property
    def bytes(self) -> int:
        """What is kept now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def _found(self, key: Key) -> _Kept | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: Key, answer: Any) -> _Kept:
        made = _Kept(answer, size_of(answer))
        with self._lock:
            if key[0] != self._snapshot:
                self._kept.clear()
                self._snapshot, self._bytes = str(key[0]), 0
            if made.size <= self.most_bytes:
                self._kept[key] = made
                self._bytes += made.size
            while self._bytes > self.most_bytes:
                self._bytes -= self._kept.popitem(last=False)[1].size
        return made


def size_of(answer: Any) -> int:
    """Bytes of the arrays in *answer*, however they are nested; LEAST_BYTES for each part else."""
    if isinstance(answer, np.ndarray):
        return int(answer.nbytes)
    if is_dataclass(answer) and not isinstance(answer, type):
        return sum(size_of(getattr(answer, one.name)) for one in fields(answer))
    if isinstance(answer, dict):
        return sum(size_of(one) for one in answer.values())
    if isinstance(answer, list | tuple):
        return sum(size_of(one) for one in answer) + LEAST_BYTES
    return LEAST_BYTES
