"""Who stands on which rung for a person, and for whom does she?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses import ladder as rungs
from graphsvc.analyses.sponsors import UNKNOWN_DAY, Acts
from graphsvc.model import KINDS, SPONSOR_DAYS, SPONSOR_KINDS, day_number, day_of
from graphsvc.services.answers_endorsements import Ladder, Standing
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import View

ACTION = "see ladder"
NOTHING = "No act of the last year is recorded for this person."
DID = {
    "advice": "gave advice",
    "feedback": "gave feedback on observed work",
    "credit": "gave credit in public",
    "introduction": "made an introduction",
    "opportunity": "opened an opportunity",
    "advocacy": "spoke up",
}


@dataclass(frozen=True)
class LadderService:
    """The ladder of one person: for herself, her mentor and her lead. Rungs of acts, no marks."""

    snapshots: Views
    policy: Policy
    audit: Audit
    sponsor_kinds: Sequence[str] = SPONSOR_KINDS

    def ladder(self, viewer: Viewer, person_id: str, *, as_of: date | None = None) -> Ladder:
        """Who stands where, by acts of the 365 days before *as_of*.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
        details = {"as_of": view.as_of.isoformat()}
        self.audit.record(
            viewer, ACTION, object_kind="person", object_id=person_id, details=details
        )
        found = rungs.ladder(
            Acts(*view.endorsements),
            row,
            present=view.people.present,
            today=day_number(view.acts_before),
            kinds=self.sponsor_kinds,
        )
        naming = self._naming(viewer, view, row, found)
        return Ladder(
            basis=basis(view),
            person=named(naming, row),
            for_her=tuple(_told(naming, one) for one in found.for_her),
            she_for=tuple(_told(naming, one) for one in found.she_for),
            sponsor_kinds=tuple(self.sponsor_kinds),
            days=SPONSOR_DAYS,
            none_because="" if found.for_her else NOTHING,
        )

    def _naming(self, viewer: Viewer, view: View, row: int, found: rungs.Ladder) -> Naming:
        naming = self.policy.naming(viewer, view, about=row)
        if viewer.person_id != view.people.ids[row]:
            return naming
        # Two of whom one did something for the other know of each other.
        known = naming.named.copy()
        known[np.array([one.person for one in (*found.for_her, *found.she_for)], np.int64)] = True
        return replace(naming, named=known)


def _told(naming: Naming, one: rungs.Standing) -> Standing:
    rung = KINDS[one.rung] if one.rung != rungs.NO_RUNG else ""
    claimed = KINDS[one.claimed] if one.claimed != rungs.NO_RUNG else ""
    on, claimed_on = _day(one.on), _day(one.claimed_on)
    parts = []
    if rung:
        parts.append(f"{DID[rung]}{_when(on)}, confirmed")
    if claimed:
        parts.append(f"{DID[claimed]}{_when(claimed_on)}, not confirmed yet")
    return Standing(
        person=named(naming, one.person),
        rung=rung,
        on=on,
        claimed=claimed,
        claimed_on=claimed_on,
        sponsor=one.sponsor,
        claimed_sponsor=one.claimed_sponsor,
        text="; ".join(parts),
    )


def _day(number: int) -> date | None:
    return None if number == UNKNOWN_DAY else day_of(number)


def _when(day: date | None) -> str:
    return f" on {day.isoformat()}" if day else ""
