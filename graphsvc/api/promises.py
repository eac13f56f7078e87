"""What did two people promise each other, and what do both say became of it?"""

from datetime import date
from typing import Annotated

from flask import Response
from pydantic import BaseModel, BeforeValidator, Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, Nothing, PersonPath, Question, answer, day
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_promises import Promise, Promises, PromisesBetween

bp = blueprint("promises", "What two people promised each other; nobody else sees it.")
NONE = "No promise of the viewer's has this id."


class PromisesAnswer(RootModel[Promises]):
    """What the viewer promised and was promised, open ones first."""


class BetweenAnswer(RootModel[PromisesBetween]):
    """What the viewer and one other person promised each other, and how it ended."""


class PromiseAnswer(RootModel[Promise]):
    """One promise, as the viewer sees it."""


class PromisePath(BaseModel):
    """A promise in a path."""

    promise_id: str = Field(max_length=255, description="Id of the promise.")


class PromiseMade(Question):
    """A promise to record."""

    to: str = Field(min_length=1, max_length=255, description="Id of whoever it is made to.")
    text: str = Field(min_length=1, max_length=300, description="What is promised.")
    due_on: Annotated[date, BeforeValidator(day)] = Field(description="Until which day.")
    size: int = Field(default=1, strict=True, ge=1, le=3, description="1 small to 3 large.")
    key: str | None = Field(
        default=None, max_length=100, description="Yours: the same key is the same promise."
    )


class PromiseSaid(Question):
    """What is said about a promise; once both say the same it stands."""

    state: str = Field(description="kept, late, missed, excused, disputed or renegotiated.")
    due_on: Annotated[date | None, BeforeValidator(day)] = Field(
        default=None, description="The new date, where one is negotiated."
    )


@bp.get("/promises", summary="Promises of the viewer", responses={200: PromisesAnswer})
def list_promises(query: Nothing) -> Response:
    return answer(PromisesAnswer, services().promises.mine(viewer()))


@bp.post(
    "/promises",
    summary="Promise somebody something",
    responses={200: PromiseAnswer, 404: problem(NOBODY), 409: problem("Too many are open.")},
)
def make_promise(query: Nothing, body: PromiseMade) -> Response:
    made = services().promises.make(
        viewer(), body.to, body.text, body.due_on, body.size, key=body.key
    )
    return answer(PromiseAnswer, made)


@bp.get(
    "/promises/<path:promise_id>",
    summary="One promise of the viewer's",
    responses={200: PromiseAnswer, 404: problem(NONE)},
)
def get_promise(path: PromisePath, query: Nothing) -> Response:
    return answer(PromiseAnswer, services().promises.one(viewer(), path.promise_id))


@bp.post(
    "/promises/<path:promise_id>/moves",
    summary="Say how a promise ended, or name a new date",
    responses={200: PromiseAnswer, 404: problem(NONE), 409: problem("It is not open to this.")},
)
def move_promise(path: PromisePath, query: Nothing, body: PromiseSaid) -> Response:
    found = services().promises.move(viewer(), path.promise_id, body.state, body.due_on)
    return answer(PromiseAnswer, found)


@bp.get(
    "/people/<path:person_id>/promises",
    summary="Promises between the viewer and a person",
    responses={200: BetweenAnswer, 404: problem(NOBODY)},
)
def promises_between(path: PersonPath, query: Nothing) -> Response:
    return answer(BetweenAnswer, services().promises.between(viewer(), path.person_id))
