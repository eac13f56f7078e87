"""Which of the given paths are import files, and which are left alone?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphsvc.intake.columns import FILES
from graphsvc.intake.options import NONE, ImportOptions
from graphsvc.intake.problems import Problems

ENDINGS = (".csv", ".csv.gz")


@dataclass
class Found:
    """A path for each kind of file, and the names of what was not taken."""

    files: dict[str, Path] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def find(paths: Sequence[Path], options: ImportOptions, problems: Problems) -> Found:
    """Look into folders (not into folders inside them) and at files, by name alone."""
    found = Found()
    for path in paths:
        for file in _inside(path, problems):
            kind = _kind(file, options)
            if kind is None:
                found.ignored.append(file.name)
            else:
                _take(found, kind, file, problems)
    _named_elsewhere(found, options, problems)
    if not found.files and not problems.stopping.total:
        known = ", ".join(f"{kind}.csv" for kind in FILES)
        where = ", ".join(str(path) for path in paths) or "import"
        problems.file(where, f"at least one of {known}, plain or as .csv.gz", "no_known_file")
    found.ignored.sort()
    return found


def _inside(path: Path, problems: Problems) -> list[Path]:
    try:
        if path.is_dir():
            entries = sorted(path.iterdir())
            return [one for one in entries if one.is_file() and not one.name.startswith(".")]
        if path.is_file():
            return [path]
        problems.file(str(path), "a folder or a file that exists", "missing")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        problems.file(str(path), f"a folder that can be read: {reason}", "not_readable")
    return []


def _kind(file: Path, options: ImportOptions) -> str | None:
    renamed = {"ties": options.ties, "people": options.people}
    for kind, other in renamed.items():
        if other is not None and other != NONE and Path(other).name == file.name:
            return kind
    for ending in ENDINGS:
        kind = file.name.removesuffix(ending)
        if kind != file.name and kind in FILES and renamed.get(kind) is None:
            return kind
    return None


def _take(found: Found, kind: str, file: Path, problems: Problems) -> None:
    if kind in found.files and found.files[kind].resolve() != file.resolve():
        problems.file(file.name, f"one file of {kind} in an import, not two", "given_twice")
    else:
        found.files[kind] = file


def _named_elsewhere(found: Found, options: ImportOptions, problems: Problems) -> None:
    """A file that an option names by a path of its own."""
    for kind, name in (("ties", options.ties), ("people", options.people)):
        if name is None or name == NONE or kind in found.files:
            continue
        if Path(name).is_file():
            found.files[kind] = Path(name)
        else:
            expected = f"a file of this name in the folder, or its path, as --{kind} says"
            problems.file(name, expected, "missing")
