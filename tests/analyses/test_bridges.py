"""Is the plan the one of trying every introduction each time, by an objective worked out anew?"""

from math import log

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.analyses.access import FLOOR, PASSED_ON, Offer, access, expected
from graphsvc.analyses.bridges import (
    ODDS_SHARED,
    PER_INTRODUCEE,
    Question,
    odds_of_yes,
    plan,
)
from graphsvc.analyses.ranking import draw
from graphsvc.analyses.steps import FAR, graph_of, pagerank, steps


def rows(graph):
    """Our rows of a NetworkX graph of whole numbers."""
    pairs = np.array([*graph.edges, *((b, a) for a, b in graph.edges)], np.int64).reshape(-1, 2)
    return graph_of(pairs[:, 0], pairs[:, 1], len(graph))


def asked(graph, mentees, targets, *, barred=(), closed=(), seed=1):
    """A question about a NetworkX graph; *barred* pairs, *closed* to everybody."""
    found = rows(graph)

    def bars(row):
        return np.array([(row, one) in barred for one in range(len(graph))])

    return Question(
        graph=found,
        mentees=np.array(mentees, np.int64),
        to_targets=steps(found, np.array(targets, np.int64)),
        open_to=np.array([one not in closed for one in range(len(graph))]),
        barred=bars,
        id_of=lambda row: f"p{row}",
        seed=seed,
    )


def ways(graph):
    """P: 0.4 to the power of the steps between any two, by plain NetworkX."""
    length = dict(nx.all_pairs_shortest_path_length(graph))
    return [[PASSED_ON ** length[a][b] if b in length[a] else 0.0 for b in graph] for a in graph]


def odds(graph, i, j):
    if not nx.has_path(graph, i, j) or nx.shortest_path_length(graph, i, j) > 3:
        return 0.14
    if nx.shortest_path_length(graph, i, j) == 3:
        return 0.24
    shared = len(list(nx.common_neighbors(graph, i, j)))
    return {1: 0.37, 2: 0.50, 3: 0.61, 4: 0.61, 5: 0.77, 6: 0.77, 7: 0.77}.get(shared, 0.95)


def objective(graph, mentees, targets, made):
    """F from its definition, the whole of it, after the introductions *made* in order."""
    p, total = ways(graph), 0.0
    for x in mentees:
        reached = 0.0
        for s in targets:
            now = p[x][s]
            for i, j in made:
                better = max(now, PASSED_ON * max(p[x][i] * p[j][s], p[x][j] * p[i][s]))
                q = odds(graph, i, j)
                now = (1 - q) * now + q * better
            reached += now
        total += log(FLOOR + reached)
    return total


def brute(graph, mentees, targets, budget, seed=1):
    """Every introduction tried every time: the one of the largest gain, equals by lot."""
    made, gains = [], []
    while len(made) < budget:
        before = objective(graph, mentees, targets, made)
        free = [
            (i, j)
            for i in mentees
            for j in graph
            if i != j and not graph.has_edge(i, j)
            and all(i != one for one, _ in made)
            and sum(j == other for _, other in made) < 2
        ]  # fmt: skip
        if not free:
            break
        tried = {
            (i, j): objective(graph, mentees, targets, [*made, (i, j)]) - before for i, j in free
        }
        most = max(tried.values())
        if most < 1e-9:
            break
        equal = [pair for pair, gain in tried.items() if gain > most - 1e-11]
        chosen = min(equal, key=lambda pair: draw(f"p{pair[0]}>p{pair[1]}", seed))
        made.append(chosen)
        gains.append(tried[chosen])
    return made, gains


def welfare(each):
    """F from everybody's access."""
    return float(np.log(FLOOR + each).sum())


def random_graph(seed, people=16, mean=2.6):
    graph = nx.gnp_random_graph(people, mean / (people - 1), seed=seed)
    order = np.random.default_rng(seed).permutation(people).tolist()
    return graph, sorted(order[:6]), sorted(order[6:9])


