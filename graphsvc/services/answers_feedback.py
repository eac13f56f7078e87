"""What do the services answer about feedback? Frozen values, the same for API, pages and CLI."""

from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Named


@dataclass(frozen=True)
class Place:
    """A piece of the text that was sent: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True)
class Ingredient:
    """One of the six things that make feedback something one can act on."""

    name: str
    label: str
    present: bool
    places: tuple[Place, ...]  # to highlight; of the last ingredient, the words of traits
    question: str  # what to ask oneself where it is missing, else ''


@dataclass(frozen=True)
class FeedbackCheck:
    """Help to whoever writes; it describes the text and nobody it is about, and is not kept."""

    ingredients: tuple[Ingredient, ...]
    text: str  # a sentence


@dataclass(frozen=True)
class FeedbackGiven:
    """Feedback that was given: how often each ingredient occurred; the words are not kept."""

    id: str
    about: Named
    on: date | None
    counts: dict[str, int]


@dataclass(frozen=True)
class FeedbackList:
    items: tuple[FeedbackGiven, ...]  # the latest first
    none_because: str = ""
