"""Who has the attention of those who have attention? PageRank, as far as the caller wants it."""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.rows import Rows

Shares = NDArray[np.float64]


def pagerank(
    back: Rows,
    given: Shares,
    *,
    alpha: float,
    tol: float,
    max_iter: int,
    start: Shares | None = None,
    personal: Shares | None = None,
    dangling: Shares | None = None,
    turn: Turn | None = None,
) -> tuple[Shares, int | None]:
    """Everybody's share of the attention, and after how many steps it was found.

    A reader follows a tie with chance *alpha*, a stronger one more often, and starts again
    elsewhere otherwise; from somebody who gives no attention they always go on elsewhere.
    NetworkX's meaning of every argument, its stopping rule and its number of steps. Its usual
    tol of 1e-6 stops far too early in a large network: 1e-7 divided by the number of people
    takes about 30 steps.

    Args:
        back: row j lists who gives j attention and how much; undirected: the ties themselves.
        given: all the attention each person gives, float64[n]: her row sum of the rows ahead.
            0 means she gives none (she dangles), also where all her ties have a strength of 0.
        alpha: chance of following a tie.
        tol: it stops when all changes of a step together are below n * tol.
        max_iter: most steps.
        start: shares to start from, float64[n], of any sum but 0. None: even.
        personal: how likely a fresh start is where, float64[n], any sum but 0. None: even.
        dangling: where readers of people who give none go on; any sum but 0. None: *personal*.
        turn: called between steps with the steps done and *max_iter*.
    Returns:
        Shares that add up to 1, float64[n] (empty for no people), and the number of steps, or
        None where they did not suffice; the shares are then those of the last step.
    Raises:
        ZeroDivisionError: start, personal or dangling adds up to 0.
    Source:
        Page, Brin, Motwani and Winograd (1999), "The PageRank citation ranking". Langville and
        Meyer (2005), "A survey of eigenvector methods of web information retrieval",
        SIAM Review 47(1), 135-161: dangling nodes, and the power method used here.
    """
    people = back.people
    if people == 0:
        return np.empty(0), 0
    network = still(back.indptr, np.uint64), still(back.indices, np.uint32)
    strength, given = still(back.strength, np.float32), still(given, np.float64)
    even = still(np.full(people, 1.0 / people), np.float64)
    anew = even if personal is None else _shares(personal)
    stranded_to = anew if dangling is None else _shares(dangling)
    ranks = np.array(even if start is None else _shares(start))
    renewed, rate = np.empty(people), np.empty(people)
    for step in range(max_iter):
        if turn is not None:
            turn(step, max_iter)
        moved = _step(
            *network, strength, given, float(alpha), anew, stranded_to, ranks, rate, renewed
        )
        ranks, renewed = renewed, ranks
        if moved < people * tol:
            return ranks, step + 1
    return ranks, None


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    pagerank(rows, np.array([0.5, 0.5, 0.0]), alpha=0.85, tol=1e-6, max_iter=2)


def _shares(weights: Shares) -> Shares:
    total = np.sum(weights)
    if total == 0:
        raise ZeroDivisionError("weights that add up to 0 cannot be made into shares")
    return still(np.divide(weights, total), np.float64)


@compiled
def _step(indptr, indices, strength, given, alpha, anew, stranded_to, ranks, rate, renewed):
    """How far everybody moved together (L1) in one step of the power method, ranks to renewed.

    renewed_j = alpha * (sum over i of w_ij ranks_i / given_i  +  stranded * stranded_to_j)
              + (1 - alpha) * anew_j.
    Pulled along the rows back: each result is written once, and only *rate* is read at random.
    """
    stranded = 0.0
    for person in range(len(ranks)):
        if given[person] == 0.0:
            stranded += ranks[person]
            rate[person] = 0.0
        else:
            rate[person] = ranks[person] / given[person]
    moved = 0.0
    for person in range(len(ranks)):
        received = 0.0
        for k in range(indptr[person], indptr[person + 1]):
            received += strength[k] * rate[indices[k]]
        received += stranded * stranded_to[person]
        share = alpha * received + (1.0 - alpha) * anew[person]
        moved += abs(share - ranks[person])
        renewed[person] = share
    return moved
