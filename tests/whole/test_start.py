"""Does a new worker answer its first question at once?"""

import os
import signal
import subprocess
import time

import pytest

from tests.whole.deployment import Deployment, Served

SMALL = {"GRAPHSVC_DEMO_PEOPLE": "120", "GRAPHSVC_WORKERS": "1"}
FIRST_ANSWER_S = 3.0
pytestmark = [pytest.mark.engine, pytest.mark.slow]


def workers(served: Served) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(served.process.pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(maxsplit=1) for line in found.stdout.splitlines()]
    return [int(pid) for pid, args in lines if "embedded_owner" not in args and "ps" not in args]


def test_a_worker_answers_its_first_real_question_within_seconds_of_its_start(tmp_path):
    with Deployment(tmp_path, more=SMALL).serving() as served:
        mentee = served.value("/api/v1/isolated?limit=1")["items"][0]["person"]["id"]
        before = workers(served)
        os.kill(before[0], signal.SIGKILL)
        began = time.monotonic()
        # gunicorn needs a moment to notice; the socket queues the question meanwhile.
        answer = served.value(f"/api/v1/people/{mentee}/introductions?limit=3")
        seconds = time.monotonic() - began
        after = workers(served)

    assert answer["basis"]["snapshot"]
    assert before != after
    assert seconds < FIRST_ANSWER_S
