"""May everybody do exactly what the table says, at every route there is?"""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from tests.api.conftest import OWN

SOON = (date.today() + timedelta(days=30)).isoformat()
ROLES = ("nobody", "person", "mentor", "lead", "analyst", "operator")


class Row(NamedTuple):
    """A request and the status each role gets; {…} stand for people of the organisation."""

    method: str
    path: str
    statuses: tuple[int, int, int, int, int, int]
    json: dict[str, object] | None = None
    form: dict[str, str] | None = None


def everybody(status: int) -> tuple[int, int, int, int, int, int]:
    return (status,) * 6


# Ask about somebody: {person} has {mentor} as a mentor; {stranger} is somebody else.
# A mentor sees a mentee; a lead of the whole organisation, everybody; who is not theirs to ask
# about is told the same as about somebody who does not exist.
#                                          nobody person mentor lead analyst operator
ABOUT = {
    "{person}": (401, 200, 200, 200, 403, 403),
    "{mentor}": (401, 404, 200, 200, 403, 403),
    "{stranger}": (401, 404, 404, 200, 403, 403),
    "missing": (401, 404, 404, 404, 403, 403),
}
PROMISE = {"to": "{stranger}", "text": "send the notes", "due_on": SOON}
GOAL = {"kind": "role", "text": "Lead a team"}
ACT = {"kind": "credit", "on": "2026-01-05"}
API = {
    "/api/v1/people/<path:person_id>/introductions": [
        Row("GET", f"/api/v1/people/{who}/introductions?limit=2", expected)
        for who, expected in ABOUT.items()
    ],
    "/api/v1/people/<path:person_id>/introductions/why-not": [
        *(
            Row("GET", f"/api/v1/people/{who}/introductions/why-not?person={who}", expected)
            for who, expected in ABOUT.items()
        ),
        Row(
            *("GET", "/api/v1/people/{person}/introductions/why-not?person=nobody"),
            (401, 404, 404, 404, 403, 403),
        ),
    ],
    "/api/v1/people/<path:person_id>/introductions/asking": [
        Row(
            *("GET", f"/api/v1/people/{who}/introductions/asking?introducee=missing"),
            tuple(404 if one == 200 else one for one in expected),
        )
        for who, expected in ABOUT.items()
    ],
    "/api/v1/introductions": [
        Row("GET", "/api/v1/introductions", (401, 200, 200, 200, 403, 403)),
        *(
            Row(
                *("POST", "/api/v1/introductions"),
                tuple(404 if one == 200 else one for one in expected),
                json={"mentee": who, "introducee": "missing"},
            )
            for who, expected in ABOUT.items()
        ),
    ],
    "/api/v1/introductions/<introduction_id>": [
        Row("GET", "/api/v1/introductions/missing", (401, 404, 404, 404, 403, 403))
    ],
    "/api/v1/introductions/<introduction_id>/moves": [
        Row(
            *("POST", "/api/v1/introductions/missing/moves", (401, 404, 404, 404, 403, 403)),
            json={"move": "agree"},
        )
    ],
    "/api/v1/introductions/<introduction_id>/draft": [
        Row("GET", "/api/v1/introductions/missing/draft", (401, 404, 404, 404, 403, 403))
    ],
    "/api/v1/people/<path:person_id>/goals": [
        *(Row("GET", f"/api/v1/people/{who}/goals", expected) for who, expected in ABOUT.items()),
        *(
            Row("POST", f"/api/v1/people/{who}/goals", (*expected[:3], 403, 403, 403), json=GOAL)
            for who, expected in ABOUT.items()
        ),
    ],
    "/api/v1/goals/<path:goal_id>": [
        Row("DELETE", "/api/v1/goals/missing", (401, 404, 404, 403, 403, 403))
    ],
    "/api/v1/goals/<path:goal_id>/doors": [
        Row("GET", "/api/v1/goals/missing/doors", (401, 404, 404, 403, 403, 403))
    ],
    "/api/v1/goals/<path:goal_id>/sharing": [
        Row(
            *("POST", "/api/v1/goals/missing/sharing", (401, 404, 404, 403, 403, 403)),
            json={"person": "{stranger}"},
        )
    ],
    "/api/v1/endorsements": [
        Row("GET", "/api/v1/endorsements", (401, 200, 200, 403, 403, 403)),
        Row("GET", "/api/v1/endorsements?person={person}", (401, 200, 404, 200, 403, 403)),
        Row("GET", "/api/v1/endorsements?person=missing", (401, 404, 404, 404, 403, 403)),
        Row(
            *("POST", "/api/v1/endorsements", (401, 200, 200, 403, 403, 403)),
            json=ACT | {"person": "{stranger}"},
        ),
        Row(
            *("POST", "/api/v1/endorsements", (401, 404, 404, 403, 403, 403)),
            json=ACT | {"person": "missing"},
        ),
    ],
    "/api/v1/endorsements/<path:act_id>": [
        Row("DELETE", "/api/v1/endorsements/missing", (401, 404, 404, 404, 403, 403))
    ],
    "/api/v1/endorsements/<path:act_id>/confirmation": [
        Row(
            *("POST", "/api/v1/endorsements/missing/confirmation", (401, 404, 404, 404, 403, 403)),
            json={},
        )
    ],
    "/api/v1/endorsements/<path:act_id>/refusal": [
        Row(
            *("POST", "/api/v1/endorsements/missing/refusal", (401, 404, 404, 404, 403, 403)),
            json={},
        )
    ],
    "/api/v1/feedback/check": [
        Row(
            *("POST", "/api/v1/feedback/check", (401, 200, 200, 403, 403, 403)),
            json={"text": "You led the review."},
        )
    ],
    "/api/v1/feedback": [
        Row("GET", "/api/v1/feedback", (401, 200, 200, 403, 403, 403)),
        Row(
            *("POST", "/api/v1/feedback", (401, 200, 200, 403, 403, 403)),
            json={"about": "{stranger}", "text": "You led the review."},
        ),
    ],
    "/api/v1/people/<path:person_id>/ladder": [
        Row("GET", f"/api/v1/people/{who}/ladder", expected) for who, expected in ABOUT.items()
    ],
    # The two of a pair, each about the other, and nobody else.
    "/api/v1/people/<path:person_id>/steps": [
        Row("GET", "/api/v1/people/{mentor}/steps", (401, 200, 404, 403, 403, 403)),
        Row("GET", "/api/v1/people/{person}/steps", (401, 404, 200, 403, 403, 403)),
        Row("GET", "/api/v1/people/missing/steps", (401, 404, 404, 403, 403, 403)),
    ],
    "/api/v1/promises": [
        Row("GET", "/api/v1/promises", (401, 200, 200, 403, 403, 403)),
        Row("POST", "/api/v1/promises", (401, 200, 200, 403, 403, 403), json=PROMISE),
        Row(
            *("POST", "/api/v1/promises", (401, 404, 404, 403, 403, 403)),
            json=PROMISE | {"to": "missing"},
        ),
    ],
    "/api/v1/promises/<path:promise_id>": [
        Row("GET", "/api/v1/promises/missing", (401, 404, 404, 403, 403, 403))
    ],
    "/api/v1/promises/<path:promise_id>/moves": [
        Row(
            *("POST", "/api/v1/promises/missing/moves", (401, 404, 404, 403, 403, 403)),
            json={"state": "kept"},
        )
    ],
    "/api/v1/people/<path:person_id>/promises": [
        Row("GET", "/api/v1/people/{stranger}/promises", (401, 200, 200, 403, 403, 403)),
        Row("GET", "/api/v1/people/missing/promises", (401, 404, 404, 403, 403, 403)),
    ],
    "/api/v1/people/<path:person_id>/path": [
        *(
            Row("GET", f"/api/v1/people/{who}/path?to={{stranger}}", expected)
            for who, expected in ABOUT.items()
        ),
        Row("GET", "/api/v1/people/{person}/path?to=missing", (401, 404, 404, 404, 403, 403)),
    ],
    "/api/v1/people/<path:person_id>/isolation": [
        Row("GET", f"/api/v1/people/{who}/isolation", expected) for who, expected in ABOUT.items()
    ],
    "/api/v1/isolated": [Row("GET", "/api/v1/isolated?limit=2", (401, 403, 200, 200, 403, 403))],
    "/api/v1/gaps": [Row("GET", "/api/v1/gaps?by=gender", (401, 403, 403, 200, 200, 403))],
    "/api/v1/gaps/attributes": [
        Row("GET", "/api/v1/gaps/attributes", (401, 403, 403, 200, 200, 403))
    ],
    "/api/v1/bridges": [Row("GET", "/api/v1/bridges?budget=2", (401, 403, 403, 200, 403, 403))],
    "/api/v1/people": [Row("GET", "/api/v1/people?search=a", (401, 200, 200, 200, 403, 403))],
    "/api/v1/cypher": [
        Row(
            *("POST", "/api/v1/cypher", (401, 403, 403, 403, 200, 403)),
            json={"query": "MATCH (u:Unit) RETURN count(u) AS units"},
        )
    ],
    "/api/v1/snapshots": [Row("GET", "/api/v1/snapshots", (401, 403, 403, 403, 403, 200))],
    "/api/v1/me": [Row("GET", "/api/v1/me", (401, 200, 200, 200, 200, 200))],
    "/api/v1/me/consents": [Row("GET", "/api/v1/me/consents", (401, 200, 200, 403, 403, 403))],
    "/api/v1/me/consents/<purpose>": [
        *(
            Row(
                *("PUT", f"/api/v1/me/consents/{purpose}", (401, *[answered] * 2, 403, 403, 403)),
                json={"given": False},
            )
            for purpose, answered in (("named_as_connector", 200), ("cookies", 400))
        ),
        *(
            Row("DELETE", f"/api/v1/me/consents/{purpose}", (401, *[answered] * 2, 403, 403, 403))
            for purpose, answered in (("named_as_connector", 200), ("cookies", 400))
        ),
    ],
}
OPEN = {
    "/healthz": [Row("GET", "/healthz", everybody(200))],
    "/readyz": [Row("GET", "/readyz", everybody(200))],
    "/openapi": [Row("GET", "/openapi", everybody(200))],
    "/problems/<code>": [Row("GET", "/problems/forbidden", everybody(200))],
    "/static/<folder>/<name>": [
        Row("GET", "/static/css/page.css", everybody(200)),
        Row("GET", "/static/templates/base.html", everybody(404)),
    ],
    "/sign-in": [
        Row("GET", "/sign-in", everybody(200)),
        Row("POST", "/sign-in", everybody(401), form={"token": "gsvc_live_x"}),
    ],
    "/sign-out": [Row("POST", "/sign-out", everybody(303))],
    # Only in a demonstration, where whoever looks chooses.
    "/sign-in-as": [
        Row("GET", "/sign-in-as", everybody(404)),
        Row("POST", "/sign-in-as", everybody(404), form={"role": "operator"}),
    ],
}
# Whoever is not signed in is led to the door.
PAGES = {
    "/": [Row("GET", "/", (303, 200, 200, 200, 200, 200))],
    "/introductions": [
        Row("GET", "/introductions", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/introductions?person={person}", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/introductions?person={stranger}", (303, 404, 404, 200, 403, 403)),
    ],
    "/mentee": [
        Row("GET", "/mentee", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/mentee?person={person}", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/mentee?person={stranger}", (303, 404, 404, 200, 403, 403)),
        Row(
            *("POST", "/mentee", (401, 404, 404, 403, 403, 403)),
            form={"act": "set", "person": "p-nobody", "kind": "role", "text": "Lead a team"},
        ),
    ],
    "/mentee/ask": [
        Row("GET", "/mentee/ask", (303, 303, 303, 303, 403, 403)),
        *(
            Row(
                *("GET", f"/mentee/ask?person={who}&introducee=missing"),
                (303, *(404 if one == 200 else one for one in expected[1:])),
            )
            for who, expected in ABOUT.items()
        ),
        *(
            Row(
                *("POST", "/mentee/ask"),
                tuple(404 if one == 200 else one for one in expected),
                form={"person": who, "introducee": "missing"},
            )
            for who, expected in ABOUT.items()
        ),
    ],
    "/introducing": [
        Row("GET", "/introducing", (303, 200, 200, 200, 403, 403)),
        Row(
            *("POST", "/introducing", (401, 404, 404, 404, 403, 403)),
            form={"id": "missing", "move": "agree"},
        ),
    ],
    "/about-you": [
        Row("GET", "/about-you", (303, 200, 200, 403, 403, 403)),
        Row(
            *("POST", "/about-you", (401, 303, 303, 403, 403, 403)),
            form={"purpose": "suggestions", "say": "take_back"},
        ),
        Row(
            *("POST", "/about-you", (401, 400, 400, 403, 403, 403)),
            form={"purpose": "cookies", "say": "yes"},
        ),
    ],
    "/promises": [
        Row("GET", "/promises", (303, 200, 200, 403, 403, 403)),
        Row("GET", "/promises?person={stranger}", (303, 200, 200, 403, 403, 403)),
        Row("GET", "/promises?person=missing", (303, 404, 404, 403, 403, 403)),
        Row(
            *("POST", "/promises", (401, 404, 404, 403, 403, 403)),
            form={"id": "missing", "move": "kept"},
        ),
    ],
    "/endorse": [
        Row("GET", "/endorse", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/endorse?person={person}", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/endorse?person={stranger}", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/endorse?person=missing", (303, 404, 404, 404, 403, 403)),
        Row(
            *("POST", "/endorse", (401, 404, 404, 404, 403, 403)),
            form={"id": "missing", "move": "confirm"},
        ),
        Row(
            *("POST", "/endorse", (401, 404, 404, 403, 403, 403)),
            form=ACT | {"person": "missing", "move": "record"},
        ),
    ],
    "/feedback": [
        Row("GET", "/feedback", (303, 200, 200, 403, 403, 403)),
        Row("GET", "/feedback?person={stranger}", (303, 200, 200, 403, 403, 403)),
        Row("GET", "/feedback?person=missing", (303, 404, 404, 403, 403, 403)),
        Row(
            *("POST", "/feedback", (401, 200, 200, 403, 403, 403)),
            form={"person": "{stranger}", "act": "check", "text": "You led the review."},
        ),
    ],
    "/steps": [
        Row("GET", "/steps", (303, 200, 200, 403, 403, 403)),
        Row("GET", "/steps?person={mentor}", (303, 200, 404, 403, 403, 403)),
        Row("GET", "/steps?person={person}", (303, 404, 200, 403, 403, 403)),
        Row("GET", "/steps?person=missing", (303, 404, 404, 403, 403, 403)),
    ],
    "/path": [
        Row("GET", "/path", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/path?person={person}", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/path?person={stranger}", (303, 404, 404, 200, 403, 403)),
        Row("GET", "/path?person={person}&to=missing", (303, 400, 400, 400, 403, 403)),
    ],
    "/isolated": [
        Row("GET", "/isolated", (303, 200, 200, 200, 403, 403)),
        Row("GET", "/isolated?person={stranger}", (303, 404, 404, 200, 403, 403)),
    ],
    "/gaps": [Row("GET", "/gaps?by=gender", (303, 403, 403, 200, 200, 403))],
    "/bridges": [Row("GET", "/bridges?budget=2", (303, 403, 403, 200, 403, 403))],
    "/people": [Row("GET", "/people?q=a", (303, 200, 200, 200, 403, 403))],
    "/query": [
        Row("GET", "/query", (303, 403, 403, 403, 200, 403)),
        Row(
            *("POST", "/query", (401, 403, 403, 403, 200, 403)),
            form={"text": "MATCH (u:Unit) RETURN count(u) AS units"},
        ),
    ],
}
MATRIX = {**API, **OPEN, **PAGES}
ROWS = [
    pytest.param(row, role, status, id=f"{role}-{row.method}-{row.path}")
    for rows in MATRIX.values()
    for row in rows
    for role, status in zip(ROLES, row.statuses, strict=True)
]


@pytest.mark.parametrize("mode", ["demonstration", "service"])
def test_every_route_has_a_row_for_every_method(make_app, mode):
    routed = {
        (rule.rule, method)
        for rule in make_app(mode=mode).url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    tested = {(rule, row.method) for rule, rows in MATRIX.items() for row in rows}

    assert routed - tested == set()


def test_no_row_is_about_a_route_that_is_gone(make_app):
    routed = {
        rule.rule
        for mode in ("demonstration", "service")
        for rule in make_app(mode=mode).url_map.iter_rules()
    }

    assert set(MATRIX) == routed


@pytest.mark.engine
@pytest.mark.parametrize(("row", "role", "status"), ROWS)
def test_everybody_may_do_what_the_table_says(whole, row, role, status):
    people = {"person": whole.person, "mentor": whole.mentor, "stranger": whole.stranger}
    path = row.path.format(**people)
    sent = row.json and {
        name: people.get(one.strip("{}"), one) if isinstance(one, str) else one
        for name, one in row.json.items()
    }
    # As a browser sends a form of our own, where it sends no token.
    headers = {**(whole.cast[role].headers or OWN)}
    client = whole.app.test_client()

    form = row.form and {name: one.format(**people) for name, one in row.form.items()}

    with client.open(path, method=row.method, headers=headers, json=sent, data=form) as response:
        found = response.status_code

    assert found == status


@pytest.mark.engine
@pytest.mark.parametrize("role", ROLES)
def test_asking_what_a_route_takes_tells_nothing_about_anybody(whole, role):
    for rule in whole.app.url_map.iter_rules():
        path = rule.rule.replace("<path:person_id>", whole.person)
        path = path.replace("<code>", "forbidden").replace("<folder>/<name>", "css/page.css")
        response = whole.app.test_client().options(path, headers=whole.cast[role].headers)

        assert (rule.rule, response.status_code, response.text) == (rule.rule, 200, "")


@pytest.mark.engine
@pytest.mark.parametrize("role", ["person", "mentor"])
@pytest.mark.parametrize("question", ["introductions", "isolation"])
def test_somebody_foreign_is_told_as_somebody_missing(whole, role, question):
    foreign = whole.get(role, f"/api/v1/people/{whole.stranger}/{question}")
    missing = whole.get(role, f"/api/v1/people/missing/{question}")

    def told(response, person):
        return response.text.replace(person, "X"), sorted(response.headers.keys())

    assert told(foreign, whole.stranger) == told(missing, "missing")
