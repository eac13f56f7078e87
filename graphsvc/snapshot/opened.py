"""Which snapshots and views does this process hold, and when are they looked up again?"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path

import numpy as np

from graphsvc.errors import SnapshotInvalid, SnapshotMissing
from graphsvc.model import SnapshotKey
from graphsvc.snapshot import shelf
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import marked
from graphsvc.snapshot.files import open_snapshot, read_manifest
from graphsvc.snapshot.view import View

Key = tuple[Hashable, ...]
NOTHING = "There is no snapshot yet: import something first."


class Opened:
    """The current snapshot of a store; opened, and its hashes compared, once a process.

    The folder is only asked whether its pointer moved, so asking costs one look at a file.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[tuple[int, int] | None, str | None] | None = None
        self._current: Stored | None = None

    def current(self, root: Path, store_id: str | None) -> Stored:
        """The snapshot that answers now; one of *store_id*, if that is known.

        Raises:
            SnapshotMissing: none was published from this store.
            SnapshotInvalid: it is damaged.
        """
        with self._lock:
            seen = shelf.stamp(root), store_id
            if self._current is None or seen != self._seen:
                self._current = self._opened(root, current_name(root, store_id))
                self._seen = seen
            return self._current

    def _opened(self, root: Path, name: str) -> Stored:
        if self._current is not None and self._current.name == name:
            return self._current
        return open_snapshot(root / name)


def current_name(root: Path, store_id: str | None) -> str:
    """The name of the snapshot that answers now; see :meth:`Opened.current`."""
    others = 0
    for name in shelf.in_turn(root):
        if store_id is None or read_manifest(root / name).key.store_id == store_id:
            return name
        others += 1
    if others:
        raise SnapshotMissing(
            "The snapshots here were made from another store: import something first."
        )
    raise SnapshotMissing(NOTHING)


def current_key(root: Path, store_id: str) -> SnapshotKey | None:
    """What the current snapshot of *store_id* was made from; None if there is none to answer."""
    try:
        return read_manifest(root / current_name(root, store_id)).key
    except (SnapshotMissing, SnapshotInvalid):
        return None


class Views:
    """Derived views of one snapshot; the least recently used are let go beyond *most_bytes*.

    A key begins with the snapshot's name: with the first view of another those before go.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._lock, self._deriving = threading.Lock(), threading.Lock()
        self._held: OrderedDict[Key, dict[bool, View]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], View], *, stale: bool) -> View:
        """The view under *key*, made if need be; the same object as long as it is held."""
        found = self._found(key)
        if found is None:
            # One at a time: who waits for the same day finds it made.
            with self._deriving:
                found = self._found(key) or self._keep(key, make())
        return found[stale]

    def __len__(self) -> int:
        return len(self._held)

    def _found(self, key: Key) -> dict[bool, View] | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _keep(self, key: Key, view: View) -> dict[bool, View]:
        both = {stale: marked(view, stale=stale) for stale in (False, True)}
        with self._lock:
            for other in [one for one in self._held if one[0] != key[0]]:
                del self._held[other]
            self._held[key] = both
            while len(self._held) > 1 and self._bytes() > self.most_bytes:
                self._held.popitem(last=False)
        return both

    def _bytes(self) -> int:
        return sum(size_of(both[False]) for both in self._held.values())


def size_of(view: View) -> int:
    """Bytes of the arrays of *view*; those mapped from a file count too."""
    rows, units = (view.attention, view.attended, view.ties), view.people.units
    acts = (view.endorsements, view.mentorings, view.introductions, view.goals)
    groups = (*rows, *acts, view.earlier, view.people, units)
    arrays = [view.shares, view.reciprocated, view.tied, view.dated, view.about]
    arrays += [column for group in groups for column in group if isinstance(column, np.ndarray)]
    return sum(one.nbytes for one in arrays)
