"""What is known of each person: group, strata, team, level?"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Unusable
from bench.csv_file import lines
from bench.moments import natural

Codes = NDArray[np.int32]
Columns = Mapping[str, Mapping[str, str]]

NONE = -1
SENIOR_SHARE = 0.25  # of the people: the most that senior levels hold, but for the top one


class Attribute(NamedTuple):
    """A value a person: ``code`` by row points into ``values``, -1 where nothing is known."""

    name: str
    values: tuple[str, ...]
    code: Codes


class People(NamedTuple):
    """Attributes that were asked for, beside the ids of the ties; None where none was.

    ``stratum`` tells people in different strata apart (all 0 without strata).
    """

    group: Attribute | None
    stratum: Codes
    cluster: Attribute | None
    level: Attribute | None


def people(asked: argparse.Namespace, ids: Sequence[str]) -> People:
    """Read what --people or --folder says of *ids*.

    Raises:
        Unusable: a column that was asked for is not there, or --people is missing.
    """
    wanted = [asked.group, *asked.strata, asked.cluster, asked.level]
    columns = _columns(asked) if any(wanted) else {}

    def attribute(name: str | None) -> Attribute | None:
        return _attribute(columns, name, ids) if name else None

    strata = [_attribute(columns, name, ids).code for name in asked.strata]
    level = attribute(asked.level)
    return People(
        attribute(asked.group),
        _together(strata, len(ids)),
        attribute(asked.cluster),
        level and _ordered(level, asked.levels),
    )


def senior(level: Attribute) -> NDArray[np.bool_]:
    """Who is of the highest whole levels that together hold at most a quarter of the people.

    The top level alone where even it holds more. People without a level are not senior.
    """
    counts = np.bincount(level.code[level.code >= 0], minlength=len(level.values))
    held = np.cumsum(counts[::-1])[::-1]
    fits = np.flatnonzero(held <= SENIOR_SHARE * len(level.code))
    occupied = np.flatnonzero(counts)
    if not len(occupied):
        return np.zeros(len(level.code), np.bool_)
    top = int(occupied[-1])
    lowest = min(int(fits[0]), top) if len(fits) else top
    return np.asarray(level.code >= lowest)


def _columns(asked: argparse.Namespace) -> Columns:
    """By column, what it says of each id."""
    if asked.folder:
        return {**_table(asked.folder / "people.csv"), **_groups(asked.folder / "groups.csv")}
    if not asked.people:
        raise Unusable("attributes were asked for: expected --people FILE")
    return _table(asked.people)


def _table(path: Path) -> dict[str, dict[str, str]]:
    with lines(path) as reader:
        header = next(reader, [])
        if "id" not in header:
            raise Unusable(f"{path}: no column id")
        found: dict[str, dict[str, str]] = {name: {} for name in header}
        place = header.index("id")
        for row in reader:
            if row and len(row) != len(header):
                raise Unusable(f"{path}, line {reader.line_num}: expected {len(header)} fields")
            for name, value in zip(header, row, strict=False):
                found[name][row[place]] = value
    return found


def _groups(path: Path) -> dict[str, dict[str, str]]:
    """An organisation in the import formats lists protected attributes one a row."""
    if not path.exists():
        return {}
    table = _rows(path, ("person", "attribute", "value"))
    found: dict[str, dict[str, str]] = {}
    for person, attribute, value in table:
        found.setdefault(attribute, {})[person] = value
    return found


def _rows(path: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    with lines(path) as reader:
        header = next(reader, [])
        missing = [name for name in names if name not in header]
        if missing:
            raise Unusable(f"{path}: no column {missing[0]}")
        places = [header.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in reader if row]


def _attribute(columns: Columns, name: str, ids: Sequence[str]) -> Attribute:
    if name not in columns:
        raise Unusable(f"no column {name} about people; there are {', '.join(sorted(columns))}")
    said = columns[name]
    values = tuple(sorted({said[one] for one in ids if said.get(one)}, key=natural))
    place = {value: code for code, value in enumerate(values)}
    code = np.array([place.get(said.get(one, ""), NONE) for one in ids], np.int32)
    return Attribute(name, values, code)


def _together(codes: Sequence[Codes], people: int) -> Codes:
    if not codes:
        return np.zeros(people, np.int32)
    both: Any = np.stack(codes, axis=1)
    return np.unique(both, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)


def _ordered(level: Attribute, said: str | None) -> Attribute:
    """Levels lowest first: as said, or as numbers; words without an order are an error."""
    if said is None:
        if not all(value.lstrip("+-").replace(".", "", 1).isdigit() for value in level.values):
            raise Unusable(f"the levels are words: give --levels ({'<'.join(level.values)}?)")
        order = tuple(sorted(level.values, key=float))
    else:
        order = tuple(one.strip() for one in said.split("<"))
    missing = set(level.values) - set(order)
    if missing:
        raise Unusable(f"--levels does not name {', '.join(sorted(missing))}")
    place = np.array([order.index(value) for value in level.values] + [NONE], np.int32)
    return Attribute(level.name, order, place[level.code])
