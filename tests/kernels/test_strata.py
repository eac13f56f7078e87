"""Are the chances within strata those of enumeration, exact fractions, scipy and the moments?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import combinations, product
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from graphsvc.kernels import strata
from graphsvc.kernels.strata import counts, null_distribution, shuffled_differences


def null(*cells):
    """The null of (members, others, yes of both) a stratum."""
    return null_distribution(*(np.array(one, np.int64) for one in zip(*cells, strict=True)))


def exactly(*cells):
    """The same in whole numbers: the chance of every number, from 0 on, as a fraction."""
    ways, whole = [1], 1
    for members, others, yes in cells:
        longer = [0] * (len(ways) + yes)
        for hits in range(yes + 1):
            here = comb(members, hits) * comb(others, yes - hits)
            for at, count in enumerate(ways if here else ()):
                longer[at + hits] += count * here
        ways, whole = longer, whole * comb(members + others, yes)
    return [Fraction(count, whole) for count in ways]


cell = st.tuples(st.integers(0, 30), st.integers(0, 30)).flatmap(
    lambda n: st.tuples(st.just(n[0]), st.just(n[1]), st.integers(0, n[0] + n[1]))
)


def test_people_are_counted_by_stratum_and_group():
    stratum = np.array([0, 0, 0, 1, 1, -1, 2], np.int32)
    group = np.array([0, 1, 1, 0, -1, 0, 1], np.int32)
    outcome = np.array([True, True, False, True, True, True, False])
    found = counts(stratum, group, outcome, strata=4, groups=2)

    assert found.people.tolist() == [[1, 2], [1, 0], [0, 1], [0, 0]]
    assert found.yes.tolist() == [[1, 1], [1, 0], [0, 0], [0, 0]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2), st.booleans())))
def test_counts_are_those_of_a_counter(people):
    stratum, group, outcome = (np.array([one[at] for one in people]) for at in range(3))
    found = counts(stratum, group, outcome, strata=4, groups=3)
    where = [(one, other) for one in range(4) for other in range(3)]
    everybody, hits = Counter(one[:2] for one in people), Counter(p[:2] for p in people if p[2])

    assert found.people.ravel().tolist() == [everybody[one] for one in where]
    assert found.yes.ravel().tolist() == [hits[one] for one in where]


@pytest.mark.parametrize(("strata", "groups"), [(1, 2), (2, 1)])
def test_a_code_beyond_the_last_is_refused(strata, groups):
    with pytest.raises(ValueError, match="codes"):
        counts(
            np.array([0, 1]), np.array([1, 0]), np.array([True] * 2), strata=strata, groups=groups
        )


def test_two_strata_by_hand():
    # One of two is a yes, one of three: 0, 1 or 2 of the one member each.
    found = null((1, 1, 1), (1, 2, 1))

    assert found.start == 0
    assert found.chances == pytest.approx([1 / 2 * 2 / 3, 1 / 2, 1 / 2 * 1 / 3])


def test_where_nothing_is_left_to_chance_the_sum_is_certain():
    # All, none, members only, others only.
    certain = [(3, 2, 5), (4, 2, 0), (6, 0, 2), (0, 7, 3)]

    assert null(*certain).start == 5
    assert null(*certain).chances.tolist() == [1.0]
    assert null_distribution(*[np.zeros(0, np.int64)] * 3) == (0, [1.0])


def test_certain_strata_only_move_the_others():
    found = null((3, 2, 5), (1, 1, 1), (6, 0, 2))

    assert found.start == 5
    assert found.chances.tolist() == [0.5, 0.5]


@settings(max_examples=60, deadline=None)
@given(st.lists(cell, min_size=1, max_size=4))
def test_chances_are_the_exact_fractions(cells):
    found = null(*cells)
    exact = exactly(*cells)
    reached = slice(found.start, found.start + len(found.chances))

    assert found.chances == pytest.approx([float(one) for one in exact[reached]], rel=1e-12)
    assert 1 - sum(exact[reached]) < 1e-37
    assert found.chances.sum() == pytest.approx(1)


@pytest.mark.parametrize("one", [(300_000, 500_000, 90_000), (2_000, 900_000, 450_000)])
def test_a_large_stratum_has_the_chances_of_scipy_far_into_the_tails(one):
    members, others, yes = one
    found = null(one)
    hits = found.start + np.arange(len(found.chances))
    oracle = hypergeom(members + others, yes, members)

    assert len(hits) < 20 * oracle.std() * sqrt(2)
    assert found.chances[0] < 1e-38
    # The logarithms of scipy are of some million, with sixteen digits.
    assert np.log(found.chances) == pytest.approx(oracle.logpmf(hits), abs=1e-7)


def test_small_chances_of_many_strata_are_right_to_the_last_digits():
    # Sixty like strata: far from the middle by exact whole numbers.
    cells = [(5, 9, 4)] * 60
    found, exact = null(*cells), exactly(*cells)
    seen = [at for at in range(len(found.chances)) if exact[found.start + at] > 1e-25]
    expected = [float(exact[found.start + at]) for at in seen]

    assert min(expected) < 1e-24
    assert found.chances[seen] == pytest.approx(expected, rel=1e-12)
    tail = sum(exact[: found.start]) + sum(exact[found.start + len(found.chances) :])
    assert tail < 1e-38


def test_many_strata_have_the_moments_of_their_sum():
    random = np.random.default_rng(4)
    members, others = random.integers(1, 400, (2, 3_000))
    yes = random.integers(0, members + others + 1)
    found = null_distribution(members, others, yes)
    hits, people = found.start + np.arange(len(found.chances)), (members + others).astype(float)

    mean = (hits * found.chances).sum()
    assert mean == pytest.approx((members * yes / people).sum(), rel=1e-12)
    by_hand = members * others * yes * (people - yes) / (people**2 * np.maximum(people - 1, 1))
    assert ((hits - mean) ** 2 * found.chances).sum() == pytest.approx(by_hand.sum(), rel=1e-9)


@pytest.mark.parametrize("one", [(2, 2, 5), (2, 2, -1), (-1, 3, 1)])
def test_more_yes_than_people_are_refused(one):
    with pytest.raises(ValueError, match="of those there are"):
        null(one)


VALUES = np.array([1.0, 2.0, 4.0, 8.0, 0.5, 0.25, 16.0, 5.0])
MEMBER = np.array([True, True, False, False, False, True, True, False])
STRATUM = np.array([0, 0, 0, 0, 1, 1, 1, -1])


def difference(values, member, stratum):
    """Mean of the strata's differences in means, weighed by n1 n2 / n."""
    total, weights = 0.0, 0.0
    for one in {*stratum.tolist()} - {-1}:
        ours, theirs = values[member & (stratum == one)], values[~member & (stratum == one)]
        if len(ours) and len(theirs):
            weight = len(ours) * len(theirs) / (len(ours) + len(theirs))
            total += weight * (ours.mean() - theirs.mean())
            weights += weight
    return total / weights


