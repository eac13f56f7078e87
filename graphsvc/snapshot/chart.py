"""Which row does everybody get? Chart order: units depth first, then ``seq``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphsvc.model import DenyMask
from graphsvc.snapshot.columns import Longs, UnitColumns
from graphsvc.snapshot.gather import Gathered
from graphsvc.snapshot.texts import Texts
from graphsvc.snapshot.view import NOBODY, Flags, Ints


@dataclass(frozen=True)
class RowsOfPeople:
    """Who has which row: ``chosen`` are positions in the people's columns, in row order."""

    chosen: Longs
    seqs: Longs  # ascending
    row_of_seq: Longs
    left_out: dict[str, int] = field(default_factory=dict)

    def of(self, seq: NDArray[np.int64]) -> Longs:
        """Rows of *seq*; NOBODY for a number nobody has."""
        if not len(self.seqs):
            return np.full(len(seq), NOBODY, np.int64)
        at = np.minimum(np.searchsorted(self.seqs, seq), len(self.seqs) - 1)
        return np.where(self.seqs[at] == seq, self.row_of_seq[at], NOBODY)

    def count_out(self, what: str, kept: Flags) -> None:
        missing = int(len(kept) - np.count_nonzero(kept))
        if missing:
            self.left_out[what] = self.left_out.get(what, 0) + missing


def in_chart_order(
    found: Mapping[str, Gathered], units: UnitColumns, deny: DenyMask
) -> RowsOfPeople:
    people = found["people"]
    seqs, chosen = np.unique(people["seq"], return_index=True)
    if deny.people:
        kept = np.array([people["id"][one] not in deny.people for one in chosen], np.bool_)
        seqs, chosen = seqs[kept], chosen[kept]
    place = _chart_places(units.parent)
    by_seq = RowsOfPeople(chosen, seqs, np.arange(len(seqs)))
    unit = _last_unit(found["memberships"], by_seq, units.ids)
    last = len(place)
    order = np.lexsort((seqs, np.append(place, last)[unit]))
    row_of_seq = np.empty(len(order), np.int64)
    row_of_seq[order] = np.arange(len(order))
    return RowsOfPeople(chosen[order], seqs, row_of_seq)


def _last_unit(memberships: Gathered, by_seq: RowsOfPeople, ids: Texts) -> Longs:
    """The unit each person joined last, or NOBODY."""
    person, unit = by_seq.of(memberships["person"]), positions(ids, memberships["unit"])
    known = np.flatnonzero((person >= 0) & (unit >= 0))
    order = known[np.lexsort((-unit[known], memberships["since"][known]))]
    last = np.full(len(by_seq.seqs), NOBODY, np.int64)
    last[person[order]] = unit[order]
    return last


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
    rows = sorted(set(zip(found["id"], found["parent"], found["name"], strict=True)))
    first = {unit: (parent, name) for unit, parent, name in reversed(rows)}
    ids = sorted(first, key=str.encode)
    position = {unit: at for at, unit in enumerate(ids)}
    parent = [position.get(first[unit][0], NOBODY) for unit in ids]
    names = [first[unit][1] or unit for unit in ids]
    return UnitColumns(Texts.of(ids), Texts.of(names), np.array(parent, np.int32))


def positions(ids: Texts, wanted: Sequence[str]) -> Longs:
    position = {unit: at for at, unit in enumerate(ids)}
    return np.array([position.get(unit, NOBODY) for unit in wanted], np.int64)
