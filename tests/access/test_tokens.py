"""Does a token open for whom it was made, for as long as it lives, and for nobody else?"""

import hmac
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from graphsvc.access import tokens as tokens_module
from graphsvc.access.tokens import LONGEST, TokenDesk
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Unauthenticated
from graphsvc.records.open import Records

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SHAPE = r"gsvc_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}"
REFUSED = "The token is unknown, expired or revoked."
LEAD = frozenset({Grant("lead", "platform")})


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def records(tmp_path):
    made = Records(tmp_path / "records.sqlite")
    yield made
    made.close()


@pytest.fixture
def desk(records, clock):
    return TokenDesk(records.tokens, records.grants, b"p" * 32, clock)


def made(desk, subject="lea", *, person_id=None, grants=LEAD, scopes=(), expires=None, **options):
    until = expires or NOW + timedelta(days=30)
    return desk.create(
        subject=subject,
        person_id=person_id,
        grants=grants,
        scopes=scopes,
        expires=until,
        made_by="operator",
        **options,
    )


def bearer(token) -> str:
    return f"Bearer {token.text}"


def test_a_token_speaks_for_its_subject_with_its_roles_and_scopes(desk):
    scopes = {"cypher:adhoc"}
    token = made(desk, "ann", person_id="p-1", grants={Grant("analyst")}, scopes=scopes)

    assert desk.viewer_of(bearer(token)) == Viewer(
        "ann", "p-1", frozenset({Grant("analyst")}), frozenset(scopes)
    )


def test_a_token_can_be_found_by_scanners_and_says_nothing_in_a_log(desk):
    token = made(desk)

    assert re.fullmatch(SHAPE, token.text)
    assert token.text not in repr(token)
    assert token.text.split("_")[2] == token.id
    assert len({made(desk).text for _ in range(20)}) == 20


def test_what_is_kept_is_not_the_secret(desk, records, tmp_path):
    token = made(desk, note="for the pilot")
    secret = token.text.split("_")[3]
    records.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert b"for the pilot" in kept
    assert token.id.encode() in kept
    assert secret.encode() not in kept
    assert secret[:32].encode() not in kept


def test_with_another_pepper_no_token_opens(desk, records, clock):
    token = made(desk)
    other = TokenDesk(records.tokens, records.grants, b"q" * 32, clock)

    with pytest.raises(Unauthenticated, match=REFUSED):
        other.viewer_of(bearer(token))


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic abc", "gsvc_live_x", "Token x", "Bearer\tx"]
)
def test_without_a_token_one_is_told_how_to_sign_in(desk, header):
    with pytest.raises(Unauthenticated, match="Authorization: Bearer"):
        desk.viewer_of(header)


def test_the_scheme_may_be_written_in_any_case(desk):
    token = made(desk)

    assert desk.viewer_of(f"bearer {token.text}").subject == "lea"


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_typo_is_refused_without_a_look_into_the_records(desk, records, place, monkeypatch):
    token = made(desk)
    monkeypatch.setattr(type(records.tokens), "find", lambda *_: pytest.fail("looked"))
    typo = (
        token.text[:place] + chr((ord(token.text[place]) - 47) % 75 + 48) + token.text[place + 1 :]
    )

    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.viewer_of(f"Bearer {typo}")


@pytest.mark.parametrize(
    "text", ["x", "gsvc", "gsvc_live__", "a" * 100_000, "gsvc_live_" + "\u00e9" * 51, "x y", "\x00"]
)
def test_nonsense_is_refused(desk, text):
    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.viewer_of(f"Bearer {text}")


def test_every_refusal_is_the_same_sentence(desk, clock):
    unknown = tokens_module.PREFIX + "_live_" + "0" * 12 + "_" + "0" * 32
    unknown += tokens_module._check_characters(unknown)
    revoked, expired = made(desk), made(desk, expires=NOW + timedelta(hours=1))
    foreign = made(desk).text.split("_")
    foreign[2] = made(desk, "max").id
    body = "_".join(foreign)[:-6]
    foreign_text = body + tokens_module._check_characters(body)
    desk.revoke(revoked.id)
    clock.now = NOW + timedelta(hours=1)

    for text in (unknown, revoked.text, expired.text, foreign_text):
        with pytest.raises(Unauthenticated) as refused:
            desk.viewer_of(f"Bearer {text}")
        assert str(refused.value) == REFUSED


def test_the_secret_is_compared_in_constant_time_also_where_no_token_has_the_id(desk, monkeypatch):
    compared = []
    monkeypatch.setattr(
        tokens_module.hmac,
        "compare_digest",
        lambda one, other: bool(compared.append((one, other))) or one == other,
    )
    for text in (made(desk).text, _unknown()):
        try:
            desk.viewer_of(f"Bearer {text}")
        except Unauthenticated:
            assert text == _unknown()

    assert [len(one) for pair in compared for one in pair] == [64] * 4


def _unknown() -> str:
    body = f"{tokens_module.PREFIX}_live_{'0' * 12}_{'0' * 32}"
    return body + tokens_module._check_characters(body)


