"""GET /api/v1/me: as whom am I signed in, and what may I do?"""

from dataclasses import dataclass

from flask import Response
from pydantic import RootModel

from graphsvc.access.roles import ACTIONS
from graphsvc.api.context import services, viewer
from graphsvc.api.door import Nothing, answer
from graphsvc.api.version_one import blueprint

bp = blueprint("me", "Who is signed in.")


@dataclass(frozen=True)
class Granted:
    """A role, in one unit and the units below it; ``unit`` null is the whole organisation."""

    role: str
    unit: str | None


@dataclass(frozen=True)
class Me:
    """The viewer; ``may`` names actions that some role of theirs includes, about somebody."""

    subject: str
    person_id: str | None
    roles: tuple[Granted, ...]
    scopes: tuple[str, ...]
    may: tuple[str, ...]


class MeAnswer(RootModel[Me]):
    """The viewer."""


@bp.get("/me", summary="Who is signed in, and what they may do", responses={200: MeAnswer})
def who_am_i(query: Nothing) -> Response:
    asking, policy = viewer(), services().policy
    granted = sorted(asking.grants, key=lambda one: (one.role, one.unit or ""))
    me = Me(
        subject=asking.subject,
        person_id=asking.person_id,
        roles=tuple(Granted(one.role, one.unit) for one in granted),
        scopes=tuple(sorted(asking.scopes)),
        may=tuple(action for action in sorted(ACTIONS) if policy.may(asking, action)),
    )
    return answer(MeAnswer, me)
