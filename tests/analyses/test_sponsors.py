"""Does an act make a sponsor only when it is of the right kind, confirmed, recent and another's?"""

from datetime import date, timedelta

import numpy as np
import pytest

from graphsvc.analyses.sponsors import Acts, sponsored
from graphsvc.model import SPONSOR_DAYS, day_number
from tests.worlds import AS_OF, world

TODAY = day_number(AS_OF)
YESTERDAY = AS_OF - timedelta(days=1)
OLDEST = AS_OF - timedelta(days=SPONSOR_DAYS)


def judged(*acts, absent=(), **options):
    """Who has an active sponsor and who a claimed one, by id."""
    view = world(people=["ada", "ben", "cy"], endorsements=acts)
    present = view.people.present.copy()
    for one in absent:
        present[view.people.ids.row_of(one)] = False
    found = sponsored(Acts(*view.endorsements), present=present, today=TODAY, **options)
    ids = np.array(list(view.people.ids))
    return set(ids[found.active]), set(ids[found.claimed])


@pytest.mark.parametrize("kind", ["opportunity", "advocacy"])
def test_a_confirmed_act_of_the_last_year_makes_an_active_sponsor(kind):
    assert judged(("ada", "ben", kind, YESTERDAY, YESTERDAY)) == ({"ben"}, set())


@pytest.mark.parametrize("kind", ["advice", "feedback", "credit", "introduction"])
def test_an_act_of_a_lower_rung_makes_no_sponsor(kind):
    assert judged(("ada", "ben", kind, YESTERDAY, YESTERDAY)) == (set(), set())


def test_the_kinds_that_count_are_an_argument():
    act = ("ada", "ben", "introduction", YESTERDAY, YESTERDAY)

    assert judged(act, kinds=("introduction",)) == ({"ben"}, set())
    assert judged(act, kinds=("advocacy",)) == (set(), set())


def test_without_confirmation_the_sponsor_is_only_claimed():
    assert judged(("ada", "ben", "advocacy", YESTERDAY)) == (set(), {"ben"})


def test_a_confirmed_act_beside_a_claim_makes_the_sponsor_active_and_not_claimed():
    acts = [("ada", "ben", "advocacy", YESTERDAY), ("cy", "ben", "advocacy", OLDEST, YESTERDAY)]

    assert judged(*acts) == ({"ben"}, set())


def test_the_window_holds_its_first_day_and_not_the_day_before():
    before = OLDEST - timedelta(days=1)

    assert judged(("ada", "ben", "advocacy", OLDEST, YESTERDAY)) == ({"ben"}, set())
    assert judged(("ada", "ben", "advocacy", before, before)) == (set(), set())


def test_an_undated_act_is_a_claim_since_nothing_tells_that_it_is_recent():
    assert judged(("ada", "ben", "advocacy", None, YESTERDAY)) == (set(), {"ben"})


def test_whoever_left_opens_no_doors():
    act = ("ada", "ben", "advocacy", YESTERDAY, YESTERDAY)

    assert judged(act, absent=["ada"]) == (set(), set())


def test_nobody_is_her_own_sponsor():
    rows = [np.array([one], np.int32) for one in (0, 0, 5, TODAY - 1, TODAY - 1)]
    found = sponsored(Acts(*rows), present=np.array([True]), today=TODAY)

    assert not found.active.any()
    assert not found.claimed.any()


def test_nothing_dated_on_or_after_the_day_counts():
    assert judged(("ada", "ben", "advocacy", AS_OF, AS_OF)) == (set(), set())
    later = ("ada", "ben", "advocacy", YESTERDAY, date(2027, 1, 1))
    assert judged(later) == (set(), {"ben"})
