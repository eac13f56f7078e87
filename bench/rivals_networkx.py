"""How does plain NetworkX answer each question? It is the oracle of the answers too."""

import gc
import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import networkx as nx

from bench.clock import Work
from bench.world import FARTHEST, LISTED, PAGERANK, World

PLAIN = {"backend": "networkx"}
CONSTRAINT_UP_TO = 200_000  # it multiplies matrices; beyond, memory ends before patience
COMMUNITIES_UP_TO = 10_000
PLAN_UP_TO = 1_000


class Networkx:
    """Ties as a plain nx.Graph; a question is a method of its name."""

    name = "networkx"

    def __init__(self, world: World) -> None:
        self.world = world
        # Millions of small objects: the collector would walk them again and again, at its cost.
        gc.disable()
        self.graph = self._graph()
        gc.enable()
        gc.freeze()

    def directed(self) -> Any:
        """Every tie one way, from its source to its target."""
        made = nx.DiGraph()
        made.add_nodes_from(range(self.world.people))
        made.add_weighted_edges_from(self._ties())
        return made

    @cached_property
    def priced(self) -> Any:
        """The same graph, every tie with its cost."""
        for _, _, tie in self.graph.edges(data=True):
            tie["cost"] = -math.log(tie["weight"])
        return self.graph

    def _graph(self) -> Any:
        made = nx.Graph()
        made.add_nodes_from(range(self.world.people))
        made.add_weighted_edges_from(self._ties())
        return made

    def _ties(self) -> Any:
        world = self.world
        columns = (world.source, world.target, world.strength)
        return zip(*(column.tolist() for column in columns), strict=True)

    def rows(self) -> Work:
        def build() -> Any:
            gc.disable()
            made = self._graph()
            gc.enable()
            return made

        return Work(build)

    def ties_by_unit(self) -> Work:
        contacts, team = self.graph._adj, self.world.made.team.tolist()

        def count() -> list[tuple[float, int, float]]:
            found = []
            for person, ties in contacts.items():
                total = sum(tie["weight"] for tie in ties.values())
                outside = sum(team[other] != team[person] for other in ties)
                ei = (2 * outside - len(ties)) / len(ties) if ties else math.nan
                found.append((total, outside, ei))
            return found

        return Work(count)

    def components(self) -> Work:
        return Work(lambda: list(nx.connected_components(self.graph, **PLAIN)))

    def core_numbers(self) -> Work:
        return Work(lambda: nx.core_number(self.graph, **PLAIN))

    def cut_points(self) -> Work:
        def both() -> tuple[Any, Any]:
            points = list(nx.articulation_points(self.graph, **PLAIN))
            return points, list(nx.bridges(self.graph, **PLAIN))

        return Work(both)

    def holes(self) -> Work | None:
        if self.world.people > CONSTRAINT_UP_TO:
            return None
        return Work(lambda: nx.constraint(self.graph, weight="weight", **PLAIN))

    def constraint_of_one(self) -> Work:
        def ask(person: int) -> Any:
            return nx.constraint(self.graph, nodes=[person], weight="weight", **PLAIN)

        return Work(ask, self.world.mentees[:5])

    def effective_size_of_one(self) -> Work:
        def ask(person: int) -> Any:
            return nx.effective_size(self.graph, nodes=[person], weight="weight", **PLAIN)

        return Work(ask, self.world.mentees[:5])

    def local_constraint(self) -> Work:
        def ask(one: int, other: int) -> float:
            return nx.local_constraint(self.graph, one, other, weight="weight", **PLAIN)

        return Work(ask, self.world.through[:20])

    def triangles(self) -> Work:
        return self._of_some(1_000, lambda some: nx.triangles(self.graph, some, **PLAIN))

    def clustering(self) -> Work:
        return self._of_some(1_000, lambda some: nx.clustering(self.graph, some, **PLAIN))

    def weighted_clustering(self) -> Work:
        def ask(some: list[int]) -> Any:
            return nx.clustering(self.graph, some, weight="weight", **PLAIN)

        # Each call also looks for the largest weight of all: small against so many people.
        return self._of_some(2_000, ask)

    def pagerank(self) -> Work:
        tolerance = self.world.tolerance
        return Work(lambda: nx.pagerank(self.graph, tol=tolerance, **PAGERANK, **PLAIN))

    def betweenness_per_source(self) -> Work:
        def ask() -> Any:
            return nx.betweenness_centrality(self.graph, k=3, normalized=False, seed=3, **PLAIN)

        return Work(ask, per=3)

    def nearest_sponsor(self) -> Work:
        sponsors = self.world.sponsors.tolist()
        return Work(lambda: list(nx.bfs_layers(self.graph, sponsors, **PLAIN)))

    def nearest_sponsor_by_cost(self) -> Work:
        graph, sponsors = self.priced, set(self.world.sponsors.tolist())

        def ask() -> Any:
            return nx.multi_source_dijkstra_path_length(graph, sponsors, weight="cost", **PLAIN)

        return Work(ask)

    def reach_2(self) -> Work:
        return self._reach(100, 2)

    def reach_3(self) -> Work:
        return self._reach(20, 3)

    def introductions(self) -> Work:
        contacts = self.graph._adj

        def ask(person: int) -> list[tuple[float, int]]:
            known = contacts[person]
            pool = {two for one in known for two in contacts[one]} - known.keys() - {person}
            return self._best(person, pool)

        return Work(ask, self.world.mentees[:100])

    def introductions_through_mentor(self) -> Work:
        contacts = self.graph._adj

        def ask(person: int, mentor: int) -> list[tuple[float, int]]:
            pool = contacts[mentor].keys() - contacts[person].keys() - {person}
            return self._best(person, pool)

        return Work(ask, self.world.through[:100])

    def adamic_adar(self) -> Work:
        pairs = self.world.pairs
        return Work(lambda: list(nx.adamic_adar_index(self.graph, pairs, **PLAIN)))

    def resource_allocation(self) -> Work:
        pairs = self.world.pairs
        return Work(lambda: list(nx.resource_allocation_index(self.graph, pairs, **PLAIN)))

    def common_contacts(self) -> Work:
        def count() -> list[int]:
            return [len(nx.common_neighbors(self.graph, *pair)) for pair in self.world.pairs]

        return Work(count)

    def warm_ways(self) -> Work:
        """NetworkX has no such search: its graph, walked by plain loops."""
        contacts = self.graph._adj
        total = {one: sum(tie["weight"] for tie in ties.values()) for one, ties in contacts.items()}

        def ask(person: int) -> dict[int, float]:
            best: dict[int, float] = {}
            reached = {person: 1.0}
            for _ in range(3):
                further: dict[int, float] = {}
                for asker, odds in reached.items():
                    for listener, tie in contacts[asker].items():
                        passed = odds * tie["weight"] / total[listener]
                        if passed > further.get(listener, 0.0):
                            further[listener] = passed
                for listener, odds in further.items():
                    best[listener] = max(odds, best.get(listener, 0.0))
                reached = further
            best.pop(person, None)
            return best

        return Work(ask, self.world.mentees[:10])

    def trusted_path(self) -> Work:
        graph = self.priced

        def ask(one: int, other: int) -> tuple[float, list[int]]:
            try:
                return nx.bidirectional_dijkstra(graph, one, other, weight="cost", **PLAIN)
            except nx.NetworkXNoPath:
                return math.inf, []

        return Work(ask, self.world.pairs[:100])

    def introductions_planned(self) -> Work | None:
        """Greedy, every candidate tried anew for every pick."""
        if self.world.people > PLAN_UP_TO:
            return None
        return Work(lambda: list(self.planned(len(self.world.candidates))))

    def planned(self, picks: int) -> Iterator[float]:
        """The gain of each of *picks* introductions, each the best there is then."""
        worth, steps = self.world.worth.tolist(), self.world.steps.tolist()
        now = [FARTHEST if one < 0 else one for one in steps]
        near = {
            one: nx.single_source_shortest_path_length(self.graph, one, cutoff=FARTHEST, **PLAIN)
            for one in self.world.candidates.tolist()
        }
        for _ in range(picks):
            gain_of = {
                one: sum(
                    worth[min(now[other], 1 + length)] - worth[now[other]]
                    for other, length in lengths.items()
                )
                for one, lengths in near.items()
            }
            best = max(gain_of, key=lambda one: gain_of[one])
            for other, length in near[best].items():
                now[other] = min(now[other], 1 + length)
            yield gain_of[best]

    def steps_per_start(self) -> Work:
        starts = self.world.some[:3].tolist()

        def ask() -> Any:
            return [
                nx.single_source_shortest_path_length(self.graph, one, **PLAIN) for one in starts
            ]

        return Work(ask, per=len(starts))

    def communities(self) -> Work | None:
        if self.world.people > COMMUNITIES_UP_TO:
            return None
        return Work(lambda: nx.community.louvain_communities(self.graph, seed=1, **PLAIN))

    def _of_some(self, most: int, ask: Any) -> Work:
        some = self.world.some[:most].tolist()
        return Work(lambda: ask(some), done=len(some), whole=self.world.people)

    def _reach(self, most: int, steps: int) -> Work:
        def ask(some: list[int]) -> list[int]:
            found = []
            for one in some:
                near = nx.single_source_shortest_path_length(self.graph, one, cutoff=steps, **PLAIN)
                found.append(len(near) - 1)
            return found

        return self._of_some(most, ask)

    def _best(self, person: int, pool: set[int]) -> list[tuple[float, int]]:
        pairs = [(person, one) for one in pool]
        scored = nx.adamic_adar_index(self.graph, pairs, **PLAIN)
        return sorted(((score, one) for _, one, score in scored), reverse=True)[:LISTED]
