"""Who was in contact with whom, and when, in the files a bench was given?"""

import argparse
import hashlib
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Unusable
from bench.csv_file import lines
from bench.moments import DAY_S, moments

if TYPE_CHECKING:
    from _csv import Reader

Floats = NDArray[np.float64]
Rows32 = NDArray[np.int32]
Flags = NDArray[np.bool_]

COLUMNS = ("source", "target", "type", "weight", "at")
MOST_WEIGHT = 1e12  # sums of more lose the last contact
WINDOW_DAYS = 28.0
DENSE = 0.25  # of the events of the median window: the least of a window where the data go on
REST_DAYS = 3.0  # without events at the end of a window that is full: a weekend


class Ties(NamedTuple):
    """One row a contact, oldest first; people by row, their ids ascending as text.

    Attributes:
        source, target, kind: rows of ids and of types.
        both: the tie was listed once and means both ways.
        day: since the first tie, with the fraction of the day; NaN where there is none.
        at: how it was read. ``wave`` numbers waves in their order, -1 without.
        described: files with their hashes, and counts, for the summary.
    """

    ids: tuple[str, ...]
    types: tuple[str, ...]
    source: Rows32
    target: Rows32
    kind: Rows32
    both: Flags
    weight: Floats
    day: Floats
    wave: Rows32
    at: str
    described: Mapping[str, Any]

    @property
    def people(self) -> int:
        return len(self.ids)

    @property
    def dated(self) -> "Ties":
        """Only the ties that have a day."""
        return self.where(np.isfinite(self.day))

    @property
    def each_way(self) -> "Ties":
        """Directed: what means both ways stands there twice."""
        again = np.flatnonzero(self.both)
        order = np.sort(np.concatenate([np.arange(len(self.source)), again]), kind="stable")
        found = self.where(order)
        second = np.append(False, order[1:] == order[:-1])
        return found._replace(
            source=np.where(second, found.target, found.source),
            target=np.where(second, found.source, found.target),
        )

    def where(self, chosen: NDArray[Any]) -> "Ties":
        """Only the *chosen* rows."""
        names = ("source", "target", "kind", "both", "weight", "day", "wave")
        return self._replace(**{name: getattr(self, name)[chosen] for name in names})


class DataEnd(NamedTuple):
    """Where the dense data end: the day, and how many windows of 28 days they fill."""

    day: float
    windows: int


def data_end(day: Floats) -> DataEnd:
    """The end of the last window that has a quarter of the events of the median one that has any.

    It counts as a window only if the dense data fill it: they do where later events follow within
    three days of its end. Else the data end with its last event.
    """
    day = day[np.isfinite(day)]
    window = np.floor(day / WINDOW_DAYS).astype(np.int64)
    counts = np.bincount(window)
    last = int(np.flatnonzero(counts >= DENSE * np.median(counts[counts > 0]))[-1])
    latest, end = float(day[window == last].max()), WINDOW_DAYS * (last + 1)
    if end - latest <= REST_DAYS:
        return DataEnd(end, last + 1)
    return DataEnd(latest, last)


def ties(asked: argparse.Namespace) -> Ties:
    """Read what --ties or --folder names.

    Raises:
        Unusable: there is nothing to read, or it cannot be read.
    """
    files = [asked.folder / "ties.csv"] if asked.folder else list(asked.ties)
    if not files or (asked.folder and asked.ties):
        raise Unusable("expected --ties FILE or --folder DIR, one of them")
    read = _Read()
    for path in files:
        read.add(path, asked.types)
    if not read.source:
        raise Unusable("no ties" + (f" of type {', '.join(asked.types)}" if asked.types else ""))
    missing = sorted(set(asked.undirected) - set(read.types))
    if missing:
        raise Unusable(f"--undirected: no ties of type {', '.join(missing)}")
    return _ties(read, asked)


