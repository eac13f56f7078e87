"""Do public data sets and a demonstration organisation import as published, on both engines?"""

import pytest

from graphsvc.demo.write import generate
from graphsvc.intake.options import ImportOptions
from graphsvc.services.answers import FileReport
from tests.data_sets import DATA_SETS, WIKI_RFA, DataSet, data_set
from tests.engines import Engine
from tests.services.importing import OPERATOR, bench
from tests.services.test_imports_written import graph

IN_GRAPH = {
    "people": "MATCH (p:Person) RETURN count(p) AS n",
    "ties": "MATCH (:Person)-[k:KNOWS]->(:Person) RETURN count(k) AS n",
    "lines": "MATCH (:Person)-[r:REPORTS_TO]->(:Person) RETURN count(r) AS n",
    "mentoring": "MATCH (:Person)-[m:MENTORS]->(:Person) RETURN count(m) AS n",
    "endorsements": "MATCH (:Person)-[e:ENDORSED]->(:Person) RETURN count(e) AS n",
}


def adds_up(file: FileReport) -> bool:
    left = sum(file.skipped_by_type.values()) + sum(file.dropped_by_option.values())
    return file.rows_read == file.stored + file.merged + left + file.rejected


@pytest.mark.slow
@pytest.mark.parametrize("one", DATA_SETS, ids=lambda one: one.name)
def test_a_public_data_set_adds_up_in_report_and_graph(engine: Engine, one: DataSet, tmp_path):
    made = bench(engine.store, tmp_path / "data")
    options = ImportOptions.from_texts(**one.options)

    report = made.service.load(OPERATOR, [data_set(one.name)], options)

    assert all(map(adds_up, report.files)), report.files
    ties = next(file for file in report.files if file.name.startswith("ties"))
    assert (ties.rows_read, ties.stored, ties.merged) == (one.rows, one.stored, one.merged)
    expected = one.facts | {"people": one.people}
    found = {fact: engine.run(text)[0]["n"] for fact, text in IN_GRAPH.items()}
    assert {fact: n for fact, n in found.items() if n} == expected
    assert {fact: report.created[fact] for fact in expected} == expected
    if one is not WIKI_RFA:  # its import is long enough once
        again = made.service.load(OPERATOR, [data_set(one.name)], options)
        assert (again.created, again.updated, again.removed) == ({}, {}, {})
        # Whom only ties mention are known by now, so nothing is said about them.
        assert {"people": one.people} | again.unchanged == report.created


@pytest.mark.engine
@pytest.mark.neo4j
@pytest.mark.slow
def test_an_organisation_of_500_is_the_same_graph_on_both_engines(
    empty_embedded: Engine, empty_neo4j: Engine, tmp_path
):
    generate(tmp_path / "organisation", people=500, seed=1)
    for one in (empty_embedded, empty_neo4j):
        made = bench(one.store, tmp_path / one.name)
        report = made.service.load(OPERATOR, [tmp_path / "organisation"], ImportOptions())
        assert all(map(adds_up, report.files))
        assert report.created["people"] == 500

    assert graph(empty_embedded) == graph(empty_neo4j)
