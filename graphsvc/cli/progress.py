"""How far has it come? A bar on a terminal, a line now and then elsewhere."""

import sys
import time

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

LINE_EVERY_S = 5.0
SHOWN_AFTER_S = 1.0


class Bar:
    """A bar that goes away when the step is done; for a terminal."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        self._task: TaskID | None = None

    def begin(self, what: str, total: int | None) -> None:
        self.done()
        self._progress.start()
        self._task = self._progress.add_task(what, total=total)

    def advance(self, amount: int) -> None:
        if self._task is not None:
            self._progress.advance(self._task, amount)

    def done(self) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
            self._progress.stop()


class Lines:
    """A line when a step begins and every few seconds while it goes on; for a log."""

    def __init__(self) -> None:
        self._what, self._come, self._last = "", 0, 0.0
        self._total: int | None = None

    def begin(self, what: str, total: int | None) -> None:
        self._what, self._total, self._come = what, total, 0
        self._last = time.monotonic()
        self._say(f"{what} ...")

    def advance(self, amount: int) -> None:
        self._come += amount
        if time.monotonic() - self._last >= LINE_EVERY_S:
            self._last = time.monotonic()
            of = f" of {self._total:,}" if self._total else ""
            self._say(f"{self._what}: {self._come:,}{of}")

    def done(self) -> None:
        self._what = ""

    @staticmethod
    def _say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)


def progress() -> Bar | Lines:
    """Whichever suits where the messages go."""
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal else Lines()


class Patient:
    """Shows how far an analysis has come, once it takes longer than a second."""

    def __init__(self, what: str, shown: Bar | Lines) -> None:
        self._what, self._shown = what, shown
        self._began, self._come, self._begun = time.monotonic(), 0, False

    def __call__(self, done: int, total: int) -> None:
        if not self._begun and time.monotonic() - self._began < SHOWN_AFTER_S:
            return
        if not self._begun:
            self._shown.begin(self._what, total)
            self._begun = True
        self._shown.advance(done - self._come)
        self._come = done

    def __enter__(self) -> "Patient":
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.done()
