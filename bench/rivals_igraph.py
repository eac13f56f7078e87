"""How does igraph answer each question? Compared with only: it is under the GPL, never shipped."""

from typing import Any

import igraph
import numpy as np

from bench.clock import Work
from bench.world import STARTS, World


class Igraph:
    """Ties as an igraph.Graph; a question is a method of its name."""

    name = "igraph"

    def __init__(self, world: World) -> None:
        self.world = world
        self.graph = self._graph()
        self.graph.es["cost"] = -np.log(world.strength)

    def _graph(self) -> Any:
        ends = np.column_stack([self.world.source, self.world.target])
        made = igraph.Graph(n=self.world.people, edges=ends, directed=False)
        made.es["weight"] = self.world.strength
        return made

    def rows(self) -> Work:
        return Work(self._graph)

    def components(self) -> Work:
        return Work(lambda: self.graph.connected_components().membership)

    def core_numbers(self) -> Work:
        return Work(lambda: self.graph.coreness())

    def cut_points(self) -> Work:
        return Work(lambda: (self.graph.articulation_points(), self.graph.bridges()))

    def holes(self) -> Work:
        return Work(lambda: self.graph.constraint(weights="weight"))

    def constraint_of_one(self) -> Work:
        def ask(person: int) -> Any:
            return self.graph.constraint([person], weights="weight")

        return Work(ask, self.world.mentees[:100])

    def clustering(self) -> Work:
        return Work(lambda: self.graph.transitivity_local_undirected(mode="zero"))

    def pagerank(self) -> Work:
        return Work(lambda: self.graph.pagerank(weights="weight", damping=0.85))

    def betweenness_per_source(self) -> Work:
        sources = self.world.sources.tolist()
        return Work(lambda: self.graph.betweenness(sources=sources), per=len(sources))

    def nearest_sponsor(self) -> Work:
        """From somebody added for the question, tied to all sponsors."""
        graph, sponsors = self.graph.copy(), self.world.sponsors.tolist()

        def ask() -> Any:
            graph.add_vertices(1)
            graph.add_edges([(self.world.people, one) for one in sponsors])
            steps = graph.distances(source=self.world.people)
            graph.delete_vertices(self.world.people)
            return steps

        return Work(ask)

    def reach_2(self) -> Work:
        return self._reach(self.world.people, 2)

    def reach_3(self) -> Work:
        return self._reach(500, 3)

    def introductions(self) -> Work:
        def ask(person: int) -> Any:
            return self.graph.similarity_inverse_log_weighted([person])

        return Work(ask, self.world.mentees[:20])

    def trusted_path(self) -> Work:
        def ask(one: int, other: int) -> Any:
            return self.graph.get_shortest_path(one, other, weights="cost")

        return Work(ask, self.world.pairs[:10])

    def steps_per_start(self) -> Work:
        starts = self.world.some[:STARTS].tolist()
        return Work(lambda: self.graph.distances(source=starts), per=len(starts))

    def communities(self) -> Work:
        def ask() -> Any:
            return self.graph.community_leiden("modularity", weights="weight", n_iterations=2)

        return Work(ask)

    def _reach(self, most: int, steps: int) -> Work:
        some = self.world.some[:most].tolist()

        def ask() -> Any:
            return self.graph.neighborhood_size(some, order=steps, mindist=1)

        return Work(ask, done=len(some), whole=self.world.people)
