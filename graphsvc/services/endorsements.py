"""What did one person do for another, who says so, and who confirmed it?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import ActNotFound, BadRequest, LimitReached, MoveRefused
from graphsvc.model import DAY_ZERO, KINDS, DenyMask
from graphsvc.services.answers_endorsements import Endorsement, Endorsements
from graphsvc.services.endorsement_facts import Act, act_of, acts_for, acts_of
from graphsvc.services.endorsement_sight import CONFIRM, Sight
from graphsvc.services.views import Views
from graphsvc.services.wording import basis
from graphsvc.store.base import Statement, Store

ENDORSE, SEE = "endorse", "see endorsements"
MOST_LETTERS = {"topic": 100, "text": 500}
MOST_UNCONFIRMED = 100  # that one person has recorded


@dataclass(frozen=True)
class EndorsementService:
    """Acts, live from the store. ``keyed`` makes an id of what an act says.

    One of the two records it, the other confirms it, or a lead of the unit of whoever it was done
    for. The two see it, and that lead; nobody else.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    keyed: Callable[..., str]
    deny: Callable[[], DenyMask] = DenyMask

    def record(
        self,
        viewer: Viewer,
        person_id: str,
        kind: str,
        on: date,
        topic: str = "",
        text: str = "",
        act_id: str | None = None,
        *,
        received: bool = False,
    ) -> Endorsement:
        """Record what the viewer did for a person, or (*received*) the person for the viewer.

        Not confirmed until the other of the two, or a lead, says so. The same again is the same;
        so is *act_id*, a word of the caller's own for it.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or nobody has that id.
            BadRequest: no such kind, a day to come, too many letters, or the viewer's own id.
            MoveRefused: *act_id* was used for another act.
            LimitReached: too many that nobody confirmed.
        """
        sight = self._sight(viewer)
        self.policy.find(viewer, ENDORSE, view=sight.view, person_id=person_id)
        own, words = viewer.person_id or "", (" ".join(topic.split()), " ".join(text.split()))
        self._require(own, person_id, kind, on, *words)
        endorser, endorsed = (person_id, own) if received else (own, person_id)
        said = Act("", endorser, endorsed, kind, on, *words, own, False, None, "")
        said = said._replace(id=self._id(said, act_id))
        self.audit.record(viewer, ENDORSE, object_kind="endorsement", object_id=said.id)
        before = act_of(self.store, said.id)
        if before is None:
            self._write(said)
        found = act_of(self.store, said.id)
        if found is None:  # one of the two, or the act, is gone meanwhile
            raise ActNotFound("endorsement", said.id)
        if found[:8] != said[:8]:
            raise MoveRefused("Another endorsement was recorded under this id: choose a new one.")
        return sight.told(found)

    def confirm(self, viewer: Viewer, act_id: str) -> Endorsement:
        """Say that it is true; of several who say so at once, the first counts.

        Raises:
            Forbidden, ActNotFound: the viewer may not, or has nothing to do with such an act.
            MoveRefused: the viewer recorded it.
        """
        sight = self._sight(viewer)
        act = sight.found(act_id)
        if not act.confirmed and not sight.may_confirm(act):
            raise MoveRefused("You recorded this yourself: somebody else has to confirm it.")
        self.audit.record(viewer, CONFIRM, object_kind="endorsement", object_id=act_id)
        if not act.confirmed:
            who = viewer.person_id or viewer.subject
            parameters = {"day": self.audit.clock().date(), "confirmed_by": who}
            self.store.write(Statement("write/endorsement_confirm", _ids(act) | parameters))
        after = act_of(self.store, act_id)
        if after is None:  # withdrawn meanwhile
            raise ActNotFound("endorsement", act_id)
        return sight.told(after)

    def withdraw(self, viewer: Viewer, act_id: str) -> None:
        """Take back what the viewer recorded, before anybody confirmed it.

        Raises:
            Forbidden, ActNotFound: as confirm.
            MoveRefused: it is confirmed, or somebody else's to take back.
        """
        act = self._sight(viewer).found(act_id)
        self.audit.record(viewer, "withdraw endorsement", object_kind="endorsement",
                          object_id=act_id)  # fmt: skip
        parameters = _ids(act) | {"recorded_by": viewer.person_id or ""}
        written = self.store.write(Statement("write/endorsement_withdraw", parameters))
        if not written[0]["withdrawn"]:
            raise MoveRefused("Only who recorded it may withdraw it, before it is confirmed.")

    def refuse(self, viewer: Viewer, act_id: str) -> None:
        """Say that it is not so, as the other of the two: nothing of it is kept.

        Raises:
            Forbidden, ActNotFound: as confirm.
            MoveRefused: it is confirmed, the viewer is not the one to ask, or it was imported.
        """
        act = self._sight(viewer).found(act_id)
        self.audit.record(viewer, "refuse endorsement", object_kind="endorsement",
                          object_id=act_id)  # fmt: skip
        if not act.recorded_by:
            raise MoveRefused("It was imported: whoever keeps those records has to correct it.")
        written = [{"withdrawn": 0}]
        if viewer.person_id == act.other_side:
            parameters = _ids(act) | {"recorded_by": act.recorded_by}
            written = self.store.write(Statement("write/endorsement_withdraw", parameters))
        if not written[0]["withdrawn"]:
            raise MoveRefused("Only the other of the two may refuse it, before it is confirmed.")

    def mine(self, viewer: Viewer) -> Endorsements:
        """What the viewer did for others and others for the viewer, confirmed or not.

        Raises:
            Forbidden: the viewer is none of the people.
        """
        return self._own(viewer, lambda sight, act: True, "Nothing is recorded yet.")

    def to_confirm(self, viewer: Viewer, person_id: str | None = None) -> Endorsements:
        """What waits for the viewer's word; with *person_id*, of what was done for that person.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person.
        """
        nothing = "Nothing waits for you to confirm it."
        if person_id is None:
            return self._own(viewer, Sight.may_confirm, nothing)
        sight = self._sight(viewer)
        self.policy.find(viewer, CONFIRM, view=sight.view, person_id=person_id)
        self.audit.record(viewer, SEE, object_kind="person", object_id=person_id)
        waiting = [one for one in acts_for(self.store, person_id) if sight.may_confirm(one)]
        items = sight.all_told(waiting)
        return Endorsements(basis(sight.view), items, "" if items else nothing)

    def _own(
        self, viewer: Viewer, chosen: Callable[[Sight, Act], bool], nothing: str
    ) -> Endorsements:
        sight = self._sight(viewer)
        self.policy.require(viewer, SEE, view=sight.view)
        self.audit.record(viewer, SEE, object_kind="person", object_id=viewer.person_id)
        acts = acts_of(self.store, viewer.person_id or "")
        items = sight.all_told(one for one in acts if chosen(sight, one))
        return Endorsements(basis(sight.view), items, "" if items else nothing)

    def _sight(self, viewer: Viewer) -> Sight:
        view = self.snapshots.at(None)
        return Sight(self.policy, self.audit, self.store, self.deny, viewer, view)

    def _id(self, said: Act, act_id: str | None) -> str:
        if act_id is not None:
            # Of the viewer's own: nobody learns by trying which ids others have.
            return self.keyed("endorsement called", said.recorded_by, act_id)
        on = said.on.isoformat() if said.on else ""
        parties = said.endorser, said.endorsed, said.recorded_by
        return self.keyed("endorsement", *parties, said.kind, on, said.topic, said.text)

    def _write(self, said: Act) -> None:
        open_ones = [
            one
            for one in acts_of(self.store, said.recorded_by)
            if one.recorded_by == said.recorded_by and not one.confirmed
        ]
        if len(open_ones) >= MOST_UNCONFIRMED:
            raise LimitReached(
                f"{MOST_UNCONFIRMED} acts you recorded are not confirmed yet: withdraw one first."
            )
        words = {"kind": said.kind, "day": said.on, "topic": said.topic, "text": said.text}
        parameters = _ids(said) | words | {"recorded_by": said.recorded_by}
        self.store.write(Statement("write/endorsement_record", parameters))

    def _require(
        self, own: str, person_id: str, kind: str, on: date, topic: str, text: str
    ) -> None:
        problems = []
        if person_id == own:
            problems.append({"parameter": "person", "expected": "somebody else"})
        if kind not in KINDS:
            problems.append({"parameter": "kind", "expected": f"one of {', '.join(KINDS)}"})
        if on > self.audit.clock().date():
            problems.append({"parameter": "on", "expected": "a day that is not to come"})
        if on < DAY_ZERO:
            problems.append({"parameter": "on", "expected": f"{DAY_ZERO} or later"})
        for name, words in (("topic", topic), ("text", text)):
            if len(words) > MOST_LETTERS[name]:
                expected = f"at most {MOST_LETTERS[name]} letters"
                problems.append({"parameter": name, "expected": expected})
        if problems:
            raise BadRequest(problems)


def _ids(act: Act) -> dict[str, object]:
    return {"id": act.id, "endorser": act.endorser, "endorsed": act.endorsed}
