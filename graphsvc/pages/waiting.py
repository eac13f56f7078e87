"""What waits for the viewer, whichever page it is answered on? The start page lists it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphsvc.pages.asked import Asked
from graphsvc.pages.introducing import ACTION, MOST, waits


class Waiting(NamedTuple):
    """One thing to answer: what it is, and the page that answers it."""

    text: str
    href: str
    verb: str = "Answer"


def waiting(asked: Asked) -> tuple[Waiting, ...]:
    """Everything that waits, in the order of ``SOURCES``."""
    return tuple(one for source in SOURCES for one in source(asked))


def introductions(asked: Asked) -> Iterator[Waiting]:
    """The introductions in which the next step is hers."""
    if not asked.services.policy.may(asked.viewer, ACTION):
        return
    for act in asked.services.introducing.mine(asked.viewer, limit=MOST).items:
        if waits(act):
            yield Waiting(act.text, "/introducing")


SOURCES: tuple[Callable[[Asked], Iterator[Waiting]], ...] = (introductions,)
