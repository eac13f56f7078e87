"""Do the public data sets come in with their documented commands, and answer alike on both engines?

The counts are those the folders of ../shared/data publish, not our own.
"""

import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.whole.deployment import ROOT, Deployment, of_the_data

DATA = ROOT.parent / "shared" / "data"
DOCUMENTED = (ROOT / "docs" / "import-formats.md").read_text(encoding="utf-8")

pytestmark = [pytest.mark.engine, pytest.mark.neo4j, pytest.mark.slow]


class DataSet(NamedTuple):
    """A folder, what its publisher counted in the ties file, and a person to ask about."""

    name: str
    rows: int
    stored: int
    merged: int
    asked: str

    @property
    def options(self) -> tuple[str, ...]:
        """The options of the command that the documentation shows for it."""
        commands = re.sub(r"\\\n\s*", "", DOCUMENTED).splitlines()
        (found,) = [line for line in commands if f"shared/data/{self.name} " in line]
        return tuple(shlex.split(found)[4:])


SETS = [
    DataSet("krackhardt_hightech", rows=312, stored=312, merged=0, asked="k01"),
    DataSet("wiki_rfa", rows=144_451, stored=144_394, merged=0, asked="2"),
    DataSet("email_eu_core", rows=332_334, stored=148_188, merged=184_146, asked="t582"),
    DataSet("ldbc_snb_sample", rows=825, stored=825, merged=0, asked="8796093022220"),
    DataSet("cs_phd_genealogy", rows=1_043, stored=1_043, merged=0, asked="p0002"),
]


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_a_public_data_set_adds_up_and_answers_alike_on_both_engines(
    one: DataSet, both: tuple[Deployment, Deployment]
) -> None:
    answers = [_imported_and_asked(one, deployment) for deployment in both]

    assert of_the_data(answers[0]) == of_the_data(answers[1])


def _imported_and_asked(one: DataSet, at: Deployment) -> dict[str, Any]:
    report = at.run("import", DATA / one.name, *one.options, "--json").value
    for file in report["files"]:
        left = [*file["skipped_by_type"].values(), *file["dropped_by_option"].values()]
        assert file["rows_read"] == file["stored"] + file["merged"] + sum(left), file["name"]
    ties = next(file for file in report["files"] if Path(file["name"]).name.startswith("ties"))
    skipped = sum(ties["skipped_by_type"].values())
    assert ties["rows_read"] - skipped == one.rows
    assert (ties["stored"], ties["merged"]) == (one.stored, one.merged)
    return {"import": report, **_asked(one, at)}


def _asked(one: DataSet, at: Deployment) -> dict[str, Any]:
    count = "MATCH (p:Person) RETURN count(p) AS people"
    lead = ("--demo", "--as", "lead")
    found = {
        "introductions": at.run(*lead, "introductions", one.asked, "--limit", "5", "--json").value,
        "isolated": at.run(*lead, "isolated", "--limit", "5", "--json").value,
        "gaps": at.run(*lead, "gaps", "--by", "gender", "--json").value,
        "bridges": at.run(*lead, "bridges", "--budget", "5", "--json").value,
        "query": at.run("--demo", "query", count, "--json").value,
    }
    for question in ("introductions", "isolated", "gaps", "bridges"):
        answer = found[question]
        shown = answer.get("items") or answer.get("levels") or answer.get("none_because")
        assert shown, f"{question} says neither an answer nor why there is none"
    return found
