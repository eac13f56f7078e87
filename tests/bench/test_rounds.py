"""Are the rounds of a file those of its moments, and only those before a cut?"""

import numpy as np
import pytest

from bench.asked import options
from bench.introduction_rankers import Past
from bench.rounds import rounds_of
from bench.ties_file import ties

DAY = 86_400


def read(tmp_path, rows, *more):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,type,at\n" + "".join(f"{row}\n" for row in rows))
    return ties(options("x", None).parse_args(["--ties", str(path), "--at", "seconds", *more]))


ROWS = (
    "a,b,MAIL,0",
    "a,c,MAIL,0",
    f"a,b,MAIL,{10 * DAY}",
    f"a,b,MAIL,{10 * DAY}",  # the same moment again is one round
    f"a,d,MAIL,{10 * DAY}",
    f"a,c,MAIL,{10 * DAY + 60}",
)


def test_rounds_are_of_one_moment_and_fade(tmp_path):
    rounds = rounds_of(read(tmp_path, ROWS))

    def beside_b(cut):
        return rounds.before(cut)(1, np.array([0]), np.array([2, 3])).tolist()

    assert beside_b(5.0) == pytest.approx([0.5 ** (5 / 180), 0.0])
    assert beside_b(20.0) == pytest.approx([0.5 ** (20 / 180), 0.5 ** (10 / 180)])
    assert beside_b(0.0) == [0.0, 0.0]


def test_what_means_both_ways_is_a_round_of_either(tmp_path):
    rounds = rounds_of(read(tmp_path, ["a,b,MET,0", "c,b,MET,0"], "--undirected", "MET"))

    assert rounds.before(1.0)(0, np.array([1]), np.array([2])) == pytest.approx([0.5 ** (1 / 180)])


def test_by_week_nothing_is_known_before_the_week_is_over(tmp_path):
    past = Past.by_week(read(tmp_path, ROWS))

    def beside_b(cut):
        return past.rounds.before(cut)(1, np.array([0]), np.array([2, 3])).tolist()

    assert beside_b(6.0) == [0.0, 0.0]
    assert beside_b(7.0) == pytest.approx([1.0, 0.0])
    # The second week: b, c and d are one round of three.
    assert beside_b(14.0) == pytest.approx([0.5 ** (7 / 180) + 0.5, 0.5])
    assert past.pairs.day.max() < 14.0
