"""Has a group active sponsors less often than others of the same levels, or is it chance?"""

from typing import NamedTuple

import numpy as np

from graphsvc.analyses.cells import Cells
from graphsvc.analyses.intervals import score_interval, smallest_detectable
from graphsvc.analyses.stratified import Tables, difference, exact_p, familywise

GAP, NO_LARGE_GAP, TOO_LITTLE = "gap", "no_gap_larger_than", "too_little_data"
LEVEL_OF_TEST = 0.05
# Half of the share in the literature (about 40 %): data that could miss this say nothing.
MUCH = 0.20
ONE_TEST = 1.96


class Comparison(NamedTuple):
    """One group against all others; differences in shares, within bands of levels.

    ``low`` and ``high`` hold for all groups of the report together, in 95 of 100 reports.
    ``smallest`` is the drop found in 4 of 5 cases, None where none is.
    """

    group: int  # position in Cells.groups
    difference: float
    low: float
    high: float
    p_value: float
    smallest: float | None
    compared: int
    verdict: str

    @property
    def largest(self) -> float:
        """No difference larger than this, in either direction, agrees with the data."""
        return max(abs(self.low), abs(self.high))


def comparisons(found: Cells, *, seed: int, draws: int = 10_000) -> list[Comparison]:
    """Each group of *found* against all others, so that chance reports any gap in 5 of 100.

    Two groups are one question: labels are shuffled within bands, exactly, with mid-p. Several are
    judged together by the largest of their standardised differences over *draws* shuffles.
    Everything follows from the cells shown, so a comparison gives nothing away that they do not.

    Returns:
        Nothing where fewer than two groups or no bands are left.
    Source:
        methods.md section 3 (test protocol); Westfall and Young (1993) for several groups.
    """
    groups = len(found.groups)
    if groups < 2 or not len(found.bands):
        return []
    each = [_against_others(found, one) for one in range(groups)]
    if groups == 2:
        p_values, critical = [exact_p(each[0], mid=True) or 0.0] * 2, ONE_TEST
    else:
        compared = list(range(groups))
        family = familywise(found.people, found.yes, compared=compared, draws=draws, seed=seed)
        p_values, critical = family.p_values, family.critical
    return [
        _judged(one, table, p, max(ONE_TEST, critical))
        for one, (table, p) in enumerate(zip(each, p_values, strict=True))
    ]


def _against_others(found: Cells, group: int) -> Tables:
    ours, ours_yes = found.people[:, group], found.yes[:, group]
    theirs, theirs_yes = found.people.sum(axis=1) - ours, found.yes.sum(axis=1) - ours_yes
    return Tables(ours, theirs, ours_yes, theirs_yes, int(ours.sum()), 0)


def _judged(group: int, table: Tables, p_value: float, critical: float) -> Comparison:
    seen, bounds = difference(table), score_interval(table, critical=critical)
    # Bands hold every group, so there always is a difference.
    assert seen is not None
    assert bounds is not None
    smallest = smallest_detectable(table, critical=critical)
    if p_value < LEVEL_OF_TEST:
        verdict = GAP
    elif smallest is None or smallest > MUCH:
        verdict = TOO_LITTLE
    else:
        verdict = NO_LARGE_GAP
    return Comparison(group, seen, *bounds, p_value, smallest, int(np.sum(table.members)), verdict)
