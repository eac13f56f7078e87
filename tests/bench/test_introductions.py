"""Does the bench of introductions follow its protocol, and say what it cannot decide?"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.asked import options
from bench.forward import cut, horizons, pairs_of
from bench.introduction_groups import Exposure
from bench.introduction_measures import Judged, drawn, measured, over_cuts
from bench.introductions import main
from bench.people_file import Attribute, People
from bench.ties_file import ties

ROOT = Path(__file__).parents[2]
CUT = ("--cuts", "150", "--horizon", "15")


def write(tmp_path, rows):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,type,at\n" + "".join(f"{row}\n" for row in rows))
    return path


def summary(capsys, *arguments):
    status = main([*arguments, "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, found[:-1], found[-1]


def day(number):
    return str(int(number * 86_400))


def invented(people=240, days=200, seed=5):
    """Rows of a file in which people mostly meet contacts of their contacts' team."""
    random = np.random.default_rng(seed)
    for moment in np.sort(random.random(4_000)) * days:
        one = int(random.integers(people))
        near = (one // 12) * 12 + int(random.integers(12))
        other = near if random.random() < 0.7 else int(random.integers(people))
        yield f"p{one},p{other},MAIL,{day(moment)}"


def test_a_positive_is_a_first_contact_between_two_who_were_active(tmp_path):
    path = write(
        tmp_path,
        [
            f"a,b,MAIL,{day(0)}",
            f"c,d,MAIL,{day(1)}",
            f"b,a,MAIL,{day(11)}",  # again, the other way: not new
            f"d,a,MAIL,{day(12)}",
            f"a,e,MAIL,{day(13)}",  # e was not active
            f"b,c,MAIL,{day(20)}",  # after the horizon
        ],
    )
    pairs = pairs_of(ties(options("x", None).parse_args(["--ties", str(path)])))

    found = cut(pairs, 10.0, 10.0)

    assert list(zip(found.met.person, found.met.other, strict=True)) == [(0, 3), (3, 0)]
    assert found.active.tolist() == [True, True, True, True, False]


def test_recall_precision_and_mrr_by_hand():
    order = np.arange(30) + 100

    # At places 2, 10, 21 and nowhere: half of the four within 20, two of ten.
    assert measured(order, np.array([101, 109, 120, 7])) == (0.5, 0.2, 0.5)
    assert measured(order, np.array([7])) == (0.0, 0.0, 0.0)


def test_averages_are_over_persons_then_cuts_and_people_are_drawn_with_all_their_cuts():
    def judged(person, values):
        return Judged(np.array(person), {"x": np.array([[one] * 3 for one in values])})

    cuts = [judged([1, 2], [1.0, 0.0]), judged([2], [1.0])]

    assert over_cuts(cuts, "x").tolist() == [0.75] * 3
    again = drawn(cuts, ["x"], 1)[:, 0, 0]
    # Only 1: 1 (the second cut has nobody); both: 0.75; only 2: 0.5.
    assert set(again) == {1.0, 0.75, 0.5}


def test_cuts_are_those_asked_for_or_shares_of_the_span():
    short, long = np.linspace(0, 112, 2_000), np.linspace(0, 500, 5_000)

    derived = horizons(short, None, None)
    assert derived.cuts == pytest.approx((56.0, 67.2, 78.4, 89.6))
    assert derived.days == pytest.approx(16.8)
    assert horizons(long, None, None) == ((250.0, 300.0, 350.0, 400.0), 100.0)
    assert horizons(long, (7.0,), 9.0) == ((7.0,), 9.0)


def test_exposure_is_beside_the_share_within_the_stratum():
    group = Attribute("g", ("m", "w"), np.array([0, 1, 0, 1], np.int32))
    people = People(group, np.array([0, 0, 1, 1], np.int32), None, None)
    exposure = Exposure(people, np.ones(4, np.bool_))

    exposure.add(9, np.array([0, 1, 2]))

    # Places count 1, 1/log2 3 and 1/2; w is one of two in the first stratum, none in the second.
    second = 1 / np.log2(3)
    assert exposure.received[0] == pytest.approx([1.5, second])
    assert exposure.expected[0] == pytest.approx([(1 + second) / 2 + 0.5, (1 + second) / 2])


def test_the_same_file_in_another_order_gives_the_same_figures(tmp_path, capsys):
    rows = list(invented())
    path = write(tmp_path, rows)
    status, measured_rows, said = summary(capsys, "--ties", str(path), *CUT)
    again = write(tmp_path, reversed(rows))

    _, other_rows, other = summary(capsys, "--ties", str(again), *CUT)

    assert measured_rows == other_rows
    assert said["bars"] == other["bars"]
    assert status == int(said["verdict"] == "fail")
    means = {one["ranker"]: one for one in measured_rows if one["cut"] == "mean"}
    assert set(means) == {
        *("graphsvc", "graphsvc_by_week", "adamic_adar"),
        *("resource_allocation", "popularity", "random"),
    }
    assert means["adamic_adar"]["recall_at_20"] > means["random"]["recall_at_20"]
    assert all(one["half_lives"] for one in said["options"]["by_cut"])


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["a,b,MAIL,", "b,c,MAIL,"], "no dates"),
        ([f"a,b,MAIL,{day(0)}", f"b,c,MAIL,{day(90)}"], "fewer than 200 people"),
    ],
)
def test_what_cannot_be_decided_says_why(tmp_path, capsys, rows, why):
    status, _, said = summary(capsys, "--ties", str(write(tmp_path, rows)))

    bars = {one["name"]: one for one in said["bars"]}
    assert status == 0
    assert said["verdict"] == "undecided"
    assert bars["recall_at_20"]["why"] == bars["mrr"]["why"] == why
    assert all(one["holds"] is None for one in said["bars"])


@pytest.mark.parametrize("days", ["0", "-5", "nan", "inf", "soon"])
def test_a_horizon_of_no_days_is_refused(capsys, days):
    with pytest.raises(SystemExit) as left:
        main(["--ties", "any.csv", f"--horizon={days}"])

    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_unusable_input_leaves_with_two_and_one_line(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "bench.introductions", "--ties", str(tmp_path / "none.csv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "No such file" in run.stderr