@pytest.mark.parametrize("seed", range(8))
def test_steps_are_those_of_a_plain_search(seed):
    graph = nx.gnp_random_graph(150, 0.015, seed=seed)
    found = steps(rows(graph), np.arange(150))
    length = dict(nx.all_pairs_shortest_path_length(graph))

    expected_steps = [[length[a].get(b, FAR) for b in graph] for a in graph]
    assert found.tolist() == expected_steps


def test_steps_from_more_starts_than_are_searched_together():
    graph = nx.path_graph(700)
    found = steps(rows(graph), np.arange(700))

    assert found[699, 640:].tolist() == list(range(59, -1, -1))
    assert found[10, :3].tolist() == [10, 9, 8]
    assert found[0, 100] == FAR  # longer than any that matters


def test_nobody_with_any_contact_is_no_error():
    graph = nx.empty_graph(3)
    assert steps(rows(graph), np.array([1])).tolist() == [[FAR, 0, FAR]]
    assert pagerank(rows(graph)) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("seed", range(3))
def test_pagerank_is_that_of_networkx(seed):
    graph = nx.gnp_random_graph(60, 0.05, seed=seed)
    oracle = nx.pagerank(graph, tol=1e-12, max_iter=500, backend="networkx")

    assert pagerank(rows(graph)) == pytest.approx([oracle[one] for one in graph], abs=1e-7)


def test_access_is_the_sum_of_chances_over_targets():
    # A path 0-1-2-3 and somebody alone; targets 0 and 3.
    graph = nx.path_graph(4)
    graph.add_node(4)
    found = access(steps(rows(graph), np.array([0, 3])), np.arange(5))

    assert found.each == pytest.approx([1.064, 0.56, 0.56, 1.064, 0.0])


def test_the_odds_are_those_of_the_table():
    apart = np.array([2, 2, 2, 2, 2, 2, 3, 4, FAR], np.uint8)
    shared = np.array([1, 2, 4, 7, 8, 99, 0, 0, 0])

    assert odds_of_yes(apart, shared).tolist() == [
        0.37, 0.50, 0.61, 0.77, 0.95, 0.95, 0.24, 0.14, 0.14,
    ]  # fmt: skip
    assert len(ODDS_SHARED) == 9


def test_one_introduction_by_hand():
    # 0-1-2-3-4, target 4: 0 meets 2 (one shared contact, 37 %) or 3 (three steps) or 4 (far).
    found = plan(asked(nx.path_graph(5), [0], [4]), 1)
    (one,) = found.choices
    before = 0.4**4
    gains = {2: 0.37 * (0.4**3 - before), 3: 0.24 * (0.4**2 - before), 4: 0.14 * (0.4 - before)}

    assert one.introducee == max(gains, key=gains.get) == 4
    assert one.before == pytest.approx(before)
    assert one.after == pytest.approx(before + gains[4])
    assert one.gain == pytest.approx(log((0.05 + before + gains[4]) / (0.05 + before)))
    assert (one.steps, one.shared, one.odds) == (4, 0, 0.14)


@pytest.mark.parametrize("seed", range(12))
def test_the_plan_is_that_of_trying_every_introduction_each_time(seed):
    graph, mentees, targets = random_graph(seed)
    found = plan(asked(graph, mentees, targets), 6)
    made, gains = brute(graph, mentees, targets, 6)

    assert [(one.mentee, one.introducee) for one in found.choices] == made
    assert [one.gain for one in found.choices] == pytest.approx(gains)


