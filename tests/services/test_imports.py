"""Is an import all or nothing, whoever asks, whatever is wrong, and whenever it is cut off?"""

import re
from dataclasses import replace
from datetime import date

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, ImportRejected, ImportUnfinished, StoreUnavailable
from graphsvc.intake.options import ImportOptions
from graphsvc.services.import_redo import Redo
from tests.engines import Engine
from tests.services.importing import NOW, OPERATOR, Bench, Leaving, bench, files, killed

FILES = {
    "people": "id,name,level,unit,manager,joined_on\n"
    "ada,Ada,3,all,,2020-01-01\nben,Ben,1,sales,ada,\ncy,Cy,1,sales,ada,\n",
    "units": "id,name,parent\nall,Company,\nsales,Sales,all\n",
    "levels": "person,level,since\nben,1,2024-02-01\nben,2,2025-02-01\n",
    "ties": "source,target,type,weight,at\n"
    "ben,ada,mail,,2026-10-12\nben,ada,mail,,2026-11-09\ncy,ada,mail,,2026-10-13\n"
    "ada,cy,survey,,\n",
    "endorsements": "id,endorser,endorsed,kind,on,confirmed_by\n"
    "e1,ada,ben,advocacy,2026-03-02,ben\ne2,ada,cy,advice,2026-04-01,\n",
    "mentoring": "mentor,mentee,since,until,programme\nada,cy,2026-01-01,,first\n",
    "introductions": "id,connector,mentee,introducee,proposed_by,state,on,by\n"
    "i1,ada,cy,ben,ada,proposed,2026-05-01,ada\ni1,ada,cy,ben,ada,mentee_agreed,2026-05-02,cy\n",
    "promises": "id,by,to,text,made_on,due_on,size,state,on,by\n"
    "p1,ada,cy,call,2026-05-01,2026-06-01,2,kept,2026-05-20,cy\n",
    "goals": "id,person,kind,text,unit,decided_by,on\ng1,cy,unit,Move,sales,ada,2026-02-02\n",
    "feedback": "id,author,about,on,text\nf1,ada,cy,2026-06-01,You led the launch\n",
    "absences": "person,since,until\ncy,2026-07-01,2026-07-20\n",
    "groups": "person,attribute,value\nada,gender,woman\nben,gender,man\n",
}
# Ben's week of October is corrected, Cy's mail and two acts are gone, Dot is new.
CORRECTED = FILES | {
    "people": FILES["people"] + "dot,Dot,1,sales,ben,2026-11-01\n",
    "ties": "source,target,type,weight,at\n"
    "ben,ada,mail,,2026-10-12\nben,ada,mail,,2026-10-14\nben,ada,mail,,2026-11-09\n"
    "ada,dot,survey,,\n",
    "endorsements": "id,endorser,endorsed,kind,on\n"
    "e2,ada,cy,credit,2026-04-01\ne3,cy,dot,advice,2026-03-02\n",
    "goals": "id,person,kind,text,unit,decided_by,on\ng1,ben,unit,Move,all,,2026-02-02\n",
    "absences": "person,since,until\nben,2026-07-01,\n",
}


@pytest.fixture
def made(engine: Engine, tmp_path) -> Bench:
    return bench(engine.store, tmp_path / "data")


@pytest.fixture
def source(tmp_path):
    return files(tmp_path / "first", **FILES)


@pytest.fixture
def corrected(tmp_path):
    return files(tmp_path / "corrected", **CORRECTED)


def load(made: Bench, *paths, **more):
    return made.service.load(OPERATOR, paths, ImportOptions(), **more)


def spools(made: Bench) -> list[str]:
    return sorted(one.name for one in made.service.folder.glob("import.*"))


def test_an_import_is_written_recorded_and_published(made, source, engine):
    report = load(made, source)

    assert report.created == {
        "absences": 1,
        "endorsements": 2,
        "feedback": 1,
        "goals": 1,
        "groups": 2,
        "lines": 2,
        "introductions": 1,
        "memberships": 3,
        "mentoring": 1,
        "people": 3,
        "promises": 1,
        "ties": 3,
        "units": 2,
    }
    assert (report.updated, report.removed, report.unchanged) == ({}, {}, {})
    assert report.snapshot == "s-1"
    assert report.revision == engine.store.ledger().revision
    assert [one.name for one in report.files if one.rows_read != one.stored + one.merged] == []
    (row,) = made.records.imports.all()
    assert row.id == report.import_id
    assert {(one.fact, one.feed) for one in row.coverage} >= {
        ("contact", "mail"),
        ("tie", "survey"),
    }
    assert made.records.groups.values("gender") == {"ada": "woman", "ben": "man"}
    assert made.records.absences.away(date(2026, 7, 2)) == {"cy"}
    assert spools(made) == ["import.lock"]
    assert engine.store.ledger().open_import is None


def test_no_group_gets_into_the_graph(made, source, engine):
    load(made, source)

    assert not re.search("gender|woman", "\n".join(engine.everything()))


