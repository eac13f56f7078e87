"""Who is told how far reading has come?"""

from typing import Protocol


class Progress(Protocol):
    """One step at a time: ``begin``, any number of ``advance``, ``done``."""

    def begin(self, what: str, total: int | None) -> None:
        """A step called *what* begins; *total* in the same unit as ``advance``, if known."""

    def advance(self, amount: int) -> None: ...

    def done(self) -> None: ...


class Silent:
    """Nobody is told."""

    def begin(self, what: str, total: int | None) -> None:
        pass

    def advance(self, amount: int) -> None:
        pass

    def done(self) -> None:
        pass
