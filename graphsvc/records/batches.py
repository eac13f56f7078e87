"""How do many rows enter a table without being held in memory?"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection

BATCH = 5_000


def insert_in_batches(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> int:
    """Insert every row and return how many there were."""
    waiting, count = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        connection.execute(insert(table), batch)
        count += len(batch)
    return count
