"""Who is the viewer of this request? A token's owner, or whom a demonstration lets one play."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import Request, session

from graphsvc.access.demonstration import SignedInAs
from graphsvc.access.viewer import Viewer
from graphsvc.errors import BadRequest, Forbidden, Unauthenticated

DEFAULT_ROLE = "lead"
PERSON = "person:"  # begins the role of somebody who is one of the people: her id follows
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Names in the signed cookie. It holds the id of a token, never the token.
ROLE, TOKEN = "role", "token"


class Tokens(Protocol):
    """What signing in needs to know about tokens."""

    def viewer_of(self, header: str | None) -> Viewer: ...
    def sign_in(self, text: str) -> str: ...
    def viewer_of_session(self, token_id: str) -> Viewer: ...


class Accounts(Protocol):
    """Whoever knows tokens and the people of a demonstration."""

    @property
    def tokens(self) -> Tokens: ...
    def demonstration(self) -> Mapping[str, SignedInAs]: ...
    def somebody(self, person_id: str) -> SignedInAs | None: ...


@dataclass(frozen=True)
class SignIn:
    """Signs in, says who is signed in, and signs out; the cookie is Flask's signed one."""

    accounts: Accounts
    demonstration: bool

    def viewer(self, request: Request) -> Viewer:
        """Who asks. A header counts alone: a cookie beside it is not looked at.

        Raises:
            Unauthenticated: nobody is signed in, or the token does not open (any more).
            SnapshotMissing: a demonstration without anybody to be.
        """
        header = request.headers.get("Authorization")
        if header is not None:
            return self.accounts.tokens.viewer_of(header)
        if self.demonstration:
            return self._played()
        token_id = session.get(TOKEN)
        if not isinstance(token_id, str):
            raise Unauthenticated("Sign in: send the header Authorization: Bearer <token>.")
        return self.accounts.tokens.viewer_of_session(token_id)

    def play(self, role: str) -> None:
        """From now on this browser looks at the demonstration as *role*, or as one person.

        Raises:
            BadRequest: a demonstration has no such role, or no such person.
        """
        if self._entry(role) is None:
            roles = ", ".join(self.accounts.demonstration())
            expected = f"one of {roles}, or {PERSON} and the id of a person"
            raise BadRequest([{"parameter": "role", "expected": expected}])
        session.clear()
        session[ROLE] = role

    def enter(self, token: str) -> None:
        """Sign this browser in with a token; raises Unauthenticated."""
        token_id = self.accounts.tokens.sign_in(token.strip())
        # Whatever the browser brought from before the sign-in is not carried over.
        session.clear()
        session[TOKEN] = token_id

    def leave(self) -> None:
        session.clear()

    def _played(self) -> Viewer:
        entry = self._entry(str(session.get(ROLE, DEFAULT_ROLE)))
        # Whoever was played may have left with a new snapshot.
        return (entry or self.accounts.demonstration()[DEFAULT_ROLE]).viewer

    def _entry(self, role: str) -> SignedInAs | None:
        if role.startswith(PERSON):
            return self.accounts.somebody(role.removeprefix(PERSON))
        return self.accounts.demonstration().get(role)


def refuse_other_sites(request: Request) -> None:
    """Let a page of another site change nothing in the name of whoever is signed in here.

    A request with an ``Authorization`` header is nobody's by accident: no browser adds it.

    Raises:
        Forbidden: a change whose browser says, or does not deny, that another site sent it.
    """
    if request.method in SAFE or "Authorization" in request.headers:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:
        own = request.headers.get("Origin", "") == f"{request.scheme}://{request.host}"
    else:
        own = site in ("same-origin", "none")
    if not own:
        raise Forbidden(
            "This was sent from another site, or without saying from which: send the header "
            "Authorization, or Origin with the address of this service."
        )


def local_path(back: str) -> str:
    """*back* if it is a path of this service, else the first page: no link leads elsewhere."""
    if not back.startswith("/") or back.startswith("//") or "\\" in back:
        return "/"
    return back if back.isprintable() else "/"
