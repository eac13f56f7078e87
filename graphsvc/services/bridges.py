"""Which introductions should a programme make next, within its budget, and what would they do?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Naming, Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.access import Access, Ints, access, best_connected
from graphsvc.analyses.bridges import Bridge, Planned, candidates, low_fifth, plan
from graphsvc.analyses.introductions import reporting_line
from graphsvc.analyses.ranking import draw
from graphsvc.analyses.warm_paths import Attention
from graphsvc.errors import BadRequest
from graphsvc.services.answers import Named, Plan, PlannedIntroduction, Reach, Reason
from graphsvc.services.introduction_paths import Paths
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named, plural
from graphsvc.snapshot.view import NOBODY, Flags, View

ACTION = "plan bridges"
MOST = 1_000
NOT_ALL_TOLD = (
    "Odds of a yes are assumed from how many contacts two people share, until outcomes are known."
)


@dataclass(frozen=True)
class BridgeService:
    """``refused`` gives the ids of people who do not want to be suggested to others, today's."""

    snapshots: Views
    policy: Policy
    audit: Audit
    refused: Callable[[], frozenset[str]] = frozenset

    def plan(
        self, viewer: Viewer, *, budget: int = 40, as_of: date | None = None, seed: int = 1
    ) -> Plan:
        """At most *budget* introductions for those furthest from the best-connected people.

        The fifth with the least access is worked out on the whole population; the plan holds those
        of it whom this viewer leads. *seed* decides between equals.

        Raises:
            Forbidden: the viewer may not plan.
            BadRequest: a budget out of range.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        self.policy.require(viewer, ACTION, view=view)
        if not 1 <= budget <= MOST:
            expected = f"a whole number from 1 to {MOST}"
            raise BadRequest([{"parameter": "budget", "expected": expected}])
        details = {"budget": budget, "as_of": view.as_of.isoformat(), "seed": seed}
        self.audit.record(viewer, ACTION, details=details)
        lots = _lots(view, seed)
        near = access(view.ties, best_connected(view.ties, present=view.people.present, lots=lots))
        found = self._planned(viewer, view, near, lots, budget)
        naming = self.policy.naming(viewer, view)
        return Plan(
            basis=basis(view, seed=seed),
            budget=budget,
            items=tuple(
                _item(naming, near, number, one, seed)
                for number, one in enumerate(found.bridges, start=1)
            ),
            reach=_reach(found),
            total_gain=sum(one.gain for one in found.bridges),
            targets=len(near.targets),
            targets_chosen=_chosen(len(near.targets)),
            truncated=len(found.bridges) == budget < len(found.mentees),
            none_because="" if found.bridges else _none_because(view, found),
        )

    def _planned(
        self, viewer: Viewer, view: View, near: Access, lots: Ints, budget: int
    ) -> Planned:
        outside = view.people.present.copy()
        outside[near.targets] = False
        low = low_fifth(near.total, among=outside & view.tied, lots=lots)
        mentees = low[self.policy.reach(viewer, ACTION, view)[low]]
        open_ = view.people.present & ~_rows_of(view, self.refused())
        # An introduction between two people who are both far away brings neither of them nearer.
        open_[low] = False
        may = partial(_eligible, view, open_)
        whom = candidates(view.ties, mentees, eligible=may, access=near)
        return plan(near, mentees, whom, ties=view.ties, budget=budget, lots=lots)


def _lots(view: View, seed: int) -> Ints:
    """The lot of everybody's id, as ranks: they decide between equals whatever the row order."""
    drawn = [(draw(one, seed), one) for one in view.people.ids]
    order = sorted(range(len(drawn)), key=drawn.__getitem__)
    lots = np.empty(len(drawn), dtype=np.int64)
    lots[order] = np.arange(len(drawn))
    return lots


def _rows_of(view: View, ids: frozenset[str]) -> Flags:
    flags = np.zeros(len(view.people.ids), dtype=np.bool_)
    for person_id in ids:
        try:
            flags[view.people.ids.row_of(person_id)] = True
        except KeyError:
            continue  # not among the people of this snapshot
    return flags


def _eligible(view: View, open_: Flags, mentee: int) -> Flags:
    """Whom *mentee* may be introduced to: nobody of her own reporting line."""
    manager = view.people.manager
    may = open_.copy()
    if (manager == mentee).any():
        return may & ~reporting_line(manager, mentee)
    above, line = int(manager[mentee]), set[int]()
    while above != NOBODY and above not in line:
        line.add(above)
        above = int(manager[above])
    may[sorted(line)] = False
    return may


def _item(naming: Naming, near: Access, number: int, one: Bridge, seed: int) -> PlannedIntroduction:
    return PlannedIntroduction(
        number=number,
        mentee=named(naming, one.mentee),
        introducee=named(naming, one.introducee),
        connector=_connector(naming, one, seed),
        odds=one.odds,
        gain=one.gain,
        access_before=one.before,
        access_after=one.after,
        reasons=_reasons(near, one),
    )


def _connector(naming: Naming, one: Bridge, seed: int) -> Named | None:
    """Whom to ask first; None where only the programme itself can introduce them."""
    if one.steps < 0:
        return None
    view = naming.view
    attention = Attention(view.attention, view.attended, view.shares)
    path = Paths(naming, one.mentee, attention, seed).to(one.introducee)
    return path.hops[0].person if path is not None and len(path.hops) > 1 else None


def _reasons(near: Access, one: Bridge) -> tuple[Reason, ...]:
    before, after = int(near.steps[one.mentee]), int(near.steps[one.introducee]) + 1
    reasons = []
    if before < 0:
        text = f"brings {plural(after, 'step')} near to the closest target; there was no way"
        reasons.append(Reason("steps", text, after))
    elif after < before:
        text = f"from {before} to {plural(after, 'step')} from the closest target"
        reasons.append(Reason("steps", text, after))
    if one.shared:
        reasons.append(Reason("shared", plural(one.shared, "shared contact"), one.shared))
    if one.others:
        text = f"shortens the way for {plural(one.others, 'more person', 'more people')}"
        reasons.append(Reason("others", text, one.others))
    if one.steps < 0:
        reasons.append(Reason("cold", "nobody in between: the programme introduces them"))
    return tuple(reasons)


def _reach(found: Planned) -> tuple[Reach, ...]:
    if not len(found.mentees):
        return ()
    place_of = {row: place for place, row in enumerate(found.mentees.tolist())}
    places = sorted({place_of[one.mentee] for one in found.bridges})
    who = "the fifth furthest from the targets"
    whole = Reach(who, len(found.mentees), float(found.before.mean()), float(found.after.mean()))
    if not places:
        return (whole,)
    introduced = Reach(
        "those of it who are introduced",
        len(places),
        float(found.before[places].mean()),
        float(found.after[places].mean()),
    )
    return (whole, introduced)


def _chosen(count: int) -> str:
    return (
        f"Targets: the {count} best-connected people (PageRank by tie strength; 5 % of those "
        f"present, at least 5, at most 256). {NOT_ALL_TOLD}"
    )


def _none_because(view: View, found: Planned) -> str:
    if not view.tied.any():
        return "There are no ties in this snapshot, so nobody is nearer to anybody than others."
    if not len(found.mentees):
        return "None of the people you lead is among the fifth furthest from the targets."
    return "No introduction would bring one of them nearer to the targets."
