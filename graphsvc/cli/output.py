"""How does an answer look in a terminal? A table for people, JSON for programs."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graphsvc.services.answers import Basis, Named, WarmPath
from graphsvc.services.wording import percent

WIDTH_OF_A_FILE = 160  # where there is no terminal to ask


def console() -> Console:
    """The terminal; a wide, plain one where the output goes to a file or a pipe."""
    return Console() if sys.stdout.isatty() else Console(width=WIDTH_OF_A_FILE, color_system=None)


def as_json(answer: Any) -> str:
    """An answer as JSON: field names as in services/answers.py, dates in ISO form."""
    return json.dumps(plain(answer), ensure_ascii=False, indent=2)


def plain(value: Any) -> Any:
    """Dataclasses, tuples and dates as what JSON has."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under headings; a cell is shown as it is, never read as markup."""
    drawn = Table(title=Text(title), title_justify="left", title_style="bold", box=None)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(str(cell)) for cell in row))
    console().print(drawn)


def basis(found: Basis) -> None:
    """The line under every answer: what it was computed from."""
    until = f", ties until {found.ties_until.isoformat()}" if found.ties_until else ""
    stale = "; older than the store" if found.stale else ""
    click.echo(f"As of {found.as_of.isoformat()}{until}, snapshot {found.snapshot}{stale}.")


def basis_live(found: Basis) -> None:
    """As basis, of what was read from the store: only who is meant comes from the snapshot."""
    day, snapshot = found.as_of.isoformat(), found.snapshot
    click.echo(f"Read from the store just now; people as of {day}, snapshot {snapshot}.")


def name_of(person: Named) -> str:
    return f"{person.label} ({person.id})" if person.id else person.label


def path_of(path: WarmPath | None, missing: str) -> str:
    """A warm path as a line: through whom, with the odds that it is passed on."""
    if path is None:
        return missing
    people = " > ".join(hop.person.label for hop in path.hops)
    manager = ", only through the manager" if path.only_through_manager else ""
    return f"{people} ({percent(path.odds)}{manager})"


def cut(shown: int, truncated: bool) -> None:
    """Say that there is more, where there is."""
    if truncated:
        click.echo(f"Showing the first {shown}; there are more (--limit).")
