"""Which row does everybody get? Chart order: units depth first, then ``seq``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graphsvc.kernels.lists import looked_up
from graphsvc.model import DenyMask
from graphsvc.snapshot.columns import Longs, UnitColumns
from graphsvc.snapshot.gather import Gathered, Words
from graphsvc.snapshot.texts import Texts
from graphsvc.snapshot.view import NOBODY, Flags, Ints

SPARSE = 32  # numbers per person from which on they are searched, not looked up


@dataclass(frozen=True)
class RowsOfPeople:
    """Who has which row: ``chosen`` are positions in the people's columns, in row order."""

    chosen: Longs
    seqs: Longs  # ascending
    row_of_seq: Ints
    left_out: dict[str, int] = field(default_factory=dict)

    def of(self, seq: Longs) -> Ints:
        """Rows of *seq*; NOBODY for a number nobody has."""
        if not len(self.seqs):
            return np.full(len(seq), NOBODY, np.int32)
        if self._row_from is not None:
            return looked_up(self._row_from, int(self.seqs[0]), seq)
        at = np.minimum(np.searchsorted(self.seqs, seq), len(self.seqs) - 1)
        return np.where(self.seqs[at] == seq, self.row_of_seq[at], NOBODY)

    @cached_property
    def _row_from(self) -> Ints | None:
        """Rows by number, from the lowest to the highest.

        None where numbers are so far apart that most of the table would be empty.
        """
        span = int(self.seqs[-1]) - int(self.seqs[0]) + 1
        if span > SPARSE * len(self.seqs):
            return None
        table = np.full(span, NOBODY, np.int32)
        table[self.seqs - self.seqs[0]] = self.row_of_seq
        return table

    def count_out(self, what: str, kept: Flags) -> None:
        missing = int(len(kept) - np.count_nonzero(kept))
        if missing:
            self.left_out[what] = self.left_out.get(what, 0) + missing


def in_chart_order(
    found: Mapping[str, Gathered], units: UnitColumns, in_unit: Longs, deny: DenyMask
) -> RowsOfPeople:
    """Everybody who is not denied; *in_unit* is the unit of each membership, or NOBODY."""
    people = found["people"]
    seqs, chosen = np.unique(people["seq"], return_index=True)
    if deny.people:
        here = (one not in deny.people for one in people["id"])
        kept = np.fromiter(here, np.bool_, len(people["id"]))[chosen]
        seqs, chosen = seqs[kept], chosen[kept]
    place = _chart_places(units.parent)
    by_seq = RowsOfPeople(chosen, seqs, np.arange(len(seqs), dtype=np.int32))
    unit = _last_unit(found["memberships"], by_seq, in_unit)
    last = len(place)
    # Numbers rise already, and people of one unit stay as they are.
    order = np.argsort(np.append(place, last)[unit], kind="stable")
    row_of_seq = np.empty(len(order), np.int32)
    row_of_seq[order] = np.arange(len(order))
    return RowsOfPeople(chosen[order], seqs, row_of_seq)


def _last_unit(memberships: Gathered, by_seq: RowsOfPeople, unit: Longs) -> Longs:
    """The unit each person joined last (of several that day the first), or NOBODY."""
    person, since = by_seq.of(memberships["person"]), memberships["since"].astype(np.int64)
    known = (person >= 0) & (unit >= 0)
    nothing = np.iinfo(np.int64).min
    latest = np.full(len(by_seq.seqs), nothing, np.int64)
    # Day and unit in one number, the unit in 31 bits: with one more NO_DAY would run over.
    np.maximum.at(latest, person[known], (since[known] << 31) - unit[known])
    return np.where(latest == nothing, NOBODY, -latest & 0x7FFFFFFF)


def _chart_places(parent: Ints) -> Longs:
    """The place of each unit when the chart is walked depth first, smaller ids first."""
    below: dict[int, list[int]] = {}
    for unit, over in enumerate(parent.tolist()):
        below.setdefault(over, []).append(unit)
    place = np.full(len(parent), NOBODY, np.int64)
    # A ring of units has no top; its smallest id serves as one.
    waiting, reached = [*range(len(parent) - 1, -1, -1), *below.get(NOBODY, [])[::-1]], 0
    while waiting:
        unit = waiting.pop()
        if place[unit] < 0:
            place[unit], reached = reached, reached + 1
            waiting.extend(below.get(unit, [])[::-1])
    return place


def units_of(found: Gathered) -> UnitColumns:
    # A unit is listed once for each unit it is part of; the smallest parent counts.
    rows = sorted(zip(found["id"], found["parent"], found["name"], strict=True), reverse=True)
    first = {unit: (parent, name) for unit, parent, name in rows}
    ids = sorted(first, key=str.encode)
    position = {unit: at for at, unit in enumerate(ids)}
    parent = [position.get(first[unit][0], NOBODY) for unit in ids]
    names = [first[unit][1] or unit for unit in ids]
    return UnitColumns(Texts.of(ids), Texts.of(names), np.array(parent, np.int32))


def positions(ids: Texts, wanted: Words) -> Longs:
    """The position of each *wanted* among *ids*, or NOBODY."""
    position = {unit: at for at, unit in enumerate(ids)}
    of_known = [position.get(word, NOBODY) for word in wanted.known]
    return np.array(of_known, np.int64)[wanted.code]
