"""What can every quality bench be asked, what does it say of a run, and how does it refuse?

The options, the summary and the exit statuses that all of them share; each adds its own.
"""

import argparse
import math
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

VERSIONS = ("graphsvc", "numpy", "numba")
UNUSABLE = 2


class Unusable(Exception):
    """The input cannot be used, and why: one line."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(UNUSABLE)


class Running:
    """The time a run has taken, and whether it is over the limit it was given."""

    def __init__(self, limit_minutes: float | None = None) -> None:
        self._limit_s = None if limit_minutes is None else 60 * limit_minutes
        self._began, self._cpu = time.perf_counter(), time.process_time()

    @property
    def over(self) -> bool:
        """Has the limit passed? Looked at between pieces of work; what is measured stays."""
        return self._limit_s is not None and time.perf_counter() - self._began > self._limit_s

    def summary(
        self,
        bench: str,
        asked: argparse.Namespace,
        *,
        data: Mapping[str, Any],
        derived: Mapping[str, Any],
    ) -> dict[str, Any]:
        """All of the summary but its bars and verdict.

        Args:
            data: what the readers say of the files.
            derived: options that were derived from the data, as used.
        """
        return {
            "bench": bench,
            "data": dict(data),
            "version": {name: version(name) for name in VERSIONS},
            "seed": asked.seed,
            "options": {**_plain(vars(asked)), **_read(data), **derived},
            "seconds": round(time.perf_counter() - self._began, 3),
            "cpu_seconds": round(time.process_time() - self._cpu, 3),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def options(bench: str, about: str | None) -> argparse.ArgumentParser:
    """The options of bench.md section 1 that every quality bench has."""
    parser = _Parser(prog=f"python -m bench.{bench}", description=about, allow_abbrev=False)
    add = parser.add_argument
    add("--ties", type=Path, action="append", default=[], metavar="FILE", help="CSV or gzip")
    add("--types", type=names, default=(), metavar="A,B", help="only ties of these types")
    add("--undirected", type=names, default=(), metavar="TYPE,...", help="listed once: both ways")
    add("--at", choices=("iso", "date", "year", "seconds", "wave", "none"), help="how to read at")
    add("--epoch", metavar="DATE", help="the day from which seconds count")
    add("--people", type=Path, metavar="FILE")
    add("--group", metavar="COLUMN", help="the protected attribute")
    add("--strata", type=names, default=(), metavar="C,...", help="who is compared with whom")
    add("--cluster", metavar="COLUMN", help="teams, for the bootstrap")
    add("--level", metavar="COLUMN", help="seniority")
    add("--levels", metavar='"A<B<C"', help="the levels, lowest first")
    add("--folder", type=Path, metavar="DIR", help="a generated organisation")
    add("--seed", type=int, default=1, metavar="N")
    add("--json", action="store_true")
    add("--limit-minutes", type=float, metavar="M")
    return parser


def run(bench: Callable[[Sequence[str]], int]) -> NoReturn:
    """Run the command and leave with its status; 2 and one line where the input is unusable."""
    try:
        status = bench(sys.argv[1:])
    except Unusable as error:
        print(f"unusable input: {error}", file=sys.stderr)
        status = UNUSABLE
    sys.exit(status)


def names(text: str) -> tuple[str, ...]:
    """The names of a list with commas."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def above_zero(text: str) -> float:
    """A finite number above 0."""
    number = float(text)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"expected a number above 0, not {text}")
    return number


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of a list with commas."""
    return tuple(float(one) for one in names(text))


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    """How ``at`` was read, which the option leaves to the files."""
    return {"at": data["at"]} if "at" in data else {}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(one) if isinstance(one, Path) else one for name, one in values.items()}
