"""What does the graph say about introductions that are under way, and who has which part?"""

from datetime import date
from typing import NamedTuple

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import (
    CLOCK,
    CONNECTOR,
    INTRODUCEE,
    MENTEE,
    PARTIES,
    PROPOSER,
    STEPS,
    Moved,
    silent_until,
)
from graphsvc.store.base import Row, Store


class Act(NamedTuple):
    """An introduction as it lies in the graph; parties by id, '' where there is none."""

    id: str
    mentee: str
    introducee: str
    connector: str
    proposer: str
    recorded_by: str  # who proposed it here, '' where it was imported
    states: tuple[str, ...]
    states_on: tuple[str, ...]  # ISO dates, '' where undated
    states_by: tuple[str, ...]
    outcome: str = ""

    @property
    def history(self) -> tuple[Moved, ...]:
        """Its moves, each by the role it belongs to."""
        moves = zip(self.states, self.states_on, self.states_by, strict=True)
        return tuple(
            Moved(state, self._role(state, by), date.fromisoformat(on) if on else None)
            for state, on, by in moves
        )

    @property
    def state(self) -> str:
        return self.states[-1]

    def party(self, role: str) -> str:
        """The id of who has *role*, '' for nobody among the people."""
        return {
            PROPOSER: self.proposer,
            MENTEE: self.mentee,
            CONNECTOR: self.connector,
            INTRODUCEE: self.introducee,
        }[role]

    def roles_of(self, who: str) -> frozenset[str]:
        """The parts of whoever acts under this id (see :func:`acting`)."""
        roles = {role for role in PARTIES if who and self.party(role) == who}
        if who and not self.proposer and who == self.recorded_by:
            roles.add(PROPOSER)
        return frozenset(roles)

    def _role(self, state: str, by: str) -> str:
        if state == "proposed":
            return PROPOSER
        if not by:
            return CLOCK if state == "expired" else ""
        owners = {one.role for one in STEPS if one.state == state}
        return next((role for role in PARTIES if role in owners & self.roles_of(by)), "")


def acting(viewer: Viewer) -> str:
    """Under which id the viewer makes moves: her own, or a word no person of theirs has as id."""
    return viewer.person_id or f"subject:{viewer.subject}"


def open_until(act: Act, days: int) -> date | None:
    """The day on which the clock ends it if nobody moves; None where it never does."""
    # What came from a file goes on there; the clock is for what was begun here.
    return silent_until(act.history, days) if act.recorded_by else None


def act_of(store: Store, introduction_id: str) -> Act | None:
    """The introduction of that id."""
    found = _acts(store.rows("read/introduction", id=introduction_id))
    return found[0] if found else None


def acts_of(store: Store, person_id: str) -> tuple[Act, ...]:
    """All in which the person has a part, whether she knows of it yet or not."""
    return _acts(store.rows("read/introductions_of", person=person_id))


def acts_with(store: Store, viewer: Viewer) -> tuple[Act, ...]:
    """All in which the viewer has a part; a lead need not be one of the people."""
    if viewer.person_id is not None:
        return acts_of(store, viewer.person_id)
    return _acts(store.rows("read/introductions_recorded", recorded_by=acting(viewer)))


def acts_silent(store: Store, before: date, final: tuple[str, ...]) -> tuple[Act, ...]:
    """The open ones whose last move lies before a day."""
    day = before.isoformat()
    return _acts(store.rows("read/introductions_silent", before=day, final=list(final)))


def _acts(rows: list[Row]) -> tuple[Act, ...]:
    return tuple(_act(row) for row in rows if row["states"])


def _act(row: Row) -> Act:
    lists = {name: tuple(row[name]) for name in ("states", "states_on", "states_by")}
    return Act(**(row | lists))
