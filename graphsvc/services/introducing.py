"""How does an introduction begin, who moves it on, and who learns what of it?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import (
    CONNECTOR,
    FINAL,
    INTRODUCEE,
    MEET,
    MOVES,
    Step,
    first_moves,
    made_before,
    step,
)
from graphsvc.errors import BadRequest, GraphServiceError, LimitReached, MoveRefused
from graphsvc.services import drafts
from graphsvc.services.answers_introducing import (
    AskedLately,
    BeforeAsking,
    Draft,
    Expired,
    IntroductionAct,
    IntroductionActs,
)
from graphsvc.services.introducing_proposals import (
    Limits,
    Trio,
    load,
    require_load,
    require_open,
    trio,
)
from graphsvc.services.introducing_sight import TAKE_PART, Sight
from graphsvc.services.introducing_texts import NONE, NOT_OPEN
from graphsvc.services.introducing_writes import moved, proposed
from graphsvc.services.introduction_acts import (
    Act,
    act_of,
    acting,
    acts_of,
    acts_silent,
    acts_with,
    open_until,
)
from graphsvc.services.introduction_exclusions import Today, nobody_kept_out
from graphsvc.services.limits import require_within
from graphsvc.services.people import entry
from graphsvc.services.views import Views
from graphsvc.services.wording import basis
from graphsvc.snapshot.view import View
from graphsvc.store.base import Store

PROPOSE, EXPIRE = "introduce", "expire introductions"
MOST = 200
MOST_LETTERS = 200  # of an outcome and of an id
TRIES = 5  # after another write came between


def _as_given(viewer: Viewer, mentee_id: str, text: str) -> str:
    return text


@dataclass(frozen=True)
class IntroducingService:
    """Introductions, live from the store; each move belongs to one party and is made once.

    ``kept_out`` tells who is not suggested to anybody on a day, ``reserved`` gives the ids of
    people who are named as a connector only after they agreed; ``fresh_id`` an id no
    introduction has; ``resolve`` the id of a person from what a viewer may know her by.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    fresh_id: Callable[[], str]
    kept_out: Callable[[View, date], Today] = nobody_kept_out
    limits: Limits = field(default_factory=Limits)
    resolve: Callable[[Viewer, str, str], str] = _as_given
    reserved: Callable[[], frozenset[str]] = frozenset

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
        _require_language(language)
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

    def draft(self, viewer: Viewer, introduction_id: str, *, language: str = "en") -> Draft:
        """A text to start from for what the viewer may want to write next; kept nowhere.

        Raises:
            Forbidden, ActNotFound: as move.
            MoveRefused: there is nothing to write now.
            BadRequest: no such language.
        """
        _require_language(language)
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

    def _today(self) -> date:
        return self.audit.clock().date()

    def _sight(self, viewer: Viewer) -> Sight:
        view, reserved = self.snapshots.at(None), self.reserved()
        days = self.limits.days
        return Sight(self.policy, self.audit, self.store, viewer, view, days, reserved)

    def _taking_part(self, viewer: Viewer) -> Sight:
        sight = self._sight(viewer)
        self.policy.require(viewer, TAKE_PART, view=sight.view)
        return sight

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

    def _load(self, acts: tuple[Act, ...], role: str, act: Act) -> int:
        return load(acts, role, act.party(role), self._today(), without=act.id)

    def _asked(
        self, sight: Sight, row: int, parties: dict, loads: dict[str, int], role: str
    ) -> AskedLately:
        return AskedLately(
            parties[role] or entry(sight.view, row), loads[role], self.limits.of(role)
        )

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

    def _record(self, viewer: Viewer, action: str, introduction_id: str, **details: str) -> None:
        self.audit.record(
            viewer,
            action,
            object_kind="introduction",
            object_id=introduction_id,
            details=details,
        )

    @contextmanager
    def _refusals(self, viewer: Viewer, action: str, introduction_id: str) -> Iterator[None]:
        """Record what is refused inside; what the policy refuses it records itself."""
        try:
            yield
        except GraphServiceError as error:
            self.audit.refused(
                viewer, action, error, object_kind="introduction", object_id=introduction_id
            )
            raise


_ASKED = (CONNECTOR, INTRODUCEE)


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


def _require_language(language: str) -> None:
    if language not in drafts.LANGUAGES:
        expected = f"one of {', '.join(drafts.LANGUAGES)}"
        raise BadRequest([{"parameter": "language", "expected": expected}])


def _require_move(move: str, outcome: str) -> None:
    problems = []
    if move not in MOVES:
        problems.append({"parameter": "move", "expected": f"one of {', '.join(MOVES)}"})
    if outcome and (move != MEET or len(outcome) > MOST_LETTERS):
        expected = f"at most {MOST_LETTERS} letters, and only where the two met"
        problems.append({"parameter": "outcome", "expected": expected})
    if problems:
        raise BadRequest(problems)
