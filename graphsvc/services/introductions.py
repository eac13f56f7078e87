"""Whom may this viewer suggest that a person meet, why, and through whom?"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.naming import Naming
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import PersonNotFound
from graphsvc.services.answers import Introductions, Reason, Suggestion
from graphsvc.services.answers_suggestions import WhyNot
from graphsvc.services.goal_sight import SET
from graphsvc.services.introduction_exclusions import reasons
from graphsvc.services.introduction_parts import all_parts, need
from graphsvc.services.introduction_paths import Paths, as_connectors
from graphsvc.services.introduction_ranking import NOBODY_FOUND, Order, Ranked, Ranker
from graphsvc.services.introduction_reasons import Reasons
from graphsvc.services.limits import require_within
from graphsvc.services.views import Views
from graphsvc.services.wording import basis, named
from graphsvc.snapshot.view import View, row_of

ACTION = "see introductions"
MOST = 1_000


@dataclass(frozen=True)
class IntroductionService:
    """``keyed`` makes the handle by which somebody who is not named can be meant; ``reserved``
    gives the ids of people who are named as a connector only after they agreed, today's."""

    snapshots: Views
    policy: Policy
    audit: Audit
    ranker: Ranker
    keyed: Callable[..., str]
    reserved: Callable[[], frozenset[str]] = frozenset

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
        with self._question(as_of) as view:
            row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
            require_within("limit", limit, MOST)
            self._record(viewer, person_id, as_of=view.as_of.isoformat(), limit=limit)
            order = self._order(view, row, as_of, limit, seed)
            naming = self.policy.naming(viewer, view, about=row)
            return Introductions(
                basis=basis(view, seed=seed),
                person=named(naming, row),
                items=self._suggestions(viewer, naming, row, order, seed),
                truncated=order.truncated,
                none_because="" if order.rows else _none_because(view, row),
            )

    def why_not(
        self,
        viewer: Viewer,
        person_id: str,
        other: str,
        *,
        as_of: date | None = None,
        seed: int = 1,
    ) -> WhyNot:
        """Why *other* is not suggested to *person_id*, or at which place they are.

        Args:
            other: a handle, or the id of somebody the viewer may see by name.
        Raises:
            Forbidden, PersonNotFound: as suggest; also where nobody like that is *other*.
        """
        with self._question(as_of) as view:
            row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
            naming = self.policy.naming(viewer, view, about=row)
            meant = self._meant(naming, row, other, seed)
            if meant is None:
                raise self._nobody(viewer, person_id, other)
            self._record(viewer, person_id, as_of=view.as_of.isoformat(), why_not=True)
            kept_out = self._excluded(view, row, meant)
            order = NOBODY_FOUND if kept_out else self._order(view, row, as_of, MOST, seed)
            place = order.rows.index(meant) if meant in order.rows else None
            return WhyNot(
                basis=basis(view, seed=seed),
                person=named(naming, row),
                other=named(naming, meant),
                excluded=bool(kept_out),
                reasons=kept_out or (_placed(place, order.truncated),),
                place=None if place is None else place + 1,
                parts=() if place is None else self._parts(viewer, view, row, order.items[place]),
            )

    def resolve(self, viewer: Viewer, mentee_id: str, text: str) -> str:
        """The id of whom *text* means: a handle of today's suggestions for *mentee_id*, or an id.

        Raises:
            Forbidden, PersonNotFound: the viewer may not see her suggestions; or *text* is neither
                a handle nor the id of somebody the viewer may see by name.
        """
        view = self.snapshots.at(None)
        row = self.policy.find(viewer, ACTION, view=view, person_id=mentee_id)
        naming = self.policy.naming(viewer, view, about=row)
        meant = self._meant(naming, row, text, 1)
        if meant is None:
            raise self._nobody(viewer, mentee_id, text)
        return view.people.ids[meant]

    def handle(self, mentee_id: str, candidate_id: str) -> str:
        """The word by which a candidate is meant who may not be named, for this mentee only."""
        return self.keyed("suggestion", mentee_id, candidate_id)

    def prepare(self, view: View) -> None:
        """Work out what all answers from *view* share."""
        self.ranker.prepared(view)
        self.ranker.goals.prepare(view)

    @contextmanager
    def _question(self, as_of: date | None) -> Iterator[View]:
        """The view of a question, which decides about it too where it is that of today."""
        view = self.snapshots.at(as_of)
        with self.policy.one_question(view if as_of is None else None):
            yield view

    def _order(self, view: View, row: int, as_of: date | None, limit: int, seed: int) -> Order:
        today = self.audit.clock().date()
        return self.ranker.order(view, row, today=today, before=as_of, limit=limit, seed=seed)

    def _suggestions(
        self, viewer: Viewer, naming: Naming, row: int, order: Order, seed: int
    ) -> tuple[Suggestion, ...]:
        if not order.rows:
            return ()
        view = naming.view
        prepared, ids = self.ranker.prepared(view), view.people.ids
        connectors = as_connectors(naming, self.reserved(), self.ranker.results)
        here = self.ranker.here(view, self.audit.clock().date())
        paths = Paths(naming, row, prepared.attention, seed, connectors=connectors, through=here)
        items = tuple(order.items)
        reasons = Reasons(
            naming,
            row,
            [one.candidate for one in items],
            prepared.evidence,
            prepared.reports,
            seed,
            connectors=connectors,
        )
        ways = paths.to_all(list(order.rows))
        told = self._goals_told(viewer, view, row)
        return tuple(
            Suggestion(
                person=named(naming, one.row),
                rank=rank,
                steps=one.candidate.steps,
                parts=all_parts(one, self.ranker.most_asked, goals_told=told),
                reasons=(*reasons.of(one.candidate), *_help(one, naming, told)),
                path=path,
                path_missing="" if path else paths.MISSING,
                handle=self.handle(ids[row], ids[one.row]),
            )
            for rank, (one, path) in enumerate(zip(items, ways, strict=True), 1)
        )

    def _parts(self, viewer: Viewer, view: View, row: int, one: Ranked) -> tuple[Reason, ...]:
        told = self._goals_told(viewer, view, row)
        return all_parts(one, self.ranker.most_asked, goals_told=told)

    def _goals_told(self, viewer: Viewer, view: View, row: int) -> bool:
        return bool(self.policy.reach(viewer, SET, view)[row])

    def _excluded(self, view: View, row: int, other: int) -> tuple[Reason, ...]:
        today = self.ranker.today(view, self.audit.clock().date())
        return tuple(Reason(one.code, one.words) for one in reasons(view, row, other, today))

    def _meant(self, naming: Naming, row: int, text: str, seed: int) -> int | None:
        view = naming.view
        known = row_of(view.people, text)
        if known is not None and naming.named[known]:
            return known
        ids, made = view.people.ids, view.introductions
        # Somebody who was proposed meanwhile is suggested no longer, but may still be meant.
        today = self.audit.clock().date()
        rows = self.ranker.candidates(view, row, today=today, limit=MOST, seed=seed).tolist()
        rows += made.introducee[made.mentee == row].tolist()
        handles = ((one, self.handle(ids[row], ids[one])) for one in rows)
        given = text.encode(errors="surrogatepass")
        same = (one for one, handle in handles if hmac.compare_digest(handle.encode(), given))
        return next(same, None)

    def _record(self, viewer: Viewer, person_id: str, **details: object) -> None:
        self.audit.record(
            viewer, ACTION, object_kind="person", object_id=person_id, details=details
        )

    def _nobody(self, viewer: Viewer, person_id: str, text: str) -> PersonNotFound:
        error = PersonNotFound(text)
        return self.audit.refused(viewer, ACTION, error, object_kind="person", object_id=person_id)


def _help(one: Ranked, naming: Naming, told: bool) -> tuple[Reason, ...]:
    found = need(one, named=bool(naming.named[one.row]), goals_told=told)
    return (found,) if found else ()


def _placed(place: int | None, more: bool) -> Reason:
    if place is not None:
        return Reason("placed", f"suggested at place {place + 1}", place + 1)
    if more:
        return Reason("placed_lower", f"placed below {MOST} others")
    return Reason("too_far", "no way within three steps")


def _none_because(view: View, row: int) -> str:
    if not view.people.present[row]:
        return "This person was not in the organisation on that day."
    if not view.tied[row]:
        return "No contacts of this person are recorded, so nothing is known to start from."
    return (
        "Nobody is left to suggest: whoever is within three steps is known already, does not want "
        "to be suggested, is away, was asked often enough, left, or is in the reporting line."
    )
