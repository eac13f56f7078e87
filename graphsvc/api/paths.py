"""GET /api/v1/people/<id>/path: over whom do two people trust each other most?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, PersonPath, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_paths import TrustedPath

bp = blueprint("paths", "The most trusted way between two people.")


class PathAnswer(RootModel[TrustedPath]):
    """The way with the greatest product of tie strengths, or why there is none."""


class PathQuestion(AsOfQuestion):
    to: str = Field(min_length=1, max_length=255, description="Id of the person it leads to.")


@bp.get(
    "/people/<path:person_id>/path",
    summary="The most trusted way from a person to another",
    responses={200: PathAnswer, 404: problem(NOBODY)},
)
def trace_path(path: PersonPath, query: PathQuestion) -> Response:
    found = services().paths.between(viewer(), path.person_id, query.to, as_of=query.as_of)
    return answer(PathAnswer, found)
