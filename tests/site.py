"""Which running service do pages and browser tests look at? A real one, made once a run.

``site``: the demonstration of a small generated organisation, served on a free loopback port.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from graphsvc.settings import Settings

if TYPE_CHECKING:  # most runs ask for no site, and need not wait until all of it is imported
    from flask import Flask

    from graphsvc.wiring import Services

PEOPLE = 200


@dataclass(frozen=True)
class Site:
    """The service, its application and its address."""

    url: str
    app: "Flask"
    services: "Services"


class Quiet(WSGIRequestHandler):
    """Serves as ever and does not print a line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    from graphsvc.app import create_app
    from graphsvc.wiring import make_demonstration, wire

    data = str(tmp_path_factory.mktemp("site"))
    settings = Settings.from_environ({"GRAPHSVC_DATA": data, "GRAPHSVC_MODE": "demonstration"})
    services = wire(settings, say=print, clock=lambda: datetime.now(UTC))
    services.prepare()
    make_demonstration(services, people=PEOPLE, say=print)
    app = create_app(settings, services)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, name="site")
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app, services)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        services.close()
