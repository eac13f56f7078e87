"""Cases for what is asked about goals and written into them."""

from datetime import date

from tests.contract.cases import Case

DAY, LATER = date(2026, 1, 5), date(2026, 3, 2)
PEOPLE = (
    "CREATE (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}), "
    "(u:Unit {id: 'sales'}), (v:Unit {id: 'all'})"
)
WHO = (
    "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}), "
    "(u:Unit {id: 'sales'}) "
)
LED = (
    WHO + "CREATE (a)-[:AIMS_FOR]->(g:Goal {id: 'g1', kind: 'role', text: 'Lead', on: $day, "
    "recorded_by: 'cy', shared_with: ['cy']})-[:DECIDED_BY]->(b), (g)-[:IN]->(u), "
    "(a)-[:AIMS_FOR]->(:Goal {id: 'g2', kind: 'skill'}), "
    "(c)-[:AIMS_FOR]->(:Goal {id: 'g3', kind: 'unit', text: 'Move'})",
    {"day": DAY},
)
FIRST = {
    "id": "g1",
    "kind": "role",
    "text": "Lead",
    "day": DAY,
    "recorded_by": "cy",
    "shared_with": ["cy"],
    "unit": "sales",
    "decided_by": "ben",
}
SECOND = {
    "id": "g2",
    "kind": "skill",
    "text": "",
    "day": None,
    "recorded_by": "",
    "shared_with": [],
    "unit": "",
    "decided_by": "",
}
SAID = {
    "id": "g1",
    "person": "ada",
    "kind": "unit",
    "text": "Move to everybody",
    "day": LATER,
    "recorded_by": "ada",
    "shared_with": ["cy", "ben"],
    "unit": "all",
    "decided_by": "cy",
}
GOAL = (
    "MATCH (p:Person)-[:AIMS_FOR]->(g:Goal {id: 'g1'}) OPTIONAL MATCH (g)-[:IN]->(u:Unit) "
    "OPTIONAL MATCH (g)-[:DECIDED_BY]->(d:Person) "
    "RETURN p.id AS p, properties(g) AS g, u.id AS u, d.id AS d"
)
KNOWN = "MATCH (g:Goal {id: 'g1'}) RETURN g.shared_with AS who"
IDS = "MATCH (g:Goal) RETURN g.id AS id ORDER BY id"


def made(on: date, recorded_by: str) -> dict[str, object]:
    words = {"id": "g1", "kind": "unit", "text": "Move to everybody", "on": on}
    goal = words | {"recorded_by": recorded_by, "shared_with": ["cy", "ben"]}
    return {"p": "ada", "g": goal, "u": "all", "d": "cy"}


CASES = [
    Case("read/goals", given=[PEOPLE, LED], parameters={"person": "ada"}, rows=[FIRST, SECOND]),
    Case("read/goals", name="none", given=[PEOPLE], parameters={"person": "ada"}, rows=[]),
    Case(
        "read/goal", given=[PEOPLE, LED], parameters={"id": "g1"}, rows=[FIRST | {"person": "ada"}]
    ),
    Case("read/goal", name="none", given=[PEOPLE, LED], parameters={"id": "g9"}, rows=[]),
    Case(
        "write/goal_set",
        name="new",
        given=[PEOPLE],
        parameters=SAID,
        rows=[{"written": 1}],
        then=[(GOAL, [made(LATER, "ada")])],
    ),
    Case(
        "write/goal_set",
        name="changed",
        given=[PEOPLE, LED],
        parameters=SAID,
        rows=[{"written": 1}],
        then=[(GOAL, [made(DAY, "cy")])],
    ),
    Case(
        "write/goal_set",
        name="without unit and decider",
        given=[PEOPLE, LED],
        parameters=SAID | {"unit": "", "decided_by": "", "shared_with": []},
        rows=[{"written": 1}],
        then=[
            (
                "MATCH (g:Goal {id: 'g1'}) OPTIONAL MATCH (g)-[r]->() "
                "RETURN count(r) AS ties, g.shared_with AS who",
                [{"ties": 0, "who": []}],
            )
        ],
    ),
    Case(
        "write/goal_drop",
        given=[PEOPLE, LED],
        parameters={"id": "g1", "person": "ada"},
        rows=[{"removed": 1}],
        then=[(IDS, [{"id": "g2"}, {"id": "g3"}])],
    ),
    Case(
        "write/goal_drop",
        name="of somebody else",
        given=[PEOPLE, LED],
        parameters={"id": "g3", "person": "ada"},
        rows=[{"removed": 0}],
        then=[(IDS, [{"id": "g1"}, {"id": "g2"}, {"id": "g3"}])],
    ),
    Case(
        "write/goal_share",
        given=[PEOPLE, LED],
        parameters={"id": "g1", "person": "ada", "known_to": "ben"},
        rows=[{"goals": 1}],
        then=[(KNOWN, [{"who": ["cy", "ben"]}])],
    ),
    Case(
        "write/goal_share",
        name="the first",
        given=[PEOPLE, LED],
        parameters={"id": "g2", "person": "ada", "known_to": "ben"},
        rows=[{"goals": 1}],
        then=[("MATCH (g:Goal {id: 'g2'}) RETURN g.shared_with AS who", [{"who": ["ben"]}])],
    ),
    Case(
        "write/goal_unshare",
        given=[PEOPLE, LED],
        parameters={"id": "g1", "person": "ada", "known_to": "cy"},
        rows=[{"goals": 1}],
        then=[(KNOWN, [{"who": []}])],
    ),
    Case(
        "write/goal_unshare",
        name="of somebody else",
        given=[PEOPLE, LED],
        parameters={"id": "g1", "person": "ben", "known_to": "cy"},
        rows=[{"goals": 0}],
        then=[(KNOWN, [{"who": ["cy"]}])],
    ),
    Case(
        "write/import_goals",
        name="kept who knows it",
        given=[PEOPLE, LED],
        parameters={
            "rows": [
                {
                    "id": "g1",
                    "person": "ada",
                    "unit": "",
                    "decided_by": "",
                    "properties": {"id": "g1", "kind": "unit", "text": "Move"},
                }
            ]
        },
        rows=[{"written": 1}],
        then=[
            (
                "MATCH (g:Goal {id: 'g1'}) RETURN properties(g) AS g",
                [
                    {
                        "g": {
                            "id": "g1",
                            "kind": "unit",
                            "text": "Move",
                            "recorded_by": "cy",
                            "shared_with": ["cy"],
                        }
                    }
                ],
            )
        ],
    ),
]
