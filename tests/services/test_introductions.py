"""What does each viewer get told about whom a person could meet, and what is kept back?"""

from datetime import date, timedelta
from math import log

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import BadRequest, Forbidden, PersonNotFound
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from tests.services.conftest import OneView
from tests.worlds import AS_OF, person, weeks_ago, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ADA = Viewer("ada", "ada")
MENTOR = Viewer("mia", "mia")
KEYED = Handles(b"h" * 32).of
ONCE = {weeks_ago(1): 1}


def both(*pairs, feed="mail", weeks=None):
    """The same contacts both ways for every "ada-ben"."""
    ends = [pair.split("-") for pair in pairs]
    return [(one, other, feed, weeks or ONCE) for a, b in ends for one, other in ((a, b), (b, a))]


def platform(ties=None, **facts):
    """Ada in Storage under Max; Cy and Eve in Sales, Eve leads two; Mia mentors Ada."""
    return world(
        people=[
            person("ada", unit="storage", level=2, manager="max"),
            person("max", unit="storage", level=5, manager="ceo"),
            person("ceo", unit="company", level=9),
            person("ben", unit="storage", level=3, manager="max"),
            person("cy", unit="sales", level=3, manager="eve"),
            person("dot", unit="sales", level=1, manager="eve"),
            person("eve", unit="sales", level=4, manager="ceo"),
            person("mia", unit="company", level=6),
        ],
        ties=both("ada-ben", "ben-eve", "ben-dot", "ada-max") if ties is None else ties,
        units={"storage": "company", "sales": "company", "company": None},
        mentorings=facts.pop("mentorings", [("mia", "ada", date(2026, 1, 1), None)]),
        **facts,
    )


@pytest.fixture
def ask(policy, audit):
    def asked(view, viewer=LEAD, person_id="ada", refused=(), reserved=(), **options):
        ranker = Ranker(answers=lambda: (frozenset(), frozenset(refused)))
        service = IntroductionService(
            OneView(view), policy, audit, ranker, KEYED, lambda: frozenset(reserved)
        )
        return service.suggest(viewer, person_id, **options)

    return asked


def ids(found):
    return {one.person.id for one in found.items}


def reasons(one):
    return {reason.kind: reason for reason in one.reasons}


def test_people_two_steps_away_are_suggested_to_whoever_leads(ask):
    found = ask(platform())

    assert ids(found) == {"eve", "dot"}
    assert found.person.id == "ada"
    assert found.basis.as_of == AS_OF
    assert not found.truncated
    assert found.none_because == ""


def test_reasons_name_the_connectors_the_level_the_decisions_and_the_new_unit(ask):
    eve = next(one for one in ask(platform()).items if one.person.id == "eve")

    assert [one.text for one in eve.reasons] == [
        "1 shared contact: Ben",
        "2 levels up",
        "decides in Sales: 2 direct reports",
        "opens a way into Sales, where no contact is yet",
    ]
    assert [[who.id for who in one.people] for one in eve.reasons] == [["ben"], [], [], []]


def test_every_part_of_the_ranking_is_there_with_its_value_and_place(ask):
    eve, dot = sorted(ask(platform()).items, key=lambda one: one.person.id, reverse=True)

    added = ["contacts", "novelty", "willingness", "load"]
    by_contacts = ["adamic_adar", "recent_30", "recent_90", "walk_90", "beside"]
    assert [one.kind for one in eve.parts] == [*by_contacts, *added]
    assert eve.parts[0].value == pytest.approx(1 / log(3))
    assert "place 1" in eve.parts[0].text
    assert [one.rank for one in ask(platform()).items] == [1, 2]
    assert dot.parts[:4] == eve.parts[:4]


def test_the_way_to_somebody_says_the_odds_of_each_step_and_how_fresh_it_is(ask):
    eve = next(one for one in ask(platform()).items if one.person.id == "eve")

    # Ben gives Ada, Eve and Dot the same; Eve gives all she has to Ben.
    assert [hop.person.id for hop in eve.path.hops] == ["ben", "eve"]
    assert [hop.odds for hop in eve.path.hops] == pytest.approx([1 / 3, 1.0])
    assert eve.path.odds == pytest.approx(1 / 3)
    assert eve.path.weakest == 0
    assert eve.path.hops[0].note == "in contact in the last 4 weeks"
    assert not eve.path.only_through_manager


def test_an_old_contact_is_said_to_be_old(ask):
    old = both("ada-ben", "ben-eve", weeks={weeks_ago(40): 3})
    view = platform(ties=[*old, *both("max-ceo")])

    assert ask(view).items[0].path.hops[0].note == "no contact in the last 12 weeks"


def test_weeks_that_no_source_covers_yet_are_not_weeks_without_contact(ask):
    view = platform(ties=both("ada-ben", "ben-eve", weeks={weeks_ago(30): 3}))

    assert ask(view).items[0].path.hops[0].note == "in contact in the last 4 weeks"


