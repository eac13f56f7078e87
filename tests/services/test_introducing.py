"""Does an introduction go its way: each move by whom it belongs to, each name after a yes?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import (
    ActNotFound,
    BadRequest,
    Forbidden,
    LimitReached,
    MoveRefused,
    PersonNotFound,
)
from graphsvc.services.introducing import IntroducingService
from graphsvc.services.introducing_before import Ask
from graphsvc.services.introducing_proposals import Limits
from graphsvc.services.introduction_ranking import Ranker
from tests.services.conftest import OneView
from tests.worlds import person, world

# Mia mentors Ada. Ada knows Con, who knows Ivy; Ada's manager is Max; Oz is in no part of it.
PEOPLE = ("ada", "con", "ivy", "jo", "max", "mia", "oz", "no", "hol")
ADA, CON, IVY, MIA, OZ = (Viewer(one, one) for one in ("ada", "con", "ivy", "mia", "oz"))
LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
OPERATOR = Viewer("op", None, frozenset({Grant("operator")}))
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.engine


def organisation(*ties):
    return world(
        people=[
            person(one, unit=f"unit of {one}", manager="max" if one == "ada" else None)
            for one in PEOPLE
        ],
        ties=[
            *(("ada", "con"), ("con", "ada"), ("con", "ivy"), ("ivy", "con"), ("con", "jo")),
            *ties,
        ],
        mentorings=[("mia", "ada", date(2026, 1, 1), None)],
    )


@pytest.fixture
def service(empty_embedded, policy, audit):
    for one in PEOPLE:
        empty_embedded.run("CREATE (:Person {id: $id})", id=one)
    number = count(1)
    return IntroducingService(
        snapshots=OneView(organisation()),
        policy=policy,
        audit=audit,
        store=empty_embedded.store,
        fresh_id=lambda: f"i-{next(number)}",
        kept_out=Ranker(
            answers=lambda: (frozenset(), frozenset({"no"})),
            away=lambda day: frozenset({"hol"}) if day == TODAY else frozenset(),
        ).today,
        limits=Limits(connector=2, introducee=1, days=21),
    )


def proposed(service, viewer=MIA, **more):
    return service.propose(viewer, "ada", introducee="ivy", connector="con", **more)


def moved(service, *moves, viewer=MIA):
    found = proposed(service, viewer)
    for who, move in moves:
        service.move(who, found.id, move)
    return found.id


def ids(act):
    roles = ("proposer", "mentee", "connector", "introducee")
    return [one.id if (one := getattr(act, role)) else None for role in roles]


ALL_AGREE = ((ADA, "agree"), (CON, "agree"), (IVY, "agree"))


def test_an_introduction_goes_from_a_proposal_to_a_tie(service, empty_embedded):
    id = moved(service, *ALL_AGREE, (CON, "hand_over"))
    met = service.move(ADA, id, "met", outcome="We meet again in March")

    assert (met.status, met.outcome) == ("met", "We meet again in March")
    assert [one.state for one in met.timeline] == [
        *("proposed", "mentee_agreed", "connector_agreed", "introducee_agreed"),
        *("handed_over", "met"),
    ]
    ties = empty_embedded.run(
        "MATCH (a:Person)-[t:KNOWS]->(b:Person) RETURN a.id AS a, b.id AS b, t.feed AS feed, "
        "t.weeks AS weeks, t.counts AS counts, t.contacts AS contacts ORDER BY a"
    )
    # Monday 2026-11-23 is in the week 2968 after that of 1970-01-05.
    week = {"feed": "other.introduction", "weeks": [2968], "counts": [1], "contacts": 1}
    assert ties == [{"a": "ada", "b": "ivy"} | week, {"a": "ivy", "b": "ada"} | week]


def test_nobody_learns_of_it_before_she_is_asked(service):
    id = proposed(service).id
    for viewer in (CON, IVY, OZ, LEAD):
        with pytest.raises(ActNotFound):
            service.get(viewer, id)
        assert service.mine(viewer).items == ()
    service.move(ADA, id, "agree")
    assert service.get(CON, id).status == "asked"
    for viewer in (IVY, OZ, LEAD):
        with pytest.raises(ActNotFound):
            service.move(viewer, id, "agree")
    service.move(CON, id, "agree")
    assert service.get(IVY, id).status == "asked"


def test_a_name_is_told_after_a_yes(service):
    id = proposed(service).id
    assert ids(service.get(MIA, id)) == ["mia", "ada", "con", "ivy"]  # she acts for Ada
    assert ids(service.get(ADA, id)) == ["mia", "ada", "con", None]
    service.move(ADA, id, "agree")
    assert ids(service.get(CON, id)) == [None, "ada", "con", "ivy"]
    service.move(CON, id, "agree")
    assert ids(service.get(IVY, id)) == [None, "ada", "con", "ivy"]
    assert ids(service.get(ADA, id)) == ["mia", "ada", "con", None]
    service.move(IVY, id, "agree")
    assert ids(service.get(ADA, id)) == ["mia", "ada", "con", "ivy"]


def test_who_began_it_does_not_see_which_of_the_others_has_agreed(service):
    id = moved(service, (ADA, "agree"))
    before = [service.get(one, id) for one in (MIA, ADA)]
    drafts = [service.draft(one, id) for one in (MIA, ADA)]
    service.move(CON, id, "agree")

    assert [service.get(one, id) for one in (MIA, ADA)] == before
    assert [service.draft(one, id) for one in (MIA, ADA)] == drafts
    assert before[1].status == "under_way"


@pytest.mark.parametrize("before", [ALL_AGREE[:1], ALL_AGREE[:2]])
def test_a_decline_is_silent(service, before):
    id = moved(service, *before)
    decliner = (CON, IVY)[len(before) - 1]
    mine = service.move(decliner, id, "decline")

    assert (mine.status, mine.moves_open) == ("declined", ())
    for viewer in (MIA, ADA, *({CON} - {decliner} if len(before) > 1 else ())):
        seen = service.get(viewer, id)
        assert (seen.status, seen.text) == ("did_not_work_out", "It did not work out.")
        assert (seen.timeline, seen.moves_open, seen.may_draft) == ((), (), False)
    assert ids(service.get(ADA, id))[3] is None


def test_whoever_proposes_her_own_has_agreed(service):
    found = proposed(service, ADA)

    assert found.my_roles == ("proposer", "mentee")
    assert [one.state for one in found.timeline] == ["proposed", "mentee_agreed"]
    assert service.get(CON, found.id).status == "asked"


def test_a_lead_who_is_nobody_among_the_people_proposes_and_withdraws(service):
    found = proposed(service, LEAD)

    assert ids(found) == [None, "ada", "con", "ivy"]
    assert [one.id for one in service.mine(LEAD).items] == [found.id]
    assert service.move(LEAD, found.id, "withdraw").status == "withdrawn"
    assert service.get(ADA, found.id).status == "did_not_work_out"


def test_the_same_move_again_is_the_same(service, empty_embedded):
    id = moved(service, (ADA, "agree"), (CON, "agree"))
    once = empty_embedded.everything()

    service.move(ADA, id, "agree")
    service.move(CON, id, "agree")
    assert empty_embedded.everything() == once
    service.move(IVY, id, "agree")
    service.move(IVY, id, "met", outcome="well")
    once = empty_embedded.everything()
    assert service.move(IVY, id, "met", outcome="well").outcome == "well"
    assert service.move(IVY, id, "met").outcome == "well"
    with pytest.raises(MoveRefused):
        service.move(IVY, id, "met", outcome="badly")
    assert empty_embedded.everything() == once


def test_that_they_met_either_says_for_both(service, empty_embedded):
    id = moved(service, *ALL_AGREE, (CON, "hand_over"))
    first = service.move(IVY, id, "met", outcome="well")
    once = empty_embedded.everything()

    for outcome in ("", "well"):
        second = service.move(ADA, id, "met", outcome=outcome)
        assert (second.status, second.outcome) == ("met", "well")
        assert second.timeline[-1] == first.timeline[-1]
    for viewer, outcome in ((ADA, "badly"), (CON, ""), (MIA, "")):
        with pytest.raises(MoveRefused):
            service.move(viewer, id, "met", outcome=outcome)
    assert empty_embedded.everything() == once


def test_an_outcome_comes_with_whoever_says_first_that_they_met(service):
    id = moved(service, *ALL_AGREE, (ADA, "met"))

    assert service.move(IVY, id, "met").outcome == ""
    with pytest.raises(MoveRefused):
        service.move(IVY, id, "met", outcome="well")


def test_a_move_of_somebody_else_is_refused(service):
    id = proposed(service).id
    for viewer, move in ((MIA, "agree"), (MIA, "decline"), (ADA, "hand_over"), (ADA, "met")):
        with pytest.raises(MoveRefused):
            service.move(viewer, id, move)
    service.move(ADA, id, "agree")
    with pytest.raises(MoveRefused):
        service.move(CON, id, "withdraw")
    with pytest.raises(BadRequest):
        service.move(CON, id, "expire")
    with pytest.raises(BadRequest):
        service.move(CON, id, "agree", outcome="well")


def test_the_same_proposal_again_is_the_same_and_another_of_the_two_is_refused(service):
    found = proposed(service)

    assert proposed(service) == found
    assert proposed(service, introduction_id=found.id) == found
    with pytest.raises(MoveRefused):
        proposed(service, ADA)
    with pytest.raises(MoveRefused):
        service.propose(MIA, "ada", introducee="jo", connector="con", introduction_id=found.id)


@pytest.mark.parametrize(
    "id", ["", "a b/../<x>", "..", "-a", "_a", ".a", "a/b", "a b", "a\n", "\u00e4", "a" * 65]
)
def test_an_id_no_address_can_hold_is_refused(service, empty_embedded, id):
    with pytest.raises(BadRequest) as refused:
        proposed(service, introduction_id=id)
    assert refused.value.problems[0]["parameter"] == "id"
    assert "1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'" in refused.value.problems[0]["expected"]
    assert empty_embedded.run("MATCH (i:Introduction) RETURN count(i) AS n") == [{"n": 0}]


@pytest.mark.parametrize("id", ["7", "rosa-meets-gus", "A.b_c-1", "a" * 64])
def test_an_id_of_letters_digits_and_marks_is_kept(service, id):
    assert proposed(service, introduction_id=id).id == id


def older(engine, id, days):
    """As if all moves of the introduction had been some days earlier."""
    day = (TODAY - timedelta(days=days)).isoformat()
    engine.run(
        "MATCH (i:Introduction {id: $id}) SET i.states_on = [one IN i.states_on | $day]",
        id=id,
        day=day,
    )


def test_how_it_ended_makes_no_difference_to_a_new_proposal(service, empty_embedded):
    said = set()
    for end in ((ADA, "withdraw"), (CON, "decline")):
        id = moved(service, (ADA, "agree"), end)
        with pytest.raises(MoveRefused) as refused:
            proposed(service)
        said.add(str(refused.value))
        older(empty_embedded, id, 181)
    assert len(said) == 1
    assert proposed(service).status == "proposed"


def test_whoever_took_it_back_herself_may_propose_again(service):
    moved(service, (MIA, "withdraw"))

    assert proposed(service).status == "proposed"


def test_a_limit_holds_for_proposals_and_for_a_quarter(service, empty_embedded):
    id = moved(service, *ALL_AGREE, (ADA, "met"))
    service.propose(MIA, "ada", introducee="jo", connector="con")
    with pytest.raises(LimitReached):
        service.propose(MIA, "ada", introducee="oz", connector="con")
    before = service.before_asking(MIA, "ada", introducee="oz", connector="con")
    assert (before.connector.asked, before.connector.limit) == (2, 2)
    assert (before.introducee.asked, before.introducee.limit) == (0, 1)
    assert not before.may_propose
    older(empty_embedded, id, 181)
    assert service.before_asking(MIA, "ada", introducee="oz", connector="con").may_propose


def test_several_are_told_about_at_once_each_as_alone_but_for_the_text(service):
    asks = [Ask("ivy", ("con",)), Ask("oz", ("con", "mia")), Ask("jo", (None, "con"))]
    for one, found in zip(asks, service.before_each(MIA, "ada", asks), strict=True):
        alone = service.before_asking(
            MIA, "ada", introducee=one.introducee, connector=one.connectors[-1]
        )
        if one.introducee == "oz":  # through the first of those through whom it may be proposed
            assert found.connector.person.id == "con"
        else:
            assert found == replace(alone, draft="")
        assert found.draft == ""


def test_where_the_first_was_asked_too_often_the_next_is_told_about(service):
    for introducee in ("ivy", "jo"):
        service.propose(MIA, "ada", introducee=introducee, connector="con")
    found = service.before_each(MIA, "ada", [Ask("oz", ("con", "mia")), Ask("oz", ("con",))])

    assert [(one.connector.person.id, one.may_propose) for one in found] == [
        ("mia", True),
        ("con", False),
    ]
    assert "the limit is 2" in found[1].text


def test_of_whom_nobody_could_be_proposed_nothing_is_told(service):
    asks = [Ask("no", ("con",)), Ask("oz", ("ivy",)), Ask("nobody", ("con",)), Ask("oz", ())]

    assert service.before_each(MIA, "ada", asks) == (None,) * 4
    with pytest.raises(PersonNotFound):
        service.before_each(OZ, "ada", asks)
    with pytest.raises(Forbidden):
        service.before_each(ANALYST, "ada", asks)


def test_that_the_viewer_knows_them_is_her_own_tie_and_never_told_of_others(service):
    known = replace(service, snapshots=OneView(organisation(("ivy", "mia"))))
    for who, view, expected in (
        (MIA, service, False),
        (MIA, known, True),
        (ADA, known, False),  # the mentee introduces herself to nobody
        (LEAD, known, False),
    ):
        for connector in ("con", "mia") if who is MIA else ("con",):
            before = view.before_asking(who, "ada", introducee="ivy", connector=connector)
            assert before.you_know == expected


def test_the_mentor_herself_may_introduce_them(service):
    found = service.propose(MIA, "ada", introducee="oz", connector="mia")

    assert found.connector.id == "mia"
    service.move(ADA, found.id, "agree")
    assert service.get(MIA, found.id).status == "asked"


def test_a_limit_is_looked_at_again_where_somebody_is_asked(service, empty_embedded):
    id = proposed(service).id
    for number in (1, 2):
        empty_embedded.run(
            "MATCH (m:Person {id: 'oz'}), (c:Person {id: 'con'}), (t:Person {id: 'no'}) "
            "CREATE (i:Introduction {id: $id, states: ['proposed', 'mentee_agreed'], "
            "states_on: ['2026-11-20', '2026-11-20'], states_by: ['oz', 'oz']})-[:FOR]->(m), "
            "(i)-[:TO]->(t), (i)-[:BY]->(c)",
            id=f"imported {number}",
        )
    with pytest.raises(LimitReached):
        service.move(ADA, id, "agree")


def test_without_a_connector_it_is_the_first_on_the_warmest_way(service):
    found = service.propose(MIA, "ada", introducee="ivy")

    assert found.connector.id == "con"
    with pytest.raises(BadRequest):
        service.propose(MIA, "ada", introducee="oz")


def test_nobody_on_the_warmest_way_is_away(service):
    away = Ranker(away=lambda day: frozenset({"con"})).today

    with pytest.raises(BadRequest):
        replace(service, kept_out=away).propose(MIA, "ada", introducee="ivy")


def test_who_wants_to_agree_first_is_not_named_as_the_connector_before(service):
    service = replace(service, reserved=lambda: frozenset({"con"}))
    id = service.propose(MIA, "ada", introducee="ivy").id
    assert ids(service.get(MIA, id))[2] is ids(service.get(ADA, id))[2] is None
    assert "Con" not in service.draft(MIA, id).text
    for who, move in ALL_AGREE:
        service.move(who, id, move)
    assert ids(service.get(ADA, id))[2] == ids(service.get(CON, id))[2] == "con"


def test_who_may_be_introduced_to_whom_through_whom(service):
    for nobody in ("ada", "missing"):
        with pytest.raises(PersonNotFound):
            service.propose(MIA, "ada", introducee=nobody, connector="con")
    for stranger in ("oz", "ivy", "ada", "missing"):
        with pytest.raises(BadRequest):
            service.propose(MIA, "ada", introducee="ivy", connector=stranger)
    assert service.propose(MIA, "ada", introducee="ivy", connector="mia").connector.id == "mia"


@pytest.mark.parametrize(
    ("introducee", "why"),
    [
        ("max", "in the same reporting line"),
        ("no", "does not take part in suggestions"),
        ("hol", "away at the moment"),
        ("con", "a contact already"),
        ("mia", "acquainted by mentoring, an endorsement or an introduction"),
    ],
)
def test_who_is_not_suggested_is_not_proposed_and_for_the_same_reason(service, introducee, why):
    for ask in (service.propose, service.before_asking):
        with pytest.raises(MoveRefused) as refused:
            ask(MIA, "ada", introducee=introducee, connector="con")
        assert str(refused.value) == f"They cannot be proposed to each other: {why}."


def test_who_may_propose(service):
    for viewer in (OZ, CON):
        with pytest.raises(PersonNotFound):
            proposed(service, viewer)
    for viewer in (ANALYST, OPERATOR):
        with pytest.raises(Forbidden):
            proposed(service, viewer)
        with pytest.raises(Forbidden):
            service.mine(viewer)


def test_nobody_moving_ends_it(service, empty_embedded):
    first = proposed(service).id
    older(empty_embedded, first, 20)
    assert service.expire(OPERATOR).count == 0
    older(empty_embedded, first, 21)
    assert service.expire(OPERATOR).count == 1
    assert service.expire(OPERATOR).count == 0
    assert service.get(ADA, first).status == "did_not_work_out"
    with pytest.raises(MoveRefused):
        service.move(ADA, first, "agree")
    with pytest.raises(Forbidden):
        service.expire(MIA)


def test_two_who_move_at_once_leave_one_history(service, empty_embedded):
    """Connector and mentee at the same time: either may come first, none is lost or doubled."""
    for number in range(6):
        id = proposed(service, ADA, introduction_id=f"race-{number}").id

        def tried(viewer, move, id=id):
            try:
                return service.move(viewer, id, move).status
            except MoveRefused:
                return "refused"

        with ThreadPoolExecutor(4) as pool:
            told = list(
                pool.map(
                    lambda one: tried(*one),
                    [(CON, "agree"), (ADA, "withdraw"), (CON, "agree"), (ADA, "withdraw")],
                )
            )
        states = empty_embedded.run("MATCH (i:Introduction {id: $id}) RETURN i.states AS s", id=id)
        kept = states[0]["s"]
        assert kept[-1] == "withdrawn" == told[1] == told[3]
        assert kept in (
            ["proposed", "mentee_agreed", "withdrawn"],
            ["proposed", "mentee_agreed", "connector_agreed", "withdrawn"],
        )
        older(empty_embedded, id, 181)


def test_two_who_propose_at_once_pass_no_limit(service, empty_embedded):
    def tried(number):
        try:
            return proposed(service, (MIA, ADA, LEAD)[number], introduction_id=f"p{number}").id
        except (MoveRefused, LimitReached):
            return None

    with ThreadPoolExecutor(3) as pool:
        made = [one for one in pool.map(tried, range(3)) if one]
    assert len(made) == 1
    assert empty_embedded.run("MATCH (i:Introduction) RETURN count(i) AS n") == [{"n": 1}]


def test_a_draft_names_only_whom_both_sides_may_see(service):
    id = proposed(service).id
    assert "Ivy" not in service.draft(MIA, id).text  # Ada reads it, and may not know yet
    assert service.draft(MIA, id).text.startswith("Hello Ada,")
    service.move(ADA, id, "agree")
    assert "Ivy" not in service.draft(ADA, id).text
    assert "Ada" in service.draft(CON, id).text
    service.move(CON, id, "agree")
    service.move(IVY, id, "agree")
    handed = service.draft(CON, id, language="de")
    assert (handed.step, handed.text.splitlines()[0]) == ("hand_over", "Guten Tag Ada und Ivy,")
    with pytest.raises(BadRequest):
        service.draft(CON, id, language="la")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "could introduce you myself"), ("de", "könnte ich selbst")]
)
def test_who_would_introduce_them_herself_says_so_to_the_mentee(service, language, words):
    id = service.propose(MIA, "ada", introducee="ivy", connector="mia").id

    found = service.draft(MIA, id, language=language)
    assert found.step == "ask_mentee"
    assert words in " ".join(found.text.split())
    assert "Mia" not in found.text


def test_the_trail_holds_every_move_and_refusal_and_no_words(service, audit):
    id = moved(service, (ADA, "agree"))
    with pytest.raises(MoveRefused):
        service.move(ADA, id, "met")
    kept = [(one.subject, one.action, one.decision, one.reason) for one in audit.trail.rows()]
    assert kept == [
        ("mia", "introduce", "allowed", ""),
        ("ada", "answer introductions", "allowed", ""),
        ("ada", "answer introductions", "refused", "move_refused"),
    ]
