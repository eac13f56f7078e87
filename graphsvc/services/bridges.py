"""Which introductions should a programme make next, within its budget, and what would they do?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses import bridges
from graphsvc.analyses.access import Offer, access, expected
from graphsvc.analyses.bridges import Choice, Question
from graphsvc.analyses.steps import Graph, Steps, steps
from graphsvc.analyses.warm_paths import Attention
from graphsvc.kernels.compiled import Turn
from graphsvc.services.answers import Named, Plan, PlannedIntroduction, Reach, Reason
from graphsvc.services.bridge_targets import Targets, farthest, going_on, targets
from graphsvc.services.bridge_willing import Willing
from graphsvc.services.introduction_paths import Paths, as_connectors
from graphsvc.services.limits import require_within
from graphsvc.services.patience import Patience
from graphsvc.services.results import Results
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named, plural
from graphsvc.snapshot.view import View

Longs = NDArray[np.int64]

WARM_STEPS = 3  # two people in between can pass a request on
ACTION = "plan bridges"
MOST = 1_000
ASSUMED = "Odds of a yes are assumed from shared contacts and steps, until outcomes are known."


class Ground(NamedTuple):
    """What every plan on a view stands on, whoever asks.

    ``outside`` are the rows of everybody with contacts on record who is not a target, ``farthest``
    the fifth of them with the least access.
    """

    graph: Graph
    targets: Targets
    to_targets: Steps
    outside: Longs
    farthest: Longs


class Planned(NamedTuple):
    """A plan and what it stands on; ``low`` are those of the farthest whom the viewer leads."""

    ground: Ground
    low: Longs
    found: bridges.Plan


@dataclass(frozen=True)
class BridgeService:
    """``refused`` gives the ids of people who do not want to be suggested to others, today's;
    ``reserved`` of those who are named as a connector only after they agreed."""

    snapshots: Views
    policy: Policy
    audit: Audit
    refused: Callable[[], frozenset[str]] = frozenset
    results: Results = field(default_factory=Results, repr=False, compare=False)
    limit_s: float | None = None
    reserved: Callable[[], frozenset[str]] = frozenset

    def plan(
        self,
        viewer: Viewer,
        *,
        budget: int = 40,
        as_of: date | None = None,
        seed: int = 1,
        tell: Turn | None = None,
    ) -> Plan:
        """At most *budget* introductions for those farthest from the people who open doors.

        The fifth with the least access is worked out on the whole population; the plan holds those
        of it whom this viewer leads. *seed* decides between equals. *tell* is shown how far a plan
        has come.

        Raises:
            AnalysisCancelled: it took longer than ``limit_s``.
            Forbidden: the viewer may not plan.
            BadRequest: a budget out of range.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        self.policy.require(viewer, ACTION, view=view)
        require_within("budget", budget, MOST)
        details = {"budget": budget, "as_of": view.as_of.isoformat(), "seed": seed}
        self.audit.record(viewer, ACTION, details=details)
        one = self._planned(viewer, view, budget, seed, Patience(self.limit_s, tell=tell))
        naming = self.policy.naming(viewer, view)
        connectors = as_connectors(naming, self.reserved(), self.results)
        choices = one.found.choices
        return Plan(
            basis=basis(view, seed=seed),
            budget=budget,
            items=tuple(
                _item(naming, connectors, one, number, choice, seed)
                for number, choice in enumerate(choices, start=1)
            ),
            reach=_reach(one),
            total_gain=float(sum(choice.gain for choice in choices)),
            targets=len(one.ground.targets.rows),
            targets_chosen=f"{one.ground.targets.chosen} {ASSUMED}",
            truncated=one.found.truncated,
            none_because="" if choices else _none_because(one),
        )

    def _planned(
        self, viewer: Viewer, view: View, budget: int, seed: int, patience: Patience
    ) -> Planned:
        ground = self.results.get(view, "bridge targets", seed, lambda: _ground(view, seed))
        low = ground.farthest
        low = low[self.policy.reach(viewer, ACTION, view)[low]]
        refused = self.refused()
        # A plan names nobody yet: who reaches the same people gets the same one.
        found = self.results.get(
            view,
            "bridges",
            (budget, seed, refused, low.tobytes()),
            lambda: _plan(view, ground, low, refused, budget, seed, patience),
        )
        return Planned(ground, low, found)


