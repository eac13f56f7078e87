"""GET /api/v1/people/<id>/introductions: whom could this person meet, and through whom?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, PersonPath, Whole, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers import Introductions

bp = blueprint("introductions", "Whom somebody could meet, why, and through whom.")


class IntroductionsAnswer(RootModel[Introductions]):
    """Suggestions for one person, best first."""


class IntroductionQuestion(AsOfQuestion):
    limit: Whole = Field(default=20, ge=1, le=100, description="Most suggestions.")


@bp.get(
    "/people/<path:person_id>/introductions",
    summary="Suggest introductions for a person",
    responses={200: IntroductionsAnswer, 404: problem(NOBODY)},
)
def suggest_introductions(path: PersonPath, query: IntroductionQuestion) -> Response:
    found = services().introductions.suggest(
        viewer(), path.person_id, as_of=query.as_of, limit=query.limit
    )
    return answer(IntroductionsAnswer, found)
