"""Cases for what is asked about endorsements and written into them."""

from datetime import date

from tests.contract.cases import Case

DAY, LATER = date(2026, 1, 5), date(2026, 3, 2)
PEOPLE = "CREATE (:Person {id: 'ada'}), (:Person {id: 'ben'}), (:Person {id: 'cy'})"
WHO = "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
ACTS = (
    WHO + "CREATE (a)-[:ENDORSED {id: 'e1', kind: 'credit', on: $day, topic: 'launch', "
    "text: 'In the review', recorded_by: 'ben'}]->(b), "
    "(a)-[:ENDORSED {id: 'e2', kind: 'advice', confirmed_by: 'hr'}]->(c), "
    "(c)-[:ENDORSED {id: 'e3', kind: 'advocacy', on: $day, confirmed_on: $later}]->(b)",
    {"day": DAY, "later": LATER},
)
FIRST = {
    "id": "e1",
    "endorser": "ada",
    "endorsed": "ben",
    "kind": "credit",
    "day": DAY,
    "topic": "launch",
    "text": "In the review",
    "recorded_by": "ben",
    "confirmed": False,
    "confirmed_on": None,
    "confirmed_by": "",
}
BARE = {"topic": "", "text": "", "recorded_by": ""}
SECOND = BARE | {
    "id": "e2",
    "endorser": "ada",
    "endorsed": "cy",
    "kind": "advice",
    "day": None,
    "confirmed": True,
    "confirmed_on": None,
    "confirmed_by": "hr",
}
THIRD = BARE | {
    "id": "e3",
    "endorser": "cy",
    "endorsed": "ben",
    "kind": "advocacy",
    "day": DAY,
    "confirmed": True,
    "confirmed_on": LATER,
    "confirmed_by": "",
}
SAID = {
    "id": "e4",
    "endorser": "ada",
    "endorsed": "ben",
    "kind": "credit",
    "day": DAY,
    "topic": "",
    "text": "In the review",
    "recorded_by": "ada",
}
PAIR = {"id": "e1", "endorser": "ada", "endorsed": "ben"}
HELD = (
    "MATCH (a:Person)-[e:ENDORSED]->(b:Person) "
    "RETURN a.id AS a, b.id AS b, properties(e) AS e ORDER BY e.id"
)


def confirmed_of(id: str) -> str:
    return (
        f"MATCH ()-[e:ENDORSED {{id: '{id}'}}]->() RETURN e.confirmed_on AS day, "
        "e.confirmed_by AS who, e.confirmed_here AS here, e.recorded_by AS recorded_by"
    )


IDS = "MATCH ()-[e:ENDORSED]->() RETURN e.id AS id ORDER BY id"
KEPT = (
    WHO + "CREATE (a)-[:ENDORSED {id: 'e1', kind: 'credit', on: $day, recorded_by: 'ada', "
    "confirmed_on: $later, confirmed_by: 'ben', confirmed_here: true}]->(b)",
    {"day": DAY, "later": LATER},
)


def imported(**more: object) -> dict[str, object]:
    words = {"id": "e1", "kind": "advocacy", "on": DAY} | more
    return {"rows": [{"person": "ada", "other": "ben", "id": "e1", "properties": words}]}


CASES = [
    Case("read/endorsement", given=[PEOPLE, ACTS], parameters={"id": "e1"}, rows=[FIRST]),
    Case(
        "read/endorsement",
        name="confirmed by somebody outside",
        given=[PEOPLE, ACTS],
        parameters={"id": "e2"},
        rows=[SECOND],
    ),
    Case("read/endorsement", name="none", given=[PEOPLE], parameters={"id": "e9"}, rows=[]),
    Case(
        "read/endorsements_given",
        given=[PEOPLE, ACTS],
        parameters={"person": "ada"},
        rows=[FIRST, SECOND],
    ),
    Case(
        "read/endorsements_received",
        given=[PEOPLE, ACTS],
        parameters={"person": "ben"},
        rows=[FIRST, THIRD],
    ),
    Case(
        "write/endorsement_record",
        given=[PEOPLE],
        parameters=SAID,
        rows=[{"recorded": 1}],
        then=[
            (
                HELD,
                [
                    {
                        "a": "ada",
                        "b": "ben",
                        "e": {
                            "id": "e4",
                            "kind": "credit",
                            "on": DAY,
                            "topic": "",
                            "text": "In the review",
                            "recorded_by": "ada",
                        },
                    }
                ],
            )
        ],
    ),
    Case(
        "write/endorsement_record",
        name="again",
        given=[PEOPLE, ACTS],
        parameters=SAID | {"id": "e1", "kind": "advice", "recorded_by": "ada"},
        rows=[{"recorded": 1}],
        then=[
            (
                "MATCH ()-[e:ENDORSED {id: 'e1'}]->() RETURN e.kind AS kind, e.recorded_by AS by",
                [{"kind": "credit", "by": "ben"}],
            )
        ],
    ),
    Case(
        "write/endorsement_record",
        name="of nobody",
        given=[PEOPLE],
        parameters=SAID | {"endorsed": "nobody"},
        rows=[{"recorded": 0}],
        then=[(IDS, [])],
    ),
    Case(
        "write/endorsement_confirm",
        given=[PEOPLE, ACTS],
        parameters=PAIR | {"day": LATER, "confirmed_by": "ada"},
        rows=[{"confirmed": 1}],
        then=[
            (
                confirmed_of("e1"),
                [{"day": LATER, "who": "ada", "here": True, "recorded_by": "ben"}],
            )
        ],
    ),
    Case(
        "write/endorsement_confirm",
        name="again",
        given=[PEOPLE, ACTS],
        parameters={
            "id": "e3",
            "endorser": "cy",
            "endorsed": "ben",
            "day": date(2026, 4, 1),
            "confirmed_by": "ben",
        },
        rows=[{"confirmed": 0}],
        then=[
            (confirmed_of("e3"), [{"day": LATER, "who": None, "here": None, "recorded_by": None}])
        ],
    ),
    Case(
        "write/endorsement_withdraw",
        given=[PEOPLE, ACTS],
        parameters=PAIR | {"recorded_by": "ben"},
        rows=[{"withdrawn": 1}],
        then=[(IDS, [{"id": "e2"}, {"id": "e3"}])],
    ),
    Case(
        "write/endorsement_withdraw",
        name="of somebody else",
        given=[PEOPLE, ACTS],
        parameters=PAIR | {"recorded_by": "ada"},
        rows=[{"withdrawn": 0}],
        then=[(IDS, [{"id": "e1"}, {"id": "e2"}, {"id": "e3"}])],
    ),
    Case(
        "write/endorsement_withdraw",
        name="confirmed",
        given=[PEOPLE, KEPT],
        parameters=PAIR | {"recorded_by": "ada"},
        rows=[{"withdrawn": 0}],
        then=[(IDS, [{"id": "e1"}])],
    ),
    Case(
        "write/import_endorsed",
        name="kept who recorded and confirmed it",
        given=[PEOPLE, KEPT],
        parameters=imported(),
        rows=[{"written": 1}],
        then=[
            (
                confirmed_of("e1"),
                [{"day": LATER, "who": "ben", "here": True, "recorded_by": "ada"}],
            )
        ],
    ),
    Case(
        "write/import_endorsed",
        name="confirmed by the file",
        given=[PEOPLE, KEPT],
        parameters=imported(confirmed_on=DAY),
        rows=[{"written": 1}],
        then=[
            (confirmed_of("e1"), [{"day": DAY, "who": None, "here": None, "recorded_by": "ada"}])
        ],
    ),
]
