"""Which group does each person belong to, if groups are found from the ties alone?"""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.build import directed_rows
from graphsvc.kernels.cohesion import components
from graphsvc.kernels.rows import Rows

try:
    import networkit
except ImportError:  # no wheel for this machine, or left out on purpose
    networkit = None

MISSING = (
    "Communities need networkit, which is not installed here: pip install 'graphsvc[communities]'. "
    "Until then nx.community.louvain_communities(ties, backend='networkx') answers, slowly."
)
AT_ONCE = 10_000  # ties handed over together: the interpreter's lock is held meanwhile
# networkit's seed and number of threads belong to the process.
_one_at_a_time = threading.Lock()


def groups(rows: Rows, *, resolution: float = 1.0, seed: int) -> NDArray[np.int32]:
    """The number of each row's group, numbered in the order of their first rows.

    The better by modularity of two searches: Louvain with refinement, and Leiden. A group that
    does not hold together inside is parted, which never lowers modularity. People without a tie
    are alone. The same rows, resolution and seed give the same groups.

    Args:
        rows: undirected ties without ties with oneself, with strengths.
        resolution: above 1 for smaller groups.
        seed: of the order in which Leiden looks at people, not negative; the other search has
            nothing in it that is left to chance.
    Raises:
        ModuleNotFoundError: networkit is not installed; the message says what to do.
    Source:
        Staudt and Meyerhenke (2016), "Engineering parallel algorithms for community detection in
        massive networks"; Traag, Waltman and van Eck (2019), "From Louvain to Leiden". networkit's
        implementations, each on one thread.
    """
    if networkit is None:
        raise ModuleNotFoundError(MISSING, name="networkit")
    if not rows.strength.any():
        return np.arange(rows.people, dtype=np.int32)  # modularity is undefined: all are alone
    with _one_at_a_time:
        networkit.setNumberOfThreads(1)
        graph = _graph(rows)
        found = [_searched(graph, one, float(resolution), seed) for one in (_louvain, _leiden)]
    best, _ = max(found, key=lambda one: one[1])
    return _connected(rows, best)


def _louvain(graph: Any, resolution: float) -> Any:
    return networkit.community.PLM(graph, True, resolution, "none")


def _leiden(graph: Any, resolution: float) -> Any:
    return networkit.community.ParallelLeiden(graph, True, 3, resolution)


def _searched(
    graph: Any, search: Callable[[Any, float], Any], resolution: float, seed: int
) -> tuple[NDArray[np.int64], float]:
    networkit.setSeed(seed, False)
    made = search(graph, resolution)
    made.run()
    found = made.getPartition()
    quality = networkit.community.Modularity().getQuality(found, graph)
    return np.array(found.getVector(), np.int64), float(quality)


def _connected(rows: Rows, label: NDArray[np.int64]) -> NDArray[np.int32]:
    """Groups that hold together inside: components of the ties within each group."""
    one, other = rows.owners(), rows.indices.astype(np.int64)
    inside = label[one] == label[other]
    within = directed_rows(rows.people, one[inside], other[inside], rows.strength[inside])
    return components(within)[0]


def _graph(rows: Rows) -> Any:
    graph = networkit.Graph(rows.people, weighted=True)
    one, other = rows.owners(), rows.indices.astype(np.int64)
    once = one < other
    one, other, strength = one[once], other[once], rows.strength[once].astype(np.float64)
    for at in range(0, len(one), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        graph.addEdges((strength[some], (one[some], other[some])))
    return graph
