"""Which people does an import add or change, and whom does the graph hold already?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from graphsvc.intake.spool import Spool
from graphsvc.services.import_coverage import Covers, as_day
from graphsvc.services.import_outbox import NEW_PEOPLE, Outbox
from graphsvc.store.base import Row, Store
from graphsvc.store.migrations import LEDGER

PEOPLE = "people"
LEVEL = "level"
COLUMNS = ("name", "email", "title", "level", "family", "site", "joined_on", "left_on")
DATES = ("joined_on", "left_on")
PAGE = 2_000

_SELECTED = ", ".join(f"person.{name}" for name in COLUMNS)
_OF_RANGE = (
    f"SELECT held.id, person.created, {_SELECTED} FROM held CROSS JOIN person "
    "ON person.id = held.id WHERE held.seq >= ? AND held.seq < ?"
)
_NEW = (
    f"SELECT person.id, person.created, {_SELECTED} FROM person "
    "WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.id = person.id) ORDER BY person.id"
)
_LEVELS = (
    "SELECT held.id, level.since, level.level FROM held CROSS JOIN level ON level.person = held.id "
    "WHERE held.seq >= ? AND held.seq < ? ORDER BY held.seq, level.since"
)
_LEVELS_OF_NEW = (
    "SELECT person, since, level FROM level "
    "WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.id = level.person) ORDER BY person, since"
)

History = list[tuple[date, int]]


@dataclass(frozen=True)
class People:
    """The people of one import against those of the graph.

    People are never removed by absence, and only the columns that the file had are set. Dated
    levels become the history of a person; her level is then the one of *today*.
    """

    store: Store
    spool: Spool
    covers: Covers
    outbox: Outbox
    pseudonym: Callable[[str], str]
    today: date

    def write(self) -> int:
        """Send new and changed people; return the sequence number that comes after all *held*.

        Afterwards the temporary table ``held`` knows everybody who was in the graph before.
        """
        self.outbox.begin("Writing people", self.spool.count("person"))
        end = int(self.store.rows("read/import_next_seq", id=LEDGER)[0]["next_seq"])
        self.spool.rows.execute("DROP TABLE IF EXISTS temp.held")
        self.spool.rows.execute("CREATE TEMP TABLE held (seq INTEGER PRIMARY KEY, id TEXT UNIQUE)")
        for low in range(0, end, PAGE):
            self._compare(low, low + PAGE)
        self._add()
        self.outbox.done()
        return end

    def _compare(self, low: int, high: int) -> None:
        found = self.store.rows("read/import_people", low=low, high=high)
        self.spool.add(
            "INSERT INTO held VALUES (?, ?)",
            ((one["seq"], one["properties"]["id"]) for one in found),
        )
        said = {row[0]: row[1:] for row in self.spool.each(_OF_RANGE, low, high)}
        levels = dict(_histories(self.spool.each(_LEVELS, low, high)))
        for one in found:
            self._compare_one(one["properties"], said, levels)

    def _compare_one(
        self,
        held: Row,
        said: Mapping[str, tuple[Any, ...]],
        levels: Mapping[str, History],
    ) -> None:
        person = held["id"]
        wanted = held | {"alias": self.pseudonym(person)}
        if person in said:
            wanted |= self._given(said[person])
        if self.covers.feeds(LEVEL):
            wanted |= self._levels(_history(held), levels.get(person, []))
        changed = {name: value for name, value in wanted.items() if value != held.get(name)}
        if changed:
            self.outbox.put("write/import_people", {"id": person, "properties": changed})
            self.outbox.tally.updated[PEOPLE] += 1
        elif person in said:
            self.outbox.tally.unchanged[PEOPLE] += 1

    def _add(self) -> None:
        levels = _histories(self.spool.each(_LEVELS_OF_NEW))
        ahead = next(levels, None)
        for person, *values in self.spool.each(_NEW):
            wanted = {"alias": self.pseudonym(person)} | self._given(tuple(values))
            while ahead is not None and ahead[0] < person:
                ahead = next(levels, None)
            if ahead is not None and ahead[0] == person:
                wanted |= self._levels([], ahead[1])
            properties = {name: value for name, value in wanted.items() if value is not None}
            self.outbox.put(NEW_PEOPLE, {"id": person, "properties": properties})
            self.outbox.tally.created[PEOPLE] += 1

    def _given(self, row: tuple[Any, ...]) -> Row:
        """The columns that the file had; nothing of people whom only ties mention."""
        created, *values = row
        if created:
            return {}
        given = frozenset(self.spool.recall("given") or ())
        return {
            name: as_day(value) if name in DATES else value
            for name, value in zip(COLUMNS, values, strict=True)
            if name in given
        }

    def _levels(self, held: History, said: History) -> Row:
        """The history outside what the import covers, and in it what the import says."""
        kept = [one for one in held if not self.covers.holds(LEVEL, one[0])]
        history = sorted(dict([*kept, *said]).items())
        if not history:
            return {"levels": None, "levels_on": None} if held else {}
        row: Row = {
            "levels": [level for _, level in history],
            "levels_on": [since for since, _ in history],
        }
        past = [level for since, level in history if since <= self.today]
        return row | ({"level": past[-1]} if past else {})


def _history(held: Row) -> History:
    return list(zip(held.get("levels_on") or [], held.get("levels") or [], strict=True))


def _histories(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, History]]:
    for person, levels in groupby(rows, itemgetter(0)):
        yield person, [(date.fromisoformat(since), level) for _, since, level in levels]
