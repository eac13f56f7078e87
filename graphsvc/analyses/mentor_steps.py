"""Which of the five steps from mentor to sponsor are done for a pair, and which comes next?"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

# In the order they are usually taken; what shows that one is done, by kind of recorded fact.
STEPS = {
    "has_seen_the_work": ("feedback", "confirmed feedback"),
    "knows_the_goal": ("goal",),
    "has_given_credit": ("confirmed credit",),
    "has_introduced": ("introduction", "confirmed introduction"),
    "has_spoken_for": ("confirmed opportunity", "confirmed advocacy"),
}


class Fact(NamedTuple):
    """Something recorded between the two; *kind* as in STEPS, others show nothing."""

    kind: str
    on: date | None


class Step(NamedTuple):
    kind: str
    because: tuple[Fact, ...]  # what shows it, the first first; empty: not done

    @property
    def done(self) -> bool:
        """Whether any recorded fact shows it."""
        return bool(self.because)


def steps(facts: Iterable[Fact]) -> tuple[Step, ...]:
    """All five steps in their order, each with the facts that show it is done."""
    dated = sorted(facts, key=lambda one: (one.on or date.max, one.kind))
    return tuple(
        Step(kind, tuple(one for one in dated if one.kind in shown))
        for kind, shown in STEPS.items()
    )


def next_step(found: Iterable[Step]) -> str:
    """The first that is not done, '' after the last."""
    return next((one.kind for one in found if not one.done), "")
