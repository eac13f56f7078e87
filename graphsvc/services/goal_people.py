"""Whom does a goal lead to: who decides on it, who has done it, who sits where it lies?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.doors import heads
from graphsvc.model import GOAL_KINDS, day_number
from graphsvc.services.chart import inside, managing, reports
from graphsvc.services.goal_done import Aimed, Done
from graphsvc.services.results import Results
from graphsvc.snapshot.ragged import found_in
from graphsvc.snapshot.view import NOBODY, Ids, Longs, View, row_of

# How directly somebody helps with a goal, as need in a ranking.
HELPS = {"decides": 1.0, "has_done": 0.6, "in_unit": 0.3}


class Wish(NamedTuple):
    """A goal as the snapshot holds it."""

    kind: str
    text: str
    unit: str
    decided_by: str


class Help(NamedTuple):
    """How somebody helps with a goal: a key of HELPS, and in words where she may be named."""

    aim: Aimed
    how: str
    words: str

    @property
    def value(self) -> float:
        return HELPS[self.how]


@dataclass(frozen=True)
class GoalPeople:
    """Everything from the view; ``results`` keeps what all goals of one view share."""

    results: Results = field(default_factory=Results, repr=False, compare=False)

    def prepare(self, view: View) -> None:
        """Work out what all goals share."""
        self._done.prepare(view)
        managing(view, self.results)

    def aims(self, view: View, row: int, before: date | None) -> tuple[Wish, ...]:
        """What the one in *row* aims for; of *before* that day, where one is given."""
        goals, people = view.goals, view.people
        _, at = found_in(goals.person, np.array([row]))
        if before is not None:
            # An undated goal is before every day.
            at = at[goals.on[at] < day_number(before)]
        return tuple(
            Wish(
                kind=GOAL_KINDS[goals.kind[one]],
                text=goals.text[one],
                unit=_id(people.units.ids, int(goals.unit[one])),
                decided_by=_id(people.ids, int(goals.decided_by[one])),
            )
            for one in at.tolist()
        )

    def helping(
        self, view: View, row: int, aims: Sequence[Aimed], among: Longs, seed: int
    ) -> dict[int, Help]:
        """Who of the rows *among* helps with one of *aims* of the one in *row*, most directly."""
        found: dict[int, Help] = {}
        for aim in aims:
            for other, one in self._with(view, row, aim, among, seed):
                if other not in found or found[other].value < one.value:
                    found[other] = one
        return found

    def decide(self, view: View, row: int, aim: Aimed, seed: int) -> dict[int, str]:
        """Who decides on a goal, most senior first: whom it names, else who leads where it lies."""
        named = row_of(view.people, aim.decided_by) if aim.decided_by else None
        if named is not None and view.people.present[named]:
            return {named: "decides on it, as the goal says"}
        unit = _unit(view, row, aim)
        words = f"leads in {self._where(view, unit)}, where the goal lies"
        return {one: words for one in self._heads(view, unit, seed) if one != row}

    def have_done(self, view: View, row: int, aim: Aimed, among: Longs) -> dict[int, str]:
        """Who of the rows *among* has done what the goal is about, and how that is known."""
        return self._done.by(view, row, aim, among)

    def _with(
        self, view: View, row: int, aim: Aimed, among: Longs, seed: int
    ) -> list[tuple[int, Help]]:
        looked_at = set(among.tolist())
        decide = self.decide(view, row, aim, seed)
        found = [(one, Help(aim, "decides", words)) for one, words in decide.items()]
        done = self.have_done(view, row, aim, among)
        found += [(one, Help(aim, "has_done", words)) for one, words in done.items()]
        if aim.unit:
            there = self._inside(view, aim.unit, among).tolist()
            words = f"works in {self._where(view, aim.unit)}, where the goal lies"
            found += [(one, Help(aim, "in_unit", words)) for one in there]
        return [(one, help_) for one, help_ in found if one in looked_at]

    @cached_property
    def _done(self) -> Done:
        return Done(self.results)

    def _heads(self, view: View, unit: str | None, seed: int) -> list[int]:
        def found() -> list[int]:
            people = view.people
            there = self._inside(view, unit, managing(view, self.results))
            count, name = reports(view, self.results), people.ids.__getitem__
            return heads(there, count[there], people.level[there], id_of=name, seed=seed)

        return self.results.get(view, "heads of a unit", (unit, seed), found)

    def _inside(self, view: View, unit: str | None, rows: Longs) -> Longs:
        return rows[inside(view, self.results, unit, rows)]

    def _where(self, view: View, unit: str | None) -> str:
        units = view.people.units
        if unit is None or unit not in units.ids:
            return "the organisation"
        return units.names[units.ids.index(unit)] or unit


def _id(ids: Ids | Sequence[str], at: int) -> str:
    return "" if at == NOBODY else ids[at]


def _unit(view: View, row: int, aim: Aimed) -> str | None:
    """The unit a goal lies in; her own where it names none, None where she is in none."""
    own = int(view.people.unit[row])
    return aim.unit or (view.people.units.ids[own] if own != NOBODY else None)
