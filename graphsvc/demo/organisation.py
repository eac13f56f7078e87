"""Who works in the demonstration organisation, where, since when, and what is planted there?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graphsvc.demo.names import DEPARTMENTS, DIVISIONS, full_names, unit_name
from graphsvc.model import day_number

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAYS = 728  # two years of history: 104 whole weeks
TEAMS_A_DEPARTMENT = 6
DEPARTMENTS_A_DIVISION = 8

# What is planted about a person; the index is the code in Organisation.planted.
PLANTED = ("nothing", "never_formed", "contacts_left", "faded", "onboarding", "away", "no_data")
ISOLATED = (1, 2, 3)
NEVER_FORMED, CONTACTS_LEFT, FADED, ONBOARDING, AWAY, NO_DATA = range(1, 7)


@dataclass(frozen=True)
class Chart:
    """The formal chart: a team, department and division for every person, by row.

    Row 0 is the managing director; within a unit the first row is its lead.
    """

    team: Ints
    department: Ints
    division: Ints
    manager: Ints  # row, -1 for the managing director
    rank: Ints  # 0 member, 1 team lead, 2 head of department, 3 of division, 4 of all
    departments: int
    divisions: int
    teams: int


@dataclass(frozen=True)
class Organisation:
    """People by row, all days as days since 1970-01-01, and what was planted."""

    seed: int
    until: date  # nothing is dated on or after this day
    chart: Chart
    ids: list[str]
    names: list[str]
    level: Ints
    joined: Ints
    left: Ints  # 0 where the person is still here
    gender: Ints  # 0 woman, 1 man, 2 not stated
    family: Ints
    site: Ints
    planted: Ints
    cut_off: tuple[int, ...]  # departments tied to the others through their head alone
    no_feed: int  # the department whose contacts are not recorded, or -1

    @property
    def people(self) -> int:
        return len(self.ids)

    @property
    def last_day(self) -> int:
        return day_number(self.until)

    @property
    def first_day(self) -> int:
        return self.last_day - DAYS

    @property
    def here(self) -> Flags:
        """Who has not left by the end."""
        return self.left == 0


def chart_of(people: int, random: np.random.Generator) -> Chart:
    """Teams of 8 to 12, six teams a department, eight departments a division."""
    sizes: list[int] = []
    while sum(sizes) < people - 1:
        sizes.append(int(random.integers(8, 13)))
    sizes[-1] -= sum(sizes) - (people - 1)
    if sizes[-1] < 4 and len(sizes) > 1:
        sizes[-2:] = [sum(sizes[-2:])]
    team = np.concatenate([[0], np.repeat(np.arange(len(sizes)), sizes)])
    department = team // TEAMS_A_DEPARTMENT
    division = department // DEPARTMENTS_A_DIVISION
    rank = np.zeros(people, dtype=np.int64)
    for level, unit in ((1, team), (2, department), (3, division)):
        leads = 1 + np.unique(unit[1:], return_index=True)[1]
        rank[leads] = level
    rank[0] = 4
    return Chart(
        team=team,
        department=department,
        division=division,
        manager=_managers(team, department, division, rank),
        rank=rank,
        departments=int(department[-1]) + 1,
        divisions=int(division[-1]) + 1,
        teams=len(sizes),
    )


def _managers(team: Ints, department: Ints, division: Ints, rank: Ints) -> Ints:
    def first_of(unit: Ints) -> Ints:
        return (1 + np.unique(unit[1:], return_index=True)[1])[unit]

    manager = first_of(team)
    manager = np.where(rank == 1, first_of(department), manager)
    manager = np.where(rank == 2, first_of(division), manager)
    manager = np.where(rank == 3, 0, manager)
    manager[0] = -1
    return manager


def organisation(people: int, *, seed: int, until: date) -> Organisation:
    """The whole organisation but its contacts and acts; the same arguments give the same.

    Args:
        people: at least 50.
        until: the day after the history ends; a Monday keeps the last week whole.
    """
    random = np.random.default_rng([seed, 1])
    chart = chart_of(people, random)
    last = day_number(until)
    level = np.where(
        chart.rank == 0, random.choice([1, 2, 3, 4], people, p=[0.25, 0.35, 0.27, 0.13]), 0
    ) + np.where(chart.rank > 0, chart.rank + 4, 0)
    joined = last - (120 + random.integers(0, 12 * 365, people))
    planted = _planted(chart, random)
    no_feed = chart.departments - 1 if chart.departments >= 4 else -1
    planted[(chart.department == no_feed) & (planted != 0)] = 0
    planted[(chart.department == no_feed) & (chart.rank < 2)] = NO_DATA
    joined = np.where(planted == NEVER_FORMED, last - random.integers(150, 360, people), joined)
    joined = np.where(planted == ONBOARDING, last - random.integers(15, 80, people), joined)
    return Organisation(
        seed=seed,
        until=until,
        chart=chart,
        ids=[f"p-{row:0{len(str(people))}d}" for row in range(1, people + 1)],
        names=full_names(random, people),
        level=level,
        joined=joined,
        left=_leaving(chart, planted, joined, last, random),
        gender=random.choice(3, people, p=[0.42, 0.54, 0.04]),
        family=chart.department % 4,
        site=(chart.department * 7 + random.integers(0, 2, people)) % 5,
        planted=planted,
        cut_off=_cut_off(chart, no_feed),
        no_feed=no_feed,
    )


def _planted(chart: Chart, random: np.random.Generator) -> Ints:
    people = len(chart.team)
    drawn = random.choice(
        6, people, p=[0.925, 0.01, 0.01, 0.015, 0.025, 0.015]
    )  # nothing, three ways into isolation, onboarding, away
    return np.where(chart.rank == 0, drawn, 0)


def _leaving(
    chart: Chart, planted: Ints, joined: Ints, last: int, random: np.random.Generator
) -> Ints:
    people = len(chart.team)
    day = last - random.integers(30, 600, people)
    leaves = (random.random(people) < 0.06) & (chart.rank == 0) & (planted == 0)
    return np.where(leaves & (day > joined + 60), day, 0)


def _cut_off(chart: Chart, no_feed: int) -> tuple[int, ...]:
    """Every ninth department, never the first: with 500 people that is one."""
    chosen = [one for one in range(3, chart.departments, 9) if one != no_feed]
    return tuple(chosen)


def department_name(department: int) -> str:
    return unit_name(DEPARTMENTS, department)


def division_name(division: int) -> str:
    return unit_name(DIVISIONS, division)


def team_name(chart: Chart, team: int) -> str:
    return f"{department_name(team // TEAMS_A_DEPARTMENT)} team {team % TEAMS_A_DEPARTMENT + 1}"
