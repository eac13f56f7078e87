"""Which group does each person belong to, if groups are found from the ties alone?"""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.build import directed_rows
from graphsvc.kernels.cohesion import components
from graphsvc.kernels.rows import Rows
from graphsvc.snapshot.graph import searches

MISSING = (
    "Communities need networkit, which is not installed here: pip install 'graphsvc[communities]'. "
    "Until then nx.community.louvain_communities(ties, backend='networkx') answers, slowly."
)
APART_FROM = 40_000  # people: of so many the search runs in a process of its own


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
    if searches.networkit is None:
        raise ModuleNotFoundError(MISSING, name="networkit")
    if not rows.strength.any():
        return np.arange(rows.people, dtype=np.int32)  # modularity is undefined: all are alone
    one, other = rows.owners(), rows.indices.astype(np.int64)
    once = one < other
    ties, strength = np.array((one[once], other[once])), rows.strength[once].astype(np.float64)
    search = searches.searched if rows.people < APART_FROM else searches.searched_apart
    return _connected(rows, search(rows.people, ties, strength, float(resolution), seed))


def _connected(rows: Rows, label: NDArray[np.int64]) -> NDArray[np.int32]:
    """Groups that hold together inside: components of the ties within each group."""
    one, other = rows.owners(), rows.indices.astype(np.int64)
    inside = label[one] == label[other]
    within = directed_rows(rows.people, one[inside], other[inside], rows.strength[inside])
    return components(within)[0]
