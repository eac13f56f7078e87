"""What stands around every page? Navigation, the switch of a demonstration, the as-of day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from graphsvc.access.sign_in import PERSON
from graphsvc.access.viewer import Viewer
from graphsvc.errors import GraphServiceError
from graphsvc.pages.asked import Services, Settings
from graphsvc.pages.presence import today


class Door(NamedTuple):
    """A page as the navigation shows it; ``action`` is what its viewer must be allowed.

    ``own`` is the question of somebody who is one of the people, where it is another one.
    """

    name: str
    path: str
    label: str
    action: str
    question: str
    own: str = ""
    dated: bool = True


DOORS = (
    Door(
        *("mentee", "/mentee", "Mentoring", "see introductions"),
        "Who could change somebody's path, why, and whom to ask?",
        "Who could change your path, or that of somebody you mentor, and whom to ask?",
    ),
    Door(
        *("introducing", "/introducing", "Under way", "answer introductions"),
        "Which introductions are under way, and which of them wait for you?",
        dated=False,
    ),
    Door(
        *("promises", "/promises", "Promises", "keep promises"),
        "What was promised, and what became of it?",
        "What did you promise, what were you promised, and what became of it?",
        dated=False,
    ),
    Door(
        *("endorse", "/endorse", "Endorsements", "confirm endorsements"),
        "Who did what for whom, what waits to be confirmed, and who stands on which rung?",
        "What did you do for others and others for you, and who stands on which rung for you?",
        dated=False,
    ),
    Door(
        *("feedback", "/feedback", "Feedback", "check feedback"),
        "What would make feedback something to act on?",
        dated=False,
    ),
    Door(
        *("steps", "/steps", "Steps", "see steps"),
        "How far has a pair come from mentor to sponsor, and what comes next?",
        dated=False,
    ),
    Door(
        *("introductions", "/introductions", "Introductions", "see introductions"),
        "Whom could somebody meet, why, and through whom?",
        "Whom could you or somebody you mentor meet, why, and through whom?",
    ),
    Door(
        *("path", "/path", "Path", "trace path"),
        "Over whom do two people trust each other most, however long the way?",
        "Over whom do you and somebody else trust each other most, however long the way?",
    ),
    Door(
        *("isolated", "/isolated", "Isolation", "see isolation"),
        "Who has lost contact, why, and what would help?",
        "How are you connected, or those you mentor, and what would help?",
    ),
    Door(
        *("gaps", "/gaps", "Sponsorship gaps", "see gaps"),
        "Do groups have sponsors alike, level by level?",
    ),
    Door(
        *("bridges", "/bridges", "Bridges", "plan bridges"),
        "Which introductions would bring those farthest away nearer?",
    ),
    Door(
        *("query", "/query", "Query", "query graph"),
        "Anything else: a read-only question to the graph, in Cypher.",
        dated=False,
    ),
    Door(
        *("people", "/people", "People", "see people"),
        "Who is in the directory?",
        dated=False,
    ),
    Door(
        *("about_you", "/about-you", "About you", "give consent"),
        "May you be suggested to others, and named as who could introduce them?",
        dated=False,
    ),
)


class Role(NamedTuple):
    """One entry of the *signed in as* switch."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Frame:
    """The frame of one page; ``carried`` are the fields the as-of form keeps."""

    here: str
    viewer: Viewer | None
    doors: tuple[Door, ...]
    roles: tuple[Role, ...]
    back: str
    as_of: str
    dated: bool
    carried: Mapping[str, str]
    demonstration: bool

    @property
    def signed_in_as(self) -> str:
        """What the switch shows as chosen; outside a demonstration, the token's own name."""
        chosen = [role.label for role in self.roles if role.chosen]
        return chosen[0] if chosen else self.viewer.subject if self.viewer else ""

    def href(self, path: str, **fields: Any) -> str:
        """A link to another page about the same day."""
        kept = {"as_of": self.as_of} if self.as_of else {}
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        query = urlencode({**given, **kept})
        return f"{path}?{query}" if query else path


def frame(
    viewer: Viewer | None,
    services: Services,
    settings: Settings,
    *,
    path: str,
    values: Mapping[str, str],
) -> Frame:
    """The frame for whoever looks, None before signing in."""
    here = next((one for one in DOORS if f"{path}/".startswith(f"{one.path}/")), None)
    carried = {name: text for name, text in values.items() if name != "as_of"}
    as_of = values.get("as_of", "").strip()
    open_doors = doors(viewer, services)
    fields = urlencode({**carried, **({"as_of": as_of} if as_of else {})})
    return Frame(
        here=here.name if here else "home" if path == "/" else "",
        viewer=viewer,
        doors=open_doors,
        roles=_roles(viewer, services) if settings.demonstration else (),
        back=f"{path}?{fields}" if fields else path,
        as_of=as_of,
        dated=here.dated and here.path == path if here else path == "/" and bool(open_doors),
        carried=carried,
        demonstration=settings.demonstration,
    )


def doors(viewer: Viewer | None, services: Services) -> tuple[Door, ...]:
    """The pages this viewer may open."""
    if viewer is None:
        return ()
    now = today(viewer, services)
    return tuple(door for door in DOORS if services.policy.may(now, door.action))


def _roles(viewer: Viewer | None, services: Services) -> tuple[Role, ...]:
    try:
        people = services.demonstration()
    except GraphServiceError:
        return ()  # nothing is published yet: the page itself says so
    roles = tuple(Role(name, one.label, one.viewer == viewer) for name, one in people.items())
    if viewer is None or viewer.person_id is None or any(role.chosen for role in roles):
        return roles
    played = services.somebody(viewer.person_id)
    if played is None or played.viewer != viewer:
        return roles  # signed in with a token
    return (Role(f"{PERSON}{viewer.person_id}", played.label, True), *roles)
