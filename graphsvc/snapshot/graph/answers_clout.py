"""Who is much attended to, and who lies between others? NetworkX's centralities, by kernel."""

from collections.abc import Iterable
from math import nan
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import betweenness, clout
from graphsvc.snapshot.graph.ties import Ties

Reals = NDArray[np.float64]


class Clout:
    """PageRank and betweenness."""

    @staticmethod
    def pagerank(
        ties: Ties,
        alpha: float = 0.85,
        personalization: dict[Any, float] | None = None,
        max_iter: int = 100,
        tol: float = 1e-6,
        nstart: dict[Any, float] | None = None,
        weight: str | None = "weight",
        dangling: dict[Any, float] | None = None,
    ) -> dict[Any, float]:
        """As nx.pagerank (Page, Brin, Motwani and Winograd 1999).

        NetworkX stops at an L1 change of *tol* times the people: with the default 1e-6 that is
        one step at a million people. Pass ``tol=1e-7 / n, max_iter=500`` for a converged answer.

        Raises:
            PowerIterationFailedConvergence: not within *max_iter* steps.
        """
        if not len(ties):
            return {}
        rank, steps = clout.pagerank(
            ties.weighted_back(weight),
            given(ties, weight),
            alpha=float(alpha),
            tol=float(tol),
            max_iter=int(max_iter),
            start=_spread(ties, nstart),
            personal=_spread(ties, personalization),
            dangling=_spread(ties, dangling),
        )
        if steps is None:
            raise nx.PowerIterationFailedConvergence(max_iter)
        return ties.by_id(rank)

    @staticmethod
    def betweenness_centrality(
        ties: Ties,
        k: int | None = None,
        normalized: bool = True,
        weight: None = None,
        endpoints: bool = False,
        seed: Any = None,
    ) -> dict[Any, float]:
        """As nx.betweenness_centrality without weights (Brandes 2001); *k* sources by *seed*."""
        people = len(ties)
        sampled = None if k is None or k == people else _sample(ties, k, seed)
        sources = np.arange(people) if sampled is None else ties.rows_of(sampled)
        back = ties.weighted_back(None) if ties.is_directed() else None
        total = betweenness.betweenness(ties.weighted(None), sources, back=back)
        chosen = np.zeros(people, np.bool_)
        if sampled is not None:
            chosen[sources] = True
        scale = _scale(people, len(sources), normalized, ties.is_directed(), sampled is not None)
        return ties.by_id(total * np.where(chosen, scale[0], scale[1]))


def given(ties: Ties, weight: str | None) -> Reals:
    """How much attention each person gives in all."""
    rows = ties.weighted(weight)
    total = np.bincount(rows.owners(), rows.strength.astype(np.float64), minlength=len(ties))
    return total.astype(np.float64, copy=False)


def _spread(ties: Ties, by_node: dict[Any, float] | None) -> Reals | None:
    """Weights by node as an array that adds up to 1, zero where a node is not named."""
    if by_node is None:
        return None
    found = np.zeros(len(ties))
    named = [(node, value) for node, value in by_node.items() if node in ties]
    found[ties.rows_of(node for node, _ in named)] = [value for _, value in named]
    if found.sum() == 0:
        raise ZeroDivisionError("the weights by node add up to 0")
    return found / found.sum()


def _sample(ties: Ties, k: int, seed: Any) -> Iterable[Any]:
    chosen: list[Any] = nx.utils.create_py_random_state(seed).sample(ties.names, k)
    return chosen


def _scale(
    people: int, sources: int, normalized: bool, directed: bool, sampled: bool
) -> tuple[float, float]:
    """What sums are multiplied by, of sources and of others; as NetworkX without end points.

    A source cannot lie between itself and others, so it was in one sum less than the others.
    """
    pairs = people - 1
    if pairs < 2:
        return 1.0, 1.0
    from_sources = sources if sampled else pairs
    if normalized:
        whole, per = 1.0, float(pairs - 1)
    else:
        whole, per = float(pairs), 1.0 if directed else 2.0
    other = whole / (from_sources * per)
    if not sampled:
        return other, other
    own = whole / ((from_sources - 1) * per) if from_sources > 1 else nan
    return own, other