def test_the_difference_seen_is_the_mean_of_those_within_strata():
    found = shuffled_differences(VALUES, MEMBER, STRATUM, draws=1, seed=1)

    # (3/2 - 6) with weight 4/4, (8.125 - 1/2) with weight 2/3.
    assert found.seen == pytest.approx((-4.5 + 2 / 3 * 7.625) / (5 / 3))
    assert found.seen == pytest.approx(difference(VALUES, MEMBER, STRATUM))


def test_every_shuffle_is_drawn_as_often_as_any_other():
    found = shuffled_differences(VALUES, MEMBER, STRATUM, draws=36_000, seed=3)
    possible = []
    for first, second in product(combinations(range(4), 2), combinations(range(4, 7), 2)):
        member = np.isin(np.arange(8), [*first, *second])
        possible.append(difference(VALUES, member, STRATUM))
    often = Counter(found.drawn.round(9).tolist())

    assert len(possible) == 18
    assert {*often} == {round(one, 9) for one in possible}
    # 2,000 times each, give or take four standard deviations.
    assert all(abs(count - 2_000) < 4 * sqrt(2_000) for count in often.values())


def test_yes_or_no_shuffled_has_the_exact_null():
    random = np.random.default_rng(7)
    stratum, member = random.integers(0, 12, 600), random.random(600) < 0.3
    outcome = random.random(600) < 0.4
    cells = counts(stratum, member, outcome, strata=12, groups=2)
    exact = null_distribution(cells.people[:, 1], cells.people[:, 0], cells.yes.sum(axis=1))
    found = shuffled_differences(outcome, member, stratum, draws=20_000, seed=7)

    ours, both = cells.people[:, 1], cells.people.sum(axis=1)
    weight, expected = (ours * (both - ours) / both).sum(), (ours * cells.yes.sum(1) / both).sum()
    hits = np.round(found.drawn * weight + expected).astype(int) - exact.start
    reached = np.cumsum(np.bincount(hits, minlength=len(exact.chances))) / 20_000
    # Kolmogorov's distance of 20,000 draws is under this in 999 of 1,000 cases.
    assert np.abs(reached - np.cumsum(exact.chances)).max() < 1.95 / sqrt(20_000)
    assert found.seen == pytest.approx((cells.yes[:, 1].sum() - expected) / weight)


