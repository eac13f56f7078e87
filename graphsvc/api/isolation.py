"""GET /api/v1/isolated: who has lost contact, why, and what would help?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, PersonPath, Whole, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers import Isolation, IsolationFinding

bp = blueprint("isolation", "Who is isolated, why, and what would help.")


class IsolationAnswer(RootModel[Isolation]):
    """Findings, isolated and fragile people first."""


class FindingAnswer(RootModel[IsolationFinding]):
    """The finding about one person."""


class IsolationQuestion(AsOfQuestion):
    limit: Whole = Field(default=50, ge=1, le=1000, description="Most people.")


@bp.get("/isolated", summary="Find isolated people", responses={200: IsolationAnswer})
def find_isolated(query: IsolationQuestion) -> Response:
    found = services().isolation.find(viewer(), as_of=query.as_of, limit=query.limit)
    return answer(IsolationAnswer, found)


@bp.get(
    "/people/<path:person_id>/isolation",
    summary="Whether a person is isolated, and why",
    responses={200: FindingAnswer, 404: problem(NOBODY)},
)
def find_isolation_of(path: PersonPath, query: AsOfQuestion) -> Response:
    found = services().isolation.of(viewer(), path.person_id, as_of=query.as_of)
    return answer(FindingAnswer, found)
