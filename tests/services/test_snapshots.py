"""Is what the graph holds published whole, and does it go on answering when it should?"""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import (
    BadRequest,
    Forbidden,
    ImportUnfinished,
    SnapshotInvalid,
    SnapshotMissing,
    StoreUnavailable,
)
from graphsvc.model import INTRODUCTION_STATES, week_of
from graphsvc.records.open import Records
from graphsvc.services.snapshots import SnapshotService
from graphsvc.snapshot import shelf
from graphsvc.snapshot.view import NO_LEVEL
from graphsvc.store.address import Address
from graphsvc.store.base import Statement, Store
from graphsvc.store.bolt import BoltStore
from tests.engines import Engine

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OPERATOR = Viewer("oda", None, frozenset({Grant("operator")}))
WEEK = week_of(date(2026, 11, 16))
# Every kind of fact; text beyond ASCII, a line break, and people of whom nothing is known.
GRAPH = [
    "CREATE (:Person {id: 'ada', seq: 4, name: 'Ada\nLovelace', title: 'Ingenieurin für Größe', "
    "level: 5, levels: [4, 5], levels_on: ['', '2026-02-01'], family: 'engineering', "
    "site: 'Wien', joined_on: date('2020-01-01')})",
    "CREATE (:Person {id: 'бен', seq: 2})",
    "CREATE (:Person {id: 'cy', seq: 9, left_on: date('2026-01-01')})",
    "CREATE (:Unit {id: 'u1', name: 'Platform'})-[:PART_OF]->(:Unit {id: 'u0'})",
    "MATCH (a:Person {id: 'ada'}), (u:Unit {id: 'u1'}) CREATE (a)-[:MEMBER_OF]->(u)",
    "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'бен'}), (c:Person {id: 'cy'}) "
    "CREATE (b)-[:REPORTS_TO {since: date('2025-01-01')}]->(a), "
    f"(a)-[:KNOWS {{feed: 'mail', weeks: [{WEEK}], counts: [4]}}]->(b), "
    "(a)-[:KNOWS {feed: 'survey.advice', stated: 0.75}]->(c), "
    "(b)-[:KNOWS {feed: 'other'}]->(c), "
    "(b)-[:ENDORSED {id: 'e1', kind: 'advocacy', on: date('2026-05-01')}]->(a), "
    "(a)-[:MENTORS {until: date('2026-06-01')}]->(b), "
    "(i:Introduction {id: 'i1', states: ['proposed'], states_on: ['2026-03-01']})-[:FOR]->(b), "
    "(i)-[:TO]->(c), (i)-[:BY]->(a), "
    "(c)-[:MADE]->(:Promise {id: 'p1', made_on: date('2026-03-01'), states: ['made'], "
    "states_on: ['2026-03-01']})-[:TO]->(a)",
]


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Disturbed:
    """The store, with somebody who does something whenever people are read."""

    store: Store
    then: Callable[[], None]
    ledgers: int = 0

    def columns(self, query: str, **parameters: Any) -> dict[str, list[Any]]:
        if query == "snapshot/people":
            self.then()
        return self.store.columns(query, **parameters)

    def ledger(self) -> Any:
        return self.store.ledger()


@dataclass
class Bench:
    """A service on a store, with records of its own."""

    store: Store
    folder: Path
    records: Records
    clock: Clock = field(default_factory=Clock)

    def service(self, **other: Any) -> SnapshotService:
        audit = Audit(self.records.audit, self.clock)
        parts = {
            "store": self.store,
            "folder": self.folder,
            "deny": lambda: self.records.deny(),
            "records_revision": self.records.revision,
            "policy": Policy(self.clock, audit),
            "audit": audit,
            "clock": self.clock,
        }
        return SnapshotService(**parts | other)

    def moved(self) -> None:
        """Somebody writes to the store."""
        self.store.write(Statement("write/probe", {"id": "probe"}))


