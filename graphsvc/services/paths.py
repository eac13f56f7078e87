"""Over whom do two people trust each other most, however long the way?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import PersonNotFound
from graphsvc.kernels.trusted_path import trusted_path
from graphsvc.services.answers import Named
from graphsvc.services.answers_paths import Tie, TrustedPath
from graphsvc.services.contacts import Contacts
from graphsvc.services.introduction_paths import as_connectors
from graphsvc.services.results import Results
from graphsvc.services.views import Views, costs_of_trust
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import View, row_of

ACTION = "trace path"


@dataclass(frozen=True)
class PathService:
    """``reserved`` gives the ids of people who are named as a connector only after they agreed."""

    snapshots: Views
    policy: Policy
    audit: Audit
    results: Results = field(default_factory=Results, repr=False, compare=False)
    reserved: Callable[[], frozenset[str]] = frozenset

    def between(
        self,
        viewer: Viewer,
        one_id: str,
        other_id: str,
        *,
        as_of: date | None = None,
        seed: int = 1,
    ) -> TrustedPath:
        """The way from *one_id* to *other_id* whose tie strengths have the greatest product.

        Ties count both ways, and nobody who left lies on the way. Who asks must be allowed to ask
        about *one_id*; *other_id* may be anybody. *seed* is only said again in the basis: of
        equal ways always the same is taken.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person; or nobody has
                the id *other_id*.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        row = self.policy.find(viewer, ACTION, view=view, person_id=one_id)
        other = self._other(viewer, view, other_id)
        self.audit.record(
            viewer,
            ACTION,
            object_kind="person",
            object_id=one_id,
            details={"as_of": view.as_of.isoformat()},
        )
        rows = self._rows(view, row, other)
        naming = self.policy.naming(viewer, view, about=row)
        ties = _Told(
            naming, as_connectors(naming, self.reserved(), self.results), row, other
        ).along(rows)
        strengths = [tie.strength for tie in ties]
        return TrustedPath(
            basis=basis(view, seed=seed),
            one=named(naming, row),
            other=named(naming, other),
            ties=ties,
            trust=float(np.prod(strengths)) if ties else None,
            weakest=strengths.index(min(strengths)) if ties else None,
            none_because="" if ties else _none_because(view, row, other),
        )

    def prepare(self, view: View) -> None:
        """Work out what all answers from *view* share."""
        costs_of_trust(view, self.results)

    def _other(self, viewer: Viewer, view: View, other_id: str) -> int:
        row = row_of(view.people, other_id)
        if row is None:
            error = PersonNotFound(other_id)
            raise self.audit.refused(
                viewer, ACTION, error, object_kind="person", object_id=other_id
            )
        return row

    def _rows(self, view: View, row: int, other: int) -> list[int]:
        """The people on the way, both ends among them; nobody where there is none."""
        if row == other:
            return []
        costs = costs_of_trust(view, self.results)
        found: list[int] = trusted_path(costs, costs, row, other).rows.tolist()
        return found


class _Told:
    """A way as the viewer may see it: its ends as *naming*, who lies between as *connectors*."""

    def __init__(self, naming: Naming, connectors: Naming, row: int, other: int) -> None:
        self._view, self._contacts = naming.view, Contacts(naming.view)
        self._naming, self._connectors, self._ends = naming, connectors, (row, other)

    def along(self, rows: list[int]) -> tuple[Tie, ...]:
        pairs = list(pairwise(rows))
        self._contacts.look_up(pairs)
        return tuple(self._tie(a, b) for a, b in pairs)

    def _tie(self, before: int, row: int) -> Tie:
        by_name = bool(self._of(row).named[row] and self._of(before).named[before])
        contact = self._contacts.of(before, row, by_name=by_name)
        return Tie(
            person=self._person(row),
            strength=_strength(self._view, before, row),
            last_contact=contact.last,
            usual_gap_weeks=contact.usual_gap_weeks,
            fading=contact.fading,
            contact=contact.contact,
            note=contact.note,
        )

    def _person(self, row: int) -> Named:
        return named(self._of(row), row)

    def _of(self, row: int) -> Naming:
        return self._naming if row in self._ends else self._connectors


def _strength(view: View, one: int, other: int) -> float:
    place = int(np.searchsorted(view.ties.contacts(one), np.uint32(other)))
    return float(view.ties.strength[view.ties.span(one)][place])


def _none_because(view: View, row: int, other: int) -> str:
    if row == other:
        return "Both are the same person."
    if not (view.people.present[row] and view.people.present[other]):
        return "One of the two was not in the organisation on that day."
    if not (view.tied[row] and view.tied[other]):
        return "No contacts of one of the two are recorded, so no way is known."
    return "No chain of contacts, however long, leads from one to the other."
