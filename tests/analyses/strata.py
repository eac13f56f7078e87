"""How do tests count people by group and stratum, person by person?"""

import numpy as np

from graphsvc.analyses.stratified import Flags, Ints, Tables


def tables(outcome: Flags, *, member: Flags, stratum: Ints) -> Tables:
    """Count a yes-or-no *outcome* by group and stratum; strata of one group only drop out."""
    count = int(stratum.max()) + 1 if len(stratum) else 0
    ours, theirs = _counted(stratum[member], count), _counted(stratum[~member], count)
    ours_yes = _counted(stratum[member & outcome], count)
    theirs_yes = _counted(stratum[~member & outcome], count)
    live = (ours > 0) & (theirs > 0)
    compared = int(ours[live].sum())
    return Tables(
        ours[live], theirs[live], ours_yes[live], theirs_yes[live],
        compared, int(ours.sum()) - compared,
    )  # fmt: skip


def _counted(stratum: Ints, count: int) -> Ints:
    return np.bincount(stratum, minlength=count).astype(np.int64)
