"""Who may see or change which goal, and how does it read to them?"""

from dataclasses import dataclass

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import ActNotFound
from graphsvc.services.answers import Named
from graphsvc.services.answers_goals import Goal
from graphsvc.services.goal_facts import Aim, aim_of
from graphsvc.services.people import entry
from graphsvc.snapshot.view import View, row_of
from graphsvc.store.base import Store

SEE, SET, DOORS = "see goals", "set goals", "see doors"


@dataclass(frozen=True)
class Sight:
    """Goals as one viewer sees them on the view of today."""

    policy: Policy
    audit: Audit
    store: Store
    viewer: Viewer
    view: View

    def may(self, action: str, person_id: str) -> bool:
        """Whether the viewer may do *action* about the person."""
        row = row_of(self.view.people, person_id)
        return row is not None and bool(self.policy.reach(self.viewer, action, self.view)[row])

    def found(self, action: str, goal_id: str) -> Aim:
        """A goal of somebody about whom the viewer may do *action*.

        Raises:
            Forbidden: no role of the viewer may do *action*.
            ActNotFound: there is no such goal, or it is not theirs to see.
        """
        if not self.policy.may(self.viewer, action, view=self.view):
            self.policy.require(self.viewer, action, view=self.view)
        aim = aim_of(self.store, goal_id)
        if aim is None or not self.may(action, aim.person):
            raise self.not_found(action, goal_id)
        return aim

    def reads(self, aim: Aim) -> bool:
        """Whether its words are for the viewer."""
        return self._shared(aim) or self.may(SET, aim.person)

    def may_change(self, aim: Aim) -> bool:
        """Whether it is hers, or she recorded it for a mentee."""
        own = self.viewer.person_id is not None
        own = own and self.viewer.person_id in (aim.person, aim.recorded_by)
        return own and self.may(SET, aim.person)

    def told(self, aim: Aim) -> Goal:
        """*aim* as the viewer may see it; who else knows it is told to its owner alone."""
        reads, own = self.reads(aim), self.viewer.person_id == aim.person
        known = [self._entry(one) for one in aim.shared_with] if own else []
        return Goal(
            id=aim.id,
            kind=aim.kind,
            text=aim.text if reads else "",
            unit=unit_name(self.view, aim.unit) if reads else "",
            decided_by=self._entry(aim.decided_by) if reads else None,
            on=aim.on,
            shared_with=tuple(one for one in known if one),
            may_change=self.may_change(aim),
        )

    def not_found(self, action: str, goal_id: str) -> ActNotFound:
        """Missing and foreign goals are refused, and recorded, alike."""
        error = ActNotFound("goal", goal_id)
        return self.audit.refused(self.viewer, action, error, object_kind="goal", object_id=goal_id)

    def _shared(self, aim: Aim) -> bool:
        return self.viewer.person_id in aim.shared_with

    def _entry(self, person_id: str) -> Named | None:
        row = row_of(self.view.people, person_id)
        return None if row is None else entry(self.view, row)


def unit_name(view: View, unit_id: str) -> str:
    """What a unit is called, '' for one that is not there."""
    units = view.people.units
    names = (
        name or id_ for id_, name in zip(units.ids, units.names, strict=True) if id_ == unit_id
    )
    return next(names, "")
