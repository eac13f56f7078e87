"""What waits for the viewer, whichever page it is answered on? The start page lists it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphsvc.pages.asked import Asked
from graphsvc.pages.endorse import line
from graphsvc.pages.introducing import ACTION, MOST, waits
from graphsvc.pages.promise_lines import Line
from graphsvc.pages.promises import ACTION as PROMISES
from graphsvc.pages.promises import in_order

ENDORSEMENTS = "see endorsements"


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


def promises(asked: Asked) -> Iterator[Waiting]:
    """The promises of which the other side said how they ended, or whose day has passed."""
    if not asked.services.policy.may(asked.viewer, PROMISES):
        return
    for one in in_order(asked.services.promises.mine(asked.viewer).items).waiting:
        yield Waiting(_promise(one), f"/promises#promise-{one.promise.id}")


def _promise(line: Line) -> str:
    one = line.promise
    who = "You promised" if one.mine else f"{one.other.label} promised you"
    return f"{who}: {one.text}. {line.said}"


def endorsements(asked: Asked) -> Iterator[Waiting]:
    """What others say that one did for the other of the two, which she can confirm."""
    if not asked.services.policy.may(asked.viewer, ENDORSEMENTS):
        return
    for act in asked.services.endorsements.to_confirm(asked.viewer).items:
        topic = f": {act.topic}" if act.topic else ""
        said = line(act, asked.viewer.person_id).said
        yield Waiting(f"{said}{topic}. Is that so?", f"/endorse#act-{act.id}")


SOURCES: tuple[Callable[[Asked], Iterator[Waiting]], ...] = (introductions, promises, endorsements)
