"""Who is told about gaps, in which words, and do group values stay out of records of access?"""

from datetime import date, timedelta

import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden
from graphsvc.records.groups import GroupRow, Groups
from graphsvc.services.gaps import GapService
from tests.services.conftest import OneView
from tests.worlds import AS_OF, person, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
YESTERDAY = AS_OF - timedelta(days=1)


def organisation(counts, extra=()):
    """A View and everybody's group, from {level: {group: (people, with an active sponsor)}}."""
    people, acts, groups = [person("boss", level=99)], [], []
    for level, cells in counts.items():
        for group, (count, sponsored) in cells.items():
            for number in range(count):
                one = f"{level}-{group}-{number:03d}"
                people.append(person(one, level=level))
                groups.append(GroupRow(one, "gender", group))
                if number < sponsored:
                    acts.append(("boss", one, "advocacy", YESTERDAY, YESTERDAY))
    return world(people=[*people, *extra], endorsements=acts), groups


UNLIKE = {
    2: {"woman": (40, 6), "man": (50, 25)},
    3: {"woman": (30, 5), "man": (30, 14)},
    4: {"woman": (2, 1), "man": (9, 4)},
    5: {"woman": (1, 1), "man": (3, 2)},
}


@pytest.fixture
def ask(policy, audit):
    def asked(found, viewer=LEAD, attribute="gender", **options):
        view, rows = found
        groups = Groups(audit.trail.database)
        groups.replace(["gender"], rows)
        service = GapService(OneView(view), policy, audit, groups, **options)
        return service.compare(viewer, attribute)

    return asked


def test_shares_are_counted_by_level_and_group_with_their_intervals(ask):
    found = ask(organisation(UNLIKE))
    level = found.levels[0]

    assert (level.level, level.label) == (2, "level 2")
    man, woman = level.groups
    assert (man.group, man.people, man.sponsored, man.share) == ("man", 50, 25, 0.5)
    assert (woman.group, woman.people, woman.sponsored, woman.share) == ("woman", 40, 6, 0.15)
    assert woman.low == pytest.approx(0.0706, abs=1e-4)  # Wilson, 6 of 40
    assert woman.high == pytest.approx(0.2907, abs=1e-4)


def test_levels_with_a_small_group_are_joined_or_left_out_and_not_in_the_totals(ask):
    found = ask(organisation(UNLIKE))

    assert [one.label for one in found.levels] == ["level 2", "levels 3 and 4"]
    assert found.levels[1].level is None
    assert "level 5" in found.left_out
    assert {one.group: (one.people, one.sponsored) for one in found.overall} == {
        "man": (89, 43),
        "woman": (72, 12),
    }


def test_a_gap_is_said_with_its_size_its_odds_and_without_a_cause(ask):
    man, woman = ask(organisation(UNLIKE)).comparisons

    assert (man.verdict, woman.verdict) == ("gap", "gap")
    assert woman.difference == pytest.approx(-man.difference)
    assert woman.high < 0
    assert woman.compared == 72
    assert woman.text.startswith("woman: 12 of 72 have an active sponsor, 31.6 points")
    assert "less often than all others at the same levels" in woman.text
    assert "in fewer than 1 of 1,000 shuffles" in woman.text
    assert woman.text.endswith("This says nothing about the cause.")


def test_no_gap_says_how_large_one_could_hide(ask):
    alike = {2: {"woman": (400, 160), "man": (500, 200)}}
    _, woman = ask(organisation(alike)).comparisons

    assert woman.verdict == "no_gap_larger_than"
    assert "as often as all others" in woman.text
    assert woman.text.endswith("No gap larger than 6.5 points could hide here.")


def test_too_few_people_are_said_to_be_too_few(ask):
    _, woman = ask(organisation({2: {"woman": (9, 4), "man": (9, 4)}})).comparisons

    assert woman.verdict == "too_little_data"
    assert "Too little data: " in woman.text


def test_an_attribute_that_nobody_has_is_answered_in_a_sentence(ask):
    found = ask(organisation(UNLIKE), attribute="faith")

    assert found.none_because.startswith("No groups are recorded for this attribute")
    assert (found.levels, found.overall, found.comparisons) == ((), (), ())


def test_a_day_on_which_nobody_with_a_group_was_there_is_answered_in_a_sentence(ask):
    view = world(people=[person("later", level=2, joined=AS_OF), person("boss", level=9)])
    found = ask((view, [GroupRow("later", "gender", "woman")]))

    assert found.none_because == (
        "Nobody whose group is recorded was in the organisation on that day."
    )
    assert (found.levels, found.overall, found.comparisons) == ((), (), ())


def test_everything_too_small_is_answered_in_a_sentence_without_figures(ask):
    apart = {1: {"woman": (9, 4)}, 2: {"man": (9, 4)}, 3: {"not stated": (9, 4)}}
    found = ask(organisation(apart))

    assert found.none_because.startswith("At every level some group has fewer than 5 people")
    assert (found.levels, found.overall, found.comparisons) == ((), (), ())


def test_one_group_alone_is_not_shown(ask):
    found = ask(organisation({2: {"woman": (9, 4)}}))

    assert found.none_because.startswith("Only one group")
    assert found.levels == ()


def test_who_has_left_and_who_has_no_recorded_group_are_in_no_figure(ask):
    gone = [person(f"gone{one}", level=2, left=date(2026, 1, 1)) for one in range(9)]
    view, groups = organisation({2: {"woman": (9, 4), "man": (9, 4)}}, extra=gone)
    found = ask((view, groups + [GroupRow(one.id, "gender", "woman") for one in gone]))

    assert [one.people for one in found.overall] == [9, 9]


def test_the_kinds_that_count_are_a_setting_and_are_in_the_answer(ask):
    found = ask(organisation(UNLIKE), sponsor_kinds=("opportunity",))

    assert found.sponsor_kinds == ("opportunity",)
    assert sum(one.sponsored for one in found.overall) == 0


def test_every_viewer_who_may_ask_gets_the_same_answer(ask):
    assert ask(organisation(UNLIKE), viewer=ANALYST) == ask(organisation(UNLIKE))


@pytest.mark.parametrize("viewer", [Viewer("ada", None), Viewer("boss", "boss")])
def test_nobody_else_is_told(ask, viewer):
    with pytest.raises(Forbidden):
        ask(organisation(UNLIKE), viewer=viewer)


def test_asking_is_recorded_without_any_value_of_a_group(ask, audit):
    ask(organisation(UNLIKE))
    rows = [str(one) for one in audit.trail.rows()]

    assert any("see gaps" in one and "gender" in one for one in rows)
    assert not any("woman" in one for one in rows)


def test_the_attributes_on_record_are_offered_to_whoever_may_ask(policy, audit):
    groups = Groups(audit.trail.database)
    groups.replace(["gender"], [GroupRow("ada", "gender", "woman")])
    service = GapService(OneView(world(people=["ada"])), policy, audit, groups)

    assert service.attributes(ANALYST) == ("gender",)
    with pytest.raises(Forbidden):
        service.attributes(Viewer("ada", "ada"))
