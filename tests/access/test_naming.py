"""Whom does a viewer see by name, and what are the others called?"""

from datetime import UTC, datetime

import numpy as np
import pytest

from graphsvc.access.labels import Crowd, with_article
from graphsvc.access.naming import VERSION, Named
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Grant, Viewer
from tests.access.people import ADA, BEN, CY, DOT, EVE, FAY, GUS, SALES, STORAGE, organisation

POLICY = Policy(lambda: datetime(2026, 11, 24, tzinfo=UTC), pseudonym=lambda one: f"~{one}")
VIEW = organisation()
ADA_ASKS, DOT_ASKS = Viewer("ada", "ada"), Viewer("dot", "dot")
ALL = [ADA, BEN, CY, DOT, EVE, FAY, GUS]


def named(viewer: Viewer, about: int | None = None) -> list[int]:
    return np.flatnonzero(POLICY.naming(viewer, VIEW, about=about).named).tolist()


def test_a_person_sees_herself_whoever_she_has_a_tie_with_and_her_unit():
    assert named(ADA_ASKS, about=ADA) == [ADA, BEN, CY]
    assert named(ADA_ASKS) == [ADA, BEN, CY]


def test_a_mentor_sees_everybody_by_name_in_what_is_about_the_mentee():
    assert named(ADA_ASKS, about=DOT) == ALL


def test_a_mentor_sees_no_more_than_before_in_what_is_about_somebody_else():
    assert named(ADA_ASKS, about=EVE) == [ADA, BEN, CY]


def test_a_lead_sees_her_part_by_name_and_everybody_where_she_acts_for_somebody():
    leo = Viewer("leo", None, frozenset({Grant("lead", "platform")}))

    assert named(leo) == [ADA, BEN, CY]
    assert named(leo, about=ADA) == ALL
    assert named(leo, about=DOT) == [ADA, BEN, CY]


def test_a_lead_of_everybody_sees_everybody():
    assert named(Viewer("lea", None, frozenset({Grant("lead")}))) == ALL


def test_an_analyst_sees_pseudonyms_unless_her_scope_says_otherwise():
    ann = Viewer("ann", None, frozenset({Grant("analyst")}))
    identifying = Viewer("ann", None, ann.grants, frozenset({"people:identify"}))

    assert named(ann) == []
    assert POLICY.naming(ann, VIEW).label(DOT) == Named(None, "~dot")
    assert named(identifying) == ALL


def test_a_scope_without_the_role_names_nobody():
    assert named(Viewer("sam", None, scopes=frozenset({"people:identify"}))) == []


def test_a_named_person_is_shown_with_title_and_unit():
    label = POLICY.naming(ADA_ASKS, VIEW).label(CY)

    assert label == Named("cy", "Cy", "Engineer", "Platform")


def test_somebody_who_is_not_named_has_no_id_title_or_unit_of_their_own():
    assert POLICY.naming(ADA_ASKS, VIEW).label(EVE) == Named(None, "an engineer in Company")
    assert POLICY.naming(DOT_ASKS, VIEW).label(GUS) == Named(None, "someone")


def test_keys_are_equal_exactly_where_the_same_people_are_named():
    lead = Viewer("lea", None, frozenset({Grant("lead")}))
    about_dot = POLICY.naming(ADA_ASKS, VIEW, about=DOT).key

    assert POLICY.naming(ADA_ASKS, VIEW).key != POLICY.naming(DOT_ASKS, VIEW).key
    assert about_dot == POLICY.naming(lead, VIEW, about=DOT).key
    assert about_dot != POLICY.naming(ADA_ASKS, VIEW).key
    assert about_dot.startswith(VERSION)


def crowd(titles: tuple[str, ...], units: tuple[int, ...], least: int = 3) -> Crowd:
    ids = tuple(f"p-{number}" for number in range(len(titles)))
    return Crowd(
        organisation(ids=ids, titles=titles, units=units, ties=(), mentorings=()), least=least
    )


def test_a_title_is_told_in_the_smallest_unit_where_enough_share_it():
    titles = ("Staff Engineer",) * 3 + ("Staff Engineer", "Buyer")
    people = crowd(titles, (STORAGE, STORAGE, STORAGE, SALES, SALES))

    assert people.label(0) == "a staff engineer in Storage"
    assert people.label(3) == "a staff engineer in Company"


def test_a_title_only_one_person_has_is_never_told():
    people = crowd(("Buyer",) * 4 + ("Chief Economist",), (SALES,) * 5)

    assert people.label(4) == "someone in Sales"


def test_a_unit_with_few_people_is_told_as_the_one_above_it():
    people = crowd(("A", "B", "C", "D"), (STORAGE, SALES, SALES, SALES))

    assert people.label(0) == "someone in Company"


def test_where_nothing_can_be_told_it_is_someone():
    assert crowd(("A", "B"), (STORAGE, SALES)).label(0) == "someone"


@pytest.mark.parametrize("least", [1, 2, 3, 5])
def test_every_label_fits_at_least_so_many_people(least):
    rng = np.random.default_rng(7)
    titles = tuple(rng.choice(["Engineer", "Buyer", "HR Partner"], 40).tolist())
    units = tuple(rng.choice([0, 1, 2, 3], 40).tolist())
    people = crowd(titles, units, least=least)
    above = {0: {0}, 1: {0, 1}, 2: {0, 1, 2}, 3: {0, 3}}

    for row in range(40):
        label = people.label(row)
        unit = next(u for u, n in enumerate(("Company", "Platform", "Storage", "Sales"))
                    if label.endswith(f" in {n}"))  # fmt: skip
        fits = [
            other
            for other in range(40)
            if unit in above[units[other]]
            and label.startswith(("someone", with_article(titles[other])))
        ]
        assert row in fits
        assert len(fits) >= least


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Staff Engineer", "a staff engineer"),
        ("Analyst", "an analyst"),
        ("HR Partner", "an HR partner"),
        ("VP Sales", "a VP sales"),
        ("UX Designer", "a UX designer"),
        ("User Researcher", "a user researcher"),
        ("University Liaison", "a university liaison"),
        ("European Counsel", "a european counsel"),
        ("Underwriter", "an underwriter"),
        ("Honorary Fellow", "an honorary fellow"),
        ("Utility Planner", "a utility planner"),
    ],
)
def test_the_article_is_the_one_that_is_spoken(title, said):
    assert with_article(title) == said
