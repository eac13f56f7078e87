"""How does an introduction begin, and what is said before anybody is asked?"""

from dataclasses import dataclass

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import CONNECTOR, INTRODUCEE, first_moves
from graphsvc.errors import BadRequest, LimitReached, MoveRefused
from graphsvc.services.answers_introducing import AskedLately, BeforeAsking, IntroductionAct
from graphsvc.services.introducing_ground import MOST_LETTERS, TRIES, Ground, require_language
from graphsvc.services.introducing_proposals import Trio, require_load, require_open, trio
from graphsvc.services.introducing_sight import Sight
from graphsvc.services.introducing_writes import proposed
from graphsvc.services.introduction_acts import Act, act_of, acting, acts_of
from graphsvc.services.people import entry
from graphsvc.services.wording import basis

PROPOSE = "introduce"
_ASKED = (CONNECTOR, INTRODUCEE)


@dataclass(frozen=True)
class Proposing(Ground):
    """Proposes introductions; the same proposal again is the same introduction."""

    def propose(
        self,
        viewer: Viewer,
        mentee_id: str,
        *,
        introducee: str,
        connector: str | None = None,
        introduction_id: str | None = None,
    ) -> IntroductionAct:
        """Propose that the mentee meet *introducee* through *connector*; nobody is asked but her.

        Where she proposes it herself, the connector is asked at once. The same again is the same
        introduction. Without a connector it is the first person on the warmest way.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not for her; or nobody is known to
                her as *introducee*.
            BadRequest: the connector is nobody she knows, or no way through others was found.
            MoveRefused: the two cannot be proposed to each other now, or the introducee is not
                suggested to her at all, for the reason that ``why_not`` tells.
            LimitReached: connector or introducee were asked as often as they may be.
        """
        sight = self._sight(viewer)
        row = self.policy.find(viewer, PROPOSE, view=sight.view, person_id=mentee_id)
        with self._refusals(viewer, PROPOSE, introduction_id or ""):
            found = self._trio(sight, row, introducee, connector)
            act = self._proposal(sight, found, introduction_id)
            for attempt in range(TRIES):
                there = act_of(self.store, act.id) if introduction_id or attempt else None
                if there is not None:
                    return sight.told(_same(there, act))
                named = {role: acts_of(self.store, act.party(role)) for role in _ASKED}
                again = require_open(named[INTRODUCEE], found, viewer, self._today())
                if again is not None:
                    return sight.told(again)
                for role in _ASKED:
                    require_load(self._load(named[role], role, act), role, self.limits)
                self._record(viewer, PROPOSE, act.id)
                if proposed(
                    self.store,
                    act,
                    connector_named=_naming(named[CONNECTOR], CONNECTOR, act),
                    introducee_named=_naming(named[INTRODUCEE], INTRODUCEE, act),
                ):
                    return sight.told(act)
            raise MoveRefused("Others are proposing the same people right now: try again.")

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
        act = self._proposal(sight, found, "")
        named = {role: acts_of(self.store, act.party(role)) for role in _ASKED}
        loads = {role: self._load(named[role], role, act) for role in _ASKED}
        why_not = ""
        try:
            require_open(named[INTRODUCEE], found, viewer, self._today())
            for role in _ASKED:
                require_load(loads[role], role, self.limits)
        except (MoveRefused, LimitReached) as refused:
            why_not = str(refused)
        parties, drafted = sight.parties(act), sight.draft(act, language)
        return BeforeAsking(
            basis=basis(sight.view),
            mentee=parties["mentee"] or entry(sight.view, row),
            connector=self._asked(sight, found.connector, parties, loads, CONNECTOR),
            introducee=self._asked(sight, found.introducee, parties, loads, INTRODUCEE),
            may_propose=not why_not,
            text=why_not or sight.told(act).text,
            draft=drafted[1] if drafted else "",
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
        self, sight: Sight, row: int, parties: dict, loads: dict[str, int], role: str
    ) -> AskedLately:
        return AskedLately(
            parties[role] or entry(sight.view, row), loads[role], self.limits.of(role)
        )


def _naming(acts: tuple[Act, ...], role: str, act: Act) -> int:
    return sum(one.party(role) == act.party(role) for one in acts)


def _same(there: Act, act: Act) -> Act:
    """The introduction with the id of *act*, if it is the same that was proposed.

    Raises:
        MoveRefused: something else has the id.
    """
    if there[1:6] != act[1:6]:
        raise MoveRefused("Another introduction has this id.")
    return there
