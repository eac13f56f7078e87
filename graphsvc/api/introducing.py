"""Which introductions am I part of, and what may I do about them? /api/v1/introductions"""

from flask import Response
from pydantic import BaseModel, Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, Nothing, PersonPath, Question, Whole, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_introducing import (
    BeforeAsking,
    Draft,
    IntroductionAct,
    IntroductionActs,
)

bp = blueprint("introducing", "Introductions under way: propose, agree, decline, meet.")
NONE = "No introduction that the viewer knows of has this id."
NOT_NOW = "It is not open now, or a limit is reached."
Handle = Field(min_length=1, max_length=255, description="Id or handle of a person.")


class ActAnswer(RootModel[IntroductionAct]):
    """One introduction, as the viewer may see it."""


class ActsAnswer(RootModel[IntroductionActs]):
    """Those that wait for the viewer first, then the latest proposed."""


class BeforeAnswer(RootModel[BeforeAsking]):
    """What to know before an introduction is proposed."""


class DraftAnswer(RootModel[Draft]):
    """A text to start from."""


class IntroductionPath(BaseModel):
    """An introduction in a path."""

    introduction_id: str = Field(max_length=255, description="Id of the introduction.")


class Proposal(Question):
    """Who shall meet whom, through whom; the same ``id`` again is the same introduction."""

    mentee: str = Handle
    introducee: str = Handle
    connector: str | None = Field(
        default=None, min_length=1, max_length=255, description="Absent: the warmest way."
    )
    id: str | None = Field(
        default=None,
        max_length=200,
        description="An id of the caller's making: 1 to 64 letters, digits, '.', '_' and '-'.",
    )


class Move(Question):
    move: str = Field(description="agree, decline, withdraw, hand_over or met.")
    outcome: str = Field(default="", max_length=200, description="What came of it, with met.")


class MineQuestion(Question):
    limit: Whole = Field(default=50, ge=1, le=200, description="Most introductions.")


class AskingQuestion(Question):
    introducee: str = Handle
    connector: str | None = Field(
        default=None, min_length=1, max_length=255, description="Absent: the warmest way."
    )
    language: str = Field(default="en", description="Of the draft: en or de.")


class DraftQuestion(Question):
    language: str = Field(default="en", description="en or de.")


@bp.post(
    "/introductions",
    summary="Propose an introduction",
    responses={200: ActAnswer, 404: problem(NOBODY), 409: problem(NOT_NOW)},
)
def propose_introduction(query: Nothing, body: Proposal) -> Response:
    found = services().introducing.propose(
        viewer(),
        body.mentee,
        introducee=body.introducee,
        connector=body.connector,
        introduction_id=body.id,
    )
    return answer(ActAnswer, found)


@bp.get("/introductions", summary="The introductions I have a part in", responses={200: ActsAnswer})
def list_introductions(query: MineQuestion) -> Response:
    return answer(ActsAnswer, services().introducing.mine(viewer(), limit=query.limit))


@bp.get(
    "/introductions/<introduction_id>",
    summary="One introduction",
    responses={200: ActAnswer, 404: problem(NONE)},
)
def show_introduction(path: IntroductionPath, query: Nothing) -> Response:
    return answer(ActAnswer, services().introducing.get(viewer(), path.introduction_id))


@bp.post(
    "/introductions/<introduction_id>/moves",
    summary="Agree, decline, withdraw, hand over, or say that they met",
    responses={200: ActAnswer, 404: problem(NONE), 409: problem(NOT_NOW)},
)
def move_introduction(path: IntroductionPath, query: Nothing, body: Move) -> Response:
    found = services().introducing.move(
        viewer(), path.introduction_id, body.move, outcome=body.outcome
    )
    return answer(ActAnswer, found)


@bp.get(
    "/introductions/<introduction_id>/draft",
    summary="A text to start from",
    responses={200: DraftAnswer, 404: problem(NONE), 409: problem("There is nothing to write.")},
)
def draft_introduction(path: IntroductionPath, query: DraftQuestion) -> Response:
    found = services().introducing.draft(viewer(), path.introduction_id, language=query.language)
    return answer(DraftAnswer, found)


@bp.get(
    "/people/<path:person_id>/introductions/asking",
    summary="What to know before asking for an introduction",
    responses={200: BeforeAnswer, 404: problem(NOBODY), 409: problem(NOT_NOW)},
)
def before_asking(path: PersonPath, query: AskingQuestion) -> Response:
    found = services().introducing.before_asking(
        viewer(),
        path.person_id,
        introducee=query.introducee,
        connector=query.connector,
        language=query.language,
    )
    return answer(BeforeAnswer, found)
