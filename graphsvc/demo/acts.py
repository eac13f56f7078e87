"""Who endorsed, mentored, introduced and promised whom? With the planted sponsorship gap."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.demo.organisation import Ints, Organisation
from graphsvc.model import KINDS

SPONSORED = 0.42  # share with an active sponsor, women and men alike, where nothing is planted
GAP = 0.26  # how much lower it is for women at the levels of GAP_LEVELS
GAP_LEVELS = (2, 3, 4)
WOMAN = 0


class Endorsement(NamedTuple):
    endorser: int
    endorsed: int
    kind: str
    on: int
    confirmed_on: int  # 0: never confirmed


class Mentoring(NamedTuple):
    mentor: int
    mentee: int
    since: int
    until: int  # 0: goes on


def endorsements(organisation: Organisation, *, gap: bool) -> list[Endorsement]:
    """Dated acts: the sponsor acts first, then the lower rungs, old acts and mere claims."""
    random = np.random.default_rng([organisation.seed, 3])
    share = np.full(organisation.people, SPONSORED)
    if gap:
        planted = (organisation.gender == WOMAN) & np.isin(organisation.level, GAP_LEVELS)
        share = np.where(planted, SPONSORED - GAP, share)
    draw = random.random(organisation.people)
    found: list[Endorsement] = []
    for row in range(1, organisation.people):
        if organisation.left[row] == 0 and organisation.chart.rank[row] < 3:
            found += _received(organisation, row, bool(draw[row] < share[row]), random)
    return found


def _received(
    organisation: Organisation, row: int, sponsored: bool, random: np.random.Generator
) -> list[Endorsement]:
    acts: list[Endorsement] = []
    oldest = max(int(organisation.joined[row]) + 5, organisation.first_day)
    if sponsored:
        on = _day(organisation, max(oldest, organisation.last_day - 340), random)
        kind = KINDS[4 + int(random.integers(0, 2))]
        sponsor = _senior(organisation, row, random)
        confirmed = min(on + int(random.integers(1, 15)), organisation.last_day - 1)
        acts.append(Endorsement(sponsor, row, kind, on, confirmed))
    if random.random() < 0.08:  # a claim that nobody confirmed
        acts.append(_act(organisation, row, "advocacy", oldest, 0, random))
    if random.random() < 0.12 and oldest < organisation.last_day - 430:  # a sponsor of former times
        on = int(random.integers(oldest, organisation.last_day - 420))
        acts.append(Endorsement(_senior(organisation, row, random), row, "opportunity", on, on + 3))
    for kind in KINDS[:4]:
        if random.random() < 0.25:
            acts.append(_act(organisation, row, kind, oldest, 2, random))
    return acts


def _act(
    organisation: Organisation,
    row: int,
    kind: str,
    oldest: int,
    confirmed_after: int,
    random: np.random.Generator,
) -> Endorsement:
    on = _day(organisation, oldest, random)
    confirmed = min(on + confirmed_after, organisation.last_day - 1) if confirmed_after else 0
    return Endorsement(_senior(organisation, row, random), row, kind, on, confirmed)


def _day(organisation: Organisation, oldest: int, random: np.random.Generator) -> int:
    return int(random.integers(min(oldest, organisation.last_day - 8), organisation.last_day - 7))


def _senior(organisation: Organisation, row: int, random: np.random.Generator) -> int:
    """Somebody above *row* in the chart, up to three lines up, or a head nearby."""
    chart = organisation.chart
    above = int(chart.manager[row])
    for _ in range(int(random.integers(0, 3))):
        above = int(chart.manager[above]) if chart.manager[above] >= 0 else above
    return above


def mentorings(organisation: Organisation) -> list[Mentoring]:
    """About one person in five has a mentor of another team; a third of them ended."""
    random = np.random.default_rng([organisation.seed, 4])
    leads = np.flatnonzero((organisation.chart.rank > 0) & organisation.here)
    found = []
    for row in np.flatnonzero((organisation.chart.rank == 0) & organisation.here).tolist():
        if random.random() > 0.2:
            continue
        mentor = _lead_nearby(organisation, row, leads, random)
        since = max(int(organisation.joined[row]) + 10, organisation.last_day - 600)
        since = int(
            random.integers(min(since, organisation.last_day - 20), organisation.last_day - 10)
        )
        ended = random.random() < 0.33 and since < organisation.last_day - 200
        found.append(Mentoring(mentor, row, since, since + 180 if ended else 0))
    return found


def _lead_nearby(
    organisation: Organisation, row: int, leads: Ints, random: np.random.Generator
) -> int:
    same_division = organisation.chart.division[leads] == organisation.chart.division[row]
    other_team = organisation.chart.team[leads] != organisation.chart.team[row]
    choice: NDArray[np.int64] = leads[same_division & other_team]
    return int(choice[random.integers(0, len(choice))]) if len(choice) else 0
