"""Are all loops compiled before the first question, so that nobody waits for one?"""

import importlib
from collections.abc import Callable
from pathlib import Path

from graphsvc.kernels import compiled

FAMILIES = (
    *("beside", "betweenness", "brokerage", "build", "clout", "cohesion", "connectors"),
    *("coverage", "disjoint_ways", "introductions", "isolation", "lists", "new_ties", "novelty"),
    *("places", "reach", "spreading", "steps", "strata", "strengths", "texts", "triangles"),
    *("trusted_path", "units", "warm_paths", "weeks"),
)
COMPILING = "Compiling the analyses for this machine, once (about a minute) ..."
NOT_KEPT = "{} cannot be written: the analyses are compiled anew at each start."


def ready(folder: Path, *, say: Callable[[str], None]) -> None:
    """Load every loop's machine code from *folder*, or compile it and keep it there.

    Processes made from this one afterwards share the code. Says what takes long, and where code
    cannot be kept.
    """
    families = [importlib.import_module(f"graphsvc.kernels.{one}") for one in FAMILIES]
    if not compiled.keep_in(folder):
        say(NOT_KEPT.format(folder))
    told = not compiled.kept()
    if told:
        say(COMPILING)
    for family in families:
        family.warm()
        if compiled.missed() and not told:  # what lay there was of another version
            say(COMPILING)
            told = True
