"""What holds the network together? Components, cores, and the people and ties it hangs on."""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled, still
from graphsvc.kernels.rows import Rows

_Both = tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.uint64], NDArray[np.uint32]]


def components(rows: Rows, back: Rows | None = None) -> tuple[NDArray[np.int32], int]:
    """The number of each person's component, int32[n], and how many components there are.

    Components are numbered from 0 in the order of their first member. A component is joined from
    two ties a person first; nearly everybody is then in the largest one, and only the others are
    looked at again, since a tie that joins them to it lies in their rows too.

    Args:
        rows: ties.
        back: None for undirected ties; for directed ones the same ties read the other way. The
            components are then the weak ones, in which a tie counts in both directions.
    Source:
        Sutton, Ben-Nun and Barak (2018), "Optimizing parallel graph connectivity computation via
        subgraph sampling", IPDPS.
    """
    labels = np.zeros(rows.people, np.int32)
    count = _components(*_both(rows, back), back is not None, np.arange(rows.people), labels)
    return labels, count


def core_numbers(rows: Rows, back: Rows | None = None) -> NDArray[np.int32]:
    """The largest k for which each person is in the k-core, int32[n]; 0 without ties.

    The k-core is what is left when everybody with fewer than k ties to those left has gone.

    Args:
        rows: ties, without self-ties.
        back: None for undirected ties; for directed ones the same ties read the other way. Ties
            given and received then both count, as in NetworkX.
    Source:
        Batagelj and Zaversnik (2003), "An O(m) algorithm for cores decomposition of networks".
        Level by level: Kabir and Madduri (2017), "Parallel k-core decomposition on multicore
        platforms", IPDPS workshops.
    """
    people = rows.people
    cores = np.empty(people, np.int32)
    _peel(
        *_both(rows, back),
        back is not None,
        np.arange(people, dtype=np.uint32),
        np.empty(people + 1, np.uint32),
        cores,
    )
    return cores


def cut_points(rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.uint32]]:
    """Whether each person is an articulation point, bool[n], and the bridges, uint32[m, 2].

    Without an articulation point (her alone) or a bridge (that tie alone) a component falls into
    more of them.

    Args:
        rows: undirected ties.
    Returns:
        A bridge is a pair of rows, the lower one first; bridges are in rising order.
    Source:
        Hopcroft and Tarjan (1973), "Algorithm 447: efficient algorithms for graph manipulation",
        Communications of the ACM 16(6), 372-378. Tarjan (1974), "A note on finding the bridges
        of a graph", Information Processing Letters 2(6), 160-161.
    """
    people = rows.people
    cut = np.zeros(people, np.bool_)
    bridges = np.empty(people, np.uint64)
    count = _cut_points(
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        np.zeros(people, np.int32),
        np.empty(people, np.uint32),
        np.empty(people, np.uint64),
        np.empty(people, np.int32),
        np.empty(people, np.int32),
        cut,
        bridges,
    )
    rising = np.sort(bridges[:count])
    lower, higher = rising >> np.uint64(32), rising & np.uint64(0xFFFF_FFFF)
    return cut, np.stack([lower, higher], axis=1).astype(np.uint32)


def warm() -> None:
    """Compiles every loop: two people who know each other, and one who knows nobody."""
    rows = Rows(*map(np.array, ([0, 1, 2, 2], [1, 0], [0.5, 0.5])))
    components(rows)
    core_numbers(rows)
    cut_points(rows)


def _both(rows: Rows, back: Rows | None) -> _Both:
    """What the loops read: the rows, and the rows back (undirected: the rows again)."""
    back = rows if back is None else back
    return (
        still(rows.indptr, np.uint64),
        still(rows.indices, np.uint32),
        still(back.indptr, np.uint64),
        still(back.indices, np.uint32),
    )


@compiled
def _first(leads_to, person):
    """The first member of what *person* has been joined to so far; halves the way there."""
    while leads_to[person] != person:
        leads_to[person] = leads_to[leads_to[person]]
        person = leads_to[person]
    return person


@compiled
def _join(leads_to, one, other):
    # The lower row leads, so that a component leads to its first member.
    first = _first(leads_to, one)
    second = _first(leads_to, other)
    if first < second:
        leads_to[second] = first
    else:
        leads_to[first] = second


