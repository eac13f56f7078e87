"""On which organisation is everything measured? One generator, so that all measure the same graph.

A degree-corrected block model. People sit in teams of 8 to 12; 16 teams make a department, 10
departments a division. One end of a tie is drawn by a heavy-tailed propensity, the other end by
propensity too, from the team, department or division of the first, or from anywhere. Few people
have no tie. It is a benchmark, not a model of people: no time, no directions of attention.
"""

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

ORDERS = ("random", "team")
SMALLEST, LARGEST = 8, 12  # people of a team
TEAMS_PER_DEPARTMENT = 16
DEPARTMENTS_PER_DIVISION = 10
FROM_TEAM, FROM_DEPARTMENT, FROM_DIVISION, FROM_ANYWHERE = 0.30, 0.35, 0.17, 0.18
WORKING, MENTORING, SPONSORSHIP, ENDORSEMENT = range(4)  # what a tie is called, no more
SHARES_OF_KINDS = (0.78, 0.09, 0.04)  # the rest are endorsements
LEVELS = 7
STAYS_AT_LEVEL = 0.42
PROPENSITY_SHAPE = 2.2
WITHOUT_TIES, WITH_FEW_TIES = 0.004, 0.03  # the first are part of the second
THIRD_GENDER = 0.015
SECOND_GENDER_BY_LEVEL = np.array([0, 0.48, 0.45, 0.40, 0.35, 0.30, 0.26, 0.22])


class Organisation(NamedTuple):
    """Ties are distinct unordered pairs, none with oneself; the rest lies by person.

    ``strength`` is in [0.01, 1] with four decimals. Ties of a kind other than WORKING lead from
    the higher level to the lower one. ``level`` is 1 (junior) to 7, ``gender`` 0, 1 or 2.
    """

    people: int
    source: Ints
    target: Ints
    strength: Floats
    kind: NDArray[np.int8]
    team: Ints
    department: Ints
    division: Ints
    level: NDArray[np.int8]
    gender: NDArray[np.int8]

    @property
    def sha256(self) -> str:
        """What says that two runs measured the same ties."""
        found = hashlib.sha256()
        for column in (self.source, self.target, self.strength):
            found.update(np.ascontiguousarray(column).tobytes())
        return found.hexdigest()


def organisation(
    people: int, *, seed: int = 1, mean_degree: int = 20, order: str = "random"
) -> Organisation:
    """The organisation of *people*; the same arguments give the same arrays, bit for bit.

    Args:
        order: ``team`` numbers people by division, department and team, as snapshots do;
            ``random`` at random, as identifiers of a real directory are. Both are one organisation.
    Raises:
        ValueError: fewer than 100 people, or more ties than the model can give them.
    """
    if people < 100 or mean_degree > people // 5:
        raise ValueError("100 people or more, and a mean degree of at most a fifth of them")
    random = np.random.default_rng(seed)
    team, department, division = _chart(people, random)
    level, gender, propensity = _people(people, random)
    ties = people * mean_degree // 2
    ends = _ties(ties, propensity, (team, department, division), random)
    source, target = (end.astype(np.int32) for end in ends)
    strength = _strength(team[source] == team[target], random)
    kinds = random.random(ties)
    kind = np.searchsorted(np.cumsum(SHARES_OF_KINDS), kinds, side="right").astype(np.int8)
    upward = (kind != WORKING) & (level[source] < level[target])
    source, target = np.where(upward, target, source), np.where(upward, source, target)
    made = Organisation(
        people, source, target, strength, kind, team, department, division, level, gender
    )
    return made if order == "team" else _shuffled(made, random)


def described(made: Organisation) -> dict[str, float]:
    """The facts by which two generators are compared."""
    ends = np.concatenate([made.source, made.target])
    degree = np.bincount(ends, minlength=made.people)
    return {
        "ties": len(made.source),
        "median": float(np.median(degree)),
        "p99": float(np.percentile(degree, 99)),
        "most": int(degree.max()),
        "without": float((degree == 0).mean()),
        "across_teams": float((made.team[made.source] != made.team[made.target]).mean()),
    }


