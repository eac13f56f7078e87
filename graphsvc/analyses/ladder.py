"""Who stands on which rung for somebody, by acts of the last year, and for whom does she?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.sponsors import UNKNOWN_DAY, Acts, Flags, Ints, counting
from graphsvc.model import KINDS, SPONSOR_KINDS

NO_RUNG = -1


class Standing(NamedTuple):
    """One person beside another; rungs index model.KINDS, NO_RUNG for none.

    ``rung`` is the highest that a second source confirmed, ``on`` the day of its latest act.
    ``claimed`` is the highest of the acts that count only by somebody's word, where it is above
    ``rung``; ``claimed_on`` may be UNKNOWN_DAY.
    """

    person: int
    rung: int
    on: int
    claimed: int
    claimed_on: int
    sponsor: bool
    claimed_sponsor: bool


class Ladder(NamedTuple):
    """The highest rung first; equals by the latest act, then by row."""

    for_her: tuple[Standing, ...]  # who stands there for her
    she_for: tuple[Standing, ...]  # for whom she does


def ladder(
    acts: Acts, row: int, *, present: Flags, today: int, kinds: Sequence[str] = SPONSOR_KINDS
) -> Ladder:
    """The ladder of the person in *row* on the day *today*; arguments as ``sponsors.sponsored``.

    Whoever is a sponsor here makes ``sponsored(...).active`` true there, and the other way round.
    """
    of_a_kind = acts.kind >= 0
    hers = np.flatnonzero(of_a_kind & ((acts.endorsed == row) | (acts.endorser == row)))
    own = Acts(*(column[hers] for column in acts))
    confirmed, claimed = counting(own, present=present, today=today)
    upper = frozenset(map(KINDS.index, kinds))
    return Ladder(
        tuple(_standings(own, own.endorser, own.endorsed == row, (confirmed, claimed), upper)),
        tuple(_standings(own, own.endorsed, own.endorser == row, (confirmed, claimed), upper)),
    )


def _standings(
    acts: Acts, others: Ints, side: Flags, counted: tuple[Flags, Flags], upper: frozenset[int]
) -> list[Standing]:
    confirmed, claimed = (side & one for one in counted)
    rows = np.unique(others[confirmed | claimed]).tolist()
    found = [
        _standing(acts, one, confirmed & (others == one), claimed & (others == one), upper)
        for one in rows
    ]
    return sorted(found, key=_order)


def _standing(
    acts: Acts, person: int, confirmed: Flags, claimed: Flags, upper: frozenset[int]
) -> Standing:
    rung, on = max(_acts(acts, confirmed), default=(NO_RUNG, UNKNOWN_DAY))
    says, says_on = max(_acts(acts, claimed), default=(NO_RUNG, UNKNOWN_DAY))
    if says <= rung:
        says, says_on = NO_RUNG, UNKNOWN_DAY
    sponsor = any(kind in upper for kind, _ in _acts(acts, confirmed))
    says_so = any(kind in upper for kind, _ in _acts(acts, claimed))
    return Standing(person, rung, on, says, says_on, sponsor, says_so and not sponsor)


def _acts(acts: Acts, chosen: Flags) -> Iterator[tuple[int, int]]:
    return zip(acts.kind[chosen].tolist(), acts.on[chosen].tolist(), strict=True)


def _order(one: Standing) -> tuple[int, int, int, int, int]:
    return (-one.rung, -one.claimed, -one.on, -one.claimed_on, one.person)
