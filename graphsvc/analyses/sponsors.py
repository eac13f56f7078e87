"""Who has an active sponsor, and who has one only by somebody's own word?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.model import KINDS, SPONSOR_DAYS, SPONSOR_KINDS

Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]
UNKNOWN_DAY = np.iinfo(np.int32).min  # as in a snapshot's columns


class Acts(NamedTuple):
    """Endorsements, one entry an act: rows of people, index into KINDS, day numbers.

    ``confirmed`` is the day a second source confirmed the act, UNKNOWN_DAY where none did.
    """

    endorser: Ints
    endorsed: Ints
    kind: Ints
    on: Ints
    confirmed: Ints


class Sponsored(NamedTuple):
    """By row: ``active`` by a confirmed recent act, ``claimed`` only by acts that are neither."""

    active: Flags
    claimed: Flags


def sponsored(
    acts: Acts, *, present: Flags, today: int, kinds: Sequence[str] = SPONSOR_KINDS
) -> Sponsored:
    """Who has a sponsor on the day *today*, by acts dated before it.

    A sponsor is defined by acts, not by the word: somebody present with an act of *kinds* in the
    365 days before *today* that a second source confirmed. The same act without confirmation, or
    without a date to tell that it is recent, makes a claimed sponsor. Nobody is her own sponsor.

    Args:
        acts: dated before *today*, or undated. Not modified.
        present: by row; an act of somebody who left opens no doors any more.
        today: the as-of day as a day number.
        kinds: the rungs that count, of model.KINDS.
    Returns:
        Two flags by row; nobody has both.
    Source:
        methods.md section 2; Kennedy and Jain (2019), "Sponsors need to stop acting like mentors".
    """
    upper = np.isin(acts.kind, [KINDS.index(one) for one in kinds])
    confirmed, claimed = counting(acts, present=present, today=today)
    active = _flags(acts.endorsed[upper & confirmed], len(present))
    claims = _flags(acts.endorsed[upper & claimed], len(present))
    return Sponsored(active, claims & ~active)


def counting(acts: Acts, *, present: Flags, today: int) -> tuple[Flags, Flags]:
    """By act, whatever its kind: counts as confirmed, or only by somebody's word.

    Recent, of somebody present, for somebody else; an undated one counts by word alone.
    """
    counts = present[acts.endorser] & (acts.endorser != acts.endorsed)
    dated = acts.on != UNKNOWN_DAY
    recent = dated & (acts.on >= today - SPONSOR_DAYS) & (acts.on < today)
    second = (acts.confirmed != UNKNOWN_DAY) & (acts.confirmed < today)
    confirmed = counts & recent & second
    return confirmed, counts & (recent | ~dated) & ~confirmed


def _flags(rows: Ints, people: int) -> Flags:
    flags = np.zeros(people, dtype=np.bool_)
    flags[rows] = True
    return flags
