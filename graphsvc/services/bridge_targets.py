"""Who opens doors, who is in contact now, and who is farthest from those who open doors?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.mutual_contacts import mutual
from graphsvc.analyses.ranking import best
from graphsvc.analyses.steps import Graph, graph_of, pagerank
from graphsvc.kernels.rows import Rows
from graphsvc.services.views import contacts_in
from graphsvc.services.wording import plural
from graphsvc.snapshot.view import NO_LEVEL, View

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

WINDOW_DAYS = 98  # fourteen weeks: contacts that are going on
LEAST_CONTACTS = 2  # each way, for a tie that something passes on
LEAST_TARGETS = 5  # fewer, and every bridge would land on the same few
MOST_TARGETS = 400
SENIOR_SHARE = 0.10
CONNECTED_SHARE = 0.05


class Targets(NamedTuple):
    """Rows of those whom the plan leads to, ascending, and how they were chosen, a sentence."""

    rows: Longs
    chosen: str


def going_on(view: View) -> Graph:
    """Who is in contact both ways in the last weeks, or says so where contacts have no dates."""
    people, present = len(view.people.present), view.people.present
    recent = contacts_in(view, WINDOW_DAYS)
    often = recent.strength >= LEAST_CONTACTS
    owners, others = recent.owners()[often], recent.indices[often]
    begin = np.searchsorted(owners, np.arange(people + 1)).astype(np.uint64)
    # Both ways often enough is mutual among the contacts that are often enough one way.
    pairs = mutual(Rows(begin, others, recent.strength[often]), present)
    one, other = view.ties.owners(), view.ties.indices.astype(np.int64)
    stated = view.reciprocated & ~(view.dated[one] & view.dated[other])
    stated &= present[one] & present[other]
    return graph_of(
        np.concatenate([pairs.one, one[stated]]),
        np.concatenate([pairs.other, other[stated]]),
        people,
    )


def targets(view: View, graph: Graph, *, seed: int) -> Targets:
    """The highest levels where levels are known, else the best connected.

    Whole levels that together hold at most a tenth of the people, and at least five of them. Of
    more than 400 the best connected: a plan should take seconds.
    """
    senior, least = _senior(view)
    connected = pagerank(graph)
    if len(senior):
        who = f"{plural(len(senior), 'person', 'people')} at level {least} or above"
        if len(senior) <= MOST_TARGETS:
            return Targets(senior, f"Targets: the {who}, the highest levels.")
        kept = best(connected[senior], MOST_TARGETS, id_of=_ids(view, senior), seed=seed)
        who = f"Targets: the {MOST_TARGETS} best connected of the {who}."
        return Targets(np.sort(senior[kept]), who)
    here = np.flatnonzero(view.people.present & (np.diff(graph.begin) > 0))
    many = min(MOST_TARGETS, max(LEAST_TARGETS, int(CONNECTED_SHARE * len(here))))
    kept = best(connected[here], many, id_of=_ids(view, here), seed=seed)
    why = "no highest levels are known that hold a tenth of the people or less"
    how = "by PageRank: 5 % of the people with contacts, at least 5"
    who = f"Targets: the {len(kept)} best connected people ({how}); {why}."
    return Targets(np.sort(here[kept]), who)


def farthest(view: View, others: Longs, each: Floats, *, seed: int) -> Longs:
    """The fifth of *others* with the least access, ascending; *each* is beside them."""
    # Larger is better in a ranking; its inputs are above zero.
    near = each.max(initial=0.0) + 1.0 - each
    kept = best(near, len(others) // 5, id_of=_ids(view, others), seed=seed)
    return np.sort(others[kept])


def _senior(view: View) -> tuple[Longs, int]:
    """Rows of the highest whole levels, and the lowest of them; nobody where few are known."""
    people = view.people
    known = np.flatnonzero(people.present & (people.level != NO_LEVEL))
    if 2 * len(known) < int(people.present.sum()):
        return known[:0], 0
    level = people.level[known]
    for least in np.unique(level).tolist():
        rows = known[level >= least]
        if LEAST_TARGETS <= len(rows) <= SENIOR_SHARE * len(known):
            return rows, least
    return known[:0], 0


def _ids(view: View, rows: Longs) -> Callable[[int], str]:
    return lambda place: view.people.ids[int(rows[place])]
