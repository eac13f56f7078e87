"""What did two people promise each other, and what do both say became of it?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.promise_moves import Move, Promised, refusal, said_before
from graphsvc.errors import ActNotFound, BadRequest, LimitReached, MoveRefused
from graphsvc.model import PROMISE_MOVES
from graphsvc.services.answers_promises import Promise, Promises, PromisesBetween
from graphsvc.services.follow_through import rate, usual
from graphsvc.services.people import entry_of
from graphsvc.services.promise_facts import Fact, fact_of, made_by, made_to, making, moving
from graphsvc.services.promise_words import follow_through, told
from graphsvc.services.views import Views
from graphsvc.services.wording import basis
from graphsvc.store.base import Statement, Store

KEEP, FORGET = "keep promises", "forget promises"
MOST_LETTERS = 300
MOST_DAYS = 3_653  # until a promise is due: ten years
MOST_OPEN = 100  # of one person
MONTHS_KEPT = 24
TRIES = 5  # where the other side speaks at the same moment


@dataclass(frozen=True)
class PromiseService:
    """Promises, live from the store; seen by the two people of each, and by nobody else.

    ``keyed`` makes an id of what a promise says.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    keyed: Callable[..., str]

    def make(
        self,
        viewer: Viewer,
        to_id: str,
        text: str,
        due_on: date,
        size: int = 1,
        *,
        key: str | None = None,
    ) -> Promise:
        """Record what the viewer promises somebody; the same again on one day is the same.

        With a *key* of the viewer's choice, everything said under it is the first promise.

        Raises:
            Forbidden, PersonNotFound: the viewer is none of the people, or nobody has the id.
            BadRequest: a text that is empty or too long, a size or a date that is none.
            LimitReached: as many promises of the viewer are open as may be.
        """
        view, today, text = self.snapshots.at(None), self._today(), " ".join(text.split())
        self.policy.find(viewer, KEEP, view=view, person_id=to_id)
        maker = viewer.person_id or ""
        _require_words(maker, to_id, text, due_on, size, today)
        said = (text, due_on.isoformat(), today.isoformat()) if key is None else ("key", key)
        promise_id = self.keyed("promise", maker, to_id, *said)
        self.audit.record(viewer, "make promise", object_kind="promise", object_id=promise_id)
        found = fact_of(self.store, promise_id)
        if found is None:
            self._require_room(maker, today)
            promise = Promised(maker, to_id, due_on, (Move("made", today, maker),))
            self.store.write(making(Fact(promise_id, text, size, today, promise)))
            found = fact_of(self.store, promise_id)
        return told(view, viewer, _there(found, promise_id), today)

    def move(
        self, viewer: Viewer, promise_id: str, state: str, due_on: date | None = None
    ) -> Promise:
        """Say how a promise ended, name a new date, or dispute; the same again changes nothing.

        Raises:
            Forbidden, ActNotFound: the viewer is none of its two people.
            BadRequest: no such move, or a new date that is missing or not asked for.
            MoveRefused: it has ended, or it is too early or too late to say so.
        """
        _require_move(state, due_on, self._today())
        found = self._found(viewer, promise_id)
        self.audit.record(viewer, "move promise", object_kind="promise", object_id=promise_id)
        move = Move(state, self._today(), viewer.person_id or "", due_on)
        for _ in range(TRIES):
            if self._holds(found, move):
                return told(self.snapshots.at(None), viewer, found, self._today())
            self.store.write(moving(found, move))
            # Whether it was written, or the other side was faster, shows in what is there now.
            found = _there(fact_of(self.store, promise_id), promise_id)
        raise MoveRefused("The other side is speaking at the same time: try again.")

    def one(self, viewer: Viewer, promise_id: str) -> Promise:
        """One promise of the viewer's, made or received.

        Raises:
            Forbidden, ActNotFound: as move.
        """
        found = self._found(viewer, promise_id)
        self.audit.record(viewer, KEEP, object_kind="promise", object_id=promise_id)
        return told(self.snapshots.at(None), viewer, found, self._today())

    def mine(self, viewer: Viewer) -> Promises:
        """All that the viewer promised and was promised; what is open comes first.

        Raises:
            Forbidden: the viewer is none of the people.
        """
        view = self.snapshots.at(None)
        self.policy.require(viewer, KEEP, view=view)
        self.audit.record(viewer, KEEP)
        own = viewer.person_id or ""
        found = [*made_by(self.store, own), *made_to(self.store, own)]
        items = self._list(viewer, found)
        return Promises(basis(view), items, "" if items else "You have no promises, either way.")

    def between(self, viewer: Viewer, other_id: str) -> PromisesBetween:
        """What the viewer and somebody else promised each other, and how it ended.

        Raises:
            Forbidden, PersonNotFound: the viewer is none of the people, or nobody has the id.
        """
        view, today = self.snapshots.at(None), self._today()
        self.policy.find(viewer, KEEP, view=view, person_id=other_id)
        self.audit.record(viewer, KEEP, object_kind="person", object_id=other_id)
        own, everybody = viewer.person_id or "", usual(self.store)
        mine, theirs = made_by(self.store, own), made_by(self.store, other_id)
        between = [one for one in (*mine, *theirs) if one.has(own) and one.has(other_id)]
        items = self._list(viewer, between)
        return PromisesBetween(
            basis(view),
            entry_of(view, other_id),
            items,
            follow_through(view, own, rate(mine, own, other_id, today, everybody)),
            follow_through(view, other_id, rate(theirs, other_id, own, today, everybody)),
            "" if items else "You have promised each other nothing yet.",
        )

    def forget_old(self, viewer: Viewer) -> int:
        """Remove promises that were due 24 months ago, and how they ended; how many there were.

        Raises:
            Forbidden: the viewer does not operate the service.
        """
        self.policy.require(viewer, FORGET)
        before, removed = _months_before(self._today(), MONTHS_KEPT), 0
        while ids := [row["id"] for row in self.store.rows("read/promises_old", before=before)]:
            self.audit.record(viewer, FORGET, details={"promises": len(ids)})
            self.store.write(Statement("write/promises_forget", {"ids": ids, "before": before}))
            removed += len(ids)
        return removed

    def _today(self) -> date:
        return self.audit.clock().date()

    def _found(self, viewer: Viewer, promise_id: str) -> Fact:
        self.policy.require(viewer, KEEP, view=self.snapshots.at(None))
        found = fact_of(self.store, promise_id)
        if found is None or not found.has(viewer.person_id):
            # Missing and foreign promises are refused, and recorded, alike.
            error = ActNotFound("promise", promise_id)
            raise self.audit.refused(
                viewer, KEEP, error, object_kind="promise", object_id=promise_id
            )
        return found

    def _holds(self, found: Fact, move: Move) -> bool:
        """Whether *move* was said already; raises where it may not be."""
        if said_before(found.promise, move, self._today()):
            return True
        refused = refusal(found.promise, move, self._today())
        if refused:
            raise MoveRefused(refused)
        return False

    def _list(self, viewer: Viewer, found: Iterable[Fact]) -> tuple[Promise, ...]:
        view, today = self.snapshots.at(None), self._today()
        items = [told(view, viewer, one, today) for one in found]
        ended = {"kept", "late", "missed", "excused"}
        return tuple(sorted(items, key=lambda one: (one.status in ended, one.due_on, one.id)))

    def _require_room(self, maker: str, today: date) -> None:
        still_open = [one for one in made_by(self.store, maker) if not one.on(today).outcome]
        if len(still_open) >= MOST_OPEN:
            raise LimitReached(f"{MOST_OPEN} promises of yours are open: say how one ended first.")


