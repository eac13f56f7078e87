"""What does each viewer get told about who is isolated, why, and what would help?"""

from datetime import date, timedelta

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.analyses.isolation import STATUSES
from graphsvc.errors import BadRequest, Forbidden, PersonNotFound
from graphsvc.services.isolation import IsolationService
from tests.services.conftest import OneView
from tests.worlds import AS_OF, person, weeks_ago, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
STORAGE_LEAD = Viewer("leo", None, frozenset({Grant("lead", "storage")}))
ADA = Viewer("ada", "ada")
MENTOR = Viewer("mia", "mia")
LATELY = {weeks_ago(number): 1 for number in (1, 3, 6, 9, 12)}
LONG_AGO = {weeks_ago(number): 1 for number in (30, 40)}


def both(*pairs, weeks=LATELY):
    ends = [pair.split("-") for pair in pairs]
    return [(one, other, "mail", weeks) for a, b in ends for one, other in ((a, b), (b, a))]


def among(*ids):
    """Contact between every two."""
    return both(*(f"{a}-{b}" for at, a in enumerate(ids) for b in ids[at + 1 :]))


def organisation(*more_people, ties=(), **facts):
    """A connected team of twelve under Max; Ada beside it, in contact with Max alone."""
    team = [f"s{number}" for number in range(12)]
    people = [
        person("ada", unit="storage", level=2, manager="max", family="software"),
        *(person(one, unit="storage", level=2, manager="max", family="software") for one in team),
        person("max", unit="storage", level=5),
        person("head", unit="sales", level=9),
        person("mia", unit="sales", level=7),
        *more_people,
    ]
    outside = ["s0-head", "s1-head", "max-head", "s0-mia", "s1-mia", "mia-head"]
    known = [*among(*team), *both(*(f"{one}-max" for one in team), *outside, "ada-max")]
    return world(people, [*known, *ties], units={"storage": None, "sales": None}, **facts)


@pytest.fixture
def service(policy, audit):
    def made(view, away=lambda on: frozenset()):
        return IsolationService(OneView(view), policy, audit, away)

    return made


def kinds(finding):
    return [one.kind for one in finding.reasons]


def text(finding, kind):
    return next(one.text for one in finding.reasons if one.kind == kind)


def test_whoever_is_not_connected_is_listed_isolated_first_and_then_by_id(service):
    new = AS_OF - timedelta(days=30)
    view = organisation(
        person("abe", unit="storage", joined=new),
        person("zoe", unit="storage"),
        person("zac", unit="storage"),
        person("dan", unit="storage"),
        ties=[("dan", "s0"), *both("zac-s0", "abe-s1")],
    )
    found = service(view).find(LEAD)

    assert [(one.person.id, one.status) for one in found.items] == [
        ("ada", "isolated"),
        ("zac", "isolated"),
        ("abe", "onboarding"),
        ("zoe", "no_data"),
        ("dan", "no_dates"),
    ]
    assert found.counts == {
        **dict.fromkeys(STATUSES, 0),
        "isolated": 2,
        "onboarding": 1,
        "no_data": 1,
        "no_dates": 1,
        "connected": 15,
    }
    assert not found.truncated
    assert found.none_because == ""
    assert found.basis.as_of == AS_OF


def test_an_isolated_person_is_told_the_definitions_and_what_is_usual(service):
    finding = service(organisation()).of(LEAD, "ada")

    assert [(one.kind, one.text) for one in finding.reasons] == [
        (
            "few_contacts",
            "0 mutual contacts in 12 weeks, 0 in the last 4, besides the line manager",
        ),
        ("manager_dependent", "fewer than 5 people connected without the manager"),
        ("no_tie_outside", "none outside the own unit"),
        ("one_person", "100% of the tie strength is with one person"),
        ("never_formed", "there never were more mutual contacts"),
        # Ada 0, ten of the team 11, two 13: they know the head and Mia too.
        ("peers", "people in similar roles usually have 11 (11 to 11)"),
    ]
    assert (finding.ties, finding.reciprocated_28, finding.reciprocated_84) == (1, 0, 0)
    assert finding.next_step == "Choose two introductions, one of them outside the own unit."


def test_what_is_usual_is_not_told_of_fewer_than_ten(service):
    few = world(["ada", *"bcdefghi"], both("ada-b"))
    alone = organisation(person("abe", unit="sales", level=6), ties=both("abe-max"))

    assert "peers" not in kinds(service(few).of(LEAD, "ada"))
    assert "peers" not in kinds(service(alone).of(LEAD, "abe"))


def test_contacts_who_left_and_contacts_that_fell_silent_are_told_apart(service):
    gone = [person(one, left=AS_OF - timedelta(days=100)) for one in ("kim", "lou")]
    ties = [*both("ada-kim", "ada-lou", "ada-s0", weeks=LONG_AGO)]
    finding = service(organisation(*gone, ties=ties)).of(LEAD, "ada")

    assert text(finding, "contacts_left") == "2 earlier contacts left"
    assert text(finding, "faded") == "1 earlier contact fell silent"
    assert kinds(finding).index("contacts_left") < kinds(finding).index("faded")
    assert "never_formed" not in kinds(finding)
    assert finding.next_step.startswith("Take up one earlier contact again")


