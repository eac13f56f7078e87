"""Does a server give the rows Neo4j gives? 77 statements with their rows, 5 rules about sessions.

    python statements.py bolt://127.0.0.1:7687 USER PASSWORD [DATABASE]

Needs only the 'neo4j' driver.  THE DATABASE IS EMPTIED before every statement.  Prints one line a statement ('pass',
'wrong' = other rows, 'fail' = an error), the number that passed, the ids that did not, then the five session rules.
Neo4j 5.26.30 passes all 77 and keeps all five rules.  Use a fresh database: an engine that goes on listing labels and
relationship types which are no longer in use misses R42, and R43 too when the database has held other data before.
The exit status is always 0: compare the printed list of misses with the one you expect.

The fixture is a small graph that exercises the language; it is not the schema of the product.

An entry is a dict:
  id, group, text, params   what to run
  rows      expected rows (None = only 'must not fail'); values are normalised
            by norm(): temporal values to ISO text, floats to 6 digits
  ordered   compare in order (default False: as a multiset)
  error     True when the statement must be refused
  before    statements run first on the fresh fixture
  check     (text, rows) run afterwards, for writes
  auto      True when the statement needs an implicit (auto-commit) transaction
  min       the first Neo4j version that has the syntax, if later than 5.0

PORTABLE holds, for statements that some engine misses, text that is valid Neo4j 5 too and accepted by more engines.
"""

# Tables of statements: a line each reads better than our usual width.
# ruff: noqa
# fmt: off
import os
import sys

PEOPLE = [
    ("p1", "Ada",  "Director", 6, "Platform", "Berlin", "f", "2015-03-01"),
    ("p2", "Ben",  "Manager",  5, "Platform", "Berlin", "m", "2016-06-15"),
    ("p3", "Cleo", "Senior",   4, "Data",     "London", "f", "2018-01-10"),
    ("p4", "Dev",  "Senior",   4, "Data",     "London", "m", "2019-09-01"),
    ("p5", "Eve",  "Engineer", 3, "Platform", "Berlin", "f", "2021-02-20"),
    ("p6", "Finn", "Engineer", 3, "Data",     "Paris",  "m", "2022-05-05"),
    ("p7", "Gia",  "Junior",   2, "Data",     "Paris",  "f", "2023-11-11"),
    ("p8", "Hal",  "Junior",   2, "Ops",      None,     "x", "2024-01-31"),
]
SKILLS = ["SQL", "Go", "Python"]
REPORTS = [("p2", "p1"), ("p3", "p1"), ("p4", "p3"), ("p5", "p2"), ("p6", "p4"), ("p7", "p4"), ("p8", "p2")]
MENTORS = [("p1", "p5", "2021-03-01", "active"), ("p3", "p7", "2023-12-01", "active"),
           ("p2", "p8", "2024-02-01", "paused"), ("p4", "p6", "2022-06-01", "ended")]
SPONSORS = [("p1", "p3", "2018-06-01", 0.9), ("p2", "p5", "2022-01-01", 0.4)]
ENDORSES = [("p3", "p4", "SQL", "2024-05-01T10:00:00Z", "great with SQL", 1.0),
            ("p5", "p4", "SQL", "2024-06-01T09:30:00Z", "fast reviews", 0.5),
            ("p1", "p5", "Go", "2024-02-29T08:00:00Z", "solid Go", 0.75),
            ("p6", "p5", "Go", "2023-12-31T23:59:59Z", "helpful", 0.25)]
KNOWS = [("p1", "p2", 0.9, "2024-05-01"), ("p2", "p5", 0.8, "2024-04-01"), ("p5", "p6", 0.3, "2023-01-01"),
         ("p6", "p7", 0.6, "2024-03-03"), ("p3", "p4", 0.7, "2024-05-05"), ("p4", "p6", 0.5, "2022-02-02"),
         ("p1", "p3", 0.9, "2024-05-20"), ("p8", "p2", 0.2, "2024-02-02")]
INTROS = [("i1", "proposed", "both know SQL", "2024-05-10T12:00:00Z", "p1", "p5", "p3"),
          ("i2", "accepted", "new joiner", "2024-02-10T12:00:00Z", "p2", "p8", "p4")]


def _d(keys, rows):
    return [dict(zip(keys, r)) for r in rows]


FIXTURE = [
    ("""UNWIND $rows AS r CREATE (:Person {id: r.id, name: r.name, title: r.title, level: r.level,
        team: r.team, site: r.site, gender: r.gender, joined: date(r.joined)})""",
     {"rows": _d("id name title level team site gender joined".split(), PEOPLE)}),
    ("UNWIND $names AS n CREATE (:Skill {name: n})", {"names": SKILLS}),
    ("""UNWIND $rows AS r MATCH (a:Person {id: r.a}), (b:Person {id: r.b})
        CREATE (a)-[:REPORTS_TO]->(b)""", {"rows": _d(["a", "b"], REPORTS)}),
    ("""UNWIND $rows AS r MATCH (a:Person {id: r.a}), (b:Person {id: r.b})
        CREATE (a)-[:MENTORS {since: date(r.since), status: r.status}]->(b)""",
     {"rows": _d(["a", "b", "since", "status"], MENTORS)}),
    ("""UNWIND $rows AS r MATCH (a:Person {id: r.a}), (b:Person {id: r.b})
        CREATE (a)-[:SPONSORS {since: date(r.since), strength: r.strength}]->(b)""",
     {"rows": _d(["a", "b", "since", "strength"], SPONSORS)}),
    ("""UNWIND $rows AS r MATCH (a:Person {id: r.a}), (b:Person {id: r.b})
        CREATE (a)-[:ENDORSES {topic: r.topic, at: datetime(r.at), text: r.text, weight: r.weight}]->(b)""",
     {"rows": _d(["a", "b", "topic", "at", "text", "weight"], ENDORSES)}),
    ("""UNWIND $rows AS r MATCH (a:Person {id: r.a}), (b:Person {id: r.b})
        CREATE (a)-[:KNOWS {strength: r.strength, last_contact: date(r.last)}]->(b)""",
     {"rows": _d(["a", "b", "strength", "last"], KNOWS)}),
    ("""UNWIND $rows AS r MATCH (x:Person {id: r.by}), (y:Person {id: r.of}), (z:Person {id: r.to})
        CREATE (i:Introduction {id: r.id, status: r.status, reason: r.reason, at: datetime(r.at)})
        CREATE (i)-[:BY]->(x) CREATE (i)-[:OF]->(y) CREATE (i)-[:TO]->(z)""",
     {"rows": _d(["id", "status", "reason", "at", "by", "of", "to"], INTROS)}),
]

