"""Who has too few mutual contacts, by which of the definitions, and who cannot be told about?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.mutual_contacts import Pairs, before, mutual
from graphsvc.kernels.isolation import few_without
from graphsvc.kernels.rows import Rows

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

UNKNOWN = np.iinfo(np.int32).min  # a level or day that is not known, as in a snapshot's columns
NOBODY = -1

# In the order of lists: whoever needs a next step first.
STATUSES = ("isolated", "fragile", "onboarding", "away", "no_data", "no_dates", "connected")
ISOLATED, FRAGILE, ONBOARDING, AWAY, NO_DATA, NO_DATES, CONNECTED = range(len(STATUSES))

SHORT_DAYS, LONG_DAYS = 28, 84
ONBOARDING_DAYS = 90
FEW_CONTACTS = 1  # besides the manager
SMALL_COMPONENT = 5
ONE_PERSON_SHARE = 0.5
LEVELS_UP = 2
OF_DEFINITIONS = 3  # this many of the definitions together make somebody isolated
FADING_FROM = 4  # mutual contacts before, for half of them to say something
FADING_SHARE = 0.5


class Organisation(NamedTuple):
    """What is known about people, by row, on the day ``today`` (a day number)."""

    today: int
    present: Flags
    joined: Ints
    manager: Ints
    unit: Ints
    level: Ints
    tied: Flags
    dated: Flags


class Contacts(NamedTuple):
    """Ties with their strength, and directed contacts of the last 28, 84 and 168 days."""

    ties: Rows
    short: Rows
    long: Rows
    longer: Rows


class Measures(NamedTuple):
    """By row; contacts are mutual, with people present, and besides the manager.

    ``defined_*`` flags say where a definition can be told at all. ``strongest`` is the share of
    tie strength on one person. ``mutual`` are the mutual contacts of the long window.
    """

    short: Ints
    long: Ints
    before: Ints  # in the 84 days before the long window
    manager_dependent: Flags
    no_tie_outside: Flags
    no_tie_up: Flags
    strongest: Floats
    fading: Flags
    mutual: Pairs


def measures(organisation: Organisation, contacts: Contacts) -> Measures:
    """Everything the statuses are decided from, for everybody at once.

    The definitions of methods.md section 4, over mutual contacts with people present:
    (a) at most one in the window besides the manager; (b) without the manager the component has
    fewer than five people; (c) none outside the own unit; (d) none two or more levels up.
    (e), no specific feedback in 180 days, is not in a view and is left out. (b), (c) and (d) are
    taken over 84 days. Fading: at most half as many contacts as in the 84 days before, measured
    against how everybody's number changed, so that a quiet season is not an epidemic.
    """
    present, manager = organisation.present, organisation.manager
    long = mutual(contacts.long, present)
    now = _others(long, manager)
    earlier = _others(mutual(before(contacts.longer, contacts.long), present), manager)
    return Measures(
        short=_others(mutual(contacts.short, present), manager),
        long=now,
        before=earlier,
        manager_dependent=_manager_dependent(long, now, organisation),
        no_tie_outside=_no_tie_outside(long, organisation),
        no_tie_up=_no_tie_up(long, organisation),
        strongest=_strongest(contacts.ties, present),
        fading=_fading(now, earlier),
        mutual=long,
    )


def statuses(organisation: Organisation, found: Measures, *, away: Flags) -> Ints:
    """Everybody's status, as a position in STATUSES; NOBODY for whoever is not present.

    Isolated: (a) in both windows, or three of the definitions (a) in the short window to (d).
    Fragile: (b), or half of the tie strength on one person, or fading. Before that come those who
    are not judged: away, in the first 90 days, in no source at all, without any date.

    Args:
        away: by row, who is on leave.
    """
    together = (
        (found.short <= FEW_CONTACTS).astype(np.int8)
        + found.manager_dependent
        + found.no_tie_outside
        + found.no_tie_up
    )
    isolated = (found.long <= FEW_CONTACTS) | (together >= OF_DEFINITIONS)
    concentrated = found.strongest >= ONE_PERSON_SHARE
    fragile = found.manager_dependent | concentrated | found.fading
    tenure = organisation.today - organisation.joined.astype(np.int64)
    new = (organisation.joined != UNKNOWN) & (tenure <= ONBOARDING_DAYS)
    # The first that holds decides.
    return np.select(
        [~organisation.present, away, new, ~organisation.tied, ~organisation.dated]
        + [isolated, fragile],
        [NOBODY, AWAY, ONBOARDING, NO_DATA, NO_DATES, ISOLATED, FRAGILE],
        CONNECTED,
    ).astype(np.int32)


def _others(pairs: Pairs, manager: Ints) -> Ints:
    """How many each row is paired with, besides the manager."""
    besides = pairs.one[pairs.other != manager[pairs.one]]
    return np.bincount(besides, minlength=len(manager)).astype(np.int32)


def _manager_dependent(pairs: Pairs, others: Ints, organisation: Organisation) -> Flags:
    """Whose component has fewer than five people once the manager is taken out."""
    manager = organisation.manager
    # With four contacts besides the manager a component has five people already.
    asked = organisation.present & (manager != NOBODY) & (others < SMALL_COMPONENT - 1)
    return few_without(pairs.one, pairs.other, manager, asked, SMALL_COMPONENT)


def _no_tie_outside(pairs: Pairs, organisation: Organisation) -> Flags:
    """Who has no contact in another unit, where the unit is known and not the only one."""
    unit = organisation.unit
    units = np.unique(unit[organisation.present & (unit != NOBODY)])
    outside = (unit[pairs.one] != unit[pairs.other]) & (unit[pairs.other] != NOBODY)
    none = np.bincount(pairs.one[outside], minlength=len(unit)) == 0
    return none & (unit != NOBODY) & (len(units) > 1)


def _no_tie_up(pairs: Pairs, organisation: Organisation) -> Flags:
    """Who has no contact two levels up, where the level is known and somebody is that high."""
    level = organisation.level.astype(np.int64)
    known = level != UNKNOWN
    highest = int(level[organisation.present & known].max(initial=UNKNOWN))
    up = known[pairs.one] & (level[pairs.other] >= level[pairs.one] + LEVELS_UP)
    none = np.bincount(pairs.one[up], minlength=len(level)) == 0
    return none & known & (level + LEVELS_UP <= highest)


def _strongest(ties: Rows, present: Flags) -> Floats:
    """The share of tie strength that is with one person; 0 where there is no tie."""
    people = len(present)
    one = ties.owners()
    strength = ties.strength.astype(np.float64) * present[ties.indices]
    total = np.bincount(one, weights=strength, minlength=people)
    most = np.zeros(people)
    np.maximum.at(most, one, strength)
    return np.divide(most, total, out=np.zeros(people), where=total > 0)


def _fading(now: Ints, earlier: Ints) -> Flags:
    """Whose number of contacts fell to half or less, against the median of everybody's."""
    several = earlier >= FADING_FROM
    if not several.any():
        return several
    season = min(1.0, float(np.median(now[several] / earlier[several])))
    return several & (now <= FADING_SHARE * season * earlier) & (season > 0)
