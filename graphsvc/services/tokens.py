"""Who makes, lists and revokes access tokens, and whom does one speak for?"""

from dataclasses import dataclass
from datetime import UTC, datetime

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.tokens import TokenDesk
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest


@dataclass(frozen=True)
class TokenEntry:
    """A token in a list, without its secret."""

    token_id: str
    subject: str
    scopes: tuple[str, ...]
    made: datetime
    expires: datetime
    revoked: bool
    note: str = ""


@dataclass(frozen=True)
class TokenService:
    """Only an account of this machine makes tokens: a token never makes another."""

    desk: TokenDesk
    policy: Policy
    audit: Audit

    def create(
        self,
        viewer: Viewer,
        *,
        subject: str,
        person_id: str | None,
        grants: frozenset[Grant],
        scopes: frozenset[str],
        expires: datetime,
        note: str = "",
    ) -> str:
        """Make a token and return its text: it is shown this once.

        Raises:
            Forbidden: the viewer is no operator, or came with a token.
            BadRequest: see TokenDesk.create.
        """
        self.policy.require(viewer, "make tokens")
        roles = sorted(f"{one.role}:{one.unit or '*'}" for one in grants)
        self.audit.record(
            viewer,
            "make tokens",
            object_kind="subject",
            object_id=subject,
            details={"roles": roles, "scopes": sorted(scopes), "expires": expires.isoformat()},
        )
        made = self.desk.create(
            subject=subject,
            person_id=person_id,
            grants=grants,
            scopes=scopes,
            expires=expires,
            made_by=viewer.subject,
            note=note,
        )
        return made.text

    def list(self, viewer: Viewer) -> tuple[TokenEntry, ...]:
        """Every token, oldest first."""
        self.policy.require(viewer, "make tokens")
        self.audit.record(viewer, "list tokens")
        return tuple(
            TokenEntry(
                token_id=row.id,
                subject=row.subject,
                scopes=tuple(sorted(row.scopes)),
                made=row.made_at.replace(tzinfo=UTC),
                expires=row.expires_at.replace(tzinfo=UTC),
                revoked=row.revoked_at is not None,
                note=row.note,
            )
            for row in self.desk.all()
        )

    def revoke(self, viewer: Viewer, token_id: str) -> None:
        """End a token at once.

        Raises:
            BadRequest: no living token has this id.
        """
        self.policy.require(viewer, "make tokens")
        self.audit.record(viewer, "revoke token", object_kind="token", object_id=token_id)
        if not self.desk.revoke(token_id):
            raise BadRequest(
                [{"parameter": "token", "expected": "the id of a token that is not revoked yet"}]
            )

    def viewer_of(self, header: str | None) -> Viewer:
        """Who an ``Authorization`` header speaks for; raises Unauthenticated."""
        return self.desk.viewer_of(header)

    def sign_in(self, text: str) -> str:
        """The id of the token *text*, for a signed cookie to hold; raises Unauthenticated."""
        return self.desk.sign_in(text)

    def viewer_of_session(self, token_id: str) -> Viewer:
        """Who a signed cookie with that token's id speaks for; raises Unauthenticated."""
        return self.desk.viewer_of_session(token_id)

    def any_valid(self) -> bool:
        """Whether anybody could sign in: a token that is neither expired nor revoked."""
        return self.desk.any_valid()
