"""Who may do what, about whom: every role, every action, oneself, one's own people, the others."""

from datetime import UTC, date, datetime
from threading import Thread

import numpy as np
import pytest

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.roles import ACTIONS, MAKE_TOKENS
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, GraphServiceError, PersonNotFound
from graphsvc.records.open import Records
from tests.access.people import ADA, BEN, CAST, CY, DOT, EVE, FAY, GUS, organisation

VIEW = organisation()


def clock() -> datetime:
    return datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


POLICY = Policy(clock)
VIEWERS = {
    "person": Viewer("dot", "dot"),
    "mentor": Viewer("ada", "ada"),
    "lead": Viewer("lea", None, frozenset({Grant("lead")})),
    "lead of platform": Viewer("leo", None, frozenset({Grant("lead", "platform")})),
    "analyst": Viewer("ann", None, frozenset({Grant("analyst")})),
    "analyst with scopes": Viewer(
        "ann", None, frozenset({Grant("analyst")}), frozenset({"cypher:adhoc", "people:identify"})
    ),
    "operator": Viewer("oda", None, frozenset({Grant("operator")})),
    "operator here": Viewer("oda", None, frozenset({Grant("operator")}), frozenset({MAKE_TOKENS})),
    "scopes without a role": Viewer(
        "sam", None, scopes=frozenset({"cypher:adhoc", "people:identify", MAKE_TOKENS})
    ),
    "nobody": Viewer("nil", None),
    # Not among the people any more: her rights went with her.
    "somebody who left": Viewer("zed", "zed"),
}
EVERYBODY = frozenset({ADA, BEN, CY, DOT, EVE, FAY, GUS})
LISTED = "list"  # may also ask without naming a person

# action: viewer: about whom. Whoever is not listed for an action may not do it at all.
TABLE: dict[str, dict[str, frozenset[int | str]]] = {
    "see introductions": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
        "lead": EVERYBODY | {LISTED},
        "lead of platform": frozenset({ADA, BEN, CY, LISTED}),
    },
    "trace path": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
        "lead": EVERYBODY,
        "lead of platform": frozenset({ADA, BEN, CY}),
    },
    "introduce": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
        "lead": EVERYBODY,
        "lead of platform": frozenset({ADA, BEN, CY}),
    },
    "answer introductions": {
        "person": frozenset({DOT, LISTED}),
        "mentor": frozenset({ADA, LISTED}),
        "lead": frozenset({LISTED}),
        "lead of platform": frozenset({LISTED}),
    },
    "expire introductions": {
        "operator": frozenset({LISTED}),
        "operator here": frozenset({LISTED}),
    },
    "see goals": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
        "lead": EVERYBODY,
        "lead of platform": frozenset({ADA, BEN, CY}),
    },
    "set goals": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
    },
    "see doors": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
    },
    "endorse": {"person": EVERYBODY, "mentor": EVERYBODY},
    "see endorsements": {
        "person": frozenset({DOT, LISTED}),
        "mentor": frozenset({ADA, LISTED}),
    },
    "confirm endorsements": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA}),
        "lead": EVERYBODY,
        "lead of platform": frozenset({ADA, BEN, CY}),
    },
    "see ladder": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT}),
        "lead": EVERYBODY,
        "lead of platform": frozenset({ADA, BEN, CY}),
    },
    # Ada mentors Dot: the two of them, each about the other.
    "see steps": {"person": frozenset({ADA}), "mentor": frozenset({DOT})},
    "check feedback": {"person": frozenset({LISTED}), "mentor": frozenset({LISTED})},
    "give feedback": {"person": EVERYBODY, "mentor": EVERYBODY},
    "see feedback": {
        "person": frozenset({DOT, LISTED}),
        "mentor": frozenset({ADA, LISTED}),
    },
    "keep promises": {"person": EVERYBODY | {LISTED}, "mentor": EVERYBODY | {LISTED}},
    "forget promises": {"operator": frozenset({LISTED}), "operator here": frozenset({LISTED})},
    "see isolation": {
        "person": frozenset({DOT}),
        "mentor": frozenset({ADA, DOT, LISTED}),
        "lead": EVERYBODY | {LISTED},
        "lead of platform": frozenset({ADA, BEN, CY, LISTED}),
    },
    "see gaps": {
        "lead": frozenset({LISTED}),
        "lead of platform": frozenset({LISTED}),
        "analyst": frozenset({LISTED}),
        "analyst with scopes": frozenset({LISTED}),
    },
    "plan bridges": {
        "lead": EVERYBODY | {LISTED},
        "lead of platform": frozenset({ADA, BEN, CY, LISTED}),
    },
    "query graph": {"analyst with scopes": frozenset({LISTED})},
    "see people": {
        "person": EVERYBODY | {LISTED},
        "mentor": EVERYBODY | {LISTED},
        "lead": EVERYBODY | {LISTED},
        "lead of platform": EVERYBODY | {LISTED},
        "analyst with scopes": EVERYBODY | {LISTED},
    },
    "give consent": {
        "person": frozenset({DOT, LISTED}),
        "mentor": frozenset({ADA, LISTED}),
    },
    "see record": {
        "person": frozenset({DOT, LISTED}),
        "mentor": frozenset({ADA, LISTED}),
    },
    "import": {"operator": frozenset({LISTED}), "operator here": frozenset({LISTED})},
    "publish snapshot": {"operator": frozenset({LISTED}), "operator here": frozenset({LISTED})},
    "see health": {"operator": frozenset({LISTED}), "operator here": frozenset({LISTED})},
    "see audit": {"operator": frozenset({LISTED}), "operator here": frozenset({LISTED})},
    "make tokens": {"operator here": frozenset({LISTED})},
}


