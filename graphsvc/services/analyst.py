"""What does the graph answer an analyst, who asks in Cypher and changes nothing?"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphsvc.access.audit import REFUSED, Audit
from graphsvc.access.gate_words import IDENTIFYING, NEVER_SHOWN
from graphsvc.access.gates import check_query
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import GraphServiceError, QueryDoorClosed
from graphsvc.services.answers import QueryAnswer
from graphsvc.services.limits import require_within
from graphsvc.store.base import Answer, Bounds, Store

ACTION = "query graph"
MOST_ROWS = 1_000


@dataclass(frozen=True)
class AnalystService:
    """One door for the command line and HTTP; ``open_over_http`` is the latter's switch."""

    store: Store
    policy: Policy
    audit: Audit
    open_over_http: bool = False
    timeout_s: float = 10.0
    _tried: set[int] = field(default_factory=set, repr=False, compare=False)

    def run(
        self,
        viewer: Viewer,
        text: str,
        parameters: Mapping[str, Any],
        *,
        max_rows: int = MOST_ROWS,
        over_http: bool = False,
    ) -> QueryAnswer:
        """The answer to *text*: at most *max_rows* rows, ``truncated`` if there were more.

        Every attempt is recorded before it runs, with the text, without the parameters' values.

        Raises:
            Forbidden: no analyst, or without the scope cypher:adhoc.
            QueryDoorClosed: switched off, or the server would let a write pass.
            QueryInvalid, QueryRefused, QueryTooLarge, QueryTooSlow, BadRequest, StoreUnavailable.
        """
        self.policy.require(viewer, ACTION)
        if over_http and not self.open_over_http:
            closed = QueryDoorClosed(
                "Queries over HTTP are switched off here; use the command line."
            )
            raise self.audit.refused(viewer, ACTION, closed)
        require_within("max_rows", max_rows, MOST_ROWS)
        identify = "people:identify" in viewer.scopes
        seen = self._gated(viewer, text, parameters, identify=identify)
        self._check_door()
        bounds = Bounds(timeout_s=self.timeout_s, max_rows=max_rows)
        answer = self.store.read_only(seen, parameters, bounds)
        details = {"rows": len(answer.rows), "ms": round(answer.elapsed_ms)}
        self.audit.record(viewer, "query answered", details=details)
        return self._shaped(answer, identify=identify)

    def _gated(
        self, viewer: Viewer, text: str, parameters: Mapping[str, Any], *, identify: bool
    ) -> str:
        """The text to run, recorded as it was sent; a refusal is recorded as one."""
        details = {
            "query": text,
            "sha256": hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest(),
            "parameters": sorted(map(str, parameters)),
        }
        try:
            seen = check_query(text, parameters, identify=identify)
        except GraphServiceError as error:
            self.audit.record(
                viewer, ACTION, decision=REFUSED, reason=f"{error.code}: {error}", details=details
            )
            raise
        self.audit.record(viewer, ACTION, details=details)
        return seen

    def _check_door(self) -> None:
        """Once in each process: the door's own account, on this server, is refused a write."""
        if os.getpid() in self._tried:
            return
        if not self.store.refuses_writes():
            raise QueryDoorClosed(
                "Queries are closed: the graph store would let one write.",
                hint="Give the reader account of the store no right to write.",
            )
        self._tried.add(os.getpid())

    def _shaped(self, answer: Answer, *, identify: bool) -> QueryAnswer:
        ledger = self.store.ledger()
        rows = answer.rows if identify else tuple(tuple(map(_reduced, row)) for row in answer.rows)
        return QueryAnswer(
            columns=answer.columns,
            rows=rows,
            truncated=answer.truncated,
            elapsed_ms=answer.elapsed_ms,
            importing=ledger.open_import is not None,
            revision=ledger.revision,
        )


def _reduced(value: Any) -> Any:
    """*value* without identifying entries: the second net, behind the gates and the store."""
    if isinstance(value, list | tuple):
        return [_reduced(one) for one in value]
    if isinstance(value, dict):
        withheld = IDENTIFYING | NEVER_SHOWN
        return {name: _reduced(one) for name, one in value.items() if name.lower() not in withheld}
    return value
