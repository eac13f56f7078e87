"""Do the rows of a day equal the published formula, worked out on whole matrices?"""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.rows import Rows
from graphsvc.model import SOURCES, DenyMask, day_number, week_end, week_of
from graphsvc.snapshot.columns import Facts
from graphsvc.snapshot.mask import mask_of
from graphsvc.snapshot.strengths import contacts_within, decayed, derived_rows, last_week_used
from tests.worlds import stored

AS_OF = date(2026, 11, 23)
LAST = week_of(AS_OF) - 1
CAST = [f"p-{number}" for number in range(9)]
someone = st.sampled_from(CAST)
pair = st.tuples(someone, someone).filter(lambda two: two[0] != two[1])
feeds = st.sampled_from(["mail", "meeting", "survey.advice", "another"])
weekly = st.dictionaries(st.integers(LAST - 2_000, LAST + 4), st.integers(1, 9), min_size=1)
given_ties = st.dictionaries(
    st.tuples(pair, feeds), weekly | st.none() | st.floats(0.0625, 2, width=32), max_size=30
)
hidden = st.frozensets(pair.map(lambda two: (min(two), max(two))), max_size=3)
masks = st.builds(DenyMask, st.just(1), st.frozensets(someone, max_size=1), hidden)


def facts_of(ties: dict) -> Facts:
    return stored(CAST, [(*two, feed, history) for (two, feed), history in ties.items()]).facts


def matrices(ties: dict, mask: DenyMask, half_life: float, *, by_source: bool = True):
    """Weights w_ij and stated strengths, person by person."""
    weight, stated = np.zeros((2, len(CAST), len(CAST)))
    for ((one, other), feed), history in ties.items():
        at = CAST.index(one), CAST.index(other)
        if {one, other} & mask.people or (min(one, other), max(one, other)) in mask.ties:
            continue
        if not isinstance(history, dict):
            stated[at] = max(stated[at], 0.5 if history is None else min(history, 1.0))
            continue
        a = SOURCES.get(feed.split(".")[0], 1.0) if by_source else 1.0
        for week, count in history.items():
            age = (AS_OF - week_end(week)).days
            weight[at] += a * count * 0.5 ** (age / half_life) if age >= 0 else 0.0
    return weight, stated


def matrix(rows: Rows) -> np.ndarray:
    found = np.zeros((len(CAST), len(CAST)), np.float32)
    found[rows.owners(), rows.indices] = rows.strength
    assert np.count_nonzero(found) == len(rows.indices)
    assert all(np.all(np.diff(rows.contacts(row).astype(int)) > 0) for row in range(len(CAST)))
    return found


@settings(deadline=None, max_examples=200)
@given(given_ties, masks)
def test_derived_rows_are_those_of_the_formula(ties, mask):
    facts = facts_of(ties)
    weight, stated = matrices(ties, mask, 90.0)
    d = np.maximum(weight / (weight + 4), stated)
    d[d < 1e-30] = 0
    d = d.astype(np.float32).astype(float)

    found = derived_rows(facts, AS_OF, mask_of(facts.people, mask))

    assert matrix(found.attention) == pytest.approx(d, rel=1e-6)
    assert (matrix(found.attended) == matrix(found.attention).T).all()
    assert matrix(found.ties) == pytest.approx((d + d.T) / 2, rel=1e-6)
    total = d.sum(axis=1)[found.attention.owners()]
    assert found.shares == pytest.approx(found.attention.strength / total, rel=1e-6)
    both = (d > 0) & (d.T > 0)
    assert found.reciprocated.tolist() == both[found.ties.owners(), found.ties.indices].tolist()
    assert found.dated.tolist() == ((weight > 0).any(axis=0) | (weight > 0).any(axis=1)).tolist()


@settings(deadline=None)
@given(given_ties, masks, st.integers(1, 40))
def test_contacts_in_a_window_are_counted(ties, mask, weeks):
    facts = facts_of(ties)
    recent = {
        key: {week: count for week, count in history.items() if LAST - weeks < week <= LAST}
        for key, history in ties.items()
        if isinstance(history, dict)
    }
    expected, _ = matrices(recent, mask, np.inf, by_source=False)

    found = contacts_within(facts, AS_OF, mask_of(facts.people, mask), 7 * weeks)

    assert (matrix(found) == expected).all()


@settings(deadline=None)
@given(given_ties, masks)
def test_decayed_contacts_of_both_ways_are_added_or_else_what_was_stated(ties, mask):
    facts = facts_of(ties)
    weight, stated = matrices(ties, mask, 14.0, by_source=False)
    either, said = weight + weight.T, (stated + stated.T) / 2
    expected = np.where(either > 0, either, said).astype(np.float32)

    found = decayed(facts, AS_OF, mask_of(facts.people, mask), 14.0)

    assert matrix(found) == pytest.approx(expected, rel=1e-6)


@settings(deadline=None)
@given(given_ties, st.integers(0, 2_100), st.lists(st.integers(0, 2_100), max_size=3))
def test_the_last_week_with_contacts_is_found_whatever_else_is_dated(ties, ago, others):
    day = week_end(LAST - ago)
    used = [week for history in ties.values() if isinstance(history, dict) for week in history]
    acts = [("p-0", "p-1", "credit", week_end(LAST - other)) for other in others]
    acts += [(*two[:3], date.fromordinal(two[3].toordinal() - 1)) for two in acts]
    facts = stored(
        CAST,
        [(*two, feed, history) for (two, feed), history in ties.items()],
        endorsements=acts,
    ).facts

    found = last_week_used(facts, day)

    assert found == max((week for week in used if week <= LAST - ago), default=None)
    assert {day_number(one[3]) for one in acts} <= set(facts.days.all.tolist())
