"""Who lies on the shortest paths between others? Betweenness, from chosen sources or from all."""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import Turn, compiled, still
from graphsvc.kernels.parts import asked, parts
from graphsvc.kernels.rows import Rows

ENTRIES_A_TURN = 4_000_000  # about 50 ms
# A level is many if it holds more than this part of the people: worth one look at everybody.
MANY = 32
# Looking back from those not met stops at the first contact who was: the more of those, the sooner.
SOON = 8
# Giving costs two visits of random memory where taking costs one, and a look at every taker.
FEW = 4


def betweenness(
    rows: Rows,
    sources: NDArray[np.int64],
    *,
    back: Rows | None = None,
    turn: Turn | None = None,
) -> NDArray[np.float64]:
    """The sum of pair dependencies on each person, float64[n]; strengths play no part.

    The dependency of a pair on a person is the part of all shortest paths between the two that
    lead through her. Added up over all people as sources that is her betweenness, each
    undirected pair counted twice; over a part of them, an estimate to be scaled by the caller.

    Args:
        rows: ties; self-ties change nothing.
        sources: rows where paths begin, int64[s]; one named twice counts twice.
        back: None for undirected ties; for directed ones the same ties read the other way.
        turn: called between parts of the sources with those done and their number.
    Returns:
        Zeros where nobody lies between others. Sums are added in the order of the sources.
    Raises:
        IndexError: a source is not a row.
    Source:
        Brandes (2001), "A faster algorithm for betweenness centrality", Journal of Mathematical
        Sociology 25(2), 163-177. Looking back from people not met yet: Beamer, Asanovic and
        Patterson (2012), "Direction-optimizing breadth-first search", SC12.
    """
    people = rows.people
    back = rows if back is None else back
    between = np.zeros(people)
    network = (
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(back.indptr, np.uint64),
        still(back.indices, np.uint32),
    )
    scratch = (
        np.full(people, -1, np.int32),
        np.empty(people, np.uint32),
        np.empty(people + 2, np.int64),
        np.empty(people),
        np.empty(people),
        np.zeros(people),
    )
    sources = asked(sources, people)
    size = max(1, ENTRIES_A_TURN // (len(rows.indices) + people + 1))
    for part in parts(len(sources), size, turn):
        _add_dependencies(*network, sources[part], between, *scratch)
    return between


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    betweenness(rows, np.array([0]))


@compiled
def _add_dependencies(
    indptr, indices, back_indptr, back_indices, sources, between,
    steps, order, begins, ways, share, beside,
):  # fmt: skip
    """Adds what the paths from each source depend on everybody to *between*.

    Scratch: steps (all -1) and beside (all 0) are so again afterwards. ways and share lie beside
    order: the number of shortest paths to the person there, and (1 + her dependency) / ways.
    """
    for source in sources:
        levels = _levels(
            indptr, indices, back_indptr, back_indices, np.uint32(source), steps, order, begins
        )
        ways[0] = 1.0
        for level in range(1, levels):
            before, here, past = begins[level - 1], begins[level], begins[level + 1]
            _carry(
                indptr, indices, back_indptr, back_indices, order,
                before, here, here, past, ways, beside,
            )  # fmt: skip

        share[begins[levels - 1] : begins[levels]] = 0.0
        for level in range(levels - 1, 0, -1):
            here, past = begins[level], begins[level + 1]
            for place in range(here, past):
                dependency = share[place] * ways[place]
                between[order[place]] += dependency
                share[place] = (1.0 + dependency) / ways[place]
            if level > 1:
                _carry(
                    back_indptr, back_indices, indptr, indices, order,
                    here, past, begins[level - 1], here, share, beside,
                )  # fmt: skip

        for place in range(begins[levels]):
            steps[order[place]] = -1


@compiled
def _levels(indptr, indices, back_indptr, back_indices, source, steps, order, begins):
    """How many levels there are: order[begins[d]:begins[d + 1]] holds who is d steps away.

    Large levels are in row order: the rows are then read from front to back.
    """
    people = len(steps)
    steps[source] = 0
    order[0] = source
    begins[0] = 0
    begins[1] = 1
    level = np.int64(0)  # a plain 0 is a kind of its own: the next two would be compiled twice
    while begins[level] < begins[level + 1]:
        first = begins[level]
        past = begins[level + 1]
        many = (past - first) * MANY > people
        if many and (past - first) * SOON > people - past:
            tail = _look_back(back_indptr, back_indices, level, steps, order, past)
        else:
            tail = _look_ahead(indptr, indices, level, steps, order, first, past)
        level += 1
        begins[level + 1] = tail
    return level


@compiled
def _look_back(back_indptr, back_indices, level, steps, order, tail):
    """Where the next level ends in *order*: everybody not met looks for a contact in this one."""
    for person in range(len(steps)):
        if steps[person] >= 0:
            continue
        for k in range(back_indptr[person], back_indptr[person + 1]):
            if steps[back_indices[k]] == level:
                steps[person] = level + 1
                order[tail] = person
                tail += 1
                break
    return tail


@compiled
def _look_ahead(indptr, indices, level, steps, order, first, past):
    """Where the next level ends in *order*: this one looks for contacts that were not met."""
    tail = past
    for place in range(first, past):
        person = order[place]
        for k in range(indptr[person], indptr[person + np.uint32(1)]):
            other = indices[k]
            if steps[other] < 0:
                steps[other] = level + 1
                order[tail] = other
                tail += 1
    if (tail - past) * MANY > len(steps):
        tail = past
        for person in range(len(steps)):
            if steps[person] == level + 1:
                order[tail] = person
                tail += 1
    return tail


@compiled
def _carry(
    indptr, indices, back_indptr, back_indices, order,
    first_giver, past_giver, first_taker, past_taker, amount, beside,
):  # fmt: skip
    """amount of every taker = the sum of the amounts of the givers who have a tie to her.

    Few givers go through their own rows, otherwise the takers through theirs back. beside, all
    zero before and after, holds amounts by person: nobody but givers has one, so that a taker
    adds up whatever she finds, without a look at who is a giver.
    """
    if (past_giver - first_giver) * FEW < past_taker - first_taker:
        for place in range(first_giver, past_giver):
            person = order[place]
            for k in range(indptr[person], indptr[person + np.uint32(1)]):
                beside[indices[k]] += amount[place]
        for place in range(first_taker, past_taker):
            amount[place] = beside[order[place]]
        for place in range(first_giver, past_giver):
            person = order[place]
            for k in range(indptr[person], indptr[person + np.uint32(1)]):
                beside[indices[k]] = 0.0
    else:
        for place in range(first_giver, past_giver):
            beside[order[place]] = amount[place]
        for place in range(first_taker, past_taker):
            person = order[place]
            total = 0.0
            for k in range(back_indptr[person], back_indptr[person + np.uint32(1)]):
                total += beside[back_indices[k]]
            amount[place] = total
        for place in range(first_giver, past_giver):
            beside[order[place]] = 0.0
