"""Are the weeks of pairs those either wrote in, and is the usual gap the median of the gaps?"""

import statistics
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.beside import Moments
from graphsvc.kernels.weeks import rhythms, weeks_either_way

PEOPLE = 5
histories = st.dictionaries(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(
        lambda pair: pair[0] != pair[1]
    ),
    st.sets(st.integers(0, 400), max_size=6),
    max_size=12,
)


def moments(history):
    ties = sorted(history)
    weeks = [sorted(history[tie]) for tie in ties]
    return Moments(
        np.searchsorted([one for one, _ in ties], np.arange(PEOPLE + 1)),
        np.array([other for _, other in ties], np.int32),
        np.cumsum([0, *map(len, weeks)]),
        np.array([week for each in weeks for week in each], np.int32),
    )


@settings(deadline=None)
@given(histories)
def test_the_weeks_of_a_pair_are_those_in_which_either_wrote(history):
    ones, others = (one.ravel() for one in np.indices((PEOPLE, PEOPLE)))
    apart = ones != others
    ones, others = ones[apart], others[apart]

    pair, week = weeks_either_way(moments(history), ones, others)

    assert (np.diff(pair) >= 0).all()
    for at, (one, other) in enumerate(zip(ones.tolist(), others.tolist(), strict=True)):
        expected = [*history.get((one, other), ()), *history.get((other, one), ())]
        assert sorted(week[pair == at].tolist()) == sorted(expected)


@settings(deadline=None)
@given(st.lists(st.sets(st.integers(0, 400), max_size=9).map(sorted), max_size=5))
def test_the_usual_gap_is_the_median_of_the_gaps(lists):
    start = np.cumsum([0, *map(len, lists)])
    weeks = np.array([week for each in lists for week in each], np.int64)

    found = rhythms(start, weeks)

    for own, last, usual in zip(lists, found.last.tolist(), found.usual.tolist(), strict=True):
        assert last == (own[-1] if own else -1)
        gaps = [after - before for before, after in pairwise(own)]
        assert (usual == statistics.median(gaps)) if gaps else np.isnan(usual)
