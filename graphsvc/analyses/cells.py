"""Which levels can be shown by group without pointing at somebody, alone or two together?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]
Counts = NDArray[np.int64]

NO_GROUP = -1
POOLED = -2  # groups too small to be shown anywhere, together
MOST_LEVELS = 2  # joined into one band: more would compare people who are not alike


class Cells(NamedTuple):
    """Counts by band and group; no cell is under the minimum.

    ``bands`` are one level or two neighbours each; ``groups`` the codes shown, POOLED last.
    ``left_out`` are the levels nothing is said about.
    """

    bands: tuple[tuple[int, ...], ...]
    groups: tuple[int, ...]
    people: Counts
    yes: Counts
    left_out: tuple[int, ...]


def cells(group: Codes, *, level: Codes, outcome: Flags, minimum: int, unknown: int) -> Cells:
    """Count people and those with the *outcome* where every group has *minimum* people or more.

    Until there is disclosure control a level with a smaller cell, an empty one included, is left
    out whole. Two neighbouring levels that only together have no small cell are joined into a
    band. Nothing is added up over what is left out, so no sum gives it away by difference.

    Args:
        group: a code for each person; NO_GROUP is in no figure. So are groups that reach the
            minimum in no two neighbouring levels, unless all of those do together (POOLED).
        level: the level of each person; *unknown* is a stratum of its own and joined to none.
    """
    least = max(1, minimum)
    recorded = group != NO_GROUP
    group, level, outcome = group[recorded], level[recorded], outcome[recorded]
    levels = [one for one in np.unique(level).tolist() if one != unknown]
    group = _pooled(group, level, levels, unknown, least)
    kept = group != NO_GROUP
    group, level, outcome = group[kept], level[kept], outcome[kept]
    codes = [one for one in np.unique(group).tolist() if one != POOLED]
    codes += [POOLED] if (group == POOLED).any() else []
    where = _counted(group, level, [*levels, unknown], codes)
    bands = _bands(where[:-1], least)
    if codes and (where[-1] >= least).all():
        bands.append((len(levels),))
    named = [*levels, unknown]
    shown = {one for band in bands for one in band}
    hit = _counted(group[outcome], level[outcome], named, codes)
    return Cells(
        bands=tuple(tuple(named[one] for one in band) for band in bands),
        groups=tuple(codes),
        people=_summed(where, bands),
        yes=_summed(hit, bands),
        left_out=tuple(
            named[one] for one in range(len(named)) if one not in shown and where[one].any()
        ),
    )


def _pooled(
    group: Codes, level: Codes, levels: Sequence[int], unknown: int, least: int
) -> NDArray[np.int32]:
    """*group* with those that can be shown nowhere joined, or out where even that is too small."""
    found = group.copy()
    codes = np.unique(group).tolist()
    by_level = _counted(group, level, [*levels, unknown], codes)
    small = [code for at, code in enumerate(codes) if not _fits(by_level[:, at], least)]
    found[np.isin(group, small)] = POOLED
    together = _counted(found, level, [*levels, unknown], [POOLED])[:, 0]
    if not _fits(together, least):
        found[found == POOLED] = NO_GROUP
    return found


def _fits(counts: Counts, least: int) -> bool:
    """Whether some two neighbouring levels (the last is the unknown one) hold enough together."""
    known = counts[:-1]
    pairs = known + np.append(known[1:], 0) if len(known) else known
    return bool((pairs >= least).any() or counts[-1] >= least)


def _bands(counts: Counts, least: int) -> list[tuple[int, ...]]:
    """Neighbouring levels joined from the lowest on, until no cell is small."""
    bands: list[tuple[int, ...]] = []
    at = 0
    while at < len(counts):
        width = _width(counts[at:], least)
        if width:
            bands.append(tuple(range(at, at + width)))
        elif bands and len(bands[-1]) < MOST_LEVELS and bands[-1][-1] == at - 1:
            bands[-1] = (*bands[-1], at)
        at += max(1, width)
    return bands


def _width(counts: Counts, least: int) -> int:
    for width in range(1, min(MOST_LEVELS, len(counts)) + 1):
        if counts.size and (counts[:width].sum(axis=0) >= least).all():
            return width
    return 0


def _counted(group: Codes, level: Codes, levels: Sequence[int], codes: Sequence[int]) -> Counts:
    return np.array(
        [[np.count_nonzero((level == one) & (group == code)) for code in codes] for one in levels],
        dtype=np.int64,
    ).reshape(len(levels), len(codes))


def _summed(counts: Counts, bands: Sequence[Sequence[int]]) -> Counts:
    sums = [counts[list(band)].sum(axis=0) for band in bands]
    return np.array(sums, dtype=np.int64).reshape(len(bands), counts.shape[1])
