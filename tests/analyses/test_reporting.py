"""Does a reporting line hold everybody above and below, and does a circle end?"""

import numpy as np

from graphsvc.analyses.reporting import reporting_line


def test_a_reporting_line_goes_up_to_the_top_and_down_to_everybody_below():
    # 0 leads 1 and 2; 1 leads 3; 3 leads 4; 2 leads 5; 6 stands apart.
    manager = np.array([-1, 0, 0, 1, 3, 2, -1], np.int32)

    assert np.flatnonzero(reporting_line(manager, 3)).tolist() == [0, 1, 4]
    assert np.flatnonzero(reporting_line(manager, 0)).tolist() == [1, 2, 3, 4, 5]
    assert np.flatnonzero(reporting_line(manager, 6)).tolist() == []


def test_a_chart_with_a_circle_ends():
    manager = np.array([1, 2, 0, 0], np.int32)

    assert np.flatnonzero(reporting_line(manager, 0)).tolist() == [1, 2, 3]
