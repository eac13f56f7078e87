"""In which organisation, and through which services, are the requests of a mentor measured?

An organisation is generated, built and published as a snapshot, and mapped as a worker maps it.
Services, policy, audit and records are those of a real data directory; people in it have consented
or refused, some are away. Everybody who is asked about has a goal, and people were endorsed for
what some goals are about. With the embedded engine a running store holds the goals too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.columns import FEED, JOINED, TODAY, gathered, id_of
from bench.organisation import Organisation, organisation
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.model import GOAL_KINDS, KINDS, SnapshotKey, day_number, last_whole_week
from graphsvc.records.batches import insert_in_batches
from graphsvc.records.schema import CONSENTS
from graphsvc.services.introductions import IntroductionService
from graphsvc.settings import Settings
from graphsvc.snapshot import shelf
from graphsvc.snapshot.build import build
from graphsvc.snapshot.columns import Stored
from graphsvc.snapshot.derive import with_rows
from graphsvc.snapshot.gather import Gathered, Words
from graphsvc.snapshot.view import NO_DAY, NOBODY, View
from graphsvc.store.base import Statement
from graphsvc.wiring import NAMED_AS_CONNECTOR, SUGGESTIONS, Services, wire

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
LEAD = Viewer("lead", None, frozenset({Grant("lead")}))
ANSWERED = 0.85  # of the ties are also worked the other way
MOST_WEEKS = 8  # with contact, among the last year's
WEEKS = 52
SAID_YES, SAID_NO, AFTER_CONSENT, AWAY = 0.10, 0.02, 0.02, 0.03  # shares of the people
TOPICS = ["budgets", "hiring", "law", "negotiation", "planning", "pricing", "safety", "testing"]
GOAL = "Lead the group for {}"
NOWHERE = "bolt://127.0.0.1:9"  # where no store answers


@dataclass(frozen=True)
class World:
    """The services, the view of the day, who asks about whom: (viewer, mentee), and her mentor."""

    services: Services
    introductions: IntroductionService
    view: View
    asks: list[tuple[Viewer, str]]
    mentors: dict[str, Viewer]


@contextmanager
def world(place: Path, engine: str, *, people: int, requests: int, seed: int) -> Iterator[World]:
    """Services over *people* people and *requests* questions, each about somebody else.

    Every third is asked by her mentor, by herself, and by a lead.
    """
    address = {} if engine == "embedded" else {"GRAPHSVC_NEO4J_URI": NOWHERE}
    settings = Settings.from_environ({"GRAPHSVC_DATA": str(place), **address})
    services = wire(settings, say=lambda text: None, clock=lambda: NOON)
    try:
        _answered(services, people, seed)
        columns = _columns(organisation(people, seed=seed, order="team"), seed)
        stored = with_rows(Stored("", _key(services, engine), build(columns)), today=TODAY)
        shelf.publish(services.place.snapshots, stored, at=NOON)
        services.warm()
        services.look_ahead()
        view = services.snapshots.current()
        mentors = _mentors(view, requests, seed)
        asks = [
            ((mentor, _person(one), LEAD)[number % 3], one)
            for number, (one, mentor) in enumerate(mentors.items())
        ]
        if engine == "embedded":
            _set_goals(services, list(mentors))
        yield World(services, services.introductions, view, asks, mentors)
    finally:
        services.close()


def _key(services: Services, engine: str) -> SnapshotKey:
    """What a snapshot of the records and the store as they are has as its key."""
    if engine != "embedded":
        return SnapshotKey("bench", 1, services.records.revision())
    services.store.prepare()
    ledger = services.store.ledger()
    return SnapshotKey(ledger.store_id, ledger.revision, services.records.revision())


def _answered(services: Services, people: int, seed: int) -> None:
    """Let some people have said yes or no, want to agree before they are named, or be away."""
    services.records.prepare()
    lot = np.random.default_rng([seed, 11]).random((3, people))
    asked = (lot[0] < SAID_YES + SAID_NO, lot[1] < AFTER_CONSENT, lot[2] < AWAY)
    suggested, named, away = (np.flatnonzero(one).tolist() for one in asked)
    said = [(one, SUGGESTIONS, int(lot[0, one] < SAID_YES)) for one in suggested]
    said += [(one, NAMED_AS_CONNECTOR, 0) for one in named]
    at = NOON.replace(tzinfo=None)
    rows = [
        {"person": id_of(one), "purpose": purpose, "given": given, "at": at}
        for one, purpose, given in said
    ]
    with services.records.database.writing() as connection:
        insert_in_batches(connection, CONSENTS, rows)
    services.records.absences.replace((id_of(one), TODAY, None) for one in away)


def _columns(made: Organisation, seed: int) -> dict[str, Gathered]:
    """What a store would send: ties worked both ways over a year, a chart of managers, mentors,
    an endorsement and a goal of everybody."""
    random = np.random.default_rng([seed, 12])
    found = gathered(made)
    found["knows"] = _knows(made, random)
    found["lines"] = _dated(_lines(made), "person", "manager")
    everybody = np.arange(made.people)
    mentor = random.integers(0, made.people, made.people)
    pairs = np.array([everybody, mentor])[:, mentor != everybody]
    found["mentors"] = _dated(pairs, "mentee", "mentor")
    found["endorsed"] = _endorsed(made.people, random)
    found["goals"] = _goals(made, random)
    return found


def _endorsed(people: int, random: np.random.Generator) -> Gathered:
    """Everybody by somebody, on a topic."""
    on = np.full(people, day_number(JOINED), np.int32)
    endorser = random.integers(1, people, people)
    return {
        "endorser": (np.arange(people) + endorser) % people + 1,
        "endorsed": np.arange(1, people + 1),
        "kind": Words(list(KINDS), random.integers(0, len(KINDS), people, np.int32)),
        "on": on,
        "confirmed": on,
        "topic": Words(TOPICS, random.integers(0, len(TOPICS), people, np.int32)),
    }


def _goals(made: Organisation, random: np.random.Generator) -> Gathered:
    """One of everybody, of every kind in turn: every second lies in her department, of the others
    is said who decides."""
    everybody = np.arange(made.people)
    decider = random.integers(1, made.people + 1, made.people)
    return {
        "person": everybody + 1,
        "kind": Words(list(GOAL_KINDS), (everybody % len(GOAL_KINDS)).astype(np.int32)),
        "text": [GOAL.format(topic) for topic in random.choice(TOPICS, made.people)],
        "on": np.full(made.people, day_number(JOINED), np.int32),
        "unit": Words.of(
            f"d{one:05}" if number % 2 else "" for number, one in enumerate(made.department)
        ),
        "decided_by": np.where(everybody % 2, NOBODY, decider),
    }


def _lines(made: Organisation) -> NDArray[np.int64]:
    """(person, manager): the first of a team leads it and reports to the first of the unit above,
    the first of a division to nobody."""
    everybody = np.arange(made.people)
    manager = everybody.copy()
    for unit in (made.team, made.department, made.division):
        _, first, where = np.unique(unit, return_index=True, return_inverse=True)
        manager = np.where(manager == everybody, first[where], manager)
    return np.array([everybody, manager])[:, manager != everybody]


def _dated(pairs: NDArray[np.int64], one: str, other: str) -> Gathered:
    since = np.full(pairs.shape[1], day_number(JOINED), np.int32)
    until = np.full(pairs.shape[1], NO_DAY, np.int32)
    return {one: pairs[0] + 1, other: pairs[1] + 1, "since": since, "until": until}


def _knows(made: Organisation, random: np.random.Generator) -> Gathered:
    back = random.random(len(made.source)) < ANSWERED
    source = np.append(made.source, made.target[back]).astype(np.int64)
    target = np.append(made.target, made.source[back]).astype(np.int64)
    order = np.lexsort((target, source))
    each = random.integers(1, MOST_WEEKS + 1, len(order))
    tie = np.repeat(np.arange(len(order)), each)
    # Of each tie some different weeks, ascending: steps of one or more that stay within a year.
    steps = random.integers(1, WEEKS // MOST_WEEKS + 1, len(tie))
    ends = np.cumsum(steps)
    begins = (np.cumsum(each) - each)[tie]
    ago = ends - ends[begins] + random.integers(0, WEEKS // MOST_WEEKS, len(order))[tie]
    latest = last_whole_week(TODAY)
    back_in_time = np.lexsort((-ago, tie))
    return {
        "source": source[order] + 1,
        "target": target[order] + 1,
        "feed": Words([FEED], np.zeros(len(order), np.int32)),
        "stated": np.full(len(order), NOBODY, np.float32),
        "weeks": latest - ago[back_in_time],
        "weeks_each": each,
        "counts": random.geometric(0.4, len(tie)),
        "counts_each": each,
    }


def _mentors(view: View, requests: int, seed: int) -> dict[str, Viewer]:
    """Who has contacts and a mentor, each once, and him."""
    ids, mentorings = view.people.ids, view.mentorings
    mentor = dict(zip(mentorings.mentee.tolist(), mentorings.mentor.tolist(), strict=True))
    tied = np.random.default_rng([seed, 9]).permutation(np.flatnonzero(view.tied)).tolist()
    chosen = [one for one in tied if one in mentor][:requests]
    return {ids[one]: _person(ids[mentor[one]]) for one in chosen}


def _person(person_id: str) -> Viewer:
    return Viewer(person_id, person_id)


def _set_goals(services: Services, people: Sequence[str]) -> None:
    """A goal of everybody, of every kind in turn; decided by whoever comes first."""
    rows = [
        {"id": one, "place": place, "properties": {"id": one}} for place, one in enumerate(people)
    ]
    write = services.store.write
    write(Statement("write/import_people_new", {"id": "ledger", "rows": rows}))
    for number, one in enumerate(people):
        write(Statement("write/goal_set", _goal(number, one)))


def _goal(number: int, person: str) -> dict[str, Any]:
    words = {"kind": GOAL_KINDS[number % len(GOAL_KINDS)], "text": GOAL.format(TOPICS[0])}
    parties = {"unit": "", "decided_by": id_of(0), "recorded_by": person, "shared_with": []}
    return {"id": f"g-{number}", "person": person, "day": TODAY, **words, **parties}