C = []


def q(id, group, text, rows=None, params=None, **kw):
    C.append(dict(id=id, group=group, text=" ".join(text.split()), params=params or {}, rows=rows, **kw))


UNIQ = "CREATE CONSTRAINT person_id IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE"

# ---- schema -----------------------------------------------------------------------------------
q("S01", "schema", UNIQ, auto=True)
q("S02", "schema", "CREATE INDEX person_team IF NOT EXISTS FOR (p:Person) ON (p.team)", auto=True)
q("S03", "schema", "CREATE (:Person {id: 'p1', name: 'Twin'})", before=[UNIQ], error=True)
q("S04", "schema", "CREATE INDEX knows_strength IF NOT EXISTS FOR ()-[k:KNOWS]-() ON (k.strength)", auto=True)
q("S05", "schema", "SHOW INDEXES YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties",
  before=["CREATE INDEX person_team IF NOT EXISTS FOR (p:Person) ON (p.team)"], auto=True, contains="person_team")
q("S06", "schema", "SHOW CONSTRAINTS YIELD name, type RETURN name, type", before=[UNIQ], auto=True, contains="person_id")
q("S07", "schema", "CREATE FULLTEXT INDEX people_text IF NOT EXISTS FOR (p:Person) ON EACH [p.name, p.title]", auto=True)
q("S08", "schema", "CALL db.index.fulltext.queryNodes('people_text', 'Ada') YIELD node, score RETURN node.id", [["p1"]],
  before=["CREATE FULLTEXT INDEX people_text IF NOT EXISTS FOR (p:Person) ON EACH [p.name, p.title]"])
q("S09", "schema", "DROP INDEX person_team IF EXISTS", before=["CREATE INDEX person_team IF NOT EXISTS FOR (p:Person) ON (p.team)"], auto=True)

# ---- writes -----------------------------------------------------------------------------------
q("W01", "write", "UNWIND $rows AS row MERGE (p:Person {id: row.id}) SET p += row.props",
  params={"rows": [{"id": "p1", "props": {"name": "Ada L.", "level": 7}}, {"id": "p9", "props": {"name": "Ida", "level": 1}}]},
  check=("MATCH (p:Person) WHERE p.id IN ['p1','p9'] RETURN p.id, p.name, p.level, p.team",
         [["p1", "Ada L.", 7, "Platform"], ["p9", "Ida", 1, None]]))
q("W02", "write", """UNWIND $rows AS row MATCH (a:Person {id: row.a}) MATCH (b:Person {id: row.b})
  MERGE (a)-[r:KNOWS]->(b) ON CREATE SET r.strength = row.s, r.seen = 0
  ON MATCH SET r.strength = row.s, r.seen = coalesce(r.seen, 0) + 1""",
  params={"rows": [{"a": "p1", "b": "p2", "s": 0.1}, {"a": "p7", "b": "p8", "s": 0.2}]},
  check=("MATCH (a:Person)-[r:KNOWS]->(b:Person) WHERE r.seen IS NOT NULL RETURN a.id, b.id, r.strength, r.seen",
         [["p1", "p2", 0.1, 1], ["p7", "p8", 0.2, 0]]))
q("W03", "write", "FOREACH (s IN $skills | MERGE (:Skill {name: s}))", params={"skills": ["SQL", "Rust"]},
  check=("MATCH (s:Skill) RETURN s.name", [["SQL"], ["Go"], ["Python"], ["Rust"]]))
q("W04", "write", "MATCH (p:Person {id: $id}) DETACH DELETE p", params={"id": "p5"},
  check=("MATCH (p:Person) RETURN count(p)", [[7]]))
q("W05", "write", "MATCH (p:Person) WHERE p.level >= 5 SET p:Leader RETURN p.id", [["p1"], ["p2"]],
  check=("MATCH (l:Leader) RETURN l.id, labels(l)", [["p1", ["Leader", "Person"]], ["p2", ["Leader", "Person"]]]), sortlists=True)
q("W06", "write", "MATCH (p:Person {id: 'p1'})-[k:KNOWS]->(b) SET k += {note: 'x', strength: 1.0} REMOVE p.site RETURN count(k)", [[2]],
  check=("MATCH (p:Person {id: 'p1'})-[k:KNOWS]->(b) RETURN p.site, k.note, k.strength", [[None, "x", 1.0], [None, "x", 1.0]]))