def test_a_way_over_the_manager_alone_is_said_to_be_one(ask):
    over_max = ask(platform(ties=both("ada-max", "max-mia", "max-cy")))
    also_ben = ask(platform(ties=both("ada-max", "max-cy", "ada-ben", "ben-cy")))

    assert {one.person.id: one.path.only_through_manager for one in over_max.items} == {"cy": True}
    assert "the line manager" in over_max.items[0].path.hops[0].note
    assert [hop.line_manager for hop in over_max.items[0].path.hops] == [True, False]
    assert {one.person.id: one.path.only_through_manager for one in also_ben.items} == {"cy": False}


def to(found, person_id):
    return next(one.path for one in found.items if one.person.id == person_id)


def around(*ends, weeks):
    return [(one, other, "mail", weeks) for a, b in [ends] for one, other in ((a, b), (b, a))]


def test_other_ways_with_nobody_in_common_come_with_their_odds_and_weakest_step(ask):
    pairs = ["ada-ben", "ben-eve", "ben-dot", "ada-max", "max-eve", "ada-mia", "mia-eve"]
    path = to(ask(platform(ties=both(*pairs))), "eve")

    # Eve gives each a third; Max and Mia give Ada half, Ben a third.
    first = [one.hops[0].person.id for one in (path, *path.alternatives)]
    assert set(first[:2]) == {"max", "mia"}
    assert first[2] == "ben"
    assert [one.odds for one in path.alternatives] == pytest.approx([1 / 6, 1 / 9])
    assert [one.weakest for one in path.alternatives] == [1, 0]
    assert not path.only_through_manager


def test_each_step_says_when_the_two_last_spoke_and_how_usual_the_silence_is(ask):
    weekly = {weeks_ago(number): 1 for number in range(30, 40)}
    ties = [*around("ada", "ben", weeks=weekly), *around("ben", "eve", weeks=ONCE)]
    first, second = to(ask(platform(ties=ties)), "eve").hops

    assert first.last_contact == date(2026, 5, 3)  # the Sunday of the 30th week before the 23rd
    assert first.usual_gap_weeks == 1
    assert first.fading
    assert first.note == "no contact in the last 12 weeks; fading, usually every week"
    assert (first.contact, second.contact) == ("none", "4_weeks")
    assert second.last_contact == date(2026, 11, 22)
    assert (second.usual_gap_weeks, second.fading) == (None, False)


def test_a_rare_rhythm_makes_the_same_silence_usual(ask):
    rare = {weeks_ago(number): 1 for number in (16, 22, 30)}
    ties = [*around("ada", "ben", weeks=rare), *around("ben", "eve", weeks=ONCE)]
    first, _ = to(ask(platform(ties=ties)), "eve").hops

    assert (first.usual_gap_weeks, first.fading) == (7, False)
    assert first.note == "no contact in the last 12 weeks"


def test_of_somebody_without_a_name_neither_the_day_nor_the_rhythm_is_told(ask):
    weekly = {weeks_ago(number): 1 for number in range(30, 40)}
    ties = [*both("ada-ben"), *around("ben", "eve", weeks=weekly), *both("eve-dot")]
    by_name, unnamed = ask(platform(ties=ties), viewer=ADA).items[0].path.hops

    assert by_name.last_contact == date(2026, 11, 22)
    assert unnamed.person.id is None
    assert (unnamed.last_contact, unnamed.usual_gap_weeks) == (None, None)
    assert unnamed.fading
    assert unnamed.note == "no contact in the last 12 weeks; fading"


def test_whoever_wants_to_agree_first_is_a_label_as_a_connector_even_to_the_mentor(ask):
    found = ask(platform(), viewer=MENTOR, reserved=["ben"])
    ben, eve = to(found, "eve").hops

    assert (ben.person.id, ben.last_contact) == (None, None)
    assert eve.person.id == "eve"
    assert "Ben" not in repr(found)
    assert ids(found) == {"eve", "dot"}  # whom to meet is another matter


def test_the_mentee_sees_her_own_contacts_although_she_wants_to_agree_first(ask):
    ben, _ = to(ask(platform(), reserved=["ada"]), "eve").hops

    assert ben.last_contact == date(2026, 11, 22)


def test_a_manager_who_wants_to_agree_first_is_not_said_to_be_the_manager(ask):
    path = to(ask(platform(ties=both("ada-max", "max-cy")), reserved=["max"]), "cy")

    assert path.hops[0].person.id is None
    assert "manager" not in path.hops[0].note
    assert not path.only_through_manager