@pytest.fixture
def records(tmp_path: Path):
    made = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    yield made
    made.close()


@pytest.fixture
def bench(store: Store, tmp_path: Path, records: Records) -> Bench:
    return Bench(store, tmp_path / "snapshots", records)


@pytest.fixture
def filled(bench: Bench, engine: Engine) -> Bench:
    for text in GRAPH:
        engine.run(text)
    bench.moved()
    return bench


@pytest.fixture
def here(empty_embedded: Engine, tmp_path: Path, records: Records) -> Bench:
    """As ``filled``, on the embedded engine only: for what has nothing to do with the store."""
    for text in GRAPH:
        empty_embedded.run(text)
    return Bench(empty_embedded.store, tmp_path / "snapshots", records)


def test_a_graph_comes_back_from_a_published_snapshot(filled: Bench):
    service = filled.service()

    made = service.publish(OPERATOR)

    assert made == (made.name, filled.store.ledger().revision, 3, 3, date(2026, 11, 22), "exact")
    view = service.at(None)
    people = view.people
    assert list(people.ids) == ["ada", "бен", "cy"]
    assert [people.ids.row_of(one) for one in ("ada", "бен", "cy")] == [0, 1, 2]
    assert list(people.names) == ["Ada\nLovelace", "", ""]
    assert list(people.titles) == ["Ingenieurin für Größe", "", ""]
    assert people.level.tolist() == [5, NO_LEVEL, NO_LEVEL]
    assert people.present.tolist() == [True, True, False]
    assert people.units.names[people.unit[0]] == "Platform"
    assert people.units.names[people.units.parent[people.unit[0]]] == "u0"
    assert people.unit[1:].tolist() == [-1, -1]
    assert people.manager.tolist() == [-1, 0, -1]
    assert [people.families[people.family[0]], people.sites[people.site[0]]] == [
        *("engineering", "Wien")
    ]
    assert view.attention.indices.tolist() == [1, 2, 2]
    assert view.attention.strength.tolist() == [0.5, 0.75, 0.5]
    assert view.endorsements.endorser.tolist() == [1]
    assert view.mentorings.mentor.tolist() == [0]
    assert [INTRODUCTION_STATES[one] for one in view.introductions.state] == ["proposed"]
    assert (view.as_of, view.ties_until) == (date(2026, 11, 23), date(2026, 11, 22))
    assert not view.stale
    assert service.at(date(2026, 1, 15)).people.level.tolist() == [4, NO_LEVEL, NO_LEVEL]


def test_nothing_is_published_while_an_import_is_open(filled: Bench):
    service = filled.service()
    filled.store.open_import("half")

    assert service.refresh_if_moved() is None
    with pytest.raises(ImportUnfinished):
        service.build_now()
    with pytest.raises(SnapshotMissing, match="import something first"):
        service.at(None)

    filled.store.close_import("half")
    assert service.refresh_if_moved() is not None


def test_a_snapshot_follows_the_store(filled: Bench):
    service = filled.service()
    first = service.refresh_if_moved()
    assert first is not None
    view = service.at(None)
    assert service.refresh_if_moved() is None
    assert service.at(None) is view

    filled.moved()
    second = service.refresh_if_moved()

    assert second is not None
    assert second.revision == first.revision + 1
    assert service.at(None).snapshot == second.name
    assert [one.name for one in service.list()] == [second.name, first.name]


@pytest.mark.engine
def test_a_view_is_stale_when_the_store_moved_on_and_no_new_one_could_be_made(here: Bench):
    service = here.service()
    service.build_now()
    here.store.open_import("half")

    service.refresh_if_moved()

    stale = service.at(None)
    assert stale.stale
    assert service.at(None) is stale
    here.store.close_import("half")
    service.refresh_if_moved()
    assert not service.at(None).stale


