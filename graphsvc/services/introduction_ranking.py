"""In which order are people suggested to somebody, by everything that counts?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.introductions import (
    HALF_LIVES,
    Candidate,
    Evidence,
    evidence,
    in_order,
    introductions,
)
from graphsvc.analyses.on_demand import OnDemand
from graphsvc.analyses.suggesting import (
    CANDIDATES,
    Floats,
    Longs,
    Placed,
    Standing,
    around,
    load,
    novelty,
    placed,
)
from graphsvc.analyses.warm_paths import Attention
from graphsvc.model import day_number
from graphsvc.services.chart import reports
from graphsvc.services.goal_people import GoalPeople, Help
from graphsvc.services.introducing_proposals import Limits
from graphsvc.services.introduction_exclusions import Today, eligible
from graphsvc.services.results import Results
from graphsvc.snapshot.view import Flags, View, flags_of

Answers = tuple[frozenset[str], frozenset[str]]  # who said yes, who said no


class Prepared(NamedTuple):
    """What all answers from one view share."""

    evidence: Evidence
    attention: Attention
    reports: Longs  # by row, how many report to each


class Ranked(NamedTuple):
    """Somebody suggested: by contacts, and where they stand with everything that counts."""

    candidate: Candidate
    placed: Placed
    help: Help | None

    @property
    def row(self) -> int:
        return self.candidate.row


class Order(NamedTuple):
    """The first suggestions, best first, their rows, and whether there were more."""

    items: Sequence[Ranked]
    rows: tuple[int, ...]
    truncated: bool


NOBODY_FOUND = Order((), (), False)


@dataclass(frozen=True)
class Ranker:
    """``answers`` are the ids of those who said yes and of those who said no to being suggested.

    Today's, as is ``away`` by day. Nothing is taken from how somebody answered introductions:
    willing is only who says so.
    """

    answers: Callable[[], Answers] = lambda: (frozenset(), frozenset())
    away: Callable[[date], frozenset[str]] = lambda day: frozenset()
    goals: GoalPeople = field(default_factory=GoalPeople, repr=False, compare=False)
    most_asked: int = Limits.introducee  # times an introducee is asked in 91 days
    results: Results = field(default_factory=Results, repr=False, compare=False)

    def prepared(self, view: View) -> Prepared:
        """What all answers from *view* share, made once."""

        def made() -> Prepared:
            recent, lasting = (view.decayed(days) for days in HALF_LIVES)
            return Prepared(
                evidence(
                    view.ties,
                    recent,
                    lasting,
                    present=view.people.present,
                    beside=view.beside,
                ),
                Attention(view.attention, view.attended, view.shares),
                reports(view, self.results),
            )

        return self.results.get(view, "evidence of introductions", HALF_LIVES, made)

    def order(
        self, view: View, row: int, *, today: date, before: date | None, limit: int, seed: int
    ) -> Order:
        """The *limit* first suggestions for the one in row *row*.

        Args:
            today: for absences.
            before: goals of before this day count, all where it is None.
        """
        if not view.people.present[row]:
            return NOBODY_FOUND
        people, kept = view.people, self.today(view, today)
        found = introductions(
            self.prepared(view).evidence,
            row,
            eligible=eligible(view, row, kept),
            limit=max(limit, CANDIDATES),
            id_of=people.ids.__getitem__,
            seed=seed,
        )
        rows = found.items.rows
        helping = self._helping(view, row, rows, before, seed)
        standing = self._standing(view, row, rows, helping, kept.given)
        order = placed(standing, limit, id_of=lambda at: people.ids[int(rows[at])], seed=seed)

        def ranked(at: int) -> Ranked:
            candidate = found.items[order[at].place - 1]
            return Ranked(candidate, order[at], helping.get(candidate.row))

        items = OnDemand(len(order), ranked)
        in_order = rows[[one.place - 1 for one in order]].tolist()
        return Order(items, tuple(in_order), found.truncated or len(found.items) > limit)

    def candidates(self, view: View, row: int, *, today: date, limit: int, seed: int) -> Longs:
        """The rows of all whom order orders for the same arguments, in their order by contacts."""
        if not view.people.present[row]:
            return np.empty(0, np.int64)
        may_be = eligible(view, row, self.today(view, today))
        return self._by_contacts(view, row, may_be, max(limit, CANDIDATES), seed)

    def nearest(self, view: View, row: int, seed: int) -> Longs:
        """Her contacts and the people nearest to her by contacts, whoever may be suggested."""
        here = view.people.present
        own = view.ties.contacts(row).astype(np.int64)
        found = self._by_contacts(view, row, here, CANDIDATES, seed)
        return np.append(own[here[own]], found).astype(np.int64)

    def _by_contacts(self, view: View, row: int, may_be: Flags, limit: int, seed: int) -> Longs:
        return in_order(
            self.prepared(view).evidence,
            row,
            eligible=may_be,
            limit=limit,
            id_of=view.people.ids.__getitem__,
            seed=seed,
        )

    def today(self, view: View, day: date) -> Today:
        """Who is kept out whatever day the question is about, and who said yes."""
        given, refused = self.answers()
        return Today(
            self._flags(view, "given", given),
            self._flags(view, "refused", refused),
            self._flags(view, "away", self.away(day)),
            self.load(view) >= 1,
        )

    def here(self, view: View, day: date) -> Flags:
        """Who can be asked to introduce somebody: who is present, and not away on that day."""
        return view.people.present & ~self._flags(view, "away", self.away(day))

    def load(self, view: View) -> Floats:
        """By row: times asked as introducee in the last quarter, over the limit."""
        made, people = view.introductions, len(view.people.ids)
        day = day_number(view.acts_before)
        return self.results.get(
            view,
            "load of introducees",
            self.most_asked,
            lambda: load(made.introducee, made.asked, day, self.most_asked, people),
        )

    def _standing(
        self, view: View, row: int, rows: Longs, helping: dict[int, Help], given: Flags
    ) -> Standing:
        here, unit = view.people.present, view.people.unit
        units = len(view.people.units.ids)
        known = around(view.ties, row, present=here, unit=unit, units=units)
        need = [helping[one].value if one in helping else 0.0 for one in rows.tolist()]
        return Standing(
            need=np.array(need, np.float64),
            novelty=novelty(view.ties, known, rows, present=here, unit=unit),
            willing=given[rows].astype(np.float64),
            load=self.load(view)[rows],
        )

    def _helping(
        self, view: View, row: int, rows: Longs, before: date | None, seed: int
    ) -> dict[int, Help]:
        aims = self.goals.aims(view, row, before)
        return self.goals.helping(view, row, aims, rows, seed)

    def _flags(self, view: View, what: str, ids: frozenset[str]) -> Flags:
        return self.results.get(view, what, ids, lambda: flags_of(view.people, ids))
