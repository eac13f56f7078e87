"""Are texts copied whole, and in the order of their bytes that Python gives them?"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.texts import byte_order, taken_texts

# Few letters, zeros among them, and ends on either side of a word of seven bytes.
words = st.text("a\0ä", max_size=3).map(str.encode)
texts = st.lists(
    st.tuples(st.sampled_from([0, 6, 7, 8, 14]), words).map(lambda two: b"a" * two[0] + two[1])
)


def laid_down(given_texts: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    start = np.cumsum([0, *(len(one) for one in given_texts)])
    return np.frombuffer(b"".join(given_texts), np.uint8), start


@settings(deadline=None, max_examples=300)
@given(texts | st.lists(st.binary(max_size=20)))
def test_texts_are_put_in_the_order_of_their_bytes(given_texts):
    order = byte_order(*laid_down(given_texts))

    assert order.tolist() == sorted(range(len(given_texts)), key=given_texts.__getitem__)
    assert order.dtype == np.int32


@settings(deadline=None)
@given(st.lists(st.binary(max_size=4), min_size=1), st.data())
def test_texts_are_taken_in_any_order_and_number(given_texts, data):
    chosen = data.draw(st.lists(st.integers(0, len(given_texts) - 1)))

    found, start = taken_texts(*laid_down(given_texts), np.array(chosen, np.int64))

    assert [found[a:b].tobytes() for a, b in zip(start, start[1:], strict=False)] == [
        given_texts[one] for one in chosen
    ]
