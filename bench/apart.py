"""How far apart are two answers, however each library gives them?"""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from bench.ours import Graphsvc
from bench.rivals_networkx import Networkx
from graphsvc.kernels.rows import Rows

# The largest absolute difference of our answer; infinite where it has another shape.
Compare = Callable[[Graphsvc, Networkx], float]


def far(ours: Any, theirs: Any) -> float:
    one, other = np.asarray(ours, float).ravel(), np.asarray(theirs, float).ravel()
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return math.inf
    differ = one != other  # equal infinities do not, and NaN on both sides is the same answer
    differ &= ~np.isnan(one)
    return float(np.abs(one[differ] - other[differ]).max(initial=0.0))


def array(by_person: Mapping[int, float]) -> list[float]:
    return [by_person[one] for one in range(len(by_person))]


def values(theirs: Any) -> list[float]:
    return list(theirs.values()) if isinstance(theirs, Mapping) else [theirs]


def scores(pairs: Iterable[Any]) -> list[float]:
    """Of pairs with their score, as NetworkX gives them, or of scores alone."""
    return [one[2] if isinstance(one, tuple) else one for one in pairs]


def entries(rows: Rows) -> Any:
    """Whose entry, who is the contact, how strong: row after row."""
    return np.column_stack([rows.owners(), rows.indices, rows.strength])


def edges(graph: Any) -> Any:
    return [
        (one, other, graph[one][other]["weight"]) for one in graph for other in sorted(graph[one])
    ]
