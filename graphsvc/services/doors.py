"""Whom does a goal lead to, which tie is missing, and which two doors are next?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import exp
from typing import NamedTuple

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses import doors as analysis
from graphsvc.analyses.doors import Way
from graphsvc.analyses.reporting import reporting_line
from graphsvc.analyses.warm_paths import asking, warm_path
from graphsvc.kernels.trusted_path import trusted_path
from graphsvc.services.answers import Reason
from graphsvc.services.answers_goals import Door, Doors, Goal, Leading
from graphsvc.services.goal_facts import Aim
from graphsvc.services.goal_people import GoalPeople
from graphsvc.services.goal_sight import DOORS, SEE
from graphsvc.services.goals import GoalService
from graphsvc.services.introduction_exclusions import exclusions
from graphsvc.services.introduction_paths import as_connectors
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.views import Views, costs_of_trust
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import Flags, View, row_of

MOST_DONE = 5  # of those who have done it
_ROLES = {"decides": "decides on it", "has_done": "has done what the goal is about"}
# Reasons not to be asked to meet somebody; that of the reporting line is none here.
CLOSED = frozenset({"opted_out", "away", "over_limit", "under_way", "did_not_work_out"})


class Led(NamedTuple):
    """Somebody a goal leads to, by row; ``known``: she has a tie to them."""

    row: int
    role: str
    words: str
    known: bool


@dataclass(frozen=True)
class DoorService:
    """What a goal leads to, for whoever may set it.

    ``reserved`` gives the ids of people who are named as a connector only after they agreed.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    goals: GoalService
    people: GoalPeople
    ranker: Ranker
    reserved: Callable[[], frozenset[str]] = frozenset

    def find(
        self, viewer: Viewer, goal_id: str, *, as_of: date | None = None, seed: int = 1
    ) -> Doors:
        """Who decides on a goal or has done it, the missing ties, and whom to meet next.

        Raises:
            Forbidden, ActNotFound: the viewer may not, or has no such goal.
            PersonNotFound: whoever aims for it is not in the snapshot.
        """
        aim, goal = self.goals.known(viewer, goal_id)
        view = self.snapshots.at(as_of)
        row = self.policy.find(viewer, SEE, view=view, person_id=aim.person)
        self.audit.record(viewer, DOORS, object_kind="goal", object_id=goal_id)
        naming = _with_decider(self.policy.naming(viewer, view, about=row), goal)
        connectors = as_connectors(naming, self.reserved(), self.ranker.results)
        led = self._led(view, row, aim, seed)
        missing = [one.row for one in led if not one.known]
        found = self._next(view, row, missing, seed)
        told = [(one.known, _told(naming, one)) for one in led]
        return Doors(
            basis=basis(view, seed=seed),
            person=named(naming, row),
            goal=goal,
            decides=tuple(one for _, one in told if one.role == "decides"),
            has_done=tuple(one for _, one in told if one.role == "has_done"),
            missing=tuple(one for known, one in told if not known),
            next=tuple(_door(naming, connectors, row, one, led) for one in found),
            none_because="" if found else _none_because(led, missing),
        )

    def _led(self, view: View, row: int, aim: Aim, seed: int) -> list[Led]:
        """Whom the goal leads to: who decides, then the nearest who have done it; each once."""
        known = _known(view, row)
        found = {
            one: Led(one, "decides", words, bool(known[one]))
            for one, words in self.people.decide(view, row, aim, seed).items()
        }
        near = self.ranker.nearest(view, row, seed)
        done = self.people.have_done(view, row, aim, near)
        nearest = [one for one in near.tolist() if one in done and one not in found][:MOST_DONE]
        found |= {one: Led(one, "has_done", done[one], bool(known[one])) for one in nearest}
        return list(found.values())

    def _next(self, view: View, row: int, targets: list[int], seed: int) -> list[analysis.Door]:
        """The next doors: on warm ways first, on others where those are too few."""
        open_to_her = self._may_be_met(view, row)
        found: dict[int, analysis.Door] = {}
        for ways in (self._warm, self._trusted):
            made = list(ways(view, row, targets, seed))
            name = view.people.ids.__getitem__
            for one in analysis.doors(made, _known(view, row), id_of=name, seed=seed):
                if open_to_her[one.row]:
                    found.setdefault(one.row, one)
            if len(found) >= analysis.MOST_DOORS:
                break
        return list(found.values())[: analysis.MOST_DOORS]

    def _may_be_met(self, view: View, row: int) -> Flags:
        today = self.ranker.today(view, self.audit.clock().date())
        barred = ~view.people.present
        for one in exclusions(view, row, today):
            if one.code in CLOSED:
                one.mark(barred)
        return ~barred

    def _warm(self, view: View, row: int, targets: list[int], seed: int) -> Iterator[Way]:
        attention = self.ranker.prepared(view).attention
        asks, here = asking(attention, row), view.people.present
        name = view.people.ids.__getitem__
        for one in targets:
            found = warm_path(attention, asks, one, through=here, id_of=name, seed=seed)
            if found is not None:
                yield Way(found.rows, found.product)

    def _trusted(self, view: View, row: int, targets: list[int], seed: int) -> Iterator[Way]:
        """The most trusted ways of any length, over people who are present."""
        rows = costs_of_trust(view, self.ranker.results)
        for one in targets:
            found = trusted_path(rows, rows, row, one)
            if len(found.rows):
                yield Way(tuple(found.rows[1:].tolist()), exp(-found.cost))


def _known(view: View, row: int) -> Flags:
    known = np.zeros(len(view.people.ids), dtype=np.bool_)
    known[view.ties.contacts(row)] = True
    known[row] = True
    return known


def _told(naming: Naming, one: Led) -> Leading:
    # How it is known would say more of somebody without a name than the label does.
    words = one.words if naming.named[one.row] else _ROLES[one.role]
    return Leading(named(naming, one.row), one.role, Reason(one.role, words), one.known)


def _with_decider(naming: Naming, goal: Goal) -> Naming:
    """*naming*, and whom the goal itself names: she is read beside it."""
    named_id = goal.decided_by.id if goal.decided_by else None
    decider = row_of(naming.view.people, named_id) if named_id else None
    if decider is None or naming.named[decider]:
        return naming
    flags = naming.named.copy()
    flags[decider] = True
    return replace(naming, named=flags)


def _door(naming: Naming, connectors: Naming, row: int, one: analysis.Door, led: list[Led]) -> Door:
    target = next(each for each in led if each.row == one.target)
    ask = None if one.ask is None else named(connectors, one.ask)
    role = _ROLES[target.role]
    end = (
        role if one.row == one.target else f"leads to {named(naming, one.target).label}, who {role}"
    )
    manager = naming.view.people.manager
    if reporting_line(manager, row)[one.row]:
        end += ", and is in the same reporting line, where nobody has to introduce them"
    line = ", the line manager" if ask and ask.id and one.ask == manager[row] else ""
    words = end if ask is None else f"{end}; ask {ask.label}{line}"
    return Door(
        person=named(naming, one.row),
        ask=ask,
        leads_to=named(naming, one.target),
        odds=one.odds,
        steps=one.steps,
        reason=Reason("door", words, one.odds),
    )


def _none_because(led: list[Led], missing: list[int]) -> str:
    if not led:
        return "Nobody is known who decides on this goal or has done it."
    if not missing:
        return "Everybody this goal leads to is a contact already: ask them."
    return "No way leads to them over people who can be asked now."
