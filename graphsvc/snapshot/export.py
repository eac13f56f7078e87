"""How is the whole graph read out without one answer that is too large?"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from graphsvc.errors import QueryTooLarge, QueryTooSlow
from graphsvc.snapshot.gather import COLUMNS, Columns, Gathered, gather

Ask = Callable[..., dict[str, list[Any]]]  # Store.columns

# One answer stays far below the 16 MiB of a message and the elements a server may hold for it.
PEOPLE = 2_000
TIES = 60_000
WEEKS = 800_000


def export(ask: Ask, *, people: int = PEOPLE, ties: int = TIES) -> dict[str, Gathered]:
    """Every fact of the graph in columns, by query; *ask* is ``columns`` of the store.

    Ranges hold at most *people* numbers and about *ties* ties, and are halved where the store says
    an answer is too large.

    Raises:
        QueryTooLarge, QueryTooSlow: what lies at one single person is.
    """
    extent = ask("snapshot/extent")["largest"]
    end = extent[0] + 1 if extent else 0
    ranges = [(first, min(first + people, end)) for first in range(0, end, people)]
    found = {
        query: gather(query, _parts(ask, query, ranges))
        for query in COLUMNS
        if query not in ("units", "knows")
    }
    by_ties = _ranges(ask, ranges, ties)
    found["knows"] = gather("knows", _parts(ask, "knows", by_ties))
    found["units"] = gather("units", [ask("snapshot/units")])
    return found


def _parts(ask: Ask, query: str, ranges: list[tuple[int, int]]) -> Iterator[Columns]:
    waiting = ranges[::-1]
    while waiting:
        first, last = waiting.pop()
        try:
            yield ask(f"snapshot/{query}", first=first, last=last)
        except (QueryTooLarge, QueryTooSlow):
            if last - first <= 1:
                raise
            middle = (first + last) // 2
            waiting += [(middle, last), (first, middle)]


def _ranges(ask: Ask, ranges: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Ranges of people that give about *most* ties and WEEKS weeks, hubs alone if need be."""
    sizes = list(_parts(ask, "sizes", ranges))
    if not sizes:
        return []
    seq, ties, weeks = (
        np.concatenate([np.array(part[name], np.int64) for part in sizes])
        for name in ("seq", "ties", "weeks")
    )
    # A range ends before the person with whom one more full load is reached.
    loads = np.maximum(np.cumsum(ties) // most, np.cumsum(weeks) // WEEKS)
    cuts = seq[np.flatnonzero(np.diff(loads, prepend=0))].tolist()
    edges = sorted({ranges[0][0], *cuts, ranges[-1][1]})
    return list(zip(edges, edges[1:], strict=False))
