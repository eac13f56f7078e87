"""How does somebody sign in on a page, and whom can a demonstration be looked at as?"""

from urllib.parse import urlencode

from flask import Blueprint, Flask, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graphsvc.access.sign_in import local_path
from graphsvc.api.context import open_to_everybody, sign_in
from graphsvc.errors import Unauthenticated

SEE_OTHER = 303
SOMEBODY_ELSE = "somebody else"  # of the switch: leads to the page that looks her up
playing = Blueprint("playing", __name__)
entering = Blueprint("entering", __name__)


def register(app: Flask, *, demonstration: bool) -> None:
    """A demonstration has a switch, a service has a door; neither has both."""
    app.register_blueprint(playing if demonstration else entering)


@playing.post("/sign-in-as")
@open_to_everybody
def sign_in_as() -> ResponseReturnValue:
    """Look at the demonstration as another role or person: fields ``role`` and ``back``."""
    role, back = request.form.get("role", ""), local_path(request.form.get("back", "/"))
    if role == SOMEBODY_ELSE:
        return redirect(f"/sign-in-as?{urlencode({'back': back})}", SEE_OTHER)
    sign_in().play(role)
    return redirect(back, SEE_OTHER)


@entering.get("/sign-in")
@open_to_everybody
def ask_for_token() -> ResponseReturnValue:
    """The page that takes a token once."""
    return _form(back=request.args.get("back", "/"))


@entering.post("/sign-in")
@open_to_everybody
def enter() -> ResponseReturnValue:
    """Sign in with the field ``token`` and go to ``back``."""
    back = request.form.get("back", "/")
    try:
        sign_in().enter(request.form.get("token", ""))
    except Unauthenticated as refused:
        # The page again, and on it what was wrong; the token itself is not shown again.
        return make_response(_form(back=back, error=str(refused)), 401)
    return redirect(local_path(back), SEE_OTHER)


@entering.post("/sign-out")
@open_to_everybody
def leave() -> ResponseReturnValue:
    """Forget who is signed in here."""
    sign_in().leave()
    return redirect("/sign-in", SEE_OTHER)


def _form(*, back: str, error: str = "") -> str:
    return render_template("sign_in.html", back=local_path(back), error=error)
