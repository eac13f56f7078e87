"""How fast could it be at best? What a question must touch, at the prices of memory in this run.

One core, and no arithmetic at all: no loop goes below it.
"""

from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csgraph

from bench.ours import AS_IN, Graphsvc
from bench.prices import Prices
from bench.rivals_arrays import Scipy
from bench.world import SHUFFLES, STARTS

WALKED = 20  # people whose questions are walked through to count what they touch
PATHS = 6


class Limits:
    """The limit of each question in seconds, on the ties of *ours*."""

    def __init__(self, ours: Graphsvc) -> None:
        self._ours, self.world, self.prices = ours, ours.world, Prices(ours.world)
        self.people, self.entries = self.world.people, len(self.world.rows.indices)

    def seconds(self, question: str) -> float | None:
        """The least time *question* can take; None where nobody has counted what it touches."""
        found = getattr(self, question, None) or getattr(self, AS_IN.get(question, ""), None)
        return None if found is None else float(found())

    # ---- questions about everybody

    def rows(self) -> float:
        entry = 12  # row, contact and strength, written to its bucket and read again
        moved = self._ties_read + 2 * entry * self.entries + 8 * self.entries
        return moved * self.prices.byte + 2 * self.entries * self.prices.cached

    def directed_rows(self) -> float:
        ties = self.entries // 2
        moved = self._ties_read + (2 * 12 + 8) * ties
        return moved * self.prices.byte + 2 * ties * self.prices.cached

    def transposed(self) -> float:
        ties = self.entries // 2
        return (2 * 8 + 2 * 12) * ties * self.prices.byte + 2 * ties * self.prices.cached

    def ties_by_unit(self) -> float:
        return 4 * self.entries * self.prices.byte + self.entries * self.prices.fetch_4

    def components(self) -> float:
        return self._search

    def core_numbers(self) -> float:
        return self._search

    def cut_points(self) -> float:
        return self._search

    def nearest_sponsor(self) -> float:
        return self._search

    def nearest_sponsor_by_cost(self) -> float:
        costs = 8 * self.entries * self.prices.byte
        return costs + self.entries * self.prices.fetch_8 + self.people * self.prices.fetch_8

    def triangles(self) -> float:
        return self._wedges * self.prices.fetch_4 + self.entries / 2 * self.prices.fetch_8

    def clustering(self) -> float:
        return self.triangles()

    def weighted_clustering(self) -> float:
        return self.triangles() + 3 * self._triangles * self.prices.fetch_8

    def holes(self) -> float:
        # A triangle adds to its six ordered pairs and its three people.
        return self.triangles() + 9 * self._triangles * self.prices.fetch_8

    def pagerank(self) -> float:
        step = 4 * self.entries * self.prices.byte + self.entries * self.prices.fetch_8
        return int(self._ours.pagerank().do()[1] or 0) * step

    def betweenness_per_source(self) -> float:
        return 2 * self._search  # there and back

    def steps_per_start(self) -> float:
        """All searches go over the ties together, at least once, and each writes its steps."""
        return self._search / STARTS + self.people * self.prices.byte

    def worth_per_start(self) -> float:
        return self._search / STARTS

    def reach_2(self) -> float:
        wedges = float((self.world.degree**2).sum())
        return wedges * self.prices.fetch_bit + self.entries * self.prices.fetch_8

    def reach_3(self) -> float:
        return self._third_steps * self.prices.fetch_bit

    def reach_3_estimated(self) -> float:
        return 3 * self.entries * (64 * self.prices.byte + self.prices.fetch_8)

    def rows_by_cost(self) -> float:
        return (8 + 4 + 12) * self.entries * self.prices.byte

    def introductions_planned(self) -> float:
        entries = float(self.world.degree[self.world.candidates].sum())
        starts = len(self.world.candidates) * self.prices.fetch_8
        return 4 * self.people * self.prices.byte + entries * self.prices.fetch_4 + starts

    def stratified_exact(self) -> float:
        return (4 + 4 + 1) * self.people * self.prices.byte

    def stratified_shuffled(self) -> float:
        world = self.world
        members = np.bincount(world.strata, world.group)
        drawn = np.minimum(members, np.bincount(world.strata) - members).sum()
        return SHUFFLES * float(drawn) * 2 * self.prices.cached  # who is drawn changes places

    def adamic_adar(self) -> float:
        ends = np.array(self.world.pairs).ravel()
        read = 4 * float(self.world.degree[ends].sum()) * self.prices.byte
        return read + 2 * len(ends) * self.prices.apart

    def resource_allocation(self) -> float:
        return self.adamic_adar()

    def common_contacts(self) -> float:
        return self.adamic_adar()

    # ---- one person's question: the median of those asked

    def introductions(self) -> float:
        # Person, two scores and a product are read and written in a table of its own.
        return self._two_steps(8 * self.prices.cached)

    def introductions_through_mentor(self) -> float:
        return self.introductions()

    def constraint_of_one(self) -> float:
        return self._two_steps(self.prices.fetch_8)

    def effective_size_of_one(self) -> float:
        return self._two_steps(self.prices.fetch_8)

    def local_constraint(self) -> float:
        both = [float(self.world.degree[list(pair)].sum()) for pair in self.world.through]
        return float(np.median(both)) * self.prices.fetch_8 + 4 * self.prices.apart

    def warm_ways(self) -> float:
        found = []
        for (one,) in self.world.mentees[:WALKED]:
            seconds = self._circle(one, 2)
            found.append(float(self.world.degree[seconds].sum()) * self.prices.fetch_8)
        return float(np.median(found))

    def trusted_path(self) -> float:
        return float(np.nanmedian([self._path(*pair) for pair in self.world.pairs[:PATHS]]))

    # ---- what is touched

    @cached_property
    def _search(self) -> float:
        """Everybody's row is looked up once and read once, a value fetched for each entry."""
        return self.entries * self.prices.fetch_4 + self.people * self.prices.fetch_8

    @property
    def _ties_read(self) -> int:
        world = self.world
        return world.source.nbytes + world.target.nbytes + world.strength.nbytes

    @cached_property
    def _wedges(self) -> float:
        """Pairs of ties that lead on from each person to contacts later by (ties, number)."""
        degree, rows = self.world.degree, self.world.rows
        owners, contacts = rows.owners(), rows.indices.astype(np.int64)
        this, that = degree[owners], degree[contacts]
        later = (that > this) | ((that == this) & (contacts > owners))
        ahead = np.bincount(owners[later], minlength=self.people)
        return float(ahead[contacts[later]].sum())

    @cached_property
    def _triangles(self) -> float:
        return float(self._ours.triangles().do().sum()) / 3

    @cached_property
    def _third_steps(self) -> float:
        """Entries of everybody within two steps, for all people, guessed from a few."""
        some = self.world.some[:WALKED].tolist()
        found = [float(self.world.degree[self._circle(one, 2)].sum()) for one in some]
        return float(np.mean(found)) * self.people

    def _two_steps(self, entry: float) -> float:
        """Every contact's row is found and read; *entry* is the price of one of its entries."""
        degree, rows = self.world.degree, self.world.rows
        found = [
            float(degree[rows.contacts(one)].sum()) * entry + 2 * degree[one] * self.prices.apart
            for (one,) in self.world.mentees
        ]
        return float(np.median(found))

    def _circle(self, person: int, steps: int) -> Any:
        """Everybody within *steps* of *person*."""
        found = np.array([person])
        for _ in range(steps):
            found = np.union1d(found, self.world.rows.indices[self.world.rows.spans(found)[0]])
        return found

    def _path(self, one: int, other: int) -> float:
        """Two searches that meet where it costs least: whom both must settle, one after another."""
        ahead = csgraph.dijkstra(self._costs, indices=one)
        best = ahead[other]
        if not np.isfinite(best):
            return float("nan")
        back = csgraph.dijkstra(self._costs, indices=other, limit=best)
        return min(
            self._settled(ahead, share * best, best) + self._settled(back, (1 - share) * best, best)
            for share in np.linspace(0.2, 0.8, 7)
        )

    def _settled(self, distance: Any, radius: float, best: float) -> float:
        rows = self.world.rows
        settled = np.flatnonzero(distance <= radius)
        where, count = rows.spans(settled)
        reached = np.repeat(distance[settled], count) + self.world.cost[where]
        tests = float((reached < best).sum())
        return tests * self.prices.fetch_bit + len(settled) * self.prices.jump

    @cached_property
    def _costs(self) -> Any:
        return Scipy(self.world).priced
