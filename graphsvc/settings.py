"""Which settings are there, and what are they here? One table; nothing else reads the environment."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from graphsvc.errors import SettingsInvalid
from graphsvc.model import KINDS

PREFIX = "GRAPHSVC_"
TEST_PREFIX = "GRAPHSVC_TEST_"  # read by the tests, not by the service
# No wildcard and no path: an origin is compared as a whole.
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("a whole number")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError("a port from 0 to 65535")
    return int(text)


def _loopback(text: str) -> str:
    try:
        loopback = text == "localhost" or ipaddress.ip_address(text).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError("a loopback address such as 127.0.0.1: put a proxy with TLS before it")
    return text


def _mode(text: str) -> str:
    if text not in ("demonstration", "service"):
        raise ValueError("demonstration or service")
    return text


def _memory(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*[mMgG]", text):
        raise ValueError("memory such as 512m or 2g")
    return text


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(one.strip() for one in text.split(",") if one.strip())
    if not kinds or not set(kinds) <= set(KINDS):
        raise ValueError("some of " + ", ".join(KINDS))
    return kinds


def _switch(text: str) -> str:
    if text not in ("auto", "on", "off"):
        raise ValueError("auto, on or off")
    return text


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(one.strip() for one in text.split(",") if one.strip())
    if not all(_ORIGIN.fullmatch(one) for one in origins):
        raise ValueError("exact origins such as https://hr.example.com, separated by commas")
    return origins


class Setting(NamedTuple):
    """One row of the table: its name without the prefix, how it is read, default, help."""

    name: str
    read: Callable[[str], Any]
    default: Any
    help: str


SETTINGS = (
    Setting("DATA", Path, "./data", "The one data directory; made with mode 0700."),
    Setting("MODE", _mode, "service", "`demonstration` shows a *signed in as* switch; `service` asks for a token."),
    Setting("HOST", _loopback, "127.0.0.1", "Loopback address to listen on."),
    Setting("PORT", _port, "8420", "Port to listen on; 0 takes a free one."),
    Setting("WORKERS", _whole, "2", "Worker processes of the web service."),
    Setting("THREADS", _whole, "4", "Threads of each worker."),
    Setting("NEO4J_URI", str, "", "Address of a Neo4j server, such as `bolt://127.0.0.1:7687`; empty starts the embedded engine."),
    Setting("NEO4J_USER", str, "neo4j", "Account on that server."),
    Setting("NEO4J_PASSWORD", str, "", "Its password; the file below is the safer place."),
    Setting("NEO4J_PASSWORD_FILE", str, "", "File whose first line is the password."),
    Setting("NEO4J_DATABASE", str, "neo4j", "Database on that server."),
    Setting("ENGINE_HEAP", _memory, "512m", "Memory of the embedded engine."),
    Setting("RECORDS_URL", str, "", "Records database (SQLAlchemy URL); empty is `records.sqlite` in the data directory."),
    Setting("MINIMUM_CELL", _whole, "5", "Smallest group whose figures are shown (counts inside HR)."),
    Setting("MINIMUM_CELL_NETWORK", _whole, "10", "Smallest group for network measures and for wide release."),
    Setting("SPONSOR_KINDS", _kinds, "opportunity,advocacy", "Kinds of confirmed acts that make a sponsor."),
    Setting("INTRODUCTIONS_CONNECTOR", _whole, "4", "How often somebody is asked in 91 days to introduce others."),
    Setting("INTRODUCTIONS_INTRODUCEE", _whole, "2", "How often somebody is asked in 91 days to be introduced."),
    Setting("INTRODUCTION_DAYS", _whole, "21", "Days without a move after which an introduction ends by itself."),
    Setting("CYPHER_HTTP", _switch, "auto", "The analyst route over HTTP: `auto` is on in demonstration mode only."),
    Setting("ORIGINS", _origins, "", "Other origins whose scripts may call the API with a token, such as `https://hr.example.com`, separated by commas; empty allows none."),
    Setting("TOKEN", str, "", "Token with which the command line signs in outside demonstration mode."),
    Setting("ANALYSIS_SECONDS", _whole, "60", "Longest time for one analysis; after it the answer is that it took too long."),
    Setting("RESULTS_MB", _whole, "200", "Memory for kept results of analyses, in each worker, in megabytes."),
    Setting("DEMO_PEOPLE", _whole, "500", "People of the organisation that `graphsvc run --demo` makes."),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings of one process, read once; secrets never show in its repr."""

    data: Path
    mode: str
    host: str
    port: int
    workers: int
    threads: int
    neo4j_uri: str
    neo4j_user: str
    neo4j_password: str = field(repr=False)
    neo4j_password_file: str
    neo4j_database: str
    engine_heap: str
    records_url: str = field(repr=False)
    minimum_cell: int
    minimum_cell_network: int
    sponsor_kinds: tuple[str, ...]
    introductions_connector: int
    introductions_introducee: int
    introduction_days: int
    cypher_http: str
    origins: tuple[str, ...]
    token: str = field(repr=False)
    analysis_seconds: int
    results_mb: int
    demo_people: int

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every setting from *environ*.

        Raises:
            SettingsInvalid: a ``GRAPHSVC_*`` name is unknown or a value cannot be read. The
                message names the key, never the value.
        """
        _refuse_unknown(environ)
        values = {one.name.lower(): _value(one, environ) for one in SETTINGS}
        if values["neo4j_password"] and values["neo4j_password_file"]:
            raise SettingsInvalid(
                "GRAPHSVC_NEO4J_PASSWORD and GRAPHSVC_NEO4J_PASSWORD_FILE are both set: keep one."
            )
        return cls(**values)

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"

    @property
    def cypher_over_http(self) -> bool:
        """Whether the analyst route is open: until the whole door exists, in demonstrations."""
        return self.cypher_http == "on" or (self.cypher_http == "auto" and self.demonstration)


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {PREFIX + one.name for one in SETTINGS}
    unknown = sorted(
        name
        for name in environ
        if name.startswith(PREFIX) and not name.startswith(TEST_PREFIX) and name not in known
    )
    if unknown:
        raise SettingsInvalid(f"Unknown setting: {', '.join(unknown)}. See the table in README.md.")


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    name = PREFIX + setting.name
    try:
        return setting.read(environ.get(name, setting.default))
    except ValueError as error:
        raise SettingsInvalid(f"{name}: expected {error}.") from error


assert [one.name.lower() for one in SETTINGS] == [one.name for one in fields(Settings)]
