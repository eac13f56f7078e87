"""Are the people and the gap that were planted in an organisation found, through the whole path?"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from graphsvc.demo.write import generate
from tests.whole.deployment import Deployment

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deployment, dict[str, Any]]:
    """An organisation of a seed that no analysis was tuned on, imported, and its truth."""
    place = tmp_path_factory.mktemp("planted")
    generate(place / "files", people=600, seed=20_261)
    at = Deployment(place)
    at.run("import", place / "files")
    return at, json.loads((place / "files" / "truth.json").read_text("utf-8"))


def isolation(at: Deployment) -> dict[str, str]:
    found = at.run("--demo", "isolated", "--limit", "1000", "--json").value
    return {one["person"]["id"]: one["status"] for one in found["items"]}


def test_planted_isolates_are_found_with_few_false_alarms(organisation):
    at, truth = organisation
    planted = {one["person"] for one in truth["isolated"]}

    found = {person for person, status in isolation(at).items() if status == "isolated"}
    recall = len(found & planted) / len(planted)
    false_alarms = len(found - planted) / truth["people"]
    print(f"recall {recall:.2f}, false alarms {false_alarms:.3f} of all people")

    assert recall >= 0.9
    assert false_alarms <= 0.02


def test_people_without_a_feed_are_no_data_and_never_isolated(organisation):
    at, truth = organisation

    found = isolation(at)

    assert {found[person] for person in truth["no_data"]} == {"no_data"}


def test_people_who_are_away_or_new_are_not_called_isolated(organisation):
    at, truth = organisation
    found = isolation(at)

    for person in [*truth["away"], *truth["onboarding"]]:
        assert found.get(person) != "isolated"


def test_the_planted_gap_is_found(organisation):
    at, truth = organisation

    found = at.run("--demo", "gaps", "--by", truth["gap"]["attribute"], "--json").value
    verdicts = {one["group"]: one for one in found["comparisons"]}
    woman = verdicts[truth["gap"]["group"]]

    assert woman["verdict"] == "gap"
    assert woman["difference"] < 0
    assert woman["high"] < 0


def test_a_cut_off_department_is_in_the_plan_of_bridges(organisation):
    at, truth = organisation
    unit = truth["missing_bridges"][0]["unit"]
    members = _members(Path(at.folder / "files"), unit)

    plan = at.run("--demo", "bridges", "--budget", "40", "--limit", "40", "--json").value
    named = {one["mentee"]["id"] for one in plan["items"]}

    assert named & members
    assert plan["total_gain"] > 0


def _members(files: Path, department: str) -> set[str]:
    """Ids of the people in a department or one of its teams, straight from the files."""
    with (files / "units.csv").open(encoding="utf-8", newline="") as lines:
        units = {row["id"] for row in csv.DictReader(lines) if row["parent"] == department}
    with (files / "people.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"] for row in csv.DictReader(lines) if row["unit"] in units | {department}}
