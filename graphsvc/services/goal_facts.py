"""What does the graph say about somebody's goals?"""

from datetime import date
from typing import NamedTuple

from graphsvc.store.base import Row, Store


class Aim(NamedTuple):
    """A goal as it lies in the graph; parties by id, '' where there is none."""

    id: str
    person: str
    kind: str
    text: str
    on: date | None
    recorded_by: str  # '' where it was imported
    shared_with: tuple[str, ...]
    unit: str
    decided_by: str


def aims_of(store: Store, person_id: str) -> tuple[Aim, ...]:
    """What the person aims for, the latest first."""
    found = [_aim(row, person_id) for row in store.rows("read/goals", person=person_id)]
    # Undated ones are older than all others.
    return tuple(sorted(found, key=lambda one: one.on or date.min, reverse=True))


def aim_of(store: Store, goal_id: str) -> Aim | None:
    """The goal of that id."""
    found = store.rows("read/goal", id=goal_id)
    return _aim(found[0], found[0]["person"]) if found else None


def _aim(row: Row, person_id: str) -> Aim:
    return Aim(
        id=row["id"],
        person=person_id,
        kind=row["kind"],
        text=row["text"],
        on=row["day"],
        recorded_by=row["recorded_by"],
        shared_with=tuple(row["shared_with"]),
        unit=row["unit"],
        decided_by=row["decided_by"],
    )
