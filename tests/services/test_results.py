"""Is an analysis worked out once for each snapshot, question and parameters, within its bytes?"""

import threading
from dataclasses import dataclass, replace

import numpy as np
import pytest

from graphsvc.model import DenyMask
from graphsvc.services.results import LEAST_BYTES, Results, size_of
from graphsvc.snapshot.derive import marked
from tests.worlds import world

PEOPLE = ["ada", "ben", "cy"]
TIES = [("ada", "ben"), ("ben", "cy")]


@pytest.fixture
def view():
    return world(PEOPLE, TIES)


class Counted:
    """Makes an answer of so many bytes, and counts how often."""

    def __init__(self, size: int) -> None:
        self.size, self.times = size, 0

    def __call__(self) -> np.ndarray:
        self.times += 1
        return np.zeros(self.size, np.uint8)


def test_a_question_is_worked_out_once(view):
    results, make = Results(1000), Counted(10)

    first = results.get(view, "reach", (2,), make)

    assert results.get(view, "reach", (2,), make) is first
    assert make.times == 1


def test_other_parameters_and_other_questions_are_other_answers(view):
    results, make = Results(1000), Counted(10)
    for question, parameters in (("reach", (2,)), ("reach", (3,)), ("cores", ())):
        results.get(view, question, parameters, make)

    assert make.times == 3
    assert results.bytes == 30


def test_a_view_said_to_be_stale_holds_the_same_answers(view):
    results, make = Results(1000), Counted(10)
    results.get(view, "reach", (), make)
    results.get(marked(view, stale=True), "reach", (), make)

    assert make.times == 1


def test_a_mask_gives_other_answers():
    results, make = Results(1000), Counted(10)
    results.get(world(PEOPLE, TIES), "reach", (), make)
    results.get(world(PEOPLE, TIES, deny=DenyMask(1, frozenset({"cy"}))), "reach", (), make)

    assert make.times == 2


def test_the_least_recently_asked_goes_first(view):
    results, makes = Results(25), [Counted(10) for _ in range(3)]
    for at in (0, 1, 0, 2, 0, 1):
        results.get(view, "reach", (at,), makes[at])

    assert [one.times for one in makes] == [1, 2, 1]
    assert results.bytes <= 25


def test_an_answer_too_large_to_keep_is_given_all_the_same(view):
    results = Results(5)

    assert len(results.get(view, "reach", (), Counted(10))) == 10
    assert results.bytes == 0


def test_another_snapshot_lets_go_of_the_answers_about_earlier_ones(view):
    results, make = Results(1000), Counted(10)
    results.get(view, "reach", (), make)
    results.get(replace(view, snapshot="next"), "reach", (), make)

    assert len(results) == 1


def test_two_who_ask_at_once_wait_for_one_calculation(view):
    results, begun, go_on = Results(1000), threading.Event(), threading.Event()
    times, answers = [], []

    def make() -> np.ndarray:
        times.append(1)
        begun.set()
        assert go_on.wait(10)
        return np.zeros(3)

    def ask() -> None:
        answers.append(results.get(view, "reach", (), make))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    go_on.set()
    for one in threads:
        one.join(10)

    assert len(times) == 1
    assert answers[0] is answers[1]


def test_a_calculation_that_fails_is_tried_again(view):
    results = Results(1000)

    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        results.get(view, "reach", (), fail)

    assert results.get(view, "reach", (), lambda: 7) == 7


@dataclass
class Pair:
    one: np.ndarray
    other: tuple[np.ndarray, ...]


def test_arrays_count_however_they_are_nested():
    found = Pair(np.zeros(4), (np.zeros(2), np.zeros(1)))

    assert size_of(found) == 7 * 8 + LEAST_BYTES
    assert size_of({"one": np.zeros(1)}) == 8
