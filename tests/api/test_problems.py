"""Does every error leave as a problem with a status, a title and nothing it should not say?"""

import json
import logging

import pytest
from flask import Flask, abort

from graphsvc import errors
from graphsvc.api import problems
from graphsvc.api.catalogue import BY_CODE, PROBLEMS
from graphsvc.model import Problem as ImportProblem

STATUS = {
    errors.GraphServiceError: 500,
    errors.SettingsInvalid: 500,
    errors.DataDirectoryUnusable: 503,
    errors.PortInUse: 500,
    errors.StoreUnavailable: 503,
    errors.StoreSignInRefused: 503,
    errors.StoreSchemaNewer: 503,
    errors.StoreConflict: 409,
    errors.OutcomeUnknown: 503,
    errors.QueryInvalid: 400,
    errors.QueryRefused: 403,
    errors.QueryTooLarge: 422,
    errors.QueryTooSlow: 504,
    errors.QueryDoorClosed: 403,
    errors.ImportRejected: 422,
    errors.ImportUnfinished: 409,
    errors.SnapshotMissing: 503,
    errors.SnapshotInvalid: 503,
    errors.AnalysisCancelled: 503,
    errors.BadRequest: 400,
    errors.PersonNotFound: 404,
    errors.ActNotFound: 404,
    errors.MoveRefused: 409,
    errors.LimitReached: 409,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.RecordsUnavailable: 503,
}


def tree(error: type) -> set[type]:
    return {error}.union(*(tree(child) for child in error.__subclasses__()))


def app_raising(error: Exception) -> Flask:
    app = Flask(__name__)
    problems.register(app)

    @app.route("/api/v1/thing")
    @app.route("/page")
    def fail() -> str:
        raise error

    return app


def told(error: Exception, path: str = "/api/v1/thing"):
    return app_raising(error).test_client().get(path)


def test_every_error_of_the_tree_has_a_status_and_a_title():
    assert set(PROBLEMS) == tree(errors.GraphServiceError)
    assert {error: entry.status for error, entry in PROBLEMS.items()} == STATUS
    assert all(entry.title and entry.meaning for entry in PROBLEMS.values())


def test_every_code_is_one_error():
    assert len(BY_CODE) == len(PROBLEMS) + 1
    assert all(PROBLEMS[error].code == error.code for error in PROBLEMS)


def test_an_error_is_told_as_problem_json():
    response = told(errors.PersonNotFound("p-7"))

    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert json.loads(response.text) == {
        "type": "/problems/person_not_found",
        "title": "Person not found",
        "status": 404,
        "detail": "No person has the id 'p-7'.",
        "instance": "/api/v1/thing",
        "code": "person_not_found",
    }


def test_a_bad_request_lists_every_parameter():
    wrong = [
        {"parameter": "limit", "expected": "a whole number"},
        {"parameter": "as_of", "expected": "a date"},
    ]

    assert json.loads(told(errors.BadRequest(wrong)).text)["problems"] == wrong


def test_a_query_problem_says_where():
    body = json.loads(told(errors.QueryRefused("CREATE writes", line=2, column=5)).text)

    assert (body["line"], body["column"]) == (2, 5)


def test_a_rejected_import_lists_its_problems():
    wrong = ImportProblem("people.csv", 3, "level", "a whole number", "level")
    body = json.loads(told(errors.ImportRejected([wrong])).text)

    assert body["problems"] == [
        {
            "file": "people.csv",
            "line": 3,
            "column": "level",
            "expected": "a whole number",
            "code": "level",
        }
    ]


def test_who_is_told_to_come_back_is_told_when():
    assert told(errors.StoreUnavailable()).headers["Retry-After"] == "5"


def test_who_must_sign_in_is_told_how():
    response = told(errors.Unauthenticated("Sign in."))

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "error",
    [
        errors.SettingsInvalid("GRAPHSVC_NEO4J_PASSWORD_FILE: /srv/secret"),
        errors.DataDirectoryUnusable("/srv/secret cannot be used"),
        errors.RecordsUnavailable("/srv/secret is locked", hint="/srv/secret"),
        errors.SnapshotInvalid("/srv/secret is damaged"),
    ],
)
def test_what_is_written_for_the_operator_is_not_told(error, caplog):
    with caplog.at_level(logging.ERROR, "graphsvc"):
        response = told(error)

    assert response.status_code >= 500
    assert "secret" not in response.text
    assert "/srv/secret" in caplog.text


def test_a_hint_is_never_told():
    error = errors.StoreUnavailable("The graph store does not answer.", hint="Start /opt/neo4j.")

    assert "neo4j" not in told(error).text


def test_an_unexpected_error_tells_nothing_but_a_reference(caplog):
    with caplog.at_level(logging.ERROR, "graphsvc"):
        response = told(KeyError("Zoe Smith, undisclosed"))

    body = json.loads(response.text)
    assert (response.status_code, body["code"]) == (500, "internal_error")
    assert "Zoe" not in response.text
    assert "KeyError" not in response.text
    # The log says where, for whoever has the reference, and not about whom.
    assert body["reference"] in caplog.text
    assert "KeyError" in caplog.text
    assert "Zoe" not in caplog.text


@pytest.mark.parametrize(("status", "title"), [(404, "Not Found"), (413, None), (415, None)])
def test_errors_of_the_framework_are_problems_too(status, title):
    app = Flask(__name__)
    problems.register(app)
    app.add_url_rule("/api/v1/thing", view_func=lambda: abort(status))

    response = app.test_client().get("/api/v1/thing")
    body = json.loads(response.text)

    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert title in (None, body["title"])


def test_an_address_that_is_none_is_told_so_in_one_sentence():
    response = app_raising(ValueError()).test_client().get("/api/v1/other")

    assert response.status_code == 404
    assert json.loads(response.text)["detail"] == "There is nothing at this address."


def test_a_wrong_method_is_told_the_right_ones():
    response = app_raising(ValueError()).test_client().post("/api/v1/thing")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_outside_the_api_a_page_tells_the_problem():
    app = app_raising(errors.StoreUnavailable())
    problems.render_pages_with(app, lambda problem: f"<h1>{problem.title}</h1>")

    page = app.test_client().get("/page")

    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.text == "<h1>Graph store unavailable</h1>"
    assert page.headers["Retry-After"] == "5"
    assert app.test_client().get("/api/v1/thing").mimetype == "application/problem+json"


def test_a_problem_page_that_fails_does_not_hide_the_problem():
    app = app_raising(errors.StoreUnavailable())
    problems.render_pages_with(app, lambda problem: problem.nothing_like_that)

    page = app.test_client().get("/page")

    assert (page.status_code, page.mimetype) == (503, "application/problem+json")
