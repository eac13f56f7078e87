"""Which units does an import add, name or move in the chart?"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from graphsvc.intake.spool import Spool
from graphsvc.services.import_outbox import MOST_ROWS, Outbox
from graphsvc.store.base import Row, Store

UNITS = "units"


def write_units(store: Store, spool: Spool, outbox: Outbox) -> None:
    """Send new and changed units, then what they are part of; none is removed by absence.

    A file without names or without parents leaves those of the graph.
    """
    outbox.begin("Writing units", spool.count("unit"))
    with_parents = bool(next(spool.each("SELECT 1 FROM unit WHERE parent > '' LIMIT 1"), None))
    moved: list[Row] = []
    for page in _pages(spool.each("SELECT id, name, parent FROM unit ORDER BY id")):
        ids = [one for one, *_ in page]
        held = {row["id"]: row for row in store.rows("read/import_units", ids=ids)}
        for unit, name, parent in page:
            was = held.get(unit, {"name": "", "parent": ""})
            renamed = unit not in held or (name or was["name"]) != was["name"]
            if renamed:
                outbox.put("write/import_units", {"id": unit, "name": name or ""})
            if with_parents and (parent or "") != was["parent"]:
                moved.append({"id": unit, "parent": parent or ""})
            _count(outbox, unit not in held, renamed or (moved and moved[-1]["id"] == unit))
    outbox.flush()  # a parent has to be there before its parts
    for row in moved:
        outbox.put("write/import_units_parents", row)
    outbox.done()


def _count(outbox: Outbox, created: bool, changed: object) -> None:
    if created:
        outbox.tally.created[UNITS] += 1
    elif changed:
        outbox.tally.updated[UNITS] += 1
    else:
        outbox.tally.unchanged[UNITS] += 1


def _pages(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while page := list(islice(rows, MOST_ROWS)):
        yield page
