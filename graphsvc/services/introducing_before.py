"""What is known before anybody is asked: who they are, how often they were asked, and what next?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import CONNECTOR, INTRODUCEE, first_moves
from graphsvc.errors import BadRequest, Forbidden, LimitReached, MoveRefused, PersonNotFound
from graphsvc.services.answers import Named
from graphsvc.services.answers_introducing import AskedLately, BeforeAsking
from graphsvc.services.introducing_ground import MOST_LETTERS, Ground, require_language
from graphsvc.services.introducing_proposals import Trio, require_load, require_open, trio
from graphsvc.services.introducing_sight import Sight
from graphsvc.services.introduction_acts import Act, acting, acts_of
from graphsvc.services.people import entry
from graphsvc.services.wording import basis
from graphsvc.snapshot.view import row_of

PROPOSE = "introduce"
ASKED = (CONNECTOR, INTRODUCEE)


class Ask(NamedTuple):
    """Whom somebody could meet, and who could introduce them, whoever is best asked first."""

    introducee: str
    connectors: Sequence[str | None]  # None: the first on the warmest way


@dataclass(frozen=True)
class Before(Ground):
    """Tells what to know before an introduction is proposed; writes nothing."""

    def before_asking(
        self,
        viewer: Viewer,
        mentee_id: str,
        *,
        introducee: str,
        connector: str | None = None,
        language: str = "en",
    ) -> BeforeAsking:
        """How often both were asked lately, whether one more may be, and a text to begin with.

        Raises:
            Forbidden, PersonNotFound, BadRequest, MoveRefused: as propose, but for what is in the
                answer: that it is open already, or that a limit is reached.
            BadRequest: also no such language.
        """
        require_language(language)
        sight = self._sight(viewer)
        row = self.policy.find(viewer, PROPOSE, view=sight.view, person_id=mentee_id)
        with self._refusals(viewer, PROPOSE, ""):
            found = self._trio(sight, row, introducee, connector)
        self.audit.record(viewer, PROPOSE, object_kind="person", object_id=mentee_id)
        return self._before(sight, found, language)

    def before_each(
        self, viewer: Viewer, mentee_id: str, asks: Sequence[Ask]
    ) -> tuple[BeforeAsking | None, ...]:
        """The same for several at once, in their order and without the texts.

        Of each it is told about the first connector through whom it may be proposed, else about
        the first of those who could introduce them at all; None where nobody could.

        Raises:
            Forbidden, PersonNotFound: the viewer may not introduce, or not her.
        """
        sight = self._sight(viewer)
        row = self.policy.find(viewer, PROPOSE, view=sight.view, person_id=mentee_id)
        self.audit.record(viewer, PROPOSE, object_kind="person", object_id=mentee_id)
        return tuple(self._best(sight, row, one) for one in asks)

    def _best(self, sight: Sight, row: int, ask: Ask) -> BeforeAsking | None:
        first: BeforeAsking | None = None
        for connector in ask.connectors:
            try:
                found = self._trio(sight, row, ask.introducee, connector)
            except (BadRequest, Forbidden, MoveRefused, PersonNotFound):
                continue  # nobody asked for this one: what would be refused is not offered
            before = self._before(sight, found, None)
            if before.may_propose:
                return before
            first = first or before
        return first

    def _before(self, sight: Sight, found: Trio, language: str | None) -> BeforeAsking:
        act = self._proposal(sight, found, "")
        named = {role: acts_of(self.store, act.party(role)) for role in ASKED}
        loads = {role: self._load(named[role], role, act) for role in ASKED}
        why_not = ""
        try:
            require_open(named[INTRODUCEE], found, sight.viewer, self._today())
            for role in ASKED:
                require_load(loads[role], role, self.limits)
        except (MoveRefused, LimitReached) as refused:
            why_not = str(refused)
        parties = sight.parties(act)
        drafted = sight.draft(act, language) if language else None
        return BeforeAsking(
            basis=basis(sight.view),
            mentee=parties["mentee"] or entry(sight.view, found.mentee),
            connector=self._asked(sight, found.connector, parties, loads, CONNECTOR),
            introducee=self._asked(sight, found.introducee, parties, loads, INTRODUCEE),
            may_propose=not why_not,
            text=why_not or sight.told(act).text,
            draft=drafted[1] if drafted else "",
            you_know=_knows(sight, found),
        )

    def _trio(self, sight: Sight, mentee: int, introducee: str, connector: str | None) -> Trio:
        mentee_id = sight.view.people.ids[mentee]
        return trio(
            sight.view,
            sight.viewer,
            mentee,
            introducee=introducee,
            connector=connector,
            today=self.kept_out(sight.view, self._today()),
            resolve=lambda text: self.resolve(sight.viewer, mentee_id, text),
        )

    def _proposal(self, sight: Sight, found: Trio, introduction_id: str | None) -> Act:
        if introduction_id is not None and len(introduction_id) > MOST_LETTERS:
            expected = f"at most {MOST_LETTERS} letters"
            raise BadRequest([{"parameter": "introduction_id", "expected": expected}])
        mentee, introducee, connector = found.ids
        by = acting(sight.viewer)
        states = first_moves(by == mentee)
        return Act(
            id=introduction_id if introduction_id is not None else self.fresh_id(),
            mentee=mentee,
            introducee=introducee,
            connector=connector,
            proposer=sight.viewer.person_id or "",
            recorded_by=by,
            states=states,
            states_on=(self._today().isoformat(),) * len(states),
            states_by=(by,) * len(states),
        )

    def _asked(
        self,
        sight: Sight,
        row: int,
        parties: dict[str, Named | None],
        loads: dict[str, int],
        role: str,
    ) -> AskedLately:
        return AskedLately(
            parties[role] or entry(sight.view, row), loads[role], self.limits.of(role)
        )


def _knows(sight: Sight, found: Trio) -> bool:
    """Whether the viewer, where she is not the mentee, has a tie with whom it is about."""
    own = row_of(sight.view.people, sight.viewer.person_id or "")
    if own is None or own == found.mentee:
        return False
    return found.introducee in sight.view.ties.contacts(own)
