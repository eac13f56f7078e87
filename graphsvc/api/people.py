"""GET /api/v1/people: who is in the directory under this name or id?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import Question, Whole, answer
from graphsvc.api.version_one import blueprint
from graphsvc.services.answers import Named

bp = blueprint("people", "The staff directory.")


class Directory(RootModel[tuple[Named, ...]]):
    """People by name, then id."""


class PeopleQuestion(Question):
    search: str = Field(min_length=1, max_length=255, description="Words of a name, or an id.")
    limit: Whole = Field(default=20, ge=1, le=100, description="Most people.")


@bp.get("/people", summary="Search people by name or id", responses={200: Directory})
def search_people(query: PeopleQuestion) -> Response:
    return answer(Directory, services().people.search(viewer(), query.search, limit=query.limit))
