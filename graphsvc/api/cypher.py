"""POST /api/v1/cypher: what does the graph say to a question of the analyst's own?"""

from typing import Any

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import Nothing, Question, answer
from graphsvc.api.version_one import blueprint, problem
from graphsvc.services.analyst import MOST_ROWS
from graphsvc.services.answers import QueryAnswer

bp = blueprint("cypher", "Read-only queries of analysts; bounded, and recorded.")


class QueryResult(RootModel[QueryAnswer]):
    """Columns and rows, and whether there were more."""


class CypherQuestion(Question):
    """A query, its parameters by name, and how many rows to return at most."""

    query: str = Field(min_length=1, description="Cypher that reads.")
    params: dict[str, Any] = Field(default_factory=dict, description="Values by name.")
    max_rows: int = Field(default=MOST_ROWS, ge=1, le=MOST_ROWS, strict=True)


@bp.post(
    "/cypher",
    summary="Ask the graph in Cypher",
    responses={
        200: QueryResult,
        422: problem("The query needs more memory than allowed."),
        504: problem("The query took longer than allowed."),
    },
)
def ask_in_cypher(query: Nothing, body: CypherQuestion) -> Response:
    found = services().analyst.run(
        viewer(), body.query, body.params, max_rows=body.max_rows, over_http=True
    )
    return answer(QueryResult, found)
