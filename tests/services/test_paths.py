"""Is the way between two people the most trusted one, and does each viewer see what she may?"""

from datetime import date
from math import prod

import networkx as nx
import numpy as np
import pytest

from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Forbidden, PersonNotFound
from graphsvc.services.paths import PathService
from tests.services.conftest import OneView
from tests.worlds import person, weeks_ago, world

LEAD = Viewer("lea", None, frozenset({Grant("lead")}))
ADA = Viewer("ada", "ada")
MENTOR = Viewer("mia", "mia")
OPERATOR = Viewer("olga", None, frozenset({Grant("operator")}))
ONCE = {weeks_ago(1): 1}


def chain(**facts):
    """Ada - Ben - Cy - Dot, each tie stated both ways; Ada - Dot a weak one; Eve knows nobody."""
    stated = {"ada-ben": 0.75, "ben-cy": 0.5, "cy-dot": 0.75, "ada-dot": 0.125}
    ties = [
        (one, other, "survey", strength)
        for pair, strength in stated.items()
        for one, other in (pair.split("-"), pair.split("-")[::-1])
    ]
    people = [
        *(person(one, unit="storage") for one in ("ada", "ben")),
        person("cy", unit="sales", left=facts.pop("cy_left", None)),
        *(person(one, unit="sales") for one in ("dot", "eve", "mia")),
    ]
    ties += facts.pop("ties", [])
    return world(people, ties, mentorings=[("mia", "ada", date(2026, 1, 1), None)], **facts)


@pytest.fixture
def ask(policy, audit):
    def asked(view, one="ada", other="dot", viewer=LEAD, reserved=()):
        service = PathService(OneView(view), policy, audit, reserved=lambda: frozenset(reserved))
        return service.between(viewer, one, other)

    return asked


def test_the_way_with_the_greatest_product_wins_over_the_shorter_one(ask):
    found = ask(chain())

    assert [tie.person.id for tie in found.ties] == ["ben", "cy", "dot"]
    assert [tie.strength for tie in found.ties] == [0.75, 0.5, 0.75]
    assert found.trust == 0.75 * 0.5 * 0.75
    assert found.weakest == 1
    assert (found.one.id, found.other.id, found.none_because) == ("ada", "dot", "")


def test_the_way_back_is_the_same(ask):
    back = ask(chain(), one="dot", other="ada")

    assert [tie.person.id for tie in back.ties] == ["cy", "ben", "ada"]
    assert back.trust == ask(chain()).trust


def test_nobody_who_left_lies_on_the_way(ask):
    found = ask(chain(cy_left=date(2026, 6, 1)))

    assert [tie.person.id for tie in found.ties] == ["dot"]
    assert found.trust == 0.125


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("ada", "ada", "Both are the same person."),
        ("ada", "eve", "No contacts of one of the two are recorded"),
        ("ada", "fay", "No chain of contacts"),
        ("ada", "cy", "One of the two was not in the organisation"),
    ],
)
def test_without_a_way_it_is_said_why(ask, one, other, said):
    view = chain(ties=[("fay", "gil", "survey", 0.5)], cy_left=date(2026, 6, 1))
    found = ask(view, one, other)

    assert found.none_because.startswith(said)
    assert (found.ties, found.trust, found.weakest) == ((), None, None)


def test_each_tie_says_when_the_two_last_spoke(ask):
    weekly = {weeks_ago(number): 40 for number in range(30, 40)}
    found = ask(world(ties=[("ada", "ben", "mail", weekly), ("ben", "dot", "mail", ONCE)]))
    first, second = found.ties

    assert (first.last_contact, first.usual_gap_weeks) == (date(2026, 5, 3), 1)
    assert first.fading
    assert second.last_contact == date(2026, 11, 22)


def test_a_person_asks_from_herself_and_sees_strangers_without_name_or_day(ask):
    weekly = [("ben", "cy", "mail", ONCE), ("cy", "ben", "mail", ONCE)]
    found = ask(chain(ties=weekly), viewer=ADA)
    ben, cy, dot = found.ties

    assert ben.person.id == "ben"
    assert (cy.person.id, cy.last_contact) == (None, None)
    assert dot.person.id == "dot"  # Ada has a tie with her
    with pytest.raises(PersonNotFound):
        ask(chain(), one="ben", viewer=ADA)


def test_a_mentor_asks_from_a_mentee(ask):
    assert [tie.person.id for tie in ask(chain(), viewer=MENTOR).ties] == ["ben", "cy", "dot"]
    with pytest.raises(PersonNotFound):
        ask(chain(), one="ben", viewer=MENTOR)


def test_whoever_wants_to_agree_first_is_not_named_between_others(ask):
    view = chain(ties=[("ada", "ben", "mail", ONCE)])
    hidden = ask(view, viewer=MENTOR, reserved=["ben", "dot", "ada"])

    assert [tie.person.id for tie in hidden.ties] == [None, "cy", "dot"]
    assert hidden.ties[0].last_contact is None
    assert (hidden.one.id, hidden.other.id) == ("ada", "dot")


def test_who_may_not_is_refused_and_who_is_unknown_is_not_found(ask):
    with pytest.raises(Forbidden):
        ask(chain(), viewer=OPERATOR)
    for one, other in (("nobody", "dot"), ("ada", "nobody")):
        with pytest.raises(PersonNotFound):
            ask(chain(), one, other)


@pytest.mark.parametrize("seed", range(6))
def test_no_way_is_more_trusted_than_that_of_dijkstra(ask, seed):
    random = np.random.default_rng(seed)
    graph = nx.relabel_nodes(nx.gnp_random_graph(18, 0.2, seed=seed), lambda one: f"p-{one:02}")
    ties = []
    for one, other in graph.edges:
        strength = int(random.integers(1, 128)) / 128
        graph.edges[one, other]["cost"] = -np.log(strength)
        ties += [(one, other, "survey", strength), (other, one, "survey", strength)]
    view = world(sorted(graph), ties)
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="cost"))

    for one in graph:
        for other in graph:
            found = ask(view, one, other)
            if one == other or other not in lengths[one]:
                assert found.none_because
                continue
            assert found.trust == pytest.approx(np.exp(-lengths[one][other]))
            assert found.trust == pytest.approx(prod(tie.strength for tie in found.ties))
