"""Do the import options mean what was typed, and is every wrong one named at once?"""

from datetime import date

import pytest

from graphsvc.errors import BadRequest
from graphsvc.intake.options import NONE, ImportOptions, TieType


def wrong(**texts: str) -> list[str]:
    with pytest.raises(BadRequest) as refused:
        ImportOptions.from_texts(**texts)
    return [one["parameter"] for one in refused.value.problems]


def test_nothing_typed_is_the_default():
    assert ImportOptions.from_texts() == ImportOptions()


def test_every_option_means_what_was_typed():
    made = ImportOptions.from_texts(
        tie_types="ADVICE=KNOWS:survey.advice, VOTE=ENDORSED:advocacy,BOSS=REPORTS_TO",
        undirected="ADVICE",
        at="wave",
        wave="t1=2026-01-01,t2=2026-02-01",
        weight="scale:5",
        levels="Manager<Vice President < CEO",
        self_ties="drop",
        repeated="keep",
        ties="other.csv",
        people="none",
        feed="survey",
        groups="gender, age",
        ignore="race",
        create_people=True,
    )

    assert made == ImportOptions(
        tie_types={
            "ADVICE": TieType("KNOWS", "survey.advice"),
            "VOTE": TieType("ENDORSED", "advocacy"),
            "BOSS": TieType("REPORTS_TO"),
        },
        undirected=frozenset({"ADVICE"}),
        at="wave",
        waves={"t1": date(2026, 1, 1), "t2": date(2026, 2, 1)},
        weight="scale",
        scale_max=5.0,
        levels=("Manager", "Vice President", "CEO"),
        self_ties="drop",
        repeated="keep",
        ties="other.csv",
        people=NONE,
        feed="survey",
        groups=("gender", "age"),
        ignore=("race",),
        create_people=True,
    )


def test_a_level_column_may_have_one_at_the_top():
    up = ImportOptions.from_texts(level_column="grade")
    down = ImportOptions.from_texts(level_column="grade:descending")

    assert (up.level_column, up.level_descending) == ("grade", False)
    assert (down.level_column, down.level_descending) == ("grade", True)


def test_every_wrong_option_is_named_at_once():
    found = wrong(at="monthly", epoch="1 May", weight="heavy", repeated="twice", feed="fax")

    assert found == ["--weight", "--at", "--epoch", "--repeated", "--feed"]


@pytest.mark.parametrize(
    ("option", "texts"),
    [
        ("--tie-types", {"tie_types": "ADVICE"}),
        ("--tie-types", {"tie_types": "ADVICE=LIKES"}),
        ("--tie-types", {"tie_types": "ADVICE=KNOWS:fax"}),
        ("--tie-types", {"tie_types": "VOTE=ENDORSED"}),
        ("--tie-types", {"tie_types": "BOSS=REPORTS_TO:mail"}),
        ("--tie-types", {"tie_types": "A=KNOWS,A=MENTORS"}),
        ("--undirected", {"tie_types": "VOTE=ENDORSED:credit", "undirected": "VOTE"}),
        ("--undirected", {"tie_types": "A=KNOWS", "undirected": "B"}),
        ("--undirected", {"tie_types": "A=KNOWS:mail,B=KNOWS:mail", "undirected": "B"}),
        ("--epoch", {"at": "seconds"}),
        ("--epoch", {"epoch": "2026-01-01"}),
        ("--wave", {"at": "wave"}),
        ("--wave", {"wave": "t1=2026-01-01"}),
        ("--wave", {"at": "wave", "wave": "t1=soon"}),
        ("--weight", {"weight": "scale:0"}),
        ("--weight", {"weight": "contacts:3"}),
        ("--levels", {"levels": "Manager"}),
        ("--levels", {"levels": "A<B<A"}),
        ("--level-column", {"levels": "A<B", "level_column": "grade"}),
        ("--self-ties", {"self_ties": "keep"}),
        ("--ignore", {"groups": "age", "ignore": "Age"}),
    ],
)
def test_an_option_that_is_wrong_or_contradicts_another_is_named(option, texts):
    assert option in wrong(**texts)
