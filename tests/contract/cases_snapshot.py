"""Cases for what a snapshot reads out: every fact, absent properties, holes in the numbers."""

from collections.abc import Mapping
from typing import Any

from tests.contract.cases import Case

ALL = {"first": 0, "last": 100}
UNKNOWN = -2147483648
ADA = {"id": "ada", "seq": 3, "name": 'Ada "Ü"\nLovelace', "title": "engineer", "level": 4}
PEOPLE: list[str | tuple[str, Mapping[str, Any]]] = [
    (
        "CREATE (p:Person {id: $id, seq: $seq, name: $name, title: $title, level: $level, "
        "levels: [3, 4], levels_on: ['', '2026-01-05'], family: 'engineering', site: 'Wien', "
        "joined_on: date('2020-02-29'), left_on: date('2026-11-01')})",
        ADA,
    ),
    "CREATE (p:Person {id: 'ben', seq: 7})",
    "CREATE (p:Person {id: 'cy', seq: 100})",
]


def between(
    one: str, tie: str, other: str, *, label: str = "Person"
) -> tuple[str, Mapping[str, Any]]:
    """The statement that ties two that are there."""
    text = f"MATCH (a:Person {{id: $one}}), (b:{label} {{id: $other}}) CREATE (a)-[:{tie}]->(b)"
    return text, {"one": one, "other": other}


def span(tie: str) -> str:
    return tie + " {since: date('2025-01-01'), until: date('2026-01-01')}"


UNITS = [
    "CREATE (:Unit {id: 'company', name: 'All of us'})<-[:PART_OF]-(:Unit {id: 'storage'})",
    "CREATE (:Unit {id: 'apart', name: 'Apart'})",
]
INTRODUCTION = (
    "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
    "CREATE (i:Introduction {id: 'i1', states: ['proposed', 'met'], "
    "states_on: ['2026-03-01', '']})-[:FOR]->(a), (i)-[:TO]->(b), (i)-[:BY]->(c)",
    "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}) "
    "CREATE (i:Introduction {id: 'i2'})-[:FOR]->(b), (i)-[:TO]->(a)",
)
PROMISE = (
    "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}) CREATE (a)-[:MADE]->(:Promise {id: 'p1', "
    "size: 2, made_on: date('2026-03-01'), due_on: date('2026-04-01'), states: ['made', 'kept'], "
    "states_on: ['2026-03-01', '2026-03-20']})-[:TO]->(b), "
    "(b)-[:MADE]->(:Promise {id: 'p2'})-[:TO]->(a)"
)

