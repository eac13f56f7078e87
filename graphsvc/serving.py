"""How is the service started, and what does it print when it is up?"""

import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any

from gunicorn.app.base import BaseApplication

from graphsvc.app import create_app
from graphsvc.errors import GraphServiceError, PortInUse, SettingsInvalid
from graphsvc.greeting import greet
from graphsvc.settings import Settings
from graphsvc.wiring import ITSELF, Services, make_demonstration, wire

Say = Callable[[str], None]
Clock = Callable[[], datetime]

REFRESH_S = 5.0  # how often a worker looks whether the ledger moved
FORGET_S = 3600.0  # and how often for what is kept, or waited for, for some time only


def serve(settings: Settings, *, port: int | None, make_demo: bool, say: Say, clock: Clock) -> None:
    """Prepare everything, listen, and serve until stopped.

    Raises:
        SettingsInvalid: outside demonstration mode nobody could sign in.
        PortInUse: another program listens on the address.
    """
    if port is not None:
        settings = replace(settings, port=port)
    listener = _listener(settings.host, settings.port)
    address = _address(listener)
    services = wire(settings, say=say, clock=clock)
    try:
        services.prepare()
        services.warm()
        if make_demo:
            make_demonstration(services, people=settings.demo_people, say=say)
        _require_sign_in(settings, services)
        services.look_ahead()
        greeting = greet(services)
    except BaseException:
        listener.close()
        services.close()
        raise
    # Workers open their own connections after the fork; this process keeps none, but its lease on
    # the embedded engine, which otherwise could end before the first worker needs it.
    services.disconnect()
    # The server takes the socket over and closes it.
    _Server(
        settings,
        listener.detach(),
        [f"\ngraphsvc answers at http://{address}/   (stop with Ctrl+C)\n", *greeting],
        before=services,
        say=say,
        clock=clock,
    ).run()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(
            f"Port {port} on {host} cannot be listened on: {error.strerror}. "
            "Choose another with --port or GRAPHSVC_PORT."
        ) from error
    listener.set_inheritable(True)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _require_sign_in(settings: Settings, services: Services) -> None:
    if not settings.demonstration and not services.tokens.any_valid():
        raise SettingsInvalid(
            "Nobody could sign in: make a token first with `graphsvc token create NAME --role "
            "ROLE`, or start the demonstration with `graphsvc run --demo`."
        )


class _Server(BaseApplication):
    """gunicorn with threads; every worker wires its own services after the fork."""

    def __init__(
        self,
        settings: Settings,
        listener: int,
        greeting: list[str],
        *,
        before: Services,
        say: Say,
        clock: Clock,
    ) -> None:
        self.settings, self.listener, self.greeting = settings, listener, greeting
        self.before, self.say, self.clock = before, say, clock
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"fd://{self.listener}",
            "workers": self.settings.workers,
            "worker_class": "gthread",
            "threads": self.settings.threads,
            "timeout": 30,
            "graceful_timeout": 30,
            "limit_request_line": 8190,  # the application says in its own words what is too long
            "max_requests": 2000,
            "max_requests_jitter": 200,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": self._ready,
            "worker_exit": _close_worker,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application of one worker; called after the fork."""
        services = wire(self.settings, say=self.say, clock=self.clock, before=self.before)
        application = create_app(self.settings, services)
        watch = threading.Thread(target=_watch, args=(services,), name="snapshots", daemon=True)
        watch.start()
        application.extensions["graphsvc.close"] = services.close
        return application

    def _ready(self, _arbiter: Any) -> None:
        for line in self.greeting:
            print(line)
        sys.stdout.flush()


def _close_worker(_arbiter: Any, worker: Any) -> None:
    close = getattr(worker.wsgi, "extensions", {}).get("graphsvc.close")
    if close is not None:
        close()


def _watch(services: Services) -> None:
    """Publish a snapshot when the ledger moved; answers never wait for it."""
    stop, told = threading.Event(), ""
    parent, forgot = os.getppid(), monotonic() - FORGET_S
    while os.getppid() == parent and not stop.wait(REFRESH_S):
        found = _refreshed(services)
        # The answers say `stale` until a later look succeeds; the log says why, once.
        if found and found != told:
            print(found, file=sys.stderr, flush=True)
        told = found
        if monotonic() - forgot >= FORGET_S:
            forgot = monotonic()
            _tried("Nothing was forgotten", lambda: services.promises.forget_old(ITSELF))
            # Two workers at once end each of them once.
            _tried("Introductions were not ended", lambda: services.introducing.expire(ITSELF))


def _refreshed(services: Services) -> str:
    """Why there is no new snapshot although one may be due; empty where all is well."""
    try:
        services.snapshots.refresh_if_moved()
    except GraphServiceError as error:
        return f"No new snapshot: {error} {error.hint}".strip()
    except Exception as error:  # the last handler of this thread: the next look may succeed
        return f"No new snapshot: {type(error).__name__}."
    return ""


def _tried(failed: str, task: Callable[[], object]) -> None:
    try:
        task()
    except Exception as error:  # the last handler of this thread: the next hour may succeed
        print(f"{failed}: {type(error).__name__}.", file=sys.stderr, flush=True)
