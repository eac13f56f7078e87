"""What do the records say, read again only when they moved?"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from graphsvc.records.database import Database, revision

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
MOST = 16  # keys that are kept; who asks for more reads again


@dataclass(frozen=True)
class Kept(Generic[Key, Value]):
    """What *read* finds under a key, as long as the counter stands still.

    The counter is looked at each time. Where it moved, it is read with what it stands for in one
    look, so that nothing kept is older than the number it is kept under.
    """

    database: Database
    counter: str
    read: Callable[[Connection, Key], Value]
    _found: dict[Key, tuple[int, Value]] = field(default_factory=dict, repr=False, compare=False)

    def get(self, key: Key) -> Value:
        """What is found under *key* now."""
        kept = self._found.get(key)
        if kept is not None and kept[0] == self.database.counter(self.counter):
            return kept[1]
        with self.database.reading() as connection:
            found = revision(connection, self.counter), self.read(connection, key)
        if len(self._found) >= MOST:
            self._found.clear()
        self._found[key] = found
        return found[1]
