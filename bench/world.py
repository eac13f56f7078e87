"""What does everybody get to work on: which ties, which questions? The same arrays for all."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bench.organisation import SPONSORSHIP, Organisation
from graphsvc.kernels.rows import Rows

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

PAGERANK = {"alpha": 0.85, "max_iter": 500}
FARTHEST = 63  # steps to nobody, in the worth of a distance
INTRODUCTIONS = 1_000  # picks of the greedy plan
LISTED = 20
STARTS = 64  # of searches that are done side by side
SHUFFLES = 10_000


class World:
    """One organisation in one order of its people, and what is asked of it.

    Strengths are rounded to float32 once, and everybody computes with the rounded ones.
    """

    def __init__(self, made: Organisation, order: str, *, queries: int = 1_000, seed: int = 11):
        self.made, self.order, self.people = made, order, made.people
        self.source, self.target = made.source, made.target
        self.strength = made.strength.astype(np.float32).astype(np.float64)
        self.rows = rows_of_ties(made.people, made.source, made.target, self.strength)
        self._queries, self._seed = queries, seed

    def random(self, stream: int) -> np.random.Generator:
        """Each kind of question has numbers of its own: one more kind moves no other."""
        return np.random.default_rng([self._seed, stream])

    @cached_property
    def directed(self) -> Rows:
        """Every tie one way, from its source to its target."""
        return rows_of_pairs(self.people, self.source, self.target, self.strength)

    @cached_property
    def degree(self) -> Longs:
        return np.diff(self.rows.indptr.astype(np.int64))

    @cached_property
    def linked(self) -> Longs:
        """People with at least one tie."""
        return np.flatnonzero(self.degree > 0)

    @cached_property
    def totals(self) -> Floats:
        """Everybody's strengths together."""
        owners = self.rows.owners()
        return np.bincount(owners, self.rows.strength.astype(float), minlength=self.people)

    @cached_property
    def cost(self) -> Floats:
        """-ln(strength) of every entry of the rows."""
        return -np.log(self.rows.strength.astype(np.float64))

    @property
    def tolerance(self) -> float:
        """NetworkX multiplies it by the number of people; its default would stop far too early."""
        return 1e-7 / self.people

    @cached_property
    def sources(self) -> Longs:
        count = min(self.people, 16 if self.people < 1_000_000 else 4)
        return np.sort(self.random(1).choice(self.people, count, replace=False))

    @cached_property
    def mentees(self) -> list[tuple[int]]:
        """Who asks whom to meet."""
        chosen = self.random(2).choice(self.linked, self._queries)
        return [(int(one),) for one in chosen]

    @cached_property
    def through(self) -> list[tuple[int, int]]:
        """Who asks, and the contact who is to introduce."""
        random = self.random(3)
        return [(one, int(random.choice(self.rows.contacts(one)))) for (one,) in self.mentees]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Two people who look for the most trusted path between them."""
        drawn = self.random(4).choice(self.linked, (2 * self._queries, 2))
        apart = drawn[drawn[:, 0] != drawn[:, 1]][: self._queries]
        return [(int(one), int(other)) for one, other in apart]

    @cached_property
    def some(self) -> Longs:
        """People in random order, for what is measured on a part of them."""
        return self.random(5).permutation(self.people)

    @cached_property
    def sponsors(self) -> Longs:
        """Senior people who sponsor somebody."""
        acts = self.made.kind == SPONSORSHIP
        return np.unique(self.source[acts & (self.made.level[self.source] >= 6)]).astype(np.int64)

    @cached_property
    def few_sponsors(self) -> Longs:
        """So few that introductions to them have something to gain."""
        level, division = self.made.level, self.made.division
        few = self.sponsors[(level[self.sponsors] >= 7) & (division[self.sponsors] % 10 == 0)]
        return few if len(few) else self.sponsors[:2]

    @cached_property
    def steps(self) -> NDArray[np.int32]:
        """Everybody's steps to the nearest of the few sponsors, -1 to none."""
        return steps_by_layers(self.rows, self.few_sponsors)

    @cached_property
    def worth(self) -> Floats:
        """What it is worth to be so many steps from a sponsor."""
        worth = np.concatenate([[1.0], 1 / (1 + np.arange(1.0, FARTHEST + 1))])
        worth[FARTHEST] = 0.0
        return worth

    @cached_property
    def candidates(self) -> Longs:
        """Who could be introduced: people more than two steps away."""
        return np.flatnonzero((self.steps < 0) | (self.steps > 2))

    @cached_property
    def strata(self) -> NDArray[np.int32]:
        """Level and division together, as codes without gaps."""
        both = self.made.level.astype(np.int64) * (int(self.made.division.max()) + 1)
        return np.unique(both + self.made.division, return_inverse=True)[1].astype(np.int32)

    @cached_property
    def sponsored(self) -> NDArray[np.bool_]:
        found = np.zeros(self.people, bool)
        found[self.target[self.made.kind == SPONSORSHIP]] = True
        return found

    @property
    def group(self) -> NDArray[np.bool_]:
        return self.made.gender == 1


def rows_of_ties(people: int, source: Longs, target: Longs, strength: Floats) -> Rows:
    """The rows of undirected ties, without any kernel."""
    one, other = np.concatenate([source, target]), np.concatenate([target, source])
    return rows_of_pairs(people, one, other, np.tile(strength, 2))


def rows_of_pairs(people: int, source: Longs, target: Longs, strength: Floats) -> Rows:
    """The rows of directed ties, without any kernel."""
    order = np.argsort(source.astype(np.int64) * people + target)
    indptr = np.zeros(people + 1, np.uint64)
    indptr[1:] = np.cumsum(np.bincount(source, minlength=people))
    columns = indptr, target[order].astype(np.uint32), strength[order].astype(np.float32)
    for column in columns:
        column.flags.writeable = False
    return Rows(*columns)


def steps_by_layers(rows: Rows, sources: Longs) -> NDArray[np.int32]:
    """Steps to the nearest of *sources* for everybody, layer by layer; -1 to none."""
    steps = np.full(rows.people, -1, np.int32)
    steps[sources] = 0
    layer, step = np.unique(sources), 0
    while len(layer):
        step += 1
        contacts = rows.indices[rows.spans(layer)[0]].astype(np.int64)
        layer = np.unique(contacts[steps[contacts] < 0])
        steps[layer] = step
    return steps