def test_an_empty_graph_is_not_published(bench: Bench):
    service = bench.service()

    assert service.refresh_if_moved() is None
    with pytest.raises(SnapshotMissing, match="import something first"):
        service.build_now()
    assert service.list() == []


@pytest.mark.engine
def test_only_an_operator_publishes(here: Bench):
    service = here.service()

    with pytest.raises(Forbidden):
        service.publish(Viewer("ada", "ada", frozenset({Grant("lead")})))

    assert service.list() == []


@pytest.mark.engine
def test_a_graph_that_is_written_to_while_it_is_read_is_read_again(here: Bench):
    left = [1, 2]

    def once() -> None:
        if left:
            left.pop()
            here.moved()

    made = here.service(store=Disturbed(here.store, once)).build_now()

    assert left == []
    assert made.consistency == "exact"
    assert made.revision == here.store.ledger().revision


@pytest.mark.engine
def test_a_graph_that_never_rests_is_published_as_moved_and_stale(here: Bench):
    service = here.service(store=Disturbed(here.store, here.moved))

    made = service.build_now()

    assert made.consistency == "moved"
    assert made.revision == here.store.ledger().revision - 1
    assert service.at(None).stale
    quiet = here.service().refresh_if_moved()
    assert quiet is not None
    assert quiet.consistency == "exact"


@pytest.mark.engine
def test_an_import_that_begins_while_the_graph_is_read_stops_the_snapshot(here: Bench):
    service = here.service(store=Disturbed(here.store, lambda: here.store.open_import("half")))

    with pytest.raises(ImportUnfinished):
        service.build_now()
    assert service.list() == []
    here.store.close_import("half")


@pytest.mark.engine
def test_answers_go_on_while_the_store_is_away(here: Bench):
    here.service().build_now()
    with closing(BoltStore(lambda: Address("bolt://127.0.0.1:1", "none", ("a", "b")))) as away:
        service = here.service(store=away)

        view = service.at(None)

        assert list(view.people.ids) == ["ada", "бен", "cy"]
        assert not view.stale
        with pytest.raises(StoreUnavailable):
            service.refresh_if_moved()
        assert service.at(None) is view


@pytest.mark.engine
def test_a_snapshot_of_another_store_never_answers(here: Bench, empty_embedded: Engine):
    here.service().build_now()
    empty_embedded.run("MATCH (l:Ledger) SET l.store_id = 'another'")
    service = here.service()

    with pytest.raises(SnapshotMissing, match="another store"):
        service.at(None)

    service.refresh_if_moved()
    assert service.at(None).key.store_id == "another"
    empty_embedded.run("MATCH (l:Ledger) SET l.store_id = 'fresh'")
    assert here.service().at(None).key.store_id == "fresh"


@pytest.mark.engine
def test_hiding_takes_effect_at_once_and_removes_the_older_snapshots(here: Bench):
    service = here.service()
    old = service.build_now()
    before = service.at(None)
    assert before.tied.all()

    here.records.hidden.hide("cy", "ada", history=None, at=NOW)

    after = service.at(None)
    assert after.snapshot == old.name
    assert after.stale
    assert after.attention.indices.tolist() == [1, 2]
    made = service.refresh_if_moved()
    assert made is not None
    assert [one.name for one in service.list()] == [made.name]
    assert made.ties == 2
    assert service.at(None).attention.indices.tolist() == [1, 2]


@pytest.mark.engine
def test_somebody_who_leaves_the_graph_is_unknown_at_once(here: Bench):
    service = here.service()
    service.build_now()

    here.records.tombstones.put("cy", at=NOW)

    with pytest.raises(KeyError):
        service.at(None).people.ids.row_of("cy")
    made = service.refresh_if_moved()
    assert made is not None
    assert made.people == 2


