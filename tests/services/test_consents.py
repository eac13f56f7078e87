"""Does what somebody says for herself count at once, for herself alone, and is it told back?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Forbidden
from graphsvc.records.open import Records
from graphsvc.services.consents import NAMED_AS_CONNECTOR, PURPOSES, SUGGESTIONS, ConsentService
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from tests.services.conftest import OneView
from tests.services.test_suggestions import codes, of, order, organisation, parts

ADA, CY, BEN, BOB = (Viewer(one, one) for one in ("ada", "cy", "ben", "bob"))
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
NOBODY = Viewer("sam", None)
GONE = Viewer("zed", "zed")
TODAY = date(2026, 11, 23)
VIEW = OneView(organisation())


@pytest.fixture
def records(tmp_path):
    made = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    yield made
    made.close()


@pytest.fixture
def consents(records, policy, audit):
    return ConsentService(VIEW, policy, audit, records.consents)


@pytest.fixture
def introductions(records, policy, audit):
    """Suggestions that ask the records as the wiring has them do."""
    ranker = Ranker(answers=lambda: records.consents.answers(SUGGESTIONS))
    reserved = lambda: records.consents.refused(NAMED_AS_CONNECTOR)  # noqa: E731
    return IntroductionService(VIEW, policy, audit, ranker, Handles(b"h" * 32).of, reserved)


def said(consents, viewer):
    return {one.purpose: one.given for one in consents.mine(viewer).items}


def test_whoever_said_nothing_reads_what_she_is_asked_and_what_each_answer_changes(consents):
    items = consents.mine(CY).items

    assert [one.purpose for one in items] == list(PURPOSES)
    for one in items:
        assert (one.given, one.on) == (None, None)
        assert one.text == one.if_nothing
        assert len({one.if_yes, one.if_no, one.if_nothing}) == 3
        assert all(text.count(".") == 1 for text in (one.if_yes, one.if_no, one.if_nothing))


def test_after_a_no_she_is_out_of_suggestions_at_once_and_why_is_told(consents, introductions):
    before = order(introductions.suggest(LEAD, "ada"))
    told = consents.give(CY, SUGGESTIONS, given=False)
    after = introductions.suggest(LEAD, "ada")

    assert "cy" in before
    assert order(after) == [one for one in before if one != "cy"]
    why = introductions.why_not(LEAD, "ada", "cy")
    assert codes(why) == ["opted_out"]
    assert why.reasons[0].text == "does not take part in suggestions"
    assert (told.given, told.on, told.text) == (False, TODAY, PURPOSES[SUGGESTIONS].if_no)


def test_after_a_no_others_are_still_suggested_to_her(consents, introductions):
    before = order(introductions.suggest(LEAD, "cy"))
    consents.give(CY, SUGGESTIONS, given=False)

    assert before
    assert order(introductions.suggest(LEAD, "cy")) == before


def test_after_a_yes_willingness_is_told_and_after_taking_it_back_nothing(consents, introductions):
    def willingness():
        found = of(introductions.suggest(LEAD, "ada"), "cy")
        return parts(found)["willingness"].text

    silent = willingness()
    consents.give(CY, SUGGESTIONS, given=True)

    assert silent == "has not said whether to be suggested"
    assert willingness() == "said yes to being suggested"
    assert consents.take_back(CY, SUGGESTIONS).given is None
    assert willingness() == silent


def test_after_a_no_to_being_named_she_is_not_named_on_a_way(consents, introductions):
    def through():
        path = of(introductions.suggest(LEAD, "ada"), "cy").path
        return [hop.person.label for hop in path.hops]

    before = through()
    for one in (BEN, BOB):  # both lead to Cy
        consents.give(one, NAMED_AS_CONNECTOR, given=False)

    assert {"Ben", "Bob"} & set(before)
    assert not {"Ben", "Bob"} & set(through())
    assert len(through()) == len(before)
    for one in (BEN, BOB):
        consents.take_back(one, NAMED_AS_CONNECTOR)
    assert through() == before


def test_what_one_says_is_hers_alone(consents):
    consents.give(CY, SUGGESTIONS, given=False)

    assert said(consents, CY) == {SUGGESTIONS: False, NAMED_AS_CONNECTOR: None}
    assert said(consents, ADA) == {SUGGESTIONS: None, NAMED_AS_CONNECTOR: None}


def test_the_same_again_is_as_it_was_and_another_answer_comes_instead(consents):
    def later(days):
        clock = lambda: consents.audit.clock() + timedelta(days=days)  # noqa: E731
        return replace(consents, audit=replace(consents.audit, clock=clock))

    first = consents.give(CY, SUGGESTIONS, given=False)

    assert later(3).give(CY, SUGGESTIONS, given=False) == first
    changed = later(4).give(CY, SUGGESTIONS, given=True)
    assert (changed.given, changed.on) == (True, TODAY + timedelta(days=4))
    assert consents.take_back(CY, SUGGESTIONS) == consents.take_back(CY, SUGGESTIONS)


@pytest.mark.parametrize("viewer", [LEAD, NOBODY, GONE])
def test_nobody_says_anything_for_somebody_else(consents, records, viewer):
    for act in (
        consents.mine,
        lambda who: consents.give(who, SUGGESTIONS, given=True),
        lambda who: consents.take_back(who, SUGGESTIONS),
    ):
        with pytest.raises(Forbidden):
            act(viewer)

    assert records.consents.answers(SUGGESTIONS) == (frozenset(), frozenset())


def test_a_purpose_that_is_none_is_refused_with_those_there_are(consents, records):
    for act in (
        lambda: consents.give(CY, "cookies", given=True),
        lambda: consents.take_back(CY, "cookies"),
    ):
        with pytest.raises(BadRequest) as refused:
            act()
        assert refused.value.problems == [
            {"parameter": "purpose", "expected": "one of suggestions, named_as_connector"}
        ]
    assert records.consents.of("cy") == {}


def test_that_something_was_said_is_recorded_and_what_is_not(consents, records):
    consents.give(CY, SUGGESTIONS, given=False)
    consents.give(CY, SUGGESTIONS, given=True)
    consents.take_back(CY, SUGGESTIONS)
    consents.mine(CY)

    rows = records.audit.rows()
    kept = [(one.subject, one.action, one.object_kind, one.object_id) for one in rows]
    assert kept == [
        ("cy", "give consent", "consent", "suggestions"),
        ("cy", "give consent", "consent", "suggestions"),
        ("cy", "take back consent", "consent", "suggestions"),
        ("cy", "see consents", "", ""),
    ]
    assert {one.details for one in rows} == {"{}"}
