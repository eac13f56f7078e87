"""Whom does a viewer see by name, and how is somebody told?"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from graphsvc.snapshot.view import Flags, View

VERSION = "policy/1"


@dataclass(frozen=True)
class Named:
    """Somebody in an answer: by name where this viewer may, else "someone in Platform"."""

    id: str | None  # None where the viewer may not know who it is
    label: str
    title: str = ""
    unit: str = ""


def by_name(view: View, row: int) -> Named:
    """The person in *row* as whoever may see her by name does."""
    people = view.people
    person_id, unit = people.ids[row], int(people.unit[row])
    return Named(
        id=person_id,
        label=people.names[row] or person_id,
        title=people.titles[row],
        unit=people.units.names[unit] if unit >= 0 else "",
    )


@dataclass(frozen=True)
class Naming:
    """Whom a viewer sees by name, by row. Applied to outputs only, never to a measure."""

    view: View
    named: Flags
    unnamed: Callable[[int], str]
    kind: str
    _labels: dict[int, Named] = field(default_factory=dict, init=False, repr=False, compare=False)

    def label(self, row: int) -> Named:
        """The person in *row* as this viewer may see them."""
        found = self._labels.get(row)
        if found is None:
            found = self._labels[row] = self._label(row)
        return found

    def _label(self, row: int) -> Named:
        if not self.named[row]:
            return Named(None, self.unnamed(row))
        return by_name(self.view, row)

    @property
    def key(self) -> str:
        """Equal for two viewers only if they see the same: part of every answer's cache key."""
        mask = hashlib.blake2b(np.packbits(self.named).tobytes(), digest_size=12).hexdigest()
        return f"{VERSION}:{self.kind}:{len(self.named)}:{mask}"
