"""What do the services answer about acts and rungs? Frozen values, the same everywhere."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named


@dataclass(frozen=True)
class Endorsement:
    """Something one person did for another, as one of the two or a lead sees it."""

    id: str
    kind: str  # one of model.KINDS
    on: date | None
    topic: str
    text: str
    endorser: Named
    endorsed: Named
    recorded_by: str  # endorser | endorsed: who says so
    confirmed: bool
    confirmed_on: date | None
    confirmed_by: Named | None  # None also where an import does not say whom it means
    may_confirm: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Endorsements:
    """The latest first, undated ones last."""

    basis: Basis
    items: tuple[Endorsement, ...]
    none_because: str = ""  # a sentence whenever items is empty


@dataclass(frozen=True)
class Standing:
    """One person on the ladder; rungs as model.KINDS, '' for none."""

    person: Named
    rung: str  # the highest a second source confirmed
    on: date | None
    claimed: str  # a higher one by somebody's word alone
    claimed_on: date | None
    sponsor: bool
    claimed_sponsor: bool
    text: str


@dataclass(frozen=True)
class Ladder:
    """Who stands where for a person, and for whom she does, the highest rung first."""

    basis: Basis
    person: Named
    for_her: tuple[Standing, ...]
    she_for: tuple[Standing, ...]
    sponsor_kinds: tuple[str, ...]
    days: int
    none_because: str = ""  # a sentence whenever nobody stands there for her
