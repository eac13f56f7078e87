"""What would a store send of the organisation? The columns of every snapshot query, as gathered."""

from datetime import date

import numpy as np

from bench.organisation import Organisation
from graphsvc.model import day_number, last_whole_week
from graphsvc.snapshot.gather import COLUMNS, Gathered, Words, gather
from graphsvc.snapshot.view import NO_DAY, NOBODY

TODAY = date(2026, 11, 23)
JOINED = date(2020, 1, 6)
FEED = "mail"
MOST_CONTACTS = 20  # of a tie as strong as can be, in its last week


def gathered(made: Organisation) -> dict[str, Gathered]:
    """Everybody with id, name, title, level and team; every tie one way, with a week of contacts.

    Divisions hold departments, departments teams; there are no other facts.
    """
    found = {query: gather(query, []) for query in COLUMNS}
    found["people"] = _people(made)
    found["units"] = _units(made)
    found["memberships"] = _memberships(made)
    found["knows"] = _knows(made)
    return found


def id_of(row: int) -> str:
    """The id of the person in *row* of the organisation."""
    return f"p-{row:07}"


def _people(made: Organisation) -> Gathered:
    nothing, same = np.zeros(0, np.int64), np.zeros(made.people, np.int32)
    everybody = range(made.people)
    return {
        "seq": np.arange(1, made.people + 1),
        "id": [id_of(one) for one in everybody],
        "name": [f"Person {one}" for one in everybody],
        "title": Words(["engineer"], same),
        "level": made.level.astype(np.int64),
        "levels": nothing,
        "levels_each": np.zeros(made.people, np.int64),
        "levels_on": nothing.astype(np.int32),
        "levels_on_each": np.zeros(made.people, np.int64),
        "family": Words(["engineering"], same),
        "site": Words(["Vienna"], same),
        "joined": np.full(made.people, day_number(JOINED), np.int32),
        "left": np.full(made.people, NO_DAY, np.int32),
    }


def _units(made: Organisation) -> Gathered:
    charts = ((made.team, "t", made.department, "d"), (made.department, "d", made.division, "v"))
    part_of = {
        f"{prefix}{one:05}": f"{over}{above:05}"
        for units, prefix, parents, over in charts
        for one, above in zip(units.tolist(), parents.tolist(), strict=True)
    }
    part_of |= {f"v{one:05}": "" for one in np.unique(made.division).tolist()}
    return {"id": list(part_of), "name": list(part_of), "parent": list(part_of.values())}


def _memberships(made: Organisation) -> Gathered:
    return {
        "person": np.arange(1, made.people + 1),
        "unit": Words.of(f"t{one:05}" for one in made.team.tolist()),
        "since": np.full(made.people, day_number(JOINED), np.int32),
        "until": np.full(made.people, NO_DAY, np.int32),
    }


def _knows(made: Organisation) -> Gathered:
    # As the query sends them, by source and target.
    order = np.lexsort((made.target, made.source))
    ties = len(order)
    once = np.ones(ties, np.int64)
    return {
        "source": made.source[order].astype(np.int64) + 1,
        "target": made.target[order].astype(np.int64) + 1,
        "feed": Words([FEED], np.zeros(ties, np.int32)),
        "stated": np.full(ties, NOBODY, np.float32),
        "weeks": np.full(ties, last_whole_week(TODAY), np.int64),
        "weeks_each": once,
        "counts": np.ceil(MOST_CONTACTS * made.strength[order]).astype(np.int64),
        "counts_each": once,
    }
