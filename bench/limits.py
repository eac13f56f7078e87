"""How fast could it be at best? What a question must read, at the speed memory gave in this run.

The prices are measured on the ties at hand: a byte read in sequence; a value fetched for each
entry of the rows in their own order, from a vector as long as the people; a look at a random place
of something as large as the rows, alone or after the one before it told where. A limit is what the
question must touch at these prices: one core, no arithmetic.
"""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numba
import numpy as np
from scipy.sparse import csgraph

from bench.ours import AS_IN, Graphsvc
from bench.rivals_arrays import Scipy
from bench.world import SHUFFLES

CACHED_BYTES = 80_000  # a table that stays in the first caches
TRIES = 3
WALKED = 20  # people whose questions are walked through to count what they touch
PATHS = 6
JUMPS = 200_000


class Limits:
    """Prices on one world, and the limit of each question in seconds."""

    def __init__(self, ours: Graphsvc) -> None:
        self._ours, self.world = ours, ours.world
        self.people, self.entries = self.world.people, len(self.world.rows.indices)

    def seconds(self, question: str) -> float | None:
        """The least time *question* can take; None where nobody has counted what it touches."""
        found = getattr(self, question, None) or getattr(self, AS_IN.get(question, ""), None)
        return None if found is None else float(found())

    @property
    def prices(self) -> dict[str, float]:
        """Measured: GB a second in sequence, nanoseconds a fetched value of each width."""
        return {
            "gb_per_s": 1e-9 / self._byte,
            "fetch_8_ns": self._fetch_8 * 1e9,
            "fetch_4_ns": self._fetch_4 * 1e9,
            "fetch_bit_ns": self._fetch_bit * 1e9,
            "fetch_cached_ns": self._cached * 1e9,
            "apart_ns": self._apart * 1e9,
            "jump_ns": self._jump * 1e9,
        }

    # ---- prices, in seconds

    @cached_property
    def _byte(self) -> float:
        """A byte in sequence, of an array as large as the rows."""
        words = np.ones(self.entries + self.people, np.int64)
        return _best(_read, words) / words.nbytes

    @cached_property
    def _fetch_8(self) -> float:
        return self._fetch(np.ones(self.people, np.int64))

    @cached_property
    def _fetch_4(self) -> float:
        return self._fetch(np.ones(self.people, np.int32))

    @cached_property
    def _fetch_bit(self) -> float:
        words, indices = np.ones(self.people // 64 + 1, np.int64), self.world.rows.indices
        return _best(_fetch_bits, words, indices) / len(indices)

    @cached_property
    def _cached(self) -> float:
        count = CACHED_BYTES // 8
        indices = self.world.random(7).integers(0, count, self.entries).astype(np.uint32)
        return _best(_fetch, np.ones(count, np.int64), indices) / self.entries

    @cached_property
    def _apart(self) -> float:
        """A look at a random place of something as large as the rows; many under way at once."""
        indices = self._places.astype(np.uint32)
        return _best(_fetch, np.ones(self.entries, np.int64), indices) / self.entries

    @cached_property
    def _jump(self) -> float:
        """The same where each place is only known from the one before."""
        ring = np.empty(self.entries, np.int64)
        ring[self._places] = np.roll(self._places, -1)
        jumps = min(self.entries, JUMPS)
        return _best(_follow, ring, jumps) / jumps

    @property
    def _places(self) -> Any:
        return self.world.random(8).permutation(self.entries)

    def _fetch(self, vector: Any) -> float:
        """One value for each entry of the rows, reading the entry included."""
        return _best(_fetch, vector, self.world.rows.indices) / self.entries

    # ---- questions about everybody

    def rows(self) -> float:
        entry = 12  # row, contact and strength, written to its bucket and read again
        moved = self._ties_read + 2 * entry * self.entries + 8 * self.entries
        return moved * self._byte + 2 * self.entries * self._cached

    def directed_rows(self) -> float:
        ties = self.entries // 2
        moved = self._ties_read + (2 * 12 + 8) * ties
        return moved * self._byte + 2 * ties * self._cached

    def transposed(self) -> float:
        ties = self.entries // 2
        return (2 * 8 + 2 * 12) * ties * self._byte + 2 * ties * self._cached

    def ties_by_unit(self) -> float:
        return 4 * self.entries * self._byte + self.entries * self._fetch_4

    def components(self) -> float:
        return self._search

    def core_numbers(self) -> float:
        return self._search

    def cut_points(self) -> float:
        return self._search

    def nearest_sponsor(self) -> float:
        return self._search

    def nearest_sponsor_by_cost(self) -> float:
        costs = 8 * self.entries * self._byte
        return costs + self.entries * self._fetch_8 + self.people * self._fetch_8

    def triangles(self) -> float:
        return self._wedges * self._fetch_4 + self.entries / 2 * self._fetch_8

    def clustering(self) -> float:
        return self.triangles()

    def weighted_clustering(self) -> float:
        return self.triangles() + 3 * self._triangles * self._fetch_8

    def holes(self) -> float:
        # A triangle adds to its six ordered pairs and its three people.
        return self.triangles() + 9 * self._triangles * self._fetch_8

    def pagerank(self) -> float:
        step = 4 * self.entries * self._byte + self.entries * self._fetch_8
        return int(self._ours.pagerank().do()[1] or 0) * step

    def betweenness_per_source(self) -> float:
        there = self.entries * (self._fetch_4 + self._fetch_8) + self.people * self._fetch_8
        return 2 * there  # and back

    def reach_2(self) -> float:
        wedges = float((self.world.degree**2).sum())
        return wedges * self._fetch_bit + self.entries * self._fetch_8

    def reach_3(self) -> float:
        return self._third_steps * self._fetch_bit

    def reach_3_estimated(self) -> float:
        return 3 * self.entries * (64 * self._byte + self._fetch_8)

    def rows_by_cost(self) -> float:
        return (8 + 4 + 12) * self.entries * self._byte

    def introductions_planned(self) -> float:
        entries = float(self.world.degree[self.world.candidates].sum())
        starts = len(self.world.candidates) * self._fetch_8
        return 4 * self.people * self._byte + entries * self._fetch_4 + starts

    def stratified_exact(self) -> float:
        return (4 + 4 + 1) * self.people * self._byte

    def stratified_shuffled(self) -> float:
        world = self.world
        members = np.bincount(world.strata, world.group)
        drawn = np.minimum(members, np.bincount(world.strata) - members).sum()
        return SHUFFLES * float(drawn) * 2 * self._cached  # who is drawn changes places

    def adamic_adar(self) -> float:
        ends = np.array(self.world.pairs).ravel()
        read = 4 * float(self.world.degree[ends].sum()) * self._byte
        return read + 2 * len(ends) * self._apart

    def resource_allocation(self) -> float:
        return self.adamic_adar()

    def common_contacts(self) -> float:
        return self.adamic_adar()

    # ---- one person's question: the median of those asked

    def introductions(self) -> float:
        # Person, two scores and a product are read and written in a table of its own.
        return self._two_steps(8 * self._cached)

    def introductions_through_mentor(self) -> float:
        return self.introductions()

    def constraint_of_one(self) -> float:
        return self._two_steps(self._fetch_8)

    def effective_size_of_one(self) -> float:
        return self._two_steps(self._fetch_8)

    def local_constraint(self) -> float:
        found = [
            float(self.world.degree[[one, other]].sum()) * self._fetch_8 + 4 * self._apart
            for one, other in self.world.through
        ]
        return float(np.median(found))

    def warm_ways(self) -> float:
        found = []
        for (one,) in self.world.mentees[:WALKED]:
            seconds = self._circle(one, 2)
            found.append(float(self.world.degree[seconds].sum()) * self._fetch_8)
        return float(np.median(found))

    def trusted_path(self) -> float:
        return float(np.nanmedian([self._path(*pair) for pair in self.world.pairs[:PATHS]]))

    # ---- what is touched

    @cached_property
    def _search(self) -> float:
        """Everybody's row is looked up once and read once, a value fetched for each entry."""
        return self.entries * self._fetch_4 + self.people * self._fetch_8

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
            float(degree[rows.contacts(one)].sum()) * entry + 2 * degree[one] * self._apart
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
        return float((reached < best).sum()) * self._fetch_bit + len(settled) * self._jump

    @cached_property
    def _costs(self) -> Any:
        return Scipy(self.world).priced


def _best(loop: Callable[..., Any], *arrays: Any) -> float:
    """Seconds of the fastest of a few tries, after one to compile: what memory can do."""
    loop(*arrays)
    taken = []
    for _ in range(TRIES):
        began = time.process_time_ns()
        loop(*arrays)
        taken.append(time.process_time_ns() - began)
    return min(taken) / 1e9


@numba.njit
def _read(words: Any) -> int:
    total = 0
    for word in words:
        total += word
    return total


@numba.njit
def _fetch(vector: Any, indices: Any) -> int:
    total = 0
    for at in indices:
        total += vector[at]
    return total


@numba.njit
def _follow(ring: Any, jumps: int) -> int:
    at = 0
    for _ in range(jumps):
        at = ring[at]
    return at


@numba.njit
def _fetch_bits(words: Any, indices: Any) -> int:
    total = 0
    for at in indices:
        total += (words[at >> np.uint32(6)] >> np.int64(at & np.uint32(63))) & 1
    return total
