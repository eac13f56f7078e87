"""How uncertain is a share or a difference, and how small a gap would have been found?"""

from collections.abc import Callable
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from graphsvc.analyses.stratified import Tables, difference

Floats = NDArray[np.float64]


def wilson_interval(yes: int, people: int, *, critical: float = 1.96) -> tuple[float, float]:
    """Bounds of a share, 95 % by default: Wilson (1927), J. Am. Stat. Assoc. 22; people > 0."""
    square = critical**2
    middle = (yes + square / 2) / (people + square)
    half = critical * sqrt(yes * (people - yes) / people + square / 4) / (people + square)
    share = yes / people  # rounding alone could put it outside, where all or nobody says yes
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def score_interval(found: Tables, *, critical: float = 1.96) -> tuple[float, float] | None:
    """Bounds of the stratified difference, 95 % by default; None where nothing was compared.

    Every difference that a score test with the same weights would not reject. People count as
    independent within strata: where whole teams get sponsors together it is too narrow.

    Source:
        Miettinen and Nurminen (1985), "Comparative analysis of two rates", Stat. Med. 4, 213-226.
    """
    seen = difference(found)
    if seen is None:
        return None
    lower = _edge(lambda delta: _distance(found, delta) <= critical, seen, -1.0)
    upper = _edge(lambda delta: _distance(found, delta) >= -critical, seen, 1.0)
    return lower, upper


def _edge(holds: Callable[[float], bool], inside: float, outside: float) -> float:
    for _ in range(50):
        middle = (inside + outside) / 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _distance(found: Tables, delta: float) -> float:
    """How many standard errors the difference seen lies above *delta*, were *delta* true."""
    ours, theirs = _shares_at(found, delta)
    n1, n2, n = found.members, found.others, found.people
    weights = found.weights / found.weights.sum()
    variance = (ours * (1 - ours) / n1 + theirs * (1 - theirs) / n2) * n / (n - 1)
    above = float((weights * (found.members_yes / n1 - found.others_yes / n2 - delta)).sum())
    spread = sqrt(max(0.0, float((weights**2 * variance).sum())))
    if spread < 1e-12:
        return 0.0 if abs(above) < 1e-12 else inf if above > 0 else -inf
    return above / spread


def _shares_at(found: Tables, delta: float) -> tuple[Floats, Floats]:
    """Likeliest shares of members and others in every stratum if they differ by *delta*.

    The middle root of a cubic, in the closed form of Miettinen and Nurminen's appendix.
    """
    n1, n2, n = (one.astype(np.float64) for one in (found.members, found.others, found.people))
    x2, x = found.others_yes.astype(np.float64), found.yes.astype(np.float64)
    a2 = ((n1 + 2 * n2) * delta - n - x) / n
    a1 = ((n2 * delta - n - 2 * x2) * delta + x) / n
    a0 = x2 * delta * (1 - delta) / n
    q = (a2 / 3) ** 3 - a1 * a2 / 6 + a0 / 2
    p = np.copysign(np.sqrt(np.maximum((a2 / 3) ** 2 - a1 / 3, 0.0)), q)
    ratio = np.divide(q, p**3, out=np.zeros_like(q), where=np.abs(p) > 1e-12)
    angle = (np.pi + np.arccos(np.clip(ratio, -1.0, 1.0))) / 3
    theirs = np.clip(2 * p * np.cos(angle) - a2 / 3, max(0.0, -delta), min(1.0, 1.0 - delta))
    return np.clip(theirs + delta, 0.0, 1.0), theirs


def smallest_detectable(
    found: Tables, *, critical: float = 1.96, power: float = 0.8
) -> float | None:
    """The smallest drop below the others' share that would be found with this *power*.

    By the normal limit, to a tenth of a point. None where even a share of nothing at all would be
    missed too often, or where nothing was compared.
    """
    if not len(found.members):
        return None
    weights = found.weights / found.weights.sum()
    base = float((weights * found.others_yes / found.others).sum())
    enough = float(ndtri(power))
    drops = np.arange(1, int(base * 1000) + 1)[:, None] / 1000
    n1, n2, n = found.members, found.others, found.people
    pooled = base - drops * n1 / n
    blind = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * n / np.maximum(n - 1, 1)
    apart = (base - drops) * (1 - base + drops) / n1 + base * (1 - base) / n2
    needed = critical * np.sqrt((weights**2 * blind).sum(axis=1))
    needed += enough * np.sqrt((weights**2 * apart).sum(axis=1))
    reached = np.flatnonzero(drops[:, 0] >= needed)
    return float(drops[reached[0], 0]) if len(reached) else None
