"""What do people aim for, and who has come from another unit, under the mask of today?"""

import numpy as np

from graphsvc.snapshot.columns import Facts, Spans
from graphsvc.snapshot.mask import Mask
from graphsvc.snapshot.view import NO_DAY, NOBODY, Earlier, Goals, Ints


def goals_of(facts: Facts, mask: Mask) -> Goals:
    """All goals of whoever did not leave the graph; nobody who did decides on one."""
    goals = facts.goals
    if not mask.anybody:
        return Goals(*goals)
    seen = np.flatnonzero(~mask.out[goals.person])
    decider = goals.decided_by[seen]
    gone = (decider >= 0) & mask.out[decider]
    return Goals(
        person=goals.person[seen],
        kind=goals.kind[seen],
        text=goals.text.take(seen),
        on=goals.on[seen],
        unit=goals.unit[seen],
        decided_by=np.where(gone, NOBODY, decider).astype(np.int32),
    )


def earlier_units(spans: Spans, day: int, unit: Ints) -> Earlier:
    """The units people had left when they came to the one in *unit*, theirs as of *day*."""
    left_one = np.zeros(len(unit), np.bool_)
    left_one[spans.person[spans.until != NO_DAY]] = True
    rows = np.flatnonzero(left_one[spans.person] & (unit[spans.person] != NOBODY))
    person, other, since, until = (one[rows] for one in spans)
    holds = (since < day) & ((until == NO_DAY) | (until >= day))
    came, here = np.full(len(unit), NO_DAY, np.int32), other == unit[person]
    np.maximum.at(came, person[holds & here], since[holds & here])
    # Undated beginnings are before all others: whoever came then had left nothing.
    left = ~here & (until != NO_DAY) & (until <= came[person])
    return Earlier(person[left], other[left])
