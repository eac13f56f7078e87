"""What does a person see in the browser?"""

import mimetypes
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    g,
    render_template,
    request,
    send_from_directory,
)

from graphsvc.api.problems import Problem, render_pages_with
from graphsvc.pages.about_you import show_about_you
from graphsvc.pages.ask import show_ask
from graphsvc.pages.asked import Asked, Page, Services, Settings
from graphsvc.pages.bridges import show_bridges
from graphsvc.pages.endorse import show_endorse
from graphsvc.pages.feedback import show_feedback
from graphsvc.pages.frame import Frame, frame
from graphsvc.pages.gaps import show_gaps
from graphsvc.pages.home import show_home
from graphsvc.pages.introducing import show_introducing
from graphsvc.pages.introductions import show_introductions
from graphsvc.pages.isolated import show_isolated
from graphsvc.pages.mentee import show_mentee
from graphsvc.pages.path import show_path
from graphsvc.pages.people import show_people
from graphsvc.pages.play import show_play
from graphsvc.pages.promises import show_promises
from graphsvc.pages.query import show_query
from graphsvc.pages.steps import show_steps
from graphsvc.pages.words import (
    DONE,
    FILTERS,
    KIND_NAMES,
    LANGUAGE_NAMES,
    STATES,
    STATUSES,
    STEP_NAMES,
    VERDICTS,
)
from graphsvc.services.drafts import LANGUAGES

PAGES: dict[str, Callable[[Asked], Page]] = {
    "/": show_home,
    "/mentee": show_mentee,
    "/mentee/ask": show_ask,
    "/introducing": show_introducing,
    "/promises": show_promises,
    "/endorse": show_endorse,
    "/feedback": show_feedback,
    "/steps": show_steps,
    "/introductions": show_introductions,
    "/path": show_path,
    "/isolated": show_isolated,
    "/gaps": show_gaps,
    "/bridges": show_bridges,
    "/query": show_query,
    "/people": show_people,
    "/about-you": show_about_you,
}
SENT_TO = frozenset(
    {
        *("/query", "/mentee", "/mentee/ask", "/introducing", "/promises", "/endorse"),
        *("/feedback", "/about-you"),
    }
)
WEB = Path(str(files("graphsvc").joinpath("web")))
# What a browser may fetch; how it was made lies beside it and stays here.
ASSETS = {"css": (".css",), "js": (".mjs",), "vendor": (".mjs", ".LICENSE"), "icons": (".svg",)}


def register(app: Flask, services: Any, settings: Settings) -> None:
    """Add every page to *app*, which has to put whoever asks into ``flask.g.viewer``.

    Styles and scripts under ``/static/`` and the templates need no viewer.
    """
    for ending, kind in ((".mjs", "text/javascript"), (".svg", "image/svg+xml")):
        mimetypes.add_type(kind, ending)  # some systems do not know them
    pages = Blueprint("pages", __name__, template_folder=str(WEB / "templates"))
    for path, show in PAGES.items():
        methods = ["GET", "POST"] if path in SENT_TO else ["GET"]
        name = show.__name__.removeprefix("show_")
        view = partial(_answer, show, services, settings)
        pages.add_url_rule(path, name, view, methods=methods)
    if settings.demonstration:
        view = partial(_answer, show_play, services, settings)
        pages.add_url_rule("/sign-in-as", "play", view)
    pages.add_url_rule("/static/<folder>/<name>", "asset", asset)
    app.register_blueprint(pages)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        STATUSES=STATUSES,
        VERDICTS=VERDICTS,
        STATES=STATES,
        STEP_NAMES=STEP_NAMES,
        DONE=DONE,
        LANGUAGE_NAMES=LANGUAGE_NAMES,
        KIND_NAMES=KIND_NAMES,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"frame": _frame(services, settings)})
    render_pages_with(app, partial(show_problem, demonstration=settings.demonstration))


def _answer(show: Callable[[Asked], Page], services: Services, settings: Settings) -> Response:
    sent = request.method == "POST"
    values = request.form if sent else request.args
    prefers = request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
    page = show(Asked(g.viewer, values.to_dict(), services, settings, sent, prefers))
    if page.go:
        return Response(status=303, headers={"Location": page.go})
    return Response(render_template(page.template, **page.shown), page.status)


def _frame(services: Services, settings: Settings) -> Frame:
    viewer = g.get("viewer")
    return frame(viewer, services, settings, path=request.path, values=request.args.to_dict())


def show_problem(problem: Problem, *, demonstration: bool) -> str:
    """The page of an error; whoever has to sign in first can do it there."""
    if problem.status == 401 and not demonstration:
        return render_template("sign_in.html", error=problem.detail)
    return render_template("problem.html", problem=problem)


def asset(folder: str, name: str) -> Response:
    """A style sheet, script or icon."""
    if not name.endswith(ASSETS.get(folder, ())):
        abort(404)
    return send_from_directory(WEB / folder, name)
