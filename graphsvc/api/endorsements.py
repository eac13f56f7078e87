"""Who did what for whom, who confirms it, and who stands on which rung for somebody?"""

from datetime import date
from typing import Annotated

from flask import Response
from pydantic import BaseModel, BeforeValidator, Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, Nothing, PersonPath, Question, answer, day
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_endorsements import Endorsement, Endorsements, Ladder
from graphsvc.services.answers_steps import Steps

bp = blueprint("endorsements", "What people did for each other, and the ladder that follows.")
NONE = "No endorsement of the viewer's has this id."


class EndorsementsAnswer(RootModel[Endorsements]):
    """Endorsements, the latest first."""


class EndorsementAnswer(RootModel[Endorsement]):
    """One endorsement, as the viewer may see it."""


class LadderAnswer(RootModel[Ladder]):
    """Who stands on which rung for a person, and for whom she does."""


class StepsAnswer(RootModel[Steps]):
    """The five steps from mentor to sponsor of the viewer and one other."""


class EndorsementPath(BaseModel):
    """An endorsement in a path."""

    act_id: str = Field(max_length=255, description="Id of the endorsement.")


class EndorsementsQuestion(Question):
    to_confirm: bool = Field(default=False, description="Only what waits for the viewer's word.")
    person: str | None = Field(
        default=None,
        max_length=255,
        description="What waits for a lead's word, of what was done for this person.",
    )


class EndorsementSaid(Question):
    """What the viewer did for somebody, or somebody for the viewer."""

    person: str = Field(min_length=1, max_length=255, description="Id of the other of the two.")
    kind: str = Field(
        description="advice, feedback, credit, introduction, opportunity or advocacy."
    )
    on: Annotated[date, BeforeValidator(day)] = Field(description="The day it was done.")
    received: bool = Field(
        default=False, strict=True, description="true: the other did it for the viewer."
    )
    topic: str = Field(default="", max_length=100, description="What it was about.")
    text: str = Field(default="", max_length=500, description="A sentence on it.")
    id: str | None = Field(
        default=None,
        min_length=1,
        max_length=255,
        description="A word of the caller's own for it: sent twice, it is recorded once.",
    )


@bp.get(
    "/endorsements",
    summary="What the viewer did for others and others for the viewer",
    responses={200: EndorsementsAnswer, 404: problem(NOBODY)},
)
def list_endorsements(query: EndorsementsQuestion) -> Response:
    acts = services().endorsements
    if query.to_confirm or query.person is not None:
        found = acts.to_confirm(viewer(), query.person)
    else:
        found = acts.mine(viewer())
    return answer(EndorsementsAnswer, found)


@bp.post(
    "/endorsements",
    summary="Record what one person did for another",
    responses={200: EndorsementAnswer, 404: problem(NOBODY), 409: problem("Too many are open.")},
)
def record_endorsement(query: Nothing, body: EndorsementSaid) -> Response:
    found = services().endorsements.record(
        viewer(),
        body.person,
        body.kind,
        body.on,
        body.topic,
        body.text,
        body.id,
        received=body.received,
    )
    return answer(EndorsementAnswer, found)


@bp.post(
    "/endorsements/<path:act_id>/confirmation",
    summary="Confirm an endorsement, as the other of the two or as a lead",
    responses={
        200: EndorsementAnswer,
        404: problem(NONE),
        409: problem("The viewer recorded it: somebody else has to confirm it."),
    },
)
def confirm_endorsement(path: EndorsementPath, query: Nothing, body: Nothing) -> Response:
    return answer(EndorsementAnswer, services().endorsements.confirm(viewer(), path.act_id))


@bp.post(
    "/endorsements/<path:act_id>/refusal",
    summary="Say that an endorsement is not so, as the other of the two: it is forgotten",
    responses={
        204: None,
        404: problem(NONE),
        409: problem("It is confirmed, or not the viewer's to refuse."),
    },
)
def refuse_endorsement(path: EndorsementPath, query: Nothing, body: Nothing) -> Response:
    services().endorsements.refuse(viewer(), path.act_id)
    return Response(status=204)


@bp.delete(
    "/endorsements/<path:act_id>",
    summary="Take back an endorsement that nobody confirmed",
    responses={204: None, 404: problem(NONE), 409: problem("It is confirmed, or not one's own.")},
)
def withdraw_endorsement(path: EndorsementPath, query: Nothing) -> Response:
    services().endorsements.withdraw(viewer(), path.act_id)
    return Response(status=204)


@bp.get(
    "/people/<path:person_id>/ladder",
    summary="Who stands on which rung for a person",
    responses={200: LadderAnswer, 404: problem(NOBODY)},
)
def ladder(path: PersonPath, query: AsOfQuestion) -> Response:
    found = services().ladders.ladder(viewer(), path.person_id, as_of=query.as_of)
    return answer(LadderAnswer, found)


@bp.get(
    "/people/<path:person_id>/steps",
    summary="How far the viewer and a mentor or mentee have come, and what comes next",
    responses={200: StepsAnswer, 404: problem(NOBODY)},
)
def steps(path: PersonPath, query: Nothing) -> Response:
    return answer(StepsAnswer, services().mentor_steps.steps(viewer(), path.person_id))
