"""Has a row above the same key, also where one of the two has other problems?"""

from collections.abc import Sequence
from typing import Any

from graphsvc.intake.cells import Row
from graphsvc.intake.spool import Spool


class Repeats:
    """Keys of rows that were set aside; sound rows are looked up in the *table* they went into.

    ``key`` are columns of the file and of the table, ``places`` where they stand in the values.
    """

    def __init__(self, spool: Spool, table: str, key: Sequence[str], places: Sequence[int]) -> None:
        self._rows, self._places, self._columns = spool.rows, places, frozenset(key)
        self._faulty = set[tuple[Any, ...]]()
        where = " AND ".join(f"{column} IS ?" for column in key)
        self._select = f"SELECT 1 FROM {table} WHERE {where}"

    def above(self, values: Sequence[Any]) -> bool:
        """Whether a row with problems has the key of these *values* of a sound row."""
        return bool(self._faulty) and self._key(values) in self._faulty

    def again(self, row: Row, values: Sequence[Any]) -> bool:
        """Whether any row above has the key of this *row*, which has problems of its own.

        A key that is itself the problem is nobody's.
        """
        if self._columns & {fault.column for fault in row.faults}:
            return False
        key = self._key(values)
        if key in self._faulty or self._rows.execute(self._select, key).fetchone():
            return True
        self._faulty.add(key)
        return False

    def _key(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[place] for place in self._places)
