"""GET /api/v1/people/<id>/introductions: whom could this person meet, through whom, why not X?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, PersonPath, Whole, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers import Introductions
from graphsvc.services.answers_suggestions import WhyNot

bp = blueprint("introductions", "Whom somebody could meet, why, and through whom.")


class IntroductionsAnswer(RootModel[Introductions]):
    """Suggestions for one person, best first."""


class WhyNotAnswer(RootModel[WhyNot]):
    """Why somebody is not suggested, or at which place they are."""


class WhyNotQuestion(AsOfQuestion):
    person: str = Field(
        min_length=1,
        max_length=255,
        description="A handle of a suggestion, or the id of somebody the viewer sees by name.",
    )


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


@bp.get(
    "/people/<path:person_id>/introductions/why-not",
    summary="Why somebody is not suggested to a person",
    responses={200: WhyNotAnswer, 404: problem(NOBODY)},
)
def why_not_suggested(path: PersonPath, query: WhyNotQuestion) -> Response:
    found = services().introductions.why_not(
        viewer(), path.person_id, query.person, as_of=query.as_of
    )
    return answer(WhyNotAnswer, found)
