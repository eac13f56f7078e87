"""Does the loader refuse a query whose header does not say what it takes and returns?"""

import pytest

from graphsvc.store.library import HeaderWrong, library, parse

GOOD = "// Who is there.\n//\n// param id: string\n// column name: string\n"


def test_a_query_knows_what_goes_in_and_out():
    query = parse("read/one", GOOD + "MATCH (p:Person {id: $id}) RETURN p.name AS name")

    assert (query.folder, query.params, query.columns) == ("read", ("id",), ("name",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MATCH (p:Person) RETURN p.name AS name", "first line"),
        (GOOD + "MATCH (p:Person) RETURN p.name AS name", "parameters"),
        (GOOD + "MATCH (p:Person {id: $id, x: $x}) RETURN p.name AS name", "parameters"),
        (GOOD + "MATCH (p:Person {id: $id}) RETURN p.name AS called", "columns"),
        (GOOD + "MATCH (p:Person {id: $id}) RETURN p.name", "columns"),
        ("// Nothing comes back.\nMATCH (p:Person) DELETE p", "columns"),
    ],
)
def test_a_missing_or_wrong_header_is_refused(text, told):
    with pytest.raises(HeaderWrong, match=told):
        parse("read/one", text)


def test_a_schema_step_has_no_columns():
    step = parse("schema/099_x", "// Units have names.\nCREATE INDEX x FOR (n:Unit) ON (n.name)")

    assert step.columns == ()


def test_the_installed_queries_are_found_by_their_path():
    assert library()["read/ledger"].params == ("id",)
    assert list(library()) == sorted(library())
