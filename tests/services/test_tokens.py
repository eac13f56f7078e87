"""Does only an operator of this machine make tokens, each deed recorded before it is done?"""

import json
from datetime import UTC, datetime, timedelta

import pytest

from graphsvc.access.roles import MAKE_TOKENS
from graphsvc.access.tokens import TokenDesk
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Forbidden, Unauthenticated
from graphsvc.records.accounts import Grants, Tokens
from graphsvc.services.tokens import TokenService

OPERATOR = Viewer("oda", None, frozenset({Grant("operator")}), frozenset({MAKE_TOKENS}))
UNTIL = datetime(2026, 12, 24, tzinfo=UTC)
LEAD = frozenset({Grant("lead", "platform")})


@pytest.fixture
def tokens(audit, policy):
    database = audit.trail.database
    desk = TokenDesk(Tokens(database), Grants(database), b"p" * 32, audit.clock)
    return TokenService(desk, policy, audit)


def make(tokens, viewer=OPERATOR, **other):
    options = {"subject": "lea", "person_id": None, "grants": LEAD, "scopes": frozenset()}
    return tokens.create(viewer, **options | {"expires": UNTIL} | other)


def test_a_token_that_was_made_speaks_and_is_listed_without_its_secret(tokens):
    text = make(tokens, note="for the pilot")
    (entry,) = tokens.list(OPERATOR)

    assert tokens.viewer_of(f"Bearer {text}") == Viewer("lea", None, LEAD)
    assert (entry.subject, entry.expires, entry.revoked) == ("lea", UNTIL, False)
    assert entry.note == "for the pilot"
    assert entry.token_id in text
    assert text.split("_")[3] not in repr(entry)


def test_a_revoked_token_is_dead_and_listed_as_such(tokens):
    text = make(tokens)
    tokens.revoke(OPERATOR, tokens.list(OPERATOR)[0].token_id)

    assert tokens.list(OPERATOR)[0].revoked
    with pytest.raises(Unauthenticated):
        tokens.viewer_of(f"Bearer {text}")
    with pytest.raises(BadRequest, match="not revoked yet"):
        tokens.revoke(OPERATOR, tokens.list(OPERATOR)[0].token_id)


def test_an_operator_who_came_with_a_token_makes_none(tokens):
    text = make(tokens, subject="oda", grants=frozenset({Grant("operator")}))
    came = tokens.viewer_of(f"Bearer {text}")

    for deed in (
        lambda: make(tokens, came),
        lambda: tokens.list(came),
        lambda: tokens.revoke(came, "x"),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert len(tokens.list(OPERATOR)) == 1


@pytest.mark.parametrize("role", ["lead", "analyst", "person", "mentor"])
def test_other_roles_make_none_whatever_scope_they_hold(tokens, role):
    viewer = Viewer("x", "p-1", frozenset({Grant(role)}), frozenset({MAKE_TOKENS}))

    with pytest.raises(Forbidden):
        make(tokens, viewer)


def test_no_token_carries_the_right_to_make_tokens(tokens):
    with pytest.raises(BadRequest, match="scope"):
        make(tokens, scopes=frozenset({MAKE_TOKENS}))


def test_every_deed_is_recorded_and_no_secret_is(tokens, audit):
    text = make(tokens, scopes=frozenset({"cypher:adhoc"}))
    tokens.list(OPERATOR)
    token_id = text.split("_")[2]
    tokens.revoke(OPERATOR, token_id)
    with pytest.raises(Forbidden):
        make(tokens, Viewer("eve", None))

    rows = audit.trail.rows()
    assert [(row.subject, row.action, row.object_id, row.decision) for row in rows] == [
        ("oda", "make tokens", "lea", "allowed"),
        ("oda", "list tokens", "", "allowed"),
        ("oda", "revoke token", token_id, "allowed"),
        ("eve", "make tokens", "", "refused"),
    ]
    assert json.loads(rows[0].details) == {
        "roles": ["lead:platform"],
        "scopes": ["cypher:adhoc"],
        "expires": "2026-12-24T00:00:00+00:00",
    }
    assert text.split("_")[3] not in repr(rows)


def test_a_token_made_before_an_expiry_that_has_passed_is_no_valid_one(tokens):
    assert not tokens.any_valid()
    make(tokens, expires=datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(days=90))
    assert tokens.any_valid()
