"""What does the graph say about who did what for whom?"""

from datetime import date
from typing import NamedTuple

from graphsvc.store.base import Row, Store


class Act(NamedTuple):
    """An endorsement as it lies in the graph; people by id, '' where nobody is named."""

    id: str
    endorser: str
    endorsed: str
    kind: str
    on: date | None
    topic: str
    text: str
    recorded_by: str  # '' where it was imported
    confirmed: bool
    confirmed_on: date | None
    confirmed_by: str

    @property
    def said_by(self) -> str:
        """Who of the two says so; of what was imported, the endorser."""
        return self.recorded_by or self.endorser

    @property
    def other_side(self) -> str:
        """Who of the two can confirm it."""
        return self.endorsed if self.said_by == self.endorser else self.endorser

    def is_of(self, person_id: str | None) -> bool:
        """Whether the person is one of the two."""
        return person_id in (self.endorser, self.endorsed)


def act_of(store: Store, act_id: str) -> Act | None:
    """The endorsement of that id."""
    found = store.rows("read/endorsement", id=act_id)
    return _act(found[0]) if found else None


def acts_of(store: Store, person_id: str) -> tuple[Act, ...]:
    """What the person did for others and others for her, the latest first."""
    return _latest_first(
        [
            *store.rows("read/endorsements_given", person=person_id),
            *store.rows("read/endorsements_received", person=person_id),
        ]
    )


def acts_for(store: Store, person_id: str) -> tuple[Act, ...]:
    """What others did for the person, the latest first."""
    return _latest_first(store.rows("read/endorsements_received", person=person_id))


def _latest_first(rows: list[Row]) -> tuple[Act, ...]:
    acts = sorted(map(_act, rows), key=lambda one: (one.id, one.endorser, one.endorsed))
    # Undated ones are older than all others.
    return tuple(sorted(acts, key=lambda one: one.on or date.min, reverse=True))


def _act(row: Row) -> Act:
    return Act(**{("on" if name == "day" else name): value for name, value in row.items()})