q("W07", "write", """MATCH (x:Person {id: $by}), (y:Person {id: $of}), (z:Person {id: $to})
  CREATE (i:Introduction {id: $id, status: 'proposed', reason: $reason, at: datetime()})
  CREATE (i)-[:BY]->(x), (i)-[:OF]->(y), (i)-[:TO]->(z) RETURN i.id, i.at IS NOT NULL AS t""", [["i9", True]],
  params={"by": "p3", "of": "p7", "to": "p1", "id": "i9", "reason": "r"},
  check=("MATCH (i:Introduction {id: 'i9'})-[r]->(p:Person) RETURN type(r), p.id", [["BY", "p3"], ["OF", "p7"], ["TO", "p1"]]))
q("W08", "write", "MATCH (p:Person {id: 'p1'}) DELETE p", error=True)
q("W09", "write", """MATCH (p:Person) FOREACH (_ IN CASE WHEN p.level > 4 THEN [1] ELSE [] END | SET p.flag = true)""",
  check=("MATCH (p:Person) WHERE p.flag RETURN p.id", [["p1"], ["p2"]]))
q("W10", "write", "MATCH (p:Person {id: $id}) SET p = $props RETURN properties(p)", [[{"id": "p8", "name": "Hal2"}]],
  params={"id": "p8", "props": {"id": "p8", "name": "Hal2"}})
q("W11", "write", "UNWIND $rows AS row CALL { WITH row MERGE (s:Skill {name: row}) } IN TRANSACTIONS OF 2 ROWS", auto=True,
  params={"rows": ["A", "B", "C"]}, check=("MATCH (s:Skill) RETURN count(s)", [[6]]))
q("W12", "write", "MATCH (a:Person {id: 'p1'})-[r:KNOWS]-() DELETE r RETURN count(r)", [[2]],
  check=("MATCH ()-[r:KNOWS]->() RETURN count(r)", [[6]]))
q("W13", "write", "MATCH (a:Person {id: 'p2'}), (b:Person {id: 'p1'}) MERGE (a)-[k:KNOWS]-(b) RETURN k.strength", [[0.9]])

# a literal inside a MERGE map that is spelled like a bound variable must stay a string
q("W14", "write", "MATCH (z:Person {id: 'p1'}) MERGE (s:Skill {name: 'z'}) RETURN s.name", [["z"]])

# ---- reads ------------------------------------------------------------------------------------
q("R01", "read", "MATCH (p:Person) OPTIONAL MATCH (p)-[m:MENTORS]->(x:Person) RETURN p.id, x.id, m.status ORDER BY p.id",
  [["p1", "p5", "active"], ["p2", "p8", "paused"], ["p3", "p7", "active"], ["p4", "p6", "ended"],
   ["p5", None, None], ["p6", None, None], ["p7", None, None], ["p8", None, None]], ordered=True)
q("R02", "subquery", "MATCH (p:Person) WHERE EXISTS { (p)-[:MENTORS]->(:Person) } RETURN p.id", [["p1"], ["p2"], ["p3"], ["p4"]])
q("R03", "subquery", """MATCH (p:Person) WHERE NOT EXISTS { MATCH (p)-[:MENTORS]->(x:Person) WHERE x.level < p.level - 2 }
  RETURN p.id""", [["p3"], ["p4"], ["p5"], ["p6"], ["p7"], ["p8"]])
q("R04", "subquery", "MATCH (p:Person) RETURN p.id, COUNT { (p)-[:KNOWS]-() } AS deg ORDER BY deg DESC, p.id LIMIT 3",
  [["p2", 3], ["p6", 3], ["p1", 2]], ordered=True)
q("R05", "subquery", "MATCH (p:Person {id: 'p1'}) RETURN COLLECT { MATCH (p)-[:KNOWS]->(o) RETURN o.name ORDER BY o.name } AS names",
  [[["Ben", "Cleo"]]], min="5.6")
q("R06", "subquery", """MATCH (p:Person) WHERE p.level > 4 CALL { WITH p MATCH (p)-[k:KNOWS]-(o:Person)
  RETURN o ORDER BY k.strength DESC, o.id LIMIT 1 } RETURN p.id, o.id""", [["p1", "p2"], ["p2", "p1"]])
q("R07", "subquery", """MATCH (p:Person) WHERE p.level > 4 CALL (p) { MATCH (p)-[k:KNOWS]-(o:Person)
  RETURN count(o) AS n } RETURN p.id, n""", [["p1", 2], ["p2", 3]], min="5.23")
q("R08", "list", "MATCH (p:Person) WITH p ORDER BY p.id WITH collect(p) AS ps RETURN [x IN ps WHERE x.level > 3 | x.name] AS names",
  [[["Ada", "Ben", "Cleo", "Dev"]]])
q("R09", "list", "MATCH (p:Person) WHERE p.level = 6 RETURN p.id, [(p)-[:SPONSORS|MENTORS]->(m) | m.id] AS ids", [["p1", ["p3", "p5"]]], sortlists=True)
q("R10", "path", "MATCH (p:Person {id: 'p6'})-[:REPORTS_TO*1..3]->(b:Person) RETURN b.id", [["p4"], ["p3"], ["p1"]])
q("R11", "path", """MATCH (a:Person {id: 'p8'}), (b:Person {id: 'p7'}) MATCH p = shortestPath((a)-[:KNOWS*..6]-(b))
  RETURN length(p), [n IN nodes(p) | n.id]""", [[4, ["p8", "p2", "p5", "p6", "p7"]]])
