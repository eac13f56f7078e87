"""How do ties, acts and moves of an export lie by row?"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np

from graphsvc.errors import SnapshotInvalid
from graphsvc.kernels import lists
from graphsvc.kernels.build import tie_order
from graphsvc.model import INTRODUCTION_STATES, KINDS, PROMISE_MOVES, DenyMask
from graphsvc.snapshot.chart import RowsOfPeople
from graphsvc.snapshot.columns import (
    EndorsementColumns,
    Feed,
    IntroductionColumns,
    Longs,
    PromiseColumns,
    Spans,
)
from graphsvc.snapshot.gather import Gathered
from graphsvc.snapshot.ragged import starts, take
from graphsvc.snapshot.texts import PeopleIds
from graphsvc.snapshot.view import NOBODY, Flags, Ints


def feeds(found: Gathered, rows: RowsOfPeople, hidden: Longs) -> dict[str, Feed]:
    check_lengths(found, "weeks", "counts", "knows")
    source, target = rows.of(found["source"]), rows.of(found["target"])
    known = (source >= 0) & (target >= 0)
    rows.count_out("ties", known)
    known &= source != target
    if len(hidden):
        known &= ~np.isin((source << 32) + target, hidden)
    names, code = coded(found["feed"])
    week_start, ends, people = starts(found["weeks_each"]), (source, target), len(rows.seqs)
    return {
        name: _feed(found, week_start, ends, np.flatnonzero(known & (code == at)), people)
        for name, at in sorted(zip(names, range(len(names)), strict=True))
    }


def _feed(
    found: Gathered, week_start: Longs, ends: tuple[Longs, Longs], chosen: Longs, people: int
) -> Feed:
    order = tie_order(people, *(end[chosen] for end in ends)).once()
    chosen = chosen[order.position]
    start, weeks, counts = lists.taken(week_start, chosen, found["weeks"], found["counts"])
    return Feed(
        start=order.indptr.view(np.int64),
        target=order.target.view(np.int32),
        stated=found["stated"][chosen],
        week_start=start,
        weeks=weeks,
        counts=counts,
    )


def hidden_pairs(deny: DenyMask, ids: PeopleIds) -> Longs:
    """``row * 2**32 + row`` of every hidden tie between people of *ids*, both ways."""
    found: list[int] = []
    for pair in deny.ties:
        one, other = map(ids.find, pair)
        if one is not None and other is not None:
            found += [(one << 32) + other, (other << 32) + one]
    return np.array(sorted(found), np.int64)


def coded(words: Sequence[str]) -> tuple[list[str], Longs]:
    """The different *words* in the order they come first, and which of them each is."""
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__
    code = np.fromiter(map(known.__getitem__, words), np.int64, len(words))
    return list(known), code


def spans_of_people(
    rows: RowsOfPeople, what: str, found: Gathered, person: str, other: str
) -> Spans:
    return spans(rows, what, found, found[person], rows.of(found[other]))


def spans(rows: RowsOfPeople, what: str, found: Gathered, seq: Longs, other: Longs) -> Spans:
    person = rows.of(seq)
    known = (person >= 0) & (other >= 0)
    rows.count_out(what, known)
    columns = (person, other, found["since"], found["until"])
    person, other, since, until = (one[known].astype(np.int64) for one in columns)
    # Two columns of 32 bits are sorted and compared as one.
    began, ended = (person << 32) + since, (-other << 32) + until
    order = np.lexsort((ended, began))
    began, ended = began[order], ended[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (began[1:] != began[:-1]) | (ended[1:] != ended[:-1])
    order = order[new]
    return Spans(*(one[order].astype(np.int32) for one in (person, other, since, until)))


def endorsements(found: Gathered, rows: RowsOfPeople) -> EndorsementColumns:
    kind = _codes(found["kind"], KINDS)
    endorser, endorsed = rows.of(found["endorser"]), rows.of(found["endorsed"])
    known = (endorser >= 0) & (endorsed >= 0) & (kind >= 0)
    rows.count_out("endorsements", known)
    columns = (endorser, endorsed, kind, found["on"], found["confirmed"])
    kept = np.stack([one[known].astype(np.int32) for one in columns])
    return EndorsementColumns(*kept[:, np.lexsort((kept[4], kept[2], kept[0], kept[3], kept[1]))])


def _codes(words: Sequence[str], vocabulary: Sequence[str]) -> Ints:
    code = {word: at for at, word in enumerate(vocabulary)}
    return np.fromiter(map(code.get, words, repeat(NOBODY)), np.int32, len(words))


def introductions(found: Gathered, rows: RowsOfPeople) -> IntroductionColumns:
    states = _codes(found["states"], INTRODUCTION_STATES)
    mentee, introducee = rows.of(found["mentee"]), rows.of(found["introducee"])
    connector = rows.of(found["connector"])
    # Without its connector an introduction goes on; a connector who left the graph ends it.
    gone = (found["connector"] >= 0) & (connector < 0)
    known = (mentee >= 0) & (introducee >= 0) & ~gone
    order, start, taken = _moves(
        found, known, (introducee, connector, mentee), rows, "introductions"
    )
    return IntroductionColumns(
        connector=connector[order].astype(np.int32),
        mentee=mentee[order].astype(np.int32),
        introducee=introducee[order].astype(np.int32),
        start=start,
        state=states[taken],
        on=found["states_on"][taken],
    )


def promises(found: Gathered, rows: RowsOfPeople) -> PromiseColumns:
    states = _codes(found["states"], PROMISE_MOVES)
    maker, receiver = rows.of(found["maker"]), rows.of(found["receiver"])
    known = (maker >= 0) & (receiver >= 0)
    order, start, taken = _moves(found, known, (found["made"], receiver, maker), rows, "promises")
    return PromiseColumns(
        maker=maker[order].astype(np.int32),
        receiver=receiver[order].astype(np.int32),
        size=found["size"][order].astype(np.int32),
        made=found["made"][order],
        due=found["due"][order],
        start=start,
        move=states[taken],
        on=found["states_on"][taken],
    )


def _moves(
    found: Gathered, known: Flags, by: tuple[Any, ...], rows: RowsOfPeople, what: str
) -> tuple[Longs, Longs, Longs]:
    """The order of the kept facts, and starts and positions of their moves."""
    check_lengths(found, "states", "states_on", what)
    rows.count_out(what, known)
    order = np.lexsort(by)
    order = order[known[order]]
    return order, *take(starts(found["states_each"]), order)


def check_lengths(found: Gathered, one: str, other: str, what: str) -> None:
    if not np.array_equal(found[f"{one}_each"], found[f"{other}_each"]):
        raise SnapshotInvalid(f"The graph holds {what} with unequally long {one} and {other}.")
