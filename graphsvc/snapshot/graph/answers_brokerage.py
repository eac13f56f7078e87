"""Whose contacts would not otherwise meet? NetworkX's measures of structural holes, by kernel."""

from collections.abc import Hashable, Iterable
from math import nan
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import brokerage
from graphsvc.kernels.build import directed_rows
from graphsvc.kernels.compiled import still
from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.graph.ties import Ties

Nodes = Iterable[Any] | None


class Brokerage:
    """Burt's constraint, its part for one pair, and effective size; weights both ways added up.

    Where plain NetworkX answers differently with ``nodes=`` and without, the answer about everybody
    is that of ``nodes=list(graph)``: its other one is wrong for weighted or directed effective
    size (maxima along the wrong axis), ties with oneself, and ties of strength 0. One exception:
    who gives attention to nobody but receives some is constrained, as NetworkX says of everybody;
    with ``nodes=`` it says NaN.
    """

    @staticmethod
    def constraint(ties: Ties, nodes: Nodes = None, weight: str | None = None) -> dict[Any, float]:
        """As nx.constraint (Burt 1992): 0 open, a little over 1 closed, NaN without a tie.

        Raises:
            NetworkXError: there is nobody, and *nodes* are not named.
        """
        rows = mutual_weights(ties, weight)
        named, chosen = _named(ties, nodes)
        if nodes is None and not ties.loops:
            return ties.by_id(brokerage.holes(rows).constraint)
        found = brokerage.constraint_of(rows, chosen)
        tied = np.diff(rows.indptr) > 0 if nodes is None else _gives(ties, chosen)
        return ties.by_id(np.where(tied, found, nan), named)

    @staticmethod
    def effective_size(
        ties: Ties, nodes: Nodes = None, weight: str | None = None
    ) -> dict[Any, float]:
        """As nx.effective_size with ``nodes=``: contacts less what is redundant among them.

        NaN for whoever gives attention to nobody else.

        Raises:
            NetworkXError: there is nobody, and *nodes* are not named.
        """
        rows = mutual_weights(ties, weight)
        named, chosen = _named(ties, nodes)
        if ties.loops and weight is None and ties.back is None:
            found = brokerage.simplified_effective_size_of(rows, chosen)
        elif nodes is None and not ties.loops:
            found = brokerage.holes(rows).effective_size
        else:
            found = brokerage.effective_size_of(rows, chosen)
        alone = ~_gives(ties, chosen, others=True)
        return ties.by_id(np.where(alone, nan, found), named)

    @staticmethod
    def local_constraint(ties: Ties, u: Hashable, v: Hashable, weight: str | None = None) -> float:
        """As nx.local_constraint: how much *v* constrains *u*.

        Raises:
            NetworkXError: *u* or *v* is not in the graph (of a *v* that is not NetworkX says 0).
        """
        for node in (u, v):
            if node not in ties:
                raise nx.NetworkXError(f"The node {node} is not in the graph.")
        return brokerage.local_constraint(mutual_weights(ties, weight), ties.row(u), ties.row(v))


def mutual_weights(ties: Ties, weight: str | None) -> Rows:
    """Undirected rows with the weights of both directions added up, as NetworkX takes them.

    Of undirected ties the rows themselves: twice the weight everywhere changes no share.
    """
    if ties.back is None:
        return ties.weighted(weight)
    key = ("mutual weights", weight is not None)
    if key not in ties.kept:
        ties.kept[key] = _added(ties.weighted(weight))
    found: Rows = ties.kept[key]
    return found


def _added(rows: Rows) -> Rows:
    one, other = rows.owners(), rows.indices.astype(np.int64)
    people = max(rows.people, 1)
    keys = np.concatenate([one * people + other, other * people + one])
    order = np.argsort(keys, kind="stable")
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    pair = keys[order][first]
    both = np.tile(rows.strength.astype(np.float64), 2)[order]
    total = np.add.reduceat(both, first) if len(first) else np.empty(0)
    even = np.ones(len(pair))
    added = directed_rows(rows.people, pair // people, pair % people, even, keep_zero=True)
    # A sum of two float32 needs float64: rounded again it would not be NetworkX's. Pairs rise, as
    # the rows do.
    return added._replace(strength=still(total, np.float64))


def _named(ties: Ties, nodes: Nodes) -> tuple[list[Any], NDArray[np.int64]]:
    if nodes is None and not len(ties):
        raise nx.NetworkXError("Graph has no nodes or edges")  # as NetworkX, about everybody
    if nodes is None:
        return ties.names, np.arange(len(ties))
    named = list(dict.fromkeys(nodes))
    return named, ties.rows_of(named)


def _gives(ties: Ties, chosen: NDArray[np.int64], *, others: bool = False) -> NDArray[np.bool_]:
    """Whether each of *chosen* gives attention to anybody (*others*: to anybody else)."""
    count = np.diff(ties.rows.indptr.astype(np.int64))
    if others and ties.loops:
        owners = ties.rows.owners()
        own = np.bincount(owners[owners == ties.rows.indices], minlength=len(ties))
        count = count - own
    found: NDArray[np.bool_] = count[chosen] > 0
    return found
