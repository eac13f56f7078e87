"""Do good rows go in where bad ones are set aside, and does what was there stay?"""

import pytest

from graphsvc.errors import BadRequest
from graphsvc.intake.options import ImportOptions
from tests.engines import Engine
from tests.services.importing import OPERATOR, Bench, bench, files

PEOPLE = "id,name\nada,Ada\nben,Ben\ncy,Cy\n"
TIES = "source,target,type,weight,at\nada,ben,mail,,2026-10-12\nada,cy,survey,,\n"
LEVELS = "person,level,since\nada,1,2024-02-01\n"
HELD = (
    "MATCH (a:Person)-[t:KNOWS]->(b:Person) "
    "RETURN a.id AS a, b.id AS b, t.contacts AS contacts ORDER BY a, b"
)


@pytest.fixture
def made(engine: Engine, tmp_path) -> Bench:
    return bench(engine.store, tmp_path / "data")


def test_good_ties_and_levels_are_written_beside_bad_ones_and_nothing_is_removed(
    made: Bench, engine: Engine, tmp_path
):
    bad = files(
        tmp_path / "bad",
        people=PEOPLE,
        ties=TIES + "ada,nobody,mail,,2026-10-12\n",
        levels=LEVELS + "ben,high,2024-02-01\n",
    )
    again = files(
        tmp_path / "again",
        ties="source,target,type,weight,at\nben,cy,mail,,2026-10-12\nada,ada,mail,,2026-10-13\n",
        levels="person,level,since\nben,2,2024-02-01\nada,high,2025-01-01\n",
    )

    first = made.service.load(OPERATOR, [bad], ImportOptions(), reject_to=tmp_path / "one.csv")

    assert first.created["ties"] == 2
    assert [tuple(row.values()) for row in engine.run(HELD)] == [
        ("ada", "ben", 1),
        ("ada", "cy", 0),
    ]
    second = made.service.load(OPERATOR, [again], ImportOptions(), reject_to=tmp_path / "two.csv")
    assert second.created["ties"] == 1
    assert "ties" not in second.removed
    assert [tuple(row.values()) for row in engine.run(HELD)] == [
        ("ada", "ben", 1),
        ("ada", "cy", 0),
        ("ben", "cy", 1),
    ]
    levels = "MATCH (p:Person) RETURN p.id AS id, p.levels AS levels ORDER BY id"
    assert [tuple(row.values()) for row in engine.run(levels)] == [
        ("ada", [1]),
        ("ben", [2]),
        ("cy", None),
    ]


def test_a_reject_file_that_cannot_be_written_is_said_before_anything_is(
    made: Bench, engine: Engine, tmp_path
):
    source = files(tmp_path / "source", people=PEOPLE + "dot\n")
    before = source / "people.csv"

    for place in (tmp_path / "nowhere" / "rejected.csv", tmp_path, before):
        with pytest.raises(BadRequest) as raised:
            made.service.load(OPERATOR, [source], ImportOptions(), reject_to=place)
        assert raised.value.problems[0]["parameter"] == "--reject-to"

    assert before.read_text() == PEOPLE + "dot\n"
    assert engine.run("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]
