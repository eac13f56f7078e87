"""What is checked before every route, and which headers leave with every answer?"""

import ipaddress
from urllib.parse import quote, urlsplit

from flask import Flask, Response, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import (
    RequestEntityTooLarge,
    SecurityError,
    UnsupportedMediaType,
)

from graphsvc.access.sign_in import refuse_other_sites
from graphsvc.api.context import is_open, sign_in
from graphsvc.api.door import refuse_repetition
from graphsvc.errors import GraphServiceError, Unauthenticated

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API, FILES = "/api/", "/static/"


def register(app: Flask, *, demonstration: bool) -> None:
    """Check every request of *app* and dress every answer."""

    def check() -> ResponseReturnValue | None:
        return _check(to_sign_in=not demonstration)

    app.before_request(check)
    app.after_request(dress)


def _check(*, to_sign_in: bool) -> ResponseReturnValue | None:
    g.viewer = None
    if not is_loopback(request.host):
        # Another name that leads here is a page of another site reading through the browser.
        raise SecurityError("This service answers under a loopback name or address only.")
    if (request.content_length or 0) > (request.max_content_length or 0):
        raise RequestEntityTooLarge
    refuse_other_sites(request)
    if request.path.startswith(API):
        _check_api()
    return _know_viewer(to_sign_in=to_sign_in)


def _check_api() -> None:
    refuse_repetition()
    sent = request.method in {"POST", "PUT"}
    if sent and request.routing_exception is None and not request.is_json:
        raise UnsupportedMediaType("Send JSON: Content-Type: application/json.")


def _know_viewer(*, to_sign_in: bool) -> ResponseReturnValue | None:
    """Set ``g.viewer``; None only where nobody needs to be."""
    unrouted = request.routing_exception is not None
    if request.method == "OPTIONS" or (not unrouted and _open()):
        return None
    try:
        g.viewer = sign_in().viewer(request)
    except GraphServiceError as error:
        if unrouted:
            return None  # the answer is 404 or 405, whoever asks
        if isinstance(error, Unauthenticated) and to_sign_in and _by_a_person():
            return redirect(f"/sign-in?back={quote(request.full_path.rstrip('?'))}", 303)
        raise
    return None


def _open() -> bool:
    """Whether the route needs no viewer: it says so, or it is a file every page shows."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.path.startswith(FILES) or is_open(view)


def _by_a_person() -> bool:
    """Whether a page was asked for, without credentials that failed."""
    asked = request.method in ("GET", "HEAD") and not request.path.startswith(API)
    return asked and "Authorization" not in request.headers


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine: an address or name no other machine can take."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def dress(response: Response) -> Response:
    """The headers of every answer; what may be kept for others says so itself."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.update(("Cookie", "Authorization"))
    return response
