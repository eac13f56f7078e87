"""How do the figures stand side by side? A row a size, question and library, both orders in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.bars import Measured
from bench.clock import times
from bench.organisation import ORDERS

Key = tuple[int, str, str]


def rows(measured: Sequence[Measured]) -> Iterator[dict[str, Any]]:
    """Milliseconds of CPU, how many times ours a library takes, how many times the limit ours is.

    Beside a library stands the ratio, beside our own the limit; the 99th percentile only where
    single questions were asked.
    """
    found: dict[Key, dict[str, Measured]] = {}
    for one in measured:
        found.setdefault((one.people, one.question, one.by), {})[one.order] = one
    for key, by_order in found.items():
        ours = found[(*key[:2], "graphsvc")]
        yield {
            **dict(zip(("people", "question", "by"), key, strict=True)),
            **_beside("ms", by_order, lambda one: one.timed.seconds * 1e3),
            **_beside("p99_ms", by_order, lambda one: one.timed.p99_ms),
            **_beside("ratio", by_order, lambda one, ours=ours: _ratio(one, ours[one.order])),
            **_beside("x_limit", by_order, _times_limit),
            "repeats": min(one.timed.repeats for one in by_order.values()),
            "sampled": next(iter(by_order.values())).timed.sampled,
        }


def _beside(what: str, by_order: Mapping[str, Measured], figure: Any) -> dict[str, float | None]:
    return {
        f"{order}_{what}": figure(by_order[order]) if order in by_order else None
        for order in ORDERS
    }


def _ratio(one: Measured, ours: Measured) -> float | None:
    return None if one.by == ours.by else times(one.timed, ours.timed)


def _times_limit(one: Measured) -> float | None:
    return one.timed.seconds / one.limit_s if one.limit_s else None
