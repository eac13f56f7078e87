"""Cases for what is asked about promises and said about them."""

from datetime import date

from tests.contract.cases import Case

DAY, DUE, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 4, 6)
PEOPLE = "CREATE (:Person {id: 'ada'}), (:Person {id: 'ben'}), (:Person {id: 'cy'})"
WHO = "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
PROMISED = (
    WHO + "CREATE (a)-[:MADE]->(:Promise {id: 'r1', text: 'send it', size: 2, made_on: $day, "
    "due_on: $due, states: ['made', 'kept'], states_on: ['2026-01-05', ''], "
    "states_by: ['ada', ''], states_due: ['2026-03-02', '']})-[:TO]->(b), "
    "(c)-[:MADE]->(:Promise {id: 'r2', made_on: $day, due_on: $later, states: ['made']})"
    "-[:TO]->(b)",
    {"day": DAY, "due": DUE, "later": LATER},
)
FIRST = {
    "id": "r1",
    "maker": "ada",
    "receiver": "ben",
    "text": "send it",
    "size": 2,
    "made_on": DAY,
    "due_on": DUE,
    "states": ["made", "kept"],
    "states_on": ["2026-01-05", ""],
    "states_by": ["ada", ""],
    "states_due": ["2026-03-02", ""],
}
SECOND = {
    "id": "r2",
    "maker": "cy",
    "receiver": "ben",
    "text": "",
    "size": 0,
    "made_on": DAY,
    "due_on": LATER,
    "states": ["made"],
    "states_on": [],
    "states_by": [],
    "states_due": [],
}
NEW = {
    "id": "r3",
    "maker": "ada",
    "receiver": "cy",
    "text": "read it",
    "size": 1,
    "made_on": DAY,
    "due_on": DUE,
    "states": ["made"],
    "states_on": ["2026-01-05"],
    "states_by": ["ada"],
    "states_due": ["2026-03-02"],
}
SAID = {
    "id": "r1",
    "moves": 2,
    "by": "ben",
    "due_on": LATER,
    "states": ["made", "kept", "missed"],
    "states_on": ["2026-01-05", "", "2026-03-03"],
    "states_by": ["ada", "", "ben"],
    "states_due": ["2026-03-02", "", ""],
}
MOVES = "MATCH (r:Promise {id: 'r1'}) RETURN properties(r) AS r"
IDS = "MATCH (r:Promise) RETURN r.id AS id ORDER BY id"
BARE = {
    "id": "r1",
    "text": "send it",
    "size": 2,
    "made_on": DAY,
    "due_on": DUE,
    **{name: FIRST[name] for name in ("states", "states_on", "states_by", "states_due")},
}
IMPORTED = {"id": "r1", "text": "send them", "states": ["made"]}
IMPORT = {"rows": [{"id": "r1", "person": "ada", "other": "ben", "properties": IMPORTED}]}

CASES = [
    Case("read/promise", given=[PEOPLE, PROMISED], parameters={"id": "r1"}, rows=[FIRST]),
    Case("read/promise", rows=[], name="none", given=[PEOPLE, PROMISED], parameters={"id": "r9"}),
    Case(
        "read/promises_made", given=[PEOPLE, PROMISED], parameters={"person": "ada"}, rows=[FIRST]
    ),
    Case(
        "read/promises_received",
        given=[PEOPLE, PROMISED],
        parameters={"person": "ben"},
        rows=[FIRST, SECOND],
    ),
    Case(
        "read/promises_usual",
        given=[PEOPLE, PROMISED],
        parameters={"states": ["made", "kept", "late"]},
        rows=[{"state": "kept", "promises": 1}, {"state": "made", "promises": 2}],
    ),
    Case(
        "read/promises_old",
        given=[PEOPLE, PROMISED],
        parameters={"before": LATER},
        rows=[{"id": "r1"}],
    ),
    Case(
        "write/promises_forget",
        given=[PEOPLE, PROMISED],
        parameters={"ids": ["r1", "r2"], "before": LATER},
        rows=[{"removed": 1}],
        then=[(IDS, [{"id": "r2"}])],
    ),
    Case(
        "write/promise_make",
        given=[PEOPLE],
        parameters=NEW,
        rows=[{"written": 1}],
        then=[
            (
                "MATCH (a)-[:MADE]->(r:Promise)-[:TO]->(c) "
                "RETURN a.id AS maker, c.id AS receiver, properties(r) AS r",
                [
                    {
                        "maker": "ada",
                        "receiver": "cy",
                        "r": {
                            name: one
                            for name, one in (NEW | {"recorded_by": "ada"}).items()
                            if name not in ("maker", "receiver")
                        },
                    }
                ],
            )
        ],
    ),
    Case(
        "write/promise_move",
        given=[PEOPLE, PROMISED],
        parameters=SAID,
        rows=[{"written": 1}],
        then=[
            (
                MOVES,
                [
                    {
                        "r": BARE
                        | {"recorded_by": "ben"}
                        | {name: one for name, one in SAID.items() if name not in ("moves", "by")}
                    }
                ],
            )
        ],
    ),
    Case(
        "write/promise_move",
        name="after another",
        given=[PEOPLE, PROMISED],
        parameters=SAID | {"moves": 1},
        rows=[{"written": 0}],
        then=[(MOVES, [{"r": BARE}])],
    ),
    Case(
        "write/import_promises",
        name="spoken about here",
        given=[PEOPLE, PROMISED, "MATCH (r:Promise {id: 'r1'}) SET r.recorded_by = 'ben'"],
        parameters=IMPORT,
        rows=[{"written": 1}],
        then=[(MOVES, [{"r": BARE | {"recorded_by": "ben"}}])],
    ),
    Case(
        "write/import_promises",
        name="not spoken about here",
        given=[PEOPLE, PROMISED],
        parameters=IMPORT,
        rows=[{"written": 1}],
        then=[(MOVES, [{"r": IMPORTED}])],
    ),
]
