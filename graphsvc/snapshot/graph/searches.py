"""Which groups do networkit's two searches find, here or in a process apart?

Run as a program this file works in a folder: it reads ``ties.npy`` and ``strength.npy`` and writes
``label.npy``. It imports nothing of the service, so that such a process is ready soon.
"""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    import networkit
except ImportError:  # no wheel for this machine, or left out on purpose
    networkit = None

AT_ONCE = 10_000  # ties handed over together: the interpreter's lock is held meanwhile
TIES, STRENGTH, LABEL = "ties.npy", "strength.npy", "label.npy"
# networkit's seed and number of threads belong to the process.
_one_at_a_time = threading.Lock()

Labels = NDArray[np.int64]


def searched(
    people: int, ties: Labels, strength: NDArray[np.float64], resolution: float, seed: int
) -> Labels:
    """The group of each row: the better by modularity of Louvain with refinement and of Leiden.

    Args:
        ties: two rows of ends, each tie once.
        strength: beside the ties.
    """
    with _one_at_a_time:
        networkit.setNumberOfThreads(1)
        graph = networkit.Graph(people, weighted=True)
        for at in range(0, len(strength), AT_ONCE):
            some = slice(at, at + AT_ONCE)
            graph.addEdges((strength[some], (ties[0, some], ties[1, some])))
        found = [_found(graph, one, resolution, seed) for one in (_louvain, _leiden)]
    return max(found, key=lambda one: one[1])[0]


def searched_apart(
    people: int, ties: Labels, strength: NDArray[np.float64], resolution: float, seed: int
) -> Labels:
    """As :func:`searched`, by a process of its own, which ends with the answer.

    networkit frees a large graph while it holds the interpreter's lock: there it stops nobody.
    """
    with tempfile.TemporaryDirectory(prefix="graphsvc-communities-") as folder:
        np.save(Path(folder, TIES), ties)
        np.save(Path(folder, STRENGTH), strength)
        # -P: the files beside this one are no modules of the program.
        program = [sys.executable, "-P", __file__, folder]
        subprocess.run([*program, str(people), repr(resolution), str(seed)], check=True)
        label: Labels = np.load(Path(folder, LABEL))
        return label


def _louvain(graph: Any, resolution: float) -> Any:
    return networkit.community.PLM(graph, True, resolution, "none")


def _leiden(graph: Any, resolution: float) -> Any:
    return networkit.community.ParallelLeiden(graph, True, 3, resolution)


def _found(
    graph: Any, search: Callable[[Any, float], Any], resolution: float, seed: int
) -> tuple[Labels, float]:
    networkit.setSeed(seed, False)
    made = search(graph, resolution)
    made.run()
    found = made.getPartition()
    quality = networkit.community.Modularity().getQuality(found, graph)
    return np.array(found.getVector(), np.int64), float(quality)


def _work(place: str, people: str, resolution: str, seed: str) -> None:
    folder = Path(place)
    ties, strength = (np.load(folder / name) for name in (TIES, STRENGTH))
    np.save(folder / LABEL, searched(int(people), ties, strength, float(resolution), int(seed)))


if __name__ == "__main__":
    _work(*sys.argv[1:])
