"""Whom may a programme introduce to whom: nobody who refused, knows her, or is in her line?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.reporting import reporting_line
from graphsvc.model import INTRODUCTION_STATES
from graphsvc.snapshot.view import NOBODY, Flags, View, flags_of

# Only these leave the way open to introduce the two to each other again.
_OPEN_AGAIN = [INTRODUCTION_STATES.index(one) for one in ("withdrawn", "expired")]


@dataclass
class Willing:
    """Who may be met at all, by row, and whom one person shall not be introduced to."""

    view: View
    refused: Iterable[str]
    everybody: Flags = field(init=False)
    _leads: Flags = field(init=False)

    def __post_init__(self) -> None:
        people = self.view.people
        self.everybody = people.present & ~flags_of(people, self.refused)
        self._leads = np.zeros(len(people.manager), dtype=np.bool_)
        self._leads[people.manager[people.manager != NOBODY]] = True

    def barred(self, row: int) -> Flags:
        """Whoever has any tie with the one in *row*, was proposed to her, or is in her line."""
        barred = self._line(row)
        ties, mentorings = self.view.ties, self.view.mentorings
        barred[ties.contacts(row)] = True
        proposed = self.view.introductions
        settled = ~np.isin(proposed.state, _OPEN_AGAIN)
        for one, other in (
            (mentorings.mentor, mentorings.mentee),
            (proposed.mentee[settled], proposed.introducee[settled]),
        ):
            barred[other[one == row]] = True
            barred[one[other == row]] = True
        return barred

    def _line(self, row: int) -> NDArray[np.bool_]:
        manager = self.view.people.manager
        if self._leads[row]:
            return reporting_line(manager, row)
        # Nobody is below most people, and the way up is short.
        line = np.zeros(len(manager), dtype=np.bool_)
        above = int(manager[row])
        while above != NOBODY and not line[above]:
            line[above] = True
            above = int(manager[above])
        return line
