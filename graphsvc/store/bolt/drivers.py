"""Which driver does this process use for this account?"""

import logging
import os
from collections.abc import Callable
from importlib.metadata import version
from threading import Lock
from typing import Any

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import ConfigurationError

from graphsvc.errors import SettingsInvalid
from graphsvc.store.address import Address

SCHEMES = ("bolt", "bolt+s", "neo4j", "neo4j+s")
OPTIONS: dict[str, Any] = {
    "max_connection_pool_size": 16,
    "connection_acquisition_timeout": 5,
    "connection_timeout": 3,
    "connection_write_timeout": 10,
    # Once: BoltStore tries again by its own rules, sooner and without a warning on the terminal.
    "max_transaction_retry_time": 0,
    "liveness_check_timeout": 30,
    "max_connection_lifetime": 3600,
    "fetch_size": 1000,
    "telemetry_disabled": True,
    # A notification carries the query's text to the log, and an analyst's text is not for it.
    "notifications_min_severity": "OFF",
    "user_agent": f"graphsvc/{version('graphsvc')}",
}


class Drivers:
    """The drivers of one process, one for each account, made when first asked for.

    A driver made before a fork hangs in the child, so the child makes its own.
    """

    def __init__(self, address: Callable[[], Address], options: dict[str, Any]) -> None:
        self._asked, self._options = address, OPTIONS | options
        # By process. What a parent made stays here untouched: its sockets belong to the parent.
        # setdefault is one step for all threads, and no lock is taken over a fork.
        self._here: dict[int, _Held] = {}

    def app(self) -> Driver:
        """As the account that reads and writes."""
        return self._driver("app")

    def reader(self) -> Driver:
        """As the account that only reads, where there is one."""
        return self._driver("reader")

    def analyst(self) -> Driver:
        """As the account that only reads and for a shorter time, where there is one."""
        return self._driver("analyst")

    def address(self) -> Address:
        """Where the drivers of this process lead; asked for once."""
        held = self._mine()
        with held.lock:
            if held.address is None:
                held.address = self._asked()
            return held.address

    def renew(self) -> Address:
        """Ask for the address again; where it has changed, the old drivers are closed."""
        held = self._mine()
        with held.lock:
            found = self._asked()
            if found != held.address:
                held.close()
                held.address = found
            return found

    def close(self) -> None:
        held = self._mine()
        with held.lock:
            held.close()
            held.address = None

    def _mine(self) -> "_Held":
        return self._here.setdefault(os.getpid(), _Held())

    def _driver(self, role: str) -> Driver:
        address = self.address()
        held = self._mine()
        with held.lock:
            if role not in held.drivers:
                held.drivers[role] = _made(address.uri, address.account(role), self._options)
            return held.drivers[role]


class _Held:
    """What one process holds."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.address: Address | None = None
        self.drivers: dict[str, Driver] = {}

    def close(self) -> None:
        for driver in self.drivers.values():
            driver.close()
        self.drivers = {}


def _made(uri: str, account: tuple[str, str], options: dict[str, Any]) -> Driver:
    # The driver's own warnings name the server; without a handler Python prints them.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    scheme = uri.partition("://")[0]
    if scheme.endswith("+ssc"):
        raise SettingsInvalid("GRAPHSVC_NEO4J_URI: +ssc accepts any certificate; use bolt+s://.")
    try:
        if scheme not in SCHEMES:
            raise ValueError(f"the scheme {scheme!r} is none of {', '.join(SCHEMES)}")
        return GraphDatabase.driver(uri, auth=account, **options)
    except (ConfigurationError, ValueError) as error:
        raise SettingsInvalid(
            "GRAPHSVC_NEO4J_URI is no Bolt address such as bolt://127.0.0.1:7687.",
            hint=str(error),
        ) from error
