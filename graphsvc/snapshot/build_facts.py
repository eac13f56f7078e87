"""How do ties, acts and moves of an export lie by row?"""

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np

from graphsvc.errors import SnapshotInvalid
from graphsvc.kernels import lists
from graphsvc.kernels.build import tie_order
from graphsvc.model import GOAL_KINDS, INTRODUCTION_STATES, KINDS, PROMISE_MOVES, DenyMask
from graphsvc.snapshot.chart import RowsOfPeople, positions
from graphsvc.snapshot.columns import (
    EndorsementColumns,
    Feed,
    GoalColumns,
    IntroductionColumns,
    Longs,
    PromiseColumns,
    Spans,
)
from graphsvc.snapshot.gather import Gathered, Words
from graphsvc.snapshot.ragged import starts, take
from graphsvc.snapshot.texts import PeopleIds, Texts
from graphsvc.snapshot.view import NOBODY, Flags, Ints


def feeds(found: Gathered, rows: RowsOfPeople, hidden: Longs) -> dict[str, Feed]:
    check_lengths(found, "weeks", "counts", "knows")
    source, target = rows.of(found["source"]), rows.of(found["target"])
    known = (source >= 0) & (target >= 0)
    rows.count_out("ties", known)
    known &= source != target
    if len(hidden):
        known &= ~np.isin((source.astype(np.int64) << 32) + target, hidden)
    if known.all():
        return _feeds(found, source, target, None, len(rows.seqs))
    chosen = np.flatnonzero(known)
    return _feeds(found, source[chosen], target[chosen], chosen, len(rows.seqs))


def _feeds(
    found: Gathered, source: Ints, target: Ints, chosen: Longs | None, people: int
) -> dict[str, Feed]:
    """Ties by feed; *chosen* are their places in the columns of *found*, None for all of them."""
    words = Words.of(found["feed"])
    code = words.code if chosen is None else words.code[chosen]
    # All feeds are sorted at once: the rows of one after those of another.
    row = source if len(words.known) == 1 else code.astype(np.int64) * people + source
    order = tie_order(people * len(words.known), row, target).once()
    at = order.position if chosen is None else chosen[order.position]
    start, *cells = lists.taken(starts(found["weeks_each"]), at, found["weeks"], found["counts"])
    whole = Feed(
        order.indptr.view(np.int64), order.target.view(np.int32), found["stated"][at], start, *cells
    )
    feeds = {name: _part(whole, number * people, people) for number, name in enumerate(words.known)}
    return dict(sorted(feeds.items()))


def _part(whole: Feed, first_row: int, rows: int) -> Feed:
    """The ties of some *rows* of a feed."""
    start, ties = _from_zero(whole.start[first_row : first_row + rows + 1])
    week_start, weeks = _from_zero(whole.week_start[ties.start : ties.stop + 1])
    return Feed(
        start=start,
        target=whole.target[ties],
        stated=whole.stated[ties],
        week_start=week_start,
        weeks=whole.weeks[weeks],
        counts=whole.counts[weeks],
    )


def _from_zero(start: Longs) -> tuple[Longs, slice]:
    """*start*, counted from where its first list begins, and where all its lists lie."""
    first, last = int(start[0]), int(start[-1])
    return (start - first if first else start), slice(first, last)


def hidden_pairs(deny: DenyMask, ids: PeopleIds) -> Longs:
    """``row * 2**32 + row`` of every hidden tie between people of *ids*, both ways."""
    found: list[int] = []
    for pair in deny.ties:
        one, other = map(ids.find, pair)
        if one is not None and other is not None:
            found += [(one << 32) + other, (other << 32) + one]
    return np.array(sorted(found), np.int64)


def spans_of_people(
    rows: RowsOfPeople, what: str, found: Gathered, person: str, other: str
) -> Spans:
    return spans(rows, what, found, found[person], rows.of(found[other]))


def spans(rows: RowsOfPeople, what: str, found: Gathered, seq: Longs, other: Longs | Ints) -> Spans:
    person = rows.of(seq)
    known = (person >= 0) & (other >= 0)
    rows.count_out(what, known)
    columns = (person, other, found["since"], found["until"])
    kept = [one[known].astype(np.int64) for one in columns]
    # Two columns of 32 bits are sorted and compared as one.
    began, ended = (kept[0] << 32) + kept[2], (-kept[1] << 32) + kept[3]
    order = np.lexsort((ended, began))
    began, ended = began[order], ended[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (began[1:] != began[:-1]) | (ended[1:] != ended[:-1])
    order = order[new]
    return Spans(*(one[order].astype(np.int32) for one in kept))


def endorsements(found: Gathered, rows: RowsOfPeople) -> tuple[Texts, EndorsementColumns]:
    """What they are about, and the acts."""
    kinds = Words.of(found["kind"])
    kind = _codes(kinds.known, KINDS)[kinds.code]
    endorser, endorsed = rows.of(found["endorser"]), rows.of(found["endorsed"])
    known = (endorser >= 0) & (endorsed >= 0) & (kind >= 0)
    rows.count_out("endorsements", known)
    topics, topic = sorted_codes(Words.of(found["topic"]), np.flatnonzero(known))
    columns = (endorser, endorsed, kind, found["on"], found["confirmed"])
    kept = np.stack([*(one[known].astype(np.int32) for one in columns), topic])
    order = np.lexsort((kept[5], kept[4], kept[2], kept[0], kept[3], kept[1]))
    return topics, EndorsementColumns(*kept[:, order])


def sorted_codes(words: Words, chosen: Longs) -> tuple[Texts, Ints]:
    """The words of the *chosen* in order, and which of them each has; '' is NOBODY."""
    code = words.code[chosen]
    # A word that only people have who are left out is not told.
    used = sorted({words.known[one] for one in np.flatnonzero(np.bincount(code))} - {""})
    place = {word: at for at, word in enumerate(used)}
    new = np.array([place.get(word, NOBODY) for word in words.known], np.int32)
    return Texts.of(used), new[code]


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


def goals(found: Gathered, rows: RowsOfPeople, units: Texts) -> GoalColumns:
    person, decided_by = rows.of(found["person"]), rows.of(found["decided_by"])
    kinds = Words.of(found["kind"])
    kind = _codes(kinds.known, GOAL_KINDS)[kinds.code]
    known = (person >= 0) & (kind >= 0)
    rows.count_out("goals", known)
    # Those of one day stay as they were sent, by id.
    order = np.lexsort((-found["on"].astype(np.int64), person))
    order = order[known[order]]
    return GoalColumns(
        person=person[order].astype(np.int32),
        kind=kind[order],
        text=Texts.of(found["text"]).take(order),
        on=found["on"][order],
        unit=positions(units, Words.of(found["unit"]))[order].astype(np.int32),
        decided_by=decided_by[order].astype(np.int32),
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
