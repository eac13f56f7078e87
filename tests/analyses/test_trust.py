"""Are the posteriors those worked by hand, and what do half-lives and limits do to them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graphsvc.analyses.trust import Beta, FollowThrough, Habits

STILL = Habits(half_life=None)


def test_little_evidence_stays_near_what_is_usual():
    known = FollowThrough(STILL, usual=0.7)

    assert known.person("ada", 0) == pytest.approx((7, 3))
    assert known.pair("ada", "ben", 0) == pytest.approx((2.8, 1.2))


def test_what_was_done_moves_the_person_and_the_pair():
    known = FollowThrough(STILL, usual=0.5)
    known.add("ada", "ben", 0, 1.0, weight=2)
    known.add("ada", "cy", 1, 0.0)
    known.add("ada", "ben", 2, 0.5)

    # 2.5 done and 1.5 not, of everybody; 2.5 and 0.5 towards Ben.
    assert known.person("ada", 2) == pytest.approx((7.5, 6.5))
    assert known.pair("ada", "ben", 2) == pytest.approx((4 * 7.5 / 14 + 2.5, 4 * 6.5 / 14 + 0.5))


def test_a_half_life_halves_what_was():
    known = FollowThrough(Habits(half_life=10), usual=0.5)
    known.add("ada", "ben", 0, 1.0, weight=8)

    assert known.person("ada", 20) == pytest.approx((5 + 2, 5))
    assert known.person("ada", 30) == pytest.approx((5 + 1, 5))


def test_what_everybody_does_is_learnt_where_nobody_says():
    known = FollowThrough(STILL)
    assert known.everybody(0) == 0.5
    known.add("ada", "ben", 0, 1.0)
    known.add("cy", "ben", 0, 1.0)

    assert known.everybody(0) == pytest.approx(3 / 4)


def test_many_trivial_ones_of_a_month_count_as_few():
    known = FollowThrough(Habits(half_life=None, most_a_month=3), usual=0.5)
    for month in (1, 1, 1, 1, 1, 2):
        known.add("ada", "ben", 0, 1.0, month=month)

    assert known.person("ada", 0) == pytest.approx((5 + 4, 5))


def test_the_interval_is_the_equal_tailed_one():
    low, high = Beta(4.8, 1.2).interval()

    assert (low, high) == pytest.approx(tuple(stats.beta.ppf([0.1, 0.9], 4.8, 1.2)))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.booleans()), max_size=9))
def test_a_kept_promise_never_lowers_what_is_expected(outcomes):
    known = FollowThrough(Habits(half_life=30), usual=0.6)
    for at, (who, to, done) in enumerate(outcomes):
        before = known.pair(who, to, at).mean
        known.add(who, to, at, float(done))
        after = known.pair(who, to, at).mean
        assert after >= before if done else after <= before
