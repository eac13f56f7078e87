"""Is what was begun waited for, and does its failure keep back what was worked out meanwhile?"""

from threading import Event

import pytest

from graphsvc.errors import RecordsUnavailable
from graphsvc.services.ahead import ahead, meanwhile

PATIENCE = 30  # seconds


def fails():
    raise RecordsUnavailable("full")


def test_an_answer_asked_for_ahead_is_waited_for():
    go = Event()
    answer = ahead(lambda: go.wait(PATIENCE) and "told")

    assert not answer.done()
    go.set()
    assert answer.result() == "told"
    with pytest.raises(RecordsUnavailable):
        ahead(fails).result()


def test_both_run_at_once_and_the_block_ends_when_both_have():
    worked, done = Event(), []

    def do():
        assert worked.wait(PATIENCE)
        done.append("written")

    with meanwhile(do):
        worked.set()
    assert done == ["written"]


def test_nothing_is_told_of_what_could_not_be_written_down():
    def told():
        with meanwhile(fails):
            return "secret"

    with pytest.raises(RecordsUnavailable):
        told()


def test_a_failure_within_is_raised_once_the_other_is_done():
    go, done = Event(), []

    def do():
        assert go.wait(PATIENCE)
        done.append("written")

    def told():
        with meanwhile(do):
            go.set()
            raise KeyError("within")

    with pytest.raises(KeyError):
        told()
    assert done == ["written"]
