"""Do texts come back from two arrays, and is everybody found by id and nobody else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.snapshot.ragged import starts, take
from graphsvc.snapshot.texts import PeopleIds, Texts, rank_of, texts_at

some_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)


def ids_of(*ids: str, hidden: frozenset[int] = frozenset()) -> PeopleIds:
    texts = Texts.of(ids)
    return PeopleIds(texts, rank_of(texts), hidden)


@given(st.lists(some_text, max_size=12))
def test_texts_come_back_in_their_order(given_texts: list[str]):
    texts = Texts.of(given_texts)

    assert list(texts) == given_texts
    assert [texts[row] for row in range(len(texts))] == given_texts
    assert texts[1:3] == given_texts[1:3]


@given(st.lists(some_text, unique=True, max_size=12), some_text)
def test_an_id_is_found_in_its_row_or_nowhere(given_ids: list[str], wanted: str):
    ids = ids_of(*given_ids)

    assert [ids.row_of(one) for one in given_ids] == list(range(len(given_ids)))
    if wanted not in given_ids:
        with pytest.raises(KeyError):
            ids.row_of(wanted)


def test_ids_that_begin_alike_or_cannot_be_encoded_are_not_mixed_up():
    ids = ids_of("a", "aa", "", "ä", "a\0")

    assert [ids.row_of(one) for one in ("a", "aa", "", "ä", "a\0")] == [0, 1, 2, 3, 4]
    for stranger in ("b", "aaa", "\ud800"):
        with pytest.raises(KeyError):
            ids.row_of(stranger)


def test_a_hidden_row_is_unnamed_and_unknown():
    ids = ids_of("ada", "ben", hidden=frozenset({0}))

    assert list(ids) == [ids[0], ids[1]] == ["", "ben"]
    for unknown in ("ada", ""):
        with pytest.raises(KeyError):
            ids.row_of(unknown)


def test_texts_are_taken_out_at_once_as_one_by_one_the_hidden_ones_too():
    ids = ids_of("ada", "ben", "", "zoë", hidden=frozenset({1}))

    for rows in ([], [3, 1, 0], [1, 1, 2]):
        assert texts_at(ids, rows) == [ids[row] for row in rows]
    assert texts_at(("a", "b"), [1, 0]) == ["b", "a"]


def test_a_text_is_in_its_first_row():
    texts = Texts.of(["ada", "zoë", "ada"])

    assert texts.index("ada") == 0
    assert texts.index("zoë") == 1
    assert "ben" not in texts
    with pytest.raises(ValueError, match="ben"):
        texts.index("ben")


@pytest.mark.parametrize("row", [-1, 2])
def test_nobody_has_no_text(row: int):
    with pytest.raises(IndexError):
        Texts.of(["ada", "ben"])[row]


def test_lists_are_taken_apart_and_put_together():
    begin, at = take(starts([2, 0, 3, 1]), [2, 1, 0])  # type: ignore[arg-type]

    assert begin.tolist() == [0, 3, 3, 5]
    assert at.tolist() == [2, 3, 4, 0, 1]