@pytest.mark.parametrize("seed", range(4))
def test_gains_add_up_to_what_the_whole_plan_adds(seed):
    graph, mentees, targets = random_graph(seed + 50, people=30)
    found = plan(asked(graph, mentees, targets), 5)
    made = [(one.mentee, one.introducee) for one in found.choices]
    question = asked(graph, mentees, targets)
    before = access(question.to_targets, question.mentees)
    offers = [Offer(one.mentee, one.introducee, one.odds) for one in found.choices]
    after = expected(question.graph, before, question.to_targets, offers)

    total = sum(one.gain for one in found.choices)
    by_definition = objective(graph, mentees, targets, made) - objective(
        graph, mentees, targets, []
    )
    assert total == pytest.approx(by_definition)
    assert welfare(after) - welfare(before.each) == pytest.approx(total)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_the_objective_never_falls_and_what_a_tie_adds_only_shrinks(seed, data):
    graph, mentees, targets = random_graph(seed, people=12)
    pairs = [(i, j) for i in mentees for j in graph if i != j and not graph.has_edge(i, j)]
    some = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=5))
    fewer = some[: data.draw(st.integers(0, len(some)))]
    one = data.draw(st.sampled_from([pair for pair in pairs if pair not in some]))

    def adds(made):
        return objective(graph, mentees, targets, [*made, one]) - objective(
            graph, mentees, targets, made
        )

    assert adds(some) >= -1e-12
    assert adds(some) <= adds(fewer) + 1e-12


def test_nobody_is_introduced_more_often_than_the_limits_say():
    graph = nx.star_graph(20)  # all know the middle
    graph.add_edges_from([(1, 21), (2, 21)])
    found = plan(asked(graph, list(range(5, 19)), [21]), 40)
    mentees = [one.mentee for one in found.choices]
    introducees = [one.introducee for one in found.choices]

    assert len(mentees) == len(set(mentees))
    assert max(introducees.count(one) for one in introducees) == PER_INTRODUCEE


def test_the_barred_and_the_closed_and_contacts_are_never_introduced():
    graph = nx.path_graph(6)
    found = plan(asked(graph, [0], [5], barred={(0, 5)}, closed={4}), 1)

    assert found.choices[0].introducee == 3


def test_a_plan_says_whether_the_budget_ended_it():
    graph, mentees, targets = random_graph(3)
    many = plan(asked(graph, mentees, targets), 100)
    one_less = plan(asked(graph, mentees, targets), len(many.choices) - 1)

    assert not many.truncated
    assert one_less.truncated
    assert one_less.choices == many.choices[:-1]


def test_somebody_a_connector_can_ask_comes_before_anybody_farther():
    graph = nx.path_graph(12)
    everywhere = asked(graph, [0], [11])

    (far,) = plan(everywhere, 1).choices
    (near,) = plan(everywhere._replace(most_steps=3), 1).choices

    assert (far.introducee, near.introducee) == (11, 3)


def test_whoever_is_without_any_way_is_brought_in_through_the_programme():
    graph = nx.path_graph(4)
    graph.add_node(4)
    (one,) = plan(asked(graph, [4], [0]), 5).choices

    assert (one.mentee, one.introducee, one.steps, one.odds) == (4, 0, None, 0.14)
    assert one.before == 0


def test_equal_gains_are_decided_by_the_seed():
    graph = nx.disjoint_union(nx.path_graph(4), nx.path_graph(4))
    firsts = {plan(asked(graph, [0, 4], [3, 7], seed=n), 1).choices[0].mentee for n in range(12)}

    assert firsts == {0, 4}


def test_others_who_are_brought_nearer_are_counted():
    # 0, 1 and 2 only know each other; whoever of them is introduced helps the other two.
    graph = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    found = plan(asked(graph, [0, 1, 2], [3]), 1)

    assert found.choices[0].helped == 2


@pytest.mark.parametrize("seed", range(4))
def test_in_a_large_organisation_fewer_are_tried_and_the_plan_is_nearly_as_good(seed, monkeypatch):
    graph = nx.gnp_random_graph(120, 0.03, seed=seed)
    question = asked(graph, list(range(30)), list(range(30, 40)))
    full = plan(question, 4).choices
    monkeypatch.setattr("graphsvc.analyses.bridges.LARGE", 100)
    quick = plan(question, 4).choices

    assert len(quick) == 4
    assert len({one.mentee for one in quick}) == 4
    assert sum(one.gain for one in quick) >= 0.9 * sum(one.gain for one in full)