def test_earlier_contacts_are_named_to_the_person_alone(service):
    gone = person("kim", unit="sales", left=AS_OF - timedelta(days=100))
    ties = both("ada-kim", "ada-s0", "ada-s1", "ada-s2", "ada-s3", "ada-s4", weeks=LONG_AGO)
    view = organisation(gone, ties=ties)
    own = service(view).of(ADA, "ada")

    assert text(own, "contacts_left") == "1 earlier contact left: Kim"
    assert text(own, "faded") == "5 earlier contacts fell silent: S0, S1, S2 and 2 others"
    for listed in service(view).find(LEAD).items[0], service(view).of(LEAD, "ada"):
        assert listed.person.id == "ada"
        assert text(listed, "contacts_left") == "1 earlier contact left"
        assert "Kim" not in repr(listed)


def test_a_connected_person_is_told_her_numbers_and_that_nothing_is_needed(service):
    finding = service(organisation()).of(Viewer("s0", "s0"), "s0")

    assert finding.status == "connected"
    assert kinds(finding) == ["contacts", "peers"]
    assert (finding.reciprocated_28, finding.reciprocated_84) == (13, 13)
    assert finding.next_step == "None needed."


def test_a_fragile_person_is_told_what_it_hangs_on(service):
    island = [person(one, unit="labs", level=2, manager="max") for one in ("ben", "cy", "dot")]
    ties = both("ben-cy", "cy-dot", "ben-dot", "ben-max", "cy-max", "dot-max", "dot-head")
    finding = service(organisation(*island, ties=ties)).of(LEAD, "cy")

    assert finding.status == "connected"
    without = [one for one in ties if "head" not in one]
    finding = service(organisation(*island, ties=without)).of(LEAD, "cy")
    assert finding.status == "fragile"
    assert "manager_dependent" in kinds(finding)
    assert "line manager" in finding.next_step


@pytest.mark.parametrize(
    ("ties", "status"), [([], "no_data"), ([("zoe", "s0"), ("s0", "zoe")], "no_dates")]
)
def test_where_nothing_can_be_said_there_are_no_figures(service, ties, status):
    finding = service(organisation(person("zoe", unit="storage"), ties=ties)).of(LEAD, "zoe")

    assert finding.status == status
    assert kinds(finding) == [status]
    assert (finding.reciprocated_28, finding.reciprocated_84) == (None, None)
    assert finding.next_step


@pytest.mark.parametrize(
    ("weeks_away", "expected"),
    [
        ((0,), "away"),
        ((1, 2), "away"),
        ((1,), "isolated"),
        ((4, 5, 6), "isolated"),
        ((), "isolated"),
    ],
)
def test_people_on_leave_lately_are_not_judged(service, weeks_away, expected):
    days = {AS_OF - timedelta(days=1 + 7 * week) for week in weeks_away}
    away = service(organisation(), lambda on: frozenset({"ada", "gone"} if on in days else ()))
    finding = away.of(LEAD, "ada")

    assert finding.status == expected
    assert (finding.reciprocated_28 is None) is (expected == "away")


def test_whoever_was_not_there_on_the_day_is_in_no_list(service):
    view = organisation(person("old", left=date(2026, 1, 1)), ties=both("old-ada"))
    found = service(view).find(LEAD)

    assert "old" not in {one.person.id for one in found.items}
    assert sum(found.counts.values()) == 16
    finding = service(view).of(LEAD, "old")
    assert (finding.status, kinds(finding)) == ("no_data", ["not_present"])


def test_a_lead_sees_and_counts_the_own_unit_alone(service):
    view = organisation(person("ned", unit="sales"))

    assert {one.person.id for one in service(view).find(STORAGE_LEAD).items} == {"ada"}
    assert sum(service(view).find(STORAGE_LEAD).counts.values()) == 14
    with pytest.raises(PersonNotFound):
        service(view).of(STORAGE_LEAD, "ned")


def test_a_mentor_sees_her_mentee_by_name_without_a_tie_to_her(service):
    view = organisation(mentorings=[("mia", "ada", date(2026, 1, 1), None)])
    found = service(view).find(MENTOR)

    assert [one.person.id for one in found.items] == ["ada"]
    assert sum(found.counts.values()) == 2  # herself and her mentee


def test_a_person_is_told_about_herself_and_sees_no_list(service):
    asked = service(organisation())

    assert asked.of(ADA, "ada").person.id == "ada"
    with pytest.raises(PersonNotFound):
        asked.of(ADA, "s0")
    with pytest.raises(Forbidden):
        asked.find(ADA)
    with pytest.raises(Forbidden):
        asked.find(Viewer("ann", None, frozenset({Grant("analyst")})))


def test_more_than_the_limit_are_cut_off_and_said_to_be(service):
    asked = service(organisation(person("zac", unit="storage"), ties=both("zac-s0")))

    assert [one.person.id for one in asked.find(LEAD, limit=1).items] == ["ada"]
    assert asked.find(LEAD, limit=1).truncated
    assert not asked.find(LEAD, limit=2).truncated
    with pytest.raises(BadRequest, match="limit: a whole number from 1 to 1000"):
        asked.find(LEAD, limit=0)


def test_an_empty_list_says_why(service):
    connected = organisation(ties=both(*(f"ada-s{number}" for number in range(4)), "ada-head"))
    nobody = Viewer("lou", None, frozenset({Grant("lead", "labs")}))

    assert (
        service(connected).find(LEAD).none_because
        == "Each of the 16 people you may see is connected."
    )
    assert service(connected).find(nobody).none_because.startswith("There is nobody")


def test_asking_is_recorded_before_the_answer(service, audit):
    service(organisation()).of(ADA, "ada")
    service(organisation()).find(LEAD)

    one, other = audit.trail.rows()[-2:]
    assert (one.subject, one.action, one.object_id) == ("ada", "see isolation", "~ada")
    assert (other.subject, other.action, other.object_id) == ("lea", "see isolation", "")