@settings(deadline=None)
@given(st.data())
def test_shuffles_move_with_the_measure_and_mirror_with_the_groups(data):
    people = data.draw(st.integers(1, 12))
    member = np.array(data.draw(st.lists(st.booleans(), min_size=people, max_size=people)))
    stratum = np.array(
        data.draw(st.lists(st.integers(-1, 2), min_size=people, max_size=people)), np.int32
    )
    values = np.arange(people) * 0.5
    found = shuffled_differences(values, member, stratum, draws=5, seed=2)
    doubled = shuffled_differences(2 * values + 3, member, stratum, draws=5, seed=2)

    assert doubled.drawn == pytest.approx(2 * found.drawn, nan_ok=True)
    if not np.isnan(found.seen):
        assert found.seen == pytest.approx(difference(values, member, stratum))
        mirrored = shuffled_differences(values, ~member, stratum, draws=5, seed=2)
        assert mirrored.seen == pytest.approx(-found.seen)


def test_nothing_to_compare_is_no_number():
    alone = shuffled_differences(VALUES, np.ones(8, bool), STRATUM, draws=2, seed=1)
    nobody = shuffled_differences(VALUES[:0], MEMBER[:0], STRATUM[:0], draws=2, seed=1)

    assert np.isnan([alone.seen, *alone.drawn, nobody.seen, *nobody.drawn]).all()


def many():
    random = np.random.default_rng(9)
    return random.normal(size=3_000), random.random(3_000) < 0.4, random.integers(0, 60, 3_000)


def test_the_seed_decides_and_parts_change_nothing(monkeypatch):
    whole = shuffled_differences(*many(), draws=50, seed=5)
    other = shuffled_differences(*many(), draws=50, seed=6)
    monkeypatch.setattr(strata, "_DRAWN_AT_ONCE", 1)
    seen = []
    parts = shuffled_differences(
        *many(), draws=50, seed=5, turn=lambda done, total: seen.append((done, total))
    )

    assert parts.drawn.tobytes() == whole.drawn.tobytes()
    assert seen == [(done, 50) for done in range(1, 51)]
    assert len({*whole.drawn, *other.drawn}) == 100


def test_two_threads_give_the_same_bytes():
    members, others = np.random.default_rng(1).integers(1, 90, (2, 500))

    def work(_):
        exact = null_distribution(members, others, members // 2)
        shuffled = shuffled_differences(*many(), draws=200, seed=5)
        return exact.start, exact.chances.tobytes(), shuffled.drawn.tobytes()

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(work, range(6)))) == 1
