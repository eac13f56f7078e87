"""What does the store already hold that the rows of an import may refer to?"""

from collections.abc import Collection, Iterable
from typing import Protocol


class Known(Protocol):
    """Asked in batches, so that nobody loads all people of a store to import ten rows."""

    def people(self, ids: Collection[str]) -> set[str]:
        """Those of *ids* that are people of the store."""

    def units(self, ids: Collection[str]) -> set[str]:
        """Those of *ids* that are units of the store."""

    def manager_of(self) -> Iterable[tuple[str, str]]:
        """(person, manager) of every reporting line that is open today."""


class NothingKnown:
    """The store is empty: an import must bring everybody it mentions."""

    def people(self, ids: Collection[str]) -> set[str]:
        return set()

    def units(self, ids: Collection[str]) -> set[str]:
        return set()

    def manager_of(self) -> Iterable[tuple[str, str]]:
        return ()
