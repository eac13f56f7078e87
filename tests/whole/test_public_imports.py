"""Do the public data sets come in with their documented commands, and answer alike on both engines?

The counts are those the folders of ../shared/data publish, not our own.
"""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.data_sets import DATA_SETS, DataSet, data_set
from tests.whole.deployment import ROOT, Deployment, of_the_data

DOCUMENTED = (ROOT / "docs" / "import-formats.md").read_text(encoding="utf-8")

pytestmark = [pytest.mark.engine, pytest.mark.neo4j, pytest.mark.slow]


# Somebody of each set to ask about.
ASKED = {
    "krackhardt_hightech": "k01",
    "wiki_rfa": "2",
    "email_eu_core": "t582",
    "ldbc_snb_sample": "8796093022220",
    "cs_phd_genealogy": "p0002",
}


def documented(name: str) -> list[str]:
    """The options of the command that the documentation shows for a set."""
    commands = re.sub(r"\\\n\s*", "", DOCUMENTED).splitlines()
    (found,) = [line for line in commands if f"shared/data/{name} " in line]
    return shlex.split(found)[4:]


@pytest.mark.parametrize("one", DATA_SETS, ids=lambda one: one.name)
def test_a_public_data_set_adds_up_and_answers_alike_on_both_engines(
    one: DataSet, both: tuple[Deployment, Deployment]
) -> None:
    answers = [_imported_and_asked(one, deployment) for deployment in both]

    assert of_the_data(answers[0]) == of_the_data(answers[1])


def _imported_and_asked(one: DataSet, at: Deployment) -> dict[str, Any]:
    report = at.run("import", data_set(one.name), *documented(one.name), "--json").value
    for file in report["files"]:
        left = [*file["skipped_by_type"].values(), *file["dropped_by_option"].values()]
        assert file["rows_read"] == file["stored"] + file["merged"] + sum(left), file["name"]
    ties = next(file for file in report["files"] if Path(file["name"]).name.startswith("ties"))
    skipped = sum(ties["skipped_by_type"].values())
    assert ties["rows_read"] - skipped == one.of_types
    assert (ties["stored"], ties["merged"]) == (one.stored, one.merged)
    return {"import": report, **_asked(one, at)}


def _asked(one: DataSet, at: Deployment) -> dict[str, Any]:
    count = "MATCH (p:Person) RETURN count(p) AS people"
    lead, who = ("--demo", "--as", "lead"), ASKED[one.name]
    found = {
        "introductions": at.run(*lead, "introductions", who, "--limit", "5", "--json").value,
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
