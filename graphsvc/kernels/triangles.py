"""How closed is everybody's circle? Triangles, and clustering."""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.each_triangle import WORK, TiesOnce, each_triangle, stage, ties_once
from graphsvc.kernels.rows import Rows


def triangles(rows: Rows, *, turn: Turn | None = None, work: int = WORK) -> NDArray[np.int64]:
    """How many triangles each person is in, int64[n], as nx.triangles.

    Args:
        rows: undirected ties; self-ties play no part, a strength of 0 is a tie.
        turn: called with what is done and its total.
        work: about how many ties or wedges are looked at between two turns; changes no answer.
    """
    once = ties_once(rows, turn=stage(turn, 0, 2), work=work)
    return _intensity(once, False, stage(turn, 1, 2), work).astype(np.int64)


def clustering(
    rows: Rows, *, weighted: bool, turn: Turn | None = None, work: int = WORK
) -> NDArray[np.float64]:
    """The part of each person's pairs of contacts that have a tie, float64[n], as nx.clustering.

    Weighted, a closed pair counts as much as the geometric mean of the triangle's three strengths,
    each divided by the largest strength of all rows.

    Args:
        rows: undirected ties; self-ties play no part, but for the largest strength (as in
            NetworkX). Strengths of 0 or more.
        weighted: whether strengths count.
        turn: called with what is done and its total.
        work: about how many ties or wedges are looked at between two turns; changes no answer.
    Returns:
        0 to 1; 0 for people with fewer than two contacts, as in NetworkX.
    Raises:
        ZeroDivisionError: weighted, with ties that are all of strength 0 (as in NetworkX).
    Source:
        Saramäki, Kivelä, Onnela, Kaski and Kertész (2007), "Generalizations of the clustering
        coefficient to weighted complex networks", Physical Review E 75, 027105. Weighted: Onnela,
        Saramäki, Kertész and Kaski (2005), Physical Review E 71, 065103.
    """
    once = ties_once(rows, turn=stage(turn, 0, 2), work=work)
    largest = once.largest.max(initial=0.0) if weighted else 1.0
    if largest == 0 and len(once.indices):
        raise ZeroDivisionError("no strength is above 0: none can be divided by the largest")
    contacts = once.contacts.astype(np.float64)
    pairs = contacts * (contacts - 1) / 2 * largest
    closed = _intensity(once, weighted, stage(turn, 1, 2), work)
    return np.divide(closed, pairs, out=np.zeros(rows.people), where=pairs > 0)


def warm() -> None:
    """Compiles every loop: a triangle, with strengths of either kind."""
    rows = Rows(*map(np.array, ([0, 2, 4, 6], [1, 2, 0, 2, 0, 1], [0.5] * 6)))
    clustering(rows, weighted=True)
    triangles(rows._replace(strength=rows.strength.astype(np.float32)))


def _intensity(once: TiesOnce, weighted: bool, turn: Turn | None, work: int) -> NDArray[np.float64]:
    """What each person's triangles add up to: their number, or their geometric means."""
    indices, strength = still(once.indices, np.uint32), still(once.strength, np.float64)
    added_up = np.zeros(len(once.total))
    for found in each_triangle(once, turn=turn, work=work):
        _add(found, indices, strength, weighted, added_up)
    return added_up


@compiled
def _add(found, indices, strength, weighted, added_up):
    for each in range(len(found)):
        low = found[each, 0]
        low_middle = found[each, 1]
        low_high = found[each, 2]
        middle_high = found[each, 3]
        worth = 1.0
        if weighted:
            worth = np.cbrt(strength[low_middle] * strength[low_high] * strength[middle_high])
        added_up[low] += worth
        added_up[indices[low_middle]] += worth
        added_up[indices[low_high]] += worth
