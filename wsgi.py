"""Which application does a WSGI server load? `gunicorn wsgi:application`, settings as usual."""

import os
import sys
from datetime import UTC, datetime

from graphsvc.app import create_app
from graphsvc.settings import Settings
from graphsvc.wiring import wire

_settings = Settings.from_environ(os.environ)
_services = wire(
    _settings,
    say=lambda text: print(text, file=sys.stderr, flush=True),
    clock=lambda: datetime.now(UTC),
)
_services.warm()
application = create_app(_settings, _services)
