"""What kinds of dated facts does an import bring, and how do they lie in spool and graph?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphsvc.services.import_coverage import as_day
from graphsvc.store.base import Row

DATES = frozenset({"since", "until", "on", "confirmed_on", "made_on", "due_on"})
RECORDED_BY = "recorded_by"  # of what was not imported: the id of whoever said it
MOVED_HERE = "moved_here"  # true of an introduction from a file that went on in the service
CONFIRMED_HERE = "confirmed_here"  # true where it was confirmed in the service
CONFIRMED = ("confirmed_on", "confirmed_by")
LISTS = frozenset({"states", "states_on", "states_by"})


@dataclass(frozen=True)
class Fact:
    """One kind of fact. Each belongs to a person, whose row of the graph it is compared by.

    Attributes:
        name: its plural, in reports; ``table`` and ``owner`` are those of the spool.
        query: ``read/import_<query>`` tells what a range of owners has; ``write/import_<query>``
            makes it, ``write/import_<query>_gone`` removes it.
        parties: who else takes part, by the name in the queries; the value is the spool's column.
        columns: the properties, named alike in spool and graph.
        day: the property that says which day it is of; of a list, the first entry.
        feed: the property by which coverage is split, '' for none.
        spans: known by the other party and ``since`` in place of an id.
    """

    name: str
    table: str
    owner: str
    query: str
    parties: Mapping[str, str]
    columns: tuple[str, ...]
    day: str
    feed: str = ""
    spans: bool = False
    selected: str = field(init=False)

    def __post_init__(self) -> None:
        names = [self.owner, *self.parties.values(), *self.columns]
        object.__setattr__(self, "selected", ", ".join(f'fact."{name}"' for name in names))

    def stored(self, row: tuple[Any, ...]) -> tuple[str, Row]:
        """The owner, and the fact as the read query would tell it, of a row of the spool."""
        person, *rest = row
        split = len(self.parties)
        parties = dict(zip(self.parties, (one or "" for one in rest[:split]), strict=True))
        values = zip(self.columns, rest[split:], strict=True)
        kept = {name: _value(name, value) for name, value in values if value is not None}
        return person, {**parties, "properties": kept}

    def key(self, fact: Row) -> tuple[str, ...]:
        """What the fact is known by among those of its owner."""
        found = fact["properties"]
        if self.spans:
            return fact["other"], str(found.get("since", ""))
        # An endorsement is a tie: with somebody else at its other end it is another one.
        return found["id"], fact["other"] if self.feed else ""

    def as_in_file(self, fact: Row) -> Row:
        """*fact* without what only the service adds to it, and no file can say."""
        added = CONFIRMED if fact["properties"].get(CONFIRMED_HERE) else ()
        kept = {
            name: one
            for name, one in fact["properties"].items()
            if name in self.columns and name not in added
        }
        return {**fact, "properties": kept}

    def made_here(self, fact: Row) -> bool:
        """Whether somebody recorded or moved it in the service: no file takes it back."""
        return any(fact["properties"].get(one) for one in (RECORDED_BY, MOVED_HERE))

    def goes_on_here(self, fact: Row) -> bool:
        """Whether its moves are made in the service: what a file says of them comes too late."""
        return "states" in self.columns and self.made_here(fact)

    def day_of(self, fact: Row) -> date | None:
        day = fact["properties"].get(self.day)
        return as_day(next(iter(day), "")) if isinstance(day, list) else day

    def feed_of(self, fact: Row) -> str:
        return str(fact["properties"].get(self.feed, "")) if self.feed else ""


def _value(name: str, value: Any) -> Any:
    if name in DATES:
        return date.fromisoformat(value)
    if name in LISTS:
        # A list of the graph cannot hold a null: an undated move has the day ''.
        return ["" if one is None else one for one in json.loads(value)]
    return value


_MOVES = ("states", "states_on", "states_by")

FACTS = (
    Fact(
        "memberships",
        table="membership",
        owner="person",
        query="members",
        parties={"other": "unit"},
        columns=("since", "until"),
        day="since",
        spans=True,
    ),
    Fact(
        "lines",
        table="line",
        owner="person",
        query="lines",
        parties={"other": "manager"},
        columns=("since", "until"),
        day="since",
        spans=True,
    ),
    Fact(
        "mentoring",
        table="mentoring",
        owner="mentor",
        query="mentors",
        parties={"other": "mentee"},
        columns=("since", "until", "programme"),
        day="since",
        spans=True,
    ),
    Fact(
        "endorsements",
        table="endorsement",
        owner="endorser",
        query="endorsed",
        parties={"other": "endorsed"},
        columns=("id", "kind", "on", "topic", "text", "confirmed_on", "confirmed_by"),
        day="on",
        feed="kind",
    ),
    Fact(
        "introductions",
        table="introduction",
        owner="mentee",
        query="introductions",
        parties={
            "connector": "connector",
            "introducee": "introducee",
            "proposed_by": "proposed_by",
        },
        columns=("id", *_MOVES, "outcome"),
        day="states_on",
    ),
    Fact(
        "promises",
        table="promise",
        owner="made_by",
        query="promises",
        parties={"other": "made_to"},
        columns=("id", "text", "size", "made_on", "due_on", *_MOVES),
        day="made_on",
    ),
    Fact(
        "goals",
        table="goal",
        owner="person",
        query="goals",
        parties={"decided_by": "decided_by", "unit": "unit"},
        columns=("id", "kind", "text", "on"),
        day="on",
    ),
    Fact(
        "feedback",
        table="feedback",
        owner="author",
        query="feedback",
        parties={"other": "about"},
        columns=("id", "on", "specificity"),
        day="on",
    ),
)
