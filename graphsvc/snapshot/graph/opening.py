"""Which graphs does a snapshot on disk hold for NetworkX?"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import networkx as nx
import numpy as np

from graphsvc.kernels.build import directed_rows
from graphsvc.snapshot.derive import derive
from graphsvc.snapshot.files import MANIFEST, open_snapshot, read_manifest
from graphsvc.snapshot.graph.ties import Ties
from graphsvc.snapshot.opened import current_name
from graphsvc.snapshot.view import View


@dataclass(frozen=True)
class Graphs:
    """A snapshot for NetworkX, as of its default day; all of them over the same arrays.

    ``ties`` is undirected, ``attention`` directed (who gives attention to whom).
    """

    snapshot: str
    as_of: date
    view: View

    @cached_property
    def ties(self) -> Ties:
        """Who is in contact with whom, either way."""
        return Ties(self.view.people.ids, self.view.ties)

    @cached_property
    def attention(self) -> Ties:
        """Who gives attention to whom."""
        return Ties(self.view.people.ids, self.view.attention, self.view.attended)

    @cached_property
    def attended(self) -> Ties:
        """Who receives attention from whom."""
        return self.attention.reverse()

    @cached_property
    def mutual(self) -> Ties:
        """The ties in which both give attention."""
        rows, both = self.view.ties, np.asarray(self.view.reciprocated)
        people = len(self.view.people.ids)
        one, other = rows.owners()[both], rows.indices[both].astype(np.int64)
        return Ties(self.view.people.ids, directed_rows(people, one, other, rows.strength[both]))


def load(path: str | Path) -> Graphs:
    """The graphs of the snapshot folder *path* (or the current one in it), as of its default day.

    Raises:
        SnapshotMissing, SnapshotInvalid: there is none, or it is damaged.
    """
    prepare_networkx()
    folder = Path(path)
    if not (folder / MANIFEST).exists():
        folder = folder / current_name(folder, None)
    stored = open_snapshot(folder)
    view = derive(stored, read_manifest(folder).as_of)
    return Graphs(stored.name, view.as_of, view)


def prepare_networkx() -> None:
    """Let plain NetworkX answer what no kernel covers; set once, before any thread."""
    nx.config.fallback_to_nx = True
    nx.config.warnings_to_ignore.add("cache")
