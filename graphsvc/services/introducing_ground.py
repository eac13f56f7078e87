"""What do all who propose and move introductions stand on: parties, records, refusals, load?"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import BadRequest, GraphServiceError
from graphsvc.services import drafts
from graphsvc.services.introducing_proposals import Limits, load
from graphsvc.services.introducing_sight import TAKE_PART, Sight
from graphsvc.services.introduction_acts import Act
from graphsvc.services.introduction_exclusions import Today, nobody_kept_out
from graphsvc.services.views import Views
from graphsvc.snapshot.view import View
from graphsvc.store.base import Store

MOST_LETTERS = 200  # of an outcome
TRIES = 5  # after another write came between
# An id is part of an address: whatever a path could be read as leads nowhere.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def _as_given(viewer: Viewer, mentee_id: str, text: str) -> str:
    return text


@dataclass(frozen=True)
class Ground:
    """``kept_out`` tells who is not suggested to anybody on a day, ``reserved`` gives the ids of
    people who are named as a connector only after they agreed; ``fresh_id`` an id no
    introduction has; ``resolve`` the id of a person from what a viewer may know her by.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    fresh_id: Callable[[], str]
    kept_out: Callable[[View, date], Today] = nobody_kept_out
    limits: Limits = field(default_factory=Limits)
    resolve: Callable[[Viewer, str, str], str] = _as_given
    reserved: Callable[[], frozenset[str]] = frozenset

    def _today(self) -> date:
        return self.audit.clock().date()

    def _sight(self, viewer: Viewer) -> Sight:
        view, reserved = self.snapshots.at(None), self.reserved()
        days = self.limits.days
        return Sight(self.policy, self.audit, self.store, viewer, view, days, reserved)

    def _taking_part(self, viewer: Viewer) -> Sight:
        sight = self._sight(viewer)
        self.policy.require(viewer, TAKE_PART, view=sight.view)
        return sight

    def _load(self, acts: tuple[Act, ...], role: str, act: Act) -> int:
        return load(acts, role, act.party(role), self._today(), without=act.id)

    def _record(self, viewer: Viewer, action: str, introduction_id: str, **details: str) -> None:
        self.audit.record(
            viewer,
            action,
            object_kind="introduction",
            object_id=introduction_id,
            details=details,
        )

    @contextmanager
    def _refusals(self, viewer: Viewer, action: str, introduction_id: str) -> Iterator[None]:
        """Record what is refused inside; what the policy refuses it records itself."""
        try:
            yield
        except GraphServiceError as error:
            self.audit.refused(
                viewer, action, error, object_kind="introduction", object_id=introduction_id
            )
            raise


def require_id(introduction_id: str | None) -> None:
    """Return if *introduction_id* is one somebody may choose, or none; imported ones may differ.

    Raises:
        BadRequest: it has other characters, or too many.
    """
    if introduction_id is not None and not _ID.fullmatch(introduction_id):
        expected = "1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or digit"
        raise BadRequest([{"parameter": "id", "expected": expected}])


def require_language(language: str) -> None:
    if language not in drafts.LANGUAGES:
        expected = f"one of {', '.join(drafts.LANGUAGES)}"
        raise BadRequest([{"parameter": "language", "expected": expected}])
