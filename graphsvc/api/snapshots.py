"""GET /api/v1/snapshots: which snapshots are kept, for whoever operates the service?"""

from dataclasses import dataclass
from datetime import date

from flask import Response
from pydantic import RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import Nothing, answer
from graphsvc.api.version_one import blueprint

bp = blueprint("snapshots", "What answers are computed from.")


@dataclass(frozen=True)
class Snapshot:
    """One that is kept; ``consistency`` says whether the graph stood still while it was made."""

    name: str
    revision: int
    people: int
    ties: int
    data_until: date | None
    consistency: str


class SnapshotsAnswer(RootModel[tuple[Snapshot, ...]]):
    """Snapshots, newest first."""


@bp.get("/snapshots", summary="List snapshots, newest first", responses={200: SnapshotsAnswer})
def list_snapshots(query: Nothing) -> Response:
    services().policy.require(viewer(), "see health")
    found = tuple(
        Snapshot(one.name, one.revision, one.people, one.ties, one.data_until, one.consistency)
        for one in services().snapshots.list()
    )
    return answer(SnapshotsAnswer, found)
