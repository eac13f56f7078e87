"""How is a long list given of which few are looked at?"""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

One = TypeVar("One")


class OnDemand(Sequence[One]):
    """A list of *length*, each of it put together by *make* when it is looked at."""

    def __init__(self, length: int, make: Callable[[int], One]) -> None:
        self._places, self._make = range(length), make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> One: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[One, ...]: ...
    def __getitem__(self, at: int | slice) -> One | tuple[One, ...]:
        if isinstance(at, slice):
            return tuple(map(self._make, self._places[at]))
        return self._make(self._places[at])
