"""Cases for what an import asks of the graph and writes into it."""

from datetime import date
from typing import Any

from tests.contract.cases import Case

DAY, LATER = date(2026, 1, 5), date(2026, 3, 2)
LONG_AGO = date(1652, 2, 29)
PEOPLE = """CREATE (a:Person {id: 'ada', seq: 0, alias: 'x'}), (b:Person {id: 'ben', seq: 1}),
  (c:Person {id: 'cy', seq: 7}), (u:Unit {id: 'sales', name: 'Sales'}), (v:Unit {id: 'all'}),
  (u)-[:PART_OF]->(v)"""
WHO = "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
UNIT = "MATCH (u:Unit {id: 'sales'}) "
RANGE = {"low": 0, "high": 2}


def read(name: str, given: str, facts: list[dict[str, Any]], **more: Any) -> Case:
    """Ada is in the range and has *facts*; Cy, who has the same, is beyond it."""
    return Case(
        f"read/import_{name}",
        given=[PEOPLE, (given, {"day": DAY})],
        parameters=RANGE | more,
        rows=[{"person": "ada", "facts": facts}],
    )


def span(name: str, tie: str, label: str, other: str) -> list[Case]:
    """Cases of a query that makes the times of a pair exactly those given."""
    pair = {"person": "ada", "other": other}
    found = (
        f"MATCH (:Person {{id: 'ada'}})-[r:{tie}]->(o:{label}) "
        "RETURN o.id AS other, r.since AS since, r.until AS until ORDER BY since"
    )
    some = [{"since": DAY, "until": LATER}, {"since": LATER}, {}]
    made = f"CREATE (a)-[:{tie} {{since: $day}}]->(o)"
    given = (f"MATCH (a:Person {{id: 'ada'}}), (o:{label} {{id: $other}}) {made}", {"other": other})
    given[1]["day"] = DAY
    return [
        Case(
            f"write/import_{name}",
            name="new and changed",
            given=[PEOPLE, given],
            parameters={"rows": [pair | {"spans": some}]},
            rows=[{"written": 3}],
            then=[
                (
                    found,
                    [
                        {"other": other, "since": DAY, "until": LATER},
                        {"other": other, "since": LATER, "until": None},
                        {"other": other, "since": None, "until": None},
                    ],
                )
            ],
        ),
        Case(
            f"write/import_{name}",
            name="none left",
            given=[PEOPLE, given],
            parameters={"rows": [pair | {"spans": []}]},
            rows=[{"written": 0}],
            then=[(found, [])],
        ),
    ]


def node(name: str, text: str, row: dict[str, Any], found: str, then: dict[str, Any]) -> list[Case]:
    """Cases of a query that makes a node with parties, first new, then with other parties."""
    was = (WHO + UNIT + text, {})
    return [
        Case(
            f"write/import_{name}",
            name=kind,
            given=[PEOPLE, *given],
            parameters={"rows": [row]},
            rows=[{"written": 1}],
            then=[(found, [then])],
        )
        for kind, given in (("new", []), ("changed", [was]))
    ] + [
        Case(
            f"write/import_{name}_gone",
            given=[PEOPLE, was],
            # The second belongs to somebody else by now, and stays hers.
            parameters={"rows": [{"person": "cy", "id": "1"}, {"person": "ada", "id": "2"}]},
            rows=[{"removed": 1}],
            then=[(f"MATCH (n:{LABELS[name]}) RETURN n.id AS id", [{"id": "2"}])],
        )
    ]


LABELS = {
    "introductions": "Introduction",
    "promises": "Promise",
    "goals": "Goal",
    "feedback": "Feedback",
}
MOVES = {"states": ["proposed", "met"], "states_on": ["2026-01-05", ""], "states_by": ["cy", ""]}
HISTORY = {"feed": "mail", "weeks": [2922, 2924], "counts": [3, 1], "contacts": 4, "first_on": DAY}
GOAL = {"id": "1", "kind": "role", "on": DAY}
PEOPLE_OF = "MATCH (p:Person) RETURN p.id AS id, p.seq AS seq, p.name AS name ORDER BY id"
TIES = (
    "MATCH (a:Person)-[k:KNOWS]->(b:Person) RETURN a.id AS a, b.id AS b, properties(k) AS k "
    "ORDER BY a, k.feed"
)
ACTS = "MATCH (a:Person)-[e:ENDORSED]->(b:Person) RETURN a.id AS a, b.id AS b, e.kind AS kind"

