"""What do the records hold? Everything that is about people and must not be in the graph."""

from functools import cached_property
from pathlib import Path

from graphsvc.records.absences import Absences
from graphsvc.records.accounts import Grants, Tokens
from graphsvc.records.audit import AuditTrail
from graphsvc.records.database import Database
from graphsvc.records.groups import Groups
from graphsvc.records.imports import Imports
from graphsvc.records.masks import Consents, Deny, HiddenTies, Tombstones


class Records:
    """The records database in its parts. Opened at first use, once in each process.

    Args:
        place: a file, or a SQLAlchemy URL.
        key: secret for the ids of people who left the graph; without it nobody can be put out.
    """

    def __init__(self, place: str | Path, *, key: bytes | None = None) -> None:
        self.database = Database(place)
        self.absences = Absences(self.database)
        self.audit = AuditTrail(self.database)
        self.consents = Consents(self.database)
        self.grants = Grants(self.database)
        self.groups = Groups(self.database)
        self.hidden = HiddenTies(self.database)
        self.imports = Imports(self.database)
        self.tokens = Tokens(self.database)
        self.tombstones = Tombstones(self.database, key)

    @cached_property
    def deny(self) -> Deny:
        """Call it for today's mask: ``records.deny() -> DenyMask``."""
        return Deny(self.database)

    def revision(self) -> int:
        """Moves with everything that changes what a snapshot may show."""
        return self.database.counter()

    def prepare(self) -> None:
        """Open and bring up to date; raises RecordsUnavailable in one sentence."""
        self.database.prepare()

    def close(self) -> None:
        self.database.close()
