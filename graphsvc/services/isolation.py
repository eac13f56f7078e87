"""Who is isolated among the people this viewer answers for, and what would help whom?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.isolation import (
    AWAY,
    CONNECTED,
    LONG_DAYS,
    NO_DATA,
    NO_DATES,
    NOBODY,
    SHORT_DAYS,
    STATUSES,
    Contacts,
    Measures,
    Organisation,
    measures,
    statuses,
)
from graphsvc.model import day_number
from graphsvc.services.answers import Isolation, IsolationFinding
from graphsvc.services.isolation_reasons import Reasons, next_step
from graphsvc.services.limits import require_within
from graphsvc.services.results import Results
from graphsvc.services.views import Views, contacts_in
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import Flags, Ints, View, flags_of

ACTION = "see isolation"
MOST = 1_000
_NO_FIGURES = (AWAY, NO_DATA, NO_DATES, NOBODY)
_LEAVE_LOOKED_AT = (1, 8, 15, 22)  # days before the as-of day
_LEAVE_ENOUGH = 2  # of them: half of the short window without a chance of contact


class Judged(NamedTuple):
    """One view with everybody's status, as a position in STATUSES."""

    view: View
    found: Measures
    status: Ints


@dataclass(frozen=True)
class IsolationService:
    """``away`` gives the ids of the people on leave on a day.

    Findings are worked out for the whole population and told to the person herself, and to whoever
    leads or mentors her.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    away: Callable[[date], frozenset[str]] = lambda on: frozenset()
    results: Results = field(default_factory=Results, repr=False, compare=False)

    def find(self, viewer: Viewer, *, as_of: date | None = None, limit: int = 50) -> Isolation:
        """Whoever is not known to be connected, of those this viewer may see: isolated first.

        ``counts`` counts all of them by status, the connected too.

        Raises:
            Forbidden: the viewer may not see a list.
            BadRequest: a limit out of range.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        self.policy.require(viewer, ACTION, view=view)
        require_within("limit", limit, MOST)
        self.audit.record(viewer, ACTION, details={"as_of": view.as_of.isoformat()})
        judged = self._judged(view)
        seen = self.policy.reach(viewer, ACTION, view) & view.people.present
        naming, reasons = self.policy.naming(viewer, view), Reasons(view, judged.found)
        listed = int((seen & (judged.status != CONNECTED)).sum())
        return Isolation(
            basis=basis(view),
            items=tuple(
                self._finding(judged, self._naming(viewer, naming, row), row, reasons)
                for row in _first(judged, seen, limit)
            ),
            counts=_counts(judged.status[seen]),
            truncated=listed > limit,
            none_because="" if listed else _none_because(int(seen.sum())),
        )

    def of(self, viewer: Viewer, person_id: str, *, as_of: date | None = None) -> IsolationFinding:
        """The finding about one person; to herself earlier contacts are told by name.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
        self.audit.record(
            viewer,
            ACTION,
            object_kind="person",
            object_id=person_id,
            details={"as_of": view.as_of.isoformat()},
        )
        naming, judged = self.policy.naming(viewer, view, about=row), self._judged(view)
        to_herself = naming if viewer.person_id == person_id else None
        return self._finding(judged, naming, row, Reasons(view, judged.found, to_herself))

    def prepare(self, view: View) -> None:
        """Measure everybody in *view*."""
        self._judged(view)

    def _judged(self, view: View) -> Judged:
        people = view.people
        organisation = Organisation(
            today=day_number(view.as_of),
            present=people.present,
            joined=people.joined,
            manager=people.manager,
            unit=people.unit,
            level=people.level,
            tied=view.tied,
            dated=view.dated,
        )

        def measured() -> Measures:
            windows = (contacts_in(view, days) for days in (SHORT_DAYS, LONG_DAYS, 2 * LONG_DAYS))
            return measures(organisation, Contacts(view.ties, *windows))

        found = self.results.get(view, "isolation", (), measured)
        return Judged(view, found, statuses(organisation, found, away=self._on_leave(view)))

    def _on_leave(self, view: View) -> Flags:
        """Who was on leave on the day before, or for half of the short window."""
        days = np.zeros(len(view.people.ids), dtype=np.int8)
        for before in _LEAVE_LOOKED_AT:
            away = flags_of(view.people, self.away(view.as_of - timedelta(days=before)))
            days[away] += _LEAVE_ENOUGH if before == _LEAVE_LOOKED_AT[0] else 1
        return days >= _LEAVE_ENOUGH

    def _naming(self, viewer: Viewer, naming: Naming, row: int) -> Naming:
        """A mentor knows whom she mentors by name, whatever her own unit and ties are."""
        if naming.named[row]:
            return naming
        return self.policy.naming(viewer, naming.view, about=row)

    def _finding(
        self, judged: Judged, naming: Naming, row: int, reasons: Reasons
    ) -> IsolationFinding:
        code = int(judged.status[row])
        told = code not in _NO_FIGURES and bool(judged.view.dated[row])
        ties = judged.view.ties.indptr
        why = reasons.of(row, code)
        return IsolationFinding(
            person=named(naming, row),
            # Whoever was not in the organisation on that day has no status of her own.
            status=STATUSES[NO_DATA if code == NOBODY else code],
            reasons=why,
            ties=int(ties[row + 1]) - int(ties[row]),
            reciprocated_28=int(judged.found.short[row]) if told else None,
            reciprocated_84=int(judged.found.long[row]) if told else None,
            next_step=next_step(code, {one.kind for one in why}),
        )


def _first(judged: Judged, seen: Flags, limit: int) -> list[int]:
    """The first *limit* rows to list: by status, within one by id."""
    ids, rows = judged.view.people.ids, list[int]()
    for status in range(CONNECTED):
        if len(rows) < limit:
            of_one = np.flatnonzero(seen & (judged.status == status)).tolist()
            rows += sorted(of_one, key=lambda row: ids[row])
    return rows[:limit]


def _counts(status: Ints) -> dict[str, int]:
    counts = np.bincount(status, minlength=len(STATUSES)).tolist()
    return dict(zip(STATUSES, counts, strict=True))


def _none_because(people: int) -> str:
    if not people:
        return "There is nobody whose findings you may see."
    who = "The one person" if people == 1 else f"Each of the {people} people"
    return f"{who} you may see is connected."
