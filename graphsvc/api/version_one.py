"""What do all routes under /api/v1 share?"""

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from graphsvc.api.door import PROBLEM


def blueprint(name: str, about: str) -> APIBlueprint:
    """Routes under /api/v1 that answer one kind of question."""
    return APIBlueprint(
        name,
        __name__,
        url_prefix="/api/v1",
        operation_id_callback=_function,
        abp_tags=[Tag(name=name, description=about)],
        abp_security=[{"token": []}],
        abp_responses={
            status: problem(meaning)
            for status, meaning in (
                (400, "Parameters are unknown, malformed or out of range."),
                (401, "Nobody is signed in."),
                (403, "The viewer may not do this."),
                (503, "There is nothing to answer from now."),
            )
        },
    )


def _function(*, name: str, path: str, method: str) -> str:
    """An operation is called as the function that answers it."""
    return name


def problem(meaning: str) -> dict[str, Any]:
    """A response of the description: RFC 9457, because of *meaning*."""
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {"description": meaning, "content": {PROBLEM: {"schema": schema}}}
