"""Cases for what is recorded between a mentor and a mentee."""

from datetime import date

from tests.contract.cases import Case

DAY = date(2026, 1, 5)
GIVEN = (
    "CREATE (a:Person {id: 'ada'}), (m:Person {id: 'mia'}), (c:Person {id: 'cy'}), "
    "(m)-[:GAVE]->(:Feedback {id: 'f1', on: $day})-[:ABOUT]->(a), "
    "(m)-[:GAVE]->(:Feedback {id: 'f2'})-[:ABOUT]->(c), "
    "(i:Introduction {id: 'i1', states: ['proposed', 'introducee_agreed'], "
    "states_on: ['2026-01-05', '2026-01-07']})-[:FOR]->(a), (i)-[:BY]->(m), "
    "(i)-[:PROPOSED_BY]->(m), (i)-[:TO]->(c), "
    "(j:Introduction {id: 'i2'})-[:FOR]->(a), (j)-[:BY]->(c), (j)-[:PROPOSED_BY]->(m), "
    "(k:Introduction {id: 'i3'})-[:FOR]->(a), (k)-[:BY]->(c)",
    {"day": DAY},
)
PAIR = {"mentor": "mia", "mentee": "ada"}
CASES = [
    Case("read/steps_feedback", given=[GIVEN], parameters=PAIR, rows=[{"day": DAY}]),
    Case(
        "read/steps_introductions",
        given=[GIVEN],
        parameters=PAIR,
        rows=[
            {
                "id": "i1",
                "states": ["proposed", "introducee_agreed"],
                "states_on": ["2026-01-05", "2026-01-07"],
            },
            {"id": "i2", "states": [], "states_on": []},
        ],
    ),
]
