"""Who has done what a goal is about, and how is that known?"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graphsvc.access.labels import with_article
from graphsvc.analyses.goal_words import needed, phrases, titles_meant, words
from graphsvc.services.chart import inside, part_of
from graphsvc.services.results import Results
from graphsvc.snapshot.ragged import found_in
from graphsvc.snapshot.texts import texts_at
from graphsvc.snapshot.view import NO_LEVEL, Ints, Longs, View


class Aimed(Protocol):
    """What a goal says; unit and decider by id, '' where there is none."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def decided_by(self) -> str: ...


@dataclass(frozen=True)
class Done:
    """From the view; ``results`` keeps what all goals of one view share."""

    results: Results

    def prepare(self, view: View) -> None:
        """Work out what all goals share."""
        self._titles(view)
        self._topics(view)
        self._levels(view)

    def by(self, view: View, row: int, aim: Aimed, among: Longs) -> dict[int, str]:
        """Who of the rows *among* has done what a goal of the one in *row* is about."""
        if aim.kind == "role":
            found = self._in_role(view, row, aim, among)
        elif aim.kind == "unit":
            came = self._came(view, aim.unit, among) if aim.unit else among[:0]
            found = dict.fromkeys(came.tolist(), "came to the unit from another one")
        else:
            endorsed = self._endorsed(view, aim.text, among).tolist()
            found = dict.fromkeys(endorsed, "was endorsed for what the goal is about")
        return {one: words for one, words in found.items() if one != row}

    def _came(self, view: View, unit: str, among: Longs) -> Longs:
        """Who of them is in the unit, and left another one that is no part of it for one of its."""
        there = among[inside(view, self.results, unit, among)]
        owner, at = found_in(view.earlier.person, there)
        elsewhere = ~part_of(view, self.results, unit)[view.earlier.unit[at]]
        return there[np.unique(owner[elsewhere])]

    def _endorsed(self, view: View, text: str, among: Longs) -> Longs:
        """Who of them was endorsed on a topic the goal speaks of."""
        known = self._topics(view)
        meant = [known[one] for one in phrases(text) if one in known]
        if not meant:
            return among[:0]
        owner, at = found_in(view.endorsements.endorsed, among)
        return among[np.unique(owner[np.isin(view.about[at], np.concatenate(meant))])]

    def _in_role(self, view: View, row: int, aim: Aimed, among: Longs) -> dict[int, str]:
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
        higher = [one for one in self._levels(view) if one > own]
        if own == NO_LEVEL or not higher:
            return {}
        ahead = (people.level[among] == higher[0]) & (people.family[among] == family)
        if aim.unit:
            ahead &= inside(view, self.results, aim.unit, among)
        return dict.fromkeys(among[ahead].tolist(), "is one level up in the same job family")

    def _levels(self, view: View) -> tuple[int, ...]:
        """The levels that people present have, ascending."""
        people = view.people
        return self.results.get(
            view, "levels", None, lambda: tuple(np.unique(people.level[people.present]).tolist())
        )

    def _titles(self, view: View) -> dict[str, frozenset[str]]:
        return self.results.get(view, "titles", None, lambda: needed(set(view.people.titles)))

    def _titles_meant(self, view: View, text: str) -> frozenset[str]:
        return self.results.get(
            view,
            "titles of a goal",
            text,
            lambda: frozenset(titles_meant(text, self._titles(view))),
        )

    def _topics(self, view: View) -> dict[str, Ints]:
        """The codes of topics by how they read, folded."""

        def found() -> dict[str, Ints]:
            codes: dict[str, list[int]] = {}
            for code, topic in enumerate(view.topics):
                codes.setdefault(" ".join(words(topic)), []).append(code)
            return {topic: np.array(same, np.int32) for topic, same in codes.items()}

        return self.results.get(view, "topics", None, found)
