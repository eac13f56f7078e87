"""What does every answer carry, and which requests are not even looked at?"""

import json
import re

import pytest

from graphsvc.api.guard import is_loopback

PATHS = ["/healthz", "/openapi", "/problems/forbidden", "/nowhere", "/api/v1/nowhere", "/api/v1/me"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers_and_errors_do_too(make_app, path):
    headers = make_app().test_client().get(path).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert {"Cookie", "Authorization"} <= set(headers["Vary"].split(", "))


def test_an_error_nobody_foresaw_carries_them_too(make_app):
    app = make_app(mode="demonstration")
    app.add_url_rule("/broken", view_func=lambda: {}["Zoe"])

    response = app.test_client().get("/broken")

    assert response.status_code == 500
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Zoe" not in response.text


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://localhost:9999"])
def test_no_other_origin_may_read(make_app, origin):
    client = make_app(mode="demonstration").test_client()

    for response in (
        client.get("/api/v1/me", headers={"Origin": origin}),
        client.options("/api/v1/cypher", headers={"Origin": origin}),
    ):
        assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("LOCALHOST:8420", True),
        ("127.0.0.1:8420", True),
        ("127.8.9.10", True),
        ("[::1]:8420", True),
        ("localhost.evil.test", False),
        ("127.0.0.1.evil.test", False),
        ("evil.test", False),
        ("10.0.0.1", False),
        ("[::1", False),
        ("", False),
        ("localhost@evil.test", False),
    ],
)
def test_only_names_that_cannot_lead_elsewhere_are_ours(host, ours):
    assert is_loopback(host) is ours


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/api/v1/me"])
def test_under_another_name_nothing_is_answered(make_app, path):
    client = make_app(mode="demonstration").test_client()

    response = client.get(path, headers={"Host": "people.evil.test"})

    assert response.status_code == 400
    assert "loopback" in response.text


def test_a_long_body_is_not_read(make_app):
    body = json.dumps({"query": "x" * 70_000})

    response = (
        make_app(mode="demonstration")
        .test_client()
        .post(
            "/api/v1/cypher",
            data=body,
            content_type="application/json",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    )

    assert response.status_code == 413
    assert response.content_type == "application/problem+json"


def test_a_long_form_is_not_read(make_app):
    client = make_app().test_client()

    response = client.post(
        "/sign-in", data={"token": "x" * 70_000}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert response.status_code == 413


def test_a_body_that_is_no_json_is_not_read(make_app, access):
    client = make_app().test_client()

    response = client.post(
        "/api/v1/cypher",
        data="query=x",
        headers={"Authorization": f"Bearer {access.token()}"},
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 415


def test_a_wrong_method_is_a_problem_that_names_the_right_one(make_app):
    response = make_app().test_client().get("/api/v1/cypher")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert response.content_type == "application/problem+json"


def test_liveness_asks_nobody_and_looks_at_nothing(make_app, access):
    access.records.close()

    response = make_app().test_client().get("/healthz", headers={"Authorization": "Bearer x"})

    assert (response.status_code, response.json) == (200, {"status": "alive"})


def test_the_description_loads_nothing_from_elsewhere_and_names_every_route(make_app):
    app = make_app()
    document = app.test_client().get("/openapi").json

    described = {
        (path, method.upper()) for path, item in document["paths"].items() for method in item
    }
    routed = {
        (re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == routed
    assert "://" not in json.dumps(document["paths"])
    for rule in app.url_map.iter_rules():
        assert not rule.rule.startswith("/openapi/"), rule


def test_every_reference_of_the_description_leads_somewhere(make_app):
    document = make_app().test_client().get("/openapi").json
    schemas = document["components"]["schemas"]

    text = json.dumps(document)
    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert used
    assert used <= set(schemas)


def test_operations_have_names_and_parameters_their_limits(make_app):
    paths = make_app().test_client().get("/openapi").json["paths"]

    operations = [operation for item in paths.values() for operation in item.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert "plan_bridges" in names
    (budget,) = [
        one["schema"]
        for one in paths["/api/v1/bridges"]["get"]["parameters"]
        if one["name"] == "budget"
    ]
    assert (budget["minimum"], budget["maximum"], budget["default"]) == (1, 1000, 40)


@pytest.mark.parametrize("code", ["bad_request", "query_not_allowed", "internal_error"])
def test_a_problem_type_leads_to_its_explanation(make_app, code):
    response = make_app().test_client().get(f"/problems/{code}")

    assert response.status_code == 200
    assert response.json["code"] == code
    assert response.json["meaning"]


def test_a_browser_gets_the_explanation_as_a_page(make_app):
    client = make_app().test_client()

    page = client.get("/problems/forbidden", headers={"Accept": "text/html,*/*;q=0.8"})

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "Not allowed" in page.text
    assert "Accept" in page.headers["Vary"]


def test_outside_the_api_an_error_is_a_page(make_app):
    page = make_app(mode="demonstration").test_client().get("/nowhere")

    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_an_unknown_problem_type_is_not_found(make_app):
    assert make_app().test_client().get("/problems/unheard_of").status_code == 404
