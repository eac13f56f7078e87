"""Does the bench of trust follow rule R1, never look ahead, and say what it cannot decide?"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.asked import Unusable, options
from bench.ties_file import ties
from bench.trust import bars, bench, too_little
from bench.trust_baselines import HABITS, PERSON, baselines, fitted, least, losses, lost_by
from bench.trust_counts import Core, running
from bench.trust_events import DAY, Events, Messages, Timeline, events, messages
from bench.trust_features import by_kind, features
from bench.trust_measures import bins, calibration_error, intervals, measured
from bench.trust_predictor import FINAL, blended, corrected, fit, predicted, refits
from graphsvc.analyses.trust import FollowThrough, Habits

ROOT = Path(__file__).parents[2]
HOUR = DAY // 24


def write(tmp_path, rows, *more):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,type,at\n" + "".join(f"{row}\n" for row in rows))
    return ["--ties", str(path), *more]


def mail(source, target, hours):
    return f"{source},{target},MAIL,{int(hours * 3600)}"


def read(arguments):
    return messages(ties(options("trust", None).parse_args(arguments)))


def found(tmp_path, *rows, end=1_000.0):
    """asker, asked, hour and answered of what opens an exchange."""
    written = read(write(tmp_path, rows))
    one = events(written, end)
    names = sorted({name for row in rows for name in row.split(",")[:2]})
    return [
        (names[a], names[b], int(at) / HOUR, bool(done))
        for a, b, at, done in zip(*one, strict=True)
    ]


def printed(capsys, *arguments):
    status = bench([*arguments, "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, lines[:-1], lines[-1]


def invented(people=40, days=120, asks=3_000, seed=5):
    """Rows of a file in which each person answers at a rate of her own, and more to some."""
    random = np.random.default_rng(seed)
    rate = random.beta(1.2, 1.2, people)
    to = random.normal(0, 1.0, (people, people))
    for moment in np.sort(random.random(asks)) * days:
        asker, asked = random.choice(people, 2, replace=False)
        yield mail(f"p{asker}", f"p{asked}", 24 * moment)
        odds = np.log(rate[asked] / (1 - rate[asked])) + to[asked, asker]
        if random.random() < 1 / (1 + np.exp(-odds)):
            yield mail(f"p{asked}", f"p{asker}", 24 * (moment + 4 * random.random()))


def test_a_message_opens_after_a_day_of_silence_and_is_answered_within_five_days(tmp_path):
    assert found(
        tmp_path,
        mail("a", "b", 0),
        mail("a", "b", 23),  # a went on: opens nothing
        mail("b", "a", 119),  # just in time for the first; opens anew, as a was silent for 96 h
        mail("a", "c", 1),
        mail("c", "a", 121),  # exactly five days
        mail("a", "d", 2),
        mail("d", "a", 123),  # an hour late
    ) == [
        ("a", "b", 0, True),
        ("a", "c", 1, True),
        ("a", "d", 2, False),
        ("b", "a", 119, False),
        ("c", "a", 121, False),
        ("d", "a", 123, False),
    ]


def test_exactly_a_day_is_silence_enough_and_an_answer_within_it_opens_nothing(tmp_path):
    assert found(
        tmp_path,
        mail("a", "b", 0),
        mail("a", "b", 24),
        mail("b", "a", 25),
        mail("a", "b", 48),
    ) == [("a", "b", 0, True), ("a", "b", 24, True)]


def test_who_writes_at_the_same_moment_opens_nothing_and_answers_nothing(tmp_path):
    assert found(
        tmp_path,
        mail("a", "b", 0),
        mail("b", "a", 0),
        mail("a", "b", 100),
    ) == [("a", "b", 100, False)]


def test_a_row_that_stands_there_twice_and_one_to_herself_change_nothing(tmp_path):
    rows = [mail("a", "b", 0), mail("b", "a", 30), mail("a", "c", 9)]

    assert found(tmp_path, *rows, *rows[::-1], mail("a", "a", 5)) == found(tmp_path, *rows)


def test_what_would_be_known_after_the_data_end_is_left_out(tmp_path):
    rows = mail("a", "b", 0), mail("a", "c", 24)

    assert found(tmp_path, *rows, end=5.5) == [("a", "b", 0, False)]


def test_of_days_alone_the_day_after_is_an_answer_and_the_same_day_is_the_same_moment(tmp_path):
    assert found(
        tmp_path,
        "a,b,MAIL,2024-01-01",
        "b,a,MAIL,2024-01-06",
        "a,c,MAIL,2024-01-01",
        "c,a,MAIL,2024-01-01",
    ) == [("a", "b", 0, True), ("b", "a", 120, False)]


def test_ties_without_direction_are_no_messages(tmp_path):
    arguments = write(tmp_path, ["a,b,MAIL,0", "b,a,MET,5", "c,a,MET,7"], "--undirected", "MET")

    assert len(read(arguments).at) == 1


small = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 400)), min_size=1, max_size=40
)


def as_messages(rows):
    rows = sorted({(hour * HOUR, one, other) for one, other, hour in rows if one != other})
    at, source, target = (np.array([row[place] for row in rows], np.int64) for place in range(3))
    return Messages(4, source, target, at)


@given(small)
@settings(deadline=None)
def test_the_rule_says_the_same_told_message_by_message(rows):
    written = as_messages(rows)
    lines = list(zip(*(one.tolist() for one in written[1:]), strict=True))
    expected = []
    for one, other, at in lines:
        between = [(a, t) for a, b, t in lines if {a, b} == {one, other}]
        quiet = not any(at - DAY < t < at or (t == at and a == other) for a, t in between)
        if quiet and at + 5 * DAY <= 15 * DAY:
            answered = any(a == other and at < t <= at + 5 * DAY for a, t in between)
            expected.append((one, other, at, answered))

    assert sorted(zip(*(one.tolist() for one in events(written, 15.0)), strict=True)) == sorted(
        expected
    )


@given(small)
@settings(deadline=None)
def test_a_timeline_counts_and_finds_as_a_list_does(rows):
    key, _, at = (np.array(one, np.int64) for one in zip(*rows, strict=True))
    line, asked = Timeline(key, at), np.arange(-1, 5)
    moment = np.full(6, 200)
    lists = [sorted(t for k, t in zip(key, at, strict=True) if k == one) for one in asked]

    assert line.before(asked, moment).tolist() == [sum(t < 200 for t in one) for one in lists]
    assert line.until(asked, moment).tolist() == [sum(t <= 200 for t in one) for one in lists]
    last, after = line.last(asked, moment), line.next(asked, moment)
    assert [t for t in last if t >= 0] == [
        max(b) for a in lists if (b := [t for t in a if t < 200])
    ]
    assert [t for t in after if t < 401] == [
        min(b) for a in lists if (b := [t for t in a if t > 200])
    ]


def test_sums_that_start_anew_and_fade_by_hand():
    first = np.array([True, False, False, True, False])
    kept = np.array([0.0, 0.5, 0.5, 0.0, 0.25])

    total = running(first, kept, np.array([[1.0], [2.0], [4.0], [8.0], [1.0]]))

    assert total[:, 0].tolist() == [1.0, 2.5, 5.25, 8.0, 3.0]


@pytest.mark.parametrize("half_life", [None, 30.0])
def test_the_core_is_the_product_s_own(tmp_path, half_life):
    written = read(write(tmp_path, invented(people=8, asks=600)))
    one, habits = events(written, 110.0), Habits(half_life)
    kept, entered, expected = FollowThrough(habits), 0, []
    for asker, asked, at in zip(*(column.tolist() for column in one[:3]), strict=True):
        while one.known[entered] <= at:
            who, to, day = one.asked[entered], one.asker[entered], one.known[entered] / DAY
            kept.add(int(who), int(to), float(day), float(one.answered[entered]))
            entered += 1
        beta, reverse = kept.pair(asked, asker, at / DAY), kept.pair(asker, asked, at / DAY)
        person = kept.person(asked, at / DAY).mean
        expected.append((beta.mean, beta.done + beta.undone, person, reverse.mean))

    core = Core(one, written.people)
    got = np.column_stack([*core.pair(habits), core.person(habits), core.reverse(habits)])

    assert got == pytest.approx(np.array(expected), rel=1e-9)


def test_averages_by_hand():
    at = np.array([0, 1, 6, 7], np.int64) * DAY
    one = Events(np.array([1, 2, 1, 1]), np.array([0, 0, 0, 3]), at, np.array([True, False] * 2))

    found = baselines(Core(one, 4))

    # On day 6 both earlier outcomes are known: 0 answered one of two, and 1 out of one to 1.
    assert found["global_mean"].tolist() == [1 / 2, 1 / 2, 2 / 4, 2 / 4]
    assert found[PERSON].tolist() == [1 / 2, 1 / 2, 2 / 4, 1 / 2]
    assert found["dyad_beta"].tolist() == [1 / 2, 1 / 2, 2 / 3, 1 / 2]


def test_habits_are_those_that_lost_least_on_what_was_known():
    at = np.arange(10, dtype=np.int64) * DAY
    one = Events(np.zeros(10, np.int64), np.ones(10, np.int64), at, np.arange(10) > 1)
    steps = np.array([0, 4, 6, 9])

    lost = [lost_by(one, np.full(10, share), steps) for share in (0.2, 0.6)]

    # Misses of days 0 and 1 are known on day 6, on day 9 also the answers of days 2 to 4.
    assert lost[0] == pytest.approx(-np.array([0, 0, 2 * np.log(0.8), np.log(0.8**2 * 0.2**3)]))
    assert least(lost) == [0, 0, 0, 1]


def test_the_fitted_core_is_the_best_one_from_each_step_on(tmp_path):
    written = read(write(tmp_path, invented()))
    one = events(written, 115.0)
    core, steps = Core(one, written.people), np.array([0, 700, 1_500])

    share, chosen = fitted(one, core, steps)

    assert chosen[0] == Habits()
    known = int((one.known <= one.at[1_500]).sum())
    lost = {each: losses(core.pair(each)[0], one.answered)[:known].sum() for each in HABITS}
    assert lost[chosen[2]] == pytest.approx(min(lost.values()))
    assert share[1_500:].tolist() == core.pair(chosen[2])[0][1_500:].tolist()
    assert share[700:1_500].tolist() == core.pair(chosen[1])[0][700:1_500].tolist()


def test_fits_are_four_weeks_apart_or_where_a_fifth_more_is_known():
    at = (np.arange(400) * DAY // 4).astype(np.int64)
    zeros = np.zeros(400, np.int64)
    steps = refits(Events(zeros, zeros, at, zeros > 0))

    # Four a day: on day 28 those of the first 23 days, 93, are known; a fifth more, 112, at 131.
    assert steps.tolist()[:3] == [0, 112, 131]
    assert np.diff(at[steps]).max() <= 28 * DAY


def test_the_fit_is_held_to_where_it_starts_and_moves_with_evidence():
    rows = np.column_stack([np.ones(4_000), np.tile([-1.0, 1.0], 2_000)])
    answered = np.random.default_rng(2).random(4_000) < 1 / (1 + np.exp(-(0.5 + rows[:, 1])))
    towards = np.array([0.0, 0.0])

    assert fit(rows, answered, towards, towards, 1e-3) == pytest.approx([0.5, 1.0], abs=0.1)
    assert np.abs(fit(rows, answered, towards, towards, 1e9)).max() < 1e-5


def test_who_lost_less_lately_weighs_more_and_all_alike_before_anything_is_known():
    at = (np.arange(200) * DAY // 20).astype(np.int64)
    zeros = np.zeros(200, np.int64)
    one = Events(zeros, zeros + 1, at, np.ones(200, np.bool_))
    good, bad = np.full(200, 0.8), np.full(200, 0.2)

    share, heaviest = blended(one, [bad, good], np.array([0, 103, 190]))

    # On day 0 nothing is known; at 103 three are, the newer two of which cost bad 2 ln 4 more.
    assert share[:103] == pytest.approx(np.full(103, 0.5))
    ours = 4 / (1 + 4)
    odds = (ours - (1 - ours)) * np.log(4)
    assert share[103:190] == pytest.approx(np.full(87, 1 / (1 + np.exp(-odds))))
    assert share[190:] == pytest.approx(np.full(10, 0.8), abs=1e-3)
    assert heaviest == [0, 1, 1]


def test_what_was_said_too_often_lately_is_said_less():
    at = (np.arange(20_000) * DAY // 500).astype(np.int64)
    zeros, random = np.zeros(20_000, np.int64), np.random.default_rng(4)
    one = Events(zeros, zeros + 1, at, random.random(20_000) < 0.3)

    share = corrected(one, np.full(20_000, 0.4))

    assert share[at < 5 * DAY].tolist() == [0.4] * 2_500
    assert share[at >= 38 * DAY] == pytest.approx(np.full(1_000, 0.3), abs=0.02)


def test_a_late_answer_is_told_from_a_question(tmp_path):
    rows = [mail("b", "a", 0), mail("a", "b", 48), mail("a", "b", 200), mail("c", "b", 1)]
    written = read(write(tmp_path, rows))
    one = events(written, 1_000.0)

    late = list(by_kind(written, one))[0]

    assert dict(zip((one.at // HOUR).tolist(), late.tolist(), strict=True)) == {
        0: 0,
        1: 0,
        48: 1,
        200: 0,
    }


def test_nothing_that_happens_later_changes_an_earlier_share(tmp_path):
    written = read(write(tmp_path, invented()))
    day, random = 70.0, np.random.default_rng(9)
    later = written.at > day * DAY
    order = random.permutation(np.flatnonzero(later))[: later.sum() * 2 // 3]
    # Another future: other people write to others at the moments that are left.
    moments = written.at[np.sort(order)]
    source, target = (
        np.append(one[~later], one[order]) for one in (written.target, written.source)
    )
    source[: (~later).sum()], target[: (~later).sum()] = (
        written.source[~later],
        written.target[~later],
    )
    other = Messages(written.people, source, target, np.append(written.at[~later], moments))

    one, two = events(written, 115.0), events(other, 115.0)
    until = int(np.searchsorted(one.at, day * DAY, "right"))
    assert until > 1_000
    assert (one.answered[:until] != two.answered[:until]).any()

    ours, theirs = predicted(written, one).shares, predicted(other, two).shares

    for name, share in ours.items():
        assert share[:until] == pytest.approx(theirs[name][:until], abs=1e-12), name
    assert ours[FINAL][until:].tolist() != theirs[FINAL][until:].tolist()


def test_an_outcome_enters_at_its_deadline_though_the_answer_came_before():
    at = np.append(np.arange(300) * DAY // 40, [DAY * 49 // 10, 5 * DAY]).astype(np.int64)
    asker, asked = np.zeros(302, np.int64), np.ones(302, np.int64)
    one = Events(asker, asked, np.sort(at), np.ones(302, np.bool_))
    other = one._replace(answered=np.append(False, np.ones(301, np.bool_)))
    before = one.at < 5 * DAY

    ours, theirs = (Core(each, 2).pair(Habits())[0] for each in (one, other))

    assert ours[before].tolist() == theirs[before].tolist()
    assert (ours[~before] > theirs[~before]).all()


def test_the_order_of_columns_starts_with_the_core(tmp_path):
    written = read(write(tmp_path, invented(asks=500)))
    one = events(written, 100.0)
    core = Core(one, written.people)
    share = core.pair(Habits())[0]

    table = features(written, one, core, share)

    assert np.isfinite(table).all()
    assert table[:, 0] == pytest.approx(np.log(share / (1 - share)), rel=1e-5)


def test_measures_by_hand():
    share, answered = np.array([0.25, 0.25, 0.75, 0.95]), np.array([False, True, True, True])

    found = measured(share, answered)

    assert found.log_loss == pytest.approx(-np.log([0.75, 0.25, 0.75, 0.95]).mean())
    assert found.brier == pytest.approx((0.0625 + 0.5625 + 0.0625 + 0.0025) / 4)
    assert found.auc == pytest.approx(2.5 / 3)
    # 0.5 said of two and one answered: right by 0.5; 0.25 and 0.05 too little in two other bins.
    assert found.calibration_error == pytest.approx((0.5 + 0.25 + 0.05) / 4)
    assert calibration_error(np.array([1.0]), np.array([True])) == 0
    assert [one["events"] for one in bins(share, answered)] == [2, 1, 1]


def test_people_are_drawn_again_with_all_they_were_asked():
    person = np.array([3, 3, 8])
    share, baseline = np.array([0.5, 0.5, 0.9]), np.array([0.25, 0.25, 0.5])

    found = intervals(person, np.ones(3, np.bool_), share, baseline, seed=1)

    assert found.ratio == pytest.approx((np.log(0.9) / np.log(0.5), 0.5))
    assert found.log_loss == pytest.approx((-np.log(0.9), np.log(2)))
    assert found.off == pytest.approx((0.1, 0.5))


def judged(share, events=2_000, **more):
    random = np.random.default_rng(1)
    right = random.random(events)
    rows = np.arange(events) % 50
    one = Events(rows + 50, rows, np.arange(events) * DAY // 50, random.random(events) < right)
    shares = {FINAL: share(right), PERSON: np.full(events, 0.5)}
    return bars(one, shares, **{"of_email_eu_core": False, "seed": 1, **more})


def test_what_is_sharp_and_honest_holds_and_what_is_not_fails():
    def clipped(right):
        return np.clip(right, 0.01, 0.99)

    right = {one.name: one.holds for one in judged(clipped, events=20_000)}
    shifted = {one.name: one.holds for one in judged(lambda right: 0.9 * clipped(right) + 0.1)}
    flat = judged(lambda right: np.full(len(right), 0.5))[0]

    assert right == {"log_loss": True, "calibration_error": True}
    assert shifted["calibration_error"] is False
    assert (flat.ratio, flat.holds, flat.bar, flat.goal) == (1.0, False, 0.94, 0.90)


def test_the_absolute_bar_is_for_one_file_alone():
    assert [
        one.name for one in judged(lambda right: right * 0.98 + 0.01, of_email_eu_core=True)
    ] == [
        "log_loss",
        "calibration_error",
        "log_loss_absolute",
    ]


def test_on_an_invented_organisation_the_whole_run_is_printed(tmp_path, capsys):
    arguments = write(tmp_path, list(invented(asks=6_000))[::-1])
    status, rows, summary = printed(capsys, *arguments)
    by_name = {row["predictor"]: row for row in rows}

    assert list(by_name) == [
        "global_mean",
        PERSON,
        "dyad_beta",
        "core_without_fading",
        "core_180_days",
        "core_fitted",
        "logistic_400",
        "logistic_100",
        "logistic_30",
        FINAL,
    ]
    assert by_name[PERSON]["log_loss_over_person"] == 1
    assert by_name[FINAL]["log_loss"] < by_name["core_fitted"]["log_loss"] * 1.005
    assert by_name["core_fitted"]["log_loss"] < by_name[PERSON]["log_loss"]
    said = summary["options"]
    assert said["rule"].startswith("R1")
    assert said["events"] > 3_000
    assert said["chosen"]
    loss = summary["bars"][0]
    assert loss["value"] == by_name[FINAL]["log_loss"]
    assert loss["baseline"] == by_name[PERSON]["log_loss"]
    assert loss["low"] < loss["ratio"] < loss["high"]
    assert status == int(summary["verdict"] == "fail")


def test_the_same_file_in_another_order_and_with_rows_twice_gives_the_same(tmp_path, capsys):
    rows = list(invented(asks=2_000))
    once = printed(capsys, *write(tmp_path, rows))[1]

    assert printed(capsys, *write(tmp_path, [*rows[::-1], *rows[:300]]))[1] == once


def test_groups_that_are_large_enough_are_told(tmp_path, capsys):
    people = tmp_path / "people.csv"
    people.write_text("id,side\n" + "".join(f"p{one},{'ab'[one > 34]}\n" for one in range(40)))
    more = ("--people", str(people), "--group", "side")
    rows = printed(capsys, *write(tmp_path, invented(), *more))[1]

    assert [row["group"] for row in rows if row["group"]] == ["a"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["a,b,MAIL,", "b,a,MAIL,"], "no dates"),
        (["a,b,MAIL,t1", "b,a,MAIL,t2"], "no dates"),
        (list(invented(asks=700)), "fewer than 1,000 events"),
        ([mail("a", f"p{one}", one) for one in range(1_500)], "fewer than 5% are answered"),
    ],
)
def test_what_the_data_cannot_decide_is_said(tmp_path, capsys, rows, why):
    status, printed_rows, summary = printed(capsys, *write(tmp_path, rows))

    assert (status, summary["verdict"], printed_rows) == (0, "undecided", [])
    assert [(bar["holds"], bar["why"]) for bar in summary["bars"]] == [(None, why)] * 2


def test_of_no_events_no_share_is_answered(tmp_path, capsys):
    _, _, summary = printed(capsys, *write(tmp_path, [mail("a", "b", 0)]))

    assert (summary["options"]["events"], summary["options"]["answered"]) == (0, None)


def test_where_nearly_all_is_answered_nothing_is_decided():
    many = np.zeros(2_000, np.int64)

    assert too_little(Events(many, many, many, np.arange(2_000) > 90)) == (
        "more than 95% are answered"
    )
    assert too_little(Events(many, many, many, np.arange(2_000) > 110)) == ""


@pytest.mark.parametrize(
    "text", ["source,at\na,1\n", "source,target,at\na,b,5\na,b,2024-01-01\n", ""]
)
def test_input_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "ties.csv"
    path.write_text(text)

    with pytest.raises(Unusable):
        bench(["--ties", str(path)])


def test_unusable_input_ends_with_two_and_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bench.trust", "--ties", str(tmp_path / "nowhere.csv")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