def _chart(people: int, random: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Team, department and division of everybody, in the order of the chart."""
    sizes = random.integers(SMALLEST, LARGEST + 1, size=people // SMALLEST + 2)
    ends = np.cumsum(sizes)
    # The last team takes whoever is left.
    last = int(np.searchsorted(ends, people))
    ends = np.append(ends[:last], people)
    team = np.searchsorted(ends, np.arange(people), side="right").astype(np.int32)
    department = team // TEAMS_PER_DEPARTMENT
    return team, department, department // DEPARTMENTS_PER_DIVISION


def _people(
    people: int, random: np.random.Generator
) -> tuple[NDArray[np.int8], NDArray[np.int8], Floats]:
    """Level, gender and propensity to have ties."""
    level = np.minimum(LEVELS, random.geometric(STAYS_AT_LEVEL, people)).astype(np.int8)
    lot = random.random(people)
    gender = (lot < THIRD_GENDER + SECOND_GENDER_BY_LEVEL[level]).astype(np.int8)
    gender[lot < THIRD_GENDER] = 2
    propensity = (random.pareto(PROPENSITY_SHAPE, people) + 1.0) * (0.7 + 0.15 * level)
    lot = random.random(people)
    propensity[lot < WITHOUT_TIES] = 0.0
    propensity[(lot >= WITHOUT_TIES) & (lot < WITH_FEW_TIES)] *= 0.05
    return level, gender, propensity


def _ties(
    wanted: int,
    propensity: Floats,
    units: tuple[Ints, Ints, Ints],
    random: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """*wanted* distinct pairs, the earlier person first, in random order."""
    people = len(propensity)
    pairs = np.empty(0, np.int64)  # a pair is one number: first * people + second
    while len(pairs) < wanted:
        draws = int((wanted - len(pairs)) * 1.25) + 64
        drawn = _drawn(draws, propensity, units, random)
        pairs = np.unique(np.concatenate([pairs, drawn]))
    kept = pairs[random.permutation(len(pairs))[:wanted]]
    return kept // people, kept % people


def _drawn(
    draws: int,
    propensity: Floats,
    units: tuple[Ints, Ints, Ints],
    random: np.random.Generator,
) -> NDArray[np.int64]:
    """Pairs from *draws* tries; tries that hit oneself or somebody without ties are lost."""
    people = len(propensity)
    upto = np.concatenate([[0.0], np.cumsum(propensity)])

    def person_at(height: Floats) -> NDArray[np.int64]:
        return np.clip(np.searchsorted(upto, height, side="right") - 1, 0, people - 1)

    one = person_at(random.random(draws) * upto[-1])
    shares = np.cumsum((FROM_TEAM, FROM_DEPARTMENT, FROM_DIVISION, FROM_ANYWHERE))
    scope = np.searchsorted(shares, random.random(draws), side="right")
    low, high = np.zeros(draws), np.full(draws, upto[-1])
    for number, unit in enumerate(units):
        inside = scope == number
        # People of a unit stand side by side, so its share of the heights is one interval.
        begins = np.flatnonzero(np.diff(unit, prepend=-1))
        home = unit[one[inside]]
        low[inside] = upto[begins[home]]
        high[inside] = upto[np.append(begins[1:], people)[home]]
    other = person_at(low + random.random(draws) * (high - low))
    kept = (one != other) & (propensity[one] > 0) & (propensity[other] > 0)
    return (np.minimum(one, other) * people + np.maximum(one, other))[kept]


def _strength(inside_team: NDArray[np.bool_], random: np.random.Generator) -> Floats:
    inside, across = (random.beta(*shape, len(inside_team)) for shape in ((4, 3), (2, 5)))
    return np.round(np.clip(np.where(inside_team, inside, across), 0.01, 1.0), 4)


def _shuffled(made: Organisation, random: np.random.Generator) -> Organisation:
    """The same organisation with people numbered at random."""
    number = random.permutation(made.people).astype(np.int32)
    seat = np.argsort(number)
    return made._replace(
        source=number[made.source],
        target=number[made.target],
        team=made.team[seat],
        department=made.department[seat],
        division=made.division[seat],
        level=made.level[seat],
        gender=made.gender[seat],
    )