def test_without_attention_back_there_is_no_way_and_it_is_said(ask):
    one_way = [("ada", "ben", "mail", ONCE), ("ben", "eve", "mail", ONCE)]
    eve = ask(platform(ties=one_way)).items[0]

    assert eve.path is None
    assert "gives attention" in eve.path_missing


def test_nobody_of_the_own_reporting_line_is_suggested(ask):
    view = platform(ties=both("ada-ben", "ben-max", "ben-ceo", "ben-eve"))

    assert ids(ask(view)) == {"eve"}
    assert ids(ask(view, person_id="ceo")) == set()


def test_mentors_sponsors_and_people_proposed_before_are_not_suggested(ask):
    ties = both("ada-ben", "ben-mia", "ben-cy", "ben-dot", "ben-eve", "ben-gil")
    on = date(2026, 10, 1)
    view = platform(
        ties=ties,
        endorsements=[("cy", "ada", "advocacy", on, on)],
        introductions=[
            ("ben", "ada", "dot", [("proposed", on), ("mentee_agreed", on)]),
            ("ben", "ada", "gil", [("proposed", on), ("met", on)]),
        ],
    )

    assert ids(ask(view)) == {"eve"}


@pytest.mark.parametrize("state", ["declined", "withdrawn", "expired"])
def test_what_did_not_work_out_is_left_alone_for_half_a_year(ask, state):
    def proposed(days):
        on = AS_OF - timedelta(days=days)
        return platform(introductions=[("ben", "ada", "dot", [("proposed", on), (state, on)])])

    assert ids(ask(proposed(180))) == {"eve"}
    assert ids(ask(proposed(181))) == {"eve", "dot"}


def test_whoever_does_not_want_to_be_suggested_is_not(ask):
    assert ids(ask(platform(), refused=["eve", "nobody"])) == {"dot"}


def test_whoever_left_is_neither_suggested_nor_asked(ask):
    gone = date(2026, 6, 1)
    people = [person("ada"), person("ben", left=gone), person("cy"), person("dot", left=gone)]
    view = world(people, both("ada-ben", "ben-cy", "ada-eve", "eve-dot", "eve-fay"))

    assert ids(ask(view)) == {"fay"}
    assert ask(view, person_id="dot").none_because.startswith("This person was not in")


def test_no_contacts_and_nobody_left_to_suggest_are_told_apart(ask):
    view = world(["ada", "ben", "cy"], both("ada-ben"))

    assert "No contacts of this person are recorded" in ask(view, person_id="cy").none_because
    assert "known already" in ask(view).none_because


def test_more_than_the_limit_are_cut_off_and_said_to_be(ask):
    found = ask(platform(), limit=1)

    assert len(found.items) == 1
    assert found.truncated
    assert ask(platform(), limit=2).truncated is False


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_out_of_range_is_refused(ask, limit):
    with pytest.raises(BadRequest, match="limit: a whole number from 1 to 1000"):
        ask(platform(), limit=limit)


def test_the_mentee_sees_a_label_and_no_reason_that_tells_more(ask):
    found = ask(platform(), viewer=ADA)

    assert {one.person.id for one in found.items} == {None}
    assert [list(reasons(one)) for one in found.items] == [["shared_contacts"]] * 2
    assert {reasons(one)["shared_contacts"].text for one in found.items} == {
        "1 shared contact: Ben"
    }
    assert found.items[0].path.hops[0].person.id == "ben"
    assert found.items[0].path.hops[-1].person.id is None
    assert "eve" not in repr(found).lower()
    assert "dot" not in repr(found).lower()


def test_her_mentor_sees_the_same_order_by_name(ask):
    seen, hidden = ask(platform(), viewer=MENTOR), ask(platform(), viewer=ADA)

    assert ids(seen) == {"eve", "dot"}
    assert [one.parts for one in seen.items] == [one.parts for one in hidden.items]


def test_a_foreign_person_is_not_found_and_an_analyst_may_not(ask):
    with pytest.raises(PersonNotFound):
        ask(platform(), viewer=ADA, person_id="ben")
    with pytest.raises(Forbidden):
        ask(platform(), viewer=Viewer("ann", None, frozenset({Grant("analyst")})))


def test_asking_is_recorded_before_the_answer(ask, audit):
    ask(platform(), viewer=MENTOR)

    row = audit.trail.rows()[-1]
    assert (row.subject, row.action, row.object_id) == ("mia", "see introductions", "~ada")


def test_the_same_question_has_the_same_answer_and_another_seed_only_orders_equals(ask):
    view = world(["ada"], both("ada-ben", *(f"ben-x{one}" for one in range(6))))
    first = [one.person.id for one in ask(view).items]
    orders = {tuple(one.person.id for one in ask(view, seed=seed).items) for seed in range(8)}

    assert [one.person.id for one in ask(view).items] == first
    assert len(orders) > 4
    assert {frozenset(one) for one in orders} == {frozenset(first)}
