"""Is every question asked of everybody who counts, and judged only where many people are?"""

import json

from bench.requests import main


def test_every_question_is_asked_as_often_and_few_people_decide_nothing(capsys):
    status = main(["--people", "400", "--requests", "15", "--engine", "none", "--json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    *asked, summary = rows
    names = {row["request"]: row for row in asked}
    assert set(names) == {"suggest", "why_not", "resolve", "path", "ladder"}
    for row in asked:
        assert row["requests"] == 15
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert 0 < row["cpu_p50_ms"] <= row["cpu_p99_ms"]
    assert summary["data"]["people"] == 400
    [bar] = summary["bars"]
    assert bar["holds"] is None
    assert "100,000" in bar["why"]
    assert status == 0
