"""Whom does a goal lead to: who decides on it, who has done it, who sits where it lies?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.access.labels import with_article
from graphsvc.analyses.doors import heads
from graphsvc.analyses.goal_words import phrases, titles_meant
from graphsvc.services.chart import inside, managing, reports
from graphsvc.services.goal_facts import Aim, aims_of
from graphsvc.services.results import Results
from graphsvc.snapshot.texts import texts_at
from graphsvc.snapshot.view import NO_LEVEL, NOBODY, View, row_of
from graphsvc.store.base import Row, Store

Longs = NDArray[np.int64]

# How directly somebody helps with a goal, as need in a ranking.
HELPS = {"decides": 1.0, "has_done": 0.6, "in_unit": 0.3}


class Help(NamedTuple):
    """How somebody helps with a goal: a key of HELPS, and in words where she may be named."""

    aim: Aim
    how: str
    words: str

    @property
    def value(self) -> float:
        return HELPS[self.how]


@dataclass(frozen=True)
class GoalPeople:
    """Goals and acts live from the store, the chart from the view."""

    store: Store
    results: Results = field(default_factory=Results, repr=False, compare=False)

    def aims(self, person_id: str, before: date | None) -> tuple[Aim, ...]:
        """What the person aims for; of *before* that day, where one is given."""
        found = aims_of(self.store, person_id)
        return tuple(one for one in found if before is None or one.on is None or one.on < before)

    def helping(
        self, view: View, row: int, aims: Sequence[Aim], among: Longs, seed: int
    ) -> dict[int, Help]:
        """Who of the rows *among* helps with one of *aims* of the one in *row*, most directly."""
        found: dict[int, Help] = {}
        for aim in aims:
            for other, one in self._with(view, row, aim, among, seed):
                if other not in found or found[other].value < one.value:
                    found[other] = one
        return found

    def decide(self, view: View, row: int, aim: Aim, seed: int) -> dict[int, str]:
        """Who decides on a goal, most senior first: whom it names, else who leads where it lies."""
        named = row_of(view.people, aim.decided_by) if aim.decided_by else None
        if named is not None and view.people.present[named]:
            return {named: "decides on it, as the goal says"}
        unit = _unit(view, row, aim)
        words = f"leads in {self._where(view, unit)}, where the goal lies"
        return {one: words for one in self._heads(view, unit, seed) if one != row}

    def have_done(self, view: View, row: int, aim: Aim, among: Longs) -> dict[int, str]:
        """Who of the rows *among* has done what the goal is about, and how that is known."""
        if aim.kind == "role":
            return self._in_role(view, row, aim, among)
        if aim.kind == "unit":
            there = self._inside(view, aim.unit, among) if aim.unit else among[:0]
            rows = self._asked("goal_joined", view, there, unit=aim.unit)
            words = "came to the unit from another one"
        else:
            rows = self._asked("goal_endorsed", view, among, topics=phrases(aim.text))
            words = "was endorsed for what the goal is about"
        found = (row_of(view.people, one["id"]) for one in rows)
        return {one: words for one in found if one is not None and one != row}

    def _asked(self, query: str, view: View, among: Longs, **parameters: Any) -> list[Row]:
        if not len(among):
            return []
        ids = texts_at(view.people.ids, among.tolist())
        return self.store.rows(f"read/{query}", ids=ids, before=view.as_of, **parameters)

    def _with(
        self, view: View, row: int, aim: Aim, among: Longs, seed: int
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

    def _in_role(self, view: View, row: int, aim: Aim, among: Longs) -> dict[int, str]:
        titles = self._titles_meant(view, aim.text)
        people = view.people
        if titles:
            named = zip(among.tolist(), texts_at(people.titles, among.tolist()), strict=True)
            return {
                one: f"is {with_article(title)}"
                for one, title in named
                if title in titles and one != row
            }
        own, family = int(people.level[row]), int(people.family[row])
        higher = people.level[people.present & (people.level > own)]
        if own == NO_LEVEL or not len(higher):
            return {}
        ahead = (people.level[among] == higher.min()) & (people.family[among] == family)
        if aim.unit:
            ahead &= inside(view, self.results, aim.unit, among)
        return dict.fromkeys(among[ahead].tolist(), "is one level up in the same job family")

    def _titles_meant(self, view: View, text: str) -> frozenset[str]:
        titles = self.results.get(view, "titles", None, lambda: tuple(set(view.people.titles)))
        return self.results.get(
            view, "titles of a goal", text, lambda: frozenset(titles_meant(text, titles))
        )

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


def _unit(view: View, row: int, aim: Aim) -> str | None:
    """The unit a goal lies in; her own where it names none, None where she is in none."""
    own = int(view.people.unit[row])
    return aim.unit or (view.people.units.ids[own] if own != NOBODY else None)
