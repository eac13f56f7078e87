"""How do the lists of the snapshot queries become arrays, range after range?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.snapshot.view import NO_DAY

Columns = Mapping[str, Sequence[Any]]
Gathered = dict[str, Any]

# What each column of a query in cypher/snapshot holds; the plural is a list a person or tie, and a
# word is a text that many of them share.
COLUMNS: dict[str, dict[str, str]] = {
    "people": {
        "seq": "int",
        "id": "text",
        "name": "text",
        "title": "word",
        "level": "int",
        "levels": "ints",
        "levels_on": "days",
        "family": "word",
        "site": "word",
        "joined": "day",
        "left": "day",
    },
    "units": {"id": "text", "name": "text", "parent": "text"},
    "memberships": {"person": "int", "unit": "word", "since": "day", "until": "day"},
    "lines": {"person": "int", "manager": "int", "since": "day", "until": "day"},
    "knows": {
        "source": "int",
        "target": "int",
        "feed": "word",
        "stated": "real",
        "weeks": "ints",
        "counts": "ints",
    },
    "endorsed": {
        "endorser": "int",
        "endorsed": "int",
        "kind": "word",
        "on": "day",
        "confirmed": "day",
        "topic": "word",
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
    "goals": {
        "person": "int",
        "kind": "word",
        "text": "text",
        "on": "day",
        "unit": "word",
        "decided_by": "int",
    },
}


class Words(Sequence[str]):
    """Texts of which there are few different ones: ``known``, in the order of their first use.

    Text i is known[code[i]].
    """

    def __init__(self, known: list[str], code: NDArray[np.int32]) -> None:
        self.known, self.code = known, code

    @classmethod
    def of(cls, words: Iterable[str]) -> "Words":
        """*words* with codes; themselves, if they have them already."""
        if isinstance(words, Words):
            return words
        known = _numbers()
        code = _codes(known, list(words))
        return cls(list(known), code)

    def __len__(self) -> int:
        return len(self.code)

    def __getitem__(self, at: Any) -> Any:
        return self.known[self.code[at]]

    def __iter__(self) -> Iterator[str]:
        return map(self.known.__getitem__, self.code.tolist())


def gather(query: str, parts: Iterable[Columns]) -> Gathered:
    """The columns of all *parts* of one query, each as one array (texts as one list).

    A list column gives its values one after another, and under ``<column>_each`` how many of them
    belong to each record. Parts are turned into arrays one by one: what the store sent for one
    range is let go before the next comes.
    """
    kinds = COLUMNS[query]
    pieces: dict[str, list[Any]] = {name: [] for name in _names(kinds)}
    known = {name: _numbers() for name, kind in kinds.items() if kind == "word"}
    for part in parts:
        for name, kind in kinds.items():
            column = part[name]
            if kind.endswith("s"):
                pieces[f"{name}_each"].append(np.array([len(one) for one in column], np.int64))
                column = list(chain.from_iterable(column))
            if name in known:
                pieces[name].append(_codes(known[name], column))
            else:
                pieces[name].append(_array(kind.rstrip("s"), column))
    found = {name: _joined(kinds.get(name, "int"), column) for name, column in pieces.items()}
    return found | {name: Words(list(known[name]), found[name]) for name in known}


def _names(kinds: Mapping[str, str]) -> Iterable[str]:
    for name, kind in kinds.items():
        yield name
        if kind.endswith("s"):
            yield f"{name}_each"


def _numbers() -> defaultdict[str, int]:
    """Numbers of words: one that is asked for first gets the next one."""
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__
    return known


def _codes(known: defaultdict[str, int], words: Sequence[str]) -> NDArray[np.int32]:
    return np.fromiter(map(known.__getitem__, words), np.int32, len(words))


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


def _joined(kind: str, found: list[Any]) -> Any:
    if kind.startswith("text"):
        return list(chain.from_iterable(found))
    return np.concatenate(found) if found else np.empty(0, np.int64)
