"""Which token speaks for whom? Shown once, kept as an HMAC, dead after ninety days at most."""

import hashlib
import hmac
import re
import secrets
import string
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graphsvc.access.viewer import ROLES, SCOPES, Grant, Viewer
from graphsvc.errors import BadRequest, Unauthenticated
from graphsvc.records.accounts import Grants, TokenRow, Tokens

PREFIX = "gsvc"
LONGEST = timedelta(days=90)
_FOLLOWS = {"person", "mentor"}  # roles that follow from who somebody is; granting adds nothing
_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_ID_CHARACTERS, _SECRET_CHARACTERS, _CHECK_CHARACTERS = 12, 32, 6  # the secret: 190 bits
_SHAPE = re.compile(
    rf"{PREFIX}_([a-z]{{2,12}})_([0-9A-Za-z]{{{_ID_CHARACTERS}}})"
    rf"_([0-9A-Za-z]{{{_SECRET_CHARACTERS}}})([0-9A-Za-z]{{{_CHECK_CHARACTERS}}})"
)
# One sentence for every token that does not open: what was wrong with it helps only who guesses.
_REFUSED = "The token is unknown, expired or revoked."


@dataclass(frozen=True)
class MadeToken:
    """A token as it is shown, once."""

    id: str
    text: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class TokenDesk:
    """Makes tokens and says who holds one."""

    tokens: Tokens
    grants: Grants
    pepper: bytes = field(repr=False)
    clock: Callable[[], datetime]
    environment: str = "live"

    def create(
        self,
        *,
        subject: str,
        person_id: str | None,
        grants: Iterable[Grant],
        scopes: Iterable[str],
        expires: datetime,
        made_by: str,
        note: str = "",
    ) -> MadeToken:
        """Make the account where it is missing, add the roles and scopes to it, and a token.

        Raises:
            BadRequest: an unknown role or scope, a role that is not granted, no or too long a
                life, or a subject that is somebody else's account.
        """
        granted, asked, now = frozenset(grants), frozenset(scopes), self.clock()
        self._check(subject, person_id, granted, asked, expires - now)
        self.grants.enrol(subject, person=person_id, scopes=asked, at=now)
        for grant in sorted(granted, key=lambda one: (one.role, one.unit or "")):
            self.grants.add(subject, grant.role, grant.unit)
        token_id, secret = _random(_ID_CHARACTERS), _random(_SECRET_CHARACTERS)
        row = TokenRow(
            id=token_id,
            subject=subject,
            hmac=self._sealed(token_id, secret),
            scopes=asked,
            note=note,
            made_by=made_by,
            made_at=now,
            expires_at=expires,
        )
        self.tokens.put(row)
        body = f"{PREFIX}_{self.environment}_{token_id}_{secret}"
        return MadeToken(token_id, body + _check_characters(body), expires)

    def viewer_of(self, header: str | None) -> Viewer:
        """The viewer an ``Authorization`` header speaks for, with the roles of this moment.

        Raises:
            Unauthenticated: there is none, it is malformed, or its token does not open.
        """
        scheme, _, text = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise Unauthenticated("Sign in: send the header Authorization: Bearer <token>.")
        return self._speaking(self._open(text.strip()))

    def sign_in(self, text: str) -> str:
        """The id of the token *text*, for a signed cookie to hold in its place.

        Raises:
            Unauthenticated: the token does not open.
        """
        token = self._open(text)
        self._speaking(token)
        return token.id

    def viewer_of_session(self, token_id: str) -> Viewer:
        """The viewer of a token that was shown before: the caller vouches that it was.

        Raises:
            Unauthenticated: the token, or its account, has ended since.
        """
        token = self.tokens.find(token_id)
        if token is None or not self._lives(token):
            raise Unauthenticated(_REFUSED)
        return self._speaking(token)

    def _speaking(self, token: TokenRow) -> Viewer:
        """Whom a token that opens speaks for, with the roles of this moment."""
        account = self.grants.subject(token.subject)
        if account is None or account.disabled:
            raise Unauthenticated(_REFUSED)
        today = self.clock().date()
        if token.used_on != today:
            self.tokens.used(token.id, on=today)
        grants = frozenset(Grant(role, unit) for role, unit in self.grants.of(token.subject))
        # Scopes of the token that its owner has lost since do not count.
        scopes = token.scopes & account.scopes & frozenset(SCOPES)
        return Viewer(token.subject, account.person, grants, scopes)

    def all(self) -> list[TokenRow]:
        return self.tokens.all()

    def any_valid(self) -> bool:
        """Whether there is a token that is neither expired nor revoked."""
        return any(self._lives(row) for row in self.tokens.all())

    def revoke(self, token_id: str) -> bool:
        """End the token at once; whether there was a living one."""
        return self.tokens.revoke(token_id, at=self.clock())

    def _open(self, text: str) -> TokenRow:
        shape = _SHAPE.fullmatch(text)
        if shape is None or _check_characters(text[:-_CHECK_CHARACTERS]) != shape[4]:
            raise Unauthenticated(_REFUSED)  # a typo costs no look into the records
        token = self.tokens.find(shape[2])
        kept = token.hmac if token is not None else self._sealed("", "")
        right = hmac.compare_digest(kept, self._sealed(shape[2], shape[3]))
        if token is None or not right or not self._lives(token):
            raise Unauthenticated(_REFUSED)
        return token

    def _lives(self, token: TokenRow) -> bool:
        return token.revoked_at is None and token.expires_at > self.clock().replace(tzinfo=None)

    def _sealed(self, token_id: str, secret: str) -> str:
        return hmac.new(self.pepper, f"{token_id}:{secret}".encode(), hashlib.sha256).hexdigest()

    def _check(
        self,
        subject: str,
        person_id: str | None,
        grants: frozenset[Grant],
        scopes: frozenset[str],
        life: timedelta,
    ) -> None:
        problems = [("subject", "a name of 1 to 255 characters")] * (not 0 < len(subject) <= 255)
        if not {grant.role for grant in grants} <= set(ROLES):
            problems.append(("role", f"some of {', '.join(ROLES)}"))
        if person_id is None and {grant.role for grant in grants} & _FOLLOWS:
            problems.append(("person", "an id, for the roles person and mentor"))
        if not scopes <= frozenset(SCOPES):
            problems.append(("scope", f"some of {', '.join(SCOPES)}"))
        if not timedelta(0) < life <= LONGEST:
            problems.append(("expires", f"within {LONGEST.days} days from now"))
        account = self.grants.subject(subject) if subject else None
        if account is not None and account.person != person_id:
            # A token must not turn one person's account into another's.
            problems.append(("person", "the person this subject already is, or another subject"))
        if account is not None and account.disabled:
            problems.append(("subject", "an account that is not disabled"))
        if problems:
            raise BadRequest([{"parameter": name, "expected": text} for name, text in problems])


def _random(characters: int) -> str:
    return "".join(secrets.choice(_BASE62) for _ in range(characters))


def _check_characters(body: str) -> str:
    left, text = zlib.crc32(body.encode()), ""
    while len(text) < _CHECK_CHARACTERS:
        left, digit = divmod(left, 62)
        text = _BASE62[digit] + text
    return text
