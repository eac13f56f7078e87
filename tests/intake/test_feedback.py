"""Are the ingredients of feedback found where they are, and only there?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.intake.feedback import (
    INGREDIENTS,
    NOT_ONLY_TRAITS,
    TRAITS,
    counts,
    spans,
    specificity,
)

# By hand: a sentence, and which ingredients it has.
SENTENCES = [
    ("In the launch review you walked us through the failure cases.", "situation behaviour"),
    ("During our last sprint you wrote the runbook.", "situation behaviour work"),
    ("On 2026-03-02 you led the migration.", "situation behaviour work"),
    ("Yesterday you fixed the report before anybody asked.", "situation behaviour work"),
    ("When you spoke to the customer, she stayed.", "situation behaviour"),
    ("Last quarter we grew.", "situation"),
    ("In March the team moved.", "situation"),
    ("You drafted the proposal alone.", "behaviour work"),
    ("You then showed the slides to the board.", "behaviour work"),
    ("You are great.", "trait"),
    ("A team player, always friendly.", "trait"),
    ("She is brilliant and reliable.", "trait"),
    ("Your attitude is wonderful.", "trait"),
    ("You seem nice.", "trait"),
    ("You were aggressive.", "trait"),
    ("Great job!", "trait"),
    ("You were great when you built the dashboard.", "situation behaviour work trait"),
    ("It cut waiting by 30 %.", "outcome"),
    ("We gained 12 customers.", "outcome"),
    ("The change saved us 3 hours each week.", "outcome"),
    ("You rewrote the tests, which halved the failures.", "behaviour work outcome"),
    ("As a result nobody was paged.", "outcome"),
    ("That led to fewer questions.", "outcome"),
    ("The plan was clear.", "work"),
    ("Our roadmap has a gap.", "work"),
    ("I read your analysis twice.", "work"),
    ("The incident write-up names every step.", "work"),
    ("Next step: present it to finance.", "next_step"),
    ("Please send it to Ada by Friday.", "next_step"),
    ("Could you do the same for billing?", "next_step"),
    ("I suggest a rehearsal.", "next_step"),
    ("Let us go through it together.", "next_step"),
    ("I will put you forward for it.", "next_step"),
    ("Try to pause after each slide.", "next_step"),
    ("Thanks.", ""),
    ("Keep going.", ""),
    ("Well done, all of it.", ""),
    ("You have potential.", ""),
    ("You always care.", ""),
    ("I liked it very much.", ""),
    ("Good luck with everything.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=lambda one: one[:30])
def test_a_sentence_has_the_ingredients_a_reader_finds(sentence: str, expected: str):
    wanted = set(expected.split())
    found = counts(sentence)

    assert {name for name in INGREDIENTS if found[name]} == wanted - {"trait"}
    only_traits = wanted == {"trait"}
    assert found[NOT_ONLY_TRAITS] == int(not only_traits)


def test_the_places_are_the_words():
    text = "In March you built the dashboard, which cut 3 hours. Please show it. Brilliant!"

    words = {name: [text[slice(*one)] for one in places] for name, places in spans(text).items()}

    assert words == {
        "situation": ["In March"],
        "behaviour": ["you built"],
        "outcome": ["which cut", "3 hours"],
        "work": ["the dashboard"],
        "next_step": ["Please"],
        TRAITS: ["Brilliant"],
    }


def test_a_text_without_words_has_nothing():
    assert not any(counts(" \n?! ").values())
    assert not any(counts("").values())


def test_what_is_kept_are_the_counts():
    text = "You led the review. You led the release."

    assert json.loads(specificity(text)) == counts(text)
    assert counts(text)["behaviour"] == 2


@given(st.text(max_size=300))
def test_places_lie_in_the_text_in_order_and_never_overlap(text: str):
    for places in spans(text).values():
        bounds = [bound for place in places for bound in place]
        assert bounds == sorted(bounds)
        assert all(0 <= place.start < place.end <= len(text) for place in places)


@pytest.mark.parametrize(
    "piece", ["you ", "the ", "1", "1,", "1 ", "in the ", "and so ", "a-", "x", "\u0130", "you a"]
)
def test_a_long_text_of_the_same_is_read_to_its_end(piece: str):
    text = piece * (100_000 // len(piece))

    assert set(counts(text)) == {*INGREDIENTS, NOT_ONLY_TRAITS}
