"""Who is in the directory? Search by name or id, for the pickers of the pages."""

import unicodedata
from dataclasses import dataclass
from typing import Protocol

from graphsvc.access.audit import Audit
from graphsvc.access.naming import by_name
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.services.answers import Named
from graphsvc.snapshot.view import View, row_of

ACTION = "see people"


class Current(Protocol):
    """Whatever gives the view of a day; None is the default day."""

    def at(self, as_of: None = None) -> View: ...


@dataclass(frozen=True)
class PeopleService:
    """The staff directory: names everybody who is not hidden, and nothing else about them."""

    snapshots: Current
    policy: Policy
    audit: Audit

    def search(self, viewer: Viewer, text: str, *, limit: int = 20) -> tuple[Named, ...]:
        """People whose name holds every word of *text*, or whose id is *text*; by name, then id.

        Raises:
            Forbidden: the viewer may not look people up.
        """
        view = self.snapshots.at(None)
        self.policy.require(viewer, ACTION, view=view)
        # Without the text: it names people, and whom one looked for is nobody's business.
        self.audit.record(viewer, ACTION)
        words = _folded(text).split()
        found = [
            (name, person_id, row)
            for row, (person_id, name) in enumerate(
                zip(view.people.ids, view.people.names, strict=True)
            )
            if words and (person_id == text.strip() or _holds(name, words))
        ]
        return tuple(entry(view, row) for _, _, row in sorted(found)[:limit])


def entry(view: View, row: int) -> Named:
    """The directory's entry of one person."""
    return by_name(view, row)


def entry_of(view: View, person_id: str) -> Named:
    """The directory's entry of somebody who may have left the graph."""
    row = row_of(view.people, person_id)
    return Named(None, "somebody who left") if row is None else entry(view, row)


def _folded(text: str) -> str:
    """Lower case without accents, so that Zoe finds Zoé."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _holds(name: str, words: list[str]) -> bool:
    folded = _folded(name)
    return all(word in folded for word in words)


def is_there(view: View, person_id: str) -> bool:
    """Whether somebody of this id is among the people of *view*."""
    return row_of(view.people, person_id) is not None
