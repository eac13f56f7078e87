"""How does rustworkx answer each question?"""

from math import log
from typing import Any

import rustworkx

from bench.clock import Work
from bench.world import PAGERANK, World

ALL_SOURCES_UP_TO = 1_000


class Rustworkx:
    """Ties as a graph whose edges hold strengths; a question is a method of its name."""

    name = "rustworkx"

    def __init__(self, world: World) -> None:
        self.world = world
        self.graph = self._graph()

    def _graph(self) -> Any:
        world, made = self.world, rustworkx.PyGraph(multigraph=False)
        made.add_nodes_from(range(world.people))
        columns = (world.source, world.target, world.strength)
        made.add_edges_from(list(zip(*(column.tolist() for column in columns), strict=True)))
        return made

    def rows(self) -> Work:
        return Work(self._graph)

    def components(self) -> Work:
        return Work(lambda: rustworkx.connected_components(self.graph))

    def core_numbers(self) -> Work:
        return Work(lambda: rustworkx.core_number(self.graph))

    def cut_points(self) -> Work:
        def both() -> Any:
            return rustworkx.articulation_points(self.graph), rustworkx.bridges(self.graph)

        return Work(both)

    def pagerank(self) -> Work:
        """It takes directed graphs only: every tie both ways."""
        directed = self.graph.to_directed()

        def ask() -> Any:
            return rustworkx.pagerank(
                directed, weight_fn=float, tol=self.world.tolerance, **PAGERANK
            )

        return Work(ask)

    def betweenness_per_source(self) -> Work | None:
        if self.world.people > ALL_SOURCES_UP_TO:
            return None  # from everybody or from nobody
        return Work(
            lambda: rustworkx.betweenness_centrality(self.graph, normalized=False),
            per=self.world.people,
        )

    def nearest_sponsor(self) -> Work:
        sponsors = self.world.sponsors.tolist()
        return Work(lambda: rustworkx.bfs_layers(self.graph, sponsors))

    def trusted_path(self) -> Work:
        def ask(one: int, other: int) -> Any:
            return rustworkx.dijkstra_shortest_paths(self.graph, one, target=other, weight_fn=_cost)

        return Work(ask, self.world.pairs[:5])


def _cost(strength: float) -> float:
    return -log(strength)
