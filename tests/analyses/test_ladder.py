"""Does the ladder show the highest confirmed rung of the last year, and claims apart?"""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analyses.ladder import NO_RUNG, ladder
from graphsvc.analyses.sponsors import UNKNOWN_DAY, Acts, sponsored
from graphsvc.model import KINDS, SPONSOR_DAYS, day_number
from tests.worlds import AS_OF, world

TODAY = day_number(AS_OF)
YESTERDAY = AS_OF - timedelta(days=1)
BEFORE = AS_OF - timedelta(days=30)
OLDEST = AS_OF - timedelta(days=SPONSOR_DAYS)
NOT = "none"


def of_ben(*acts, absent=(), **options):
    """For whom and by whom Ben is where: (id, rung, claimed, sponsor, claimed sponsor)."""
    view = world(people=["ada", "ben", "cy", "dot"], endorsements=acts)
    ids = list(view.people.ids)
    present = view.people.present.copy()
    for one in absent:
        present[ids.index(one)] = False
    found = ladder(
        Acts(*view.endorsements), ids.index("ben"), present=present, today=TODAY, **options
    )
    return tuple([_told(ids, one) for one in side] for side in found)


def _told(ids, one):
    rung, claimed = (NOT if at == NO_RUNG else KINDS[at] for at in (one.rung, one.claimed))
    return ids[one.person], rung, claimed, one.sponsor, one.claimed_sponsor


def test_the_highest_confirmed_act_is_the_rung():
    for_him, he_for = of_ben(
        ("ada", "ben", "advice", YESTERDAY, YESTERDAY),
        ("ada", "ben", "opportunity", BEFORE, YESTERDAY),
        ("ada", "ben", "credit", YESTERDAY, YESTERDAY),
    )

    assert for_him == [("ada", "opportunity", NOT, True, False)]
    assert he_for == []


def test_a_higher_claim_is_shown_apart_and_a_lower_one_is_not():
    for_him, _ = of_ben(
        ("ada", "ben", "credit", YESTERDAY, YESTERDAY),
        ("ada", "ben", "advocacy", YESTERDAY),
        ("cy", "ben", "credit", YESTERDAY, YESTERDAY),
        ("cy", "ben", "advice", YESTERDAY),
    )

    assert for_him == [
        ("ada", "credit", "advocacy", False, True),
        ("cy", "credit", NOT, False, False),
    ]


def test_the_other_side_shows_for_whom_he_is_there():
    for_him, he_for = of_ben(
        ("ben", "ada", "introduction", YESTERDAY, YESTERDAY),
        ("ben", "cy", "advocacy", YESTERDAY, YESTERDAY),
    )

    assert for_him == []
    assert he_for == [
        ("cy", "advocacy", NOT, True, False),
        ("ada", "introduction", NOT, False, False),
    ]


def test_what_is_too_old_of_today_or_of_somebody_who_left_does_not_count():
    for_him, _ = of_ben(
        ("ada", "ben", "advocacy", OLDEST, OLDEST),
        ("cy", "ben", "advocacy", OLDEST - timedelta(days=1), OLDEST),
        ("dot", "ben", "advocacy", YESTERDAY, YESTERDAY),
        ("ben", "ben", "advocacy", YESTERDAY, YESTERDAY),
        absent=["dot"],
    )

    assert for_him == [("ada", "advocacy", NOT, True, False)]


def test_an_undated_act_is_a_claim():
    assert of_ben(("ada", "ben", "advocacy"))[0] == [("ada", NOT, "advocacy", False, True)]


def test_equal_rungs_come_by_the_latest_act():
    for_him, _ = of_ben(
        ("ada", "ben", "credit", BEFORE, YESTERDAY),
        ("cy", "ben", "credit", YESTERDAY, YESTERDAY),
    )

    assert [one[0] for one in for_him] == ["cy", "ada"]


def test_which_rungs_make_a_sponsor_is_an_argument():
    act = ("ada", "ben", "introduction", YESTERDAY, YESTERDAY)

    assert of_ben(act, kinds=("introduction",))[0] == [("ada", "introduction", NOT, True, False)]


DAYS = st.sampled_from([UNKNOWN_DAY, TODAY - 400, TODAY - 365, TODAY - 30, TODAY - 1])
ACTS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 5), DAYS, DAYS), max_size=12
)


@given(acts=ACTS, absent=st.integers(0, 4))
def test_a_ladder_has_a_sponsor_exactly_where_the_gaps_count_one(acts, absent):
    columns = np.array(acts, np.int32).reshape(-1, 5).T
    present = np.arange(5) != absent
    found = sponsored(Acts(*columns), present=present, today=TODAY)

    for row in range(5):
        mine = ladder(Acts(*columns), row, present=present, today=TODAY).for_her
        assert any(one.sponsor for one in mine) == found.active[row]
        if not found.active[row]:
            assert any(one.claimed_sponsor for one in mine) == found.claimed[row]
        assert len({one.person for one in mine}) == len(mine)
        assert all(one.claimed == NO_RUNG or one.claimed > one.rung for one in mine)


def test_a_day_is_kept_of_what_is_shown():
    view = world(people=["ada", "ben"], endorsements=[("ada", "ben", "credit", BEFORE, YESTERDAY)])
    row = list(view.people.ids).index("ben")
    found = ladder(
        Acts(*view.endorsements), row, present=view.people.present, today=day_number(AS_OF)
    )

    assert date.fromordinal(date(1970, 1, 1).toordinal() + found.for_her[0].on) == BEFORE
