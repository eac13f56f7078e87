"""Which services answer this request, and who asks?"""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, g

from graphsvc.access.sign_in import SignIn
from graphsvc.access.viewer import Viewer
from graphsvc.api.container import Services
from graphsvc.errors import Unauthenticated

SERVICES, SIGN_IN = "graphsvc.services", "graphsvc.sign_in"
View = TypeVar("View", bound=Callable[..., object])


def services() -> Services:
    found: Services = current_app.extensions[SERVICES]
    return found


def sign_in() -> SignIn:
    found: SignIn = current_app.extensions[SIGN_IN]
    return found


def viewer() -> Viewer:
    """Who asks; there is somebody wherever ``open_to_everybody`` does not say otherwise.

    Raises:
        Unauthenticated: nobody.
    """
    found: Viewer | None = g.get("viewer")
    if found is None:
        raise Unauthenticated("Sign in: send the header Authorization: Bearer <token>.")
    return found


def open_to_everybody(view: View) -> View:
    """Mark a route that needs no viewer, and has none."""
    view.open_to_everybody = True  # type: ignore[attr-defined]
    return view


def is_open(view: object) -> bool:
    return getattr(view, "open_to_everybody", False)