def _ground(view: View, seed: int) -> Ground:
    graph = going_on(view)
    chosen = targets(view, graph, seed=seed)
    to_targets = steps(graph, chosen.rows)
    outside = view.people.present & view.tied
    outside[chosen.rows] = False
    others = np.flatnonzero(outside)
    low = farthest(view, others, access(to_targets, others).each, seed=seed)
    return Ground(graph, chosen, to_targets, others, low)


def _plan(
    view: View,
    ground: Ground,
    low: Longs,
    refused: frozenset[str],
    budget: int,
    seed: int,
    patience: Patience,
) -> bridges.Plan:
    if not len(ground.targets.rows):
        return bridges.Plan([], False)
    willing = Willing(view, refused)
    question = Question(
        graph=ground.graph,
        mentees=low,
        to_targets=ground.to_targets,
        open_to=willing.everybody,
        barred=willing.barred,
        id_of=view.people.ids.__getitem__,
        seed=seed,
        most_steps=WARM_STEPS,
    )
    return bridges.plan(question, budget, turn=patience)


def _item(
    naming: Naming, connectors: Naming, one: Planned, number: int, choice: Choice, seed: int
) -> PlannedIntroduction:
    return PlannedIntroduction(
        number=number,
        mentee=named(naming, choice.mentee),
        introducee=named(naming, choice.introducee),
        connector=_connector(connectors, choice, seed),
        odds=choice.odds,
        gain=choice.gain,
        access_before=choice.before,
        access_after=choice.after,
        reasons=_reasons(one.ground.to_targets, choice),
    )


def _connector(naming: Naming, choice: Choice, seed: int) -> Named | None:
    """Whom to ask first; None where only the programme itself can introduce them."""
    if choice.steps is None or choice.steps > WARM_STEPS:
        return None
    view = naming.view
    attention = Attention(view.attention, view.attended, view.shares)
    path = Paths(naming, choice.mentee, attention, seed).best(choice.introducee)
    return path.hops[0].person if path is not None and len(path.hops) > 1 else None


def _reasons(to_targets: Steps, choice: Choice) -> tuple[Reason, ...]:
    before = int(to_targets[:, choice.mentee].min())
    after = int(to_targets[:, choice.introducee].min()) + 1
    reasons = []
    if choice.before == 0:
        text = f"brings {plural(after, 'step')} near to the closest target; there was no way"
        reasons.append(Reason("steps", text, after))
    elif after < before:
        text = f"from {before} to {plural(after, 'step')} from the closest target"
        reasons.append(Reason("steps", text, after))
    if choice.shared:
        reasons.append(Reason("shared", plural(choice.shared, "shared contact"), choice.shared))
    if choice.helped:
        text = f"shortens the way for {plural(choice.helped, 'more person', 'more people')}"
        reasons.append(Reason("others", text, choice.helped))
    if choice.steps is None or choice.steps > WARM_STEPS:
        reasons.append(Reason("cold", "nobody near both: the programme introduces them"))
    return tuple(reasons)


def _reach(one: Planned) -> tuple[Reach, ...]:
    """Access of those planned for and of all others, before and expected after the plan."""
    if not len(one.low):
        return ()
    offers = [Offer(some.mentee, some.introducee, some.odds) for some in one.found.choices]
    others = np.isin(one.ground.outside, one.low, invert=True)
    groups = (
        ("the farthest fifth of those outside the targets", one.low),
        ("everybody else outside the targets", one.ground.outside[others]),
    )
    found = []
    for who, rows in groups:
        before = access(one.ground.to_targets, rows)
        after = expected(one.ground.graph, before, one.ground.to_targets, offers)
        if len(rows):
            means = float(before.each.mean()), float(after.mean())
            found.append(Reach(who, len(rows), *means))
    return tuple(found)


def _none_because(one: Planned) -> str:
    if not len(one.ground.graph.other):
        return "No contacts both ways are on record, so nobody is nearer to anybody than others."
    if not len(one.low):
        return (
            "None of the people you lead is among the farthest fifth of those outside the targets."
        )
    return "No introduction would bring one of them nearer to the targets."
