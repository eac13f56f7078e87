"""Cases for introductions that are under way: read, proposed, moved."""

from datetime import date

from tests.contract.cases import Case

PEOPLE = "UNWIND ['ada', 'con', 'ivy', 'mia'] AS id CREATE (:Person {id: id})"
WHO = (
    "MATCH (a:Person {id: 'ada'}), (c:Person {id: 'con'}), (i:Person {id: 'ivy'}), "
    "(m:Person {id: 'mia'}) "
)
FIRST = (
    WHO + "CREATE (x:Introduction {id: 'i1', recorded_by: 'mia', states: ['proposed'], "
    "states_on: ['2026-11-02'], states_by: ['mia']}), (x)-[:FOR]->(a), (x)-[:TO]->(i), "
    "(x)-[:BY]->(c), (x)-[:PROPOSED_BY]->(m)"
)
SECOND = (
    WHO + "CREATE (x:Introduction {id: 'i2', recorded_by: 'subject:lea', outcome: 'well', "
    "states: ['proposed', 'met'], states_on: ['2026-10-05', '2026-10-06'], "
    "states_by: ['subject:lea', 'con']}), (x)-[:FOR]->(c), (x)-[:TO]->(i)"
)
I1 = {
    "id": "i1",
    "mentee": "ada",
    "introducee": "ivy",
    "connector": "con",
    "proposer": "mia",
    "recorded_by": "mia",
    "states": ["proposed"],
    "states_on": ["2026-11-02"],
    "states_by": ["mia"],
    "outcome": "",
}
I2 = {
    "id": "i2",
    "mentee": "con",
    "introducee": "ivy",
    "connector": "",
    "proposer": "",
    "recorded_by": "subject:lea",
    "states": ["proposed", "met"],
    "states_on": ["2026-10-05", "2026-10-06"],
    "states_by": ["subject:lea", "con"],
    "outcome": "well",
}
NEW = {name: one for name, one in I1.items() if name != "outcome"}
NEW |= {"connector_named": 0, "introducee_named": 0}
IDS = "MATCH (x:Introduction) RETURN x.id AS id ORDER BY id"
AS_MADE = (
    "MATCH (x:Introduction {id: 'i1'})-[r]->(p:Person) "
    "RETURN type(r) AS r, p.id AS p, properties(x) AS x ORDER BY r"
)
PROPERTIES = {
    "id": "i1",
    "recorded_by": "mia",
    "states": ["proposed"],
    "states_on": ["2026-11-02"],
    "states_by": ["mia"],
}
MOVE = {
    "id": "i1",
    "moves": 1,
    "state": "mentee_agreed",
    "day": "2026-11-03",
    "by": "ada",
    "outcome": "",
}
MOVES = (
    "MATCH (x:Introduction {id: 'i1'}) RETURN x.states AS s, x.states_on AS d, x.states_by AS b, "
    "coalesce(x.outcome, '') AS o"
)
TIE = {
    "id": "i2",
    "moves": 2,
    "by": "con",
    "feed": "other.introduction",
    "week": 2961,
    "first_on": date(2026, 10, 5),
    "last_on": date(2026, 10, 11),
}
TIES = (
    "MATCH (a:Person)-[t:KNOWS]->(b:Person) "
    "RETURN a.id AS a, b.id AS b, properties(t) AS t ORDER BY a"
)


def tie(one: str, other: str, weeks: list[int], first: date) -> dict[str, object]:
    told = {
        "feed": "other.introduction",
        "weeks": weeks,
        "counts": [1] * len(weeks),
        "contacts": len(weeks),
        "first_on": first,
        "last_on": date(2026, 10, 11),
    }
    return {"a": one, "b": other, "t": told}


def both(weeks: list[int], first: date) -> list[dict[str, object]]:
    return [tie("con", "ivy", weeks, first), tie("ivy", "con", weeks, first)]


EARLIER = (
    WHO + "CREATE (c)-[:KNOWS {feed: 'other.introduction', weeks: [2960], counts: [1], "
    "contacts: 1, first_on: $first, last_on: $last}]->(i), "
    "(i)-[:KNOWS {feed: 'other.introduction', weeks: [2960], counts: [1], "
    "contacts: 1, first_on: $first, last_on: $last}]->(c)",
    {"first": date(2026, 9, 28), "last": date(2026, 10, 4)},
)

