"""What would make this feedback something to act on?"""

from datetime import date

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, Nothing, Question, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_feedback import FeedbackCheck, FeedbackGiven, FeedbackList

bp = blueprint("feedback", "Help to write feedback that one can act on; its words are not kept.")


class FeedbackCheckAnswer(RootModel[FeedbackCheck]):
    """The six ingredients, and where they are."""


class FeedbackGivenAnswer(RootModel[FeedbackGiven]):
    """What is kept of feedback that was given."""


class FeedbackListAnswer(RootModel[FeedbackList]):
    """The feedback the viewer gave."""


class FeedbackText(Question):
    """A text to look at; nothing of it is kept."""

    text: str = Field(max_length=20_000, description="The feedback.")


class FeedbackToGive(FeedbackText):
    """Feedback that is given; how often each ingredient occurs is kept."""

    about: str = Field(min_length=1, max_length=255, description="Id of whom it is about.")
    on: date | None = Field(default=None, description="The day; without one today.")


@bp.post(
    "/feedback/check",
    summary="Look for the six ingredients in a text",
    responses={200: FeedbackCheckAnswer},
)
def check_feedback(query: Nothing, body: FeedbackText) -> Response:
    return answer(FeedbackCheckAnswer, services().feedback.check(viewer(), body.text))


@bp.get("/feedback", summary="Feedback the viewer gave", responses={200: FeedbackListAnswer})
def list_feedback(query: Nothing) -> Response:
    return answer(FeedbackListAnswer, services().feedback.mine(viewer()))


@bp.post(
    "/feedback",
    summary="Record that feedback was given",
    responses={200: FeedbackGivenAnswer, 404: problem(NOBODY)},
)
def give_feedback(query: Nothing, body: FeedbackToGive) -> Response:
    given = services().feedback.give(viewer(), body.about, body.text, on=body.on)
    return answer(FeedbackGivenAnswer, given)
