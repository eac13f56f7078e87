"""Who may see, confirm or take back which endorsement, and how does it read to them?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import ActNotFound
from graphsvc.model import DenyMask
from graphsvc.services.answers import Named
from graphsvc.services.answers_endorsements import Endorsement
from graphsvc.services.endorsement_facts import Act, act_of
from graphsvc.services.people import entry
from graphsvc.snapshot.view import View, row_of
from graphsvc.store.base import Store

CONFIRM = "confirm endorsements"


@dataclass(frozen=True)
class Sight:
    """Endorsements as one viewer sees them on the view of today."""

    policy: Policy
    audit: Audit
    store: Store
    deny: Callable[[], DenyMask]
    viewer: Viewer
    view: View

    def found(self, act_id: str) -> Act:
        """An endorsement the viewer is one of the two of, or the lead of whom it was for.

        Raises:
            Forbidden: no role of the viewer may confirm anything.
            ActNotFound: there is none, or it is not theirs to see.
        """
        if not self.policy.may(self.viewer, CONFIRM, view=self.view):
            self.policy.require(self.viewer, CONFIRM, view=self.view)
        act = act_of(self.store, act_id)
        if act is None or not self.sees(act):
            error = ActNotFound("endorsement", act_id)
            raise self.audit.refused(
                self.viewer, CONFIRM, error, object_kind="endorsement", object_id=act_id
            )
        return act

    def sees(self, act: Act) -> bool:
        """Both are still in the graph, and the viewer has to do with it."""
        endorser, endorsed = (row_of(self.view.people, one) for one in (act.endorser, act.endorsed))
        if endorser is None or endorsed is None:
            return False
        return act.is_of(self.viewer.person_id) or self._led(act, endorsed)

    def may_confirm(self, act: Act) -> bool:
        """Whether the viewer is the second source: never who says so, lead or not."""
        if act.confirmed:
            return False
        if act.is_of(self.viewer.person_id):
            return self.viewer.person_id == act.other_side
        return self.sees(act)

    def may_withdraw(self, act: Act) -> bool:
        return not act.confirmed and self.viewer.person_id == (act.recorded_by or None)

    def told(self, act: Act) -> Endorsement:
        """*act* as the viewer sees it; the two know of each other by what one did."""
        by = row_of(self.view.people, act.confirmed_by)
        return Endorsement(
            id=act.id,
            kind=act.kind,
            on=act.on,
            topic=act.topic,
            text=act.text,
            endorser=self._entry(act.endorser),
            endorsed=self._entry(act.endorsed),
            recorded_by="endorser" if act.said_by == act.endorser else "endorsed",
            confirmed=act.confirmed,
            confirmed_on=act.confirmed_on,
            confirmed_by=None if by is None else entry(self.view, by),
            may_confirm=self.may_confirm(act),
            may_withdraw=self.may_withdraw(act),
        )

    def all_told(self, acts: Iterable[Act]) -> tuple[Endorsement, ...]:
        return tuple(self.told(one) for one in acts if self.sees(one))

    def _led(self, act: Act, endorsed: int) -> bool:
        if not self.policy.reach(self.viewer, CONFIRM, self.view)[endorsed]:
            return False
        # Who hid that they have to do with each other hid it from leads, too.
        pair = min(act.endorser, act.endorsed), max(act.endorser, act.endorsed)
        return pair not in self.deny().ties

    def _entry(self, person_id: str) -> Named:
        return entry(self.view, self.view.people.ids.row_of(person_id))
