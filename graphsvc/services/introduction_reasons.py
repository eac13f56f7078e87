"""Why is somebody worth meeting, in words this viewer may read?"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graphsvc.access.naming import Naming
from graphsvc.analyses.connectors import Shared, shared_contacts
from graphsvc.analyses.introductions import Candidate, Evidence
from graphsvc.services.answers import Reason
from graphsvc.services.wording import listed, named, plural
from graphsvc.snapshot.view import NO_LEVEL, NOBODY, Flags, Longs

NAMED = 3  # of the shared contacts
_PART_WORDS = {
    "adamic_adar": "shared contacts, those with few contacts count more",
    "recent_30": "recent contact on both sides, half as much after 30 days",
    "recent_90": "recent contact on both sides, half as much after 90 days",
    "walk_90": "often reached by three steps along recent contacts",
    "beside": "addressed by the same person in the same week, more so among few",
}


def parts(one: Candidate) -> tuple[Reason, ...]:
    """What the place of a candidate is made of, part by part."""
    return tuple(
        Reason(part.name, f"{_PART_WORDS[part.name]}: place {part.rank}", part.value)
        for part in one.parts
    )


class Reasons:
    """Reasons for the one in row *row* to meet each of *candidates*.

    Of somebody who is not shown by name only the shared contacts are told: unit, level and the
    number of reports would give away more than the label does. *reports* is by row, how many each
    has; ``connectors`` is how shared contacts are named, *naming* itself if not given.
    """

    def __init__(
        self,
        naming: Naming,
        row: int,
        candidates: Sequence[Candidate],
        evidence: Evidence,
        reports: Longs,
        seed: int,
        *,
        connectors: Naming | None = None,
    ) -> None:
        self._naming, self._row, self._candidates = naming, row, candidates
        self._evidence, self._reports, self._seed = evidence, reports, seed
        self._connectors = naming if connectors is None else connectors
        self._people = naming.view.people

    def of(self, one: Candidate) -> tuple[Reason, ...]:
        """The reasons for one of the candidates, the way to them first."""
        shared = self._shared(one)
        if not self._naming.named[one.row]:
            return (shared,)
        told = (self._level(one.row), self._decides(one.row), self._new_unit(one.row))
        return (shared, *(reason for reason in told if reason))

    def _shared(self, one: Candidate) -> Reason:
        if one.steps > 2:
            return Reason("three_steps", "no shared contact: two people lie in between", one.steps)
        shared = self._between[one.row]
        people = tuple(named(self._connectors, row) for row in shared.first)
        names = listed([each.label for each in people], of=shared.of)
        text = f"{plural(shared.of, 'shared contact')}: {names}"
        return Reason("shared_contacts", text, shared.of, people)

    @cached_property
    def _between(self) -> dict[int, Shared]:
        return shared_contacts(
            self._evidence,
            self._row,
            [one.row for one in self._candidates if one.steps <= 2],
            most=NAMED,
            id_of=self._people.ids.__getitem__,
            seed=self._seed,
        )

    def _level(self, other: int) -> Reason | None:
        own, theirs = int(self._people.level[self._row]), int(self._people.level[other])
        if NO_LEVEL in (own, theirs) or theirs < own:
            return None
        up = theirs - own
        return Reason("level", f"{plural(up, 'level')} up" if up else "same level", up)

    def _decides(self, other: int) -> Reason | None:
        reports, unit = int(self._reports[other]), int(self._people.unit[other])
        if not reports:
            return None
        where = f" in {self._people.units.names[unit]}" if unit != NOBODY else ""
        return Reason("decides", f"decides{where}: {plural(reports, 'direct report')}", reports)

    def _new_unit(self, other: int) -> Reason | None:
        unit = int(self._people.unit[other])
        if unit == NOBODY or self._units_known[unit]:
            return None
        name = self._people.units.names[unit]
        return Reason("new_unit", f"opens a way into {name}, where no contact is yet")

    @cached_property
    def _units_known(self) -> Flags:
        """By unit: has she a contact there, or works there herself?"""
        ties = self._naming.view.ties
        own = ties.contacts(self._row)
        around = np.append(own[self._people.present[own]], self._row)
        units = self._people.unit[around]
        known = np.zeros(len(self._people.units.ids), dtype=np.bool_)
        known[units[units != NOBODY]] = True
        return known
