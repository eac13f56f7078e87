"""Are lazy picks those of looking at every candidate each time, with the very same gains?"""

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels import coverage
from graphsvc.kernels.coverage import NO_WAY, lazy_greedy
from tests.worlds import rows_of

WORTH = np.append(1 / (1 + np.arange(63.0)), 0.0)
# Sums of these are exact, so that equal gains are equal in whatever order they are summed.
ROUNDED = np.round(WORTH * 1024) / 1024
HALVES = np.append(0.5 ** np.arange(63.0), 0.0)


def steps_to(graph, sponsors):
    """Steps to the nearest sponsor by plain NetworkX, -1 without any way."""
    found = np.full(len(graph), -1, np.int32)
    for far, layer in enumerate(nx.bfs_layers(graph, sponsors) if sponsors else []):
        found[layer] = far
    return found


def rows(graph):
    return rows_of([(one, other, 1.0) for one, other in graph.edges], len(graph))


def picks(graph, sponsors, candidates, worth, k, **options):
    steps = steps_to(graph, sponsors)
    return lazy_greedy(rows(graph), steps, np.array(candidates, np.int64), worth, k, **options)


def plain(graph, sponsors, candidates, worth, k, follow=None):
    """Every candidate tried every time, everybody's steps by plain NetworkX: picks and gains.

    With *follow* those are picked, and the gains are the largest there were.
    """
    now = [NO_WAY if one < 0 else min(one, NO_WAY) for one in steps_to(graph, sponsors).tolist()]
    apart = dict(nx.all_pairs_shortest_path_length(graph))
    chosen, gains = [], []
    while len(chosen) < k:
        tried = {}
        for one in sorted({*candidates} - {*chosen}):
            new = [
                min(old, 1 + apart[one].get(other, NO_WAY))
                for other, old in zip(graph, now, strict=True)
            ]
            arrived = np.bincount(new, minlength=64) - np.bincount(now, minlength=64)
            tried[one] = sum(arrived[far] * worth[far] for far in range(1, 64)), new
        if max((gain for gain, _ in tried.values()), default=0.0) <= 0:
            break
        first = max(tried, key=lambda one: (tried[one][0], -one))
        gains.append(tried[first][0])
        chosen.append(first if follow is None else follow[len(chosen)])
        now = tried[chosen[-1]][1]
    return chosen, gains


def test_two_picks_by_hand():
    # A line 0-1-...-6 with a sponsor at 0. A direct sponsor for 6 brings 4, 5, 6 to 3, 2, 1 steps,
    # one for 5 brings them to 2, 1, 2 and so adds more. Then only 6 can come nearer, from 2 to 1.
    line = nx.path_graph(7)
    found = picks(line, [0], [6, 5], HALVES, 2)

    assert found.rows.tolist() == [5, 6]
    first = (1 / 4 - 1 / 16) + (1 / 2 - 1 / 32) + (1 / 4 - 1 / 64)
    assert found.gains.tolist() == [first, 1 / 2 - 1 / 4]


def test_without_any_sponsor_the_middle_of_a_star_comes_first():
    found = picks(nx.star_graph(4), [], [4, 3, 2, 1, 0], HALVES, 2)

    assert found.rows.tolist() == [0, 1]
    assert found.gains.tolist() == [1 / 2 + 4 / 4, 1 / 4]


def test_whoever_is_not_a_candidate_is_never_picked():
    assert picks(nx.star_graph(4), [], [2], HALVES, 5).rows.tolist() == [2]


def test_equal_gains_are_decided_by_row_and_a_row_named_twice_counts_once():
    graph = nx.empty_graph(4)

    assert picks(graph, [], [3, 1, 3, 2], HALVES, 4).rows.tolist() == [1, 2, 3]


def test_nobody_is_picked_who_adds_nothing():
    graph = nx.path_graph(3)
    same = np.ones(64)

    assert picks(graph, [0], [0, 1], HALVES, 2).rows.tolist() == []
    assert picks(graph, [0], [0, 1, 2], same, 2).rows.tolist() == []
    assert picks(graph, [0], [], HALVES, 2).rows.tolist() == []
    assert picks(graph, [0], [2], HALVES, 0).rows.tolist() == []
    assert picks(nx.empty_graph(0), [], [], HALVES, 2).rows.tolist() == []


def test_more_than_sixty_two_steps_are_no_way():
    line = nx.path_graph(200)
    found = picks(line, [0], [199], HALVES, 1)

    # 199 and the 61 before it come to 1 to 62 steps; all of them had no way that counts.
    assert found.gains.tolist() == [sum(HALVES[1:63])]


