"""Who is the viewer of a request, and can another site be one in their name?"""

import time
from datetime import timedelta

import pytest

from graphsvc.access.sign_in import local_path
from graphsvc.app import SIGNED_IN_FOR
from tests.api.conftest import OWN

LEAD, ANALYST = "demonstration:lead", "demonstration:analyst"


def subject(client, **headers: str) -> str:
    return client.get("/api/v1/me", headers=headers).json["subject"]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


# A demonstration


def test_a_demonstration_is_looked_at_as_the_lead_first(make_app):
    assert subject(make_app(mode="demonstration").test_client()) == LEAD


def test_the_switch_makes_the_browser_somebody_else(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "analyst", "back": "/gaps"}, headers=OWN)

    assert (response.status_code, response.headers["Location"]) == (303, "/gaps")
    assert subject(client) == ANALYST


def test_a_role_nobody_has_is_refused_and_changes_nothing(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "king"}, headers=OWN)

    assert response.status_code == 400
    assert subject(client) == LEAD


def test_the_switch_makes_the_browser_any_of_the_people(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "person:eve", "back": "/"}, headers=OWN)

    assert response.status_code == 303
    me = client.get("/api/v1/me").json
    assert (me["person_id"], me["roles"]) == ("eve", [])


def test_nobody_who_is_not_there_is_played(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "person:nobody"}, headers=OWN)

    assert response.status_code == 400
    assert subject(client) == LEAD


def test_somebody_else_is_looked_up_on_a_page_of_its_own(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post(
        "/sign-in-as", data={"role": "somebody else", "back": "/gaps?by=a"}, headers=OWN
    )

    assert response.headers["Location"] == "/sign-in-as?back=%2Fgaps%3Fby%3Da"


def test_outside_a_demonstration_nobody_is_played(make_app):
    client = make_app().test_client()

    assert client.post("/sign-in-as", data={"role": "person:eve"}, headers=OWN).status_code == 404
    assert client.get("/sign-in-as").status_code == 404
    with client.session_transaction() as cookie:
        cookie["role"] = "person:eve"
    assert client.get("/api/v1/me").status_code == 401


def test_a_cookie_that_was_not_signed_here_counts_as_none(make_app):
    client = make_app(mode="demonstration").test_client()
    client.set_cookie("graphsvc", "eyJyb2xlIjoib3BlcmF0b3IifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")

    assert subject(client) == LEAD


def test_the_cookie_is_kept_from_scripts_and_other_sites(make_app):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "analyst"}, headers=OWN)

    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "analyst" not in cookie or "." in cookie


def test_a_token_signs_in_to_a_demonstration_too(make_app, access):
    client = make_app(mode="demonstration").test_client()

    assert subject(client, **bearer(access.token())) == "lea"


def test_a_token_that_does_not_open_is_not_replaced_by_the_cookie(make_app):
    client = make_app(mode="demonstration").test_client()
    client.post("/sign-in-as", data={"role": "analyst"}, headers=OWN)

    assert client.get("/api/v1/me", headers=bearer("gsvc_live_x")).status_code == 401


def test_a_demonstration_has_no_door_and_a_service_no_switch(make_app):
    demonstration, service = make_app(mode="demonstration"), make_app()

    assert demonstration.test_client().post("/sign-in", headers=OWN).status_code == 404
    assert service.test_client().post("/sign-in-as", headers=OWN).status_code == 404


# Requests another site sends


