"""GET /api/v1/gaps: do groups have active sponsors alike, level by level?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import AsOfQuestion, Nothing, answer
from graphsvc.api.version_one import blueprint
from graphsvc.services.answers import Gaps

bp = blueprint("gaps", "Whether groups have active sponsors alike, with uncertainty.")


class GapsAnswer(RootModel[Gaps]):
    """Shares by level and group, and each group compared with all others."""


class Attributes(RootModel[tuple[str, ...]]):
    """Names of attributes, as imported."""


class GapQuestion(AsOfQuestion):
    by: str = Field(min_length=1, max_length=100, description="One of /gaps/attributes.")


@bp.get("/gaps", summary="Compare groups", responses={200: GapsAnswer})
def compare_groups(query: GapQuestion) -> Response:
    return answer(GapsAnswer, services().gaps.compare(viewer(), query.by, as_of=query.as_of))


@bp.get("/gaps/attributes", summary="By what groups are told apart", responses={200: Attributes})
def list_attributes(query: Nothing) -> Response:
    return answer(Attributes, services().gaps.attributes(viewer()))
