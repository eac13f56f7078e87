"""How does an introduction under way read to a party, and whom does she see by name?"""

from dataclasses import dataclass, replace

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import (
    CONNECTOR,
    INTRODUCEE,
    MENTEE,
    PARTIES,
    Visible,
    open_moves,
    visible,
)
from graphsvc.errors import ActNotFound
from graphsvc.services import drafts
from graphsvc.services.answers import Named
from graphsvc.services.answers_introducing import IntroductionAct, TimelineEntry
from graphsvc.services.introducing_texts import (
    MOVE_TEXTS,
    READERS,
    status_text,
    step_to_draft,
)
from graphsvc.services.introduction_acts import Act, act_of, acting, open_until
from graphsvc.services.people import entry
from graphsvc.services.wording import named
from graphsvc.snapshot.view import View, row_of
from graphsvc.store.base import Store

TAKE_PART = "answer introductions"


@dataclass(frozen=True)
class Sight:
    """Introductions as one viewer sees them on the view of today.

    ``reserved`` are the ids of people who are named as a connector only after they agreed;
    ``days`` how long nobody may move before the clock ends one.
    """

    policy: Policy
    audit: Audit
    store: Store
    viewer: Viewer
    view: View
    days: int
    reserved: frozenset[str] = frozenset()

    def roles(self, act: Act) -> frozenset[str]:
        return act.roles_of(acting(self.viewer))

    def visible(self, act: Act) -> Visible | None:
        """What the viewer may see of it; None where not even that there is one."""
        return visible(act.history, self.roles(act))

    def found(self, introduction_id: str) -> Act:
        """The introduction of that id, if the viewer may know of it.

        Raises:
            ActNotFound: there is none, or it has not come to the viewer; both read alike.
        """
        act = act_of(self.store, introduction_id)
        if act is None or self.visible(act) is None:
            error = ActNotFound("introduction", introduction_id)
            raise self.audit.refused(
                self.viewer,
                TAKE_PART,
                error,
                object_kind="introduction",
                object_id=introduction_id,
            )
        return act

    def told(self, act: Act) -> IntroductionAct:
        """*act* as the viewer may see it; only of what :meth:`visible` allows at all."""
        seen, roles = self._seen(act), self.roles(act)
        parties = self.parties(act)
        labels = {role: one.label if one else "someone" for role, one in parties.items()}
        history = act.history
        return IntroductionAct(
            id=act.id,
            my_roles=tuple(role for role in PARTIES if role in roles),
            **parties,
            status=seen.status,
            text=status_text(seen.status, act.state, labels),
            moves_open=open_moves(act.state, roles),
            may_draft=step_to_draft(seen.status, roles) is not None,
            timeline=tuple(
                TimelineEntry(one.state, one.on, MOVE_TEXTS[one.state])
                for one in (history[at] for at in seen.moves)
            ),
            outcome=act.outcome if seen.status == "met" and roles & {MENTEE, INTRODUCEE} else "",
            open_until=open_until(act, self.days),
        )

    def parties(self, act: Act) -> dict[str, Named | None]:
        """Everybody in it by role: by name where consents or acquaintance allow it."""
        allowed, naming = self._seen(act).named, self._naming(act)
        return {role: self._party(act, role, allowed, naming) for role in PARTIES}

    def draft(self, act: Act, language: str) -> tuple[str, str] | None:
        """The step to write now and a text for it; None where there is nothing to write.

        It names only whom writer and readers both may see.
        """
        roles = self.roles(act)
        step = step_to_draft(self._seen(act).status, roles)
        if step is None:
            return None
        mine = self.parties(act)
        sights = [mine, *(self._as_reader(act, role) for role in READERS[step])]
        greeted = [one for one in (mine[role] for role in READERS[step]) if one and one.id]
        return step, drafts.draft(
            step,
            language,
            to=[one.label for one in greeted],
            parties={role: _least([one[role] for one in sights]) for role in PARTIES},
            connects=CONNECTOR in roles,
        )

    def _as_reader(self, act: Act, role: str) -> dict[str, Named | None]:
        """The parties as who has *role* sees them, or will see them once she is asked."""
        person = act.party(role)
        reader = replace(self, viewer=Viewer(person, person or None))
        seen, naming = reader.visible(act), reader._naming(act)
        allowed = seen.named if seen else frozenset({MENTEE, CONNECTOR, INTRODUCEE})
        return {role: reader._party(act, role, allowed, naming) for role in PARTIES}

    def _seen(self, act: Act) -> Visible:
        seen = self.visible(act)
        if seen is None:
            raise ActNotFound("introduction", act.id)
        return seen

    def _naming(self, act: Act) -> Naming:
        return self.policy.naming(
            self.viewer, self.view, about=row_of(self.view.people, act.mentee)
        )

    def _party(self, act: Act, role: str, allowed: frozenset[str], naming: Naming) -> Named | None:
        row = row_of(self.view.people, act.party(role))
        if row is None:
            return None
        if role in allowed:
            return entry(self.view, row)
        hidden = self.reserved - {self.viewer.person_id or ""} if role == CONNECTOR else frozenset()
        if self.view.people.ids[row] in hidden:
            return Named(None, naming.unnamed(row))
        return named(naming, row)


def _least(sights: list[Named | None]) -> str:
    """What somebody is called where all of *sights* look on; '' where there is nobody."""
    there = [one for one in sights if one]
    return next((one.label for one in there if not one.id), there[0].label if there else "")
