"""Is the service alive, can it answer, and what do its problems and its interface mean?"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, json, request

from graphsvc.api.catalogue import BY_CODE, Entry
from graphsvc.api.context import open_to_everybody, services
from graphsvc.api.problems import PAGE, Problem

bp = Blueprint("probes", __name__)


@bp.get("/healthz")
@open_to_everybody
def alive() -> Response:
    """This process answers; nothing else is looked at."""
    return _json({"status": "alive"})


@bp.get("/readyz")
@open_to_everybody
def ready() -> Response:
    """Whether questions can be answered, from a snapshot alone if need be."""
    found = services().health.ready()
    return _json(found, 503 if found["status"] == "unready" else 200)


@bp.get("/problems/<code>")
@open_to_everybody
def explain(code: str) -> Response:
    """What a problem means: a page for a browser, JSON for a program."""
    entry = BY_CODE.get(code) or abort(404)
    page: Callable[[Problem], str] | None = current_app.extensions.get(PAGE)
    if page is not None and request.accept_mimetypes.best_match(_KINDS) == "text/html":
        response = Response(page(_as_problem(entry)), mimetype="text/html")
    else:
        response = _json(
            {
                "code": entry.code,
                "title": entry.title,
                "status": entry.status,
                "meaning": entry.meaning,
            }
        )
    response.vary.add("Accept")
    return response


@bp.get("/openapi")
@open_to_everybody
def describe() -> Response:
    """The OpenAPI document of /api/v1."""
    return _json(current_app.api_doc)  # type: ignore[attr-defined]


_KINDS = ("application/json", "text/html")


def _as_problem(entry: Entry) -> Problem:
    where = f"/problems/{entry.code}"
    return Problem(entry.status, entry.code, entry.title, entry.meaning, where)


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, content_type="application/json")
