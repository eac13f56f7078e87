"""Does every value get the place that scipy gives it among its list?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from graphsvc.kernels.places import places

values = st.sampled_from([-1.5, 0.0, -0.0, 1.0, 2.0]) | st.floats(-9, 9)
lists = st.tuples(st.integers(1, 4), st.integers(0, 30)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=values)
)


@given(lists)
def test_equals_share_the_better_place_in_every_list(of):
    expected = [rankdata(one, method="min").tolist() for one in of]

    assert places(of).tolist() == expected
