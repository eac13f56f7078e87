"""Where does the store listen, and as whom does the service speak to it?"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Account(NamedTuple):
    """A name and its password."""

    user: str
    password: str


@dataclass(frozen=True)
class Address:
    """A Bolt server, a database on it, and the accounts there.

    ``reader`` may only read; it is None where the server has no such accounts (Neo4j Community),
    and reads then go by READ mode alone.
    """

    uri: str
    database: str
    app: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] | None = field(default=None, repr=False)
