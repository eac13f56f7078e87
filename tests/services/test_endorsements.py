"""Who may say that somebody did something for somebody, who confirms it, and who learns of it?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import (
    ActNotFound,
    BadRequest,
    Forbidden,
    LimitReached,
    MoveRefused,
    PersonNotFound,
)
from graphsvc.model import DenyMask
from graphsvc.services.endorsements import MOST_UNCONFIRMED, EndorsementService
from tests.services.conftest import OneView
from tests.worlds import person, world

ADA, BEN, CY = (Viewer(one, one) for one in ("ada", "ben", "cy"))
MIA = Viewer("mia", "mia")  # mentors Ada
LEAD = Viewer("lea", None, frozenset({Grant("lead", "sales")}))
OTHER_LEAD = Viewer("leo", None, frozenset({Grant("lead", "platform")}))
# Ben leads the unit Ada is in.
LEADING_BEN = Viewer("ben", "ben", frozenset({Grant("lead", "sales")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
PEOPLE = {"ada": "sales", "ben": "platform", "cy": "sales", "mia": "platform"}
DAY, TODAY = date(2026, 11, 2), date(2026, 11, 23)

pytestmark = pytest.mark.engine


def service(engine, policy, audit, deny=DenyMask):
    view = world(
        people=[person(one, unit=unit) for one, unit in PEOPLE.items()],
        mentorings=[("mia", "ada", date(2026, 1, 1), None)],
    )
    keyed = Handles(b"h" * 32).of
    return EndorsementService(OneView(view), policy, audit, engine.store, keyed, deny)


@pytest.fixture
def acts(empty_embedded, policy, audit):
    for one in PEOPLE:
        empty_embedded.run("CREATE (:Person {id: $id})", id=one)
    return service(empty_embedded, policy, audit)


def spoke_up(acts, viewer=BEN, other="ada", **more):
    return acts.record(
        viewer, other, "advocacy", DAY, "Talent\n review", "For the lead role", **more
    )


def test_what_the_endorser_records_waits_for_her(acts):
    made = spoke_up(acts)

    assert (made.endorser.id, made.endorsed.id, made.recorded_by) == ("ben", "ada", "endorser")
    assert (made.kind, made.on, made.topic) == ("advocacy", DAY, "Talent review")
    assert (made.text, made.confirmed, made.confirmed_on) == ("For the lead role", False, None)
    assert (made.may_confirm, made.may_withdraw) == (False, True)
    assert [one.id for one in acts.to_confirm(ADA).items] == [made.id]
    assert acts.to_confirm(BEN).items == ()
    assert acts.to_confirm(BEN).none_because == "Nothing waits for you to confirm it."
    assert [one.id for one in acts.mine(BEN).items] == [made.id]


def test_what_she_records_waits_for_who_did_it(acts):
    made = spoke_up(acts, ADA, "ben", received=True)

    assert (made.endorser.id, made.endorsed.id, made.recorded_by) == ("ben", "ada", "endorsed")
    assert [one.id for one in acts.to_confirm(BEN).items] == [made.id]
    with pytest.raises(MoveRefused):
        acts.confirm(ADA, made.id)
    assert acts.confirm(BEN, made.id).confirmed_by.id == "ben"


def test_the_same_recorded_again_is_the_same_act(acts, empty_embedded):
    made = spoke_up(acts)
    once = empty_embedded.everything()

    assert spoke_up(acts) == made
    assert empty_embedded.everything() == once


def test_a_word_of_one_s_own_names_one_act_of_one_s_own(acts):
    made = spoke_up(acts, act_id="1")

    assert spoke_up(acts, act_id="1") == made
    assert spoke_up(acts, MIA, act_id="1").id != made.id
    with pytest.raises(MoveRefused):
        acts.record(BEN, "ada", "credit", DAY, act_id="1")


def test_a_confirmed_act_says_by_whom_and_when_and_stays_as_it_is(acts, empty_embedded):
    made = spoke_up(acts)
    found = acts.confirm(ADA, made.id)
    once = empty_embedded.everything()

    assert (found.confirmed, found.confirmed_on, found.confirmed_by.id) == (True, TODAY, "ada")
    assert (found.may_confirm, found.may_withdraw) == (False, False)
    assert acts.confirm(ADA, made.id) == found
    assert acts.confirm(LEAD, made.id).confirmed_by.id == "ada"
    assert empty_embedded.everything() == once
    assert acts.to_confirm(ADA).items == ()


def test_of_many_who_confirm_at_once_one_does(acts):
    made = spoke_up(acts)

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda who: acts.confirm(who, made.id), [ADA, LEAD] * 3))

    assert len({(one.confirmed_on, one.confirmed_by) for one in found}) == 1


def test_a_lead_of_her_unit_is_a_second_source(acts):
    made = spoke_up(acts)

    assert [one.id for one in acts.to_confirm(LEAD, "ada").items] == [made.id]
    assert acts.confirm(LEAD, made.id).confirmed
    assert acts.to_confirm(LEAD, "ada").items == ()
    with pytest.raises(ActNotFound):
        acts.confirm(OTHER_LEAD, made.id)
    with pytest.raises(PersonNotFound):
        acts.to_confirm(OTHER_LEAD, "ada")
    with pytest.raises(Forbidden):
        acts.to_confirm(LEAD)


def test_a_lead_does_not_confirm_what_he_did_himself(acts):
    made = spoke_up(acts, LEADING_BEN)

    with pytest.raises(MoveRefused):
        acts.confirm(LEADING_BEN, made.id)
    assert acts.to_confirm(LEADING_BEN, "ada").items == ()


def test_what_was_imported_is_the_word_of_the_endorser(acts, empty_embedded):
    empty_embedded.run(
        "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}) "
        "CREATE (b)-[:ENDORSED {id: 'e1', kind: 'credit', on: $day}]->(a)",
        day=DAY,
    )

    assert [one.id for one in acts.to_confirm(ADA).items] == ["e1"]
    with pytest.raises(MoveRefused):
        acts.confirm(BEN, "e1")
    with pytest.raises(MoveRefused):
        acts.withdraw(BEN, "e1")  # the next import would bring it back
    assert acts.confirm(ADA, "e1").confirmed


@pytest.mark.parametrize("viewer", [CY, MIA])
def test_nobody_else_learns_that_there_is_an_act(acts, viewer):
    made = spoke_up(acts)

    assert acts.mine(viewer).items == ()
    assert acts.mine(viewer).none_because == "Nothing is recorded yet."
    for missing in (made.id, "nothing"):
        for refused in (acts.confirm, acts.withdraw):
            with pytest.raises(ActNotFound):
                refused(viewer, missing)
    with pytest.raises(PersonNotFound):
        acts.to_confirm(viewer, "ada")
    with pytest.raises(Forbidden):
        acts.confirm(ANALYST, made.id)
    with pytest.raises(Forbidden):
        acts.mine(ANALYST)


def test_a_hidden_tie_is_hidden_from_leads(acts, empty_embedded, policy, audit):
    made = spoke_up(acts)
    deny = DenyMask(ties=frozenset({("ada", "ben")}))
    hiding = service(empty_embedded, policy, audit, lambda: deny)

    assert hiding.to_confirm(LEAD, "ada").items == ()
    with pytest.raises(ActNotFound):
        hiding.confirm(LEAD, made.id)
    assert hiding.confirm(ADA, made.id).confirmed


def test_one_may_take_back_what_nobody_confirmed(acts, empty_embedded):
    made = spoke_up(acts)

    with pytest.raises(MoveRefused):
        acts.withdraw(ADA, made.id)
    acts.withdraw(BEN, made.id)
    assert acts.mine(ADA).items == ()
    with pytest.raises(ActNotFound):
        acts.withdraw(BEN, made.id)

    again = spoke_up(acts)
    acts.confirm(ADA, again.id)
    with pytest.raises(MoveRefused):
        acts.withdraw(BEN, again.id)


def test_the_other_of_the_two_may_say_that_it_is_not_so(acts, empty_embedded):
    before = empty_embedded.everything()
    made = spoke_up(acts)

    for viewer in (BEN, LEAD):
        with pytest.raises(MoveRefused):
            acts.refuse(viewer, made.id)
    for viewer in (CY, OTHER_LEAD):
        with pytest.raises(ActNotFound):
            acts.refuse(viewer, made.id)
    acts.refuse(ADA, made.id)
    assert acts.mine(BEN).items == acts.mine(ADA).items == ()
    assert empty_embedded.everything() == before

    again = spoke_up(acts)
    acts.confirm(ADA, again.id)
    with pytest.raises(MoveRefused):
        acts.refuse(ADA, again.id)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"kind": "praise"}, "kind: one of advice, feedback, credit"),
        ({"on": date(1969, 12, 31)}, "on: 1970-01-01 or later"),
        ({"on": date(2026, 11, 24)}, "on: a day that is not to come"),
        ({"person_id": "ben"}, "person: somebody else"),
        ({"topic": "x" * 101}, "topic: at most 100 letters"),
        ({"text": "x" * 501}, "text: at most 500 letters"),
    ],
)
def test_what_is_no_act_is_refused(acts, said, wrong):
    with pytest.raises(BadRequest, match=wrong):
        acts.record(BEN, **({"person_id": "ada", "kind": "credit", "on": DAY} | said))


def test_somebody_who_is_not_there_did_nothing_for_anybody(acts):
    with pytest.raises(PersonNotFound):
        spoke_up(acts, BEN, "nobody")
    with pytest.raises(Forbidden):
        spoke_up(acts, LEAD)


def test_there_is_an_end_to_what_nobody_confirms(acts, empty_embedded):
    empty_embedded.run(
        "MATCH (a:Person {id: 'ada'}), (b:Person {id: 'ben'}) UNWIND range(1, $most) AS n "
        "CREATE (b)-[:ENDORSED {id: toString(n), kind: 'credit', on: $day, recorded_by: 'ben'}]"
        "->(a)",
        most=MOST_UNCONFIRMED,
        day=DAY,
    )

    with pytest.raises(LimitReached):
        spoke_up(acts)
    acts.confirm(ADA, "1")
    assert not spoke_up(acts).confirmed


def test_the_trail_holds_ids_and_never_words(acts, audit):
    made = spoke_up(acts)
    acts.confirm(ADA, made.id)

    rows = audit.trail.rows()
    assert [(one.subject, one.action, one.object_id) for one in rows] == [
        ("ben", "endorse", made.id),
        ("ada", "confirm endorsements", made.id),
    ]
    assert "lead role" not in repr(rows)
