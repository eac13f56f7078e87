"""May this viewer do that, about whom, and whom does she see by name?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import local
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from graphsvc.access import roles
from graphsvc.access.audit import Audit
from graphsvc.access.labels import Crowd, within
from graphsvc.access.naming import Naming
from graphsvc.access.viewer import Viewer
from graphsvc.errors import Forbidden, PersonNotFound
from graphsvc.model import day_number
from graphsvc.snapshot.view import Flags, Ints, View, flags_of, row_of

LEAST_ALIKE = 5  # how many people a label without a name must fit


class _Question:
    """What was looked up for one question: the view of today, and who is paired with whom in it."""

    def __init__(self, today: View | None) -> None:
        self.today = today
        self.paired: dict[tuple[View, str | None, str, str], Flags] = {}


class _Asking(local):
    """The question a thread is at, None between two."""

    now: _Question | None = None


class _Seen(NamedTuple):
    """The view of a question, and the view of today that decides about it."""

    view: View
    today: View

    def nobody(self) -> Flags:
        """No row of the question's view."""
        return np.zeros(len(self.view.people.ids), dtype=np.bool_)

    def by_row(self, flags: Flags) -> Flags:
        """*flags* of people today, on the rows of the question's view."""
        if self.today.snapshot == self.view.snapshot:
            # Rows of one snapshot are the same people at every date.
            return flags
        # Whoever was not in the graph yet when the older snapshot was made has no row there.
        rows = np.flatnonzero(flags).tolist()
        return flags_of(self.view.people, (self.today.people.ids[row] for row in rows))


