"""Does the embedded engine still answer as Neo4j does, but for the differences that are known?

Runs the two tools of ``compat/``: 77 statements with the rows Neo4j gives, and 620 random
answers compared row by row. To be run at every change of the engine's pinned version.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graphsvc.store.address import Address
from graphsvc.store.embedded import EmbeddedEngine
from tests.contract.test_schema import undo_schema

TOOLS = Path(__file__).parent / "compat"
KNOWN_MISSES = {"S07", "S08", "R42", "R44", "R45", "R48"}
KNOWN_RULES = {"X02", "X03"}  # kept by the reader account and by limits of the server instead

pytestmark = [pytest.mark.engine, pytest.mark.neo4j, pytest.mark.slow]


def said(tool: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(TOOLS / tool), *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return done.stdout + done.stderr


def at(address: Address) -> list[str]:
    return [address.uri, *address.app]


def misses(output: str) -> tuple[set[str], set[str]]:
    """The statements that gave other rows, and the rules that do not hold."""
    missed = re.search(r"of 77 pass; missed: (.*)", output)
    assert missed, output
    return set(missed[1].split()), set(re.findall(r"^(X\d\d) .* DOES NOT HOLD", output, re.M))


@pytest.fixture
def fresh(tmp_path):
    """An embedded engine that has never held anything: it goes on listing labels it once had."""
    engine = EmbeddedEngine(tmp_path / "engine", grace_s=0.4)
    yield engine.address()
    engine.release()


@pytest.fixture
def reference(empty_neo4j):
    """A Neo4j without our schema, which is put back afterwards."""
    undo_schema(empty_neo4j)
    yield empty_neo4j.address
    for kind in ("CONSTRAINT", "INDEX"):
        for row in empty_neo4j.run(f"SHOW {kind}ES" if kind == "INDEX" else f"SHOW {kind}S"):
            if row["type"] != "LOOKUP":
                empty_neo4j.run(f"DROP {kind} {row['name']} IF EXISTS")
    empty_neo4j.run("MATCH (n) DETACH DELETE n")
    empty_neo4j.store.prepare()


def test_the_embedded_engine_differs_from_neo4j_only_where_it_is_known_to(
    fresh, reference, tmp_path
):
    ours, theirs = tmp_path / "embedded.json", tmp_path / "neo4j.json"

    assert misses(said("statements.py", *at(fresh), "neo4j")) == (KNOWN_MISSES, KNOWN_RULES)
    for address, out in ((fresh, ours), (reference, theirs)):
        assert "620 answers" in said("random_answers.py", "run", *at(address), str(out), "neo4j")
    assert said("random_answers.py", "diff", str(ours), str(theirs)) == "620 answers, 0 differ\n"


def test_neo4j_gives_the_rows_the_tools_expect(reference):
    missed, broken = misses(said("statements.py", *at(reference), "neo4j"))

    assert (missed - {"none"}, broken) == (set(), set())
