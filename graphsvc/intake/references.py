"""Do the people and units that rows mention exist, in this import or in the store?"""

from collections.abc import Callable, Collection, Iterable

from graphsvc.intake.spool import Spool

MISSING_REMEMBERED = 100_000  # so that a wrong column of millions of ids does not fill memory
CREATE = "INSERT OR IGNORE INTO person (id, created) VALUES (?, 1)"


class Ids:
    """Ids that rows may refer to; the store is asked once about each that is not known yet.

    ``unsure`` after a file that should have brought them could not be read: then nobody is
    called unknown, so that one mistake does not become a problem of every row.
    """

    def __init__(self, known: Callable[[Collection[str]], set[str]]) -> None:
        self.known: set[str] = set()
        self.unsure = False
        self._ask = known
        self._missing: set[str] = set()

    def add(self, ids: Iterable[str]) -> None:
        self.known.update(ids)

    def drop(self, ids: Iterable[str]) -> None:
        """Ids whose rows were set aside; the store may still know them."""
        self.known.difference_update(ids)

    def learn(self, ids: set[str]) -> set[str]:
        """Ask the store about those of *ids* that are new; return those nobody knows."""
        unknown = ids - self.known
        if not unknown or self.unsure:
            return set()
        new = unknown - self._missing
        if new:
            found = self._ask(new)
            self.known |= found
            if len(self._missing) > MISSING_REMEMBERED:
                self._missing.clear()
            self._missing |= new - found
        return unknown - self.known

    def __contains__(self, one: str) -> bool:
        return self.unsure or one in self.known


def create_people(spool: Spool, people: Ids, ids: Iterable[str]) -> int:
    """Make people who are only mentioned; how many were made."""
    new = sorted(set(ids) - people.known)
    spool.rows.executemany(CREATE, ((one,) for one in new))
    people.add(new)
    return len(new)
