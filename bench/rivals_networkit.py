"""How does networkit answer each question, on one thread?"""

from typing import Any

import networkit
import numpy as np

from bench.clock import Work
from bench.world import World


class Networkit:
    """Ties as networkit graphs; a question is a method of its name."""

    name = "networkit"

    def __init__(self, world: World) -> None:
        networkit.setNumberOfThreads(1)
        networkit.setSeed(1, False)
        self.world = world
        self.graph = self._graph(world.strength)

    def _graph(self, weights: Any) -> Any:
        world = self.world
        ends = world.source.astype(np.uint64), world.target.astype(np.uint64)
        return networkit.GraphFromCoo((weights, ends), n=world.people, weighted=True)

    def rows(self) -> Work:
        return Work(lambda: self._graph(self.world.strength))

    def components(self) -> Work:
        return Work(lambda: networkit.components.ConnectedComponents(self.graph).run())

    def core_numbers(self) -> Work:
        return Work(lambda: networkit.centrality.CoreDecomposition(self.graph).run().scores())

    def clustering(self) -> Work:
        def ask() -> Any:
            return networkit.centrality.LocalClusteringCoefficient(self.graph, True).run().scores()

        return Work(ask)

    def pagerank(self) -> Work:
        tolerance = 1e-7

        def ask() -> Any:
            found = networkit.centrality.PageRank(self.graph, 0.85, tolerance)
            found.norm = networkit.centrality.Norm.L1_NORM
            return found.run().scores()

        return Work(ask)

    def betweenness_per_source(self) -> Work:
        count = len(self.world.sources)
        return Work(
            lambda: networkit.centrality.EstimateBetweenness(self.graph, count).run().scores(),
            per=count,
        )

    def nearest_sponsor(self) -> Work:
        """From somebody added for the question, tied to all sponsors."""
        graph, sponsors = networkit.Graph(self.graph), self.world.sponsors.tolist()

        def ask() -> Any:
            extra = graph.addNode()
            for one in sponsors:
                graph.addEdge(extra, one)
            steps = networkit.distance.BFS(graph, extra, storePaths=False).run().getDistances()
            graph.removeNode(extra)
            return steps

        return Work(ask)

    def adamic_adar(self) -> Work:
        return self._pairs(networkit.linkprediction.AdamicAdarIndex)

    def resource_allocation(self) -> Work:
        return self._pairs(networkit.linkprediction.ResourceAllocationIndex)

    def common_contacts(self) -> Work:
        return self._pairs(networkit.linkprediction.CommonNeighborsIndex)

    def trusted_path(self) -> Work:
        # Cost in place of strength: networkit knows one weight.
        graph = self._graph(-np.log(self.world.strength))

        def ask(one: int, other: int) -> Any:
            found = networkit.distance.BidirectionalDijkstra(graph, one, other).run()
            return found.getDistance(), found.getPath()

        return Work(ask, self.world.pairs[:200])

    def communities(self) -> Work:
        def ask() -> Any:
            return networkit.community.ParallelLeiden(self.graph, randomize=False).run()

        return Work(ask)

    def _pairs(self, index_of: Any) -> Work:
        index, pairs = index_of(self.graph), self.world.pairs
        return Work(lambda: [index.run(*pair) for pair in pairs])
