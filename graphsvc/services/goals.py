"""What does somebody aim for, who knows it, and who may say so?"""

from collections.abc import Callable
from dataclasses import dataclass

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import ActNotFound, BadRequest, LimitReached, PersonNotFound
from graphsvc.model import GOAL_KINDS
from graphsvc.services.answers_goals import Goal, Goals
from graphsvc.services.goal_facts import Aim, aim_of, aims_of
from graphsvc.services.goal_sight import DOORS, SEE, SET, Sight
from graphsvc.services.people import entry
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import View, row_of
from graphsvc.store.base import Statement, Store

MOST_LETTERS = 300
MOST_GOALS = 20  # of one person


@dataclass(frozen=True)
class GoalService:
    """Goals, live from the store. ``keyed`` makes an id of what a goal says.

    A goal's words are seen by whoever aims for it, by a current mentor, and by those it is shared
    with; a lead sees that there is one. Nobody else learns of it.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    keyed: Callable[..., str]

    def of(self, viewer: Viewer, person_id: str) -> Goals:
        """The goals of a person, the latest first.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person.
        """
        sight = self._sight(viewer)
        aims = aims_of(self.store, person_id)
        shared = tuple(one for one in aims if viewer.person_id in one.shared_with)
        if shared and not sight.may(SEE, person_id):
            # Only what was shared: whether there is more is nobody's business.
            return self._list(sight, person_id, shared)
        self.policy.find(viewer, SEE, view=sight.view, person_id=person_id)
        return self._list(sight, person_id, aims)

    def set(
        self,
        viewer: Viewer,
        person_id: str,
        kind: str,
        text: str,
        *,
        unit: str | None = None,
        decided_by: str | None = None,
        goal_id: str | None = None,
    ) -> Goal:
        """Record a goal of a person, or change the one with *goal_id*; the same again is the same.

        By herself or a current mentor, who knows it then and may change what he recorded.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not for this person, or nobody has
                the id *decided_by*.
            BadRequest: no such kind or unit, or a text that is empty or too long.
            ActNotFound: no goal of hers that the viewer may change has the id *goal_id*.
            LimitReached: as many goals as there may be are recorded.
        """
        sight, text = self._sight(viewer), " ".join(text.split())
        self.policy.find(viewer, SET, view=sight.view, person_id=person_id)
        _require_words(sight.view, kind, text, unit)
        _require_person(sight.view, decided_by)
        words = (kind, text, unit or "", decided_by or "")
        before = self._before(sight, person_id, words, goal_id)
        said = self._said(viewer, person_id, words, before)
        self.audit.record(viewer, SET, object_kind="goal", object_id=said.id)
        if said != before:
            self.store.write(Statement("write/goal_set", _parameters(said)))
        return sight.told(said)

    def drop(self, viewer: Viewer, goal_id: str) -> None:
        """Remove a goal and all that is known of it; by whoever may change it.

        Raises:
            Forbidden, ActNotFound: the viewer may not, or has no such goal.
        """
        sight = self._sight(viewer)
        aim = sight.found(SET, goal_id)
        if not sight.may_change(aim):
            raise sight.not_found(SET, goal_id)
        self.audit.record(viewer, "drop goal", object_kind="goal", object_id=goal_id)
        self.store.write(Statement("write/goal_drop", {"id": goal_id, "person": aim.person}))

    def share(self, viewer: Viewer, goal_id: str, with_id: str) -> Goal:
        """Let one more know a goal; only by whoever aims for it.

        Raises:
            Forbidden, ActNotFound: the viewer may not, or has no such goal.
            PersonNotFound: nobody has the id *with_id*.
        """
        return self._known_to(viewer, goal_id, with_id, "share")

    def unshare(self, viewer: Viewer, goal_id: str, with_id: str) -> Goal:
        """Take somebody off those who know a goal; as share.

        A current mentor still sees it: mentoring is about goals.
        """
        return self._known_to(viewer, goal_id, with_id, "unshare")

    def known(self, viewer: Viewer, goal_id: str) -> tuple[Aim, Goal]:
        """A goal of the viewer's own or of a mentee, to see where it leads; as it is, and as told.

        Raises:
            Forbidden, ActNotFound: the viewer may not, or has no such goal.
        """
        sight = self._sight(viewer)
        aim = sight.found(DOORS, goal_id)
        return aim, sight.told(aim)

    def _sight(self, viewer: Viewer) -> Sight:
        return Sight(self.policy, self.audit, self.store, viewer, self.snapshots.at(None))

    def _list(self, sight: Sight, person_id: str, aims: tuple[Aim, ...]) -> Goals:
        view, viewer = sight.view, sight.viewer
        self.audit.record(viewer, SEE, object_kind="person", object_id=person_id)
        row = view.people.ids.row_of(person_id)
        # Whoever shared a goal is known to those who know it.
        shared = any(viewer.person_id in one.shared_with for one in aims)
        naming = self.policy.naming(viewer, view, about=row)
        return Goals(
            basis=basis(view),
            person=entry(view, row) if shared else named(naming, row),
            items=tuple(map(sight.told, aims)),
            may_add=sight.may(SET, person_id),
            none_because="" if aims else "No goal is recorded.",
        )

    def _before(
        self, sight: Sight, person_id: str, words: tuple[str, ...], goal_id: str | None
    ) -> Aim | None:
        """The goal to change, None for a new one; what is said again is no new one."""
        aims = {one.id: one for one in aims_of(self.store, person_id)}
        if goal_id is None:
            before = aims.get(self.keyed("goal", person_id, *words))
            if before is None and len(aims) >= MOST_GOALS:
                raise LimitReached(f"{MOST_GOALS} goals are recorded already: drop one first.")
            return before
        found = aims.get(goal_id)
        if found is None or not sight.may_change(found):
            raise sight.not_found(SET, goal_id)
        return found

    def _said(
        self, viewer: Viewer, person_id: str, words: tuple[str, ...], before: Aim | None
    ) -> Aim:
        kind, text, unit, decided_by = words
        knows = () if before is None else before.shared_with
        who = viewer.person_id or ""
        if who not in (person_id, *knows):
            knows = (*knows, who)
        return Aim(
            id=before.id if before else self.keyed("goal", person_id, *words),
            person=person_id,
            kind=kind,
            text=text,
            on=before.on if before else self.audit.clock().date(),
            recorded_by=before.recorded_by if before else who,
            shared_with=knows,
            unit=unit,
            decided_by=decided_by,
        )

    def _known_to(self, viewer: Viewer, goal_id: str, with_id: str, how: str) -> Goal:
        sight = self._sight(viewer)
        aim = sight.found(SET, goal_id)
        if viewer.person_id != aim.person:
            raise sight.not_found(SET, goal_id)
        if how == "share":
            _require_person(sight.view, with_id)
        self.audit.record(viewer, f"{how} goal", object_kind="goal", object_id=goal_id)
        if with_id != aim.person:
            ids = {"id": goal_id, "person": aim.person, "known_to": with_id}
            self.store.write(Statement(f"write/goal_{how}", ids))
        after = aim_of(self.store, goal_id)
        if after is None:  # dropped meanwhile
            raise ActNotFound("goal", goal_id)
        return sight.told(after)


def _parameters(aim: Aim) -> dict[str, object]:
    found = aim._asdict()
    return {**found, "day": found.pop("on"), "shared_with": list(aim.shared_with)}


def _require_words(view: View, kind: str, text: str, unit: str | None) -> None:
    problems = []
    if kind not in GOAL_KINDS:
        problems.append({"parameter": "kind", "expected": f"one of {', '.join(GOAL_KINDS)}"})
    if not 0 < len(text) <= MOST_LETTERS:
        problems.append({"parameter": "text", "expected": f"1 to {MOST_LETTERS} letters"})
    if unit and unit not in view.people.units.ids:
        problems.append({"parameter": "unit", "expected": "the id of a unit"})
    if problems:
        raise BadRequest(problems)


def _require_person(view: View, person_id: str | None) -> None:
    if person_id and row_of(view.people, person_id) is None:
        raise PersonNotFound(person_id)
