"""Where does the store listen, and as whom does the service speak to it?"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """A Bolt server, a database on it, and the accounts there, each a name and a password.

    ``app`` reads and writes. ``reader`` may only read, ``analyst`` the same and for a shorter time;
    they are None where the server has no such accounts (Neo4j Community), and reads then go by READ
    mode alone. ``keeps_limits``: the server ends a transaction at the time the driver asked for.
    """

    uri: str
    database: str
    app: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] | None = field(default=None, repr=False)
    analyst: tuple[str, str] | None = field(default=None, repr=False)
    keeps_limits: bool = True

    def account(self, role: str) -> tuple[str, str]:
        """The narrowest account there is for ``app``, ``reader`` or ``analyst``."""
        if role == "app":
            return self.app
        return (self.analyst if role == "analyst" else None) or self.reader or self.app
