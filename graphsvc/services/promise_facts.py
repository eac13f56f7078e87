"""What does the graph say about promises, and how is a new word written into it?"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from graphsvc.analyses.promise_moves import Move, Promised, Stands, stands
from graphsvc.store.base import Row, Statement, Store


class Fact(NamedTuple):
    """A promise as it lies in the graph."""

    id: str
    text: str
    size: int
    made_on: date | None
    promise: Promised

    def has(self, person_id: str | None) -> bool:
        """Whether the person is one of its two."""
        return person_id is not None and person_id in (self.promise.maker, self.promise.receiver)

    def on(self, today: date) -> Stands:
        return stands(self.promise, today)


def fact_of(store: Store, promise_id: str) -> Fact | None:
    """The promise of that id."""
    found = store.rows("read/promise", id=promise_id)
    return _fact(found[0]) if found else None


def made_by(store: Store, person_id: str) -> list[Fact]:
    """What the person promised, by id."""
    return [_fact(row) for row in store.rows("read/promises_made", person=person_id)]


def made_to(store: Store, person_id: str) -> list[Fact]:
    """What was promised to the person, by id."""
    return [_fact(row) for row in store.rows("read/promises_received", person=person_id)]


def making(fact: Fact) -> Statement:
    """What records a promise that is new."""
    promise = fact.promise
    return Statement(
        "write/promise_make",
        {
            "id": fact.id,
            "maker": promise.maker,
            "receiver": promise.receiver,
            "text": fact.text,
            "size": fact.size,
            "made_on": fact.made_on,
            "due_on": promise.due_on,
            **_lists(promise),
        },
    )


def moving(fact: Fact, move: Move) -> Statement:
    """What adds *move*, if nothing was said since *fact* was read."""
    after = fact.promise._replace(moves=(*fact.promise.moves, move))
    return Statement(
        "write/promise_move",
        {
            "id": fact.id,
            "moves": len(fact.promise.moves),
            "by": move.by,
            "due_on": stands(after, move.on or after.due_on).due_on,
            **_lists(after),
        },
    )


def _lists(promise: Promised) -> dict[str, Any]:
    """The moves as the graph holds them; the first date lies in front of all new ones."""
    dues = [one.due.isoformat() if one.due else "" for one in promise.moves]
    return {
        "states": [one.state for one in promise.moves],
        "states_on": [one.on.isoformat() if one.on else "" for one in promise.moves],
        "states_by": [one.by for one in promise.moves],
        "states_due": [promise.due_on.isoformat(), *dues[1:]],
    }


def _fact(row: Row) -> Fact:
    states, dues = row["states"], row["states_due"] or [""] * len(row["states"])
    moves = zip(states, row["states_on"], row["states_by"], ["", *dues[1:]], strict=True)
    first = _day(dues[0]) if dues else None
    promise = Promised(row["maker"], row["receiver"], first or row["due_on"], _moves(moves))
    return Fact(row["id"], row["text"], row["size"], row["made_on"], promise)


def _moves(found: Any) -> Sequence[Move]:
    return tuple(Move(state, _day(on), by, _day(due)) for state, on, by, due in found)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
