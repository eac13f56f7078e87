"""Are answers about everybody right?"""

import math
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
from scipy.stats import hypergeom

from bench.apart import Compare, array, edges, entries, far, values
from bench.ours import AS_IN, Graphsvc
from bench.rivals_networkx import PLAIN, Networkx
from bench.world import STARTS
from graphsvc.kernels.steps import FAR


def _rows(ours: Graphsvc, plain: Networkx) -> float:
    return far(entries(ours.rows().do()), edges(plain.graph))


def _directed_rows(ours: Graphsvc, plain: Networkx) -> float:
    return far(entries(ours.directed_rows().do()), edges(plain.directed()))


def _transposed(ours: Graphsvc, plain: Networkx) -> float:
    return far(entries(ours.transposed().do()), edges(plain.directed().reverse()))


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
    return max(far(*pair) for pair in pairs)


def _components(ours: Graphsvc, plain: Networkx) -> float:
    labels, count = ours.components().do()
    theirs = plain.components().do()
    found = {frozenset(np.flatnonzero(labels == one).tolist()) for one in range(count)}
    return float(len(found ^ {frozenset(one) for one in theirs}))


def _core_numbers(ours: Graphsvc, plain: Networkx) -> float:
    return far(ours.core_numbers().do(), array(plain.core_numbers().do()))


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
        far(found.constraint, array(theirs.do())),
        far(found.effective_size[some], [sizes[one] for one in some]),
    )


def _whole(name: str) -> Compare:
    """An array against what NetworkX says of the people it was asked for."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        found, theirs = getattr(ours, name)().do(), getattr(plain, name)().do()
        people = np.fromiter(theirs, int)
        return far(np.asarray(found)[people], values(theirs))

    return compare


def _pagerank(ours: Graphsvc, plain: Networkx) -> float:
    return far(ours.pagerank().do()[0], array(plain.pagerank().do()))


def _betweenness(ours: Graphsvc, plain: Networkx) -> float:
    sources = ours.world.sources.tolist()
    theirs = nx.betweenness_centrality_subset(
        plain.graph, sources, list(plain.graph), normalized=False, **PLAIN
    )
    # Both ends of a pair are sources there, so NetworkX halves what it sums up.
    return far(ours.betweenness_per_source().do() / 2, array(theirs))


def _nearest_sponsor(ours: Graphsvc, plain: Networkx) -> float:
    layers = plain.nearest_sponsor().do()
    step_of = {one: step for step, layer in enumerate(layers) for one in layer}
    theirs = [step_of.get(one, -1) for one in range(ours.world.people)]
    return far(ours.nearest_sponsor().do(), theirs)


def _nearest_by_cost(ours: Graphsvc, plain: Networkx) -> float:
    theirs = plain.nearest_sponsor_by_cost().do()
    found = ours.nearest_sponsor_by_cost().do()
    return far(found, [theirs.get(one, math.inf) for one in range(ours.world.people)])


def _steps_per_start(ours: Graphsvc, plain: Networkx) -> float:
    theirs = plain.steps_per_start().do()
    found = ours.steps_per_start().do()[: len(theirs)]
    everybody = range(ours.world.people)
    return far(found, [[one.get(person, FAR) for person in everybody] for one in theirs])


def _worth_per_start(ours: Graphsvc, plain: Networkx) -> float:
    total = np.zeros(ours.world.people)
    for start in ours.world.some[:STARTS].tolist():
        lengths = nx.single_source_shortest_path_length(plain.graph, start, **PLAIN)
        for person, length in lengths.items():
            total[person] += ours.world.worth[length]
    return far(ours.worth_per_start().do(), total)


def _communities(ours: Graphsvc, plain: Networkx) -> float:
    """How much less modularity than NetworkX's; other groups are no worse an answer."""
    labels = ours.communities().do()
    groups = [set(np.flatnonzero(labels == one).tolist()) for one in range(labels.max() + 1)]
    theirs = plain.communities()
    assert theirs is not None, "not at this size"
    best, found = (
        nx.community.modularity(plain.graph, one, weight="weight", **PLAIN)
        for one in (theirs.do(), groups)
    )
    return max(0.0, best - found)


def _introductions_planned(ours: Graphsvc, plain: Networkx) -> float:
    found = ours.introductions_planned().do().gains
    theirs = [gain for gain in plain.planned(len(found) + 1) if gain > 0]
    return far(found, theirs[: len(found)])


def _stratified_exact(ours: Graphsvc, plain: Networkx) -> float:
    """The same convolution from the chances of scipy, direct, all of them."""
    world = ours.world
    people, marked = np.bincount(world.strata), np.bincount(world.strata, world.sponsored)
    members = np.bincount(world.strata, world.group)
    chances = np.ones(1)
    for size, yes, drawn in zip(people, marked.astype(int), members.astype(int), strict=True):
        chances = np.convolve(chances, hypergeom.pmf(np.arange(drawn + 1), size, yes, drawn))
    seen = int((world.group & world.sponsored).sum())
    return far(ours.stratified_exact().do(), chances[seen:].sum())


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
    return far(ours.stratified_shuffled().do().seen, total / weights)


def _dispatched(name: str) -> Compare:
    """By string ids, in the order of the rows."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        found = getattr(ours, name)().do()
        theirs = array(getattr(plain, AS_IN[name])().do())
        return far([found[one] for one in ours.graph], theirs)

    return compare


def _dispatched_cut_points(ours: Graphsvc, plain: Networkx) -> float:
    row_of = {one: row for row, one in enumerate(ours.graph)}
    cut, bridges = ours.dispatched_cut_points().do()
    pairs = [(row_of[one], row_of[other]) for one, other in bridges]
    return _cuts_differ([row_of[one] for one in cut], pairs, plain)


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
    return max(far(found.cost, theirs), far(found.cost, again))


def _reach(name: str) -> Compare:
    def compare(ours: Graphsvc, plain: Networkx) -> float:
        theirs = getattr(plain, name)()
        some = ours.world.some[: theirs.done]
        work = getattr(ours, name)()
        # Ours answers for its own sample, in the same random order, or for everybody by row.
        found = work.do()[: theirs.done] if work.sampled else work.do()[some]
        return far(found, theirs.do())

    return compare


COMPARED: Mapping[str, Compare] = {
    "rows": _rows,
    "directed_rows": _directed_rows,
    "transposed": _transposed,
    "ties_by_unit": _ties_by_unit,
    "components": _components,
    "core_numbers": _core_numbers,
    "cut_points": _cut_points,
    "holes": _holes,
    "triangles": _whole("triangles"),
    "clustering": _whole("clustering"),
    "weighted_clustering": _whole("weighted_clustering"),
    "pagerank": _pagerank,
    "betweenness_per_source": _betweenness,
    "nearest_sponsor": _nearest_sponsor,
    "nearest_sponsor_by_cost": _nearest_by_cost,
    "steps_per_start": _steps_per_start,
    "worth_per_start": _worth_per_start,
    "reach_2": _reach("reach_2"),
    "reach_3": _reach("reach_3"),
    "rows_by_cost": _rows_by_cost,
    "introductions_planned": _introductions_planned,
    "stratified_exact": _stratified_exact,
    "stratified_shuffled": _stratified_shuffled,
    "dispatched_constraint": _dispatched("dispatched_constraint"),
    "dispatched_pagerank": _dispatched("dispatched_pagerank"),
    "dispatched_core_numbers": _dispatched("dispatched_core_numbers"),
    "dispatched_cut_points": _dispatched_cut_points,
    "communities": _communities,
}