q("R12", "path", """MATCH (a:Person {id: 'p1'}), (b:Person {id: 'p6'}) MATCH p = allShortestPaths((a)-[:KNOWS*..6]-(b))
  RETURN [n IN nodes(p) | n.id] AS ids ORDER BY ids""", [[["p1", "p2", "p5", "p6"]], [["p1", "p3", "p4", "p6"]]], ordered=True)
q("R13", "path", """MATCH p = (a:Person {id: 'p1'})-[:KNOWS*1..3]->(b:Person)
  WHERE ALL(r IN relationships(p) WHERE r.strength >= 0.5) AND ANY(n IN nodes(p) WHERE n.team = 'Data') RETURN b.id""",
  [["p3"], ["p4"], ["p6"]])
q("R14", "path", """MATCH p = (a:Person {id: 'p1'})-[:KNOWS*1..3]->(b:Person {id: 'p6'})
  RETURN reduce(s = 1.0, r IN relationships(p) | s * r.strength) AS w ORDER BY w DESC""", [[0.315], [0.216]], ordered=True)
q("R15", "expr", """MATCH (p:Person) RETURN p.id, CASE WHEN p.level >= 5 THEN 'lead' WHEN p.level >= 3 THEN 'mid' ELSE 'new' END AS b,
  CASE p.gender WHEN 'f' THEN 1 WHEN 'm' THEN 2 ELSE 0 END AS g ORDER BY p.id LIMIT 2 """,
  [["p1", "lead", 1], ["p2", "lead", 2]], ordered=True)
q("R16", "expr", """MATCH (p:Person) WITH p ORDER BY p.level DESC, p.id LIMIT 3 MATCH (p)-[:KNOWS]-(o)
  RETURN p.id, count(DISTINCT o) AS n ORDER BY p.id""", [["p1", 2], ["p2", 3], ["p3", 2]], ordered=True)
q("R17", "agg", "MATCH (p:Person) RETURN p.team, count(*) AS n, count(DISTINCT p.site) AS sites, collect(DISTINCT p.level) AS lv ORDER BY n DESC, p.team",
  [["Data", 4, 2, [2, 3, 4]], ["Platform", 3, 1, [3, 5, 6]], ["Ops", 1, 0, [2]]], sortlists=True, ordered=True)
q("R18", "time", """MATCH (p:Person {id: 'p1'}) RETURN p.joined + duration({months: 1, days: 3}) AS d,
  duration.between(p.joined, date('2017-05-04')).months AS m, p.joined.year AS y, p.joined < date('2016-01-01') AS lt""",
  [["2015-04-04", 26, 2015, True]])
q("R19", "time", """MATCH ()-[e:ENDORSES]->() WHERE e.at >= datetime($since) RETURN e.topic, e.at.month AS m,
  toString(datetime.truncate('month', e.at)) STARTS WITH '2024-0' AS t ORDER BY e.at""",
  [["SQL", 5, True], ["SQL", 6, True]], params={"since": "2024-03-01T00:00:00Z"}, ordered=True)
q("R20", "time", "MATCH ()-[k:KNOWS]->() WITH duration.inDays(k.last_contact, date('2024-06-01')).days AS d WHERE d > 180 RETURN d ORDER BY d",
  [[517], [850]], ordered=True)
q("R21", "param", "MATCH (p:Person) WHERE p.id IN $ids AND p.team = $f.team AND p.level >= $f.min RETURN p.id",
  [["p1"], ["p2"]], params={"ids": ["p1", "p2", "p3"], "f": {"team": "Platform", "min": 4}})
q("R22", "string", """MATCH (p:Person) WHERE toLower(p.name) CONTAINS 'e' AND p.title STARTS WITH 'Se' AND NOT p.name ENDS WITH 'x'
  RETURN split(p.title, 'n')[0] AS a, substring(p.name, 1, 2) AS b, replace(p.team, 'a', 'o') AS c, left(p.name, 2) AS d, size(p.name) AS n, trim('  x ') AS t""",
  [["Se", "le", "Doto", "Cl", 4, "x"], ["Se", "ev", "Doto", "De", 3, "x"]])
q("R23", "string", "MATCH (p:Person) WHERE p.name =~ '(?i)^[a-c].*' RETURN p.id", [["p1"], ["p2"], ["p3"]])
q("R24", "expr", "MATCH (p:Person {team: 'Ops'}) RETURN p.id AS id UNION MATCH (p:Person) WHERE p.level = 2 RETURN p.id AS id", [["p7"], ["p8"]])
q("R25", "meta", "MATCH (p:Person {id: 'p1'}) RETURN id(p) >= 0 AS a, elementId(p) IS NOT NULL AS b, elementId(p) = elementId(p) AS c", [[True, True, True]])
q("R26", "meta", "MATCH (p:Person {id: 'p2'})-[r:SPONSORS]->() RETURN labels(p), type(r), keys(r), properties(r).strength", [[["Person"], "SPONSORS", ["since", "strength"], 0.4]], sortlists=True)
q("R27", "pattern", "MATCH (n:Person|Skill) RETURN count(n)", [[11]])
q("R28", "agg", "MATCH (p:Person) RETURN stDev(p.level) AS s, percentileCont(p.level, 0.5) AS m, percentileDisc(p.level, 0.9) AS d, avg(p.level) AS a, sum(p.level) AS t, min(p.joined) AS f",
  [[1.407886, 3.5, 6, 3.625, 29, "2015-03-01"]])
q("R29", "pattern", "MATCH (p:Person {id: 'p5'})<-[r:MENTORS|SPONSORS|ENDORSES]-(o) RETURN type(r), o.id",
  [["MENTORS", "p1"], ["SPONSORS", "p2"], ["ENDORSES", "p1"], ["ENDORSES", "p6"]])