def test_the_same_files_twice_change_nothing(made, source, engine):
    created = load(made, source).created
    once, row = engine.everything(), made.records.groups.values("gender")

    report = load(made, source)

    assert (report.created, report.updated, report.removed) == ({}, {}, {})
    assert report.unchanged == created
    assert engine.everything() == once
    assert made.records.groups.values("gender") == row


def test_what_was_said_in_the_service_is_not_taken_back_by_a_file(made, source, engine):
    load(made, source)
    engine.run(
        "MATCH (p:Person {id: 'cy'}) CREATE (p)-[:AIMS_FOR]->(:Goal {id: 'own', kind: 'skill', "
        "on: $day, recorded_by: 'cy', shared_with: ['ada']})",
        day=date(2026, 2, 2),
    )
    engine.run("MATCH (g:Goal {id: 'g1'}) SET g.shared_with = ['ada']")
    before = engine.everything()

    report = load(made, source)

    assert (report.removed.get("goals"), report.updated.get("goals")) == (None, None)
    assert engine.everything() == before


@pytest.mark.parametrize("here", ["recorded_by: 'ada'", "moved_here: true"])
def test_an_introduction_that_goes_on_here_is_not_set_back_by_a_file(made, source, engine, here):
    """Neither by other moves, nor by a connector who is another one, nor by leaving it out."""
    load(made, source)
    states = "states: ['proposed', 'mentee_agreed', 'connector_agreed']"
    days = "states_on: ['2026-02-02', '2026-02-03', '2026-02-04']"
    engine.run(
        "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}), (c:Person {id: 'cy'}) "
        "UNWIND ['i7', 'i8'] AS id "
        f"CREATE (i:Introduction {{id: id, {states}, {days}, states_by: ['ada', 'ada', 'cy'], "
        f"{here}}}), (i)-[:FOR]->(a), (i)-[:TO]->(b), (i)-[:BY]->(c)"
    )
    before = engine.everything()
    moves = [("proposed", "ada"), ("declined", "ben")]
    text = "id,connector,mentee,introducee,state,on,by\n"
    text += "".join(f"i7,,ada,ben,{state},2026-02-02,{by}\n" for state, by in moves)
    files(source, introductions=text)

    for dry_run in (True, False):
        report = load(made, source, dry_run=dry_run)
        assert report.kept == {"introductions": 1}
        assert not {*report.created, *report.updated, *report.removed} & {"introductions"}
    assert engine.everything() == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(made, source, corrected, engine):
    load(made, source)
    once, ledger = engine.everything(), engine.store.ledger()

    foreseen = load(made, corrected, dry_run=True)

    assert engine.everything() == once
    assert engine.store.ledger() == ledger
    assert len(made.records.imports.all()) == 1
    assert made.records.absences.away(date(2026, 7, 2)) == {"cy"}
    assert made.published == ["s-1"]
    assert spools(made) == ["import.lock"]
    assert (foreseen.revision, foreseen.snapshot) == (None, None)
    assert foreseen.removed == {
        "absences": 1,
        "endorsements": 1,
        "goals": 1,
        "ties": 2,
    }
    report = load(made, corrected)
    again = replace(report, dry_run=True, revision=None, snapshot=None)
    assert again == foreseen


def test_files_with_problems_write_nothing(made, source, engine):
    once, revision = engine.everything(), engine.store.ledger().revision
    (source / "endorsements.csv").write_text("id,endorser,endorsed,kind\ne1,ada,nobody,advice\n")

    with pytest.raises(ImportRejected) as raised:
        load(made, source)

    assert [(one.file, one.line) for one in raised.value.problems] == [("endorsements.csv", 2)]
    assert engine.everything() == once
    assert engine.store.ledger().revision == revision
    assert (made.published, made.records.imports.all()) == ([], [])
    assert spools(made) == ["import.lock"]


def test_rows_with_problems_go_to_a_file_of_their_own(made, source, tmp_path):
    (source / "endorsements.csv").write_text(
        "id,endorser,endorsed,kind\ne1,ada,nobody,advice\ne2,ada,ben,advice\n"
    )

    report = load(made, source, reject_to=tmp_path / "rejected.csv")

    assert report.created["endorsements"] == 1
    assert report.rejected_to == str(tmp_path / "rejected.csv")
    assert (tmp_path / "rejected.csv").exists()


