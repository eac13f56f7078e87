"""Who is the other of the two? Whom one mentors or is mentored by comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphsvc.pages.asked import Asked
from graphsvc.services.answers import Named
from graphsvc.services.people import entry

PAIR, MENTEES = "see steps", "set goals"  # whom these reach: both of a pair, or mentees alone
MENTORED, MENTOR = "you mentor", "mentors you"  # how the other of a pair is called
FEW = 12  # so many others are offered as links; more are searched


class Partner(NamedTuple):
    """Somebody to choose, and how the two have to do with each other."""

    person: Named
    how: str


@dataclass(frozen=True)
class Partners:
    """Whom to choose from; ``found`` only where somebody was searched."""

    near: tuple[Partner, ...] = ()
    found: tuple[Named, ...] = ()
    searched: bool = False


def pair_of(asked: Asked) -> tuple[Partner, ...]:
    """Whom the viewer mentors, then who mentors her, by name."""
    view = asked.services.snapshots.at(None)
    pair = asked.services.policy.reach(asked.viewer, PAIR, view)
    mentees = asked.services.policy.reach(asked.viewer, MENTEES, view)
    found = [
        Partner(entry(view, row), MENTORED if mentees[row] else MENTOR)
        for row in np.flatnonzero(pair).tolist()
    ]
    return tuple(sorted(found, key=lambda one: (one.how == MENTOR, one.person.label)))


def partners(asked: Asked, known: Iterable[Named] = (), how: str = "") -> Partners:
    """The pair, then who else is *known*, as it is said by *how*; and whoever was searched."""
    near = pair_of(asked)
    taken = {one.person.id for one in near} | {None, asked.viewer.person_id}
    others = {one.id: one for one in known if one.id not in taken}
    more = sorted(others.values(), key=lambda one: one.label)[:FEW]
    near = (*near, *(Partner(one, how) for one in more))
    if not asked.text("q"):
        return Partners(near)
    people = asked.services.people.search(asked.viewer, asked.text("q"))
    own = asked.viewer.person_id
    return Partners(near, tuple(one for one in people if one.id != own), searched=True)
