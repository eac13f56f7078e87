"""How far do numpy and scipy get without a graph library?"""

from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from bench.clock import Work
from bench.world import LISTED, PAGERANK, SHUFFLES, STARTS, World, steps_by_layers
from graphsvc.kernels.rows import Rows

SHUFFLED = 3  # of all shuffles


class Scipy:
    """Ties as a sparse matrix, kept; a question is a method of its name."""

    name = "scipy"

    def __init__(self, world: World) -> None:
        self.world = world
        self.matrix = self._matrix(world.rows.strength.astype(np.float64))

    @cached_property
    def priced(self) -> Any:
        return self._matrix(self.world.cost)

    def _matrix(self, values: Any, rows: Rows | None = None) -> Any:
        rows = rows or self.world.rows
        indices, indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
        return sparse.csr_array((values, indices, indptr), shape=(self.world.people,) * 2)

    def rows(self) -> Work:
        world = self.world

        def build() -> Any:
            one = np.concatenate([world.source, world.target])
            other = np.concatenate([world.target, world.source])
            strength = np.tile(world.strength, 2)
            made = sparse.coo_array((strength, (one, other)), shape=(world.people,) * 2).tocsr()
            made.sort_indices()
            return made

        return Work(build)

    def transposed(self) -> Work:
        directed = self._matrix(self.world.directed.strength, self.world.directed)
        return Work(lambda: directed.T.tocsr())

    def components(self) -> Work:
        return Work(lambda: csgraph.connected_components(self.matrix, directed=False))

    def triangles(self) -> Work:
        ones = self._matrix(np.ones(len(self.world.rows.indices)))
        return Work(lambda: (ones @ ones).multiply(ones).sum(axis=1))

    def pagerank(self) -> Work:
        world = self.world
        given = 1.0 / np.where(world.totals > 0, world.totals, 1.0)
        idle = world.totals == 0

        def ask() -> Any:
            alpha, rank = PAGERANK["alpha"], np.full(world.people, 1.0 / world.people)
            for _ in range(PAGERANK["max_iter"]):
                last, lost = rank, rank[idle].sum()
                rank = alpha * (self.matrix @ (last * given))
                rank += (alpha * lost + 1 - alpha) / world.people
                if np.abs(rank - last).sum() < world.people * world.tolerance:
                    break
            return rank

        return Work(ask)

    def nearest_sponsor(self) -> Work:
        return self._nearest(self.matrix, unweighted=True)

    def nearest_sponsor_by_cost(self) -> Work:
        return self._nearest(self.priced)

    def reach_2(self) -> Work:
        ones = self._matrix(np.ones(len(self.world.rows.indices), np.float32))
        return Work(lambda: np.diff((ones @ ones + ones).indptr))

    def trusted_path(self) -> Work:
        costs = self.priced

        def ask(one: int, other: int) -> float:
            return csgraph.dijkstra(costs, indices=one)[other]

        return Work(ask, self.world.pairs[:10])

    def steps_per_start(self) -> Work:
        starts = self.world.some[:STARTS]
        return Work(
            lambda: csgraph.dijkstra(self.matrix, indices=starts, unweighted=True),
            per=len(starts),
        )

    def _nearest(self, matrix: Any, **more: Any) -> Work:
        sponsors = self.world.sponsors
        return Work(lambda: csgraph.dijkstra(matrix, indices=sponsors, min_only=True, **more))


class Numpy:
    """The rows and whole-array steps; a question is a method of its name."""

    name = "numpy"

    def __init__(self, world: World) -> None:
        self.world = world

    def ties_by_unit(self) -> Work:
        world, team = self.world, self.world.made.team

        def count() -> Any:
            owners = world.rows.owners()
            outside = team[world.rows.indices] != team[owners]
            ties = np.bincount(owners, minlength=world.people)
            across = np.bincount(owners, outside, minlength=world.people)
            strength = np.bincount(owners, world.rows.strength, minlength=world.people)
            with np.errstate(invalid="ignore"):
                ei = (2 * across - ties) / ties
            return ties, strength, across, ei, np.bincount(team, across), np.bincount(team, ties)

        return Work(count)

    def nearest_sponsor(self) -> Work:
        return Work(lambda: steps_by_layers(self.world.rows, self.world.sponsors))

    def introductions(self) -> Work:
        world, rows = self.world, self.world.rows
        degree = np.maximum(world.degree, 2)
        vouched = np.where(world.degree > 1, 1 / np.log(degree), 0.0)

        def ask(person: int) -> Any:
            contacts = rows.contacts(person).astype(np.int64)
            where, count = rows.spans(contacts)
            found, place = np.unique(rows.indices[where], return_inverse=True)
            score = np.bincount(place, np.repeat(vouched[contacts], count))
            score[np.isin(found, contacts)] = -1.0
            score[found == person] = -1.0
            best = np.argsort(-score, kind="stable")[:LISTED]
            return found[best], score[best]

        return Work(ask, world.mentees)

    def stratified_exact(self) -> Work:
        """Labels shuffled within strata, 10,000 times: what the exact test makes unnecessary."""
        world = self.world
        marked = world.sponsored[self._by_stratum]
        return self._shuffled(lambda group: int((group & marked).sum()))

    def stratified_shuffled(self) -> Work:
        world = self.world
        stratum, order = world.strata[self._by_stratum], self._by_stratum
        people = np.bincount(stratum)
        members = np.bincount(stratum, world.group[order])
        weight = (members * (people - members) / people).sum()
        values = world.degree[order] - (np.bincount(stratum, world.degree[order]) / people)[stratum]
        return self._shuffled(lambda group: float(values[group].sum() / weight))

    @cached_property
    def _by_stratum(self) -> Any:
        return np.argsort(self.world.strata, kind="stable")

    def _shuffled(self, statistic: Any) -> Work:
        random, stratum = self.world.random(6), self.world.strata[self._by_stratum]
        group = self.world.group[self._by_stratum]
        parts = np.split(group, np.flatnonzero(np.diff(stratum)) + 1)  # views: shuffled in place

        def ask() -> list[Any]:
            found = []
            for _ in range(SHUFFLED):
                for part in parts:
                    random.shuffle(part)
                found.append(statistic(group))
            return found

        return Work(ask, done=SHUFFLED, whole=SHUFFLES)
