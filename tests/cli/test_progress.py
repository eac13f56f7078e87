"""Is a long analysis shown to be under way, and a short one left alone?"""

import pytest

from graphsvc.cli import progress
from graphsvc.cli.progress import Lines, Patient


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 100.0

        def monotonic(self) -> float:
            return self.now

    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def test_what_is_done_within_a_second_says_nothing(clock, capsys):
    with Patient("Planning", Lines()) as tell:
        tell(1, 40)
        clock.now += 0.9
        tell(2, 40)

    assert capsys.readouterr().err == ""


def test_what_takes_longer_says_so_and_how_far_it_has_come(clock, capsys):
    with Patient("Planning", Lines()) as tell:
        tell(1, 40)
        clock.now += 1.1
        tell(2, 40)
        clock.now += 6
        tell(30, 40)

    assert capsys.readouterr().err == "Planning ...\nPlanning: 30 of 40\n"
