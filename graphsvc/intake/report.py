"""What came of reading the files: which rows went where, what is wrong, what is covered?"""

from dataclasses import dataclass, field

from graphsvc.model import Problem


@dataclass
class FileCounts:
    """The arithmetic of one file, in file rows; ``facts`` counts what the rows made.

    rows read = stored + merged + skipped by type + dropped by option + rejected. Blank lines are
    no rows.
    """

    name: str
    rows_read: int = 0
    stored: int = 0
    merged: int = 0
    skipped_by_type: dict[str, int] = field(default_factory=dict)
    dropped_by_option: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()

    def made(self, fact: str, amount: int = 1) -> None:
        if amount:
            self.facts[fact] = self.facts.get(fact, 0) + amount

    def dropped(self, option: str, amount: int = 1) -> None:
        self.dropped_by_option[option] = self.dropped_by_option.get(option, 0) + amount

    def skipped(self, kind: str, amount: int = 1) -> None:
        self.skipped_by_type[kind] = self.skipped_by_type.get(kind, 0) + amount


@dataclass(frozen=True)
class Intake:
    """What :func:`graphsvc.intake.parse.parse` found; the rows themselves are in the spool.

    ``problems`` stop the import. Without a reject file that is every problem; with one only
    those of whole files, and ``rejected`` lists the rows that were set aside. Each list holds at
    most 10,000; its last entry then says how many more there are. ``attributes`` are those of the
    groups the files speak for.
    """

    files: tuple[FileCounts, ...]
    ignored_files: tuple[str, ...]
    problems: tuple[Problem, ...]
    rejected: tuple[Problem, ...]
    hash: str
    attributes: tuple[str, ...]