q("R30", "pattern", "MATCH (a:Person)-[k:KNOWS WHERE k.strength > 0.75]->(b:Person WHERE b.level < 5) RETURN a.id, b.id", [["p2", "p5"], ["p1", "p3"]])
q("R31", "path", "MATCH (p:Person {id: 'p6'}) ((a)-[:REPORTS_TO]->(b)){1,3} (t:Person) RETURN t.id, size(a)", [["p4", 1], ["p3", 2], ["p1", 3]], min="5.9")
q("R32", "pattern", "MATCH (p:Person) WHERE NOT (p)-[:KNOWS]-() OR (p)-[:SPONSORS]->() RETURN p.id", [["p1"], ["p2"]])
q("R33", "expr", "MATCH (p:Person) RETURN p.id, coalesce(p.site, '?') AS s ORDER BY p.site DESC, p.id SKIP $s LIMIT $l",
  [["p8", "?"], ["p6", "Paris"], ["p7", "Paris"]], params={"s": 0, "l": 3}, ordered=True)
q("R34", "expr", "MATCH (p:Person {id: 'p1'}) RETURN p {.id, .name, boss: null, n: COUNT { (p)-[:KNOWS]->() }} AS m", [[{"id": "p1", "name": "Ada", "boss": None, "n": 2}]])
q("R35", "pattern", """MATCH (i:Introduction)-[:BY]->(x:Person), (i)-[:OF]->(y:Person), (i)-[:TO]->(z:Person) WHERE i.status IN ['proposed']
  RETURN i.id, x.id, y.id, z.id""", [["i1", "p1", "p5", "p3"]])
q("R36", "path", "MATCH (a:Person {id: 'p1'})-[:KNOWS*2]-(b) RETURN b.id", [["p5"], ["p8"], ["p4"]])   # trail: no edge twice
q("R37", "list", """WITH [1, 2, 3] + [4] AS l RETURN l[1..3] AS a, head(l) AS h, last(l) AS z, size(tail(l)) AS t, range(0, 6, 3) AS r,
  [x IN l WHERE x % 2 = 0 | x * x] AS e, 3 IN l AS i, none(x IN l WHERE x > 5) AS n, single(x IN l WHERE x = 1) AS s""",
  [[[2, 3], 1, 4, 3, [0, 3, 6], [4, 16], True, True, True]])
q("R38", "expr", "MATCH (p:Person {id: 'p1'}) RETURN p[$k] AS v, toInteger('7') + 1 AS i, toString(p.level) AS s, toFloat('1.5') AS f, round(2.567, 2) AS r, 7 / 2 AS d, 7 % 4 AS m",
  [["Ada", 8, "6", 1.5, 2.57, 3, 3]], params={"k": "name"})
q("R39", "meta", "MATCH p = (a:Person {id: 'p2'})-[r:REPORTS_TO]->(b) RETURN a, r, p", graph_types=True)
q("R40", "meta", "EXPLAIN MATCH (p:Person {id: 'p1'}) RETURN p", auto=True)
q("R41", "meta", "PROFILE MATCH (p:Person {id: 'p1'}) RETURN p.id", auto=True)
q("R42", "meta", "CALL db.labels() YIELD label RETURN label", [["Person"], ["Skill"], ["Introduction"]])
q("R43", "meta", "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType",
  [["REPORTS_TO"], ["MENTORS"], ["SPONSORS"], ["ENDORSES"], ["KNOWS"], ["BY"], ["OF"], ["TO"]])
q("R44", "meta", "CALL db.propertyKeys() YIELD propertyKey RETURN count(propertyKey) > 10", [[True]])
q("R45", "meta", "CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName RETURN count(*) > 8", [[True]])
q("R46", "meta", "CALL dbms.components() YIELD name, versions RETURN name IS NOT NULL", [[True]])
q("R47", "agg", """MATCH (p:Person) WITH p.team AS team, count(*) AS n, sum(CASE WHEN p.gender = 'f' THEN 1 ELSE 0 END) AS f
  WHERE n > 1 RETURN team, round(100.0 * f / n, 1) AS pct ORDER BY team""", [["Data", 50.0], ["Platform", 66.7]], ordered=True)
q("R48", "path", "MATCH p = SHORTEST 1 (a:Person {id: 'p8'})-[:KNOWS]-+(b:Person {id: 'p7'}) RETURN length(p)", [[4]], min="5.21")
q("R49", "expr", "RETURN size(randomUUID()) AS n, timestamp() > 0 AS t, date() > date('2020-01-01') AS d, datetime().year > 2000 AS y", [[36, True, True, True]])
q("R50", "pattern", "MATCH (a:Person)-[:KNOWS]-(m:Person)-[:KNOWS]-(b:Person) WHERE a.id = 'p1' AND NOT (a)-[:KNOWS]-(b) RETURN b.id, count(m) AS common, collect(m.id) AS via",
  [["p5", 1, ["p2"]], ["p8", 1, ["p2"]], ["p4", 1, ["p3"]]])
q("R51", "agg", "MATCH (p:Person)<-[e:ENDORSES]-(o) RETURN p.id, sum(e.weight) AS w, collect({by: o.id, topic: e.topic}) AS by ORDER BY w DESC",
  [["p4", 1.5, [{"by": "p3", "topic": "SQL"}, {"by": "p5", "topic": "SQL"}]], ["p5", 1.0, [{"by": "p1", "topic": "Go"}, {"by": "p6", "topic": "Go"}]]],
  ordered=True, sortlists=True)
