"""How is the graph published, mapped and read as of a day?"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphsvc.snapshot.graph import Graphs


def load(path: str | Path) -> "Graphs":
    """The snapshot in *path* as NetworkX graphs: ``.ties`` undirected, ``.attention`` directed.

    *path* is the folder of a snapshot, or one that holds snapshots (the current one is taken).

    Raises:
        SnapshotMissing, SnapshotInvalid: there is none, or it is damaged.
    """
    # Most of the service never asks NetworkX, which takes a while to import.
    from graphsvc.snapshot import graph

    return graph.load(path)
