"""Which facts of a kind does an import make, change or take back?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from graphsvc.intake.coverage import OF_PEOPLE
from graphsvc.intake.spool import Spool
from graphsvc.services.import_coverage import Covers
from graphsvc.services.import_facts import Fact
from graphsvc.services.import_outbox import Outbox
from graphsvc.store.base import Row, Store

PAGE = 500


@dataclass
class Difference:
    """The facts of one owner: ``written`` are new or changed, ``left`` all that hold afterwards."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    written: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)
    kept: int = 0  # those that go on in the service: what the file says of them is left out


@dataclass(frozen=True)
class Facts:
    """The facts of one kind in an import against those of the graph.

    Inside what the import covers, facts it does not name are removed; outside they stay.
    """

    fact: Fact
    store: Store
    spool: Spool
    covers: Covers
    outbox: Outbox

    def write(self, held_until: int) -> None:
        """Send what differs; *held_until* is what ``People.write`` returned."""
        total = self.spool.count(self.fact.table)
        if not total and not self.covers.feeds(self.fact.table):
            return
        self.outbox.begin(f"Writing {self.fact.name}", total)
        for low in range(0, held_until, PAGE):
            self._compare(low, low + PAGE)
        self._add()
        self.outbox.done()

    def _compare(self, low: int, high: int) -> None:
        found = self.store.rows(
            f"read/import_{self.fact.query}", low=low, high=high, **self._narrowed()
        )
        held = {row["person"]: row["facts"] for row in found}
        said, listed = self._said(low, high), self._listed(low, high)
        for person in sorted(held.keys() | said.keys()):
            facts = held.get(person, ()), said.get(person, ())
            self._send(person, self.difference(*facts, listed=person in listed))

    def _narrowed(self) -> dict[str, Any]:
        """What the read query is told besides the range."""
        feeds = self.covers.feeds(self.fact.table)
        return {"kinds": [] if "" in feeds else feeds} if self.fact.feed else {}

    def _said(self, low: int, high: int) -> dict[str, list[Row]]:
        fact, said = self.fact, dict[str, list[Row]]()
        asked = (
            f"SELECT {fact.selected} FROM held CROSS JOIN {fact.table} AS fact "
            f"ON fact.{fact.owner} = held.id WHERE held.seq >= ? AND held.seq < ?"
        )
        for person, one in map(fact.stored, self.spool.each(asked, low, high)):
            said.setdefault(person, []).append(one)
        return said

    def _listed(self, low: int, high: int) -> frozenset[str]:
        """Those in people.csv, where its columns speak for their undated facts of this kind."""
        if OF_PEOPLE not in self.covers.feeds(self.fact.table):
            return frozenset()
        asked = (
            "SELECT held.id FROM held CROSS JOIN person ON person.id = held.id "
            "WHERE held.seq >= ? AND held.seq < ? AND NOT person.created"
        )
        return frozenset(row[0] for row in self.spool.each(asked, low, high))

    def _add(self) -> None:
        """Whoever is new to the graph has nothing there: no need to look."""
        fact = self.fact
        asked = (
            f"SELECT {fact.selected} FROM {fact.table} AS fact WHERE NOT EXISTS "
            f"(SELECT 1 FROM held WHERE held.id = fact.{fact.owner}) ORDER BY fact.{fact.owner}"
        )
        rows = map(fact.stored, self.spool.each(asked))
        for person, found in groupby(rows, itemgetter(0)):
            self._send(person, self.difference((), [one for _, one in found]))

    def difference(
        self, held: Sequence[Row], said: Sequence[Row], *, listed: bool = False
    ) -> Difference:
        fact, found = self.fact, Difference()
        before: Mapping[tuple[str, ...], Row] = {fact.key(one): one for one in held}
        after = {fact.key(one): one for one in said}
        for key, one in sorted(after.items()):
            same = key in before and one == fact.as_in_file(before[key])
            if key in before and not same and fact.goes_on_here(before[key]):
                found.left.append(before[key])
                found.kept += 1
                continue
            found.left.append(one)
            if same:
                found.unchanged += 1
                continue
            found.written.append(one)
            found.updated += key in before
            found.created += key not in before
        for key, one in sorted(before.items()):
            if key not in after:
                day = fact.day_of(one)
                taken = (listed and day is None) or self.covers.holds(
                    fact.table, day, feed=fact.feed_of(one)
                )
                taken = taken and not fact.made_here(one)
                (found.gone if taken else found.left).append(one)
        return found

    def _send(self, person: str, found: Difference) -> None:
        self.outbox.tally.add(
            self.fact.name,
            created=found.created,
            updated=found.updated,
            removed=len(found.gone),
            unchanged=found.unchanged,
            kept=found.kept,
        )
        send = self._send_spans if self.fact.spans else self._send_facts
        send(person, found)

    def _send_facts(self, person: str, found: Difference) -> None:
        query = f"write/import_{self.fact.query}"
        for one in found.gone:
            gone = {"id": one["properties"]["id"], "person": person, "other": one.get("other", "")}
            self.outbox.put(f"{query}_gone", gone)
        for one in found.written:
            self.outbox.put(query, {"id": one["properties"]["id"], "person": person} | one)

    def _send_spans(self, person: str, found: Difference) -> None:
        """Every pair of which anything changes, with all that holds between the two."""
        for other in sorted({one["other"] for one in [*found.written, *found.gone]}):
            spans = [one["properties"] for one in found.left if one["other"] == other]
            row = {"person": person, "other": other, "spans": spans}
            self.outbox.put(f"write/import_{self.fact.query}", row)
