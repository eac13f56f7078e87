"""Is every contact who is present counted once, as new or not, in a new unit or not?"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.novelty import fresh
from tests.kernels.networks import random_network, rows_in

PEOPLE, UNITS = 30, 4


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 1_000))
def test_contacts_are_counted_as_plain_sets_have_them(seed):
    lot = np.random.default_rng(seed)
    rows = rows_in(random_network(PEOPLE, 60, seed=seed))
    reached, present = lot.random((2, PEOPLE)) < 0.5
    known, unit = lot.random(UNITS) < 0.5, lot.integers(-1, UNITS, PEOPLE).astype(np.int32)
    asked = lot.permutation(PEOPLE)[:10]

    found = fresh(rows, asked, reached=reached, known=known, present=present, unit=unit)

    for at, one in enumerate(asked.tolist()):
        here = [other for other in rows.contacts(one).tolist() if present[other]]
        assert found.contacts[at] == len(here)
        assert found.people[at] == sum(not reached[other] for other in here)
        assert found.units[at] == sum(unit[other] >= 0 and not known[unit[other]] for other in here)
