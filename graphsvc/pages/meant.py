"""Whom does a name or an id typed into a field mean: one, several, or nobody?"""

from collections.abc import Callable

from graphsvc.pages.asked import Asked
from graphsvc.services.answers import Named

FEW = 12  # so many of a name are offered to choose from
MOST = 50  # so many are looked through; whoever types less than a name chooses among the first


def everybody(_: Named) -> bool:
    return True


def meant(asked: Asked, text: str, among: Callable[[Named], bool] = everybody) -> tuple[Named, ...]:
    """Who is meant, of those of the directory that are *among* them; the only one, if exactly."""
    if not text:
        return ()
    people = asked.services.people.search(asked.viewer, text, limit=MOST)
    found = tuple(one for one in people if one.id and among(one))
    exactly = tuple(one for one in found if one.id == text)
    called = tuple(one for one in found if one.label.casefold() == text.casefold())
    return next((one for one in (exactly, called) if len(one) == 1), found)