CASES = [
    Case("read/introduction", given=[PEOPLE, FIRST], parameters={"id": "i1"}, rows=[I1]),
    Case(
        "read/introduction",
        name="without connector and proposer",
        given=[PEOPLE, SECOND],
        parameters={"id": "i2"},
        rows=[I2],
    ),
    Case("read/introduction", name="none", given=[PEOPLE], parameters={"id": "i1"}, rows=[]),
    Case(
        "read/introductions_of",
        name="several parts",
        given=[PEOPLE, FIRST, SECOND],
        parameters={"person": "con"},
        rows=[I1, I2],
    ),
    Case(
        "read/introductions_of",
        name="the proposer's",
        given=[PEOPLE, FIRST, SECOND],
        parameters={"person": "mia"},
        rows=[I1],
    ),
    Case(
        "read/introductions_recorded",
        given=[PEOPLE, FIRST, SECOND],
        parameters={"recorded_by": "subject:lea"},
        rows=[I2],
    ),
    Case(
        "read/introductions_silent",
        given=[PEOPLE, FIRST, SECOND],
        parameters={"final": ["met"], "before": "2026-11-03"},
        rows=[I1],
    ),
    Case(
        "read/introductions_silent",
        name="none so long",
        given=[PEOPLE, FIRST, SECOND],
        parameters={"final": ["met"], "before": "2026-11-02"},
        rows=[],
    ),
    Case(
        "write/introduction_proposed",
        given=[PEOPLE],
        parameters=NEW,
        rows=[{"written": 1}],
        then=[
            (
                AS_MADE,
                [
                    {"r": "BY", "p": "con", "x": PROPERTIES},
                    {"r": "FOR", "p": "ada", "x": PROPERTIES},
                    {"r": "PROPOSED_BY", "p": "mia", "x": PROPERTIES},
                    {"r": "TO", "p": "ivy", "x": PROPERTIES},
                ],
            )
        ],
    ),
    Case(
        "write/introduction_proposed",
        name="by nobody among the people",
        given=[PEOPLE],
        parameters=NEW | {"proposer": ""},
        rows=[{"written": 1}],
        then=[("MATCH (:Introduction)-[r]->() RETURN count(r) AS n", [{"n": 3}])],
    ),
    Case(
        "write/introduction_proposed",
        name="another came between",
        given=[PEOPLE, SECOND],
        parameters=NEW,
        rows=[{"written": 0}],
        then=[(IDS, [{"id": "i2"}])],
    ),
    Case(
        "write/introduction_proposed",
        name="beside another",
        given=[PEOPLE, SECOND],
        parameters=NEW | {"introducee_named": 1},
        rows=[{"written": 1}],
        then=[(IDS, [{"id": "i1"}, {"id": "i2"}])],
    ),
    Case(
        "write/introduction_moved",
        given=[PEOPLE, FIRST],
        parameters=MOVE,
        rows=[{"moved": 1}],
        then=[
            (
                MOVES,
                [
                    {
                        "s": ["proposed", "mentee_agreed"],
                        "d": ["2026-11-02", "2026-11-03"],
                        "b": ["mia", "ada"],
                        "o": "",
                    }
                ],
            )
        ],
    ),
    Case(
        "write/introduction_moved",
        name="too late",
        given=[PEOPLE, FIRST],
        parameters=MOVE | {"moves": 2, "outcome": "well"},
        rows=[{"moved": 0}],
        then=[(MOVES, [{"s": ["proposed"], "d": ["2026-11-02"], "b": ["mia"], "o": ""}])],
    ),
    Case(
        "write/introduction_tie",
        given=[PEOPLE, SECOND],
        parameters=TIE,
        rows=[{"ties": 2}],
        then=[(TIES, both([2961], date(2026, 10, 5)))],
    ),
    Case(
        "write/introduction_tie",
        name="after an earlier one",
        given=[PEOPLE, SECOND, EARLIER],
        parameters=TIE,
        rows=[{"ties": 2}],
        then=[(TIES, both([2960, 2961], date(2026, 9, 28)))],
    ),
    Case(
        "write/introduction_tie",
        name="not met",
        given=[PEOPLE, FIRST],
        parameters=TIE | {"id": "i1", "moves": 1, "by": "mia"},
        rows=[{"ties": 0}],
        then=[(TIES, [])],
    ),
]
