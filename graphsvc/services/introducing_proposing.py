"""How does an introduction begin?"""

from dataclasses import dataclass

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import CONNECTOR, INTRODUCEE
from graphsvc.errors import MoveRefused
from graphsvc.services.answers_introducing import IntroductionAct
from graphsvc.services.introducing_before import ASKED, PROPOSE, Before
from graphsvc.services.introducing_ground import TRIES, require_id
from graphsvc.services.introducing_proposals import require_load, require_open
from graphsvc.services.introducing_writes import proposed
from graphsvc.services.introduction_acts import Act, act_of, acts_of


@dataclass(frozen=True)
class Proposing(Before):
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
            BadRequest: the connector is nobody she knows, no way through others was found, or
                *introduction_id* is none that may be chosen.
            MoveRefused: the two cannot be proposed to each other now, or the introducee is not
                suggested to her at all, for the reason that ``why_not`` tells.
            LimitReached: connector or introducee were asked as often as they may be.
        """
        require_id(introduction_id)
        sight = self._sight(viewer)
        row = self.policy.find(viewer, PROPOSE, view=sight.view, person_id=mentee_id)
        with self._refusals(viewer, PROPOSE, introduction_id or ""):
            found = self._trio(sight, row, introducee, connector)
            act = self._proposal(sight, found, introduction_id)
            for attempt in range(TRIES):
                there = act_of(self.store, act.id) if introduction_id or attempt else None
                if there is not None:
                    return sight.told(_same(there, act))
                named = {role: acts_of(self.store, act.party(role)) for role in ASKED}
                again = require_open(named[INTRODUCEE], found, viewer, self._today())
                if again is not None:
                    return sight.told(again)
                for role in ASKED:
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