FOREIGN = [
    {},
    {"Origin": "https://evil.test"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "http://localhost.evil.test"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_change_who_one_is(make_app, headers):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/sign-in-as", data={"role": "operator"}, headers=headers)

    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert subject(client) == LEAD


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_ask_in_the_name_of_who_is_signed_in(make_app, headers):
    client = make_app(mode="demonstration").test_client()

    response = client.post("/api/v1/cypher", json={"query": "RETURN 1 AS one"}, headers=headers)

    assert response.status_code == 403
    assert response.json["code"] == "forbidden"


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_our_own_is_taken(make_app, headers):
    client = make_app(mode="demonstration").test_client()

    assert client.post("/sign-in-as", data={"role": "analyst"}, headers=headers).status_code == 303


# A service


def test_a_service_answers_nobody_who_is_not_signed_in(make_app):
    response = make_app().test_client().get("/api/v1/me")

    assert response.status_code == 401
    assert response.json["code"] == "unauthenticated"
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_page_that_takes_a_token_says_what_the_cookie_keeps_and_how_long(make_app):
    page = make_app().test_client().get("/sign-in").text

    assert "not the token, for twelve hours or until you sign out" in page
    assert timedelta(hours=12) == SIGNED_IN_FOR


def test_a_token_in_the_header_says_who_asks(make_app, access):
    me = make_app().test_client().get("/api/v1/me", headers=bearer(access.token())).json

    assert me["subject"] == "lea"
    assert me["roles"] == [{"role": "lead", "unit": None}]
    assert "see introductions" in me["may"]
    assert "query graph" not in me["may"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic bGVhOmxlYQ==", "Bearer gsvc_live_x", "lea"]
)
def test_a_header_that_is_no_living_token_is_refused(make_app, header):
    response = make_app().test_client().get("/api/v1/me", headers={"Authorization": header})

    assert response.status_code == 401


def test_a_token_in_the_address_is_refused_as_any_unknown_parameter(make_app, access):
    client = make_app().test_client()
    token = access.token()

    assert client.get(f"/api/v1/me?token={token}").status_code == 401
    assert client.get(f"/api/v1/me?token={token}", headers=bearer(token)).status_code == 400


def test_a_token_given_once_signs_the_browser_in(make_app, access):
    client, token = make_app().test_client(), access.token()

    response = client.post("/sign-in", data={"token": f" {token}\n", "back": "/gaps"}, headers=OWN)

    assert (response.status_code, response.headers["Location"]) == (303, "/gaps")
    assert subject(client) == "lea"


def test_the_door_is_a_form_that_knows_the_way_back(make_app):
    page = make_app().test_client().get("/sign-in?back=/gaps%3Fby%3Dgender")

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert 'name="token"' in page.text
    assert 'value="/gaps?by=gender"' in page.text


def test_a_way_back_that_leads_elsewhere_is_not_in_the_form(make_app):
    page = make_app().test_client().get("/sign-in?back=https://evil.test/%22%3E")

    assert "evil.test" not in page.text


def test_a_token_that_does_not_open_gets_the_form_again_without_it(make_app):
    client = make_app().test_client()

    page = client.post("/sign-in", data={"token": "gsvc_live_typo", "back": "/gaps"}, headers=OWN)

    assert page.status_code == 401
    assert "unknown, expired or revoked" in page.text
    assert 'value="/gaps"' in page.text
    assert "typo" not in page.text
    assert client.get("/api/v1/me").status_code == 401


def test_styles_are_shown_to_whoever_has_not_signed_in_yet(make_app):
    with make_app().test_client().get("/static/css/page.css") as style:
        assert (style.status_code, style.mimetype) == (200, "text/css")


def test_the_cookie_does_not_hold_the_token(make_app, access):
    client, token = make_app().test_client(), access.token()

    response = client.post("/sign-in", data={"token": token}, headers=OWN)

    secret = token.split("_")[3]
    kept = client.get_cookie("graphsvc")
    assert secret not in str(response.headers)
    with client.session_transaction() as session:
        assert dict(session) == {"token": token.split("_")[2]}
    assert kept.http_only


def test_signing_out_ends_it(make_app, access):
    client = make_app().test_client()
    client.post("/sign-in", data={"token": access.token()}, headers=OWN)

    response = client.post("/sign-out", headers=OWN)

    assert (response.status_code, response.headers["Location"]) == (303, "/sign-in")
    assert client.get("/api/v1/me").status_code == 401


def test_another_site_cannot_sign_anybody_in_or_out(make_app, access):
    client, token = make_app().test_client(), access.token()
    client.post("/sign-in", data={"token": access.token("operator", "olu")}, headers=OWN)
    foreign = {"Origin": "https://evil.test"}

    assert client.post("/sign-in", data={"token": token}, headers=foreign).status_code == 403
    assert client.post("/sign-out", headers=foreign).status_code == 403
    assert subject(client) == "olu"


def test_a_cookie_ends_by_itself_within_a_day(make_app, access, monkeypatch):
    client = make_app().test_client()
    yesterday = time.time() - timedelta(hours=13).total_seconds()
    with monkeypatch.context() as then:
        then.setattr("time.time", lambda: yesterday)
        client.post("/sign-in", data={"token": access.token()}, headers=OWN)
        assert subject(client) == "lea"

    assert client.get("/api/v1/me").status_code == 401


def test_a_revoked_token_ends_the_cookies_it_made(make_app, access):
    client, token = make_app().test_client(), access.token()
    client.post("/sign-in", data={"token": token}, headers=OWN)

    access.desk.revoke(token.split("_")[2])

    assert client.get("/api/v1/me").status_code == 401


def test_an_expired_token_ends_the_cookies_it_made(make_app, access):
    client = make_app().test_client()
    client.post("/sign-in", data={"token": access.token()}, headers=OWN)

    access.clock.now += timedelta(days=31)

    assert client.get("/api/v1/me").status_code == 401


def test_a_disabled_account_ends_the_cookies_it_made(make_app, access):
    client = make_app().test_client()
    client.post("/sign-in", data={"token": access.token()}, headers=OWN)

    access.records.grants.disable("lea", at=access.clock())

    assert client.get("/api/v1/me").status_code == 401


def test_a_cookie_of_a_demonstration_opens_no_service(make_app):
    playing, working = make_app(mode="demonstration").test_client(), make_app().test_client()
    playing.post("/sign-in-as", data={"role": "operator"}, headers=OWN)

    working.set_cookie("graphsvc", playing.get_cookie("graphsvc").value)

    assert working.get("/api/v1/me").status_code == 401


def test_pages_lead_to_the_door_and_back(make_app):
    app = make_app()
    app.add_url_rule("/page", view_func=lambda: "a page")
    client = app.test_client()

    response = client.get("/page?by=gender")

    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?back=/page%3Fby%3Dgender"


def test_a_form_sent_after_the_sign_in_ended_is_refused(make_app):
    app = make_app()
    app.add_url_rule("/page", view_func=lambda: "a page", methods=["POST"])

    assert app.test_client().post("/page", headers=OWN).status_code == 401


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/gaps?by=gender", "/gaps?by=gender"),
        ("/", "/"),
        ("", "/"),
        ("gaps", "/"),
        ("//evil.test", "/"),
        ("///evil.test", "/"),
        ("/\\evil.test", "/"),
        ("https://evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("/\t/evil.test", "/"),
    ],
)
def test_the_way_back_stays_on_this_service(back, leads_to):
    assert local_path(back) == leads_to
