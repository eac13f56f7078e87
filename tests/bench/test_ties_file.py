"""Are the files of a quality bench read as bench.md says, and refused where they cannot be?"""

import gzip

import numpy as np
import pytest

from bench.asked import Unusable, options
from bench.people_file import people, senior
from bench.ties_file import data_end, ties


def read(tmp_path, text, *more, name="ties.csv"):
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return ties(options("x", None).parse_args(["--ties", str(path), *more]))


def rows(tied):
    return [
        (tied.ids[one], tied.ids[other], tied.types[kind], day)
        for one, other, kind, day in zip(
            tied.source, tied.target, tied.kind, tied.day.tolist(), strict=True
        )
    ]


@pytest.mark.parametrize("name", ["ties.csv", "ties.csv.gz"])
def test_rows_come_oldest_first_by_id_as_text_without_self_ties(tmp_path, name):
    text = "source,target,type,extra,at\n10,9,MAIL,x,86400\n9,9,MAIL,x,5\n2,10,MAIL,x,0\n"

    tied = read(tmp_path, text, name=name)

    assert tied.ids == ("10", "2", "9")
    assert rows(tied) == [("2", "10", "MAIL", 0.0), ("10", "9", "MAIL", 1.0)]
    assert tied.described["self_ties_dropped"] == 1
    assert (tied.at, tied.described["rows"], tied.described["span_days"]) == ("seconds", 3, 1.0)


def test_dates_moments_and_waves_are_told_apart(tmp_path):
    dates = read(tmp_path, "source,target,at\na,b,2026-01-01\na,c,2026-01-03T12:00:00Z\n")
    waves = read(tmp_path, "source,target,at\na,b,t10\na,c,t2\na,d,\n")

    assert (dates.at, dates.day.tolist()) == ("iso", [0.0, 2.5])
    assert waves.at == "wave"
    by_id = dict(zip((waves.ids[one] for one in waves.target), waves.wave.tolist(), strict=True))
    assert by_id == {"c": 0, "b": 1, "d": -1}


def test_only_the_types_asked_for_and_both_ways_where_said(tmp_path):
    text = "source,target,type\na,b,LUNCH\nc,d,MAIL\ne,f,CALL\n"

    tied = read(tmp_path, text, "--types", "LUNCH,MAIL", "--undirected", "LUNCH")

    ways = [(one, other) for one, other, _, _ in rows(tied.each_way)]
    assert ways == [("a", "b"), ("b", "a"), ("c", "d")]


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("source,target,at\na,b,1999\n", (), "--at year or --at seconds"),
        ("source,target,at\na,b,1\na,c,2026-01-01\n", (), "more than one way"),
        ("source,target,at\na,b,soon\n", ("--at", "date"), "'soon'"),
        ("source,type\na,b\n", (), "no column target"),
        ("source,target\na\n", (), "line 2: expected 2 fields"),
        ("source,target\na,\n", (), "line 2: a source or target is empty"),
        *(
            (
                f"source,target,weight\na,c,1e12\na,b,{weight}\n",
                (),
                f"ties.csv, line 3: weight '{weight}': expected a number from 0 to 1e12",
            )
            for weight in ("much", "-1", "nan", "inf", "-inf", "1.1e12")
        ),
        ("source,target\n", (), "no ties"),
        ("source,target,type\na,b,MAIL\n", ("--undirected", "LUNCH"), "no ties of type LUNCH"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(tmp_path, text, more, said):
    with pytest.raises(Unusable, match=said) as refused:
        read(tmp_path, text, *more)

    assert "\n" not in str(refused.value)


def test_the_data_end_where_the_dense_part_does():
    dense = np.arange(0, 3 * 28 + 10, 0.1)
    late = np.array([500.0, 510.0])

    # Ten of 28 days hold more than a quarter of a window, and do not fill it.
    assert data_end(np.append(dense, late)) == (dense[-1], 3)
    # Five days hold less than a quarter; a window that ends with a weekend is full.
    assert data_end(np.arange(0, 3 * 28 + 5, 0.1)) == (84.0, 3)
    assert data_end(np.arange(0, 3 * 28 - 2, 0.1)) == (84.0, 3)


def test_seniors_are_the_highest_whole_levels_of_a_quarter(tmp_path):
    (tmp_path / "people.csv").write_text(
        "id,level,team,gender\n" + "".join(f"p{n},{n // 2},t{n % 2},w\n" for n in range(12))
    )
    asked = options("x", None).parse_args(
        ["--people", str(tmp_path / "people.csv"), "--level", "level", "--strata", "team,level"]
    )
    ids = [f"p{n}" for n in range(12)]

    known = people(asked, ids)

    # A quarter of twelve is three: the top level holds two, with the next one it would be four.
    assert np.flatnonzero(senior(known.level)).tolist() == [10, 11]
    assert len(np.unique(known.stratum)) == 12
    assert known.group is None
