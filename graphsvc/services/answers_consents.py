"""What does the service answer about what somebody said yes or no to, for herself?"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Consent:
    """A question only she answers; each ``if_…`` says in one sentence what changes, for whom."""

    purpose: str
    question: str
    given: bool | None  # what she said, None where she said nothing
    on: date | None  # since when she has said so
    text: str  # what holds now, in one sentence
    if_yes: str
    if_no: str
    if_nothing: str


@dataclass(frozen=True)
class OwnConsents:
    items: tuple[Consent, ...]  # every purpose there is, answered or not