def _there(found: Fact | None, promise_id: str) -> Fact:
    if found is None:  # forgotten meanwhile
        raise ActNotFound("promise", promise_id)
    return found


def _require_words(maker: str, to_id: str, text: str, due_on: date, size: int, today: date) -> None:
    problems = []
    if to_id == maker:
        problems.append({"parameter": "to", "expected": "somebody else"})
    if not 0 < len(text) <= MOST_LETTERS:
        problems.append({"parameter": "text", "expected": f"1 to {MOST_LETTERS} letters"})
    if size not in (1, 2, 3):
        problems.append({"parameter": "size", "expected": "1, 2 or 3"})
    if due_on < today:
        problems.append({"parameter": "due_on", "expected": "today or a later day"})
    problems += _too_late(due_on, today)
    if problems:
        raise BadRequest(problems)


def _too_late(due_on: date | None, today: date) -> list[dict[str, str]]:
    if due_on is None or (due_on - today).days <= MOST_DAYS:
        return []
    return [{"parameter": "due_on", "expected": f"at most {MOST_DAYS} days from now"}]


def _require_move(state: str, due_on: date | None, today: date) -> None:
    problems = []
    moves = PROMISE_MOVES[1:]
    if state not in moves:
        problems.append({"parameter": "state", "expected": f"one of {', '.join(moves)}"})
    if (state == "renegotiated") != (due_on is not None):
        problems.append(
            {"parameter": "due_on", "expected": "the new date, where one is negotiated, and only"}
        )
    problems += _too_late(due_on, today)
    if problems:
        raise BadRequest(problems)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    # The 31st of a month without one: its 28th, which every month has.
    return date(year, month + 1, min(day.day, 28))