class _Read:
    """The columns of all files, every text once and a number of it a row."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.types: dict[str, int] = {}
        self.at: dict[str, int] = {}
        self.source, self.target = array("q"), array("q")
        self.kind, self.moment, self.weight = array("q"), array("q"), array("d")
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, path: Path, types: Sequence[str]) -> None:
        ids, kinds, texts, rows = self.ids, self.types, self.at, 0
        for source, target, kind, weight, at in _lines(path):
            rows += 1
            if types and kind not in types:
                continue
            self.source.append(ids.setdefault(source, len(ids)))
            self.target.append(ids.setdefault(target, len(ids)))
            self.kind.append(kinds.setdefault(kind, len(kinds)))
            self.moment.append(texts.setdefault(at, len(texts)))
            self.weight.append(weight)
        self.files[str(path)] = {"sha256": _hash(path), "rows": rows}


def _ties(read: _Read, asked: argparse.Namespace) -> Ties:
    said = moments(list(read.at), at=asked.at, epoch=asked.epoch)
    people, place = _sorted(read.ids)
    types, type_place = _sorted(read.types)
    source, target = (place[np.frombuffer(one, np.int64)] for one in (read.source, read.target))
    kind = type_place[np.frombuffer(read.kind, np.int64)]
    moment = np.frombuffer(read.moment, np.int64)
    seconds, wave = said.seconds[moment], said.wave[moment]
    kept = source != target
    dated = bool(np.isfinite(seconds[kept]).any())
    first = float(np.nanmin(seconds[kept])) if dated else 0.0
    both = np.isin(kind, [types.index(one) for one in asked.undirected])
    columns = (
        source,
        target,
        kind,
        both,
        np.frombuffer(read.weight),
        (seconds - first) / DAY_S,
        wave,
    )
    order = np.lexsort((kind, target, source, wave, seconds))
    order = order[kept[order]]
    described = {
        "files": read.files,
        "rows": sum(one["rows"] for one in read.files.values()),
        "people": len(people),
        "ties": len(order),
        "self_ties_dropped": int((~kept).sum()),
        "undated": int((~np.isfinite(seconds[order])).sum()),
        "at": said.kind,
        "span_days": float(np.nanmax(seconds[order]) - first) / DAY_S if dated else None,
    }
    return Ties(people, types, *(one[order] for one in columns), said.kind, described)


def _lines(path: Path) -> Iterator[tuple[str, str, str, float, str]]:
    """source, target, type, weight and at of each row, in whatever order the file has them."""
    with lines(path) as reader:
        header = next(reader, [])
        missing = [one for one in ("source", "target") if one not in header]
        if missing:
            raise Unusable(f"{path}: no column {missing[0]}")
        width = len(header)
        places = [header.index(one) if one in header else width for one in COLUMNS]
        one, other, kind, weight, at = places
        for row in reader:
            if len(row) != width:
                if row:
                    raise Unusable(f"{path}, line {reader.line_num}: expected {width} fields")
                continue
            row.append("")
            if not row[one] or not row[other]:
                raise Unusable(f"{path}, line {reader.line_num}: a source or target is empty")
            yield row[one], row[other], row[kind], _weight(path, reader, row[weight]), row[at]


def _weight(path: Path, reader: "Reader", text: str) -> float:
    try:
        weight = float(text or 1)
    except ValueError:
        weight = math.nan
    if not 0 <= weight <= MOST_WEIGHT:  # not a number is in no range
        raise Unusable(
            f"{path}, line {reader.line_num}: weight {text!r}: expected a number from 0 to 1e12"
        )
    return weight


def _sorted(index: Mapping[str, int]) -> tuple[tuple[str, ...], Rows32]:
    """The texts ascending, and where each number of *index* stands among them."""
    texts = tuple(sorted(index))
    place = np.empty(len(texts), np.int32)
    place[[index[text] for text in texts]] = np.arange(len(texts), dtype=np.int32)
    return texts, place


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
