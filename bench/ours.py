"""How does graphsvc answer each question? Every kernel by the function the analyses call.

Loops that only make a snapshot (strengths, lists, texts) are measured in bench.snapshots, those of
one analysis alone (isolation, spreading, new ties) with that analysis.
"""

from functools import cached_property
from inspect import isfunction
from typing import Any

import networkx as nx
import numpy as np

from bench.clock import Work
from bench.world import INTRODUCTIONS, LISTED, PAGERANK, SHUFFLES, STARTS, World
from graphsvc.kernels import (
    betweenness,
    brokerage,
    build,
    clout,
    cohesion,
    coverage,
    introductions,
    reach,
    steps,
    strata,
    triangles,
    trusted_path,
    units,
    warm_paths,
)
from graphsvc.snapshot.graph import Ties, communities, prepare_networkx

COMMUNITIES_UP_TO = 200_000


class Graphsvc:
    """Ties as rows; a question is a method of its name."""

    name = "graphsvc"

    def __init__(self, world: World) -> None:
        self.world, self.ties = world, world.rows

    @cached_property
    def vouching(self) -> introductions.Vouching:
        return introductions.vouching(self.ties)

    @cached_property
    def by_cost(self) -> trusted_path.CostRows:
        return trusted_path.by_cost(self.ties, self.world.cost)

    @cached_property
    def graph(self) -> Ties:
        """The rows as NetworkX sees a snapshot: nodes are ids."""
        prepare_networkx()
        return Ties([f"p-{one:07}" for one in range(self.world.people)], self.ties)

    def rows(self) -> Work:
        one = self.world
        return Work(lambda: build.undirected_rows(one.people, one.source, one.target, one.strength))

    def directed_rows(self) -> Work:
        one = self.world
        return Work(lambda: build.directed_rows(one.people, one.source, one.target, one.strength))

    def transposed(self) -> Work:
        directed = self.world.directed
        return Work(lambda: build.transposed(directed))

    def ties_by_unit(self) -> Work:
        team = self.world.made.team
        count = int(team.max()) + 1
        return Work(lambda: units.ties_by_unit(self.ties, team, count))

    def components(self) -> Work:
        return Work(lambda: cohesion.components(self.ties))

    def core_numbers(self) -> Work:
        return Work(lambda: cohesion.core_numbers(self.ties))

    def cut_points(self) -> Work:
        return Work(lambda: cohesion.cut_points(self.ties))

    def holes(self) -> Work:
        return Work(lambda: brokerage.holes(self.ties))

    def constraint_of_one(self) -> Work:
        return Work(lambda one: brokerage.constraint_of(self.ties, np.array([one])), self._mentees)

    def effective_size_of_one(self) -> Work:
        return Work(
            lambda one: brokerage.effective_size_of(self.ties, np.array([one])), self._mentees
        )

    def local_constraint(self) -> Work:
        def ask(one: int, other: int) -> float:
            return brokerage.local_constraint(self.ties, one, other)

        return Work(ask, self.world.through[:200])

    def triangles(self) -> Work:
        return Work(lambda: triangles.triangles(self.ties))

    def clustering(self) -> Work:
        return Work(lambda: triangles.clustering(self.ties, weighted=False))

    def weighted_clustering(self) -> Work:
        return Work(lambda: triangles.clustering(self.ties, weighted=True))

    def pagerank(self) -> Work:
        given, tolerance = self.world.totals, self.world.tolerance
        return Work(lambda: clout.pagerank(self.ties, given, tol=tolerance, **PAGERANK))

    def betweenness_per_source(self) -> Work:
        sources = self.world.sources
        return Work(lambda: betweenness.betweenness(self.ties, sources), per=len(sources))

    def nearest_sponsor(self) -> Work:
        sponsors = self.world.sponsors
        return Work(lambda: reach.steps_to_nearest(self.ties, sponsors))

    def nearest_sponsor_by_cost(self) -> Work:
        cost, sponsors = self.world.cost, self.world.sponsors
        return Work(lambda: reach.distances_to_nearest(self.ties, cost, sponsors))

    def steps_per_start(self) -> Work:
        starts = self.world.some[:STARTS]
        return Work(lambda: steps.steps_from_each(self.ties, starts), per=len(starts))

    def worth_per_start(self) -> Work:
        starts, worth = self.world.some[:STARTS], self.world.worth
        weights = np.ones(len(starts))
        return Work(lambda: steps.summed_worth(self.ties, starts, weights, worth), per=len(starts))

    def reach_2(self) -> Work:
        return self._reach(self.world.people, 2)

    def reach_3(self) -> Work:
        return self._reach(2_000, 3)

    def reach_3_estimated(self) -> Work:
        return Work(lambda: reach.estimated_reach(self.ties, 3, seed=1))

    def introductions(self) -> Work:
        vouching = self.vouching

        def ask(person: int) -> Any:
            return introductions.introductions(self.ties, vouching, person, limit=LISTED)

        return Work(ask, self.world.mentees)

    def introductions_through_mentor(self) -> Work:
        vouching = self.vouching

        def ask(person: int, mentor: int) -> Any:
            return introductions.through(self.ties, vouching, person, mentor, limit=LISTED)

        return Work(ask, self.world.through)

    def adamic_adar(self) -> Work:
        one, other = np.array(self.world.pairs).T
        return Work(lambda: introductions.adamic_adar(self.ties, one, other))

    def resource_allocation(self) -> Work:
        one, other = np.array(self.world.pairs).T
        return Work(lambda: introductions.resource_allocation(self.ties, one, other))

    def common_contacts(self) -> Work:
        one, other = np.array(self.world.pairs).T
        return Work(lambda: introductions.common_neighbours_count(self.ties, one, other))

    def warm_ways(self) -> Work:
        """Attention flows both ways along each tie; shares are of the strengths of its giver."""
        world, ties = self.world, self.ties
        shares = ties.strength.astype(np.float64) / world.totals[ties.indices]
        everybody = np.ones(world.people, bool)

        def ask(person: int) -> Any:
            return warm_paths.warm_ways(ties, shares, person, through=everybody)

        return Work(ask, world.mentees)

    def rows_by_cost(self) -> Work:
        cost = self.world.cost
        return Work(lambda: trusted_path.by_cost(self.ties, cost))

    def trusted_path(self) -> Work:
        rows = self.by_cost
        return Work(
            lambda one, other: trusted_path.trusted_path(rows, rows, one, other), self.world.pairs
        )

    def introductions_planned(self) -> Work:
        world = self.world
        picks = min(INTRODUCTIONS, len(world.candidates))

        def plan() -> Any:
            return coverage.lazy_greedy(
                self.ties, world.steps, world.candidates, world.worth, picks
            )

        return Work(plan)

    def stratified_exact(self) -> Work:
        """Counting included; the chance of at least as many sponsored members."""
        world, group = self.world, self.world.group.astype(np.int32)
        count = int(world.strata.max()) + 1

        def ask() -> float:
            people, yes = strata.counts(
                world.strata, group, world.sponsored, strata=count, groups=2
            )
            null = strata.null_distribution(people[:, 1], people[:, 0], yes.sum(axis=1))
            return float(null.chances[max(0, int(yes[:, 1].sum()) - null.start) :].sum())

        return Work(ask)

    def stratified_shuffled(self) -> Work:
        world, degree = self.world, self.world.degree.astype(float)

        def ask() -> Any:
            return strata.shuffled_differences(
                degree, world.group, world.strata, draws=SHUFFLES // 10, seed=1
            )

        return Work(ask, done=SHUFFLES // 10, whole=SHUFFLES)

    def dispatched_constraint(self) -> Work:
        """By NetworkX's name, from string ids to a dict of them."""
        graph = self.graph
        return Work(lambda: nx.constraint(graph, weight="weight"))

    def dispatched_pagerank(self) -> Work:
        graph, tolerance = self.graph, self.world.tolerance
        return Work(lambda: nx.pagerank(graph, tol=tolerance, **PAGERANK))

    def dispatched_core_numbers(self) -> Work:
        graph = self.graph
        return Work(lambda: nx.core_number(graph))

    def dispatched_cut_points(self) -> Work:
        graph = self.graph

        def both() -> Any:
            return list(nx.articulation_points(graph)), list(nx.bridges(graph))

        return Work(both)

    def dispatched_adamic_adar(self) -> Work:
        graph = self.graph
        pairs = [(graph.ids[one], graph.ids[other]) for one, other in self.world.pairs]
        return Work(lambda: list(nx.adamic_adar_index(graph, pairs)))

    def communities(self) -> Work | None:
        """By networkit, the better of two searches, its own graph made on the way."""
        if self.world.people > COMMUNITIES_UP_TO:
            return None  # a job of minutes
        return Work(lambda: communities.groups(self.ties, seed=1))

    def _reach(self, most: int, steps: int) -> Work:
        some = self.world.some[:most]
        chosen = some if most < self.world.people else None
        return Work(
            lambda: reach.reach(self.ties, steps, chosen=chosen),
            done=len(some),
            whole=self.world.people,
        )

    @property
    def _mentees(self) -> list[tuple[int]]:
        return self.world.mentees[:200]


QUESTIONS = tuple(
    name for name, one in vars(Graphsvc).items() if isfunction(one) and not name.startswith("_")
)
# What a rival did for another question is what it would do for these.
AS_IN = {
    "dispatched_constraint": "holes",
    "dispatched_pagerank": "pagerank",
    "dispatched_core_numbers": "core_numbers",
    "dispatched_cut_points": "cut_points",
    "dispatched_adamic_adar": "adamic_adar",
    "worth_per_start": "steps_per_start",
    "reach_3_estimated": "reach_3",
}