q("R52", "null", "MATCH (p:Person) WHERE p.site <> 'Berlin' RETURN count(p) AS n", [[4]])
q("R53", "pattern", "MATCH (n:!Person) RETURN count(n)", [[5]])
q("R54", "param", "MATCH (p:Person) WHERE p.joined >= $d RETURN count(p)", [[3]], params={"d": "DATE:2022-01-01"})

# ---- rewrites ---------------------------------------------------------------------------------
# The same question in text that is still valid Neo4j 5 and that more engines accept (first that works wins;
# a rewrite may ask for a smaller part of the row when a function has no counterpart).
PORTABLE = {
    'R02': [
        'MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:MENTORS]->(:Person) } RETURN p.id',
        'MATCH (p:Person) WHERE (p)-[:MENTORS]->(:Person) RETURN p.id',
    ],
    'R03': [
        'MATCH (p:Person) OPTIONAL MATCH (p)-[:MENTORS]->(x:Person) WHERE x.level < p.level - 2 WITH p, count(x) AS n WHERE n = 0 RETURN p.id',
    ],
    'R04': [
        'MATCH (p:Person) RETURN p.id, COUNT { MATCH (p)-[:KNOWS]-() } AS deg ORDER BY deg DESC, p.id LIMIT 3',
        'MATCH (p:Person) OPTIONAL MATCH (p)-[k:KNOWS]-() WITH p, count(k) AS deg RETURN p.id, deg ORDER BY deg DESC, p.id LIMIT 3',
    ],
    'R05': [
        "MATCH (p:Person {id: 'p1'})-[:KNOWS]->(o) WITH o ORDER BY o.name RETURN collect(o.name) AS names",
    ],
    'R06': [
        'MATCH (p:Person)-[k:KNOWS]-(o:Person) WHERE p.level > 4 WITH p, k, o ORDER BY k.strength DESC, o.id WITH p, collect(o.id) AS os RETURN p.id, os[0]',
    ],
    'R07': [
        'MATCH (p:Person) WHERE p.level > 4 OPTIONAL MATCH (p)-[k:KNOWS]-(o:Person) RETURN p.id, count(o) AS n',
    ],
    'R08': [
        'MATCH (p:Person) WHERE p.level > 3 WITH p ORDER BY p.id RETURN collect(p.name) AS names',
    ],
    'R09': [
        'MATCH (p:Person) WHERE p.level = 6 OPTIONAL MATCH (p)-[:SPONSORS|MENTORS]->(m) RETURN p.id, collect(m.id) AS ids',
    ],
    'R12': [
        "MATCH (a:Person {id: 'p1'}), (b:Person {id: 'p6'}) WITH a, b MATCH p = allShortestPaths((a)-[:KNOWS*..6]->(b)) RETURN [n IN nodes(p) | n.id] AS ids ORDER BY ids",
    ],
    'R18': [
        "MATCH (p:Person {id: 'p1'}) RETURN p.joined + duration({months: 1, days: 3}) AS d, p.joined.year AS y, p.joined < date('2016-01-01') AS lt",
        "MATCH (p:Person {id: 'p1'}) RETURN p.joined + duration('P1M3D') AS d, p.joined.year AS y, p.joined < date('2016-01-01') AS lt",
    ],
    'R19': [
        "MATCH ()-[e:ENDORSES]->() WHERE e.at >= datetime($since) RETURN e.topic, e.at.month AS m, toString(e.at) STARTS WITH '2024-0' AS t ORDER BY e.at",
    ],
    'R20': [
        "MATCH ()-[k:KNOWS]->() WHERE k.last_contact < date('2024-06-01') - duration({days: 180}) RETURN k.last_contact AS d ORDER BY d",
        'MATCH ()-[k:KNOWS]->() WHERE k.last_contact < date($d) RETURN k.last_contact AS d ORDER BY d',
    ],
    'R23': [
        "MATCH (p:Person) WHERE p.name =~ '(?i)[a-c].*' RETURN p.id",
        "MATCH (p:Person) WHERE toLower(left(p.name, 1)) IN ['a', 'b', 'c'] RETURN p.id",
    ],
    'R25': [
        "MATCH (p:Person {id: 'p1'}) RETURN elementId(p) IS NOT NULL AS b",
        "MATCH (p:Person {id: 'p1'}) RETURN id(p) IS NOT NULL AS b",
    ],
    'R26': [
        "MATCH (p:Person {id: 'p2'})-[r:SPONSORS]->() RETURN labels(p), type(r), r.strength",
    ],
    'R27': [
        'MATCH (n) WHERE n:Person OR n:Skill RETURN count(n)',
    ],
    'R28': [
        'MATCH (p:Person) RETURN stDev(p.level) AS s, percentileCont(p.level, 0.5) AS m, avg(p.level) AS a, sum(p.level) AS t, min(p.joined) AS f',
        'MATCH (p:Person) RETURN avg(p.level) AS a, sum(p.level) AS t, min(p.joined) AS f',
    ],
    'R30': [
        'MATCH (a:Person)-[k:KNOWS]->(b:Person) WHERE k.strength > 0.75 AND b.level < 5 RETURN a.id, b.id',
    ],
    'R31': [
        "MATCH path = (p:Person {id: 'p6'})-[:REPORTS_TO*1..3]->(t:Person) RETURN t.id, length(path)",
    ],
    'R34': [
        "MATCH (p:Person {id: 'p1'})-[:KNOWS]->(o) WITH p, count(o) AS n RETURN p {.id, .name, boss: null, n: n} AS m",
        "MATCH (p:Person {id: 'p1'})-[:KNOWS]->(o) WITH p, count(o) AS n RETURN {id: p.id, name: p.name, boss: null, n: n} AS m",
    ],
    'R36': [
        "MATCH (a:Person {id: 'p1'})-[r1:KNOWS]-(m)-[r2:KNOWS]-(b) WHERE elementId(r1) <> elementId(r2) RETURN b.id",
        "MATCH (a:Person {id: 'p1'})-[r1:KNOWS]-(m)-[r2:KNOWS]-(b) WHERE id(r1) <> id(r2) RETURN b.id",
    ],
    'R38': [
        "MATCH (p:Person {id: 'p1'}) RETURN p[$k] AS v, toInteger('7') + 1 AS i, toString(p.level) AS s, toFloat('1.5') AS f, round(2.567 * 100) / 100 AS r, 7 / 2 AS d, 7 % 4 AS m",
    ],
    'R42': [
        'MATCH (n) UNWIND labels(n) AS l RETURN DISTINCT l',
    ],
    'R43': [
        'MATCH ()-[r]->() RETURN DISTINCT type(r)',
    ],
    'R44': [
        'MATCH (n) UNWIND keys(n) AS k RETURN count(DISTINCT k) > 10',
    ],
    'R45': [
        'MATCH (n) UNWIND labels(n) AS l UNWIND keys(n) AS k WITH DISTINCT l, k RETURN count(*) > 8',
    ],
    'R47': [
        "MATCH (p:Person) WITH p.team AS team, count(*) AS n, sum(CASE WHEN p.gender = 'f' THEN 1 ELSE 0 END) AS f WHERE n > 1 RETURN team, round(1000.0 * f / n) / 10 AS pct ORDER BY team",
    ],
    'R48': [
        "MATCH (a:Person {id: 'p8'}), (b:Person {id: 'p7'}) MATCH p = shortestPath((a)-[:KNOWS*..15]-(b)) RETURN length(p)",
    ],
    'R49': [
        "RETURN size(randomUUID()) AS n, date() > date('2020-01-01') AS d, datetime().year > 2000 AS y",
        "RETURN date() > date('2020-01-01') AS d",
    ],
    'R50': [
        "MATCH (a:Person)-[:KNOWS]-(m:Person)-[:KNOWS]-(b:Person) WHERE a.id = 'p1' AND a.id <> b.id AND NOT (a)-[:KNOWS]-(b) RETURN b.id, count(m) AS common, collect(m.id) AS via",
    ],
    'R51': [
        'MATCH (p:Person)<-[e:ENDORSES]-(o) RETURN p.id, sum(e.weight) AS w, collect({`by`: o.id, topic: e.topic}) AS b ORDER BY w DESC',
    ],
    'R53': [
        'MATCH (n) WHERE NOT n:Person RETURN count(n)',
    ],
    'R54': [
        'MATCH (p:Person) WHERE p.joined >= date($d) RETURN count(p)',
    ],
    'S02': [
        'CREATE INDEX FOR (p:Person) ON (p.team)',
    ],
    'W01': [
        'UNWIND $rows AS row MERGE (p:Person {id: row.id}) SET p.name = row.props.name, p.level = row.props.level',
    ],
    'W03': [
        'UNWIND $skills AS s MERGE (:Skill {name: s})',
    ],
    'W06': [
        "MATCH (p:Person {id: 'p1'})-[k:KNOWS]->(b) SET k.note = 'x', k.strength = 1.0 SET p.site = null RETURN count(k)",
    ],
    'W07': [
        "MATCH (x:Person {id: $by}), (y:Person {id: $of}), (z:Person {id: $to}) CREATE (i:Introduction {id: $id, status: 'proposed', reason: $reason, at: datetime('2024-01-01T00:00:00Z')}) CREATE (i)-[:BY]->(x), (i)-[:OF]->(y), (i)-[:TO]->(z) RETURN i.id, i.at IS NOT NULL AS t",
    ],
    'W09': [
        'MATCH (p:Person) WHERE p.level > 4 SET p.flag = true',
    ],
    'W10': [
        'MATCH (p:Person {id: $id}) SET p += $props, p.title = null, p.level = null, p.team = null, p.gender = null, p.joined = null RETURN properties(p)',
    ],
    'W11': [
        'UNWIND $rows AS row MERGE (s:Skill {name: row})',
    ],
    'W12': [
        "MATCH (a:Person {id: 'p1'})-[r:KNOWS]->() DELETE r RETURN count(r)",
    ],
    'W13': [
        "MATCH (b:Person {id: 'p2'}), (a:Person {id: 'p1'}) MERGE (a)-[k:KNOWS]->(b) RETURN k.strength",
    ],
}


