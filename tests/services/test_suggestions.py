"""What lifts and lowers a suggestion, why is somebody not one, and who may be meant by a handle?"""

from datetime import date, timedelta

import pytest

from graphsvc.access.handles import Handles
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, PersonNotFound
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from tests.services.conftest import OneView
from tests.worlds import AS_OF, person, weeks_ago, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ADA, MIA = Viewer("ada", "ada"), Viewer("mia", "mia")
KEYED = Handles(b"h" * 32).of
ONCE = {weeks_ago(1): 1}
LATELY = AS_OF - timedelta(days=30)


def both(*pairs):
    ends = [pair.split("-") for pair in pairs]
    return [(one, other, "mail", ONCE) for a, b in ends for one, other in ((a, b), (b, a))]


def organisation(**facts):
    """Ada knows Ben and Bob of her unit; both lead to Cy, one each to Dot and Eve."""
    return world(
        people=[
            person("ada", unit="storage", level=2, manager="max"),
            person("ben", unit="storage", level=3, manager="max"),
            person("bob", unit="storage", level=3, manager="max"),
            person("max", unit="storage", level=5, manager="ceo"),
            person("cy", unit="sales", level=3, manager="eve"),
            person("dot", unit="sales", level=1, manager="eve", title="Sales Lead"),
            person("eve", unit="sales", level=4, manager="ceo"),
            person("far", unit="sales", level=1),
            person("ceo", unit="company", level=9),
            person("mia", unit="company", level=6),
        ],
        ties=both(
            *("ada-ben", "ada-bob", "ada-max", "ben-cy", "bob-cy", "ben-dot", "bob-eve"),
            *("max-ceo", "ceo-far"),
        ),
        units={"storage": "company", "sales": "company", "company": None},
        mentorings=[("mia", "ada", date(2026, 1, 1), None)],
        **facts,
    )


@pytest.fixture
def service(policy, audit):
    def made(view, *, refused=(), given=(), away=(), most_asked=4):
        ranker = Ranker(
            answers=lambda: (frozenset(given), frozenset(refused)),
            away=lambda day: frozenset(away) if day == date(2026, 11, 23) else frozenset(),
            most_asked=most_asked,
        )
        return IntroductionService(OneView(view), policy, audit, ranker, KEYED)

    return made


def order(found):
    return [one.person.id for one in found.items]


def parts(one):
    return {part.kind: part for part in one.parts}


def of(found, person_id):
    return next(one for one in found.items if one.person.id == person_id)


def asked(times, *, days=30, whom="cy", state="connector_agreed"):
    """Others asked to meet her, *days* ago."""
    on = AS_OF - timedelta(days=days)
    return [(None, "far", whom, [("proposed", on), (state, on)])] * times


def why(service, other, viewer=LEAD, person_id="ada"):
    return service.why_not(viewer, person_id, other)


def codes(found):
    return [one.kind for one in found.reasons]


def test_everything_that_moves_a_place_is_told(service):
    found = of(service(organisation(), given=["cy"]).suggest(LEAD, "ada"), "cy")

    # Her contacts are Ben and Bob, both of whom Ada knows.
    assert parts(found)["contacts"].value == 1
    assert parts(found)["novelty"].value == 0
    assert parts(found)["willingness"].text == "said yes to being suggested"
    assert parts(found)["load"].text == "was asked 0 of at most 4 times this quarter"
    assert "need" not in parts(found)


def test_load_lowers_and_the_limit_excludes(service):
    free = service(organisation()).suggest(LEAD, "ada")
    busy = service(organisation(introductions=asked(3))).suggest(LEAD, "ada")
    over = service(organisation(introductions=asked(4))).suggest(LEAD, "ada")

    assert order(free)[0] == "cy"
    assert order(busy)[-1] == "cy"
    assert parts(of(busy, "cy"))["load"].value == 0.75
    assert "cy" not in order(over)
    assert codes(why(service(organisation(introductions=asked(4))), "cy")) == ["over_limit"]


def test_only_being_asked_lately_is_load(service):
    for made in (asked(4, days=92), asked(4, state="mentee_agreed"), asked(4, state="declined")):
        found = service(organisation(introductions=made)).suggest(LEAD, "ada")
        assert parts(of(found, "cy"))["load"].value == 0


def test_a_yes_lifts_and_a_decline_is_no_no(service):
    declined = [(None, "far", "eve", [("connector_agreed", LATELY), ("declined", LATELY)])]
    view = organisation(introductions=declined)
    found = of(service(view, given=["dot"]).suggest(LEAD, "ada"), "eve")

    assert parts(found)["willingness"].text == "has not said whether to be suggested"
    assert parts(found)["willingness"].value == 0


