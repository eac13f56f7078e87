"""Is a handle the same every time, another for anything else, and a word that can be typed?"""

import re

from hypothesis import given
from hypothesis import strategies as st

from graphsvc.access.handles import Handles

HANDLES = Handles(b"h" * 32)
some = st.lists(st.text(max_size=6), max_size=4)


@given(some, some)
def test_a_handle_is_of_its_parts_and_of_them_alone(parts, others):
    assert HANDLES.of(*parts) == HANDLES.of(*parts)
    assert (HANDLES.of(*parts) == HANDLES.of(*others)) is (parts == others)
    assert HANDLES.of(*parts) != Handles(b"i" * 32).of(*parts)


def test_no_handle_looks_like_an_option_on_a_command_line():
    for number in range(1_000):
        assert re.fullmatch("[0-9a-f]{24}", HANDLES.of("promise", str(number)))
