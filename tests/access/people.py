"""A small organisation to decide about: who asks, who is asked about, by row.

The chart: Company over Platform over Storage; Sales apart under Company. Ada (Storage) mentors
Dot (Sales); Ben mentored Ada until last year; Ada and Cy have a tie; Gus knows nobody.
"""

from datetime import date

import numpy as np

from graphsvc.kernels.rows import Rows
from graphsvc.model import SnapshotKey, day_number
from graphsvc.snapshot.view import (
    NO_DAY,
    NOBODY,
    Earlier,
    Endorsements,
    Goals,
    Introductions,
    Mentorings,
    People,
    Units,
    View,
)

TODAY = date(2026, 11, 24)
CAST = ("ada", "ben", "cy", "dot", "eve", "fay", "gus")
ADA, BEN, CY, DOT, EVE, FAY, GUS = range(7)
COMPANY, PLATFORM, STORAGE, SALES = range(4)
UNIT_OF = (STORAGE, STORAGE, PLATFORM, SALES, SALES, SALES, NOBODY)


class Ids(list[str]):
    def row_of(self, person_id: str) -> int:
        if person_id not in self:
            raise KeyError(person_id)
        return self.index(person_id)


def organisation(
    *,
    ids: tuple[str, ...] = CAST,
    titles: tuple[str, ...] | None = None,
    units: tuple[int, ...] = UNIT_OF,
    ties: tuple[tuple[int, int], ...] = ((ADA, CY),),
    mentorings: tuple[tuple[int, int, date | None], ...] = (
        (ADA, DOT, None),
        (BEN, ADA, date(2025, 6, 1)),
    ),
    snapshot: str = "s-1",
    as_of: date = TODAY,
) -> View:
    """The organisation above, or a variation of it."""
    n = len(ids)
    none = np.full(n, NOBODY, np.int32)
    chart = Units(
        ids=["company", "platform", "storage", "sales"],
        names=["Company", "Platform", "Storage", "Sales"],
        parent=np.array([NOBODY, COMPANY, PLATFORM, COMPANY], np.int32),
    )
    people = People(
        ids=Ids(ids),
        names=[one.title() for one in ids],
        titles=list(titles or ["Engineer"] * n),
        present=np.ones(n, np.bool_),
        level=np.ones(n, np.int32),
        unit=np.array(units, np.int32),
        manager=none,
        family=none,
        site=none,
        joined=np.full(n, NO_DAY, np.int32),
        left=np.full(n, NO_DAY, np.int32),
        units=chart,
        families=[],
        sites=[],
    )
    rows = _rows(n, ties)
    until = [NO_DAY if one[2] is None else day_number(one[2]) for one in mentorings]
    nothing = np.empty(0, np.int32)
    return View(
        snapshot=snapshot,
        identity=as_of,
        key=SnapshotKey("store", 1, 1),
        as_of=as_of,
        acts_before=as_of,
        ties_until=None,
        stale=False,
        people=people,
        attention=rows,
        attended=rows,
        shares=np.empty(0),
        ties=rows,
        reciprocated=np.empty(0, np.bool_),
        tied=np.diff(rows.indptr.astype(np.int64)) > 0,
        dated=np.zeros(n, np.bool_),
        endorsements=Endorsements(*[nothing] * 5),
        about=nothing,
        mentorings=Mentorings(
            mentor=np.array([one[0] for one in mentorings], np.int32),
            mentee=np.array([one[1] for one in mentorings], np.int32),
            since=np.full(len(mentorings), NO_DAY, np.int32),
            until=np.array(until, np.int32),
        ),
        introductions=Introductions(*[nothing] * 6),
        goals=Goals(nothing, nothing, [], nothing, nothing, nothing),
        earlier=Earlier(nothing, nothing),
        topics=[],
        contacts_within=lambda days: rows,
        decayed=lambda half_life: rows,
        weeks_between=lambda one, other: (np.zeros(len(one) + 1, np.int64), np.empty(0, np.int64)),
        beside=lambda person, by, at: np.zeros(len(at)),
    )


def _rows(n: int, ties: tuple[tuple[int, int], ...]) -> Rows:
    both = sorted({*ties, *((b, a) for a, b in ties)})
    counts = np.bincount([one[0] for one in both], minlength=n) if both else np.zeros(n, int)
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    indices = np.array([one[1] for one in both], np.uint32)
    return Rows(indptr, indices, np.ones(len(both), np.float32))
