"""Does anybody report to herself, over however many steps?"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def on_cycles(edges: Sequence[tuple[str, str]], others: Iterable[tuple[str, str]]) -> list[int]:
    """Which of *edges* lie on a cycle of all edges together, by position.

    An edge lies on one if both its ends are in the same strong component (Tarjan 1972).
    """
    numbers: dict[str, int] = {}
    pairs = [
        (numbers.setdefault(tail, len(numbers)), numbers.setdefault(head, len(numbers)))
        for some in (edges, others)
        for tail, head in some
    ]
    if not pairs:
        return []
    tails, heads = np.array(pairs, dtype=np.int32).T
    graph = coo_array((np.ones(len(pairs), np.int8), (tails, heads)), shape=(len(numbers),) * 2)
    _, component = connected_components(graph, directed=True, connection="strong")
    same = component[tails[: len(edges)]] == component[heads[: len(edges)]]
    return [int(place) for place in np.flatnonzero(same)]
