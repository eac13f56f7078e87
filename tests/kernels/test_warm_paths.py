"""Is it the best way of at most two connectors? By hand, and by trying every way."""

from itertools import permutations, product
from math import prod

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.kernels.warm_paths import readiness, warm_ways, ways_to
from tests.kernels.networks import in_two_threads, networks, random_network, renumbered, rows_in

often = settings(max_examples=60, deadline=None)


class Attention:
    """A directed graph as rows: who gives attention to whom, and what share of theirs."""

    def __init__(self, graph):
        self.graph = graph
        self.given, self.attended = rows_in(graph), rows_in(graph.reverse())
        self.total = {
            one: sum(tie["weight"] for tie in graph[one].values()) or 1.0 for one in graph
        }
        # A share of attention where nobody gets any: 0, as nobody listens.
        self.shares = self._beside(self.given, lambda owner, other: self.share(owner, other))
        self.attended_shares = self._beside(
            self.attended, lambda owner, other: self.share(other, owner)
        )

    def _beside(self, rows, share):
        pairs = zip(rows.owners().tolist(), rows.indices.tolist(), strict=True)
        return np.array([share(*pair) for pair in pairs], np.float64)

    def share(self, giver, taker):
        """Share of the attention *giver* gives that goes to *taker*, 0 if none does."""
        if not self.graph.has_edge(giver, taker):
            return 0.0
        return self.graph[giver][taker]["weight"] / self.total[giver]

    def odds(self, asker, *people):
        """The product of the odds along the way from *asker* over *people*."""
        return prod(self.share(b, a) for a, b in zip((asker, *people), people, strict=False))

    def through(self, closed=()):
        return np.array([one not in closed for one in self.graph], np.bool_)

    def to_all(self, asker, closed=()):
        """The best ways from *asker*, as {target: (odds, connectors)}."""
        found = warm_ways(self.attended, self.attended_shares, asker, through=self.through(closed))
        columns = (found.first.tolist(), found.second.tolist())
        over = [tuple(row for row in pair if row >= 0) for pair in zip(*columns, strict=True)]
        ways = zip(found.odds.tolist(), over, strict=True)
        return dict(zip(found.target.tolist(), ways, strict=True))

    def to_one(self, asker, target, closed=()):
        """The best ways from *asker* to *target*, as [(odds, connectors)]."""
        found = ways_to(
            self.given,
            self.shares,
            self.attended.contacts(asker),
            readiness(self.given, self.shares, self.attended, asker),
            asker,
            target,
            through=self.through(closed),
        )
        columns = (found.first.tolist(), found.second.tolist())
        over = [tuple(row for row in pair if row >= 0) for pair in zip(*columns, strict=True)]
        return list(zip(found.product.tolist(), over, strict=True))

    def by_brute_force(self, asker, target, closed=()):
        """The greatest product over every way of at most two connectors, and all such ways."""
        others = [one for one in self.graph if one not in (asker, target, *closed)]
        ways = [(), *permutations(others, 1), *permutations(others, 2)]
        odds = {way: self.odds(asker, *way, target) for way in ways}
        best = max(odds.values())
        return best, {way for way in ways if odds[way] == pytest.approx(best) and best > 0}


def attention(*arcs):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(1 + max(max(giver, taker) for giver, taker, _ in arcs)))
    graph.add_weighted_edges_from(arcs)
    return Attention(graph)


def assert_best(known, closed=()):
    for asker in known.graph:
        found = known.to_all(asker, closed)
        for target in set(known.graph) - {asker}:
            best, ways = known.by_brute_force(asker, target, closed)
            odds, over = found.get(target, (0.0, None))
            assert odds == pytest.approx(best)
            assert over in ways if best > 0 else over is None
            assert not ways or len(over) == min(map(len, ways))
            to_one = known.to_one(asker, target, closed)
            assert {way for _, way in to_one} == ways
            assert [product for product, _ in to_one] == pytest.approx([best] * len(ways))
        assert asker not in found


def test_odds_are_the_share_of_attention_the_next_gives_to_who_asks():
    # 1 gives 0 a quarter of her attention, 2 gives 1 half of hers.
    known = attention((1, 0, 1.0), (1, 3, 3.0), (2, 1, 2.0), (2, 3, 2.0))

    assert known.to_all(0) == {1: (0.25, ()), 2: (0.125, (1,))}
    assert known.to_one(0, 2) == [(0.125, (1,))]
    assert known.to_all(2) == {}