def outcome(viewer: Viewer, action: str, person: int | None) -> type[GraphServiceError] | None:
    try:
        POLICY.require(viewer, action, view=VIEW, person=person)
    except GraphServiceError as refused:
        return type(refused)
    return None


def test_the_table_of_this_test_names_every_action():
    assert set(TABLE) == set(ACTIONS)


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_may_do_what_the_table_says_about_whom_it_says(action, who):
    may = TABLE[action].get(who)

    for person in sorted(EVERYBODY):
        expected = Forbidden if may is None else None if person in may else PersonNotFound
        assert outcome(VIEWERS[who], action, person) is expected, (person, may)


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_may_ask_without_naming_anybody_as_the_table_says(action, who):
    may = LISTED in TABLE[action].get(who, ())

    assert outcome(VIEWERS[who], action, None) is (None if may else Forbidden)


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_mask_of_a_list_holds_whom_one_may_ask_about(action, who):
    reached = set(np.flatnonzero(POLICY.reach(VIEWERS[who], action, VIEW)).tolist())

    assert reached == TABLE[action].get(who, frozenset()) - {LISTED}


def test_mentees_are_those_of_today_not_of_the_question():
    ben, then = Viewer("ben", "ben"), organisation(as_of=date(2025, 1, 1))

    with pytest.raises(PersonNotFound):
        POLICY.require(ben, "see introductions", view=then, person=ADA)


def test_rights_follow_today_s_view_when_the_question_is_about_the_past():
    moved = organisation(units=(3, 3, 3, 3, 3, 3, 3), mentorings=((EVE, FAY, None),))
    policy = Policy(clock, current=lambda: moved)
    leo, eve = VIEWERS["lead of platform"], Viewer("eve", "eve")

    assert not policy.reach(leo, "see isolation", VIEW).any()
    assert np.flatnonzero(policy.reach(eve, "see isolation", VIEW)).tolist() == [EVE, FAY]


def test_rights_of_a_newer_snapshot_are_carried_over_by_id():
    newer = organisation(ids=("new", *CAST[:-1]), snapshot="s-2", ties=())
    policy = Policy(clock, current=lambda: newer)

    reached = policy.reach(VIEWERS["lead of platform"], "see isolation", VIEW)

    # Rows 0, 1, 2 of the newer snapshot are in the platform: new, ada, ben.
    assert np.flatnonzero(reached).tolist() == [ADA, BEN]


def test_a_unit_that_does_not_exist_is_nobody_s():
    viewer = Viewer("leo", None, frozenset({Grant("lead", "nowhere")}))

    assert not POLICY.reach(viewer, "see isolation", VIEW).any()


