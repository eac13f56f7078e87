"""Is the answer right? The largest difference of each kernel from plain NetworkX, one small graph.

The speed of a wrong answer does not count: a difference above bars.ALLOWED fails the command.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
from scipy.stats import hypergeom

from bench.ours import AS_IN, Graphsvc
from bench.rivals_networkx import PLAIN, Networkx
from graphsvc.kernels.rows import Rows

ASKED = 100  # questions of each kind whose answers are compared

Compare = Callable[[Graphsvc, Networkx], float]


def differences(
    ours: Graphsvc, plain: Networkx, asked: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Question by question: the largest absolute difference; infinite where the shape differs."""
    for name, compare in COMPARED.items():
        if name in asked:
            yield name, compare(ours, plain)


def _rows(ours: Graphsvc, plain: Networkx) -> float:
    return _far(_entries(ours.rows().do()), _edges(plain.graph))


def _directed_rows(ours: Graphsvc, plain: Networkx) -> float:
    return _far(_entries(ours.directed_rows().do()), _edges(plain.directed()))


def _transposed(ours: Graphsvc, plain: Networkx) -> float:
    return _far(_entries(ours.transposed().do()), _edges(plain.directed().reverse()))


def _ties_by_unit(ours: Graphsvc, plain: Networkx) -> float:
    found, team = ours.ties_by_unit().do(), ours.world.made.team
    total, outside, ei = np.array(plain.ties_by_unit().do()).T
    across = np.bincount(team, outside)
    inside = np.bincount(team, ours.world.degree) - across
    pairs = [
        (found.ties, ours.world.degree),
        (found.strength, total),
        (found.outside, outside),
        (found.ei, ei),
        (found.inside, inside),
        (found.outside_of_unit, across),
    ]
    return max(_far(*pair) for pair in pairs)


def _components(ours: Graphsvc, plain: Networkx) -> float:
    labels, count = ours.components().do()
    theirs = plain.components().do()
    found = {frozenset(np.flatnonzero(labels == one).tolist()) for one in range(count)}
    return float(len(found ^ {frozenset(one) for one in theirs}))


def _core_numbers(ours: Graphsvc, plain: Networkx) -> float:
    return _far(ours.core_numbers().do(), _array(plain.core_numbers().do()))


def _cut_points(ours: Graphsvc, plain: Networkx) -> float:
    cut, bridges = ours.cut_points().do()
    return _cuts_differ(np.flatnonzero(cut).tolist(), bridges.tolist(), plain)


def _cuts_differ(cut: list[int], bridges: Iterable[Iterable[int]], plain: Networkx) -> float:
    """How many people and ties only one of both has found."""
    points, theirs = plain.cut_points().do()
    ties = {frozenset(one) for one in bridges} ^ {frozenset(one) for one in theirs}
    return float(len(set(cut) ^ set(points)) + len(ties))


def _holes(ours: Graphsvc, plain: Networkx) -> float:
    found, theirs = ours.holes().do(), plain.holes()
    assert theirs is not None, "not at this size"
    # With weights nx.effective_size is wrong for everybody at once, and right for chosen people.
    some = [person for (person,) in ours.world.mentees[:20]]
    sizes = nx.effective_size(plain.graph, nodes=some, weight="weight", **PLAIN)
    return max(
        _far(found.constraint, _array(theirs.do())),
        _far(found.effective_size[some], [sizes[one] for one in some]),
    )


def _each(name: str) -> Compare:
    """The value of each of the questions both were asked; NetworkX gives it by person."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        one, other = getattr(ours, name)(), getattr(plain, name)()
        return max(
            _far(one.do(*question), _values(other.do(*question)))
            for question in other.asked[:ASKED]
        )

    return compare


def _whole(name: str) -> Compare:
    """An array against what NetworkX says of the people it was asked for."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        found, theirs = getattr(ours, name)().do(), getattr(plain, name)().do()
        people = np.fromiter(theirs, int)
        return _far(np.asarray(found)[people], _values(theirs))

    return compare


def _pagerank(ours: Graphsvc, plain: Networkx) -> float:
    return _far(ours.pagerank().do()[0], _array(plain.pagerank().do()))


def _betweenness(ours: Graphsvc, plain: Networkx) -> float:
    sources = ours.world.sources.tolist()
    theirs = nx.betweenness_centrality_subset(
        plain.graph, sources, list(plain.graph), normalized=False, **PLAIN
    )
    # Both ends of a pair are sources there, so NetworkX halves what it sums up.
    return _far(ours.betweenness_per_source().do() / 2, _array(theirs))