def test_two_connect_and_no_more():
    known = attention((1, 0, 1.0), (2, 1, 1.0), (3, 2, 1.0), (4, 3, 1.0))

    assert known.to_all(0) == {1: (1.0, ()), 2: (1.0, (1,)), 3: (1.0, (1, 2))}
    assert known.to_one(0, 4) == []


def test_a_longer_way_is_taken_where_its_odds_are_better():
    # Over 1 the odds are 1/8 * 1/2; over 2 and 3 they are 1 * 1 * 1/2.
    known = attention(
        *((1, 0, 1.0), (1, 5, 7.0), (4, 1, 1.0)),
        *((2, 0, 1.0), (3, 2, 1.0), (4, 3, 1.0)),
    )

    assert known.to_all(0)[4] == (0.5, (2, 3))
    assert known.to_all(0, closed=[3])[4] == (0.0625, (1,))


def test_whoever_may_not_connect_can_still_be_the_target():
    known = attention((1, 0, 1.0), (2, 1, 1.0))

    assert known.to_all(0, closed=[1, 2]) == {1: (1.0, ())}
    assert known.to_one(0, 1, closed=[1]) == [(1.0, ())]
    assert known.to_one(0, 2, closed=[1]) == []


def test_of_equal_ways_the_one_with_fewer_people_and_then_lower_rows():
    # 5 gives all three of her contacts a third, who each give 0 all they have.
    shorter = attention((1, 0, 1.0), (2, 1, 1.0), (3, 2, 1.0), (3, 1, 1.0))
    equal = attention(*((one, 0, 1.0) for one in (1, 2, 3)), *((5, one, 1.0) for one in (3, 2, 1)))

    assert shorter.to_all(0)[3] == (0.5, (1,))
    assert equal.to_all(0)[5] == (pytest.approx(1 / 3), (1,))
    assert {way for _, way in equal.to_one(0, 5)} == {(1,), (2,), (3,)}


def test_somebody_nobody_listens_to_reaches_nobody():
    known = attention((0, 1, 1.0), (1, 2, 1.0))

    assert known.to_all(0) == {}


@pytest.mark.parametrize("person", [-1, 2])
def test_a_row_that_is_not_there_is_refused(person):
    known = attention((1, 0, 1.0))

    with pytest.raises(IndexError):
        known.to_all(person)
    with pytest.raises(IndexError):
        known.to_one(0, person)
    with pytest.raises(IndexError):
        readiness(known.given, known.shares, known.attended, person)


@often
@given(networks(directed=True, most=8), st.data())
def test_no_way_has_better_odds(graph, data):
    closed = data.draw(st.sets(st.sampled_from(range(len(graph))))) if len(graph) else ()

    assert_best(Attention(graph), closed)


@pytest.mark.parametrize("seed", range(3))
def test_no_way_has_better_odds_among_more(seed):
    assert_best(Attention(random_network(16, 60, directed=True, seed=seed)), closed=[3, 7])


def test_the_best_way_to_everybody_is_the_best_way_to_each_among_many():
    known = Attention(random_network(400, 3_000, directed=True))
    found = {asker: known.to_all(asker) for asker in (0, 17, 399)}

    for asker, target in product(found, range(0, 400, 7)):
        if target == asker:
            continue
        ways = known.to_one(asker, target)
        odds, over = found[asker].get(target, (0.0, None))
        assert odds == pytest.approx(max((one for one, _ in ways), default=0.0))
        assert over in [way for _, way in ways] or not ways


@often
@given(networks(directed=True), st.randoms())
def test_other_numbers_for_the_same_people_change_no_odds(graph, random):
    place = list(graph)
    random.shuffle(place)
    known, again = Attention(graph), Attention(renumbered(graph, place))

    for asker in graph:
        found = {target: odds for target, (odds, _) in again.to_all(place[asker]).items()}
        assert found == {
            place[target]: pytest.approx(odds) for target, (odds, _) in known.to_all(asker).items()
        }


def test_two_threads_get_the_same_ways_as_one():
    known = Attention(random_network(500, 4_000, directed=True))
    everybody = known.through()

    def ask():
        found = (
            warm_ways(known.attended, known.attended_shares, person, through=everybody)
            for person in range(60)
        )
        return b"".join(column.tobytes() for one in found for column in one)

    assert set(in_two_threads(ask)) == {ask()}


def test_a_small_network_after_a_large_one_is_searched_cleanly():
    large = Attention(random_network(300, 1_500, directed=True))
    before = large.to_all(5)
    small = attention((1, 0, 1.0), (2, 1, 1.0))

    assert small.to_all(0) == {1: (1.0, ()), 2: (1.0, (1,))}
    assert large.to_all(5) == before
