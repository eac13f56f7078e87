"""What does somebody aim for, who knows it, and whose doors does it lead to?"""

from flask import Response
from pydantic import BaseModel, Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import NOBODY, AsOfQuestion, Nothing, PersonPath, Question, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.answers_goals import Doors, Goal, Goals

bp = blueprint("goals", "What people aim for, and whom that leads to.")
NONE = "No goal of the viewer's has this id."


class GoalsAnswer(RootModel[Goals]):
    """The goals of one person, the latest first."""


class GoalAnswer(RootModel[Goal]):
    """One goal, as the viewer may see it."""


class DoorsAnswer(RootModel[Doors]):
    """Whom a goal leads to, and the next two people to meet."""


class GoalPath(BaseModel):
    """A goal in a path."""

    goal_id: str = Field(max_length=255, description="Id of the goal.")


class GoalSaid(Question):
    """A goal to record, or to change where ``id`` is given."""

    kind: str = Field(description="role, project, skill or unit.")
    text: str = Field(min_length=1, max_length=300, description="What she aims for.")
    unit: str | None = Field(default=None, max_length=255, description="Id of the unit it is in.")
    decided_by: str | None = Field(
        default=None, max_length=255, description="Id of the person who decides on it."
    )
    id: str | None = Field(default=None, max_length=255, description="Of the goal to change.")


class Sharing(Question):
    """Somebody who shall know a goal, or shall no longer."""

    person: str = Field(min_length=1, max_length=255, description="Id of the person.")
    shared: bool = Field(default=True, strict=True, description="false: no longer.")


@bp.get(
    "/people/<path:person_id>/goals",
    summary="The goals of a person",
    responses={200: GoalsAnswer, 404: problem(NOBODY)},
)
def list_goals(path: PersonPath, query: Nothing) -> Response:
    return answer(GoalsAnswer, services().goals.of(viewer(), path.person_id))


@bp.post(
    "/people/<path:person_id>/goals",
    summary="Record or change a goal of a person",
    responses={200: GoalAnswer, 404: problem(NOBODY), 409: problem("There are enough goals.")},
)
def set_goal(path: PersonPath, query: Nothing, body: GoalSaid) -> Response:
    found = services().goals.set(
        viewer(),
        path.person_id,
        body.kind,
        body.text,
        unit=body.unit,
        decided_by=body.decided_by,
        goal_id=body.id,
    )
    return answer(GoalAnswer, found)


@bp.delete(
    "/goals/<path:goal_id>", summary="Drop a goal", responses={204: None, 404: problem(NONE)}
)
def drop_goal(path: GoalPath, query: Nothing) -> Response:
    services().goals.drop(viewer(), path.goal_id)
    return Response(status=204)


@bp.post(
    "/goals/<path:goal_id>/sharing",
    summary="Let somebody know a goal, or no longer",
    responses={200: GoalAnswer, 404: problem(NONE)},
)
def share_goal(path: GoalPath, query: Nothing, body: Sharing) -> Response:
    goals = services().goals
    how = goals.share if body.shared else goals.unshare
    return answer(GoalAnswer, how(viewer(), path.goal_id, body.person))


@bp.get(
    "/goals/<path:goal_id>/doors",
    summary="Whom a goal leads to, and whom to meet next",
    responses={200: DoorsAnswer, 404: problem(NONE)},
)
def find_doors(path: GoalPath, query: AsOfQuestion) -> Response:
    return answer(DoorsAnswer, services().doors.find(viewer(), path.goal_id, as_of=query.as_of))
