"""What is every public function of the kernels asked?

Each question is small enough for a test at a hundred thousand people, and long enough to notice
what it does meanwhile: a whole pass over the ties, or a part of a longer work that takes some
tenths of a second. A name is family.function, or that and what is particular after a comma.
"""

from collections.abc import Callable
from importlib import import_module
from inspect import getmembers, isfunction
from typing import Any

import numpy as np

from graphsvc.kernels import (
    beside,
    betweenness,
    brokerage,
    build,
    clout,
    cohesion,
    connectors,
    coverage,
    disjoint_ways,
    introductions,
    isolation,
    lists,
    new_ties,
    novelty,
    pairs,
    places,
    reach,
    spreading,
    steps,
    strata,
    strengths,
    texts,
    triangles,
    trusted_path,
    units,
    warm_paths,
    weeks,
)
from graphsvc.kernels.warm import FAMILIES
from tests.kernels.asked import FIRST_WEEK, SEED, WEEKS, Asked, Longs

Question = Callable[[Asked], Any]
WORTH = np.append(1 / (1 + np.arange(63.0)), 0.0)
CHANCE = 0.5 ** np.arange(7.0)
DAY = FIRST_WEEK + WEEKS // 2  # of something that changes week by week


def _pairs(at: Asked) -> tuple[Longs, Longs]:
    """Contacts of each other's contacts, mostly, and strangers."""
    return at.columns.one[:200_000], np.roll(at.columns.other, 1)[:200_000]


def _expected(at: Asked) -> Any:
    targets = steps.steps_from_each(at.rows, at.some(16))
    people = new_ties.Expected(at.rows, targets, CHANCE, at.everybody)
    pairs = at.some(60).reshape(-1, 2).tolist()
    return [
        [people.rises(one, other, 0.5), people.add(one, other, 0.25)] for one, other in pairs
    ], people.each


