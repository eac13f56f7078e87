"""Does every file in cypher/ take and return what its header says, and suit both engines?"""

import re
from pathlib import Path

import pytest

CYPHER = Path(__file__).parents[2] / "cypher"
FILES = sorted(CYPHER.rglob("*.cypher"))
KEPT_OUT = {
    "a function whose answer changes when data moves; use our own id": r"\b(elementId|id)\(",
    "a value written into MERGE; values are parameters": r"MERGE[^\n]*['\"]",
    "files or addresses read by the server": r"\bLOAD\s+CSV\b",
    "a plugin that Community or the embedded engine does not have": r"\b(apoc|gds)\.",
    "a path without an upper bound": r"-\[[^\]]*\*(?!\d*\.\.\d|\d+\])",
}
FOLDERS = {"schema", "snapshot", "read", "write", "examples"}


def name(path: Path) -> str:
    return path.relative_to(CYPHER).with_suffix("").as_posix()


def without_comments(path: Path) -> str:
    return re.sub(r"//.*", "", path.read_text(encoding="utf-8"))


def test_there_are_queries_in_every_folder_and_no_other_folder():
    assert {path.parent.name for path in FILES} == FOLDERS


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_header_and_the_query_agree(path):
    text = path.read_text(encoding="utf-8")
    query = without_comments(path)
    answer = query.rpartition("RETURN")[2] if path.parent.name != "schema" else ""

    assert re.match(r"// [A-Z].*\.\n", text), "the first line says what the query answers"
    assert set(re.findall(r"^// param (\w+): ", text, re.M)) == set(re.findall(r"\$(\w+)", query))
    assert re.findall(r"^// column (\w+): ", text, re.M) == re.findall(r"\bAS (\w+)", answer)


@pytest.mark.parametrize("what", KEPT_OUT)
@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_query_keeps_out(path, what):
    assert not re.search(KEPT_OUT[what], without_comments(path), re.I), what


@pytest.mark.parametrize(
    "path", [one for one in FILES if one.parent.name in ("read", "examples")], ids=name
)
def test_a_read_query_has_an_order(path):
    query = without_comments(path)

    # One aggregated record needs no order.
    assert "ORDER BY" in query or re.search(r"\b(collect|count)\(", query)


@pytest.mark.parametrize(
    "path", [one for one in FILES if one.parent.name in ("read", "snapshot", "examples")], ids=name
)
def test_a_query_of_a_reading_folder_writes_nothing(path):
    written = r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH)\b"

    assert not re.search(written, without_comments(path))
