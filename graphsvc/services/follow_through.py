"""How did what one person promised another end, and what does that let the other expect?"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from graphsvc.analyses import trust
from graphsvc.analyses.promise_moves import SHARES
from graphsvc.model import day_number
from graphsvc.services.promise_facts import Fact
from graphsvc.store.base import Store

# Six small promises, or two large ones, of a pair count in a month: many trivial ones carry little.
HABITS = trust.Habits(most_a_month=6.0)


class Ended(NamedTuple):
    """A promise that ended; its outcome counts from the day it was due."""

    on: date
    outcome: str
    size: int
    to: str
    id: str


class Rate(NamedTuple):
    """What ended between two people, and the range it makes likely; None before anything did.

    ``early``: the next day on which a promise that was kept early begins to count, if any was.
    """

    counts: dict[str, int]
    interval: tuple[float, float] | None
    early: date | None = None


def usual(store: Store) -> float:
    """The share of everybody's promises that is kept, one of each before the first."""
    done = undone = 1.0
    for row in store.rows("read/promises_usual", states=list(SHARES)):
        done += SHARES[row["state"]] * row["promises"]
        undone += (1 - SHARES[row["state"]]) * row["promises"]
    return done / (done + undone)


def rate(facts: Iterable[Fact], maker: str, to: str, today: date, everybody: float) -> Rate:
    """What *maker* promised *to*, of all that *maker* promised anybody (*facts*)."""
    said = sorted(_ended(facts, today))
    ended = [one for one in said if one.on <= today]
    early = next((one.on for one in said if one.to == to and one.on > today), None)
    ours = [one.outcome for one in ended if one.to == to]
    counts = {outcome: ours.count(outcome) for outcome in SHARES}
    if not ours:
        return Rate(counts, None, early)
    known = trust.FollowThrough(HABITS, everybody)
    for one in ended:
        known.add(
            maker,
            one.to,
            day_number(one.on),
            SHARES[one.outcome],
            weight=max(one.size, 1),
            month=(one.on.year, one.on.month),
        )
    return Rate(counts, known.pair(maker, to, day_number(today)).interval(), early)


def _ended(facts: Iterable[Fact], today: date) -> Iterable[Ended]:
    for one in facts:
        now = one.on(today)
        if now.outcome in SHARES:
            yield Ended(now.due_on, now.outcome, one.size, one.promise.receiver, one.id)
