"""About whom may this viewer ask, and whom did she look for?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graphsvc.pages.asked import Asked
from graphsvc.services.answers import Named
from graphsvc.services.people import entry

FEW = 12  # so many people are offered as links; more are searched


@dataclass(frozen=True)
class Choice:
    """People to ask about; ``all_of_them``: nobody else may be asked about."""

    people: tuple[Named, ...] = ()
    others: int = 0  # found too, but not hers to ask about
    searched: bool = False
    all_of_them: bool = False


def choose(asked: Asked, action: str) -> Choice:
    """The people found; without a search everybody she may ask about, where they are few."""
    view = asked.services.snapshots.at(None)
    reach = asked.services.policy.reach(asked.viewer, action, view)
    text = asked.text("q")
    rows = np.flatnonzero(reach)
    few = len(rows) <= FEW
    if text:
        found = asked.services.people.search(asked.viewer, text)
        mine = tuple(filter(may_ask_about(asked, action), found))
        return Choice(mine, len(found) - len(mine), searched=True, all_of_them=few)
    return Choice(tuple(entry(view, row) for row in rows.tolist()) if few else (), all_of_them=few)


def may_ask_about(asked: Asked, action: str) -> Callable[[Named], bool]:
    """Whether somebody of the directory is among those the viewer may do *action* about."""
    view = asked.services.snapshots.at(None)
    reach = asked.services.policy.reach(asked.viewer, action, view)
    return lambda one: one.id is not None and bool(reach[view.people.ids.row_of(one.id)])


def lists(asked: Asked, action: str) -> bool:
    """Whether she may ask about people without naming one: about more than herself."""
    view = asked.services.snapshots.at(None)
    reach = asked.services.policy.reach(asked.viewer, action, view)
    own = asked.viewer.person_id
    only_herself = own is not None and int(reach.sum()) <= 1
    return bool(reach.any()) and not only_herself