def _nearest_sponsor(ours: Graphsvc, plain: Networkx) -> float:
    layers = plain.nearest_sponsor().do()
    step_of = {one: step for step, layer in enumerate(layers) for one in layer}
    theirs = [step_of.get(one, -1) for one in range(ours.world.people)]
    return _far(ours.nearest_sponsor().do(), theirs)


def _nearest_by_cost(ours: Graphsvc, plain: Networkx) -> float:
    theirs = plain.nearest_sponsor_by_cost().do()
    found = ours.nearest_sponsor_by_cost().do()
    return _far(found, [theirs.get(one, math.inf) for one in range(ours.world.people)])


def _reach(name: str) -> Compare:
    def compare(ours: Graphsvc, plain: Networkx) -> float:
        theirs = getattr(plain, name)()
        some = ours.world.some[: theirs.done]
        work = getattr(ours, name)()
        # Ours answers for its own sample, in the same random order, or for everybody by row.
        found = work.do()[: theirs.done] if work.sampled else work.do()[some]
        return _far(found, theirs.do())

    return compare


def _introductions(name: str) -> Compare:
    """Scores best first, and whose they are: where scores are equal the order is free."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        one, other = getattr(ours, name)(), getattr(plain, name)()
        worst = 0.0
        for question in other.asked[:ASKED]:
            found, theirs = one.do(*question), other.do(*question)
            person = question[0]
            scored = [(person, int(row)) for row in found.rows]
            again = [score for _, _, score in nx.adamic_adar_index(plain.graph, scored, **PLAIN)]
            worst = max(
                worst,
                _far(found.adamic_adar, [score for score, _ in theirs]),
                _far(found.adamic_adar, again),
            )
        return worst

    return compare


def _pair_scores(name: str) -> Compare:
    def compare(ours: Graphsvc, plain: Networkx) -> float:
        theirs = getattr(plain, name)().do()
        values = [one[2] if isinstance(one, tuple) else one for one in theirs]
        return _far(getattr(ours, name)().do(), values)

    return compare


def _warm_ways(ours: Graphsvc, plain: Networkx) -> float:
    one, other = ours.warm_ways(), plain.warm_ways()
    worst = 0.0
    for question in other.asked[:ASKED]:
        found, theirs = one.do(*question), other.do(*question)
        odds_of = dict(zip(found.target.tolist(), found.odds.tolist(), strict=True))
        if odds_of.keys() != theirs.keys():
            return math.inf
        worst = max([worst, *(abs(odds_of[target] - theirs[target]) for target in theirs)])
    return worst


def _trusted_path(ours: Graphsvc, plain: Networkx) -> float:
    one, other, graph = ours.trusted_path(), plain.trusted_path(), plain.priced
    worst = 0.0
    for question in other.asked[:ASKED]:
        found, (cost, _) = one.do(*question), other.do(*question)
        rows = [int(row) for row in found.rows]
        steps = zip(rows, rows[1:], strict=False)
        again = sum(graph[this][next_]["cost"] for this, next_ in steps) if rows else math.inf
        if rows and (rows[0], rows[-1]) != question:
            return math.inf
        worst = max(worst, _far([found.cost, again], [cost, cost]))
    return worst


def _introductions_planned(ours: Graphsvc, plain: Networkx) -> float:
    found = ours.introductions_planned().do().gains
    theirs = [gain for gain in plain.planned(len(found) + 1) if gain > 0]
    return _far(found, theirs[: len(found)])


def _stratified_exact(ours: Graphsvc, plain: Networkx) -> float:
    """The same convolution from the chances of scipy, direct, all of them."""
    world = ours.world
    people, marked = np.bincount(world.strata), np.bincount(world.strata, world.sponsored)
    members = np.bincount(world.strata, world.group)
    chances = np.ones(1)
    for size, yes, drawn in zip(people, marked.astype(int), members.astype(int), strict=True):
        chances = np.convolve(chances, hypergeom.pmf(np.arange(drawn + 1), size, yes, drawn))
    seen = int((world.group & world.sponsored).sum())
    return _far(ours.stratified_exact().do(), chances[seen:].sum())


def _stratified_shuffled(ours: Graphsvc, plain: Networkx) -> float:
    """What there is, stratum by stratum; what is drawn has no second opinion."""
    world = ours.world
    total, weights = 0.0, 0.0
    for stratum in range(int(world.strata.max()) + 1):
        here = world.strata == stratum
        members, others = world.degree[here & world.group], world.degree[here & ~world.group]
        if len(members) and len(others):
            weight = len(members) * len(others) / here.sum()
            total += weight * (members.mean() - others.mean())
            weights += weight
    return _far(ours.stratified_shuffled().do().seen, total / weights)


def _rows_by_cost(ours: Graphsvc, plain: Networkx) -> float:
    """Costs of each person's ties, rising, and whose each is."""
    found, graph = ours.rows_by_cost().do(), plain.priced
    ends = zip(found.indptr.tolist(), found.indptr.tolist()[1:], strict=False)
    contacts = [graph[person] for person in range(ours.world.people)]
    theirs = [cost for ties in contacts for cost in sorted(tie["cost"] for tie in ties.values())]
    again = [
        ties[contact]["cost"]
        for ties, (first, last) in zip(contacts, ends, strict=True)
        for contact in found.indices[first:last].tolist()
    ]
    return max(_far(found.cost, theirs), _far(found.cost, again))