@dataclass(frozen=True)
class Policy:
    """Decides by the table of roles; what it refuses is recorded before it is raised.

    ``current`` gives the view of today: who may see what never depends on the as-of date of the
    question. Without it the view of the question decides, ended mentorings excepted.
    ``pseudonym`` is how somebody without the right to names sees people.
    """

    clock: Callable[[], datetime]
    audit: Audit | None = None
    current: Callable[[], View] | None = None
    pseudonym: Callable[[str], str] | None = None
    least_alike: int = LEAST_ALIKE
    _asking: _Asking = field(default_factory=_Asking, repr=False, compare=False)
    _crowds: "WeakKeyDictionary[View, Crowd]" = field(
        default_factory=WeakKeyDictionary, repr=False, compare=False
    )

    def require(
        self, viewer: Viewer, action: str, *, view: View | None = None, person: int | None = None
    ) -> None:
        """Return if the viewer may do *action* (about the person in row *person* of *view*).

        Raises:
            Forbidden: no role of the viewer may, about anybody (or without naming somebody).
            PersonNotFound: some role may, but not about this person: as if she did not exist.
        """
        self._require(viewer, action, self._seen(view), person)

    def find(self, viewer: Viewer, action: str, *, view: View, person_id: str) -> int:
        """The row of a person the viewer may do *action* about; missing and foreign are one.

        Raises:
            Forbidden, PersonNotFound: as require.
        """
        seen = self._seen(view)
        if not self._rules(viewer, action, seen):
            raise self._forbidden(viewer, action)
        row = row_of(view.people, person_id)
        if row is None:
            raise self._not_found(viewer, action, person_id)
        self._require(viewer, action, seen, row)
        return row

    def reach(self, viewer: Viewer, action: str, view: View) -> Flags:
        """About whom the viewer may do *action*, by row: the mask of every list and count."""
        seen = _Seen(view, self._today(view))
        return self._reach(viewer, self._rules(viewer, action, seen), seen)

    def may(self, viewer: Viewer, action: str, *, view: View | None = None) -> bool:
        """Whether to offer the action at all; nothing is recorded."""
        return bool(self._rules(viewer, action, self._seen(view)))

    def naming(self, viewer: Viewer, view: View, *, about: int | None = None) -> Naming:
        """Whom the viewer sees by name in an answer *about* the person in that row.

        Who may act for somebody else (her mentor, her lead) sees everybody in it by name. The
        viewer herself, and whoever asks about nobody in particular, sees by name those she knows.
        """
        if "people:identify" in viewer.scopes and viewer.has("analyst"):
            return self._named(view, np.ones(len(view.people.ids), dtype=np.bool_), "all")
        own, seen = _row(viewer, view), _Seen(view, self._today(view))
        if about is not None and about != own and self._acts_for(viewer, seen)[about]:
            return self._named(view, np.ones(len(view.people.ids), dtype=np.bool_), "all")
        named = self._led(viewer, seen)
        if own is not None:
            named |= _known_to(own, view)
        if own is None and not viewer.has("lead"):
            return Naming(view, named, self._pseudonym(view), "pseudonyms")
        return self._named(view, named, "known")

    def _require(self, viewer: Viewer, action: str, seen: _Seen | None, person: int | None) -> None:
        found = self._rules(viewer, action, seen)
        if person is None:
            found = [(role, rule) for role, rule in found if rule.lists]
        if not found:
            raise self._forbidden(viewer, action)
        if person is not None and seen is not None and not self._reach(viewer, found, seen)[person]:
            raise self._not_found(viewer, action, seen.view.people.ids[person])

    @contextmanager
    def one_question(self, today: View | None = None) -> Iterator[None]:
        """Decide all that is asked within, in this thread, by the view that is current at the
        first of it, or *today*, if that was looked up already; and find with whom the viewer is
        paired once."""
        before, self._asking.now = self._asking.now, _Question(today)
        try:
            yield
        finally:
            self._asking.now = before

    def _today(self, view: View) -> View:
        """By which view it is decided; looked up once for each thing that is asked."""
        if self.current is None:
            return view
        question = self._asking.now
        if question is None:
            return self.current()
        if question.today is None:
            question.today = self.current()
        return question.today

    def _seen(self, view: View | None) -> _Seen | None:
        return None if view is None else _Seen(view, self._today(view))

    def _rules(
        self, viewer: Viewer, action: str, seen: _Seen | None
    ) -> list[tuple[str, roles.Rule]]:
        table = roles.ACTIONS[action]
        return [
            (role, table[role])
            for role in self._roles(viewer, seen)
            if role in table and (not table[role].scope or table[role].scope in viewer.scopes)
        ]

    def _roles(self, viewer: Viewer, seen: _Seen | None) -> Iterator[str]:
        # Whoever left the graph, and so is not among the people today, left her rights.
        if viewer.person_id is not None and (seen is None or _row(viewer, seen.today) is not None):
            yield "person"
            if seen is None or self._mentees(viewer, seen).any():
                yield "mentor"
        yield from sorted({one.role for one in viewer.grants} & {"lead", "analyst", "operator"})

    def _reach(self, viewer: Viewer, rules: list[tuple[str, roles.Rule]], seen: _Seen) -> Flags:
        reached = seen.nobody()
        for _, rule in rules:
            reached |= self._about(rule.about, viewer, seen)
        return reached

    def _about(self, about: str, viewer: Viewer, seen: _Seen) -> Flags:
        if about == roles.EVERYBODY:
            return ~seen.nobody()
        if about == roles.UNIT:
            return self._led(viewer, seen)
        if about == roles.MENTEES:
            return self._mentees(viewer, seen)
        if about == roles.PAIR:
            return self._mentees(viewer, seen) | self._mentors(viewer, seen)
        found = seen.nobody()
        own = _row(viewer, seen.view)
        if about == roles.SELF and own is not None:
            found[own] = True
        return found

    def _acts_for(self, viewer: Viewer, seen: _Seen) -> Flags:
        return self._led(viewer, seen) | self._mentees(viewer, seen)

    def _led(self, viewer: Viewer, seen: _Seen) -> Flags:
        return seen.by_row(_led(viewer, seen.today))

    def _mentees(self, viewer: Viewer, seen: _Seen) -> Flags:
        return seen.by_row(self._paired(viewer, seen.today, "mentor", "mentee"))

    def _mentors(self, viewer: Viewer, seen: _Seen) -> Flags:
        return seen.by_row(self._paired(viewer, seen.today, "mentee", "mentor"))

    def _paired(self, viewer: Viewer, today: View, mine: str, theirs: str) -> Flags:
        def found() -> Flags:
            ends = (getattr(today.mentorings, end) for end in (mine, theirs))
            return _paired(viewer, today, day_number(self.clock().date()), *ends)

        question, key = self._asking.now, (today, viewer.person_id, mine, theirs)
        if question is None:
            return found()
        if key not in question.paired:
            question.paired[key] = found()
        return question.paired[key]

    def _named(self, view: View, named: Flags, kind: str) -> Naming:
        crowd = self._crowds.get(view)
        if crowd is None:
            crowd = self._crowds[view] = Crowd(view, self.least_alike)
        return Naming(view, named, crowd.label, kind)

    def _pseudonym(self, view: View) -> Callable[[int], str]:
        pseudonym = self.pseudonym
        if pseudonym is None:
            return lambda row: "someone"
        return lambda row: pseudonym(view.people.ids[row])

    def _forbidden(self, viewer: Viewer, action: str) -> Forbidden:
        error = Forbidden(f"You may not {action}.")
        return error if self.audit is None else self.audit.refused(viewer, action, error)

    def _not_found(self, viewer: Viewer, action: str, person_id: str) -> PersonNotFound:
        # Unknown and foreign write the same row: the answer must not tell them apart.
        error = PersonNotFound(person_id)
        if self.audit is None:
            return error
        return self.audit.refused(viewer, action, error, object_kind="person", object_id=person_id)


def _row(viewer: Viewer, view: View) -> int | None:
    return None if viewer.person_id is None else row_of(view.people, viewer.person_id)


def _led(viewer: Viewer, view: View) -> Flags:
    led = np.zeros(len(view.people.ids), dtype=np.bool_)
    for grant in sorted(viewer.grants, key=lambda one: (one.role, one.unit or "")):
        if grant.role == "lead":
            led |= within(view, grant.unit)
    return led


def _paired(viewer: Viewer, view: View, day: int, mine: Ints, theirs: Ints) -> Flags:
    """Who is in *theirs* where the viewer is in *mine*, of the mentorings that go on."""
    paired = np.zeros(len(view.people.ids), dtype=np.bool_)
    own = _row(viewer, view)
    if own is not None:
        hers = np.flatnonzero(mine == own)  # few of many
        paired[theirs[hers[view.mentorings.going_on(day, hers)]]] = True
    return paired


def _known_to(own: int, view: View) -> Flags:
    """Herself, whoever she has a tie with either way, and her unit."""
    known = np.zeros(len(view.people.ids), dtype=np.bool_)
    known[own] = True
    known[view.ties.contacts(own)] = True
    if view.people.unit[own] >= 0:
        known |= view.people.unit == view.people.unit[own]
    return known
