"""Cases for what is asked about feedback."""

from datetime import date

from tests.contract.cases import Case

DAY = date(2026, 1, 5)
GIVEN = (
    "CREATE (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), "
    "(a)-[:GAVE]->(:Feedback {id: 'f2', on: $day, specificity: '{}'})-[:ABOUT]->(b), "
    "(a)-[:GAVE]->(:Feedback {id: 'f1'})-[:ABOUT]->(b), "
    "(b)-[:GAVE]->(:Feedback {id: 'f3'})-[:ABOUT]->(a)",
    {"day": DAY},
)
CASES = [
    Case(
        "read/feedback_given",
        given=[GIVEN],
        parameters={"person": "ada"},
        rows=[
            {"id": "f1", "about": "ben", "day": None, "specificity": ""},
            {"id": "f2", "about": "ben", "day": DAY, "specificity": "{}"},
        ],
    ),
    Case("read/feedback_given", name="none", given=[GIVEN], parameters={"person": "cy"}, rows=[]),
]
