"""Who uses the command line, on which services? Opened when a verb first needs them."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

import click

from graphsvc.access.roles import MAKE_TOKENS
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import Unauthenticated
from graphsvc.settings import Settings
from graphsvc.wiring import Services, wire

# Whoever may read the data directory (mode 0700) operates the service.
LOCAL_OPERATOR = Viewer(
    "local operator", None, frozenset({Grant("operator")}), frozenset({MAKE_TOKENS})
)


def now() -> datetime:
    return datetime.now(UTC)


def say(text: str) -> None:
    """A line of progress: to the error stream, so that an answer can be piped."""
    click.echo(text, err=True)


class Session:
    """The settings, services and viewer of one call of the command."""

    def __init__(self, *, demo: bool = False, viewer: str | None = None) -> None:
        self.demo = demo
        self._as = viewer

    @cached_property
    def settings(self) -> Settings:
        settings = Settings.from_environ(os.environ)
        return replace(settings, mode="demonstration") if self.demo else settings

    @cached_property
    def services(self) -> Services:
        return wire(self.settings, say=say, clock=now)

    def viewer(self, default: str) -> Viewer:
        """Whoever asks: the role or the person of ``--as`` in demonstration mode, else the token's.

        Raises:
            Unauthenticated: outside demonstration mode without a token.
        """
        if self.settings.demonstration:
            viewers = self.services.demonstration()
            role = self._as or default
            found = viewers.get(role) or self.services.somebody(role)
            if found is None:
                raise click.BadParameter(
                    f"{role!r} is neither the id of a person nor one of {', '.join(viewers)}.",
                    param_hint="--as",
                )
            return found.viewer
        if self._as:
            raise click.BadParameter("only in demonstration mode (--demo)", param_hint="--as")
        if not self.settings.token:
            raise Unauthenticated(
                "Say who you are: set GRAPHSVC_TOKEN to a token made by `graphsvc token create`, "
                "or use --demo on the demonstration organisation."
            )
        return self.services.tokens.viewer_of(f"Bearer {self.settings.token}")

    def close(self) -> None:
        if "services" in self.__dict__:
            self.services.close()
