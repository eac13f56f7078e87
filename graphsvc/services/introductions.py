"""Whom may this viewer suggest that a person meet, why, and through whom?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Naming, Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.introductions import (
    HALF_LIVES,
    Evidence,
    Ranking,
    evidence,
    introductions,
    reporting_line,
)
from graphsvc.analyses.warm_paths import Attention
from graphsvc.model import INTRODUCTION_STATES
from graphsvc.services.answers import Introductions, Suggestion
from graphsvc.services.introduction_paths import Paths
from graphsvc.services.introduction_reasons import Reasons, parts
from graphsvc.services.limits import require_within
from graphsvc.services.results import Results
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import Flags, View, flags_of

ACTION = "see introductions"
MOST = 1_000
# Only these leave the way open to suggest the two to each other again.
_OPEN_AGAIN = [INTRODUCTION_STATES.index(one) for one in ("withdrawn", "expired")]


class Prepared(NamedTuple):
    """What all answers from one view share."""

    evidence: Evidence
    attention: Attention


@dataclass(frozen=True)
class IntroductionService:
    """``refused`` gives the ids of people who do not want to be suggested to others, today's."""

    snapshots: Views
    policy: Policy
    audit: Audit
    refused: Callable[[], frozenset[str]] = frozenset
    results: Results = field(default_factory=Results, repr=False, compare=False)

    def suggest(
        self,
        viewer: Viewer,
        person_id: str,
        *,
        as_of: date | None = None,
        limit: int = 20,
        seed: int = 1,
    ) -> Introductions:
        """The *limit* best people for *person_id* to meet, by what was known before *as_of*.

        Computed on the whole population, so it does not change with who asks; only who is named
        does. *seed* orders equals.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or not about this person.
            BadRequest: a limit out of range.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
        require_within("limit", limit, MOST)
        self.audit.record(
            viewer,
            ACTION,
            object_kind="person",
            object_id=person_id,
            details={"as_of": view.as_of.isoformat(), "limit": limit},
        )
        ranking = self._ranking(view, row, limit, seed)
        naming = self.policy.naming(viewer, view, about=row)
        return Introductions(
            basis=basis(view, seed=seed),
            person=named(naming, row),
            items=self._suggestions(naming, row, ranking, seed),
            truncated=ranking.truncated,
            none_because="" if ranking.items else _none_because(view, row),
        )

    def prepare(self, view: View) -> None:
        """Work out what all answers from *view* share."""
        self._of(view)

    def _ranking(self, view: View, row: int, limit: int, seed: int) -> Ranking:
        if not view.people.present[row]:
            return Ranking((), False)
        return introductions(
            self._of(view).evidence,
            row,
            eligible=_eligible(view, row, self.refused()),
            limit=limit,
            id_of=view.people.ids.__getitem__,
            seed=seed,
        )

    def _suggestions(
        self, naming: Naming, row: int, ranking: Ranking, seed: int
    ) -> tuple[Suggestion, ...]:
        if not ranking.items:
            return ()
        prepared = self._of(naming.view)
        paths = Paths(naming, row, prepared.attention, seed)
        reasons = Reasons(naming, row, prepared.evidence, seed)
        return tuple(
            Suggestion(
                person=named(naming, one.row),
                rank=rank,
                steps=one.steps,
                parts=parts(one),
                reasons=reasons.of(one),
                path=(path := paths.to(one.row)),
                path_missing="" if path else paths.MISSING,
            )
            for rank, one in enumerate(ranking.items, 1)
        )

    def _of(self, view: View) -> Prepared:
        def prepared() -> Prepared:
            recent, lasting = (view.decayed(days) for days in HALF_LIVES)
            return Prepared(
                evidence(view.ties, recent, lasting, present=view.people.present),
                Attention(view.attention, view.attended, view.shares),
            )

        return self.results.get(view, "evidence of introductions", HALF_LIVES, prepared)


def _eligible(view: View, row: int, refused: frozenset[str]) -> Flags:
    """Who may be suggested: present, willing, not in the line, not met in another way before."""
    eligible = view.people.present & ~reporting_line(view.people.manager, row)
    eligible &= ~_acquainted(view, row)
    return eligible & ~flags_of(view.people, refused)


def _acquainted(view: View, row: int) -> Flags:
    """Who mentored or endorsed her or the other way, or was proposed to her before."""
    known = np.zeros(len(view.people.ids), dtype=np.bool_)
    acts, mentorings, proposed = view.endorsements, view.mentorings, view.introductions
    settled = ~np.isin(proposed.state, _OPEN_AGAIN)
    for one, other in (
        (acts.endorser, acts.endorsed),
        (mentorings.mentor, mentorings.mentee),
        (proposed.mentee[settled], proposed.introducee[settled]),
    ):
        known[other[one == row]] = True
        known[one[other == row]] = True
    return known


def _none_because(view: View, row: int) -> str:
    if not view.people.present[row]:
        return "This person was not in the organisation on that day."
    if not view.tied[row]:
        return "No contacts of this person are recorded, so nothing is known to start from."
    return (
        "Nobody is left to suggest: whoever is within three steps is known already, does not want "
        "to be suggested, left, or is in the reporting line."
    )