CASES = [
    Case("snapshot/extent", name="nobody", rows=[{"largest": []}]),
    Case("snapshot/extent", name="somebody", given=PEOPLE, rows=[{"largest": [100]}]),
    Case(
        "snapshot/sizes",
        given=[
            *PEOPLE,
            between("ada", "KNOWS {feed: 'mail', weeks: [2900, 2901], counts: [1, 2]}", "ben"),
            between("ada", "KNOWS {feed: 'survey', stated: 0.5}", "ben"),
        ],
        parameters=ALL,
        rows=[{"seq": [3, 7], "ties": [2, 0], "weeks": [2, 0]}],
    ),
    Case(
        "snapshot/people",
        given=PEOPLE,
        parameters=ALL,
        rows=[
            {
                "seq": [3, 7],
                "id": ["ada", "ben"],
                "name": [ADA["name"], ""],
                "title": ["engineer", ""],
                "level": [4, UNKNOWN],
                "levels": [[3, 4], []],
                "levels_on": [["", "2026-01-05"], []],
                "family": ["engineering", ""],
                "site": ["Wien", ""],
                "joined": ["2020-02-29", ""],
                "left": ["2026-11-01", ""],
            }
        ],
    ),
    Case(
        "snapshot/people",
        name="levels dated by the type of dates",
        given=[
            "CREATE (p:Person {id: 'ada', seq: 1, levels: [3], levels_on: [date('2026-01-05')]})"
        ],
        parameters=ALL,
        rows=[
            {
                "seq": [1],
                "id": ["ada"],
                "name": [""],
                "title": [""],
                "level": [UNKNOWN],
                "levels": [[3]],
                "levels_on": [["2026-01-05"]],
                "family": [""],
                "site": [""],
                "joined": [""],
                "left": [""],
            }
        ],
    ),
    Case(
        "snapshot/units",
        given=UNITS,
        rows=[
            {
                "id": ["apart", "company", "storage"],
                "name": ["Apart", "All of us", ""],
                "parent": ["", "", "company"],
            }
        ],
    ),
    Case(
        "snapshot/memberships",
        given=[
            *PEOPLE,
            *UNITS,
            between("ada", span("MEMBER_OF"), "storage", label="Unit"),
            between("ben", "MEMBER_OF", "company", label="Unit"),
            between("cy", "MEMBER_OF", "company", label="Unit"),
        ],
        parameters=ALL,
        rows=[
            {
                "person": [3, 7],
                "unit": ["storage", "company"],
                "since": ["2025-01-01", ""],
                "until": ["2026-01-01", ""],
            }
        ],
    ),
    Case(
        "snapshot/lines",
        given=[
            *PEOPLE,
            between("ben", span("REPORTS_TO"), "ada"),
            between("ada", "REPORTS_TO", "cy"),
            between("cy", "REPORTS_TO", "ben"),
        ],
        parameters=ALL,
        rows=[
            {
                "person": [3, 7],
                "manager": [100, 3],
                "since": ["", "2025-01-01"],
                "until": ["", "2026-01-01"],
            }
        ],
    ),
    Case(
        "snapshot/knows",
        given=[
            *PEOPLE,
            between("ada", "KNOWS {feed: 'mail', weeks: [2900, 2901], counts: [1, 300]}", "cy"),
            between("ada", "KNOWS {feed: 'survey.advice', stated: 0.25}", "cy"),
            between("ada", "KNOWS {feed: 'other'}", "ben"),
            between("cy", "KNOWS {feed: 'other'}", "ben"),
        ],
        parameters=ALL,
        rows=[
            {
                "source": [3, 3, 3],
                "target": [7, 100, 100],
                "feed": ["other", "mail", "survey.advice"],
                "stated": [-1.0, -1.0, 0.25],
                "weeks": [[], [2900, 2901], []],
                "counts": [[], [1, 300], []],
            }
        ],
    ),
    Case(
        "snapshot/endorsed",
        given=[
            *PEOPLE,
            between(
                "ben",
                "ENDORSED {id: 'e1', kind: 'advocacy', on: date('2026-05-01'), "
                "confirmed_on: date('2026-05-03'), confirmed_by: 'ada'}",
                "ada",
            ),
            between(
                "cy",
                "ENDORSED {id: 'e2', kind: 'credit', on: date('2026-06-01'), confirmed_by: 'ada', "
                "topic: 'Négotiation'}",
                "ada",
            ),
            between("ada", "ENDORSED {id: 'e3', kind: 'advice'}", "ben"),
            between("ada", "ENDORSED {id: 'e4', kind: 'advice'}", "cy"),
        ],
        parameters=ALL,
        rows=[
            {
                "endorser": [7, 100, 3],
                "endorsed": [3, 3, 7],
                "kind": ["advocacy", "credit", "advice"],
                "on": ["2026-05-01", "2026-06-01", ""],
                "confirmed": ["2026-05-03", "2026-06-01", ""],
                "topic": ["", "Négotiation", ""],
            }
        ],
    ),
    Case(
        "snapshot/mentors",
        given=[
            *PEOPLE,
            between("ben", span("MENTORS"), "ada"),
            between("cy", "MENTORS", "ada"),
            between("ada", "MENTORS", "cy"),
        ],
        parameters=ALL,
        rows=[
            {
                "mentor": [7, 100],
                "mentee": [3, 3],
                "since": ["2025-01-01", ""],
                "until": ["2026-01-01", ""],
            }
        ],
    ),
    Case(
        "snapshot/introductions",
        given=[*PEOPLE, *INTRODUCTION],
        parameters=ALL,
        rows=[
            {
                "connector": [100, -1],
                "mentee": [3, 7],
                "introducee": [7, 3],
                "states": [["proposed", "met"], []],
                "states_on": [["2026-03-01", ""], []],
            }
        ],
    ),
    Case(
        "snapshot/promises",
        given=[*PEOPLE, PROMISE],
        parameters=ALL,
        rows=[
            {
                "maker": [3, 7],
                "receiver": [7, 3],
                "size": [2, 0],
                "made": ["2026-03-01", ""],
                "due": ["2026-04-01", ""],
                "states": [["made", "kept"], []],
                "states_on": [["2026-03-01", "2026-03-20"], []],
            }
        ],
    ),
    Case(
        "snapshot/goals",
        given=[
            *PEOPLE,
            "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
            "CREATE (u:Unit {id: 'sales'}), (b)-[:AIMS_FOR]->(:Goal {id: 'g2', kind: 'skill'}), "
            "(a)-[:AIMS_FOR]->(:Goal {id: 'g3', kind: 'unit', text: 'Übersee'})-[:IN]->(u), "
            "(a)-[:AIMS_FOR]->(:Goal {id: 'g1', kind: 'role', text: 'Lead', "
            "on: date('2026-05-01')})-[:DECIDED_BY]->(c)",
        ],
        parameters=ALL,
        rows=[
            {
                "person": [3, 3, 7],
                "kind": ["role", "unit", "skill"],
                "text": ["Lead", "Übersee", ""],
                "on": ["2026-05-01", "", ""],
                "unit": ["", "sales", ""],
                "decided_by": [100, -1, -1],
            }
        ],
    ),
]
