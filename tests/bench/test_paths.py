"""Does the bench of warm paths find what is known, and would it notice a worse way?"""

import gzip
import json

import numpy as np
import pytest

import bench.paths
from bench.asked import options
from bench.paths import Judged, bars
from bench.ties_file import ties
from bench.ways import Given, product, ways


def rows(tmp_path, *given):
    path = tmp_path / "ties.csv.gz"
    text = "".join(f"{one},{other},{weight}\n" for one, other, weight in given)
    path.write_bytes(gzip.compress(f"source,target,weight\n{text}".encode()))
    return path


def crowd(tmp_path, people=40, seed=3):
    random = np.random.default_rng(seed)
    pairs = random.integers(0, people, (people * 6, 2))
    return rows(tmp_path, *((f"p{a}", f"p{b}", int(w) + 1) for (a, b), w in zip(
        pairs.tolist(), random.pareto(1.0, len(pairs)) * 3, strict=True
    )))  # fmt: skip


def printed(capsys, *arguments):
    status = bench.paths.bench([*map(str, arguments), "--json"])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_all_ways_of_two_connectors_are_tried_and_nobody_is_met_twice():
    # 1 and 2 listen to 0, 3 to both and to 0 itself; 2 listens to 1.
    source, target = [1, 2, 3, 3, 3, 2, 0], [0, 0, 1, 2, 0, 1, 1]
    given = Given.of(source, target, [1, 3, 2, 5, 1, 1, 9])

    found = {one.connectors: one.product for one in ways(given, 0, 3)}

    assert found == pytest.approx({(): 1 / 8, (1,): 2 / 8, (2,): 15 / 32, (1, 2): 5 / 32})
    assert product(given, (0, 1, 2, 3)) == pytest.approx(5 / 32)


def test_the_attention_of_a_pair_is_added_up_and_what_is_listed_once_can_mean_both_ways(tmp_path):
    path = rows(tmp_path, ("a", "b", 2), ("a", "b", 3), ("b", "a", 1), ("c", "a", 0))
    asked = options("paths", None).parse_args(["--ties", str(path)])
    found = bench.paths.contacts(ties(asked))

    assert list(zip(*(one.tolist() for one in found[:3]), strict=True)) == [(0, 1, 5), (1, 0, 1)]
    assert found.left_out == 1


def test_the_product_is_exact_on_any_ties_and_the_run_says_what_it_saw(tmp_path, capsys):
    status, lines = printed(capsys, "--ties", crowd(tmp_path))
    row, summary = lines

    assert status == 0
    assert row["with_a_way"] == bench.paths.PAIRS
    assert row["optimal"] == row["alternatives_optimal"] == row["pairs"] >= row["with_a_way"]
    assert row["alternatives"] > 100
    assert 0 < row["beats_shortest"] < 1
    assert summary["verdict"] == "pass"
    assert [one["name"] for one in summary["bars"]] == ["optimal", "beats_shortest"]
    assert summary["bars"][0] | {"low": 0} == summary["bars"][0] | {
        "low": 0,
        "value": 1.0,
        "bar": 1.0,
    }
    assert summary["bars"][0]["high"] == 1.0
    assert (summary["bars"][1]["bar"], summary["bars"][1]["why"]) == (None, "reported, no bar")
    assert summary["options"]["at"] == summary["data"]["at"] == "none"
    assert summary["data"]["people"] == 40


def test_the_same_seed_gives_the_same_figures(tmp_path, capsys):
    path = crowd(tmp_path)
    first, again, other = (
        printed(capsys, "--ties", path, "--seed", seed)[1][0] for seed in (4, 4, 5)
    )

    assert first == again
    assert first != other


def test_few_pairs_with_a_way_decide_nothing(tmp_path, capsys):
    status, lines = printed(capsys, "--ties", rows(tmp_path, ("a", "b", 0)))

    assert status == 0
    assert lines[-1]["verdict"] == "undecided"
    assert "fewer than 30" in lines[-1]["bars"][0]["why"]


@pytest.mark.parametrize("possible", [True, False])
def test_one_way_that_is_not_the_best_fails(possible):
    good = [Judged(2, True, 1, True, False, True)] * 199
    bad = Judged(2, False, 0, True, False, possible)

    assert [one.holds for one in bars([*good, bad])] == [False, None]


def test_a_search_that_gives_a_worse_way_is_noticed(monkeypatch, tmp_path, capsys):
    exact = bench.paths.disjoint_paths
    monkeypatch.setattr(
        bench.paths, "disjoint_paths", lambda *a, **options: exact(*a, **options)[1:]
    )
    status, lines = printed(capsys, "--ties", crowd(tmp_path))

    assert status == 1
    assert lines[-1]["bars"][0]["holds"] is False
