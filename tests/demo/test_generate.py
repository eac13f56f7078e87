"""Is what truth.json says really in the files, and nothing else?"""

import csv
import hashlib
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from graphsvc.demo.write import HEADERS, generate
from graphsvc.errors import BadRequest


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("organisation")
    generate(place, people=500, seed=1)
    return place


@pytest.fixture(scope="module")
def truth(folder):
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def mutual_contacts(folder: Path, *, since: str) -> dict[str, set[str]]:
    """By person: with whom there was contact both ways since a day; read from the file alone."""
    wrote = {(one["source"], one["target"]) for one in read(folder, "ties") if one["at"] >= since}
    found = defaultdict(set)
    for source, target in wrote:
        if (target, source) in wrote:
            found[source].add(target)
    return found


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_bytes(folder, tmp_path):
    generate(tmp_path, people=500, seed=1)

    assert digest(tmp_path) == digest(folder)


def test_another_seed_writes_another_organisation(folder, tmp_path):
    generate(tmp_path, people=500, seed=2)

    assert digest(tmp_path)["ties.csv"] != digest(folder)["ties.csv"]


@pytest.mark.parametrize("name", HEADERS)
def test_every_file_names_its_columns(folder, name):
    first = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]

    assert first == ",".join(HEADERS[name].split())


def test_planted_isolates_have_at_most_one_mutual_contact_besides_the_manager(folder, truth):
    until = date.fromisoformat(truth["until"])
    manager = {one["id"]: one["manager"] for one in read(folder, "people")}
    contacts = mutual_contacts(folder, since=(until - timedelta(days=84)).isoformat())

    assert len(truth["isolated"]) >= 10
    for planted in truth["isolated"]:
        others = contacts[planted["person"]] - {manager[planted["person"]]}
        assert len(others) <= 1, planted


def test_nearly_everybody_else_has_several_mutual_contacts(folder, truth):
    until = date.fromisoformat(truth["until"])
    special = {one["person"] for one in truth["isolated"]}
    special |= {*truth["no_data"], *truth["onboarding"], *truth["away"]}
    contacts = mutual_contacts(folder, since=(until - timedelta(days=28)).isoformat())
    here = [one["id"] for one in read(folder, "people") if not one["left_on"]]

    few = [one for one in here if one not in special and len(contacts[one]) < 3]
    assert len(few) <= 0.01 * len(here)


def test_people_without_a_feed_have_no_contact_at_all(folder, truth):
    seen = {end for one in read(folder, "ties") for end in (one["source"], one["target"])}

    assert truth["no_data"]
    assert not seen & set(truth["no_data"])


def test_a_cut_off_department_is_tied_to_others_through_its_heads_alone(folder, truth):
    parent = {one["id"]: one["parent"] for one in read(folder, "units")}
    department = {one["id"]: parent.get(one["unit"]) for one in read(folder, "people")}

    for bridge in truth["missing_bridges"]:
        for tie in read(folder, "ties"):
            ends = (tie["source"], tie["target"])
            inside = [end for end in ends if department[end] == bridge["unit"]]
            assert len(inside) != 1 or inside[0] in bridge["only_through"]


def sponsored_share(folder: Path, levels: set[str], gender: str, until: date) -> float:
    people = {one["id"]: one for one in read(folder, "people")}
    group = {one["person"] for one in read(folder, "groups") if one["value"] == gender}
    asked = {one for one in group if people[one]["level"] in levels and not people[one]["left_on"]}
    oldest = (until - timedelta(days=365)).isoformat()
    having = {
        one["endorsed"]
        for one in read(folder, "endorsements")
        if one["kind"] in ("opportunity", "advocacy")
        and one["on"] >= oldest
        and one["confirmed_on"]
    }
    return len(asked & having) / len(asked)


def test_the_planted_gap_is_in_the_endorsements(tmp_path):
    generate(tmp_path, people=4000, seed=3)
    until = date(2026, 9, 28)

    women = sponsored_share(tmp_path, {"2", "3", "4"}, "woman", until)
    men = sponsored_share(tmp_path, {"2", "3", "4"}, "man", until)
    assert women == pytest.approx(0.16, abs=0.04)
    assert men == pytest.approx(0.42, abs=0.04)


def test_without_a_gap_shares_differ_by_chance_alone(tmp_path):
    generate(tmp_path, people=4000, seed=3, gap=False)
    until = date(2026, 9, 28)

    women = sponsored_share(tmp_path, {"2", "3", "4"}, "woman", until)
    men = sponsored_share(tmp_path, {"2", "3", "4"}, "man", until)
    assert women == pytest.approx(men, abs=0.06)
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["gap"] is None


def test_nothing_is_dated_on_or_after_the_last_day(folder, truth):
    for name, column in (("ties", "at"), ("endorsements", "on"), ("introductions", "on")):
        assert max(one[column] for one in read(folder, name)) < truth["until"]


def test_protected_attributes_are_in_their_own_file_only(folder):
    for path in folder.glob("*.csv"):
        if path.name != "groups.csv":
            assert "gender" not in path.read_text(encoding="utf-8")


def test_ids_of_people_are_unique_and_known_to_every_file(folder):
    people = Counter(one["id"] for one in read(folder, "people"))
    named = {one[end] for one in read(folder, "endorsements") for end in ("endorser", "endorsed")}

    assert set(people.values()) == {1}
    assert named <= set(people)


def test_too_small_an_organisation_is_refused(tmp_path):
    with pytest.raises(BadRequest, match="at least 50"):
        generate(tmp_path, people=10, seed=1)
