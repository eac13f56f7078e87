"""Who else is asked? NetworkX always; other libraries where the development group brought them."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bench.world import World

# A rival is a class; a question is a method of its name, and gives the Work or None at this size.
RIVALS = {
    "networkx": "bench.rivals_networkx:Networkx",
    "igraph": "bench.rivals_igraph:Igraph",
    "networkit": "bench.rivals_networkit:Networkit",
    "rustworkx": "bench.rivals_rustworkx:Rustworkx",
    "scipy": "bench.rivals_arrays:Scipy",
    "numpy": "bench.rivals_arrays:Numpy",
}


def installed(names: Sequence[str]) -> list[str]:
    """Those of *names* that are here, in their order."""
    return [name for name in names if find_spec(name) is not None]


def rival(name: str, world: World) -> Any:
    """*name* with the ties of *world*."""
    module, _, made = RIVALS[name].partition(":")
    return getattr(import_module(module), made)(world)
