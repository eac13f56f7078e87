"""What is kept of feedback, who sees it, and are its words nowhere afterwards?"""

from datetime import date

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Forbidden, PersonNotFound
from graphsvc.services.feedback import LABELS, MOST_LETTERS, FeedbackService
from tests.services.conftest import OneView
from tests.worlds import person, world

ADA, BEN = (Viewer(one, one) for one in ("ada", "ben"))
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
TEXT = "In March you built the secret dashboard, which cut 3 hours. Please show it."

pytestmark = pytest.mark.engine


@pytest.fixture
def feedback(empty_embedded, policy, audit):
    for one in ("ada", "ben"):
        empty_embedded.run("CREATE (:Person {id: $id})", id=one)
    view = world(people=[person(one) for one in ("ada", "ben")])
    return FeedbackService(
        OneView(view), policy, audit, empty_embedded.store, Handles(b"h" * 32).of
    )


def test_a_text_is_looked_at_and_nothing_is_kept(feedback, empty_embedded):
    before = empty_embedded.everything(), len(feedback.audit.trail.rows())
    found = feedback.check(ADA, TEXT)

    assert [one.name for one in found.ingredients] == list(LABELS)
    assert all(one.present and not one.question for one in found.ingredients)
    (place,) = found.ingredients[1].places
    assert TEXT[place.start : place.end] == "you built"
    assert (empty_embedded.everything(), len(feedback.audit.trail.rows())) == before


def test_what_is_missing_is_asked_for(feedback):
    found = feedback.check(ADA, "You are brilliant.")

    assert not any(one.present for one in found.ingredients)
    assert all(one.question for one in found.ingredients)
    assert "a next step" in found.text
    assert [len(one.places) for one in found.ingredients] == [0, 0, 0, 0, 0, 1]


def test_counts_are_kept_and_words_are_not(feedback, empty_embedded):
    given = feedback.give(ADA, "ben", TEXT)

    assert given.counts["outcome"] == 2
    assert (given.about.id, given.on) == ("ben", date(2026, 11, 23))
    assert feedback.mine(ADA).items == (given,)
    assert feedback.mine(BEN).items == ()
    assert feedback.mine(BEN).none_because
    everything = repr(empty_embedded.everything()) + repr(feedback.audit.trail.rows())
    assert "secret" not in everything


def test_the_same_again_is_the_same(feedback, empty_embedded):
    feedback.give(ADA, "ben", TEXT)
    once = empty_embedded.everything()

    feedback.give(ADA, "ben", TEXT)

    assert empty_embedded.everything() == once
    earlier = feedback.give(ADA, "ben", TEXT, on=date(2026, 11, 1))
    assert [one.on.day for one in feedback.mine(ADA).items] == [23, 1]
    assert feedback.mine(ADA).items[1] == earlier


def test_who_may_not_and_what_is_wrong(feedback):
    for ask in (feedback.mine, lambda who: feedback.check(who, "x")):
        with pytest.raises(Forbidden):
            ask(LEAD)
    with pytest.raises(PersonNotFound):
        feedback.give(ADA, "nobody", TEXT)
    with pytest.raises(BadRequest, match=r"text.*on.*about"):
        feedback.give(ADA, "ada", "  ", on=date(2026, 11, 24))
    with pytest.raises(BadRequest, match="text"):
        feedback.check(ADA, "x" * (MOST_LETTERS + 1))
