"""Are differences within strata, p-values and bounds those of textbooks and of brute force?"""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact, hypergeom

from graphsvc.analyses.intervals import score_interval, smallest_detectable, wilson_interval
from graphsvc.analyses.stratified import (
    Tables,
    difference,
    exact_p,
    familywise,
    null_distribution,
)
from tests.analyses.strata import tables


def strata(*cells):
    """Tables from (members, others, members with yes, others with yes), one a stratum."""
    columns = [np.array(one, np.int64) for one in zip(*cells, strict=True)]
    return Tables(*columns, compared=int(columns[0].sum()), not_compared=0)


def people(*cells):
    """The same people one by one: outcome, member, stratum."""
    rows = [
        (number < yes, ours, stratum)
        for stratum, (n1, n2, x1, x2) in enumerate(cells)
        for ours, count, yes in ((True, n1, x1), (False, n2, x2))
        for number in range(count)
    ]
    outcome, member, stratum = (np.array(one) for one in zip(*rows, strict=True))
    return outcome.astype(bool), member.astype(bool), stratum.astype(np.int64)


def every_shuffle(outcome, member, stratum):
    """The members' number of yes under every assignment of labels within strata, equally likely."""
    parts = []
    for one in np.unique(stratum):
        here = outcome[stratum == one]
        chosen = combinations(range(len(here)), int(member[stratum == one].sum()))
        parts.append([int(here[list(rows)].sum()) for rows in chosen])
    return np.array([sum(one) for one in product(*parts)])


cell = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda n: st.tuples(st.just(n[0]), st.just(n[1]), st.integers(0, n[0]), st.integers(0, n[1]))
)


def test_tables_count_by_group_and_stratum_and_drop_strata_of_one_group():
    outcome, member, stratum = people((3, 2, 1, 2), (2, 0, 1, 0), (1, 4, 0, 3))
    found = tables(outcome, member=member, stratum=stratum)

    assert found.members.tolist() == [3, 1]
    assert found.others.tolist() == [2, 4]
    assert found.members_yes.tolist() == [1, 0]
    assert found.others_yes.tolist() == [2, 3]
    assert (found.compared, found.not_compared) == (4, 2)


def test_the_difference_weighs_strata_as_mantel_and_haenszel_do():
    # 1/4 - 3/4 with weight 4 * 4 / 8 = 2; 1/2 - 1/6 with weight 2 * 6 / 8 = 1.5.
    found = strata((4, 4, 1, 3), (2, 6, 1, 1))

    assert difference(found) == pytest.approx((2 * -0.5 + 1.5 * (1 / 2 - 1 / 6)) / 3.5)


def test_a_reversal_within_strata_is_seen_where_the_totals_hide_it():
    # Overall 11 of 20 against 11 of 20, yet a tenth or more below within both strata.
    found = strata((10, 90, 1, 18), (90, 10, 72, 9))

    assert difference(found) == pytest.approx(-0.1)


@pytest.mark.parametrize("one", [(7, 9, 1, 6), (3, 20, 3, 4), (40, 60, 12, 31), (5, 5, 5, 0)])
def test_one_stratum_has_the_null_of_fisher_and_in_equal_groups_its_p(one):
    n1, n2, x1, x2 = one
    start, chances = null_distribution(strata(one))
    hits = start + np.arange(len(chances))

    assert chances == pytest.approx(hypergeom(n1 + n2, x1 + x2, n1).pmf(hits), abs=1e-12)
    if n1 == n2:
        expected = fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
        assert exact_p(strata(one)) == pytest.approx(expected)


@pytest.mark.parametrize("size", [6, 11, 30])
@pytest.mark.parametrize("yes", [(0, 3), (2, 5), (4, 4)])
def test_with_groups_of_one_size_p_is_that_of_fisher(size, yes):
    found = strata((size, size, *yes))
    rows = [[one, size - one] for one in yes]

    assert exact_p(found) == pytest.approx(fisher_exact(rows).pvalue)


@settings(deadline=None)
@given(st.lists(cell, min_size=1, max_size=3))
def test_p_is_the_share_of_all_shuffles_that_differ_as_much(cells):
    totals = every_shuffle(*people(*cells))
    seen = sum(one[2] for one in cells)
    far, own = np.abs(totals - totals.mean()), abs(seen - totals.mean())
    beyond, equal = (far > own + 1e-9).mean(), (np.abs(far - own) <= 1e-9).mean()

    assert exact_p(strata(*cells)) == pytest.approx(beyond + equal)
    assert exact_p(strata(*cells), mid=True) == pytest.approx(beyond + equal / 2)


def test_nothing_is_said_without_a_stratum_that_holds_both():
    outcome, member, stratum = people((3, 0, 1, 0), (0, 2, 0, 1))
    found = tables(outcome, member=member, stratum=stratum)

    assert difference(found) is None
    assert exact_p(found) is None
    assert score_interval(found) is None
    assert smallest_detectable(found) is None
    assert (found.compared, found.not_compared) == (0, 3)