def test_whoever_is_away_today_is_not_suggested(service):
    made = service(organisation(), away=["cy"])

    assert "cy" not in order(made.suggest(LEAD, "ada"))
    assert [one.text for one in why(made, "cy").reasons] == ["away at the moment"]


def test_nobody_who_is_away_is_asked_to_introduce_somebody(service):
    usual = service(organisation()).suggest(LEAD, "ada")
    away = service(organisation(), away=["ben"]).suggest(LEAD, "ada")

    assert [hop.person.id for hop in of(usual, "dot").path.hops] == ["ben", "dot"]
    assert of(away, "dot").path is None
    assert [hop.person.id for hop in of(away, "cy").path.hops] == ["bob", "cy"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("ada", ["herself"]),
        ("ben", ["contact"]),
        ("ceo", ["reporting_line"]),
        ("max", ["contact", "reporting_line"]),
        ("mia", ["acquainted"]),
    ],
)
def test_why_somebody_is_never_suggested(service, other, expected):
    found = why(service(organisation()), other)

    assert codes(found) == expected
    assert found.excluded
    assert (found.place, found.parts) == (None, ())


def test_why_somebody_who_may_be_suggested_is_not(service):
    assert codes(why(service(organisation(), refused=["cy"]), "cy")) == ["opted_out"]
    left = world(["ada", person("zed", left=date(2026, 1, 1))], both("ada-ben"))
    assert codes(why(service(left), "zed")) == ["not_present"]
    apart = world(["ada"], both("ada-ben", "cy-dot"))
    assert codes(why(service(apart), "cy")) == ["too_far"]


@pytest.mark.parametrize("state", ["declined", "withdrawn", "expired"])
def test_how_an_introduction_ended_is_not_told_apart(service, state):
    made = [("ben", "ada", "cy", [("proposed", LATELY), (state, LATELY)])]
    found = why(service(organisation(introductions=made)), "cy")

    assert [(one.kind, one.text) for one in found.reasons] == [
        ("did_not_work_out", "an introduction did not work out lately")
    ]


def test_an_introduction_under_way_is_said_to_be_one(service):
    made = [("ben", "ada", "cy", [("proposed", LATELY)])]

    assert codes(why(service(organisation(introductions=made)), "cy")) == ["under_way"]


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["proposed"], False),
        (["mentee_agreed", "connector_agreed"], False),
        (["connector_agreed", "declined"], False),
        (["mentee_agreed", "expired"], False),
        (["connector_agreed", "introducee_agreed"], True),
        (["introducee_agreed", "met"], True),
    ],
)
def test_whoever_was_not_asked_yet_learns_nothing_of_it_here(service, states, told):
    made = [("ben", "cy", "ada", [(one, LATELY) for one in states])]

    assert why(service(organisation(introductions=made)), "cy").excluded == told


def test_whoever_is_suggested_has_a_place_and_its_parts(service):
    made = service(organisation())
    found, suggested = why(made, "eve"), made.suggest(LEAD, "ada")

    assert not found.excluded
    assert codes(found) == ["placed"]
    assert found.place == of(suggested, "eve").rank
    assert found.parts == of(suggested, "eve").parts


def test_whoever_may_not_be_named_cannot_be_asked_about_by_id(service):
    made = service(organisation())

    for other in ("cy", "nobody", ""):
        with pytest.raises(PersonNotFound):
            why(made, other, ADA)
    assert codes(why(made, "ben", ADA)) == ["contact"]
    with pytest.raises(PersonNotFound):
        why(made, "ben", ADA, person_id="ben")
    with pytest.raises(Forbidden):
        why(made, "ben", Viewer("ann", None, frozenset({Grant("analyst")})))


def test_a_handle_means_somebody_without_a_name(service):
    made = service(organisation())
    first = made.suggest(ADA, "ada").items[0]

    assert first.person.id is None
    assert made.resolve(ADA, "ada", first.handle) == "cy"
    found = why(made, first.handle, ADA)
    assert (found.place, found.other) == (1, first.person)
    assert "cy" not in repr(found).lower()


