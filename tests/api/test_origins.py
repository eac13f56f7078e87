"""Which other sites may read the API from a browser? Exactly those that were named."""

import pytest

from graphsvc.errors import SettingsInvalid
from graphsvc.settings import Settings

HR, PLAIN = "https://hr.example.com", "http://intra.test:8080"


@pytest.fixture
def client(make_app):
    return make_app(mode="service", origins=(HR, PLAIN)).test_client()


def crossing(response) -> dict[str, str]:
    return {
        name: value for name, value in response.headers if name.startswith("Access-Control-Allow")
    }


@pytest.mark.parametrize("origin", [HR, PLAIN])
def test_a_named_origin_reads_with_a_token(client, access, origin):
    bearer = {"Authorization": f"Bearer {access.token()}", "Origin": origin}

    response = client.get("/api/v1/me", headers=bearer)

    assert response.status_code == 200
    assert crossing(response) == {"Access-Control-Allow-Origin": origin}
    assert "Origin" in response.headers["Vary"]


def test_a_named_origin_is_told_beforehand_that_it_may_post(client):
    asked = {
        "Origin": HR,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }

    response = client.options("/api/v1/cypher", headers=asked)

    assert response.status_code == 200
    allowed = crossing(response)
    assert allowed["Access-Control-Allow-Origin"] == HR
    assert "POST" in allowed["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in allowed


@pytest.mark.parametrize(
    "origin",
    [
        "https://hr.example.com.evil.test",
        "https://hrxexample.com",
        "https://evil-hr.example.com",
        "http://hr.example.com",
        "https://hr.example.com:8443",
        "null",
        "https://evil.test",
    ],
)
def test_no_other_origin_reads(client, access, origin):
    headers = {"Authorization": f"Bearer {access.token()}", "Origin": origin}

    assert crossing(client.get("/api/v1/me", headers=headers)) == {}


@pytest.mark.parametrize("path", ["/healthz", "/sign-in-as", "/problems/forbidden"])
def test_a_named_origin_reads_the_api_only(client, path):
    assert crossing(client.get(path, headers={"Origin": HR})) == {}


def test_the_cookie_of_who_is_signed_in_opens_nothing_for_another_site(make_app, access):
    client = make_app(origins=(HR,)).test_client()
    client.post(
        "/sign-in", data={"token": access.token()}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    response = client.post("/api/v1/cypher", json={"query": "RETURN 1"}, headers={"Origin": HR})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "origins",
    ["*", "https://*.example.com", "https://hr.example.com/", "hr.example.com", "null", "https://"],
)
def test_an_origin_that_is_not_exact_stops_the_start(origins):
    with pytest.raises(SettingsInvalid, match="GRAPHSVC_ORIGINS"):
        Settings.from_environ({"GRAPHSVC_ORIGINS": origins})


def test_origins_are_separated_by_commas():
    read = Settings.from_environ({"GRAPHSVC_ORIGINS": f"{HR}, {PLAIN}"})

    assert read.origins == (HR, PLAIN)
    assert Settings.from_environ({}).origins == ()
