"""What is the web application made of? Routes, pages, and what holds for every one of them."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_cors import CORS
from flask_openapi3 import Info, OpenAPI

from graphsvc import __version__, pages
from graphsvc.access.sign_in import SignIn
from graphsvc.api import guard, probes, problems, routes, signing_in
from graphsvc.api.container import Services
from graphsvc.api.context import SERVICES, SIGN_IN
from graphsvc.api.door import ProblemDocument, refuse
from graphsvc.api.strict_json import StrictJSON
from graphsvc.settings import Settings

LONGEST_BODY = 64 * 1024
SIGNED_IN_FOR = timedelta(hours=12)
INFO = Info(
    title="graphsvc",
    version=__version__,
    description="Who could open a door for whom: introductions, isolation, gaps and bridges.",
)
BEARER: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "graphsvc token create"}
}


def create_app(settings: Settings, services: Services) -> Flask:
    """The WSGI application of these services; nothing is opened before the first request.

    Raises:
        DataDirectoryUnusable: the key that signs cookies cannot be read or made.
    """
    app = _application()
    app.config.update(
        SECRET_KEY=services.cookie_key,
        SESSION_COOKIE_NAME="graphsvc",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        MAX_FORM_PARTS=100,
    )
    app.json = StrictJSON(app)
    app.extensions[SERVICES] = services
    app.extensions[SIGN_IN] = SignIn(services, settings.demonstration)
    guard.register(app, demonstration=settings.demonstration)
    if settings.origins:
        _open_to(app, settings.origins)
    problems.register(app)
    app.register_blueprint(probes.bp)
    signing_in.register(app, demonstration=settings.demonstration)
    routes.register(app)
    pages.register(app, services, settings)
    return app


def _open_to(app: Flask, origins: tuple[str, ...]) -> None:
    """Let scripts of these origins call the API with a token; a cookie of ours opens nothing."""
    CORS(
        app,
        resources={r"/api/.*": {}},
        origins=list(origins),
        methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After"],
        supports_credentials=False,
        send_wildcard=False,
        always_send=False,
        max_age=600,
    )


def _application() -> OpenAPI:
    """Flask with a description of itself, and without the assets others would serve for it."""
    return OpenAPI(
        __name__,
        info=INFO,
        security_schemes=BEARER,
        static_folder=None,
        doc_ui=False,
        validation_error_status=400,
        validation_error_model=ProblemDocument,
        validation_error_callback=refuse,
    )
