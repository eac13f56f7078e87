"""Who moves an introduction on, and who learns what of it?"""

from dataclasses import dataclass

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import (
    CONNECTOR,
    FINAL,
    INTRODUCEE,
    MEET,
    MOVES,
    Step,
    made_before,
    step,
)
from graphsvc.errors import BadRequest, MoveRefused
from graphsvc.services.answers_introducing import (
    Draft,
    Expired,
    IntroductionAct,
    IntroductionActs,
)
from graphsvc.services.introducing_before import PROPOSE
from graphsvc.services.introducing_ground import MOST_LETTERS, TRIES, require_language
from graphsvc.services.introducing_proposals import require_load
from graphsvc.services.introducing_proposing import Proposing
from graphsvc.services.introducing_sight import TAKE_PART, Sight
from graphsvc.services.introducing_texts import NONE, NOT_OPEN
from graphsvc.services.introducing_writes import moved
from graphsvc.services.introduction_acts import (
    Act,
    acting,
    acts_of,
    acts_silent,
    acts_with,
    open_until,
)
from graphsvc.services.limits import require_within
from graphsvc.services.wording import basis

EXPIRE = "expire introductions"
MOST = 200


@dataclass(frozen=True)
class IntroducingService(Proposing):
    """Introductions, live from the store; each move belongs to one party and is made once."""

    def move(
        self, viewer: Viewer, introduction_id: str, move: str, *, outcome: str = ""
    ) -> IntroductionAct:
        """Make a move that belongs to the viewer; the same again is the same.

        Raises:
            Forbidden, ActNotFound: the viewer takes part in none, or not in this one.
            BadRequest: no such move, or an outcome that is too long or of no meeting.
            MoveRefused: the move is not hers, or not open now.
            LimitReached: whoever would be asked by it was asked as often as she may be.
        """
        outcome = " ".join(outcome.split())
        _require_move(move, outcome)
        sight = self._sight(viewer)
        self.policy.require(viewer, TAKE_PART, view=sight.view)
        act = sight.found(introduction_id)
        with self._refusals(viewer, TAKE_PART, introduction_id):
            for _ in range(TRIES):
                next_ = self._next(sight, act, move, outcome)
                if next_ is None:
                    return sight.told(act)
                self._require_askable(act, next_)
                self._record(viewer, TAKE_PART, act.id, move=move)
                moved(
                    self.store,
                    act,
                    next_.state,
                    day=self._today(),
                    by=acting(viewer),
                    outcome=outcome,
                )
                # Read again in either case: whoever came first may have left this move open, and
                # to refuse it would tell that somebody moved whose move is not for her to see.
                act = sight.found(introduction_id)
            raise MoveRefused(NOT_OPEN)

    def get(self, viewer: Viewer, introduction_id: str) -> IntroductionAct:
        """One introduction that the viewer knows of.

        Raises:
            Forbidden, ActNotFound: as move.
        """
        sight = self._taking_part(viewer)
        found = sight.found(introduction_id)
        self._record(viewer, TAKE_PART, introduction_id)
        return sight.told(found)

    def mine(self, viewer: Viewer, *, limit: int = 50) -> IntroductionActs:
        """The introductions in which the viewer has a part and knows of it.

        Raises:
            Forbidden: the viewer takes part in none.
            BadRequest: a limit out of range.
        """
        require_within("limit", limit, MOST)
        sight = self._taking_part(viewer)
        self._record(viewer, TAKE_PART, "")
        return self._list(sight, acts_with(self.store, viewer), limit)

    def about(self, viewer: Viewer, mentee_id: str, *, limit: int = 50) -> IntroductionActs:
        """Those for one mentee in which the viewer has a part; what others propose is not hers.

        Raises:
            Forbidden, PersonNotFound: the viewer may not introduce, or not her.
        """
        require_within("limit", limit, MOST)
        sight = self._sight(viewer)
        self.policy.find(viewer, PROPOSE, view=sight.view, person_id=mentee_id)
        self.audit.record(viewer, PROPOSE, object_kind="person", object_id=mentee_id)
        acts = acts_with(self.store, viewer)
        return self._list(sight, tuple(one for one in acts if one.mentee == mentee_id), limit)

    def draft(self, viewer: Viewer, introduction_id: str, *, language: str = "en") -> Draft:
        """A text to start from for what the viewer may want to write next; kept nowhere.

        Raises:
            Forbidden, ActNotFound: as move.
            MoveRefused: there is nothing to write now.
            BadRequest: no such language.
        """
        require_language(language)
        sight = self._taking_part(viewer)
        act = sight.found(introduction_id)
        with self._refusals(viewer, TAKE_PART, introduction_id):
            drafted = sight.draft(act, language)
            if drafted is None:
                raise MoveRefused("There is nothing to write for you in this introduction now.")
        self._record(viewer, TAKE_PART, introduction_id)
        return Draft(drafted[0], language, drafted[1])

    def expire(self, viewer: Viewer) -> Expired:
        """End the introductions begun here in which nobody moved for too long.

        Safe to call at any time.

        Raises:
            Forbidden: only whoever operates the service, and the service itself, may.
        """
        self.policy.require(viewer, EXPIRE)
        today, ended = self._today(), 0
        for act in acts_silent(self.store, today, FINAL):
            until = open_until(act, self.limits.days)
            if until is not None and until <= today:
                self._record(viewer, EXPIRE, act.id)
                ended += moved(self.store, act, "expired", day=today)
        return Expired(ended)

    def _next(self, sight: Sight, act: Act, move: str, outcome: str) -> Step | None:
        """What *move* leads to; None where the viewer has made it already."""
        roles, history = sight.roles(act), act.history
        made = made_before(history, roles, move)
        if made is not None and (not outcome or outcome == act.outcome):
            return None
        found = None if made is not None else step(act.state, roles, move)
        if found is None:
            raise MoveRefused(NOT_OPEN)
        return found

    def _require_askable(self, act: Act, next_: Step) -> None:
        role = {"mentee_agreed": CONNECTOR, "connector_agreed": INTRODUCEE}.get(next_.state)
        if role is not None and act.party(role):
            acts = acts_of(self.store, act.party(role))
            require_load(self._load(acts, role, act), role, self.limits)

    def _list(self, sight: Sight, acts: tuple[Act, ...], limit: int) -> IntroductionActs:
        known = [one for one in acts if sight.visible(one) is not None]
        # By the day it began: the day of the last move may be of one nobody is to see.
        known.sort(key=lambda one: (one.states_on[0], one.id), reverse=True)
        told = [sight.told(one) for one in known]
        told.sort(key=lambda one: one.status != "asked")
        return IntroductionActs(
            basis=basis(sight.view),
            items=tuple(told[:limit]),
            truncated=len(told) > limit,
            none_because="" if told else NONE,
        )


def _require_move(move: str, outcome: str) -> None:
    problems = []
    if move not in MOVES:
        problems.append({"parameter": "move", "expected": f"one of {', '.join(MOVES)}"})
    if outcome and (move != MEET or len(outcome) > MOST_LETTERS):
        expected = f"at most {MOST_LETTERS} letters, and only where the two met"
        problems.append({"parameter": "outcome", "expected": expected})
    if problems:
        raise BadRequest(problems)