def test_missing_and_foreign_people_are_refused_in_the_same_words():
    said = []
    for person_id in ("fay", "zoe"):
        with pytest.raises(PersonNotFound) as refused:
            POLICY.find(VIEWERS["person"], "see introductions", view=VIEW, person_id=person_id)
        said.append(str(refused.value).replace(person_id, "?"))

    assert said[0] == said[1]


def test_whoever_may_not_do_it_learns_nothing_about_who_exists():
    for person_id in ("fay", "zoe"):
        with pytest.raises(Forbidden):
            POLICY.find(VIEWERS["operator"], "see isolation", view=VIEW, person_id=person_id)


def test_somebody_is_found_by_id_where_that_is_allowed():
    assert POLICY.find(VIEWERS["mentor"], "see isolation", view=VIEW, person_id="dot") == DOT


def test_a_refusal_is_recorded_alike_for_missing_and_foreign_people(tmp_path):
    records = Records(tmp_path / "records.sqlite")
    policy = Policy(clock, audit=Audit(records.audit, clock, pseudonym=lambda one: f"~{one}"))
    for person_id in ("fay", "zoe"):
        with pytest.raises(PersonNotFound):
            policy.find(VIEWERS["person"], "see introductions", view=VIEW, person_id=person_id)
    with pytest.raises(Forbidden):
        policy.require(VIEWERS["person"], "import")

    kept = [(one.object_id, one.decision, one.reason) for one in records.audit.rows()]
    assert kept == [
        ("~fay", "refused", "person_not_found"),
        ("~zoe", "refused", "person_not_found"),
        ("", "refused", "forbidden"),
    ]


def test_an_action_can_be_offered_without_leaving_a_trace(tmp_path):
    records = Records(tmp_path / "records.sqlite")
    policy = Policy(clock, audit=Audit(records.audit, clock))

    assert policy.may(VIEWERS["lead"], "plan bridges", view=VIEW)
    assert not policy.may(VIEWERS["person"], "plan bridges", view=VIEW)
    assert records.audit.rows() == []


@pytest.mark.parametrize("who", ["person", "mentor", "lead"])
def test_each_thing_that_is_asked_looks_once_at_the_view_of_today(who):
    looks = []

    def current():
        looks.append(who)
        return VIEW

    policy = Policy(clock, current=current)
    policy.find(VIEWERS[who], "see introductions", view=VIEW, person_id=_hers(who))
    policy.reach(VIEWERS[who], "see introductions", VIEW)
    policy.naming(VIEWERS[who], VIEW, about=0)

    assert len(looks) == 3


def test_one_question_is_decided_by_one_view_and_the_next_by_the_view_of_then():
    ada, views = Viewer("ada", "ada"), [VIEW, organisation(mentorings=())]
    looks = []

    def current():
        looks.append(len(looks))
        return views[min(len(looks), 2) - 1]

    policy = Policy(clock, current=current)
    with policy.one_question():
        policy.find(ada, "see introductions", view=VIEW, person_id="dot")
        assert policy.naming(ada, VIEW, about=DOT).kind == "all"
        assert len(looks) == 1
    # Her mentoring has ended meanwhile: what was found for the question before is not used.
    with policy.one_question(), pytest.raises(PersonNotFound):
        policy.find(ada, "see introductions", view=VIEW, person_id="dot")
    with pytest.raises(PersonNotFound):
        policy.find(ada, "see introductions", view=VIEW, person_id="dot")


def test_a_question_within_another_and_one_of_another_thread_look_for_themselves():
    looks = []

    def current():
        looks.append("")
        return VIEW

    policy = Policy(clock, current=current)

    def reach():
        policy.reach(VIEWERS["mentor"], "see introductions", VIEW)

    with policy.one_question():
        reach()
        with policy.one_question():
            reach()
        thread = Thread(target=reach)
        thread.start()
        thread.join()
        reach()

    assert len(looks) == 3


def _hers(who):
    reached = POLICY.reach(VIEWERS[who], "see introductions", VIEW)
    return VIEW.people.ids[int(np.flatnonzero(reached)[-1])]
