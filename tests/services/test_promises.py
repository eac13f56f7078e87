"""Who sees what was promised, who says how it ended, and what do the two learn from it?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import ActNotFound, BadRequest, Forbidden, MoveRefused, PersonNotFound
from graphsvc.services.promises import PromiseService
from tests.services.conftest import OneView
from tests.worlds import person, world

ADA, BEN, CY = (Viewer(one, one) for one in ("ada", "ben", "cy"))
MIA = Viewer("mia", "mia")  # mentors Ada
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
OPERATOR = Viewer("oda", None, frozenset({Grant("operator")}))
PEOPLE = ("ada", "ben", "cy", "mia")
TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=7)

pytestmark = pytest.mark.engine


@pytest.fixture
def promises(empty_embedded, policy, audit):
    for one in PEOPLE:
        empty_embedded.run("CREATE (:Person {id: $id})", id=one)
    view = world(
        people=[person(one) for one in PEOPLE], mentorings=[("mia", "ada", date(2026, 1, 1), None)]
    )
    keyed = Handles(b"h" * 32).of
    return PromiseService(OneView(view), policy, audit, empty_embedded.store, keyed)


def on(promises, day):
    """The same service on another day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return replace(promises, audit=replace(promises.audit, clock=lambda: moment))


def notes(promises, viewer=ADA, to="ben", due=DUE, size=1, text="send  the notes"):
    return promises.make(viewer, to, text, due, size)


def test_both_see_a_promise_and_each_what_is_theirs_to_say(promises):
    made = notes(promises)
    seen = promises.mine(BEN).items[0]

    assert (made.mine, made.other.id, made.text, made.due_on) == (
        True,
        "ben",
        "send the notes",
        DUE,
    )
    assert (seen.id, seen.mine, seen.other.id, seen.status) == (made.id, False, "ada", "open")
    assert made.open_moves == seen.open_moves == ("kept", "excused", "renegotiated")
    assert [(one.state, one.on, one.by) for one in seen.moves] == [("made", TODAY, "them")]
    assert promises.one(ADA, made.id) == made


def test_the_same_said_again_is_the_same_promise(promises, empty_embedded):
    made = notes(promises)
    once = empty_embedded.everything()

    assert notes(promises) == made
    assert empty_embedded.everything() == once
    assert promises.move(BEN, made.id, "kept") == promises.move(BEN, made.id, "kept")


def test_a_key_makes_two_alike_two(promises):
    first, second = (
        promises.make(ADA, "ben", "send the notes", DUE, key=one) for one in ("a", "b")
    )

    assert first.id != second.id
    assert promises.make(ADA, "ben", "send the notes", DUE, key="a") == first


def test_what_one_says_is_claimed_until_the_other_says_the_same(promises):
    made = notes(promises)

    assert promises.move(ADA, made.id, "kept").status == "claimed"
    kept = promises.move(BEN, made.id, "kept")
    assert (kept.status, kept.my_word, kept.their_word, kept.open_moves) == (
        "kept",
        *["kept"] * 2,
        (),
    )
    with pytest.raises(MoveRefused):
        promises.move(BEN, made.id, "excused")


def test_who_disagree_have_a_dispute_that_counts_for_nobody(promises):
    made, later = notes(promises), on(promises, DUE + timedelta(days=1))
    later.move(ADA, made.id, "kept")

    assert later.move(BEN, made.id, "missed").status == "disputed"
    assert later.between(BEN, "ada").they_kept.low is None
    assert later.move(ADA, made.id, "missed").status == "missed"
    assert later.between(BEN, "ada").they_kept.missed == 1


def test_a_new_date_holds_once_both_named_it(promises):
    made, new = notes(promises), DUE + timedelta(days=10)
    asked = promises.move(ADA, made.id, "renegotiated", new)

    assert (asked.due_on, asked.proposed_due, asked.proposed_by_me) == (DUE, new, True)
    agreed = promises.move(BEN, made.id, "renegotiated", new)
    assert (agreed.due_on, agreed.proposed_due) == (new, None)
    assert promises.one(ADA, made.id).due_on == new
    with pytest.raises(MoveRefused):
        on(promises, new).move(ADA, made.id, "renegotiated", new + timedelta(days=1))


