"""What does somebody read who has just started the service? Whom to be, and one real answer."""

from graphsvc.access.demonstration import SignedInAs
from graphsvc.errors import GraphServiceError
from graphsvc.services.answers import Introductions, Suggestion
from graphsvc.services.wording import percent
from graphsvc.wiring import Services

MOST = 3


def greet(services: Services) -> list[str]:
    """Lines for the terminal, printed when the service listens."""
    if not services.settings.demonstration:
        return ["Sign in with a token made by `graphsvc token create`."]
    try:
        roles = services.demonstration()
        return [*_roles(roles), "", *_answer(services, roles)]
    except GraphServiceError as error:
        return [f"There is no answer yet: {error}"]


def _roles(roles: dict[str, SignedInAs]) -> list[str]:
    width = max(map(len, roles))
    lines = [f"  {role:{width}}  {one.label}" for role, one in roles.items()]
    return ["Look at it as (switch at the top of every page, --as ROLE here):", *lines]


def _answer(services: Services, roles: dict[str, SignedInAs]) -> list[str]:
    asking = roles.get("mentor") or roles.get("person")
    if asking is None or not asking.person_ids:
        return ["There is no answer yet: import people and ties first."]
    mentee = asking.person_ids[0]
    found = services.introductions.suggest(asking.viewer, mentee, limit=MOST)
    command = f"graphsvc --demo --as mentor introductions {mentee} --limit {MOST}"
    return [f"Whom could {found.person.label} meet next?   ({command})", *_suggested(found)]


def _suggested(found: Introductions) -> list[str]:
    if not found.items:
        return [f"  {found.none_because}"]
    return [f"  {one.rank}. {_person(one)}{_through(one)}" for one in found.items]


def _person(one: Suggestion) -> str:
    about = " in ".join(filter(None, (one.person.title, one.person.unit)))
    return f"{one.person.label}, {about}" if about else one.person.label


def _through(one: Suggestion) -> str:
    if one.path is None or len(one.path.hops) < 2:
        return ""
    names = " and ".join(hop.person.label for hop in one.path.hops[:-1])
    return f", through {names} (odds {percent(one.path.odds)})"