def test_only_an_operator_imports(made, source, engine):
    lead = Viewer("lea", "ada", frozenset({Grant("lead"), Grant("analyst")}))

    with pytest.raises(Forbidden):
        made.service.load(lead, [source], ImportOptions())

    assert engine.run("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]
    decided = [(row.subject, row.action, row.decision) for row in made.records.audit.rows()]
    assert decided == [("lea", "import", "refused")]


def test_a_second_import_waits_for_its_turn(made, source):
    with (
        Redo(made.service.folder).alone(),
        pytest.raises(ImportUnfinished, match="Another import is running"),
    ):
        load(made, source)

    with Redo(made.service.folder).alone():
        assert made.service.resume() is None


def test_an_import_begun_elsewhere_is_left_alone_until_it_is_given_up(made, source, engine):
    engine.store.open_import("theirs")

    for attempt in (made.service.resume, lambda: load(made, source)):
        with pytest.raises(ImportUnfinished, match="another data directory"):
            attempt()
    assert engine.store.ledger().open_import == "theirs"

    assert made.service.give_up(OPERATOR) == "theirs"
    assert load(made, source).created["people"] == 3


def test_an_accepted_import_is_not_written_into_another_store(made, source, engine, tmp_path):
    assert killed(engine.address, tmp_path / "data", source, lives=3, after=True)
    engine.run("MATCH (l:Ledger) SET l.store_id = 'other' REMOVE l.open_import")

    with pytest.raises(ImportUnfinished, match="another store"):
        made.service.resume()


def test_people_who_left_and_hidden_ties_stay_out(made, source, engine):
    made.records.tombstones.put("cy", at=NOW)
    made.records.hidden.hide("ada", "ben", history=[], at=NOW)

    report = load(made, source)

    # One of each of the twelve kinds names Cy, and two weeks are of the tie Ada hid.
    assert report.kept_out == 14
    assert report.created == {
        "endorsements": 1,
        "groups": 2,
        "lines": 1,
        "memberships": 2,
        "people": 2,
        "units": 2,
    }
    text = "\n".join(engine.everything())
    assert "'cy'" not in text
    assert "KNOWS" not in text


def test_somebody_who_left_may_still_be_named_by_files(made, source, engine):
    made.records.tombstones.put("cy", at=NOW)
    people = (source / "people.csv").read_text()
    (source / "people.csv").write_text(people.replace("cy,Cy,1,sales,ada,\n", ""))

    assert load(made, source).created["people"] == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lives", "after"), [(1, False), (1, True), (2, True), (7, False), (13, True), (14, False)]
)
def test_an_import_that_was_killed_ends_as_if_it_had_not_been(
    engine, source, tmp_path, lives, after
):
    load(bench(engine.store, tmp_path / "undisturbed"), source)
    undisturbed = engine.everything()
    engine.empty()

    assert killed(engine.address, tmp_path / "data", source, lives=lives, after=after)

    begun = engine.store.ledger().open_import is not None
    assert begun is ((lives, after) != (1, False))
    later = bench(engine.store, tmp_path / "data")
    assert later.service.resume() is not None
    assert engine.everything() == undisturbed
    assert len(later.records.imports.all()) == 1
    assert later.published == ["s-1"]
    assert spools(later) == ["import.lock"]
    assert later.service.resume() is None


@pytest.mark.slow
@pytest.mark.parametrize(("lives", "after"), [(4, True), (7, False), (9, True)])
def test_a_correction_that_was_killed_ends_as_if_it_had_not_been(
    engine, source, corrected, tmp_path, lives, after
):
    calm = bench(engine.store, tmp_path / "undisturbed")
    load(calm, source)
    load(calm, corrected)
    undisturbed = engine.everything()
    engine.empty()
    later = bench(engine.store, tmp_path / "data")
    load(later, source)

    assert killed(engine.address, tmp_path / "data", corrected, lives=lives, after=after)

    # The next import finishes the one that was cut off before it begins.
    report = load(later, corrected)
    assert report.resumed is not None
    assert (report.created, report.updated, report.removed) == ({}, {}, {})
    assert engine.everything() == undisturbed


def test_an_import_the_store_left_is_finished_by_the_next_one(source, engine, tmp_path):
    load(bench(engine.store, tmp_path / "undisturbed"), source)
    undisturbed = engine.everything()
    engine.empty()
    left = bench(Leaving(engine.store, 5), tmp_path / "data")

    with pytest.raises(StoreUnavailable):
        load(left, source)

    assert left.published == []
    assert engine.store.ledger().open_import is not None
    later = bench(engine.store, tmp_path / "data")
    with pytest.raises(ImportUnfinished, match="cut off"):
        load(later, source, dry_run=True)
    assert load(later, source).resumed is not None
    assert engine.everything() == undisturbed


def test_a_new_unit_in_people_csv_replaces_the_old_one_of_whoever_is_listed(
    made, source, engine, tmp_path
):
    load(made, source)
    moved = files(tmp_path / "moved", people="id,unit\nben,all\n")

    report = load(made, moved)

    members = "MATCH (p:Person)-[m:MEMBER_OF]->(u:Unit) RETURN p.id AS p, u.id AS u ORDER BY p, u"
    assert engine.run(members) == [
        {"p": "ada", "u": "all"},
        {"p": "ben", "u": "all"},
        {"p": "cy", "u": "sales"},
    ]
    lines = "MATCH (p:Person)-[r:REPORTS_TO]->(:Person) RETURN p.id AS p ORDER BY p"
    assert engine.run(lines) == [{"p": "ben"}, {"p": "cy"}], "the file had no managers"
    assert (report.created, report.removed) == ({"memberships": 1}, {"memberships": 1})


def test_what_was_not_accepted_is_forgotten(made, source, engine):
    (made.service.folder / "import.spool").write_bytes(b"half a file")

    assert made.service.resume() is None
    assert load(made, source).created["people"] == 3
    assert spools(made) == ["import.lock"]
