"""What do the services answer? Frozen values, the same for the API, the pages and the CLI."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphsvc.access.naming import Named as Named


@dataclass(frozen=True)
class Basis:
    """What an answer was computed from; every answer carries one."""

    snapshot: str
    as_of: date
    ties_until: date | None
    stale: bool
    seed: int = 1


@dataclass(frozen=True)
class Reason:
    """One piece of evidence: ``kind`` for a program, ``text`` for a person.

    ``people`` are those it names, in the order of the text; where they are more, the first.
    """

    kind: str
    text: str
    value: float | int | None = None
    people: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Hop:
    """One step of a warm path: the odds that ``person`` passes the request on.

    ``last_contact`` is the Sunday of the last week in which the two were in contact either way,
    ``usual_gap_weeks`` the median gap between such weeks; both only where both people are named.
    ``fading``: they have been silent for more than eight usual gaps. ``contact``: when they last
    were in contact: 4_weeks, 12_weeks, none (longer ago, or never), '' where that is not recorded.
    ``line_manager``: is asked here, and leads the one whom the path is for. ``note`` says so in
    words.
    """

    person: Named
    odds: float
    last_contact: date | None
    note: str = ""
    usual_gap_weeks: float | None = None
    fading: bool = False
    contact: str = ""
    line_manager: bool = False


@dataclass(frozen=True)
class AlternativePath:
    """A warm path that shares no connector with the ones before it."""

    hops: tuple[Hop, ...]
    odds: float
    weakest: int  # position in hops


@dataclass(frozen=True)
class WarmPath:
    """From the one who asks to the introducee; ``hops`` ends with the introducee."""

    hops: tuple[Hop, ...]
    odds: float
    weakest: int  # position in hops
    only_through_manager: bool
    alternatives: tuple[AlternativePath, ...] = ()  # at most two, by falling odds


@dataclass(frozen=True)
class Suggestion:
    person: Named
    rank: int
    steps: int
    parts: tuple[Reason, ...]  # every part of the ranking, visible
    reasons: tuple[Reason, ...]
    path: WarmPath | None
    path_missing: str = ""  # why there is no warm path
    handle: str = ""  # means this person, for this mentee only, where no name may be told


@dataclass(frozen=True)
class Introductions:
    basis: Basis
    person: Named
    items: tuple[Suggestion, ...]
    truncated: bool
    none_because: str = ""  # a sentence whenever items is empty


@dataclass(frozen=True)
class IsolationFinding:
    person: Named
    status: str  # isolated | fragile | onboarding | away | no_data | no_dates | connected
    reasons: tuple[Reason, ...]
    ties: int  # contacts, any tie either way
    # Mutual contacts besides the line manager; None: undefined, the status says why.
    reciprocated_28: int | None
    reciprocated_84: int | None
    next_step: str


@dataclass(frozen=True)
class Isolation:
    basis: Basis
    items: tuple[IsolationFinding, ...]  # isolated and fragile first
    counts: dict[str, int]  # how many of each status among the people this viewer may see
    truncated: bool
    none_because: str = ""


@dataclass(frozen=True)
class GroupShare:
    """One group at one level (or over all levels): who has an active sponsor."""

    group: str
    people: int
    sponsored: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class LevelShares:
    level: int | None
    label: str
    groups: tuple[GroupShare, ...]


@dataclass(frozen=True)
class GapComparison:
    """One group against all others within the same strata."""

    group: str
    difference: float | None  # share points, stratified; None with a reason
    low: float | None
    high: float | None
    p_value: float | None
    smallest_detectable: float | None
    compared: int  # members in strata with a comparison
    not_compared: int
    verdict: str  # gap | no_gap_larger_than | too_little_data
    text: str


@dataclass(frozen=True)
class Gaps:
    basis: Basis
    attribute: str
    sponsor_kinds: tuple[str, ...]
    levels: tuple[LevelShares, ...]
    left_out: tuple[str, ...]  # levels with a cell under the minimum, by label, no figures
    overall: tuple[GroupShare, ...]
    comparisons: tuple[GapComparison, ...]
    minimum_cell: int
    none_because: str = ""


@dataclass(frozen=True)
class PlannedIntroduction:
    number: int
    mentee: Named
    introducee: Named
    connector: Named | None
    odds: float
    gain: float  # what this introduction adds to the objective; the gains add up
    access_before: float
    access_after: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Reach:
    """Access of a group of people to the targets, before and after the plan."""

    who: str
    people: int
    before: float
    after: float


@dataclass(frozen=True)
class Plan:
    basis: Basis
    budget: int
    items: tuple[PlannedIntroduction, ...]
    reach: tuple[Reach, ...]
    total_gain: float
    targets: int
    targets_chosen: str  # how the targets were chosen, in words
    truncated: bool
    none_because: str = ""


@dataclass(frozen=True)
class QueryAnswer:
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    elapsed_ms: float
    importing: bool
    revision: int


@dataclass(frozen=True)
class FileReport:
    """The arithmetic of one file: rows read = stored + merged + skipped + dropped."""

    name: str
    rows_read: int
    stored: int
    merged: int
    skipped_by_type: dict[str, int] = field(default_factory=dict)
    dropped_by_option: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    facts: dict[str, int] = field(default_factory=dict)  # what was made: people, ties, ...
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    import_id: str
    dry_run: bool
    files: tuple[FileReport, ...]
    ignored_files: tuple[str, ...]
    created: dict[str, int]  # by fact
    updated: dict[str, int]
    removed: dict[str, int]
    unchanged: dict[str, int]
    revision: int | None  # None in a dry run
    snapshot: str | None  # the snapshot published after it, None in a dry run or when deferred
    resumed: str | None = None  # an earlier import that was finished first
    rejected_to: str | None = None
    kept_out: int = 0  # rows about people who left the graph or ties that were hidden
    # By fact, those left as they are: their moves are made in the service, not in files.
    kept: dict[str, int] = field(default_factory=dict)
