"""Who is worth meeting for somebody, and what is to be known before it is asked for?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphsvc.pages.ask import connectors, fields, href
from graphsvc.pages.asked import Asked
from graphsvc.pages.introducing import OPEN
from graphsvc.services.answers import Suggestion
from graphsvc.services.answers_introducing import BeforeAsking, IntroductionAct
from graphsvc.services.introducing_before import Ask


class Asking(NamedTuple):
    """How a suggestion is asked for.

    ``by_herself``: the viewer is the one who would introduce them. ``herself``: where she could do
    that instead, because she knows them.
    """

    before: BeforeAsking
    href: str
    form: Mapping[str, str]
    by_herself: bool
    herself: str


@dataclass(frozen=True)
class Worth:
    """Somebody worth meeting; how to ask for it, or the introduction that was begun already."""

    item: Suggestion
    asking: Asking | None = None
    act: IntroductionAct | None = None


def worth(
    asked: Asked, person: str, items: Sequence[Suggestion], acts: Sequence[IntroductionAct]
) -> tuple[Worth, ...]:
    """The suggestions are of a snapshot; what was begun since then, and the load, are live."""
    begun = {one.handle: _begun(asked, person, one, acts) for one in items}
    ways = {
        one.handle: Ask(one.person.id or one.handle, connectors(asked, person, one))
        for one in items
        if begun[one.handle] is None
    }
    ways = {handle: one for handle, one in ways.items() if one.connectors}
    found = _before(asked, person, ways)
    return tuple(
        Worth(one, _asking(asked, person, one, found.get(one.handle)), begun[one.handle])
        for one in items
    )


def _begun(
    asked: Asked, person: str, item: Suggestion, acts: Sequence[IntroductionAct]
) -> IntroductionAct | None:
    handle = asked.services.introductions.handle
    return next(
        (
            act
            for act in acts
            if act.status in (*OPEN, "met")
            and act.introducee is not None
            and act.introducee.id is not None
            and item.handle == handle(person, act.introducee.id)
        ),
        None,
    )


def _before(asked: Asked, person: str, ways: Mapping[str, Ask]) -> Mapping[str, BeforeAsking]:
    if not ways:
        return {}
    asks = tuple(ways.values())
    found = asked.services.introducing.before_each(asked.viewer, person, asks)
    return {handle: one for handle, one in zip(ways, found, strict=True) if one}


def _asking(
    asked: Asked, person: str, item: Suggestion, before: BeforeAsking | None
) -> Asking | None:
    if before is None:
        return None
    own, through = asked.viewer.person_id, before.connector.person.id
    by_herself = own is not None and own == through
    instead = before.you_know and not by_herself
    return Asking(
        before,
        href(person, item, through),
        fields(person, item, through),
        by_herself,
        href(person, item, own) if instead else "",
    )
