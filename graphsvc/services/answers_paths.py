"""What is answered about the way between two people?"""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named


@dataclass(frozen=True)
class Tie:
    """One tie on the way: who it leads to, and how strong it is.

    ``last_contact``, ``usual_gap_weeks``, ``fading`` and ``contact`` as in answers.Hop.
    """

    person: Named
    strength: float
    last_contact: date | None
    usual_gap_weeks: float | None
    fading: bool
    contact: str
    note: str = ""


@dataclass(frozen=True)
class TrustedPath:
    """The way between two people with the greatest product of tie strengths, however long."""

    basis: Basis
    one: Named
    other: Named
    ties: tuple[Tie, ...]  # the last one leads to ``other``
    trust: float | None  # the product; None where there is no way
    weakest: int | None  # position in ties, the earliest of equals
    none_because: str = ""  # a sentence whenever ties is empty
