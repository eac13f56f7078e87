"""Does a spooled import leave the graph it says, on both engines, and change nothing twice?"""

from datetime import date

import pytest

from graphsvc.store.bolt.values import native
from tests.engines import Engine
from tests.services.spooled import COVERAGE, WEEK, small, spool_of, written

COUNTS = {
    "people": 3,
    "units": 2,
    "memberships": 3,
    "lines": 2,
    "mentoring": 2,
    "endorsements": 3,
    "introductions": 1,
    "promises": 1,
    "goals": 2,
    "feedback": 1,
    "ties": 3,
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "spool"


@pytest.fixture
def imported(engine: Engine, path) -> Engine:
    written(engine.store, spool_of(path))
    return engine


def graph(engine: Engine) -> list[str]:
    """Everything but the schema steps, which are of different moments."""
    return [one for one in engine.everything() if "Migration" not in one]


def asked(engine: Engine, text: str):
    return native(engine.run(text))


def test_a_first_import_makes_everything_it_names(engine, path):
    tally = written(engine.store, spool_of(path))

    assert tally.created == COUNTS
    assert not tally.updated + tally.removed + tally.unchanged
    people = "MATCH (p:Person) RETURN properties(p) AS p ORDER BY p.id"
    assert [row["p"] for row in asked(engine, people)] == [
        {
            "id": "ada",
            "seq": 0,
            "alias": "~ada",
            "name": "Ada",
            "level": 3,
            "joined_on": date(2020, 1, 1),
        },
        {
            "id": "ben",
            "seq": 1,
            "alias": "~ben",
            "name": "Ben",
            "site": "Wien",
            # The level of the day of the import: the third is still to come.
            "level": 2,
            "levels": [1, 2, 3],
            "levels_on": [date(2024, 2, 1), date(2025, 2, 1), date(2027, 2, 1)],
        },
        {"id": "cy", "seq": 2, "alias": "~cy", "name": "Cy"},
    ]
    ties = (
        "MATCH (a:Person)-[k:KNOWS]->(b:Person) "
        "RETURN a.id AS a, b.id AS b, properties(k) AS k ORDER BY a"
    )
    assert asked(engine, ties) == [
        {
            "a": "ada",
            "b": "cy",
            "k": {"feed": "survey", "contacts": 0, "weeks": [], "counts": [], "stated": 0.75},
        },
        {
            "a": "ben",
            "b": "ada",
            "k": {
                "feed": "mail",
                "contacts": 3,
                "weeks": [WEEK - 4, WEEK],
                "counts": [1, 2],
                "first_on": date(2026, 10, 12),
                "last_on": date(2026, 11, 15),
            },
        },
        {
            "a": "cy",
            "b": "ada",
            "k": {
                "feed": "mail",
                "contacts": 5,
                "weeks": [WEEK - 4],
                "counts": [5],
                "first_on": date(2026, 10, 12),
                "last_on": date(2026, 10, 18),
            },
        },
    ]
    introduction = (
        "MATCH (i:Introduction)-[r]->(p:Person) "
        "WITH i, type(r) + ' ' + p.id AS who ORDER BY who "
        "RETURN collect(who) AS who, properties(i) AS i"
    )
    assert asked(engine, introduction) == [
        {
            "who": ["BY ada", "FOR cy", "PROPOSED_BY cy", "TO ben"],
            "i": {
                "id": "i1",
                "outcome": "lunch",
                "states": ["proposed", "met"],
                "states_on": ["2026-05-01", ""],
                "states_by": ["cy", "ada"],
            },
        }
    ]


def test_the_same_import_twice_changes_nothing(imported, path):
    once = imported.everything()
    revision = imported.store.ledger().revision

    tally = written(imported.store, spool_of(path))

    assert tally.unchanged == COUNTS
    assert not tally.created + tally.updated + tally.removed
    assert imported.everything() == once
    assert imported.store.ledger().revision == revision


def test_a_dry_run_counts_and_writes_nothing(imported, path):
    changed = small()
    changed["person"] = [*changed["person"], {"id": "dot"}]
    changed["endorsement"].pop()
    changed["line"] = [{"person": "dot", "manager": "ada"}]
    once = imported.everything()
    revision = imported.store.ledger().revision

    foreseen = written(imported.store, spool_of(path, changed), dry_run=True)

    assert imported.everything() == once
    assert imported.store.ledger().revision == revision
    assert foreseen.created == {"people": 1, "lines": 1}
    assert foreseen.removed == {"endorsements": 1, "lines": 2}
    assert written(imported.store, spool_of(path, changed)) == foreseen


def test_a_corrected_file_replaces_exactly_the_weeks_it_covers(imported, path):
    corrected = {
        "contact": [
            {"source": "ben", "target": "ada", "feed": "mail", "week": WEEK - 4, "count": 7},
            {"source": "ben", "target": "cy", "feed": "mail", "week": WEEK - 4, "count": 1},
        ]
    }
    covered = [("contact", "mail", "2026-10-12", "2026-10-18", 0)]

    tally = written(imported.store, spool_of(path, corrected, coverage=covered))

    # Ben's later week stays, Cy's only week is taken back, the survey is not spoken for.
    ties = (
        "MATCH (a:Person)-[k:KNOWS]->(b:Person) "
        "RETURN a.id AS a, b.id AS b, k.weeks AS weeks, k.counts AS counts ORDER BY a, b"
    )
    assert asked(imported, ties) == [
        {"a": "ada", "b": "cy", "weeks": [], "counts": []},
        {"a": "ben", "b": "ada", "weeks": [WEEK - 4, WEEK], "counts": [7, 2]},
        {"a": "ben", "b": "cy", "weeks": [WEEK - 4], "counts": [1]},
    ]
    assert (tally.created["ties"], tally.updated["ties"], tally.removed["ties"]) == (1, 1, 1)


def test_a_corrected_file_removes_what_it_leaves_out_inside_its_dates(imported, path):
    corrected = {
        "endorsement": [
            {
                "id": "e1",
                "endorser": "ada",
                "endorsed": "cy",
                "kind": "advocacy",
                "on": "2026-03-02",
            }
        ]
    }
    covered = [("endorsement", "", "2026-03-01", "2026-04-30", 0)]

    tally = written(imported.store, spool_of(path, corrected, coverage=covered))

    # e1 has another receiver now, e2 lies inside, and e3 is undated and not spoken for.
    acts = (
        "MATCH (a:Person)-[e:ENDORSED]->(b:Person) "
        "RETURN e.id AS e, a.id AS a, b.id AS b ORDER BY e"
    )
    assert asked(imported, acts) == [
        {"e": "e1", "a": "ada", "b": "cy"},
        {"e": "e3", "a": "cy", "b": "ben"},
    ]
    assert (tally.created["endorsements"], tally.removed["endorsements"]) == (1, 2)


def test_a_file_of_one_kind_of_endorsement_leaves_the_others(imported, path):
    covered = [("endorsement", "advice", "2026-01-01", "2026-12-31", 1)]

    tally = written(imported.store, spool_of(path, {"endorsement": []}, coverage=covered))

    kinds = "MATCH (:Person)-[e:ENDORSED]->(:Person) RETURN e.kind AS kind ORDER BY kind"
    assert asked(imported, kinds) == [{"kind": "advocacy"}, {"kind": "credit"}]
    assert tally.removed == {"endorsements": 1}


def test_a_moved_membership_keeps_what_is_not_covered(imported, path):
    moved = {"membership": [{"person": "ben", "unit": "all", "since": "2025-02-01"}]}
    covered = [("membership", "", "2025-01-01", "2025-12-31", 0)]

    tally = written(imported.store, spool_of(path, moved, coverage=covered))

    members = (
        "MATCH (p:Person)-[m:MEMBER_OF]->(u:Unit) "
        "RETURN p.id AS p, u.id AS u, m.since AS since, m.until AS until ORDER BY p, u, since"
    )
    assert asked(imported, members) == [
        {"p": "ada", "u": "all", "since": None, "until": None},
        {"p": "ben", "u": "all", "since": date(2024, 2, 1), "until": date(2025, 1, 1)},
        {"p": "ben", "u": "all", "since": date(2025, 2, 1), "until": None},
    ]
    assert (tally.created["memberships"], tally.removed["memberships"]) == (1, 1)


def test_only_the_columns_a_file_had_are_set(imported, path):
    people = {"person": [{"id": "ada", "name": None, "site": "Graz"}, {"id": "ben", "created": 1}]}

    tally = written(imported.store, spool_of(path, people, coverage=[], given=["name", "site"]))

    found = asked(imported, "MATCH (p:Person) RETURN properties(p) AS p ORDER BY p.id")
    assert found[0]["p"] == {
        "id": "ada",
        "seq": 0,
        "alias": "~ada",
        "site": "Graz",
        "level": 3,
        "joined_on": date(2020, 1, 1),
    }
    assert found[1]["p"]["name"] == "Ben", "whom only ties mention keeps what is known"
    assert found[2]["p"]["name"] == "Cy", "nobody is removed by absence"
    assert (tally.updated["people"], tally.unchanged["people"]) == (1, 1)


def test_new_people_get_the_next_numbers(imported, path):
    people = {"person": [{"id": "aaron"}, {"id": "zoe"}]}

    written(imported.store, spool_of(path, people, coverage=[]))

    found = asked(imported, "MATCH (p:Person) RETURN p.seq AS seq, p.id AS id ORDER BY seq")
    assert [row["id"] for row in found] == ["ada", "ben", "cy", "aaron", "zoe"]
    assert [row["seq"] for row in found] == [0, 1, 2, 3, 4]


def test_a_corrected_level_history_is_read_as_of_the_import(imported, path):
    levels = {"level": [{"person": "cy", "level": 2, "since": "2025-03-01"}]}
    covered = [("level", "", "2025-01-01", "2025-12-31", 0)]

    written(imported.store, spool_of(path, levels, coverage=covered))

    found = asked(
        imported,
        "MATCH (p:Person) RETURN p.id AS id, p.level AS level, p.levels AS levels ORDER BY id",
    )
    assert found == [
        {"id": "ada", "level": 3, "levels": None},
        {"id": "ben", "level": 1, "levels": [1, 3]},
        {"id": "cy", "level": 2, "levels": [2]},
    ]


def test_nodes_change_their_parties_and_go_where_covered(imported, path):
    changed = {
        "goal": [{"id": "g1", "person": "ben", "kind": "unit", "unit": "all"}],
        "promise": [],
        "unit": [{"id": "sales", "parent": None}, {"id": "all", "parent": "sales"}],
    }
    covered = [one for one in COVERAGE if one[0] in ("goal", "promise")]

    tally = written(imported.store, spool_of(path, changed, coverage=covered))

    goals = (
        "MATCH (p:Person)-[:AIMS_FOR]->(g:Goal) OPTIONAL MATCH (g)-[:IN]->(u:Unit) "
        "OPTIONAL MATCH (g)-[:DECIDED_BY]->(d:Person) "
        "RETURN g.id AS g, p.id AS p, u.id AS u, d.id AS d"
    )
    assert asked(imported, goals) == [{"g": "g1", "p": "ben", "u": "all", "d": None}]
    assert asked(imported, "MATCH (n:Promise) RETURN count(n) AS n") == [{"n": 0}]
    parts = "MATCH (u:Unit)-[:PART_OF]->(v:Unit) RETURN u.id AS u, v.id AS v"
    assert asked(imported, parts) == [{"u": "all", "v": "sales"}]
    assert tally.updated["units"] == 2


def test_a_graph_of_many_pages_is_compared_page_by_page(engine, path):
    # More people than a page holds, each with a tie to the next; every tenth tie is left out later.
    count = 1_203
    people = [{"id": f"p{number:04}"} for number in range(count)]
    ties = [
        {"source": f"p{n:04}", "target": f"p{(n + 1) % count:04}", "feed": "survey"}
        for n in range(count)
    ]
    covered = [("tie", "survey", None, None, 1)]
    first = {"person": people, "tie": ties}
    written(engine.store, spool_of(path, first, coverage=covered))
    fewer = {"person": people, "tie": [one for n, one in enumerate(ties) if n % 10]}

    tally = written(engine.store, spool_of(path, fewer, coverage=covered))

    assert tally.removed == {"ties": 121}
    assert tally.unchanged == {"people": count, "ties": count - 121}
    left = "MATCH (:Person)-[k:KNOWS]->(:Person) RETURN count(k) AS n"
    assert engine.run(left) == [{"n": count - 121}]


@pytest.mark.engine
@pytest.mark.neo4j
def test_both_engines_hold_the_same_graph(empty_embedded, empty_neo4j, path):
    for one in (empty_embedded, empty_neo4j):
        written(one.store, spool_of(path))

    assert graph(empty_embedded) == graph(empty_neo4j)