@compiled
def _components(indptr, indices, back_indptr, back_indices, directed, leads_to, labels):
    people = len(labels)
    for person in range(people):
        if indptr[person] < indptr[person + 1]:
            _join(leads_to, person, np.int64(indices[indptr[person]]))
            _join(leads_to, person, np.int64(indices[indptr[person + 1] - np.uint64(1)]))

    largest = 0  # labels count members here
    for person in range(people):
        leader = _first(leads_to, person)
        labels[leader] += 1
        if labels[leader] > labels[largest]:
            largest = leader

    for person in range(people):
        if leads_to[person] == largest:
            continue
        for k in range(indptr[person], indptr[person + 1]):
            _join(leads_to, person, np.int64(indices[k]))
        if directed:
            for k in range(back_indptr[person], back_indptr[person + 1]):
                _join(leads_to, person, np.int64(back_indices[k]))

    count = 0
    for person in range(people):
        if leads_to[person] == person:
            labels[person] = count
            count += 1
        else:  # whoever she is led to has a lower row, hence a label
            labels[person] = labels[leads_to[person]]
    return count


@compiled
def _peel(indptr, indices, back_indptr, back_indices, directed, left, going, cores):
    """Lets everybody with *core* ties to those left go, then with core + 1, and so on.

    cores holds the number of ties to those left, which is the core number once she has gone.
    left holds those who have not gone, so that looking for the next to go costs each person one
    look a core she is in, no more than she has ties.
    """
    for person in range(len(cores)):
        cores[person] = indptr[person + 1] - indptr[person]
        if directed:
            cores[person] += back_indptr[person + 1] - back_indptr[person]

    many_left = len(cores)
    core = np.int64(0)  # a plain 0 is a kind of its own: _lose_one would be compiled twice
    while many_left > 0:
        staying = 0
        tail = np.int64(0)
        for i in range(many_left):
            person = left[i]
            if cores[person] > core:
                left[staying] = person
                staying += 1
            elif cores[person] == core:
                going[tail] = person
                tail += 1
        many_left = staying
        head = 0
        while head < tail:
            person = going[head]
            head += 1
            for k in range(indptr[person], indptr[person + np.uint32(1)]):
                tail = _lose_one(cores, indices[k], core, going, tail)
            if directed:
                for k in range(back_indptr[person], back_indptr[person + np.uint32(1)]):
                    tail = _lose_one(cores, back_indices[k], core, going, tail)
        core += 1


@compiled
def _lose_one(cores, other, core, going, tail):
    # No branch: half of all contacts have gone already, which a processor cannot guess. Somebody
    # is written at the end of the queue each time; the end moves if she goes.
    had = cores[other]
    cores[other] = had - (had > core)
    going[tail] = other
    return tail + (had == core + 1)


@compiled
def _cut_points(indptr, indices, met, path, unread, met_at, lowest, cut, bridges):
    """How many bridges there are: one depth-first search, its path kept as a stack.

    met numbers people in the order they are met, 0 before. Along the path lie the person, the
    part of her row still unread, her number, and the lowest number anybody below her on the
    search tree has a tie to.
    """
    count = 0
    clock = np.int32(0)
    for root in range(len(met)):
        if met[root] > 0:
            continue
        clock += np.int32(1)
        met[root] = clock
        path[0] = root
        unread[0] = indptr[root]
        met_at[0] = clock
        lowest[0] = clock
        branches = 0
        depth = 0
        while depth >= 0:
            person = path[depth]
            came_from = path[max(depth - 1, 0)]
            low = lowest[depth]
            newcomer = np.int64(-1)
            for k in range(unread[depth], indptr[person + np.uint32(1)]):
                other = indices[k]
                number = met[other]
                if number == 0:
                    newcomer = np.int64(other)
                    unread[depth] = k + np.uint64(1)
                    break
                if number < low and other != came_from:
                    low = number
            lowest[depth] = low
            if newcomer >= 0:
                depth += 1
                clock += np.int32(1)
                met[newcomer] = clock
                path[depth] = newcomer
                unread[depth] = indptr[newcomer]
                met_at[depth] = clock
                lowest[depth] = clock
                continue

            depth -= 1
            if depth < 0:
                break
            lowest[depth] = min(lowest[depth], low)
            if low > met_at[depth]:
                above = np.uint64(path[depth])
                below = np.uint64(person)
                bridges[count] = (min(above, below) << np.uint64(32)) | max(above, below)
                count += 1
            if depth == 0:
                branches += 1
            elif low >= met_at[depth]:
                cut[path[depth]] = True
        cut[root] = branches > 1
    return count