def _spread(at: Asked) -> dict[str, Any]:
    senders = np.sort(at.some(at.people // 4))
    return {"senders": senders, "sent": 1 / (1 + senders.astype(float))}


def _beside(at: Asked, row: int) -> Longs:
    ties = beside.Moments(
        at.starts, at.ahead.indices.astype(np.int32), at.weeks.start, at.weeks.number
    )
    others, fade = np.delete(np.arange(at.people), row), np.ones(FIRST_WEEK + WEEKS)
    return beside.beside(ties, row, by=at.back.contacts(row).astype(np.int64), at=others, fade=fade)


def _weeks_either_way(at: Asked) -> Any:
    ties = beside.Moments(
        at.starts, at.ahead.indices.astype(np.int32), at.weeks.start, at.weeks.number
    )
    pairs = at.some(2_000).reshape(-1, 2)
    return weeks.weeks_either_way(ties, pairs[:, 0], pairs[:, 1])


def _between(at: Asked, row: int) -> Any:
    return connectors.between(at.rows, at.rows, row, at.some(20), present=at.everybody)


def _disjoint_ways(at: Asked, row: int) -> Any:
    ready = warm_paths.readiness(at.ahead, at.shares, at.back, row)
    targets = np.delete(np.arange(at.people), row)[:: at.people // 20]
    return disjoint_ways.disjoint_ways(
        at.ahead,
        at.shares,
        at.back.contacts(row),
        ready,
        row,
        targets,
        through=at.everybody,
        most=3,
    )


def _ways_to(at: Asked, row: int) -> Any:
    ready = warm_paths.readiness(at.ahead, at.shares, at.back, row)
    target = (row + at.people // 2) % at.people
    return warm_paths.ways_to(
        at.ahead, at.shares, at.back.contacts(row), ready, row, target, through=at.everybody
    )


def _counts(at: Asked) -> Any:
    return strata.counts(at.department, at.group, at.sponsored, strata=at.departments, groups=2)


ABOUT_TIES: dict[str, Question] = {
    "betweenness.betweenness": lambda at: betweenness.betweenness(at.rows, at.some(6)),
    "betweenness.betweenness, directed": lambda at: betweenness.betweenness(
        at.ahead, at.some(4), back=at.back
    ),
    "brokerage.holes": lambda at: brokerage.holes(at.rows),
    "brokerage.constraint_of": lambda at: brokerage.constraint_of(at.rows, at.some(8_000)),
    "brokerage.effective_size_of": lambda at: brokerage.effective_size_of(at.rows, at.some(8_000)),
    "brokerage.simplified_effective_size_of": lambda at: brokerage.simplified_effective_size_of(
        at.rows, at.some(8_000)
    ),
    "brokerage.local_constraint": lambda at: at.one_by_one(
        50, lambda row: brokerage.local_constraint(at.rows, row, (row + 1) % at.people)
    ),
    "build.undirected_rows": lambda at: build.undirected_rows(at.people, *at.columns),
    "build.directed_rows": lambda at: build.directed_rows(at.people, *at.columns),
    "build.transposed": lambda at: build.transposed(at.ahead),
    "build.transposed_order": lambda at: build.transposed_order(at.ahead.indptr, at.ahead.indices),
    "build.tie_order": lambda at: build.tie_order(at.people, at.columns.one, at.columns.other),
    "clout.pagerank": lambda at: clout.pagerank(
        at.back, at.given, alpha=0.85, tol=1e-7 / at.people, max_iter=500
    ),
    "cohesion.components": lambda at: cohesion.components(at.rows),
    "cohesion.components, directed": lambda at: cohesion.components(at.ahead, at.back),
    "cohesion.core_numbers": lambda at: cohesion.core_numbers(at.rows),
    "cohesion.core_numbers, directed": lambda at: cohesion.core_numbers(at.ahead, at.back),
    "cohesion.cut_points": lambda at: cohesion.cut_points(at.rows),
    "triangles.triangles": lambda at: triangles.triangles(at.rows),
    "triangles.clustering": lambda at: triangles.clustering(at.rows, weighted=False),
    "triangles.clustering, weighted": lambda at: triangles.clustering(at.rows, weighted=True),
    "units.ties_by_unit": lambda at: units.ties_by_unit(at.rows, at.department, at.departments),
}
ABOUT_WAYS: dict[str, Question] = {
    "coverage.lazy_greedy": lambda at: coverage.lazy_greedy(
        at.rows, at.steps, np.flatnonzero(at.steps > 2)[:10_000], WORTH, 100
    ),
    "new_ties.summed_chances": lambda at: new_ties.summed_chances(
        steps.steps_from_each(at.rows, at.some(16)), CHANCE
    ),
    "new_ties.Expected": _expected,
    "reach.steps_to_nearest": lambda at: reach.steps_to_nearest(at.rows, at.some(5)),
    "reach.distances_to_nearest": lambda at: reach.distances_to_nearest(
        at.rows, at.cost, at.some(5)
    ),
    "reach.reach": lambda at: reach.reach(at.rows, 2),
    "reach.estimated_reach": lambda at: reach.estimated_reach(at.rows, 3, seed=SEED),
    "steps.steps_from_each": lambda at: steps.steps_from_each(at.rows, at.some(100)),
    "steps.summed_worth": lambda at: steps.summed_worth(
        at.rows, at.some(100), 1 + np.arange(100.0), CHANCE
    ),
    "trusted_path.trust_costs": lambda at: trusted_path.trust_costs(at.rows),
    "trusted_path.by_cost": lambda at: trusted_path.by_cost(at.rows, at.cost),
    "trusted_path.trusted_path": lambda at: at.one_by_one(
        200, lambda row: trusted_path.trusted_path(at.by_cost, at.by_cost, row, at.people - 1 - row)
    ),
    "warm_paths.warm_ways": lambda at: at.one_by_one(
        30,
        lambda row: warm_paths.warm_ways(at.back, at.attended_shares, row, through=at.everybody),
    ),
    "warm_paths.readiness": lambda at: at.one_by_one(
        500, lambda row: warm_paths.readiness(at.ahead, at.shares, at.back, row)
    ),
    "connectors.between": lambda at: at.one_by_one(100, lambda row: _between(at, row)),
    "disjoint_ways.disjoint_ways": lambda at: at.one_by_one(
        100, lambda row: _disjoint_ways(at, row)
    ),
    "warm_paths.ways_to": lambda at: at.one_by_one(100, lambda row: _ways_to(at, row)),
}
ABOUT_PEOPLE: dict[str, Question] = {
    "introductions.vouching": lambda at: introductions.vouching(at.rows),
    "introductions.introductions": lambda at: at.one_by_one(
        2_000, lambda row: introductions.introductions(at.rows, at.vouching, row, limit=20)
    ),
    "introductions.through": lambda at: at.one_by_one(
        2_000,
        lambda row: introductions.through(
            at.rows, at.vouching, row, int(at.rows.contacts(row)[0]), limit=20
        ),
    ),
    "introductions.adamic_adar": lambda at: introductions.adamic_adar(at.rows, *_pairs(at)),
    "introductions.resource_allocation": lambda at: introductions.resource_allocation(
        at.rows, *_pairs(at)
    ),
    "introductions.common_neighbours_count": lambda at: introductions.common_neighbours_count(
        at.rows, *_pairs(at)
    ),
    "isolation.mutual_pairs": lambda at: isolation.mutual_pairs(at.ahead, at.by_lot(0.9, 3)),
    "isolation.without": lambda at: isolation.without(at.ahead, at.recent),
    "isolation.few_without": lambda at: isolation.few_without(
        *isolation.mutual_pairs(at.ahead, at.everybody),
        np.arange(at.people, dtype=np.int32)[::-1],
        at.everybody,
        5,
    ),
    "places.places": lambda at: places.places(np.tile(at.rows.strength[:400_000], (2, 1))),
    "novelty.fresh": lambda at: novelty.fresh(
        at.rows,
        at.some(200),
        reached=at.by_lot(0.5, 3),
        known=np.arange(at.people) % 3 == 0,
        present=at.by_lot(0.5, 4),
        unit=at.department.astype(np.int32),
    ),
    "spreading.reached": lambda at: spreading.reached(
        at.rows, **_spread(at), past=at.some(100), present=at.by_lot(0.5, 3)
    ),
    "spreading.carried_to": lambda at: spreading.carried_to(
        at.rows, **_spread(at), at=at.some(1_000)
    ),
    "spreading.contacts_among": lambda at: spreading.contacts_among(at.rows, at.by_lot(0.5, 3)),
    "spreading.carried_in_all": lambda at: spreading.carried_in_all(at.rows, at.by_lot(0.5, 3)),
    "strata.counts": _counts,
    "strata.null_distribution": lambda at: strata.null_distribution(
        at.counts.people[:, 0], at.counts.people[:, 1], at.counts.yes.sum(axis=1)
    ),
    "strata.shuffled_differences": lambda at: strata.shuffled_differences(
        np.arange(float(at.people)), at.group.astype(bool), at.department, draws=100, seed=SEED
    ),
}
ABOUT_DATES: dict[str, Question] = {
    "weeks.weeks_either_way": _weeks_either_way,
    "weeks.rhythms": lambda at: weeks.rhythms(
        np.append(0, np.cumsum(np.diff(at.weeks.start))), np.sort(at.weeks.number).astype(np.int64)
    ),
    "beside.beside": lambda at: at.one_by_one(100, lambda row: _beside(at, row)),
    "lists.looked_up": lambda at: lists.looked_up(at.department, 0, at.some(at.people)),
    "lists.distinct": lambda at: lists.distinct(at.weeks.number),
    "lists.taken": lambda at: lists.taken(
        at.starts, at.some(at.people), at.targets, at.targets[::-1].copy()
    ),
    "lists.last_before": lambda at: lists.last_before(
        at.starts, np.sort(at.weeks.number)[: at.starts[-1]], at.weeks.contacts, at.group, DAY, -1
    ),
    "lists.last_valid": lambda at: lists.last_valid(
        at.department, at.group, at.group, at.department, lists=at.departments, day=DAY, never=0
    ),
    "lists.largest_until": lambda at: lists.largest_until(at.weeks.number, DAY, DAY),
    "lists.unsigned": lambda at: lists.unsigned(at.starts),
    "pairs.pairs_of_feed": lambda at: at.__class__(at.columns, at.rows, at.ahead, at.back).pairs,
    "pairs.together": lambda at: pairs.together(at.pairs, at.pairs),
    "pairs.without": lambda at: pairs.without(
        at.pairs, at.by_lot(0.1, 4), np.sort(at.some(100)) << 32
    ),
    "strengths.attention": lambda at: strengths.attention(at.pairs, 4.0),
    "strengths.contacts": lambda at: strengths.contacts(at.pairs),
    "strengths.contacts_either_way": lambda at: strengths.contacts_either_way(at.pairs),
    "strengths.either_way": lambda at: strengths.either_way(at.ahead, at.back),
    "strengths.shares": lambda at: strengths.shares(at.ahead),
    "texts.taken_texts": lambda at: texts.taken_texts(*at.names, at.some(at.people)),
    "texts.byte_order": lambda at: texts.byte_order(*at.names),
}
QUESTIONS = ABOUT_TIES | ABOUT_WAYS | ABOUT_PEOPLE | ABOUT_DATES


def public_functions() -> set[str]:
    """What the families offer, but for compiling itself."""
    return {
        f"{family}.{name}"
        for family in (*FAMILIES, "pairs")  # whose loops strengths compiles
        for name, function in getmembers(import_module(f"graphsvc.kernels.{family}"), isfunction)
        if function.__module__ == f"graphsvc.kernels.{family}"
        and not name.startswith("_")
        and name not in ("warm", "example", "still_pairs")
    }


def as_bytes(found: Any) -> bytes:
    """An answer bit for bit: arrays, numbers, and tuples and lists of them."""
    if isinstance(found, (tuple, list)):
        return b"|".join(as_bytes(one) for one in found)
    return np.asarray(found).tobytes()
