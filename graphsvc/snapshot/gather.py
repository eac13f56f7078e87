"""How do the lists of the snapshot queries become arrays, range after range?"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from sys import intern
from typing import Any

import numpy as np

from graphsvc.snapshot.view import NO_DAY

Columns = Mapping[str, Sequence[Any]]
Gathered = dict[str, Any]

# What each column of a query in cypher/snapshot holds; the plural is a list a person or tie.
COLUMNS: dict[str, dict[str, str]] = {
    "people": {
        "seq": "int",
        "id": "text",
        "name": "text",
        "title": "text",
        "level": "int",
        "levels": "ints",
        "levels_on": "days",
        "family": "text",
        "site": "text",
        "joined": "day",
        "left": "day",
    },
    "units": {"id": "text", "name": "text", "parent": "text"},
    "memberships": {"person": "int", "unit": "text", "since": "day", "until": "day"},
    "lines": {"person": "int", "manager": "int", "since": "day", "until": "day"},
    "knows": {
        "source": "int",
        "target": "int",
        "feed": "text",
        "stated": "real",
        "weeks": "ints",
        "counts": "ints",
    },
    "endorsed": {
        "endorser": "int",
        "endorsed": "int",
        "kind": "text",
        "on": "day",
        "confirmed": "day",
    },
    "mentors": {"mentor": "int", "mentee": "int", "since": "day", "until": "day"},
    "introductions": {
        "connector": "int",
        "mentee": "int",
        "introducee": "int",
        "states": "texts",
        "states_on": "days",
    },
    "promises": {
        "maker": "int",
        "receiver": "int",
        "size": "int",
        "made": "day",
        "due": "day",
        "states": "texts",
        "states_on": "days",
    },
}


def gather(query: str, parts: Iterable[Columns]) -> Gathered:
    """The columns of all *parts* of one query, each as one array (texts as one list).

    A list column gives its values one after another, and under ``<column>_each`` how many of them
    belong to each record. Parts are turned into arrays one by one: what the store sent for one
    range is let go before the next comes.
    """
    kinds = COLUMNS[query]
    pieces: dict[str, list[Any]] = {name: [] for name in _names(kinds)}
    for part in parts:
        for name, kind in kinds.items():
            column = part[name]
            if kind.endswith("s"):
                pieces[f"{name}_each"].append(np.array([len(one) for one in column], np.int64))
                column = list(chain.from_iterable(column))
            pieces[name].append(_array(kind.rstrip("s"), column))
    return {
        name: list(chain.from_iterable(found)) if _is_text(kinds, name) else _joined(found)
        for name, found in pieces.items()
    }


def _names(kinds: Mapping[str, str]) -> Iterable[str]:
    for name, kind in kinds.items():
        yield name
        if kind.endswith("s"):
            yield f"{name}_each"


def _is_text(kinds: Mapping[str, str], name: str) -> bool:
    return kinds.get(name, "int").startswith("text")


def _array(kind: str, column: Sequence[Any]) -> Any:
    if kind == "text":
        return [intern(one) for one in column]
    if kind == "day":
        return _days(column)
    return np.array(column, np.float32 if kind == "real" else np.int64)


def _days(column: Sequence[str]) -> Any:
    """Day numbers of ISO dates; '' is NO_DAY."""
    days = np.array(column, "datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _joined(found: list[Any]) -> Any:
    return np.concatenate(found) if found else np.empty(0, np.int64)
