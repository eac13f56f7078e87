"""How are the files of this import to be read, where they leave it open?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graphsvc.intake import option_texts as texts
from graphsvc.intake.tie_type import TieType

__all__ = ["NONE", "ImportOptions", "TieType"]

NONE = "none"  # of `people`: there is no people file


@dataclass(frozen=True)
class ImportOptions:
    """Each is explicit; docs/import-formats.md explains them one by one.

    Attributes:
        tie_types: what the types of a ties file are; types not named are skipped by name. Empty:
            a type that is a feed (`mail`, `survey.advice`) is a contact of that feed.
        undirected: types listed once and stored both ways.
        at: what the column `at` holds: iso, date, year, seconds, wave or none.
        epoch: the day on which seconds begin.
        waves: the day of each wave.
        weight: what the column `weight` holds: strength, contacts, scale or ignore.
        scale_max: the weight that means a strength of 1, for `scale`.
        levels: names of the levels, low to high; the first is level 1.
        level_column: the column of people.csv to read levels from.
        level_descending: 1 is the top.
        repeated: what becomes of an undated tie that is listed again; None refuses it.
        create_people: make people whom only ties mention.
        ties, people: other names of these files; ``NONE`` for no people file.
        feed: of ties whose type names none; `other` if not given.
        groups: protected columns of people.csv that go to the records, never into the graph.
        ignore: protected columns to pass over.
    """

    tie_types: Mapping[str, TieType] = field(default_factory=dict)
    undirected: frozenset[str] = frozenset()
    at: str = "iso"
    epoch: date | None = None
    waves: Mapping[str, date] = field(default_factory=dict)
    weight: str = "ignore"
    scale_max: float | None = None
    levels: tuple[str, ...] = ()
    level_column: str | None = None
    level_descending: bool = False
    self_ties: str = "refuse"
    repeated: str | None = None
    create_people: bool = False
    ties: str | None = None
    people: str | None = None
    feed: str | None = None
    groups: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def from_texts(
        cls,
        *,
        tie_types: str | None = None,
        undirected: str | None = None,
        at: str | None = None,
        epoch: str | None = None,
        wave: str | None = None,
        weight: str | None = None,
        levels: str | None = None,
        level_column: str | None = None,
        self_ties: str | None = None,
        repeated: str | None = None,
        ties: str | None = None,
        people: str | None = None,
        feed: str | None = None,
        groups: str | None = None,
        ignore: str | None = None,
        create_people: bool = False,
    ) -> "ImportOptions":
        """The options as they are typed on the command line.

        Raises:
            BadRequest: names every option that is malformed or contradicts another.
        """
        wrong = texts.Wrong()
        types = texts.tie_types(wrong, tie_types)
        kind, scale_max = texts.weight(wrong, weight)
        column, descending = texts.level_column(level_column)
        made = cls(
            tie_types=types,
            undirected=texts.undirected(wrong, undirected, types, feed),
            at=texts.choice(wrong, "--at", at, texts.AT) or "iso",
            epoch=texts.day(wrong, "--epoch", epoch),
            waves=texts.waves(wrong, wave),
            weight=kind,
            scale_max=scale_max,
            levels=texts.levels(wrong, levels),
            level_column=column,
            level_descending=descending,
            self_ties=texts.choice(wrong, "--self-ties", self_ties, texts.SELF_TIES) or "refuse",
            repeated=texts.choice(wrong, "--repeated", repeated, texts.REPEATED),
            create_people=create_people,
            ties=texts.named(ties),
            people=texts.named(people),
            feed=texts.feed(wrong, feed),
            groups=texts.listed(groups),
            ignore=texts.listed(ignore),
        )
        texts.fits_together(wrong, made.at, made.epoch, made.waves)
        texts.levels_fit(wrong, made.levels, made.level_column)
        texts.columns_fit(wrong, made.groups, made.ignore)
        wrong.stop()
        return made
