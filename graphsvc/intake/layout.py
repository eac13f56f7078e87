"""Where in a row does each column stand, and is the header one we can read?"""

from collections.abc import Sequence
from dataclasses import dataclass

from graphsvc.intake.columns import FILES, shown
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.problems import Problems
from graphsvc.intake.protected import looks_protected

DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Layout:
    """Positions of the columns that are read; ``ignored`` are never stored."""

    width: int
    at: dict[str, int]
    groups: dict[str, int]
    ignored: tuple[str, ...]


def layout(
    kind: str, name: str, header: Sequence[str], options: ImportOptions, problems: Problems
) -> Layout | None:
    """The positions, or None after telling *problems* everything that is wrong with the header."""
    names = [column.strip().lower() for column in header]
    if _other_delimiter(kind, name, names, problems):
        return None
    before = problems.stopping.total
    names = _second_by(kind, names)
    wanted = set(FILES[kind].all) - {one.lower() for one in options.ignore}
    wanted |= set(FILES[kind].required)
    if kind == "people" and options.level_column:
        wanted = wanted - {"level"} | {options.level_column.lower()}
    groups = {one.lower() for one in options.groups} if kind == "people" else set()
    _check(kind, name, names, header, wanted, groups, options, problems)
    if problems.stopping.total > before:
        return None
    return Layout(
        width=len(names),
        at={column: place for place, column in enumerate(names) if column in wanted - groups},
        groups={column: place for place, column in enumerate(names) if column in groups},
        ignored=tuple(
            column.strip() or "(no name)"
            for column, known in zip(header, names, strict=True)
            if known not in wanted | groups
        ),
    )


def _other_delimiter(kind: str, name: str, names: list[str], problems: Problems) -> bool:
    """One column that falls into known ones at another sign."""
    for sign, called in DELIMITERS.items():
        if len(names) == 1 and set(names[0].split(sign)) & set(FILES[kind].all) - {names[0]}:
            expected = f"columns separated by commas: this file has {called}, save it with commas"
            problems.file(name, expected, "delimiter", 1)
            return True
    return False


def _second_by(kind: str, names: list[str]) -> list[str]:
    """In promises.csv the `by` behind `state` is who made the move."""
    if kind != "promises" or "state" not in names:
        return names
    state = names.index("state")
    return [
        "move_by" if column == "by" and place > state else column
        for place, column in enumerate(names)
    ]


def _check(
    kind: str,
    name: str,
    names: list[str],
    header: Sequence[str],
    wanted: set[str],
    groups: set[str],
    options: ImportOptions,
    problems: Problems,
) -> None:
    known = ", ".join(dict.fromkeys(shown(column) for column in FILES[kind].all))
    for column in FILES[kind].required:
        if column not in names:
            expected = f"a column of this name; the columns of {kind}.csv are {known}"
            problems.header(name, shown(column), expected, "column_missing")
    for column in sorted({one for one in names if names.count(one) > 1 and one}):
        problems.header(name, shown(column), "a column of this name once", "column_repeated")
    for column in sorted(groups - set(names)):
        problems.header(name, column, "a column of this name, as --groups says", "column_missing")
    if kind == "people" and options.level_column and options.level_column.lower() not in names:
        expected = "a column of this name, as --level-column says"
        problems.header(name, options.level_column, expected, "column_missing")
    passed = {one.lower() for one in options.ignore}
    for written, column in zip(header, names, strict=True):
        if column not in wanted | groups | passed and looks_protected(written):
            problems.header(name, column, _how_to_pass(kind, column), "protected_column")


def _how_to_pass(kind: str, column: str) -> str:
    groups = f"--groups {column} to keep it in the records, away from the graph, or "
    return (
        f"a decision, since it looks like a protected attribute: "
        f"{groups if kind == 'people' else ''}--ignore {column} to pass over it"
    )