@pytest.mark.engine
def test_the_default_day_follows_the_last_fact_and_never_the_future(here: Bench):
    service = here.service()
    service.build_now()

    here.clock.now = datetime(2027, 5, 5, tzinfo=UTC)
    assert service.at(None).as_of == date(2026, 11, 23)
    here.clock.now = datetime(2026, 6, 3, tzinfo=UTC)
    assert service.at(None).as_of == date(2026, 6, 2)
    here.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert service.at(None).as_of == date(2026, 5, 1)
    assert service.at(date(2026, 5, 2)).as_of == date(2026, 5, 2)
    with pytest.raises(BadRequest):
        service.at(date(2026, 5, 3))


@pytest.mark.engine
def test_what_people_did_today_counts_today_and_not_on_the_day_before(here: Bench):
    service = here.service()
    service.build_now()

    def acts(day: date, as_of: date | None) -> int:
        here.clock.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return len(service.at(as_of).endorsements.on)

    # The endorsement is of the first of May.
    first = date(2026, 5, 1)
    assert acts(first, None) == 1
    assert acts(first, first) == 0
    assert acts(date(2026, 4, 30), None) == 0


@pytest.mark.engine
def test_a_day_before_weeks_are_numbered_is_refused_and_the_first_one_answers(here: Bench):
    service = here.service()
    service.build_now()

    first = service.at(date(1970, 1, 1))
    assert first.as_of == date(1970, 1, 1)
    assert len(first.contacts_within(28).indices) == 0
    for day in (date(1, 1, 1), date(1969, 12, 31)):
        with pytest.raises(BadRequest) as told:
            service.at(day)
        assert told.value.problems == [{"parameter": "as_of", "expected": "1970-01-01 or later"}]


@pytest.mark.engine
def test_views_are_let_go_when_they_are_too_large_together(here: Bench):
    service = here.service(most_bytes=1)
    service.build_now()
    day = service.at(date(2026, 6, 1))

    assert service.at(date(2026, 6, 1)) is day
    service.at(date(2026, 6, 2))
    again = service.at(date(2026, 6, 1))
    assert again is not day
    assert again.attention.strength.tolist() == day.attention.strength.tolist()


@pytest.mark.engine
def test_threads_that_ask_for_the_same_day_get_the_same_view(here: Bench):
    service = here.service()
    service.build_now()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(service.at, [date(2026, 6, 1)] * 16))

    assert len({id(view) for view in found}) == 1


@pytest.mark.engine
def test_another_process_sees_what_was_published(here: Bench):
    reader, writer = here.service(), here.service()
    writer.build_now()
    first = reader.at(None)

    second = writer.build_now()

    assert reader.at(None).snapshot == second.name != first.snapshot
    assert first.attention.strength.tolist() == [0.5, 0.75, 0.5]


@pytest.mark.engine
def test_while_one_process_builds_another_does_not(here: Bench):
    service = here.service()
    held = "with building(Path(sys.argv[1]), wait=True): print('held', flush=True); input()"
    command = f"import sys; from pathlib import Path; from {shelf.__name__} import building\n{held}"

    with subprocess.Popen(
        [sys.executable, "-c", command, str(here.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert service.refresh_if_moved() is None
        other.communicate("\n")

    assert service.refresh_if_moved() is not None


@pytest.mark.engine
def test_a_damaged_snapshot_does_not_answer_and_can_be_replaced(here: Bench):
    made = here.service().build_now()
    damaged = here.folder / made.name / "people" / "level.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x07")
    service = here.service()

    with pytest.raises(SnapshotInvalid, match=r"people/level\.npy"):
        service.at(None)
    with pytest.raises(SnapshotInvalid, match=r"people/level\.npy"):
        service.verify(made.name)
    with pytest.raises(SnapshotMissing):
        service.verify("../" + made.name)

    (here.folder / made.name / "manifest.json").write_bytes(b"{}")
    assert [one.consistency for one in service.list()] == ["damaged"]
    service.verify(service.build_now().name)
    assert len(service.at(None).people.ids) == 3
