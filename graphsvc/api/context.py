"""Which services answer this request, and who asks?"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from flask import current_app, g

from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.policy import Policy
from graphsvc.access.sign_in import SignIn
from graphsvc.access.viewer import Viewer
from graphsvc.errors import Unauthenticated
from graphsvc.services.analyst import AnalystService
from graphsvc.services.tokens import TokenService

SERVICES, SIGN_IN = "graphsvc.services", "graphsvc.sign_in"
View = TypeVar("View", bound=Callable[..., object])


class Health(Protocol):
    """Says whether questions can be answered."""

    def ready(self) -> Mapping[str, Any]: ...


class Services(Protocol):
    """What the routes need of the container that the wiring makes."""

    @property
    def analyst(self) -> AnalystService: ...
    @property
    def health(self) -> Health: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def tokens(self) -> TokenService: ...
    @property
    def cookie_key(self) -> bytes: ...
    def demonstration(self) -> Mapping[str, SignedInAs]: ...


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