CASES = [
    Case("read/import_next_seq", parameters={"id": "ledger"}, rows=[{"next_seq": 0}]),
    Case(
        "read/import_people",
        given=[PEOPLE, ("MATCH (p:Person {id: 'ben'}) SET p.joined_on = $day", {"day": LONG_AGO})],
        parameters=RANGE,
        rows=[
            {"seq": 0, "properties": {"id": "ada", "seq": 0, "alias": "x"}},
            {"seq": 1, "properties": {"id": "ben", "seq": 1, "joined_on": LONG_AGO}},
        ],
    ),
    Case(
        "read/import_known_people",
        given=[PEOPLE],
        parameters={"ids": ["cy", "nobody", "ada"]},
        rows=[{"id": "ada"}, {"id": "cy"}],
    ),
    Case(
        "read/import_known_units",
        given=[PEOPLE],
        parameters={"ids": ["sales", "ada"]},
        rows=[{"id": "sales"}],
    ),
    Case(
        "read/import_units",
        given=[PEOPLE],
        parameters={"ids": ["sales", "all", "none"]},
        rows=[
            {"id": "all", "name": "", "parent": ""},
            {"id": "sales", "name": "Sales", "parent": "all"},
        ],
    ),
    Case(
        "read/import_open_lines",
        given=[
            PEOPLE,
            (
                WHO + "CREATE (a)-[:REPORTS_TO]->(b), (a)-[:REPORTS_TO {until: $day}]->(c), "
                "(c)-[:REPORTS_TO]->(b)",
                {"day": DAY},
            ),
        ],
        parameters=RANGE,
        rows=[{"person": "ada", "manager": "ben"}],
    ),
    read(
        "knows",
        WHO + "CREATE (a)-[:KNOWS {feed: 'mail', weeks: [1, 3], counts: [2, 2], last_on: $day}]"
        "->(b), (a)-[:KNOWS {feed: 'survey'}]->(b), (c)-[:KNOWS {feed: 'mail'}]->(b)",
        [
            {
                "other": "ben",
                "properties": {"feed": "mail", "weeks": [1, 3], "counts": [2, 2], "last_on": DAY},
            }
        ],
        feeds=["mail", "project"],
    ),
    read(
        "endorsed",
        WHO + "CREATE (a)-[:ENDORSED {id: '1', kind: 'advice', on: $day}]->(b), "
        "(a)-[:ENDORSED {id: '2', kind: 'credit'}]->(b), (c)-[:ENDORSED {id: '3'}]->(b)",
        [{"other": "ben", "properties": {"id": "1", "kind": "advice", "on": DAY}}],
        kinds=["advice"],
    ),
    Case(
        "read/import_endorsed",
        name="every kind",
        given=[PEOPLE, WHO + "CREATE (b)-[:ENDORSED {id: '2', kind: 'credit'}]->(c)"],
        parameters=RANGE | {"kinds": []},
        rows=[
            {
                "person": "ben",
                "facts": [{"other": "cy", "properties": {"id": "2", "kind": "credit"}}],
            }
        ],
    ),
    read(
        "members",
        WHO + UNIT + "CREATE (a)-[:MEMBER_OF {since: $day}]->(u), (c)-[:MEMBER_OF]->(u)",
        [{"other": "sales", "properties": {"since": DAY}}],
    ),
    read(
        "lines",
        WHO + "CREATE (a)-[:REPORTS_TO {until: $day}]->(b), (c)-[:REPORTS_TO]->(b)",
        [{"other": "ben", "properties": {"until": DAY}}],
    ),
    read(
        "mentors",
        WHO + "CREATE (a)-[:MENTORS {programme: 'x'}]->(b), (c)-[:MENTORS {since: $day}]->(b)",
        [{"other": "ben", "properties": {"programme": "x"}}],
    ),
    read(
        "introductions",
        WHO + "CREATE (i:Introduction {id: '1', states_on: ['2026-01-05', '']})-[:FOR]->(a), "
        "(i)-[:TO]->(b), (i)-[:BY]->(c), (:Introduction {id: '2', day: $day})-[:FOR]->(c)",
        [
            {
                "connector": "cy",
                "introducee": "ben",
                "proposed_by": "",
                "properties": {"id": "1", "states_on": ["2026-01-05", ""]},
            }
        ],
    ),
    read(
        "promises",
        WHO + "CREATE (a)-[:MADE]->(:Promise {id: '1', due_on: $day})-[:TO]->(b), "
        "(c)-[:MADE]->(:Promise {id: '2'})-[:TO]->(b)",
        [{"other": "ben", "properties": {"id": "1", "due_on": DAY}}],
    ),
    read(
        "goals",
        WHO + UNIT + "CREATE (a)-[:AIMS_FOR]->(g:Goal {id: '1'})-[:IN]->(u), "
        "(c)-[:AIMS_FOR]->(:Goal {id: '2', on: $day})-[:DECIDED_BY]->(b)",
        [{"decided_by": "", "unit": "sales", "properties": {"id": "1"}}],
    ),
    read(
        "feedback",
        WHO + "CREATE (a)-[:GAVE]->(:Feedback {id: '1', on: $day})-[:ABOUT]->(b), "
        "(c)-[:GAVE]->(:Feedback {id: '2'})-[:ABOUT]->(b)",
        [{"other": "ben", "properties": {"id": "1", "on": DAY}}],
    ),
    Case(
        "write/import_people_new",
        given=["CREATE (:Person {id: 'ben', seq: 0})", "MATCH (l:Ledger) SET l.next_seq = 5"],
        parameters={
            "id": "ledger",
            "rows": [
                {"id": "ada", "place": 0, "properties": {"name": "Ada", "joined_on": DAY}},
                {"id": "cy", "place": 1, "properties": {"levels": [1], "levels_on": [DAY]}},
            ],
        },
        rows=[{"created": 2}],
        then=[
            (
                PEOPLE_OF,
                [
                    {"id": "ada", "seq": 5, "name": "Ada"},
                    {"id": "ben", "seq": 0, "name": None},
                    {"id": "cy", "seq": 6, "name": None},
                ],
            ),
            ("MATCH (l:Ledger) RETURN l.next_seq AS next_seq", [{"next_seq": 7}]),
            ("MATCH (p:Person {id: 'cy'}) RETURN p.levels_on AS on", [{"on": [DAY]}]),
        ],
    ),
    Case(
        "write/import_people",
        given=["CREATE (:Person {id: 'ada', seq: 3, name: 'A', title: 'x', site: 'y'})"],
        parameters={
            "rows": [{"id": "ada", "properties": {"name": "Ada", "title": None, "left_on": DAY}}]
        },
        rows=[{"updated": 1}],
        then=[
            (
                "MATCH (p:Person) RETURN properties(p) AS p",
                [{"p": {"id": "ada", "seq": 3, "name": "Ada", "site": "y", "left_on": DAY}}],
            )
        ],
    ),
    Case(
        "write/import_units",
        given=[PEOPLE],
        parameters={"rows": [{"id": "sales", "name": ""}, {"id": "new", "name": "New"}]},
        rows=[{"units": 2}],
        then=[
            (
                "MATCH (u:Unit) RETURN u.id AS id, u.name AS name ORDER BY id",
                [
                    {"id": "all", "name": None},
                    {"id": "new", "name": "New"},
                    {"id": "sales", "name": "Sales"},
                ],
            )
        ],
    ),
    Case(
        "write/import_units_parents",
        given=[PEOPLE, "CREATE (:Unit {id: 'new'})-[:PART_OF]->(:Unit {id: 'old'})"],
        parameters={
            "rows": [
                {"id": "sales", "parent": "new"},
                {"id": "new", "parent": ""},
                {"id": "old", "parent": "all"},
            ]
        },
        rows=[{"units": 3}],
        then=[
            (
                "MATCH (u:Unit)-[:PART_OF]->(v:Unit) RETURN u.id AS u, v.id AS v ORDER BY u, v",
                [{"u": "old", "v": "all"}, {"u": "sales", "v": "new"}],
            )
        ],
    ),
    *span("members", "MEMBER_OF", "Unit", "sales"),
    *span("lines", "REPORTS_TO", "Person", "ben"),
    *span("mentors", "MENTORS", "Person", "ben"),
    Case(
        "write/import_knows",
        given=[PEOPLE, WHO + "CREATE (a)-[:KNOWS {feed: 'survey', stated: 0.5, weeks: []}]->(b)"],
        parameters={
            "rows": [
                {"person": "ada", "other": "ben", "feed": "mail", "properties": HISTORY},
                {
                    "person": "ada",
                    "other": "ben",
                    "feed": "survey",
                    "properties": {"feed": "survey", "weeks": [], "counts": []},
                },
            ]
        },
        rows=[{"written": 2}],
        then=[
            (
                TIES,
                [
                    {"a": "ada", "b": "ben", "k": HISTORY},
                    {"a": "ada", "b": "ben", "k": {"feed": "survey", "weeks": [], "counts": []}},
                ],
            )
        ],
    ),
    Case(
        "write/import_knows_gone",
        given=[
            PEOPLE,
            WHO + "CREATE (a)-[:KNOWS {feed: 'mail'}]->(b), (a)-[:KNOWS {feed: 'x'}]->(b)",
        ],
        parameters={"rows": [{"person": "ada", "other": "ben", "feed": "mail"}]},
        rows=[{"removed": 1}],
        then=[(TIES, [{"a": "ada", "b": "ben", "k": {"feed": "x"}}])],
    ),
    Case(
        "write/import_endorsed",
        given=[PEOPLE, WHO + "CREATE (a)-[:ENDORSED {id: '1', kind: 'credit', topic: 'x'}]->(b)"],
        parameters={
            "rows": [
                {
                    "person": "ada",
                    "other": "ben",
                    "id": "1",
                    "properties": {"id": "1", "kind": "advocacy", "on": DAY},
                },
                {
                    "person": "cy",
                    "other": "ben",
                    "id": "2",
                    "properties": {"id": "2", "kind": "advice"},
                },
            ]
        },
        rows=[{"written": 2}],
        then=[
            (
                ACTS + ", e.topic AS topic ORDER BY e.id",
                [
                    {"a": "ada", "b": "ben", "kind": "advocacy", "topic": None},
                    {"a": "cy", "b": "ben", "kind": "advice", "topic": None},
                ],
            )
        ],
    ),
    Case(
        "write/import_endorsed_gone",
        given=[
            PEOPLE,
            WHO + "CREATE (a)-[:ENDORSED {id: '1', kind: 'credit'}]->(b), "
            "(a)-[:ENDORSED {id: '2', kind: 'advice'}]->(b)",
        ],
        parameters={
            "rows": [
                {"person": "ada", "other": "ben", "id": "1"},
                {"person": "cy", "other": "ben", "id": "2"},
            ]
        },
        rows=[{"removed": 1}],
        then=[(ACTS, [{"a": "ada", "b": "ben", "kind": "advice"}])],
    ),
    *node(
        "introductions",
        "CREATE (i:Introduction {id: '1', outcome: 'x'})-[:FOR]->(c), (i)-[:BY]->(a), "
        "(i)-[:PROPOSED_BY]->(c), (j:Introduction {id: '2'})-[:FOR]->(c)",
        {
            "id": "1",
            "person": "ada",
            "connector": "ben",
            "introducee": "cy",
            "proposed_by": "",
            "properties": {"id": "1"} | MOVES,
        },
        "MATCH (i:Introduction {id: '1'})-[r]->(p:Person) WITH i, type(r) + ' ' + p.id AS one "
        "ORDER BY one "
        "RETURN collect(one) AS who, properties(i) AS p",
        {"who": ["BY ben", "FOR ada", "TO cy"], "p": {"id": "1"} | MOVES},
    ),
    *node(
        "promises",
        "CREATE (c)-[:MADE]->(:Promise {id: '1', size: 3})-[:TO]->(a), "
        "(c)-[:MADE]->(:Promise {id: '2'})",
        {
            "id": "1",
            "person": "ada",
            "other": "ben",
            "properties": {"id": "1", "made_on": DAY} | MOVES,
        },
        "MATCH (a:Person)-[:MADE]->(n:Promise {id: '1'})-[:TO]->(b:Person) "
        "RETURN a.id AS a, b.id AS b, properties(n) AS p",
        {"a": "ada", "b": "ben", "p": {"id": "1", "made_on": DAY} | MOVES},
    ),
    *node(
        "goals",
        "CREATE (c)-[:AIMS_FOR]->(g:Goal {id: '1'})-[:IN]->(u), (g)-[:DECIDED_BY]->(c), "
        "(c)-[:AIMS_FOR]->(:Goal {id: '2'})",
        {
            "id": "1",
            "person": "ada",
            "decided_by": "ben",
            "unit": "all",
            "properties": GOAL,
        },
        "MATCH (a:Person)-[:AIMS_FOR]->(g:Goal {id: '1'})-[:DECIDED_BY]->(b:Person), "
        "(g)-[:IN]->(u:Unit) RETURN a.id AS a, b.id AS b, u.id AS u, properties(g) AS p",
        {"a": "ada", "b": "ben", "u": "all", "p": GOAL},
    ),
    *node(
        "feedback",
        "CREATE (c)-[:GAVE]->(:Feedback {id: '1', specificity: ['x']})-[:ABOUT]->(a), "
        "(c)-[:GAVE]->(:Feedback {id: '2'})",
        {
            "id": "1",
            "person": "ada",
            "other": "ben",
            "properties": {"id": "1", "on": DAY},
        },
        "MATCH (a:Person)-[:GAVE]->(n:Feedback {id: '1'})-[:ABOUT]->(b:Person) "
        "RETURN a.id AS a, b.id AS b, properties(n) AS p",
        {"a": "ada", "b": "ben", "p": {"id": "1", "on": DAY}},
    ),
]
