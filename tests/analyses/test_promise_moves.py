"""Can any sequence of words end a promise twice, or without the other side?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analyses.promise_moves import (
    OBJECTION,
    OUTCOMES,
    Move,
    Promised,
    open_moves,
    refusal,
    said_before,
    stands,
)
from graphsvc.model import PROMISE_MOVES

MADE, DUE = date(2026, 1, 1), date(2026, 1, 11)


def promised(*moves):
    first = Move("made", MADE, "ada")
    return Promised("ada", "ben", DUE, (first, *moves))


def day(number):
    return MADE + timedelta(days=number)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ada", "ben"]),
        st.sampled_from(PROMISE_MOVES),
        st.integers(0, 12),  # days since the last one
        st.integers(1, 30),  # days until a new date
    ),
    max_size=12,
)


def walked(steps):
    """What is there after each step that was allowed, and the day."""
    promise, today = promised(), MADE
    yield promise, today
    for who, state, wait, ahead in steps:
        today += timedelta(days=wait)
        due = today + timedelta(days=ahead) if state == "renegotiated" else None
        move = Move(state, today, who, due)
        if not said_before(promise, move, today) and not refusal(promise, move, today):
            promise = promise._replace(moves=(*promise.moves, move))
        yield promise, today


@given(STEPS)
def test_a_promise_ends_once_and_stays_so(steps):
    ended = ""
    for promise, today in walked(steps):
        outcome = stands(promise, today).outcome
        assert not ended or outcome == ended
        ended = outcome
        if ended:
            assert stands(promise, today + timedelta(days=900)).outcome == ended
            assert open_moves(promise, "ada", today) == open_moves(promise, "ben", today) == ()


@given(STEPS)
def test_what_stands_was_said_by_both_or_unopposed_for_long_enough(steps):
    for promise, today in walked(steps):
        now = stands(promise, today)
        if now.outcome and set(now.words) != {"ada", "ben"}:
            (who,) = now.words
            assert who == "ben" or now.outcome == "missed"
            last = next(one for one in promise.moves if one.state == now.outcome)
            assert today - last.on >= OBJECTION
        elif now.outcome:
            assert set(now.words.values()) == {now.outcome}


@given(STEPS)
def test_a_date_moves_only_before_it_came_and_by_both(steps):
    before = DUE
    for promise, today in walked(steps):
        due = stands(promise, today).due_on
        if due != before:
            one, other = (m for m in promise.moves if m.due == due and m.state == "renegotiated")
            assert one.by != other.by
            assert today < before
        before = due


@given(STEPS)
def test_what_was_just_said_changes_nothing_when_said_again(steps):
    for promise, today in walked(steps):
        last = promise.moves[-1]
        if len(promise.moves) > 1 and last.on == today:
            assert said_before(promise, last, today)


def test_a_promise_due_on_the_last_of_all_days_can_be_looked_at():
    made = Promised("ada", "ben", date.max, (Move("made", date(2026, 1, 5), "ada"),))

    assert "renegotiated" in open_moves(made, "ben", date(2026, 1, 6))


@given(STEPS)
def test_what_is_offered_is_allowed(steps):
    for promise, today in walked(steps):
        for who in ("ada", "ben"):
            for state in set(open_moves(promise, who, today)) & {*OUTCOMES, "disputed"}:
                assert not refusal(promise, Move(state, today, who), today)


@pytest.mark.parametrize(
    ("moves", "on", "status"),
    [
        ([], 400, "open"),  # the clock says nothing
        ([("kept", 3, "ada")], 400, "claimed"),  # in her own favour
        ([("missed", 11, "ada")], 24, "claimed"),
        ([("missed", 11, "ada")], 25, "missed"),
        ([("kept", 3, "ben")], 16, "claimed"),
        ([("kept", 3, "ben")], 17, "kept"),
        ([("kept", 3, "ben"), ("disputed", 5, "ada")], 400, "disputed"),
        ([("late", 12, "ada"), ("late", 13, "ben")], 13, "late"),
        ([("kept", 12, "ada"), ("late", 13, "ben")], 400, "disputed"),
        ([("kept", 3, "")], 3, "kept"),  # a file that does not say who
        ([("excused", 3, "lea")], 3, "excused"),  # a programme's record
    ],
)
def test_what_stands_after_words(moves, on, status):
    promise = promised(*(Move(state, day(number), who) for state, number, who in moves))

    assert stands(promise, day(on)).status == status


@pytest.mark.parametrize(
    ("on", "ahead", "refused"),
    [(9, 5, False), (9, 0, True), (10, 5, True), (11, 5, True)],
)
def test_a_new_date_is_named_before_the_old_one(on, ahead, refused):
    move = Move("renegotiated", day(on), "ada", day(on + ahead))

    assert bool(refusal(promised(), move, day(on))) is refused
