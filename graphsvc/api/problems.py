"""Which status and title has each error? RFC 9457 problem details; nothing else pairs the two."""

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

from flask import Flask, Response, current_app, json, request
from werkzeug.exceptions import HTTPException

from graphsvc import errors
from graphsvc.api.catalogue import PROBLEMS, UNEXPECTED, Entry

PAGE = "graphsvc.problem_page"
# Whoever asks these paths is a program, whatever it says it accepts.
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz", "/openapi")
_log = logging.getLogger("graphsvc")
NO_SUCH_ADDRESS = "There is nothing at this address."


@dataclass(frozen=True)
class Problem:
    """One error as it is told to the caller, as JSON or on a page."""

    status: int
    code: str
    title: str
    detail: str
    type: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, instance: str) -> dict[str, Any]:
        """The members of RFC 9457, then the problem's own."""
        return {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "code": self.code,
            **self.members,
        }


def problem_of(error: BaseException) -> Problem:
    """What is told about *error*; of an unexpected one nothing but a reference into the log."""
    if isinstance(error, errors.GraphServiceError):
        return _of_service(error)
    if isinstance(error, HTTPException):
        return _of_flask(error)
    reference = secrets.token_hex(4)
    _remember(error, reference)
    return _told(UNEXPECTED, UNEXPECTED.meaning, {"reference": reference})


def register(app: Flask) -> None:
    """Answer every error of *app*: as JSON under the paths of programs, else as a page."""
    app.register_error_handler(Exception, answer)


def render_pages_with(app: Flask, page: Callable[[Problem], str]) -> None:
    """Errors outside the API are told by *page*, which returns HTML; until then as JSON."""
    app.extensions[PAGE] = page


def answer(error: Exception) -> Response:
    """The answer of the request that ended in *error*."""
    problem = problem_of(error)
    page = current_app.extensions.get(PAGE)
    if page is None or request.path.startswith(FOR_PROGRAMS):
        return as_json(problem)
    try:
        return _with_headers(Response(page(problem), problem.status, mimetype="text/html"), problem)
    except Exception as second:
        # A page that cannot be drawn must not hide what went wrong first.
        _remember(second, "while drawing the page of a problem")
        return as_json(problem)


def as_json(problem: Problem) -> Response:
    """The problem as ``application/problem+json``."""
    body = json.dumps(problem.document(request.path))
    response = Response(body, problem.status, content_type="application/problem+json")
    return _with_headers(response, problem)


def _with_headers(response: Response, problem: Problem) -> Response:
    response.headers.update(problem.headers)
    return response


def _of_service(error: errors.GraphServiceError) -> Problem:
    entry = PROBLEMS[type(error)]
    members = {name: _plain(getattr(error, name)) for name in entry.members}
    headers = {}
    if isinstance(error, errors.StoreUnavailable):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.Unauthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="graphsvc"'
    if not entry.for_caller:
        # The sentence is the operator's: it may name places of the machine.
        _log.error("%s: %s %s", entry.code, error, error.hint)
    detail = str(error) if entry.for_caller else entry.meaning
    return _told(entry, detail, members, headers)


def _of_flask(error: HTTPException) -> Problem:
    """Flask's own: the status says it all; kept is what the status needs to mean something."""
    status, title = error.code or 500, error.name
    kept = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    code = title.lower().replace(" ", "_")
    # A program reads this too: it typed no address by hand.
    detail = NO_SUCH_ADDRESS if status == 404 else error.description or title
    return Problem(status, code, title, detail, "about:blank", {}, kept)


def _told(
    entry: Entry,
    detail: str,
    members: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Problem:
    where = f"/problems/{entry.code}"
    return Problem(entry.status, entry.code, entry.title, detail, where, members, headers or {})


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _remember(error: BaseException, reference: str) -> None:
    # Where it happened, not what it said: the text of a foreign error may hold a person's data.
    where = "".join(traceback.format_tb(error.__traceback__))
    _log.error("unexpected %s (%s)\n%s", type(error).__name__, reference, where)
