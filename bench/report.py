"""How does a bench command print what it measured, and when does it fail?

A table for people; with ``--json`` JSON lines, one a measured row, the last one the summary with
its bars and the verdict.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One claim. ``holds`` is None where the data cannot decide it, and ``why`` says so.

    ``low`` and ``high`` are the 95 % interval of ``ratio``, or of ``value`` without a baseline.
    """

    name: str
    value: float | None
    baseline: float | None
    ratio: float | None
    low: float | None
    high: float | None
    bar: float | None
    goal: float | None
    holds: bool | None
    why: str = ""


def verdict(bars: Sequence[Bar]) -> str:
    """``fail`` if any bar does not hold, ``undecided`` if none can be decided, else ``pass``."""
    if any(bar.holds is False for bar in bars):
        return "fail"
    return "pass" if any(bar.holds for bar in bars) else "undecided"


def printed(
    rows: Sequence[Mapping[str, Any]],
    summary: Mapping[str, Any],
    bars: Sequence[Bar],
    *,
    as_json: bool,
) -> int:
    """Print rows and summary; return the exit status: 1 if a bar does not hold."""
    said = verdict(bars)
    if as_json:
        for row in rows:
            print(json.dumps(row, default=str))
        whole = {**summary, "bars": [asdict(bar) for bar in bars], "verdict": said}
        print(json.dumps(whole, default=str))
    else:
        print(_table(rows))
        print(_heading(summary))
        for line in _lines(bars):
            print(line)
        print(f"verdict: {said}")
    return int(said == "fail")


def _heading(summary: Mapping[str, Any]) -> str:
    """Of what, with which versions, at what cost; the rest is in the JSON."""
    versions = ", ".join(f"{name} {one}" for name, one in summary["version"].items())
    return (
        f"{summary['bench']}, seed {summary['seed']}: {versions}; {summary['seconds']:,.0f} s, "
        f"{summary['cpu_seconds']:,.0f} s of CPU, {summary['peak_mb']:,.0f} MB"
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(rows[0]) if rows else []
    cells = [names, *([_cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(names))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    )


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,.3g}" if isinstance(value, float) and abs(value) < 100 else _whole(value)


def _whole(value: Any) -> str:
    return f"{value:,.0f}" if isinstance(value, float | int) else str(value)


def _lines(bars: Sequence[Bar]) -> Iterator[str]:
    """A line a bar that has a figure and something to reach; what was not measured, together."""
    missing: dict[str, list[str]] = {}
    for bar in bars:
        if bar.value is None:
            missing.setdefault(bar.why, []).append(bar.name)
        elif bar.bar is not None or bar.goal is not None:
            yield _words(bar)
    for why, names in missing.items():
        yield f"undecided, {why}: {', '.join(names)}"


def _words(bar: Bar) -> str:
    held = {True: "holds", False: "does not hold", None: "undecided"}[bar.holds]
    if bar.bar is None:
        held, against = bar.why, f"a goal of {bar.goal:g}"
    else:
        against = f"{bar.bar:g}" + ("" if bar.goal in (None, bar.bar) else f" (goal {bar.goal:g})")
        held += f", {bar.why}" if bar.why else ""
    figure = bar.value if bar.ratio is None else bar.ratio
    return f"{bar.name}: {figure:.4g} [{bar.low:.4g}, {bar.high:.4g}] against {against}: {held}"