def _dispatched(name: str) -> Compare:
    """By string ids, in the order of the rows."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        found = getattr(ours, name)().do()
        theirs = _array(getattr(plain, AS_IN[name])().do())
        return _far([found[one] for one in ours.graph], theirs)

    return compare


def _dispatched_cut_points(ours: Graphsvc, plain: Networkx) -> float:
    row_of = {one: row for row, one in enumerate(ours.graph)}
    cut, bridges = ours.dispatched_cut_points().do()
    pairs = [(row_of[one], row_of[other]) for one, other in bridges]
    return _cuts_differ([row_of[one] for one in cut], pairs, plain)


COMPARED: Mapping[str, Compare] = {
    "rows": _rows,
    "directed_rows": _directed_rows,
    "transposed": _transposed,
    "ties_by_unit": _ties_by_unit,
    "components": _components,
    "core_numbers": _core_numbers,
    "cut_points": _cut_points,
    "holes": _holes,
    "constraint_of_one": _each("constraint_of_one"),
    "effective_size_of_one": _each("effective_size_of_one"),
    "local_constraint": _each("local_constraint"),
    "triangles": _whole("triangles"),
    "clustering": _whole("clustering"),
    "weighted_clustering": _whole("weighted_clustering"),
    "pagerank": _pagerank,
    "betweenness_per_source": _betweenness,
    "nearest_sponsor": _nearest_sponsor,
    "nearest_sponsor_by_cost": _nearest_by_cost,
    "reach_2": _reach("reach_2"),
    "reach_3": _reach("reach_3"),
    "introductions": _introductions("introductions"),
    "introductions_through_mentor": _introductions("introductions_through_mentor"),
    "adamic_adar": _pair_scores("adamic_adar"),
    "resource_allocation": _pair_scores("resource_allocation"),
    "common_contacts": _pair_scores("common_contacts"),
    "warm_ways": _warm_ways,
    "rows_by_cost": _rows_by_cost,
    "trusted_path": _trusted_path,
    "introductions_planned": _introductions_planned,
    "stratified_exact": _stratified_exact,
    "stratified_shuffled": _stratified_shuffled,
    "dispatched_constraint": _dispatched("dispatched_constraint"),
    "dispatched_pagerank": _dispatched("dispatched_pagerank"),
    "dispatched_core_numbers": _dispatched("dispatched_core_numbers"),
    "dispatched_cut_points": _dispatched_cut_points,
}


def _entries(rows: Rows) -> Any:
    """Whose entry, who is the contact, how strong: row after row."""
    return np.column_stack([rows.owners(), rows.indices, rows.strength])


def _edges(graph: Any) -> Any:
    return [
        (one, other, graph[one][other]["weight"]) for one in graph for other in sorted(graph[one])
    ]


def _array(by_person: Mapping[int, float]) -> list[float]:
    return [by_person[one] for one in range(len(by_person))]


def _values(theirs: Any) -> list[float]:
    return list(theirs.values()) if isinstance(theirs, Mapping) else [theirs]


def _far(ours: Any, theirs: Any) -> float:
    one, other = np.asarray(ours, float).ravel(), np.asarray(theirs, float).ravel()
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return math.inf
    differ = one != other  # equal infinities do not, and NaN on both sides is the same answer
    differ &= ~np.isnan(one)
    return float(np.abs(one[differ] - other[differ]).max(initial=0.0))
