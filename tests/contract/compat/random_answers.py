"""Do two servers answer alike? Random but repeatable reads and writes, compared row by row.

    python random_answers.py run bolt://127.0.0.1:7687 USER PASSWORD out_a.json [DATABASE]
    python random_answers.py diff out_a.json out_b.json

'run' EMPTIES THE DATABASE, loads 300 people with 1,600 relationships of four types, asks 260 generated read queries,
then empties it again and applies 3 x 120 generated write statements (parameters only), keeping the whole state after
each: 620 answers.  'diff' prints where two servers differ and exits with 1 if they do.  Every statement runs in a
managed transaction, as in the product.  Needs only the 'neo4j' driver.
"""

# Tables of statements: a line each reads better than our usual width.
# ruff: noqa
# fmt: off
import json
import random
import sys

TYPES = ("KNOWS", "MENTORS", "REPORTS_TO", "ENDORSES")


def data(seed=11, n=300):
    r = random.Random(seed)
    people = [dict(id="p%d" % i, name="N%d" % (i % 97), level=r.randint(1, 7), team="t%d" % r.randint(0, 5),
                   site=None if i % 11 == 0 else "s%d" % r.randint(0, 3), score=round(r.random() * 10, 2)) for i in range(n)]
    rels = {t: [dict(a="p%d" % r.randrange(n), b="p%d" % r.randrange(n), w=round(r.random(), 2)) for _ in range(m)]
            for t, m in zip(TYPES, (900, 150, 250, 300))}
    return people, rels


def reads(count=260, seed=12, n=300):
    r = random.Random(seed)

    def node(v, label=True, pred=True):
        s = "(" + v + (":Person" if label and r.random() < .8 else "")
        return s + (" {team: 't%d'}" % r.randint(0, 5) if pred and r.random() < .2 else "") + ")"

    def rel(v, var=False):
        t = ":" + r.choice(TYPES[1:]) if var else r.choice([":" + r.choice(TYPES), ":" + "|".join(r.sample(TYPES, 2)), ""])
        return r.choice(["-%s->", "<-%s-", "-%s-"]) % ("[" + v + t + (r.choice(["*1..2", "*2", "*1..3"]) if var else "") + "]")

    def where(vs):
        out = [r.choice(["%s.level > 3", "%s.team IN ['t1', 't2']", "%s.site IS NULL", "NOT %s.site = 's1'", "%s.score < 5",
                         "%s.name STARTS WITH 'N1'", "%s.level %% 2 = 0", "EXISTS { (%s)-[:MENTORS]->() }",
                         "COUNT { (%s)-[:KNOWS]-() } > 5", "(%s)-[:REPORTS_TO]->()", "coalesce(%s.site, 'x') <> 's2'"]) % v
               for v in vs if r.random() < .5]
        return " WHERE " + r.choice([" AND ", " OR "]).join(out) if out else ""

    def agg(v):
        return r.choice(["count(*)", "count(DISTINCT %s)" % v, "sum(%s.level)" % v, "max(%s.score)" % v, "min(%s.name)" % v,
                         "avg(%s.level)" % v, "count(%s.site)" % v, "size(collect(DISTINCT %s.team))" % v])

    out = []
    for _ in range(count):
        k = r.random()
        if k < .25:
            q = "MATCH " + node("a") + rel("r") + node("b") + where("ab") + " RETURN a.team AS x, %s AS y, %s AS z" % (agg("b"), agg("a"))
        elif k < .4:
            q = "MATCH " + node("a") + rel("r") + node("b") + rel("q") + node("c") + where("abc") + " RETURN " + r.choice(
                ["count(*) AS n", "a.level AS x, %s AS n" % agg("c"), "count(DISTINCT a) AS n, %s AS m" % agg("b")])
        elif k < .55:
            q = ("MATCH " + node("a") + where("a") + " OPTIONAL MATCH (a)" + rel("r") + node("b") + where("b")
                 + " WITH a, count(b) AS n, %s AS m RETURN n, count(*) AS c, max(m) AS mm" % r.choice(["max(b.score)", "sum(b.level)"]))
        elif k < .65:
            q = "MATCH (a:Person {id: 'p%d'})" % r.randrange(n) + rel("r", True) + node("b") + where("b") + " RETURN count(*) AS n, count(DISTINCT b) AS d"
        elif k < .72:
            q = ("MATCH (a:Person {id: 'p%d'}), (b:Person {id: 'p%d'}) MATCH p = shortestPath((a)-[:KNOWS*..8]-(b)) RETURN length(p) AS l"
                 % tuple(r.sample(range(n), 2)))
        elif k < .82:
            q = ("MATCH " + node("a") + " WITH a ORDER BY a.%s, a.id SKIP %d LIMIT %d MATCH (a)"
                 % (r.choice(["score DESC", "level", "name DESC"]), r.randint(0, 20), r.randint(3, 40)) + rel("r") + node("b") + " RETURN a.id AS i, %s AS y" % agg("b"))
        elif k < .9:
            q = "MATCH " + node("a") + where("a") + " RETURN a.%s AS k, %s AS y, %s AS z" % (r.choice(["team", "site", "level"]), agg("a"), agg("a"))
        else:
            q = "MATCH " + node("a", pred=False) + rel("r") + node("b") + " MATCH (b)" + rel("q") + node("c") + where("ac") + " RETURN count(*) AS n, %s AS y" % agg("c")
        out.append(q)
    return out


