"""GET /api/v1/gaps: do groups have active sponsors alike, level by level?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import AsOfQuestion, Nothing, answer
from graphsvc.api.version_one import blueprint
from graphsvc.services.answers import Gaps

bp = blueprint("gaps", "Whether groups have active sponsors alike, with uncertainty.")
GapsAnswer = RootModel[Gaps]
Attributes = RootModel[tuple[str, ...]]


class GapQuestion(AsOfQuestion):
    by: str = Field(min_length=1, max_length=100, description="One of /gaps/attributes.")


@bp.get("/gaps", summary="Compare groups", responses={200: GapsAnswer})
def compare_groups(query: GapQuestion) -> Response:
    return answer(GapsAnswer, services().gaps.compare(viewer(), query.by, as_of=query.as_of))


@bp.get("/gaps/attributes", summary="By what groups are told apart", responses={200: Attributes})
def list_attributes(query: Nothing) -> Response:
    return answer(Attributes, services().gaps.attributes(viewer()))