def random_question(seed):
    random = np.random.default_rng(seed)
    sponsors = random.permutation(70)[: seed % 4].tolist()
    return nx.gnp_random_graph(70, 0.03, seed=seed), sponsors, random.permutation(70)[:50].tolist()


@pytest.mark.parametrize("worth", [HALVES, ROUNDED], ids=["halves", "parts"])
@pytest.mark.parametrize("seed", range(8))
def test_picks_and_gains_are_those_of_plain_greedy(seed, worth):
    found = picks(*random_question(seed), worth, 12)
    chosen, gains = plain(*random_question(seed), worth, 12)

    assert found.rows.tolist() == chosen
    assert found.gains.tolist() == gains
    assert found.evaluations >= 50


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_worth_no_candidate_would_have_added_more_than_the_pick(seed):
    found = picks(*random_question(seed), WORTH, 12)
    _, most = plain(*random_question(seed), WORTH, 12, follow=found.rows.tolist())

    assert found.gains == pytest.approx(most, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_graph_any_sponsors_any_candidates(data):
    people = data.draw(st.integers(1, 12))
    one = st.integers(0, people - 1)
    pairs = data.draw(st.lists(st.tuples(one, one), max_size=24))
    graph = nx.empty_graph(people)
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    sponsors = data.draw(st.lists(one, unique=True, max_size=3))
    candidates = data.draw(st.lists(one, unique=True))
    # Worth that often does not change from a step to the next.
    falls = data.draw(st.lists(st.sampled_from([0.0, 0.0, 0.25, 1.0]), min_size=63, max_size=63))
    worth = np.append(np.cumsum(falls[::-1])[::-1], 0.0)
    found = picks(graph, sponsors, candidates, worth, 6)

    assert (found.rows.tolist(), found.gains.tolist()) == plain(
        graph, sponsors, candidates, worth, 6
    )


def test_gains_never_rise_and_no_other_set_does_better_by_more_than_the_bound():
    graph = nx.gnp_random_graph(14, 0.15, seed=3)
    found = picks(graph, [0], list(graph), HALVES, 3)
    before = steps_to(graph, [0])
    apart = dict(nx.all_pairs_shortest_path_length(graph))

    def adds(chosen):
        total = 0.0
        for one in graph:
            old = NO_WAY if before[one] < 0 else before[one]
            new = min([old, *(1 + apart[a].get(one, NO_WAY) for a in chosen)])
            total += HALVES[min(new, NO_WAY)] - HALVES[old]
        return total

    sets = [(a, b, c) for a in graph for b in range(a) for c in range(b)]
    assert found.gains.tolist() == sorted(found.gains, reverse=True)
    assert found.gains.sum() == pytest.approx(adds(found.rows.tolist()))
    assert found.gains.sum() >= (1 - np.exp(-1)) * max(adds(chosen) for chosen in sets)


def large():
    graph = nx.gnp_random_graph(600, 0.008, seed=5)
    return graph, [3, 4], list(range(600))


def as_bytes(found):
    return found.rows.tobytes(), found.gains.tobytes(), found.evaluations


def test_the_parts_of_the_work_change_nothing(monkeypatch):
    graph, sponsors, candidates = large()
    whole = picks(graph, sponsors, candidates, WORTH, 40)
    monkeypatch.setattr(coverage, "_MET_AT_ONCE", 1)
    seen = []
    parts = picks(
        graph, sponsors, candidates, WORTH, 40, turn=lambda done, total: seen.append((done, total))
    )

    assert as_bytes(parts) == as_bytes(whole)
    assert seen == sorted(seen)
    assert seen[-1] == (640, 640)


def test_a_turn_can_end_the_work():
    class Enough(Exception):
        pass

    def turn(done, total):
        raise Enough

    with pytest.raises(Enough):
        picks(*large(), WORTH, 40, turn=turn)


def test_two_threads_give_the_same_bytes():
    graph, sponsors, candidates = large()
    network, steps = rows(graph), steps_to(graph, sponsors)

    def work(_):
        return as_bytes(lazy_greedy(network, steps, np.array(candidates), WORTH, 60))

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(work, range(6)))) == 1


def test_what_it_is_given_stays_as_it_is():
    graph = nx.path_graph(6)
    network, steps, candidates = rows(graph), steps_to(graph, [0]), np.array([5, 4])
    lazy_greedy(network, steps, candidates, WORTH, 2)

    assert steps.tolist() == [0, 1, 2, 3, 4, 5]
    assert candidates.tolist() == [5, 4]


@pytest.mark.parametrize("worth", [np.ones(3), np.arange(64.0), np.full(64, np.nan)])
def test_worth_that_rises_or_is_no_number_is_refused(worth):
    with pytest.raises(ValueError, match="never rise"):
        picks(nx.path_graph(3), [0], [2], worth, 1)
