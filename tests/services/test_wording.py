"""Do people and numbers read as a person would say them?"""

from datetime import date

import pytest

from graphsvc.access.viewer import Viewer
from graphsvc.services.answers import Basis, Named
from graphsvc.services.views import contacts_in, contacts_until
from graphsvc.services.wording import basis, listed, named, plural
from tests.worlds import AS_OF, person, weeks_ago, world


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["Ada"], "Ada"),
        (["Ada", "Ben"], "Ada and Ben"),
        (["Ada", "Ben", "Cy"], "Ada, Ben and Cy"),
        (["Ada", "Ben", "Cy", "Dot"], "Ada, Ben, Cy and 1 other"),
        (["Ada", "Ben", "Cy", "Dot", "Eve"], "Ada, Ben, Cy and 2 others"),
    ],
)
def test_names_are_listed_and_the_rest_is_counted(words, expected):
    assert listed(words) == expected


def test_one_is_not_said_in_the_plural():
    assert [plural(count, "tie") for count in (0, 1, 2)] == ["0 ties", "1 tie", "2 ties"]
    assert plural(2, "person", "people") == "2 people"


def test_somebody_is_named_only_to_whoever_may_know(policy):
    team = [person(f"e{number}", unit="platform") for number in range(5)]
    view = world([*team, person("ada", unit="sales"), person("ben", unit="sales")])
    naming = policy.naming(Viewer("ada", "ada"), view)
    rows = {one: view.people.ids.row_of(one) for one in ("ben", "e0")}

    assert named(naming, rows["ben"]) == Named("ben", "Ben", "engineer", "Sales")
    assert named(naming, rows["e0"]) == Named(None, "an engineer in Platform")


def test_a_basis_says_what_the_answer_was_computed_from():
    view = world(["ada", "ben"], [("ada", "ben", "mail", {weeks_ago(2): 1})])

    assert basis(view, seed=7) == Basis("world", AS_OF, date(2026, 11, 15), False, 7)


def test_windows_end_with_the_last_recorded_week():
    weeks = {weeks_ago(number): 1 for number in (3, 6)}
    later = {weeks_ago(7): 1}
    view = world([], [("ada", "ben", "mail", weeks), ("ben", "ada", "mail", later)])
    row = view.people.ids.row_of("ada")

    # The last recorded week is the third last: four weeks reach back to the sixth last.
    assert contacts_until(view) == date(2026, 11, 9)
    assert contacts_in(view, 28).indices.tolist() == [1 - row]
    assert contacts_in(view, 28).strength.tolist() == [2.0]
    assert sorted(contacts_in(view, 35).indices.tolist()) == [0, 1]


def test_without_a_recorded_week_windows_end_with_the_question():
    view = world([], [("ada", "ben")])

    assert contacts_until(view) == AS_OF
    assert contacts_in(view, 28).indices.tolist() == []
