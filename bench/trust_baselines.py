"""What do plain averages and the core alone expect, each from outcomes known by then?"""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bench.trust_counts import Core, updated
from bench.trust_events import Events, Longs
from graphsvc.analyses.trust import Habits

Floats = NDArray[np.float64]

PERSON = "person_beta"
HALF_LIVES = (180.0, 30.0, 60.0, 90.0, 365.0, None)
HABITS = [
    Habits(half_life, person_prior, pair_prior)
    for person_prior, pair_prior in product((10.0, 2.0, 30.0), (4.0, 1.5, 10.0))
    for half_life in HALF_LIVES
]  # the first is the product's


def baselines(core: Core) -> dict[str, Floats]:
    """The share of everybody so far; a Beta(1,1) of the person who is asked, and of the pair."""
    return {
        "global_mean": core.everybody(None),
        PERSON: updated(core.asked.faded(None), 0.5, 2)[0],
        "dyad_beta": updated(core.pairs.faded(None), 0.5, 2)[0],
    }


def shares(core: Core, habits: Habits) -> Floats:
    """What the hierarchy of priors expects of the pair, with these *habits*."""
    return core.pair(habits)[0]


def fitted(events: Events, core: Core, steps: Longs) -> tuple[Floats, list[Habits]]:
    """From each of the *steps* on, the habits with the least log-loss on what was known."""
    lost = [lost_by(events, shares(core, one), steps) for one in HABITS]
    chosen = [HABITS[one] for one in least(lost)]
    each = {one: shares(core, one) for one in set(chosen)}
    found = np.empty(len(events.at))
    for one, (start, end) in zip(chosen, spans(steps, len(found)), strict=True):
        found[start:end] = each[one][start:end]
    return found, chosen


def lost_by(events: Events, share: Floats, steps: Longs) -> Floats:
    """Log-loss at each step of all outcomes known by then together."""
    lost = np.append(0.0, np.cumsum(losses(share, events.answered)))
    return lost[known_at(events, steps)]


def least(lost: Sequence[Floats]) -> list[int]:
    """At each step, who lost least; of equals the first."""
    return np.argmin(np.round(np.stack(lost), 9), axis=0).tolist()


def known_at(events: Events, steps: Longs) -> Longs:
    """How many outcomes are known when the event at each step is written."""
    return np.searchsorted(events.known, events.at[steps], "right")


def spans(steps: Longs, events: int) -> list[tuple[int, int]]:
    """From each step to the next."""
    return list(zip(steps.tolist(), [*steps[1:].tolist(), events], strict=True))


def losses(share: Floats, answered: NDArray[np.bool_]) -> Floats:
    """Log-loss of each event."""
    return -np.log(np.where(answered, share, 1 - share))
