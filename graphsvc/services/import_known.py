"""Whom and what may the files of an import refer to because the graph holds it already?"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from graphsvc.store.base import Store
from graphsvc.store.migrations import LEDGER

MOST_IDS = 20_000
PAGE = 2_000


@dataclass(frozen=True)
class KnownToStore:
    """What the parser may ask the graph; see :class:`graphsvc.intake.known.Known`.

    *kept_out* tells who left the graph: files go on naming them, and that is no mistake of theirs.
    """

    store: Store
    kept_out: Callable[[Collection[str]], frozenset[str]]

    def people(self, ids: Collection[str]) -> set[str]:
        return self._found("read/import_known_people", ids) | self.kept_out(ids)

    def units(self, ids: Collection[str]) -> set[str]:
        return self._found("read/import_known_units", ids)

    def manager_of(self) -> Iterator[tuple[str, str]]:
        end = int(self.store.rows("read/import_next_seq", id=LEDGER)[0]["next_seq"])
        for low in range(0, end, PAGE):
            for row in self.store.rows("read/import_open_lines", low=low, high=low + PAGE):
                yield row["person"], row["manager"]

    def _found(self, query: str, ids: Collection[str]) -> set[str]:
        asked, found = sorted(ids), set[str]()
        for start in range(0, len(asked), MOST_IDS):
            page = asked[start : start + MOST_IDS]
            found |= {row["id"] for row in self.store.rows(query, ids=page)}
        return found
