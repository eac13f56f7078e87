"""What do the services answer about introductions under way? The same for API, pages and CLI."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named


@dataclass(frozen=True)
class TimelineEntry:
    """One move that this viewer may see."""

    state: str  # one of model.INTRODUCTION_STATES
    on: date | None
    text: str


@dataclass(frozen=True)
class IntroductionAct:
    """One introduction as this viewer may see it.

    Parties are by name only where she may see the name; None where there is nobody, or nobody in
    the organisation any more. ``status``: proposed, asked (it is this viewer who is asked),
    under_way, agreed, handed_over, met, did_not_work_out; and declined or withdrawn for whoever
    did so herself.
    """

    id: str
    my_roles: tuple[str, ...]  # proposer, mentee, connector, introducee
    mentee: Named | None
    introducee: Named | None
    connector: Named | None
    proposer: Named | None
    status: str
    text: str
    moves_open: tuple[str, ...]  # agree, decline, withdraw, hand_over, met
    may_draft: bool
    timeline: tuple[TimelineEntry, ...]
    outcome: str  # what came of the meeting; told to the two who met
    open_until: date | None = None  # when it ends if nobody moves; None for never


@dataclass(frozen=True)
class IntroductionActs:
    """Those that wait for the viewer first, then the latest proposed."""

    basis: Basis
    items: tuple[IntroductionAct, ...]
    truncated: bool
    none_because: str = ""  # a sentence whenever items is empty


@dataclass(frozen=True)
class AskedLately:
    """How often somebody was asked in the last 91 days, open proposals included."""

    person: Named
    asked: int
    limit: int


@dataclass(frozen=True)
class BeforeAsking:
    """What to know before an introduction is proposed; nothing was written."""

    basis: Basis
    mentee: Named
    connector: AskedLately
    introducee: AskedLately
    may_propose: bool
    text: str  # why not, or what happens next
    draft: str
    # The viewer, who is not the mentee, has a tie with the introducee: she could do it herself.
    you_know: bool = False


@dataclass(frozen=True)
class Draft:
    """A text to start from; it is kept nowhere."""

    step: str  # ask_mentee, ask_connector, ask_introducee, hand_over, thank
    language: str
    text: str


@dataclass(frozen=True)
class Expired:
    """How many introductions ended because nobody moved."""

    count: int
