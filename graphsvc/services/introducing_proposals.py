"""Who may be introduced to whom through whom, and how often were they asked lately?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introduction_moves import (
    CONNECTOR,
    FINAL,
    SILENT,
    counts,
)
from graphsvc.analyses.warm_paths import Attention, asking, warm_path
from graphsvc.errors import BadRequest, LimitReached, MoveRefused, PersonNotFound
from graphsvc.services.introduction_acts import Act, acting
from graphsvc.services.introduction_exclusions import LATELY_DAYS, LIVE, Today, reasons
from graphsvc.services.wording import plural
from graphsvc.snapshot.view import Flags, View, row_of

QUARTER_DAYS = 91
NOT_NOW = "These two cannot be proposed to each other now: it is open, or ended not long ago."
KEPT_OUT = "They cannot be proposed to each other: {}."


@dataclass(frozen=True)
class Limits:
    """How often somebody may be asked in a quarter, and how long nobody may move."""

    connector: int = 4
    introducee: int = 2
    days: int = 21

    def of(self, role: str) -> int:
        return self.connector if role == CONNECTOR else self.introducee


class Trio(NamedTuple):
    """Who is to meet whom through whom, by row and by id."""

    mentee: int
    introducee: int
    connector: int
    ids: tuple[str, str, str]


def load(acts: tuple[Act, ...], role: str, who: str, today: date, *, without: str = "") -> int:
    """How many of *acts* asked *who* as *role* in the quarter before *today*, or are to."""
    since = today - timedelta(days=QUARTER_DAYS)
    return sum(
        one.party(role) == who and one.id != without and counts(one.history, role, since)
        for one in acts
    )


def require_load(found: int, role: str, limits: Limits) -> None:
    """Return if one more may be asked of somebody.

    Raises:
        LimitReached: it would be more than the limit.
    """
    if found >= limits.of(role):
        raise LimitReached(
            f"The {role} was asked {plural(found, 'time')} in the last {QUARTER_DAYS} days or is "
            f"about to be; the limit is {limits.of(role)}."
        )


def trio(
    view: View,
    viewer: Viewer,
    mentee: int,
    *,
    introducee: str,
    connector: str | None,
    today: Today,
    resolve: Callable[[str], str],
) -> Trio:
    """The three by row; without a *connector* the first on the warmest way.

    Raises:
        PersonNotFound: the introducee is not there.
        MoveRefused: she is not suggested to the mentee, for a reason that holds whatever was
            proposed before.
        BadRequest: the connector is nobody the mentee knows, or nobody was found.
    """
    met = _introducee(view, resolve(introducee))
    if met is None or met == mentee:
        raise PersonNotFound(introducee)
    for one in reasons(view, mentee, met, today):
        if one.code not in LIVE:
            raise MoveRefused(KEPT_OUT.format(one.words))
    if connector is None:
        through = _warmest(view, mentee, met, view.people.present & ~today.away)
    else:
        through = _connector(view, viewer, mentee, resolve(connector))
    if through is None or through == met:
        raise BadRequest([{"parameter": "connector", "expected": _expected(connector)}])
    ids = view.people.ids
    return Trio(mentee, met, through, (ids[mentee], ids[met], ids[through]))


def require_open(acts: tuple[Act, ...], found: Trio, viewer: Viewer, today: date) -> Act | None:
    """The same proposal of the same viewer where it is open already; None where none is.

    Raises:
        MoveRefused: another one of these two is open, or ended lately. How it ended makes no
            difference: else a refusal here would tell of a decline.
    """
    since = today - timedelta(days=LATELY_DAYS)
    for one in acts:
        if (one.mentee, one.introducee) != found.ids[:2]:
            continue
        mine = one.recorded_by == acting(viewer)
        if one.state not in FINAL:
            if mine and one.connector == found.ids[2]:
                return one
            raise MoveRefused(NOT_NOW)
        last = one.history[-1]
        own_end = one.state in SILENT and one.states_by[-1] == acting(viewer)
        if not own_end and last.on is not None and last.on >= since:
            raise MoveRefused(NOT_NOW)
    return None


def _introducee(view: View, person_id: str) -> int | None:
    row = row_of(view.people, person_id)
    return row if row is not None and view.people.present[row] else None


def _connector(view: View, viewer: Viewer, mentee: int, person_id: str) -> int | None:
    row = row_of(view.people, person_id)
    if row is None or row == mentee or not view.people.present[row]:
        return None
    known = row in view.ties.contacts(mentee)
    return row if known or person_id == viewer.person_id else None


def _warmest(view: View, mentee: int, target: int, here: Flags) -> int | None:
    attention = Attention(view.attention, view.attended, view.shares)
    found = warm_path(
        attention,
        asking(attention, mentee),
        target,
        through=here,
        id_of=view.people.ids.__getitem__,
        seed=1,
    )
    return None if found is None else found.rows[0]


def _expected(connector: str | None) -> str:
    if connector is None:
        return "the id of somebody to ask: no way through others was found"
    return "the id of somebody whom the mentee knows, or of whoever proposes it"
