"""Are answers to single questions right: about one person, or a pair?"""

import math
from collections.abc import Mapping

import networkx as nx

from bench.apart import Compare, far, scores, values
from bench.ours import AS_IN, Graphsvc
from bench.rivals_networkx import PLAIN, Networkx

ASKED = 100  # questions of each kind whose answers are compared


def _each(name: str) -> Compare:
    """The value of each of the questions both were asked; NetworkX gives it by person."""

    def compare(ours: Graphsvc, plain: Networkx) -> float:
        one, other = getattr(ours, name)(), getattr(plain, name)()
        return max(
            far(one.do(*question), values(other.do(*question))) for question in other.asked[:ASKED]
        )

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
                far(found.adamic_adar, [score for score, _ in theirs]),
                far(found.adamic_adar, again),
            )
        return worst

    return compare


def _pair_scores(name: str) -> Compare:
    def compare(ours: Graphsvc, plain: Networkx) -> float:
        theirs = getattr(plain, AS_IN.get(name, name))().do()
        return far(scores(getattr(ours, name)().do()), scores(theirs))

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
        worst = max(worst, far([found.cost, again], [cost, cost]))
    return worst


COMPARED: Mapping[str, Compare] = {
    "constraint_of_one": _each("constraint_of_one"),
    "effective_size_of_one": _each("effective_size_of_one"),
    "local_constraint": _each("local_constraint"),
    "introductions": _introductions("introductions"),
    "introductions_through_mentor": _introductions("introductions_through_mentor"),
    "adamic_adar": _pair_scores("adamic_adar"),
    "resource_allocation": _pair_scores("resource_allocation"),
    "common_contacts": _pair_scores("common_contacts"),
    "warm_ways": _warm_ways,
    "trusted_path": _trusted_path,
    "dispatched_adamic_adar": _pair_scores("dispatched_adamic_adar"),
}
