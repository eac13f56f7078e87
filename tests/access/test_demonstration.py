"""Is a demonstration looked at as the same people every time, each with something to see?"""

from datetime import UTC, date, datetime

import numpy as np

from graphsvc.access.demonstration import choose, somebody
from graphsvc.access.policy import Policy
from graphsvc.access.roles import ACTIONS
from graphsvc.access.viewer import Viewer
from tests.access.people import ADA, BEN, CY, DOT, EVE, FAY, GUS, organisation

POLICY = Policy(lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_every_role_is_there_and_is_somebody_who_may_do_something():
    view = organisation()
    chosen = choose(view)

    assert list(chosen) == ["person", "mentor", "lead", "analyst", "operator"]
    for role, entry in chosen.items():
        assert entry.label
        assert entry.viewer.subject == f"demonstration:{role}"
        assert any(POLICY.may(entry.viewer, action, view=view) for action in ACTIONS)


def test_each_action_is_open_to_one_of_them():
    view = organisation()
    viewers = [entry.viewer for entry in choose(view).values()]

    for action in ACTIONS:
        assert any(POLICY.may(viewer, action, view=view) for viewer in viewers), action


def test_mentor_and_person_are_a_pair_that_is_going_on():
    chosen = choose(organisation())

    assert (chosen["mentor"].viewer.person_id, chosen["person"].viewer.person_id) == ("ada", "dot")
    assert chosen["mentor"].person_ids == chosen["person"].person_ids == ("dot",)
    assert chosen["mentor"].label == "Ada (Engineer in Storage), mentor of Dot (Engineer in Sales)"


def test_the_mentee_has_most_people_two_steps_away_then_the_smallest_ids():
    ties = ((EVE, BEN), (BEN, CY), (BEN, GUS), (DOT, CY))
    pairs = ((ADA, DOT, None), (FAY, EVE, None), (ADA, EVE, None))

    # From Eve over Ben to Cy and Gus: two; from Dot over Cy to Ben: one. Ada before Fay.
    chosen = choose(organisation(ties=ties, mentorings=pairs))
    assert (chosen["mentor"].viewer.person_id, chosen["person"].viewer.person_id) == ("ada", "eve")


def test_the_choice_does_not_depend_on_rows():
    ids = ("gus", "fay", "eve", "dot", "cy", "ben", "ada")
    mirrored = organisation(
        ids=ids,
        units=(-1, 3, 3, 3, 1, 2, 2),
        ties=((6, 4),),
        mentorings=((6, 3, None), (5, 6, date(2025, 6, 1))),
    )

    assert choose(mirrored)["mentor"] == choose(organisation())["mentor"]


def test_without_mentoring_there_is_no_mentor_and_the_person_is_the_best_connected():
    chosen = choose(organisation(mentorings=(), ties=((ADA, CY), (CY, GUS))))

    assert "mentor" not in chosen
    assert chosen["person"].viewer.person_id == "cy"


def test_an_empty_organisation_has_nobody_to_be():
    empty = organisation(ids=(), units=(), ties=(), mentorings=())

    assert list(choose(empty)) == ["lead", "analyst", "operator"]


def test_only_the_operator_of_this_machine_makes_tokens():
    chosen = choose(organisation())
    may = [role for role, one in chosen.items() if POLICY.may(one.viewer, "make tokens")]

    assert may == ["operator"]
    assert not POLICY.may(Viewer("t", None, chosen["operator"].viewer.grants), "make tokens")
    assert np.array_equal(organisation().people.present, [True] * 7)


def test_before_any_snapshot_there_are_the_roles_that_are_no_person():
    assert list(choose(None)) == ["lead", "analyst", "operator"]


def test_anybody_can_be_looked_as_and_is_granted_nothing():
    entry = somebody(organisation(), "eve")

    assert entry is not None
    assert entry.viewer == Viewer("demonstration:eve", "eve")
    assert entry.label.startswith("Eve (")


def test_nobody_can_be_looked_as_who_is_not_there():
    assert somebody(organisation(), "nobody") is None