def test_nobody_can_say_early_that_it_was_missed(promises):
    made = notes(promises)

    with pytest.raises(MoveRefused):
        on(promises, DUE).move(BEN, made.id, "missed")
    assert on(promises, DUE + timedelta(days=1)).move(BEN, made.id, "missed").status == "claimed"
    assert on(promises, DUE + timedelta(days=15)).one(ADA, made.id).status == "missed"


def test_the_range_is_for_the_two_and_worked_by_hand(promises):
    made = notes(promises, size=2)
    promises.move(ADA, made.id, "kept")
    promises.move(BEN, made.id, "kept")
    early = promises.between(BEN, "ada").they_kept  # it counts from the day it was due
    assert (early.kept, early.low) == (0, None)
    assert early.text == (
        f"Nothing counts yet. What was kept early counts from the day it was due: {DUE}."
    )

    found = on(promises, DUE).between(BEN, "ada").they_kept
    # Usual 2 of 3; hers (10 * 2/3 + 2) / 12 = 13/18; of the pair Beta(4 * 13/18 + 2, 10/9).
    assert (found.person.id, found.kept, found.late, found.missed) == ("ada", 1, 0, 0)
    assert (found.low, found.high) == pytest.approx((0.6038, 0.9719), abs=1e-4)
    assert on(promises, DUE).between(ADA, "ben").i_kept.low == found.low
    assert found.text == "1 of 1 kept. Likely 60% to 97% of what is promised next."

    later = DUE + timedelta(days=9)
    more = notes(promises, text="answer", due=later)
    for viewer in (ADA, BEN):
        promises.move(viewer, more.id, "kept")
    both = on(promises, DUE).between(BEN, "ada").they_kept
    assert both.kept == 1
    assert both.text.endswith(
        f" next. What was kept early counts from the day it was due: {later}."
    )


@pytest.mark.parametrize("viewer", [CY, MIA])
def test_nobody_else_learns_of_a_promise(promises, viewer):
    made = notes(promises)

    for missing in (made.id, "nothing"):
        with pytest.raises(ActNotFound):
            promises.one(viewer, missing)
        with pytest.raises(ActNotFound):
            promises.move(viewer, missing, "kept")
    assert promises.mine(viewer).items == promises.between(viewer, "ada").items == ()


def test_neither_leads_nor_operators_may_look(promises):
    made = notes(promises)

    for viewer in (LEAD, OPERATOR):
        for refused in (promises.mine, lambda one: promises.one(one, made.id)):
            with pytest.raises(Forbidden):
                refused(viewer)


def test_the_trail_holds_ids_and_never_words(promises, audit):
    made = notes(promises)
    promises.move(BEN, made.id, "kept")

    rows = audit.trail.rows()
    assert [(one.subject, one.action, one.object_id) for one in rows] == [
        ("ada", "make promise", made.id),
        ("ben", "move promise", made.id),
    ]
    assert "notes" not in repr(rows)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"text": " "}, "text: 1 to 300 letters"),
        ({"size": 4}, "size: 1, 2 or 3"),
        ({"due": TODAY - timedelta(days=1)}, "due_on: today or a later day"),
        ({"due": date.max}, "due_on: at most 3653 days from now"),
        ({"to": "ada"}, "to: somebody else"),
    ],
)
def test_what_is_no_promise_is_refused(promises, said, wrong):
    with pytest.raises(BadRequest, match=wrong):
        notes(promises, **said)


def test_what_is_no_move_is_refused(promises):
    made = notes(promises)

    for state, due in (
        ("made", None),
        ("kept", DUE),
        ("renegotiated", None),
        ("renegotiated", date.max),
    ):
        with pytest.raises(BadRequest):
            promises.move(ADA, made.id, state, due)
    with pytest.raises(PersonNotFound):
        notes(promises, to="nobody")


def test_promises_are_forgotten_after_24_months_and_how_they_ended_with_them(promises):
    made = notes(promises)
    promises.move(ADA, made.id, "kept")
    promises.move(BEN, made.id, "kept")

    assert on(promises, date(2028, 11, 29)).forget_old(OPERATOR) == 0
    assert on(promises, date(2028, 12, 1)).forget_old(OPERATOR) == 1
    assert promises.mine(ADA).items == ()
    assert on(promises, DUE).between(BEN, "ada").they_kept.kept == 0
    with pytest.raises(Forbidden):
        promises.forget_old(ADA)
