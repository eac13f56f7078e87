"""What did the viewer say yes or no to, for themselves; and how is it changed?"""

from flask import Response
from pydantic import BaseModel, Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import Nothing, Question, answer
from graphsvc.api.version_one import blueprint
from graphsvc.services.answers_consents import Consent, OwnConsents

bp = blueprint("consents", "What the viewer said yes or no to, for themselves alone.")


class ConsentsAnswer(RootModel[OwnConsents]):
    """Everything the viewer is asked, and what the viewer said to it."""


class ConsentAnswer(RootModel[Consent]):
    """One of these questions, what the viewer said, and what holds now."""


class PurposePath(BaseModel):
    """What is asked, in a path."""

    purpose: str = Field(max_length=64, description="suggestions or named_as_connector.")


class ConsentSaid(Question):
    """A yes or a no."""

    given: bool = Field(strict=True, description="true: yes; false: no.")


@bp.get("/me/consents", summary="What I said yes or no to", responses={200: ConsentsAnswer})
def list_consents(query: Nothing) -> Response:
    return answer(ConsentsAnswer, services().consents.mine(viewer()))


@bp.put(
    "/me/consents/<purpose>",
    summary="Say yes or no, for oneself",
    responses={200: ConsentAnswer},
)
def give_consent(path: PurposePath, query: Nothing, body: ConsentSaid) -> Response:
    found = services().consents.give(viewer(), path.purpose, given=body.given)
    return answer(ConsentAnswer, found)


@bp.delete(
    "/me/consents/<purpose>",
    summary="Take back what was said",
    responses={200: ConsentAnswer},
)
def take_back_consent(path: PurposePath, query: Nothing) -> Response:
    return answer(ConsentAnswer, services().consents.take_back(viewer(), path.purpose))
