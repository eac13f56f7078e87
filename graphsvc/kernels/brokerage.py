"""Whose contacts would not otherwise meet? Burt's constraint and effective size."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import wedges
from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.each_triangle import (
    WORK,
    each_triangle,
    rows_a_turn,
    stage,
    strengths,
    ties_once,
)
from graphsvc.kernels.parts import asked, parts
from graphsvc.kernels.rows import Rows

PEOPLE_A_TURN = 1_000  # wedge by wedge: about 20 ms

_Reals = NDArray[np.float64]


class Holes(NamedTuple):
    """Constraint and effective size, float64[n] each; NaN where they are not defined."""

    constraint: _Reals
    effective_size: _Reals


def holes(rows: Rows, *, turn: Turn | None = None, work: int = WORK) -> Holes:
    """Constraint and effective size of everybody, in one pass over the triangles.

    With w strengths, s_u the total and l_u the largest of u's, p_uv = w_uv / s_u and
    m_vq = w_vq / l_v, over contacts v of u and contacts q that u and v share:

        constraint(u)     = sum over v of (p_uv + sum over q of p_uq p_qv)^2
        effective_size(u) = sum over v of (1 - sum over q of p_uq m_vq)

    A tie needs two sums over q, the same read from either end. Each triangle adds to its three:

        shared(u, v, 0)   = sum over q of w_uq w_qv / s_q
        shared(u, v, 1)   = sum over q of w_uq w_qv
        constraint(u)     = sum over v of (w_uv + shared(u, v, 0))^2 / s_u^2
        effective_size(u) = number of contacts - sum over v of shared(u, v, 1) / l_v / s_u

    These are NetworkX's values with ``nodes=``, where it takes one person at a time. Of everybody
    at once NetworkX's effective size is wrong unless all ties are alike (it takes the largest
    strengths along the wrong axis), and its constraint leaves out ties of strength 0.

    Args:
        rows: undirected ties without self-ties, strengths of 0 or more. Of a directed network the
            strengths both ways added up, in both rows (float64 rows keep the exact sums).
        turn: called with what is done and its total.
        work: about how many ties or wedges are looked at between two turns; changes no answer.
    Returns:
        Constraint from 0 (open) to a little over 1 (closed); effective size from 1 to the number
        of contacts. Both NaN for people without ties.
    Source:
        Burt (1992), "Structural Holes: The Social Structure of Competition", chapter 2.
    """
    once = ties_once(rows, turn=stage(turn, 0, 3), work=work)
    indptr, indices = still(once.indptr, np.uint64), still(once.indices, np.uint32)
    strength = still(once.strength, np.float64)
    by_total, by_largest = _inverse(once.total), _inverse(once.largest)
    shared = np.zeros((len(indices), 2))
    for found in each_triangle(once, turn=stage(turn, 1, 3), work=work):
        _add_triangles(found, indices, strength, by_total, shared)

    added_up = np.zeros((rows.people, 2))
    ties = indptr, indices, strength, still(shared, np.float64), by_largest
    for part in parts(rows.people, rows_a_turn(rows, work), stage(turn, 2, 3)):
        _add_ties(part.start, part.stop, *ties, added_up)
    defined = np.where(once.contacts > 0, 1.0, np.nan)
    return Holes(
        added_up[:, 0] * by_total**2 * defined,
        (once.contacts - added_up[:, 1] * by_total) * defined,
    )


def constraint_of(
    rows: Rows, chosen: NDArray[np.int64], *, turn: Turn | None = None
) -> NDArray[np.float64]:
    """Constraint of the *chosen* rows alone, float64[m], as nx.constraint with ``nodes=``.

    The formula of :func:`holes`, in which whoever has a self-tie is one of her own contacts: v
    and q may be u. NetworkX's constraint of everybody at once is wrong there: to tell who is alone
    it compares a total with a share, so that a self-tie alone is NaN or a number according to its
    strength, and somebody with contacts may be NaN.

    Args:
        rows: undirected ties, each in both rows, a self-tie in its row once; strengths of 0 or
            more. Of a directed network w_uv + w_vu in the rows of u and of v, thus twice the
            strength of a self-tie (float64 rows keep the exact sums).
        chosen: rows, int64[m].
        turn: called with what is done and its total.
    Returns:
        NaN without any tie; of directed networks NetworkX says NaN of whoever gives attention to
        nobody, which these rows cannot tell: the caller does. 4.0 for a self-tie alone, 0.0
        where all strengths are 0.
    Raises:
        IndexError: a chosen row is not one of *rows*.
    Source:
        Burt (1992), "Structural Holes: The Social Structure of Competition", chapter 2.
    """
    return _one_by_one(rows, chosen, turn).constraint


def effective_size_of(
    rows: Rows, chosen: NDArray[np.int64], *, turn: Turn | None = None
) -> NDArray[np.float64]:
    """Effective size of the *chosen* rows alone, float64[m], as nx.effective_size with ``nodes=``.

    The formula of :func:`holes`, in which whoever has a self-tie is one of her own contacts.
    That is what NetworkX does with weights, and of directed networks. Without weights it takes
    another formula for undirected ones, which differs at self-ties:
    :func:`simplified_effective_size_of`.

    Args:
        rows: as for :func:`constraint_of`.
        chosen: rows, int64[m].
        turn: called with what is done and its total.
    Returns:
        NaN without a tie to somebody else; of directed networks NetworkX says NaN of whoever
        gives attention to nobody else, which these rows cannot tell: the caller does.
    Raises:
        IndexError: a chosen row is not one of *rows*.
    Source:
        Burt (1992), "Structural Holes: The Social Structure of Competition", chapter 2.
    """
    return _one_by_one(rows, chosen, turn).effective_size


def simplified_effective_size_of(
    rows: Rows, chosen: NDArray[np.int64], *, turn: Turn | None = None
) -> NDArray[np.float64]:
    """Borgatti's effective size of the *chosen* rows, float64[m]: c - 2t / c.

    c are one's contacts and t the ties among them: without self-ties the same as
    :func:`effective_size_of` with every strength 1. One's own self-tie plays no part here, and
    a contact's counts as a tie among them, as in nx.effective_size with ``nodes=`` and without
    weights of an undirected graph. (Everybody at once NetworkX treats by the other formula.)

    Args:
        rows: undirected ties, each in both rows, a self-tie in its row once; strengths play no
            part.
        chosen: rows, int64[m].
        turn: called with what is done and its total.
    Returns:
        NaN without a tie to somebody else.
    Raises:
        IndexError: a chosen row is not one of *rows*.
    Source:
        Borgatti (1997), "Structural holes: unpacking Burt's redundancy measures", Connections
        20(1), 35-38.
    """
    chosen = asked(chosen, rows.people)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32)
    is_contact = np.zeros(rows.people, np.bool_)
    found = np.empty(len(chosen))
    for part in parts(len(chosen), PEOPLE_A_TURN, turn):
        wedges.simplified(chosen[part], *network, is_contact, found[part])
    return found


def local_constraint(rows: Rows, one: int, other: int) -> float:
    """How much *other* constrains *one*, as nx.local_constraint: (p_uv + sum of p_uq p_qv)^2.

    Args:
        rows: as for :func:`constraint_of`.
        one, other: two rows, or the same; they need not have a tie.
    Returns:
        0.0 where they neither have a tie nor share a contact.
    Raises:
        IndexError: *one* or *other* is not one of *rows*.
    Source:
        Burt (2004), "Structural holes and good ideas", American Journal of Sociology 110(2),
        349-399.
    """
    asked([one, other], rows.people)
    strength = strengths(rows)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32), strength
    return float(wedges.local[strength.dtype](int(one), int(other), *network))


def warm() -> None:
    """Compiles every loop: a triangle, with strengths of either kind."""
    rows = Rows(*map(np.array, ([0, 2, 4, 6], [1, 2, 0, 2, 0, 1], [0.5] * 6)))
    everybody = np.arange(3)
    simplified_effective_size_of(rows, everybody)
    for kind in (np.float32, np.float64):
        of_kind = rows._replace(strength=rows.strength.astype(kind))
        holes(of_kind)
        constraint_of(of_kind, everybody)
        local_constraint(of_kind, 0, 1)


def _one_by_one(rows: Rows, chosen: NDArray[np.int64], turn: Turn | None) -> Holes:
    chosen = asked(chosen, rows.people)
    strength = strengths(rows)
    network = still(rows.indptr, np.uint64), still(rows.indices, np.uint32), strength
    shares = np.zeros((rows.people, 2))
    found = Holes(np.empty(len(chosen)), np.empty(len(chosen)))
    for part in parts(len(chosen), PEOPLE_A_TURN, turn):
        wedges.measure[strength.dtype](
            chosen[part], *network, shares, found.constraint[part], found.effective_size[part]
        )
    return found


def _inverse(values: _Reals) -> _Reals:
    """One over each value; 0 over 0, so that a share of nothing is nothing, as in NetworkX."""
    return still(np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0), np.float64)


@compiled
def _add_triangles(found, indices, strength, by_total, shared):
    """Adds each triangle found to the two sums of its three ties: the third person is shared."""
    for each in range(len(found)):
        low = found[each, 0]
        low_middle = found[each, 1]
        low_high = found[each, 2]
        middle_high = found[each, 3]
        middle = indices[low_middle]
        high = indices[low_high]

        through_high = strength[low_high] * strength[middle_high]
        shared[low_middle, 0] += through_high * by_total[high]
        shared[low_middle, 1] += through_high
        through_middle = strength[low_middle] * strength[middle_high]
        shared[low_high, 0] += through_middle * by_total[middle]
        shared[low_high, 1] += through_middle
        through_low = strength[low_middle] * strength[low_high]
        shared[middle_high, 0] += through_low * by_total[low]
        shared[middle_high, 1] += through_low


@compiled
def _add_ties(start, stop, indptr, indices, strength, shared, by_largest, added_up):
    """Adds the ties of the rows *start* to *stop* - 1 to the sums of both ends."""
    for person in range(start, stop):
        squares = 0.0
        redundant = 0.0
        for tie in range(indptr[person], indptr[person + 1]):
            other = indices[tie]
            invested = (strength[tie] + shared[tie, 0]) ** 2
            squares += invested
            redundant += shared[tie, 1] * by_largest[other]
            added_up[other, 0] += invested
            added_up[other, 1] += shared[tie, 1] * by_largest[person]
        added_up[person, 0] += squares
        added_up[person, 1] += redundant
