"""Cases for the examples: what an analyst may copy, with the records it gives on both engines.

``tests/security/test_query_door.py`` asks each of them again through the analyst's own door.
"""

from tests.contract.cases import Case

SINCE = {"since": "2026-01-01"}
ACTS = """
CREATE (a:Person {id: 'ada', alias: '~a', level: 3}), (b:Person {id: 'ben', alias: '~b', level: 4}),
  (c:Person {id: 'cy', alias: '~c', level: 3}), (d:Person {id: 'dot', alias: '~d'}),
  (gone:Person {id: 'eve', alias: '~e', level: 3, left_on: date('2026-02-01')}),
  (b)-[:ENDORSED {id: '1', kind: 'advocacy', on: date('2026-01-01'),
    confirmed_on: date('2026-01-09')}]->(a),
  (b)-[:ENDORSED {id: '2', kind: 'opportunity', on: date('2026-03-31'),
    confirmed_on: date('2026-04-01')}]->(a),
  (b)-[:ENDORSED {id: '3', kind: 'advocacy', on: date('2025-12-31'),
    confirmed_on: date('2026-01-09')}]->(c),
  (a)-[:ENDORSED {id: '4', kind: 'credit', on: date('2026-03-05'),
    confirmed_on: date('2026-03-06')}]->(c),
  (a)-[:ENDORSED {id: '5', kind: 'credit', on: date('2026-03-07')}]->(c),
  (a)-[:ENDORSED {id: '6', kind: 'opportunity', on: date('2026-03-07')}]->(c),
  (c)-[:ENDORSED {id: '7', kind: 'opportunity', on: date('2026-05-01'),
    confirmed_on: date('2026-05-02')}]->(d),
  (b)-[:ENDORSED {id: '8', kind: 'advocacy', on: date('2026-01-02'),
    confirmed_on: date('2026-01-03')}]->(gone)
"""
CONTACTS = """
CREATE (a:Person {id: 'ada', family: 'Engineering', site: 'Kassel'}),
  (b:Person {id: 'ben', family: 'Engineering', site: 'Kassel'}),
  (c:Person {id: 'cy', family: 'Engineering', site: 'Lyon'}), (d:Person {id: 'dot'}),
  (e:Person {id: 'eve', family: 'Engineering', site: 'Lyon', left_on: date('2026-11-01')}),
  (a)-[:KNOWS {feed: 'mail', last_on: date('2026-10-01')}]->(b),
  (b)-[:KNOWS {feed: 'mail', last_on: date('2026-10-20')}]->(a),
  (d)-[:KNOWS {feed: 'mail', last_on: date('2026-09-30')}]->(a),
  (d)-[:KNOWS {feed: 'survey', stated: 1.0}]->(c)
"""
# Two ways from 0 to 4: over 1, 2, 3 and, shorter, over 5. From 4 it goes on to 10; 11 is apart.
WAYS = """
UNWIND range(0, 11) AS n
CREATE (:Person {id: 'p' + toString(n), alias: '~' + toString(n), level: n})
WITH collect(n) AS all
MATCH (a:Person), (b:Person)
WHERE b.level = a.level + 1 AND b.level <= 10 AND NOT (a.level IN [4, 5] AND b.level IN [5, 6])
  OR a.level = 0 AND b.level = 5 OR a.level = 4 AND b.level IN [5, 6]
CREATE (a)-[:KNOWS {feed: 'mail'}]->(b)
"""

CASES = [
    Case(
        "examples/endorsements_by_month",
        given=[ACTS],
        parameters=SINCE,
        rows=[
            {"year": 2026, "month": month, "endorser": giver, "endorsed": receiver, "kind": kind}
            | {"acts": acts}
            for month, giver, receiver, kind, acts in [
                (1, "~b", "~a", "advocacy", 1),
                (1, "~b", "~e", "advocacy", 1),
                (3, "~a", "~c", "credit", 2),
                (3, "~a", "~c", "opportunity", 1),
                (3, "~b", "~a", "opportunity", 1),
                (5, "~c", "~d", "opportunity", 1),
            ]
        ],
    ),
    Case(
        "examples/people_without_recent_contact",
        given=[CONTACTS],
        parameters={"since": "2026-10-01"},
        rows=[
            {"family": "Engineering", "site": "Lyon", "people": 1, "without_contact": 1},
            {"family": None, "site": None, "people": 1, "without_contact": 1},
            {"family": "Engineering", "site": "Kassel", "people": 2, "without_contact": 0},
        ],
    ),
    Case(
        "examples/sponsors_by_level",
        given=[ACTS],
        parameters=SINCE,
        rows=[
            {"level": 3, "people": 2, "with_sponsor": 1},
            {"level": 4, "people": 1, "with_sponsor": 0},
            {"level": None, "people": 1, "with_sponsor": 1},
        ],
    ),
    Case(
        "examples/steps_between",
        given=[WAYS],
        parameters={"asker": "~0", "door": "~4"},
        rows=[{"steps": 2, "levels": [0, 5, 4]}],
    ),
    Case(
        "examples/steps_between",
        given=[WAYS],
        parameters={"asker": "~9", "door": "~0"},
        rows=[{"steps": 6, "levels": [9, 8, 7, 6, 4, 5, 0]}],
        name="against the direction of the ties",
    ),
    Case(
        "examples/steps_between",
        given=[WAYS],
        parameters={"asker": "~10", "door": "~0"},
        rows=[],
        name="seven steps are too many",
    ),
    Case(
        "examples/steps_between",
        given=[WAYS],
        parameters={"asker": "~0", "door": "~11"},
        rows=[],
        name="nobody in between",
    ),
]