# ---- comparison -------------------------------------------------------------------------------
def norm(v, sortlists=False):
    import datetime as dt
    import math
    if v is None or isinstance(v, (bool, str, bytes)):
        if isinstance(v, str) and len(v) > 18 and v[4:5] == "-" and "T" in v and v.endswith("Z"):
            return v[:-1] + "+00:00"
        return v
    if isinstance(v, dt.datetime):
        return v.isoformat()
    if isinstance(v, dt.date):
        return v.isoformat()
    if hasattr(v, "iso_format"):
        return v.iso_format()
    if isinstance(v, int):
        return v
    if isinstance(v, float) or type(v).__name__ in ("Decimal", "float64"):
        v = float(v)
        return v if math.isnan(v) or math.isinf(v) else round(v, 6)
    if isinstance(v, dict):
        return {str(k): norm(x, sortlists) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        out = [norm(x, sortlists) for x in v]
        return sorted(out, key=repr) if sortlists else out
    return v


def same(got, want, c):
    s = c.get("sortlists", False)
    g = [[norm(x, s) for x in r] for r in got]
    w = [[norm(x, s) for x in r] for r in want]

    def num(x):     # 1 and 1.0 count as equal, True and 1 do not
        if isinstance(x, bool) or x is None or isinstance(x, str):
            return repr(x)
        if isinstance(x, (int, float)):
            return "%.6g" % x
        if isinstance(x, dict):
            return "{" + ",".join(k + ":" + num(x[k]) for k in sorted(x)) + "}"
        if isinstance(x, list):
            return "[" + ",".join(num(y) for y in x) + "]"
        return repr(x)
    g, w = [num(r) for r in g], [num(r) for r in w]
    return g == w if c.get("ordered") else sorted(g) == sorted(w)


def judge(c, run, check=True):
    """run(text, params, auto) -> list of rows. Returns (verdict, detail)."""
    try:
        for b in c.get("before", []):
            run(b, {}, True)
    except Exception as e:
        return "fail", "before: " + str(e)[:300]
    try:
        got = run(c["text"], c["params"], c.get("auto", False))
    except Exception as e:
        return ("pass", "refused") if c.get("error") else ("fail", (type(e).__name__ + ": " + str(e))[:400])
    if c.get("error"):
        return "wrong", "was not refused"
    if c.get("contains") and c["contains"] not in repr(got):
        return "wrong", "missing %s in %r" % (c["contains"], got)[:300]
    if c["rows"] is not None and not same(got, c["rows"], c):
        return "wrong", "got %s" % repr([norm(list(r)) for r in got])[:300]
    if check and c.get("check"):
        text, want = c["check"]
        try:
            got = run(text, {}, False)
        except Exception as e:
            return "fail", "check: " + str(e)[:300]
        if not same(got, want, c):
            return "wrong", "after: %s" % repr([norm(list(r)) for r in got])[:300]
    return "pass", ""


def main(argv):
    import datetime as dt

    import neo4j
    uri, user, pw = argv[1:4]
    db = argv[4] if len(argv) > 4 else None
    drv = neo4j.GraphDatabase.driver(uri, auth=(user, pw))

    def val(v):
        return dt.date.fromisoformat(v[5:]) if isinstance(v, str) and v.startswith("DATE:") else v

    def run(text, params, auto):
        params = {k: val(v) for k, v in params.items()}
        with drv.session(database=db) as s:
            if auto:
                return [list(r.values()) for r in s.run(text, params)]
            return s.execute_write(lambda tx: [list(r.values()) for r in tx.run(text, params)])

    def session_checks():
        """Rules that are about the session, not the text: (name, held, detail)."""
        import threading
        import time
        out = []

        def note(name, f):
            t = time.time()
            try:
                held, detail = f()
            except Exception as e:
                held, detail = False, type(e).__name__ + ": " + str(e)[:120]
            out.append((name, held, "%s (%.1f s)" % (detail, time.time() - t)))

        def rollback():
            with drv.session(database=db) as s:
                tx = s.begin_transaction()
                tx.run("CREATE (:Tmp)")
                seen = tx.run("MATCH (t:Tmp) RETURN count(t)").single()[0]
                tx.rollback()
            left = run("MATCH (t:Tmp) RETURN count(t)", {}, True)[0][0]
            return seen == 1 and left == 0, "seen %s left %s" % (seen, left)

        def refused(text, **kw):
            def f():
                with drv.session(database=db, **kw) as s:
                    try:
                        s.run(text).consume()
                    except neo4j.exceptions.Neo4jError as e:
                        return True, str(e.code)
                return False, "was accepted"
            return f

        def timeout():
            slow = ("MATCH (a), (b), (c), (d), (e), (f), (g), (h) "
                    "WHERE a.id + b.id + c.id = d.id + e.id + f.id + g.id + h.id + 'x' RETURN count(*)")
            t = time.time()
            got = []

            def ask():
                with drv.session(database=db) as s:
                    try:
                        s.run(neo4j.Query(slow, timeout=1)).consume()
                        got.append((False, "ran to the end"))
                    except Exception as e:
                        got.append((time.time() - t < 3, type(e).__name__ + " " + str(getattr(e, "code", ""))))
            worker = threading.Thread(target=ask, daemon=True)
            worker.start()
            worker.join(20)
            return got[0] if got else (False, "still running after 20 s: give the server a time limit of its own")

        note("X01 rollback", rollback)
        note("X02 write refused in READ access mode", refused("CREATE (:Tmp)", default_access_mode=neo4j.READ_ACCESS))
        note("X04 LOAD CSV from a local file refused", refused("LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l"))
        note("X05 LOAD CSV from the network refused", refused("LOAD CSV FROM 'http://192.0.2.1/x.csv' AS l RETURN l"))
        note("X03 driver transaction timeout of 1 s is kept", timeout)
        return out

    missed = []
    for c in C:
        run("MATCH (n) DETACH DELETE n", {}, False)
        for t, p in FIXTURE:
            run(t, p, False)
        v, d = judge(c, run)
        if v != "pass":
            missed.append(c["id"])
        print(c["id"], v, d)
    print("%d of %d pass; missed: %s" % (len(C) - len(missed), len(C), " ".join(missed) or "none"))
    for name, held, detail in session_checks():
        print(name, "holds" if held else "DOES NOT HOLD", detail)
    sys.stdout.flush()
    os._exit(0)                      # a query that the server never ends must not keep this process alive


if __name__ == "__main__":
    main(sys.argv)
