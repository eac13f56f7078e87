"""Which queries are there a case for, on both engines?

Every file of ``cypher/`` needs at least one :class:`Case`; ``test_queries.py`` runs each on the
embedded engine and on a real Neo4j and fails for a file without one (schema files are covered by
``test_schema.py``). Put the cases of your queries into a file of your own beside this one, named
``cases_<area>.py``, that holds a list ``CASES``; it is found by its name. For example::

    from datetime import date
    from tests.contract.cases import Case

    CASES = [
        Case(
            "read/endorsements_received",
            given=["CREATE (:Person {id: 'ben'})-[:ENDORSED {id: 'e1', kind: 'credit', "
                   "on: date('2026-01-05')}]->(:Person {id: 'ada'})"],
            parameters={"person_id": "ada", "as_of": date(2026, 2, 1), "limit": 10},
            rows=[{"endorsement_id": "e1", "endorser_id": "ben", "kind": "credit",
                   "given_on": date(2026, 1, 5), "confirmed_on": None}],
        ),
    ]

Each case starts from an empty graph with a fresh ledger (revision 0), runs the Cypher texts of
``given``, then the query through the store (``rows``, ``columns`` or ``write``, by its folder) and
compares the records *in order*. A ``write/`` case is run twice: the second time must leave the same
graph (pass ``idempotent=False`` only where the revision is what it is about). ``then`` pairs a
Cypher text with the records it must give after the first run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Case:
    """One query, what it starts from, what goes in and what must come out."""

    query: str
    rows: Sequence[Mapping[str, Any]]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    given: Sequence[str | tuple[str, Mapping[str, Any]]] = ()
    then: Sequence[tuple[str, Sequence[Mapping[str, Any]]]] = ()
    idempotent: bool = True
    name: str = ""

    def __str__(self) -> str:
        return f"{self.query}:{self.name}" if self.name else self.query


def all_cases() -> list[Case]:
    """The cases of every ``cases_<area>.py`` in this folder."""
    areas = sorted(path.stem for path in Path(__file__).parent.glob("cases_*.py"))
    found = [case for area in areas for case in import_module(f"tests.contract.{area}").CASES]
    assert len({str(case) for case in found}) == len(found), "two cases of a query need names"
    return found
