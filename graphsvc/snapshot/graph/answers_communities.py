"""Which circles do people form by themselves? NetworkX's names for communities, by networkit."""

from typing import Any

import networkx as nx

from graphsvc.snapshot.graph import communities, searches
from graphsvc.snapshot.graph.answers_cohesion import grouped
from graphsvc.snapshot.graph.ties import Ties

NAMES = frozenset(("louvain_communities", "leiden_communities"))


class Communities:
    """Louvain and Leiden, both answered by the better of the two searches."""

    @staticmethod
    def louvain_communities(
        ties: Ties,
        weight: str | None = "weight",
        resolution: float = 1,
        threshold: float = 1e-7,
        max_level: int | None = None,
        seed: Any = None,
    ) -> list[set[Any]]:
        """As nx.community.louvain_communities in meaning: groups of high modularity.

        Raises:
            ModuleNotFoundError: networkit is not installed.
        """
        return _found(ties, weight, resolution, seed)

    @staticmethod
    def leiden_communities(
        ties: Ties,
        weight: str | None = "weight",
        resolution: float = 1,
        max_level: int | None = None,
        seed: Any = None,
        metric: str = "modularity",
    ) -> list[set[Any]]:
        """As nx.community.leiden_communities with ``metric="modularity"``, the default here.

        Raises:
            ModuleNotFoundError: networkit is not installed.
        """
        return _found(ties, weight, resolution, seed)

    @staticmethod
    def missing(name: str, arguments: dict[str, Any]) -> str:
        """Why a function of these cannot be answered here; '' where it can."""
        if name not in NAMES:
            return ""
        if searches.networkit is None:
            return communities.MISSING
        if arguments.get("max_level") is not None:
            return "Leiden here goes on to its last level"
        # NetworkX 3.7 prefers another quality by default, which leaves strengths below 1 alone.
        if name == "leiden_communities" and arguments.get("metric") not in ("modularity", "cpm"):
            return "only modularity is maximised here"
        return ""


def _found(ties: Ties, weight: str | None, resolution: float, seed: Any) -> list[set[Any]]:
    if not len(ties):
        return []
    chance = nx.utils.create_py_random_state(seed)
    labels = communities.groups(
        ties.weighted(weight), resolution=resolution, seed=chance.randrange(2**31)
    )
    return list(grouped(ties, labels))