def test_large_strata_have_the_moments_of_their_hypergeometric_sums():
    # By hand: mean n1 m / n, variance n1 n2 m (n - m) / (n^2 (n - 1)), summed.
    found = strata((3_000, 5_000, 900, 1_600), (400, 700, 100, 250), (2_000, 900, 500, 300))
    start, chances = null_distribution(found)
    hits = start + np.arange(len(chances))
    n1, n2, n, m = found.members, found.others, found.people, found.yes

    assert chances.sum() == pytest.approx(1)
    mean = float((hits * chances).sum())
    assert mean == pytest.approx((n1 * m / n).sum())
    variance = (n1 * n2 * m * (n - m) / (n**2 * (n - 1.0))).sum()
    assert float(((hits - mean) ** 2 * chances).sum()) == pytest.approx(variance)


@pytest.mark.parametrize(("yes", "count"), [(0, 5), (1, 7), (22, 71), (50, 50), (3, 1000)])
def test_the_interval_of_a_share_is_wilsons(yes, count):
    expected = binomtest(yes, count).proportion_ci(method="wilson")

    found = wilson_interval(yes, count, critical=1.959963984540054)
    assert found == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_the_interval_of_a_share_holds_it_however_many_there_are():
    for people in range(1, 400):
        for yes in {0, 1, people - 1, people}:
            low, high = wilson_interval(yes, people)
            assert 0 <= low <= yes / people <= high <= 1


def test_the_interval_of_a_difference_is_the_published_one():
    # Newcombe (1998), Stat. Med. 17, 873-890, table II: Miettinen and Nurminen's method.
    assert score_interval(strata((70, 80, 56, 48))) == pytest.approx((0.0528, 0.3382), abs=1e-4)
    assert score_interval(strata((10, 10, 9, 3))) == pytest.approx((0.1700, 0.8406), abs=1e-4)
    assert score_interval(strata((10, 20, 10, 0))) == pytest.approx((0.7156, 1.0), abs=1e-4)


def test_the_stratified_interval_covers_a_true_difference():
    # Differences of -0.2 in strata of unlike size and base; 95 of 100 intervals should hold it.
    random = np.random.default_rng(1)
    sizes, bases = ((20, 40), (60, 30), (15, 15)), (0.3, 0.5, 0.8)
    covered = 0
    for _ in range(400):
        cells = [
            (n1, n2, random.binomial(n1, base - 0.2), random.binomial(n2, base))
            for (n1, n2), base in zip(sizes, bases, strict=True)
        ]
        low, high = score_interval(strata(*cells))
        covered += low <= -0.2 <= high
    assert 0.92 <= covered / 400 <= 0.98


@settings(deadline=None)
@given(st.lists(cell, min_size=1, max_size=3))
def test_the_interval_holds_the_difference_and_mirrors_with_the_groups(cells):
    found = strata(*cells)
    mirrored = strata(*((n2, n1, x2, x1) for n1, n2, x1, x2 in cells))
    low, high = score_interval(found)

    assert low - 1e-9 <= difference(found) <= high + 1e-9
    assert score_interval(mirrored) == pytest.approx((-high, -low), abs=1e-6)


def test_the_smallest_difference_is_that_of_the_methods_table_and_is_found_that_often():
    # Three men for each woman, base 45 %: with 100 women a drop to about 29 % is visible.
    found = strata((100, 300, 45, 135))
    drop = smallest_detectable(found)
    assert 0.45 - drop == pytest.approx(0.29, abs=0.01)

    random = np.random.default_rng(1)
    draws = zip(
        random.binomial(100, 0.45 - drop, 500), random.binomial(300, 0.45, 500), strict=True
    )
    hits = sum(exact_p(strata((100, 300, *one)), mid=True) < 0.05 for one in draws)
    assert hits / 500 == pytest.approx(0.8, abs=0.06)


def test_very_few_people_can_show_no_drop_at_all():
    assert smallest_detectable(strata((5, 5, 2, 2))) is None


def test_several_groups_are_judged_together_at_five_in_a_hundred():
    random = np.random.default_rng(2)
    counts = np.array([[30, 40, 20], [25, 35, 15]])
    reported = 0
    for seed in range(200):
        yes = random.binomial(counts, 0.4)
        found = familywise(counts, yes, compared=[0, 1, 2], draws=500, seed=seed)
        reported += min(found.p_values) < 0.05
    assert reported / 200 <= 0.09


def test_two_groups_that_mirror_each_other_are_not_paid_for_twice():
    counts, yes = np.array([[30, 40], [25, 35]]), np.array([[6, 18], [5, 16]])
    both = familywise(counts, yes, compared=[0, 1], seed=1)
    exact = exact_p(strata((30, 40, 6, 18), (25, 35, 5, 16)))

    assert both.p_values == pytest.approx([exact, exact], abs=0.01)


def test_the_bar_of_a_family_is_higher_than_that_of_one_comparison():
    counts = np.array([[100, 100, 100, 100]])
    found = familywise(counts, np.array([[40, 40, 40, 40]]), compared=[0, 1, 2, 3], seed=1)

    assert 2.3 < found.critical < 2.7
    assert found.p_values == [1.0] * 4
