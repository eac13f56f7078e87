"""Does a long analysis end when its time is up or at a word, and not before?"""

import threading

import numpy as np
import pytest

from graphsvc.errors import AnalysisCancelled
from graphsvc.kernels.betweenness import betweenness
from graphsvc.services.patience import Patience
from tests.worlds import rows_of


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_goes_on_while_there_is_time():
    clock, told = Clock(), []
    patience = Patience(5, tell=lambda done, total: told.append((done, total)), clock=clock)
    clock.now += 5
    patience(1, 2)

    assert told == [(1, 2)]


def test_it_ends_when_the_time_is_up_and_says_how_long_that_was():
    clock = Clock()
    patience = Patience(5, clock=clock)
    clock.now += 5.1

    with pytest.raises(AnalysisCancelled, match="longer than 5 s"):
        patience(1, 2)


def test_it_ends_at_a_word_from_another_thread():
    patience = Patience()
    other = threading.Thread(target=patience.call_off)
    other.start()
    other.join(10)

    with pytest.raises(AnalysisCancelled, match="called off"):
        patience(1, 2)


def test_a_kernel_ends_between_its_parts():
    chance = np.random.default_rng(1)
    rows = rows_of({(int(a), int(a) + 1, 0.5) for a in chance.integers(0, 4_999, 9_000)}, 5_000)
    patience, parts = Patience(), []

    def turn(done: int, total: int) -> None:
        parts.append(done)
        patience.call_off()
        patience(done, total)

    with pytest.raises(AnalysisCancelled):
        betweenness(rows, np.arange(5_000), turn=turn)

    assert parts[0] < 5_000
    assert len(parts) == 1