def test_a_token_dies_on_the_second_it_was_made_for(desk, clock):
    token = made(desk, expires=NOW + timedelta(days=2))
    clock.now = NOW + timedelta(days=2, seconds=-1)
    assert desk.viewer_of(bearer(token)).subject == "lea"
    clock.now = NOW + timedelta(days=2)

    with pytest.raises(Unauthenticated):
        desk.viewer_of(bearer(token))


def test_an_expiry_in_another_time_zone_is_the_same_moment(desk, clock):
    berlin = timezone(timedelta(hours=2))
    token = made(desk, expires=datetime(2026, 11, 25, 12, 0, tzinfo=berlin))
    clock.now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    with pytest.raises(Unauthenticated):
        desk.viewer_of(bearer(token))


@pytest.mark.parametrize(
    "life", [timedelta(0), timedelta(seconds=-1), LONGEST + timedelta(seconds=1)]
)
def test_a_token_lives_for_ninety_days_at_most(desk, life):
    with pytest.raises(BadRequest, match="90 days"):
        made(desk, expires=NOW + life)
    assert made(desk, expires=NOW + LONGEST)


def test_a_revoked_token_is_dead_at_once_and_others_live(desk):
    token, other = made(desk), made(desk)

    assert desk.revoke(token.id)
    assert not desk.revoke(token.id)
    assert not desk.revoke("unknown")
    with pytest.raises(Unauthenticated):
        desk.viewer_of(bearer(token))
    assert desk.viewer_of(bearer(other)).subject == "lea"


def test_a_disabled_account_has_no_token_that_opens_and_gets_no_new_one(desk, records):
    token = made(desk)
    records.grants.disable("lea", at=NOW)

    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.viewer_of(bearer(token))
    with pytest.raises(BadRequest, match="not disabled"):
        made(desk)


def test_roles_are_those_of_this_moment(desk, records):
    token = made(desk)
    records.grants.remove("lea", "lead", "platform")
    records.grants.add("lea", "lead", "sales")

    assert desk.viewer_of(bearer(token)).grants == {Grant("lead", "sales")}


def test_a_token_has_only_its_own_scopes_of_those_of_its_owner(desk):
    plain = made(desk, "ann", grants={Grant("analyst")})
    able = made(desk, "ann", grants=(), scopes={"people:identify"})

    assert desk.viewer_of(bearer(plain)).scopes == frozenset()
    assert desk.viewer_of(bearer(able)).scopes == {"people:identify"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 256}, "subject"),
        ({"grants": {Grant("king")}}, "role"),
        ({"grants": {Grant("mentor")}}, "person"),
        ({"scopes": {"tokens:make"}}, "scope"),
        ({"scopes": {"everything"}}, "scope"),
    ],
)
def test_what_cannot_be_granted_is_named_and_nothing_is_made(desk, options, told):
    with pytest.raises(BadRequest) as refused:
        made(desk, **options)

    assert [one["parameter"] for one in refused.value.problems] == [told]
    assert desk.all() == []


def test_a_subject_that_is_somebody_stays_that_person(desk):
    made(desk, "ann", person_id="p-1")

    with pytest.raises(BadRequest, match="person"):
        made(desk, "ann", person_id="p-2")
    with pytest.raises(BadRequest, match="person"):
        made(desk, "ann")


def test_the_day_of_use_is_kept_and_not_the_hour(desk, clock):
    token = made(desk)
    clock.now = NOW + timedelta(days=3, hours=5)
    desk.viewer_of(bearer(token))

    assert [row.used_on for row in desk.all()] == [clock.now.date()]


def test_whoever_signed_in_by_a_token_is_there_while_it_lives(desk, records, clock):
    token, gone = made(desk, expires=NOW + timedelta(hours=1)), made(desk)
    assert desk.sign_in(token.text) == token.id
    assert desk.viewer_of_session(token.id) == desk.viewer_of(bearer(token))
    desk.revoke(gone.id)
    for one in (gone.id, "unknown"):
        with pytest.raises(Unauthenticated, match=REFUSED):
            desk.viewer_of_session(one)
    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.sign_in(gone.text)

    clock.now = NOW + timedelta(hours=1)
    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.viewer_of_session(token.id)


def test_a_session_ends_with_the_account(desk, records):
    token = made(desk)
    records.grants.disable("lea", at=NOW)

    with pytest.raises(Unauthenticated, match=REFUSED):
        desk.viewer_of_session(token.id)


def test_a_valid_token_is_one_that_lives(desk, clock):
    assert not desk.any_valid()
    token = made(desk, expires=NOW + timedelta(hours=1))
    assert desk.any_valid()
    clock.now = NOW + timedelta(hours=1)
    assert not desk.any_valid()
    other = made(desk)
    assert desk.any_valid()
    desk.revoke(other.id)
    assert not desk.any_valid()
    assert [row.id for row in desk.all()] == [token.id, other.id]


def test_the_stored_seal_is_an_hmac_over_id_and_secret(desk):
    token = made(desk)
    secret = token.text.split("_")[3][:32]
    expected = hmac.new(b"p" * 32, f"{token.id}:{secret}".encode(), "sha256").hexdigest()

    assert [row.hmac for row in desk.all()] == [expected]
