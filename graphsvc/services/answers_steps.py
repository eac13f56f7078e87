"""What does the service answer about the steps from mentor to sponsor? Frozen values."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Basis, Named


@dataclass(frozen=True)
class Step:
    kind: str  # one of analyses.mentor_steps.STEPS
    text: str
    done: bool
    on: date | None  # the first day it was shown, None where not done or undated
    because: str  # a sentence, '' where not done


@dataclass(frozen=True)
class Steps:
    """The five observable steps of a pair; what happened, and never a mark."""

    basis: Basis
    mentor: Named
    mentee: Named
    items: tuple[Step, ...]
    next: str  # kind of the next step, '' where all are done
    next_action: str
