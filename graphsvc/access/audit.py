"""What is written down before a deed, and what happens when it cannot be? The deed does not."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from graphsvc.access.viewer import Viewer
from graphsvc.errors import GraphServiceError
from graphsvc.records.audit import AuditTrail

ALLOWED = "allowed"
REFUSED = "refused"
Refusal = TypeVar("Refusal", bound=GraphServiceError)


@dataclass(frozen=True)
class Audit:
    """Writes one row before each deed; RecordsUnavailable from it stops the deed.

    ``pseudonym`` turns a person's id into what the trail keeps; without one people are left out
    of the trail rather than named in it.
    """

    trail: AuditTrail
    clock: Callable[[], datetime]
    pseudonym: Callable[[str], str] | None = None

    def record(
        self,
        viewer: Viewer,
        action: str,
        *,
        object_kind: str = "",
        object_id: str | None = "",
        decision: str = ALLOWED,
        reason: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> int:
        """Write the row and return its number. ``object_kind`` "person" takes a person's id.

        Raises:
            RecordsUnavailable: it could not be written; do not go on.
        """
        return self.trail.append(
            at=self.clock().isoformat(timespec="milliseconds"),
            subject=viewer.subject,
            action=action,
            object_kind=object_kind,
            object_id=self._kept(object_kind, object_id or ""),
            decision=decision,
            reason=reason,
            details=json.dumps(details or {}, sort_keys=True, default=str, ensure_ascii=False),
        )

    def refused(
        self,
        viewer: Viewer,
        action: str,
        error: Refusal,
        *,
        object_kind: str = "",
        object_id: str | None = "",
    ) -> Refusal:
        """Write down that *action* was refused because of *error*, and return it to be raised."""
        self.record(
            viewer,
            action,
            object_kind=object_kind,
            object_id=object_id,
            decision=REFUSED,
            reason=error.code,
        )
        return error

    def _kept(self, object_kind: str, object_id: str) -> str:
        if object_kind != "person" or not object_id:
            return object_id
        return self.pseudonym(object_id) if self.pseudonym else ""
