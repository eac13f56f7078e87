"""Are the people found who were planted as isolated, and nobody else?"""

import csv
import json
from collections import Counter, defaultdict
from datetime import date

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.demo.write import generate
from graphsvc.model import week_of
from graphsvc.services.isolation import IsolationService
from tests.services.conftest import OneView
from tests.worlds import person, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))


def read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def as_view(folder, as_of):
    people = [
        person(
            one["id"],
            unit=one["unit"],
            level=int(one["level"]),
            manager=one["manager"] or None,
            joined=day(one["joined_on"]),
            left=day(one["left_on"]),
            family=one["family"],
        )
        for one in read(folder, "people")
    ]
    weeks = defaultdict(Counter)
    for one in read(folder, "ties"):
        weeks[one["source"], one["target"], one["type"]][week_of(day(one["at"]))] += 1
    units = {one["id"]: one["parent"] or None for one in read(folder, "units")}
    return world(
        people, [(*ends, counts) for ends, counts in weeks.items()], units=units, as_of=as_of
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("organisation")
    generate(folder, people=500, seed=1)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    away = {one["person"] for one in read(folder, "absences")}
    return truth, as_view(folder, day(truth["until"])), frozenset(away)


@pytest.fixture
def findings(planted, policy, audit):
    _, view, away = planted
    service = IsolationService(OneView(view), policy, audit, lambda on: away)
    return {one.person.id: one for one in service.find(LEAD, limit=1000).items}


def of_status(findings, status):
    return {person_id for person_id, one in findings.items() if one.status == status}


def test_every_planted_isolate_is_found_and_nobody_else(planted, findings):
    expected = {one["person"] for one in planted[0]["isolated"]}

    assert len(expected) >= 10
    assert of_status(findings, "isolated") == expected


@pytest.mark.parametrize("status", ["no_data", "onboarding", "away"])
def test_people_who_cannot_be_judged_are_told_apart(planted, findings, status):
    assert planted[0][status]
    assert of_status(findings, status) == set(planted[0][status])


def test_how_it_came_about_is_what_was_planted_for_most(planted, findings):
    causes = {"contacts_left", "faded", "never_formed"}
    first = {
        person_id: next(reason.kind for reason in one.reasons if reason.kind in causes)
        for person_id, one in findings.items()
        if one.status == "isolated"
    }
    right = [one for one in planted[0]["isolated"] if first[one["person"]] == one["why"]]

    # Contacts of the first two years are thin: a few planted ties left no mutual contact at all.
    assert len(right) >= 0.75 * len(first)
