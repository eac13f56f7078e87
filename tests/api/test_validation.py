"""Is a question that is not meant seriously refused, with everything that is wrong with it?"""

import pytest

READ = [
    "/api/v1/people/p-1/introductions",
    "/api/v1/isolated",
    "/api/v1/people/p-1/isolation",
    "/api/v1/gaps?by=gender",
    "/api/v1/gaps/attributes",
    "/api/v1/bridges",
    "/api/v1/people?search=zoe",
    "/api/v1/snapshots",
    "/api/v1/me",
    "/api/v1/me/consents",
]


@pytest.fixture
def client(make_app):
    client = make_app(mode="demonstration").test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def wrong(response) -> dict[str, str]:
    assert response.status_code == 400, response.text
    assert response.content_type == "application/problem+json"
    return {one["parameter"]: one["expected"] for one in response.json["problems"]}


@pytest.mark.parametrize("path", READ)
def test_a_parameter_no_route_knows_is_refused(client, path):
    glue = "&" if "?" in path else "?"

    assert wrong(client.get(f"{path}{glue}limt=3")) == {"limt": "no such parameter"}


@pytest.mark.parametrize("path", READ)
def test_a_parameter_given_twice_is_refused(client, path):
    glue = "&" if "?" in path else "?"

    found = wrong(client.get(f"{path}{glue}as_of=2026-01-01&as_of=2026-01-02"))

    assert found == {"as_of": "given once"}


def test_everything_that_is_wrong_is_listed_at_once(client):
    found = wrong(client.get("/api/v1/bridges?budget=0&seed=-1&as_of=yesterday&colour=red"))

    assert found == {
        "budget": "at least 1",
        "seed": "a whole number",
        "as_of": "a date such as 2026-01-31",
        "colour": "no such parameter",
    }


@pytest.mark.parametrize(
    ("query", "parameter", "expected"),
    [
        ("limit=0", "limit", "at least 1"),
        ("limit=1001", "limit", "at most 1000"),
        ("limit=1e2", "limit", "a whole number"),
        ("limit=5.0", "limit", "a whole number"),
        ("limit=%D9%A3", "limit", "a whole number"),
        ("limit=", "limit", "a whole number"),
        ("limit=" + "9" * 5000, "limit", "a whole number"),
        ("as_of=2026-02-30", "as_of", "a date such as 2026-01-31"),
        ("as_of=20260131", "as_of", "a date such as 2026-01-31"),
        ("as_of=1767225600", "as_of", "a date such as 2026-01-31"),
        ("as_of=2026-01-31T00:00:00", "as_of", "a date such as 2026-01-31"),
        ("as_of=", "as_of", "a date such as 2026-01-31"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_was_expected(client, query, parameter, expected):
    assert wrong(client.get(f"/api/v1/isolated?{query}")) == {parameter: expected}


def test_a_problem_names_the_parameter_and_not_the_value(client):
    response = client.get("/api/v1/people/p-1/introductions?as_of=Zoe%20Smith")

    assert response.status_code == 400
    assert "Zoe" not in response.text


@pytest.mark.parametrize(
    ("path", "parameter"), [("/api/v1/gaps", "by"), ("/api/v1/people", "search")]
)
def test_a_parameter_that_is_missing_is_named(client, path, parameter):
    assert wrong(client.get(path)) == {parameter: "a value: it is required"}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("", {"body": "a JSON object"}),
        ("[1]", {"body": "a JSON object"}),
        ("null", {"body": "a JSON object"}),
        ('{"query": ', {"body": "a JSON object"}),
        ("{}", {"query": "a value: it is required"}),
        ('{"query": ""}', {"query": "some text"}),
        ('{"query": "RETURN 1", "max_rows": 0}', {"max_rows": "at least 1"}),
        ('{"query": "RETURN 1", "max_rows": 1001}', {"max_rows": "at most 1000"}),
        ('{"query": 1}', {"query": "text"}),
        ('{"query": "RETURN 1", "max_rows": "x"}', {"max_rows": "a whole number"}),
        ('{"query": "RETURN 1", "params": [1]}', {"params": "a JSON object"}),
        ('{"query": "RETURN 1", "rows": 5}', {"rows": "no such parameter"}),
        # What is no JSON, although some parsers take it.
        ('{"query": "RETURN 1", "params": {"x": NaN}}', {"body": "a JSON object"}),
        ('{"query": "RETURN 1", "query": "RETURN 2"}', {"body": "a JSON object"}),
        ('{"query": "RETURN 1", "params": {"x": "\\ud800"}}', {"body": "a JSON object"}),
        ('{"query": ' + "[" * 30_000, {"body": "a JSON object"}),
    ],
)
def test_a_body_is_read_strictly(client, body, problems):
    response = client.post("/api/v1/cypher", data=body, content_type="application/json")

    assert wrong(response) == problems


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("{}", {"given": "a value: it is required"}),
        ('{"given": "no"}', {"given": "true or false"}),
        ('{"given": 0}', {"given": "true or false"}),
        ('{"given": null}', {"given": "true or false"}),
        ('{"given": true, "given": false}', {"body": "a JSON object"}),
        ('{"given": true, "person": "p-1"}', {"person": "no such parameter"}),
    ],
)
def test_a_yes_or_no_is_read_strictly(client, body, problems):
    path = "/api/v1/me/consents/suggestions"
    response = client.put(path, data=body, content_type="application/json")

    assert wrong(response) == problems


def test_a_yes_or_no_that_is_sent_as_a_form_is_refused(client):
    response = client.put("/api/v1/me/consents/suggestions", data={"given": "true"})

    assert response.status_code == 415


def test_a_query_string_beside_a_body_is_refused(client):
    response = client.post("/api/v1/cypher?limit=3", json={"query": "RETURN 1 AS one"})

    assert wrong(response) == {"limit": "no such parameter"}


def test_an_id_that_is_too_long_for_one_is_refused(client):
    found = wrong(client.get(f"/api/v1/people/{'p' * 300}/isolation"))

    assert found == {"person_id": "at most 255 characters"}
