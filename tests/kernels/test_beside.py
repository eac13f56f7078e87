"""Is everybody counted who was addressed beside somebody, small rounds more than large ones?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.beside import Moments, beside

PEOPLE, MOMENTS = 7, 5
someone, moment = st.integers(0, PEOPLE - 1), st.integers(0, MOMENTS - 1)
given_cells = st.frozensets(
    st.tuples(someone, someone, moment).filter(lambda cell: cell[0] != cell[1]), max_size=60
)


def moments(cells):
    """Ties of (source, target, moment)."""
    ties = sorted({(source, target) for source, target, _ in cells})
    when = [sorted(at for *two, at in cells if tuple(two) == tie) for tie in ties]
    return Moments(
        np.array([sum(one < row for one, _ in ties) for row in range(PEOPLE + 1)]),
        np.array([other for _, other in ties], np.int32),
        np.cumsum([0, *map(len, when)]),
        np.array([at for one in when for at in one], np.int32),
    )


def counted(cells, person, by, fade, hidden=frozenset()):
    """The same by its definition, round by round; by row."""
    found = np.zeros(PEOPLE)
    for source in by:
        if (source, person) in hidden:
            continue
        for at in range(len(fade)):
            round_ = {other for one, other, when in cells if (one, when) == (source, at)}
            for other in round_ - {person} if person in round_ else ():
                if (source, other) not in hidden:
                    found[other] += fade[at] / (len(round_) - 1)
    return found


def test_one_beside_her_counts_whole_and_one_among_many_little():
    ties = moments({(0, 1, 0), (0, 2, 0), (3, 1, 1), (3, 2, 1), (3, 4, 1), (3, 5, 1), (0, 6, 2)})

    found = beside(ties, 1, by=np.array([0, 3]), at=np.array([2, 4, 6]), fade=np.ones(3))

    assert found.tolist() == pytest.approx([1 + 1 / 3, 1 / 3, 0.0])


def test_only_rounds_of_those_asked_for_and_of_moments_that_are_known_count():
    ties = moments({(0, 1, 0), (0, 2, 0), (3, 1, 1), (3, 2, 1), (3, 1, 2), (3, 2, 2)})

    found = beside(ties, 1, by=np.array([3]), at=np.array([2]), fade=np.array([1.0, 0.25]))

    assert found.tolist() == [0.25]


@settings(deadline=None, max_examples=200)
@given(
    given_cells,
    someone,
    st.frozensets(someone),
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=MOMENTS),
    st.frozensets(st.tuples(someone, someone)),
)
def test_it_is_what_the_definition_says(cells, person, by, fade, hidden):
    others = np.array([row for row in range(PEOPLE) if row != person])
    pairs = np.array(sorted((one << 32) + other for one, other in hidden), np.int64)

    found = beside(
        moments(cells),
        person,
        by=np.array(sorted(by), np.int64),
        at=others,
        fade=np.array(fade, np.float64),
        hidden=pairs,
    )

    assert found == pytest.approx(counted(cells, person, by, fade, hidden)[others])
