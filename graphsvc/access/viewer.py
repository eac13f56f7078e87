"""Who is asking, and what were they granted?"""

from dataclasses import dataclass

ROLES = ("person", "mentor", "lead", "analyst", "operator")
SCOPES = ("cypher:adhoc", "people:identify")


@dataclass(frozen=True, order=True)
class Grant:
    """A role, in one unit and the units below it; ``unit`` None is the whole organisation."""

    role: str
    unit: str | None = None


@dataclass(frozen=True)
class Viewer:
    """Whoever asks a question; every service takes one and has no default for it.

    ``person_id`` is the viewer's own id among the people, None for somebody who is not one of
    them. That a viewer is a *mentor of* somebody is not a grant: it follows from MENTORS ties.
    """

    subject: str
    person_id: str | None
    grants: frozenset[Grant] = frozenset()
    scopes: frozenset[str] = frozenset()

    def has(self, role: str) -> bool:
        return any(grant.role == role for grant in self.grants)
