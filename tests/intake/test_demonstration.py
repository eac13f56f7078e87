"""Does the demonstration organisation come in whole?"""

import pytest

from graphsvc.demo.write import generate
from tests.intake.conftest import Reader


@pytest.mark.parametrize(("people", "seed"), [(60, 1), (60, 2), (200, 3)])
def test_every_row_that_was_generated_is_read_without_a_problem(people, seed, reader: Reader):
    counts = generate(reader.folder, people=people, seed=seed)

    intake = reader.read()

    assert intake.problems == ()
    assert {file.name: file.rows_read for file in intake.files} == {
        f"{name}.csv": count for name, count in counts.items()
    }
    assert intake.ignored_files == ("truth.json",)
    assert intake.attributes == ("gender",)
    assert reader.spool.count("person") == people
    assert reader.rows("SELECT sum(count) FROM contact") == [(counts["ties"],)]
    assert {feed for (feed,) in reader.rows("SELECT DISTINCT feed FROM contact")} == {
        "mail",
        "meeting",
    }
    for table in ("endorsement", "mentoring", "level", "goal", "feedback", "absence", "unit"):
        name = {"endorsement": "endorsements", "mentoring": "mentoring", "feedback": "feedback"}
        assert reader.spool.count(table) == counts[name.get(table, f"{table}s")]


def test_moves_become_histories_and_feedback_only_counts(reader: Reader):
    counts = generate(reader.folder, people=200, seed=3)

    reader.read()

    moves = reader.rows("SELECT sum(json_array_length(states)) FROM introduction")
    promised = reader.rows("SELECT sum(json_array_length(states)) FROM promise")
    assert (moves, promised) == ([(counts["introductions"],)], [(counts["promises"],)])
    first = reader.rows("SELECT DISTINCT json_extract(states, '$[0]') FROM introduction")
    assert first == [("proposed",)]
    texts = {text for (text,) in reader.rows("SELECT specificity FROM feedback")}
    assert len(texts) <= 5
    assert not any("migration" in text or "incident" in text for text in texts)