WRITES = [
    "UNWIND $rows AS row MERGE (p:Person {id: row.a}) SET p.w = row.w, p.t = row.t",
    "UNWIND $rows AS row MERGE (p:Person {id: row.a}) ON CREATE SET p.c = 1 ON MATCH SET p.m = coalesce(p.m, 0) + 1",
    "UNWIND $rows AS row MERGE (a:Person {id: row.a}) MERGE (b:Person {id: row.b}) MERGE (a)-[k:KNOWS]->(b) ON CREATE SET k.n = 1 ON MATCH SET k.n = k.n + 1",
    "UNWIND $rows AS row MATCH (a:Person {id: row.a}), (b:Person {id: row.b}) CREATE (a)-[:ENDORSES {topic: row.t, w: row.w}]->(b)",
    "UNWIND $rows AS row MATCH (a:Person {id: row.a}), (b:Person {id: row.b}) MERGE (a)-[e:ENDORSES {topic: row.t}]->(b) SET e.w = row.w",
    "MATCH (p:Person {id: $id}) DETACH DELETE p",
    "MATCH (a:Person {id: $id})-[k:KNOWS]-() DELETE k",
    "MATCH (p:Person {id: $id}) SET p:Leader SET p.lead = $v",
    "MATCH (p:Leader) WHERE p.w > $v REMOVE p:Leader REMOVE p.lead",
    "MATCH (p:Person {id: $id}) SET p += {t: $s, extra: $v}",
    "MATCH (p:Person {id: $id})-[:KNOWS]->(q) SET q.seen = coalesce(q.seen, 0) + 1",
    "MATCH (a:Person {id: $id})-[k:KNOWS]->(b) WITH a, b, k ORDER BY b.id LIMIT 2 SET k.top = true",
    "MERGE (s:Skill {name: $s}) WITH s MATCH (p:Person {id: $id}) MERGE (p)-[:HAS]->(s)",
    "MATCH (p:Person {id: $id}) OPTIONAL MATCH (p)-[h:HAS]->(s:Skill) DELETE h",
    "MATCH (p:Person) WHERE p.w < 20 FOREACH (x IN [1] | SET p.low = true)",
    "MATCH (p:Person {id: $id}) CREATE (i:Intro {id: $s, v: $v})-[:OF]->(p) WITH i, p MATCH (q:Person {id: $id2}) CREATE (i)-[:TO]->(q)",
]


def writes(seed, count=120):
    r = random.Random(seed)

    def pid():
        return "p%d" % r.randrange(25)
    for _ in range(count):
        yield r.choice(WRITES), {"rows": [{"a": pid(), "b": pid(), "w": r.randrange(100), "t": r.choice("xyz")} for _ in range(r.randint(1, 8))],
                                 "id": pid(), "id2": pid(), "v": r.randrange(100), "s": r.choice(["a", "p", "r", "row", "x.y", "k"])}


def plain(x):
    if isinstance(x, bool) or x is None or isinstance(x, str):
        return x
    if isinstance(x, (int, float)):
        return float("%.5g" % x)
    if isinstance(x, dict):
        return {k: plain(v) for k, v in sorted(x.items()) if v is not None}
    if isinstance(x, (list, tuple)):
        return [plain(y) for y in x]
    return str(x)


def do_run(uri, user, password, out, database=None):
    import neo4j
    drv = neo4j.GraphDatabase.driver(uri, auth=(user, password))

    def ask(text, **p):
        with drv.session(database=database) as s:
            return sorted(s.execute_write(lambda tx: [plain(list(x.values())) for x in tx.run(text, p)]), key=repr)

    def safe(text, **p):
        try:
            return ask(text, **p)
        except Exception as e:
            return "ERR " + type(e).__name__
    ask("MATCH (n) DETACH DELETE n")
    ask("CREATE CONSTRAINT person_id IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE")
    people, rels = data()
    ask("UNWIND $rows AS r CREATE (:Person {id: r.id, name: r.name, level: r.level, team: r.team, site: r.site, score: r.score})", rows=people)
    for t, rows in rels.items():
        ask("UNWIND $rows AS r MATCH (a:Person {id: r.a}) MATCH (b:Person {id: r.b}) CREATE (a)-[:%s {w: r.w}]->(b)" % t, rows=rows)
    res = [[q, safe(q)] for q in reads()]
    for seed in (1, 2, 3):
        ask("MATCH (n) DETACH DELETE n")
        for q, p in writes(seed):
            r = safe(q, **p)
            nodes = [sorted(x[0]) + [x[1]] for x in ask("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")]
            res.append(["%d: %s" % (seed, q), [r if isinstance(r, str) else "", sorted(nodes, key=repr),
                       ask("MATCH (a)-[r]->(b) RETURN type(r) AS t, a.id AS a, coalesce(b.id, b.name) AS b, properties(r) AS p")]])
    json.dump(res, open(out, "w"))
    print(len(res), "answers,", sum(isinstance(x[1], str) or x[1][:1] == ["ERR"] for x in res), "errors")


def do_diff(a, b):
    A, B = json.load(open(a)), json.load(open(b))
    bad = [(x[0], x[1], y[1]) for x, y in zip(A, B) if x[1] != y[1]]
    print("%d answers, %d differ" % (len(A), len(bad)))
    for q, x, y in bad[:20]:
        print(q, "\n   A", repr(x)[:200], "\n   B", repr(y)[:200])
    return 1 if bad or len(A) != len(B) else 0


if __name__ == "__main__":
    sys.exit(do_run(*sys.argv[2:]) if sys.argv[1] == "run" else do_diff(*sys.argv[2:]))
