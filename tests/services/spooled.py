"""A small import in a spool, as the parser leaves it; tests vary it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from graphsvc.intake.progress import Silent
from graphsvc.intake.spool import Spool
from graphsvc.services.import_outbox import Tally
from graphsvc.services.import_write import index, write
from graphsvc.store.base import Store

TODAY = date(2026, 11, 24)
WEEK = 2966  # begins on Monday 2026-11-09
Tables = dict[str, list[dict[str, Any]]]

# Ada leads Ben and Cy; Ben wrote to Ada in two weeks; everything else happened once.
SMALL: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "person": [
        {"id": "ada", "name": "Ada", "level": 3, "joined_on": "2020-01-01"},
        {"id": "ben", "name": "Ben", "level": 1, "site": "Wien"},
        {"id": "cy", "name": "Cy"},
    ],
    "level": [
        {"person": "ben", "level": 1, "since": "2024-02-01"},
        {"person": "ben", "level": 2, "since": "2025-02-01"},
        {"person": "ben", "level": 3, "since": "2027-02-01"},
    ],
    "unit": [
        {"id": "all", "name": "Company"},
        {"id": "sales", "name": "Sales", "parent": "all"},
    ],
    "membership": [
        {"person": "ada", "unit": "all"},
        {"person": "ben", "unit": "all", "since": "2024-02-01", "until": "2025-01-01"},
        {"person": "ben", "unit": "sales", "since": "2025-01-01"},
    ],
    "line": [{"person": "ben", "manager": "ada"}, {"person": "cy", "manager": "ada"}],
    "tie": [{"source": "ada", "target": "cy", "feed": "survey", "stated": 0.75}],
    "contact": [
        {"source": "ben", "target": "ada", "feed": "mail", "week": WEEK, "count": 2},
        {"source": "ben", "target": "ada", "feed": "mail", "week": WEEK - 4, "count": 1},
        {"source": "cy", "target": "ada", "feed": "mail", "week": WEEK - 4, "count": 5},
    ],
    "endorsement": [
        {"id": "e1", "endorser": "ada", "endorsed": "ben", "kind": "advocacy", "on": "2026-03-02"},
        {"id": "e2", "endorser": "ada", "endorsed": "cy", "kind": "advice", "on": "2026-04-01"},
        {"id": "e3", "endorser": "cy", "endorsed": "ben", "kind": "credit", "confirmed_by": "ben"},
    ],
    "mentoring": [
        {"mentor": "ada", "mentee": "cy", "since": "2026-01-01", "programme": "first"},
        {"mentor": "ada", "mentee": "cy"},
    ],
    "introduction": [
        {
            "id": "i1",
            "connector": "ada",
            "mentee": "cy",
            "introducee": "ben",
            "states": ["proposed", "met"],
            "states_on": ["2026-05-01", None],
            "states_by": ["cy", "ada"],
            "outcome": "lunch",
            "proposed_by": "cy",
        }
    ],
    "promise": [
        {
            "id": "p1",
            "made_by": "ada",
            "made_to": "cy",
            "size": 2,
            "made_on": "2026-05-01",
            "states": ["made"],
            "states_on": ["2026-05-01"],
            "states_by": ["ada"],
        }
    ],
    "goal": [
        {"id": "g1", "person": "cy", "kind": "unit", "unit": "sales", "decided_by": "ada"},
        {"id": "g2", "person": "cy", "kind": "skill", "text": "Speak", "on": "2026-02-02"},
    ],
    "feedback": [
        {
            "id": "f1",
            "author": "ada",
            "about": "cy",
            "on": "2026-06-01",
            "specificity": '{"work": 1}',
        }
    ],
}
COVERAGE = (
    ("level", "", "2024-02-01", "2027-02-01", 0),
    ("membership", "", "2024-02-01", "2025-01-01", 1),
    ("line", "", None, None, 1),
    ("tie", "survey", None, None, 1),
    ("contact", "mail", "2026-10-12", "2026-11-15", 0),
    ("endorsement", "", "2026-03-02", "2026-04-01", 1),
    ("mentoring", "", "2026-01-01", "2026-01-01", 1),
    ("introduction", "", "2026-05-01", "2026-05-01", 0),
    ("promise", "", "2026-05-01", "2026-05-01", 0),
    ("goal", "", "2026-02-02", "2026-02-02", 1),
    ("feedback", "", "2026-06-01", "2026-06-01", 0),
)
GIVEN = ("name", "level", "site", "joined_on")


def small() -> Tables:
    """A copy of the small import that a test may change."""
    return {table: [dict(row) for row in rows] for table, rows in SMALL.items()}


def spool_of(
    path: Path,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = SMALL,
    *,
    coverage: Sequence[tuple[Any, ...]] = COVERAGE,
    given: Sequence[str] = GIVEN,
) -> Spool:
    path.unlink(missing_ok=True)
    spool = Spool(path)
    for table, rows in tables.items():
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            values = tuple(json.dumps(v) if isinstance(v, list) else v for v in row.values())
            spool.add(f"INSERT INTO {table} ({names}) VALUES ({marks})", [values])
    spool.add("INSERT INTO coverage VALUES (?, ?, ?, ?, ?)", coverage)
    spool.remember("given", list(given))
    index(spool)
    return spool


def written(store: Store, spool: Spool, *, dry_run: bool = False) -> Tally:
    """Write *spool* and remove it."""
    try:
        return write(
            store, spool, Silent(), pseudonym=lambda one: f"~{one}", today=TODAY, dry_run=dry_run
        )
    finally:
        spool.remove()
