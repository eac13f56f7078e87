"""Which fixtures do all tests share?"""

import os
from pathlib import Path

# Processes that tests start take the compiled loops from here too: compiled once, not in each.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path.home() / ".cache/graphsvc/kernels"))

pytest_plugins = ["tests.engines", "tests.site"]