def test_a_handle_is_of_one_mentee_and_of_nobody_else(service):
    made = service(organisation())
    handle = made.suggest(ADA, "ada").items[0].handle

    assert handle == KEYED("suggestion", "ada", "cy")
    for viewer, mentee, text in (
        (LEAD, "ben", handle),
        (ADA, "ada", handle[:-1]),
        (ADA, "ada", "cy"),
        (ADA, "ada", "\udc80"),
        (ADA, "ada", KEYED("suggestion", "ada", "max")),
    ):
        with pytest.raises(PersonNotFound):
            made.resolve(viewer, mentee, text)
    with pytest.raises(PersonNotFound):
        made.resolve(ADA, "ben", "ada")


def test_an_id_means_whoever_the_viewer_sees_by_name(service):
    made = service(organisation())

    assert made.resolve(MIA, "ada", "cy") == "cy"
    assert made.resolve(ADA, "ada", "ben") == "ben"


def test_whoever_was_proposed_meanwhile_is_still_meant_by_her_handle(service):
    made = service(organisation(introductions=[("ben", "ada", "cy", [("proposed", LATELY)])]))

    assert made.resolve(ADA, "ada", KEYED("suggestion", "ada", "cy")) == "cy"


def test_what_is_refused_is_recorded_without_what_was_asked(service, audit):
    with pytest.raises(PersonNotFound):
        service(organisation()).resolve(ADA, "ada", "cy")

    row = audit.trail.rows()[-1]
    assert (row.object_id, row.decision, row.reason) == ("~ada", "refused", "person_not_found")
    assert "cy" not in repr(row)


@pytest.fixture
def with_goal(service):
    """The service over the organisation, with one goal of Ada's."""

    def made(text="Work with customers", kind="project", unit=None, decided_by=None, **facts):
        goal = ("ada", kind, text, date(2026, 11, 23), unit, decided_by)
        return service(organisation(goals=[goal], **facts))

    return made


def test_whoever_decides_on_her_goal_comes_first_and_why_is_said(with_goal):
    made = with_goal(decided_by="dot")
    found, hidden, led = (made.suggest(one, "ada") for one in (MIA, ADA, LEAD))

    assert order(found)[0] == "dot"
    assert parts(found.items[0])["need"].value == 1
    said = "could help with the goal “Work with customers”"
    assert found.items[0].reasons[-1].text == f"{said}: decides on it, as the goal says"
    # Of somebody without a name only that they could help; to the lead not with what.
    assert hidden.items[0].reasons[-1].text == said
    assert led.items[0].reasons[-1].text == "could help with a goal"
    assert "customers" not in repr(led)
    assert order(led) == order(found)


def test_without_a_decider_whoever_leads_the_unit_decides(with_goal):
    found = with_goal(unit="sales").suggest(MIA, "ada")

    assert order(found)[0] == "eve"
    assert found.items[0].reasons[-1].text.endswith("leads in Sales, where the goal lies")
    assert parts(of(found, "cy"))["need"].value == 0.3


def test_whoever_has_the_title_of_the_role_has_done_it(with_goal):
    found = with_goal(kind="role", text="Become a sales lead").suggest(MIA, "ada")

    assert order(found)[0] == "dot"
    assert parts(found.items[0])["need"].value == 0.6
    assert found.items[0].reasons[-1].text.endswith(": is a sales lead")


def test_whoever_was_endorsed_for_a_skill_has_it(with_goal):
    made = with_goal(
        kind="skill",
        text="Learn to negotiate",
        endorsements=[
            ("ben", "eve", "credit", LATELY, None, "Négotiate"),
            ("ben", "dot", "credit", LATELY, None, "Cooking"),
            ("ben", "cy", "credit", date(2026, 11, 23), None, "Negotiate"),
        ],
    )
    found = made.suggest(MIA, "ada")

    assert order(found)[0] == "eve"
    # What is dated on the day itself or about something else does not count.
    assert [one.person.id for one in found.items if "need" in parts(one)] == ["eve"]


def test_whoever_came_to_the_unit_from_outside_it_has_done_it(with_goal):
    moved = date(2026, 5, 1)
    made = with_goal(
        kind="unit",
        text="Move to Sales",
        unit="sales",
        decided_by="max",
        memberships=[
            ("eve", "storage", None, moved),
            ("eve", "sales", moved, None),
            ("dot", "sales", None, moved),
            ("dot", "sales", moved, None),
        ],
    )
    need = {one.person.id: parts(one)["need"].value for one in made.suggest(MIA, "ada").items}

    assert (need["eve"], need["dot"]) == (0.6, 0.3)


def test_a_goal_counts_only_in_answers_about_days_after_it(with_goal):
    made = with_goal(decided_by="dot")

    assert order(made.suggest(MIA, "ada", as_of=AS_OF))[0] == "cy"
