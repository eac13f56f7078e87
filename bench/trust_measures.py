"""How sharp and how honest are stated chances, and how sure is that?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.introduction_measures import between
from bench.trust_baselines import losses

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

BINS = 10
DRAWS = 2_000
AT_ONCE = 50  # draws held in memory


class Measured(NamedTuple):
    """Of all events together."""

    log_loss: float
    brier: float
    auc: float
    calibration_error: float


def measured(share: Floats, answered: Flags) -> Measured:
    yes = int(answered.sum())
    _, place, alike = np.unique(share, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(alike) - (alike - 1) / 2)[place][answered].sum()  # equals share theirs
    auc = (ranks - yes * (yes + 1) / 2) / max(1, yes * (len(answered) - yes))
    return Measured(
        float(losses(share, answered).mean()),
        float(((share - answered) ** 2).mean()),
        float(auc),
        calibration_error(share, answered),
    )


def calibration_error(share: Floats, answered: Flags) -> float:
    """Over ten bins of equal width, by events: how far what was said is from what happened."""
    off = np.bincount(_bin(share), share - answered, minlength=BINS)
    return float(np.abs(off).sum() / len(share))


def bins(share: Floats, answered: Flags) -> list[dict[str, float]]:
    """Events, mean share and share answered of each bin that has any."""
    place = _bin(share)
    count, said, done = (
        np.bincount(place, one, minlength=BINS) for one in (np.ones(len(share)), share, answered)
    )
    return [
        {
            "from": one / BINS,
            "events": int(count[one]),
            "said": round(float(said[one] / count[one]), 4),
            "answered": round(float(done[one] / count[one]), 4),
        }
        for one in np.flatnonzero(count).tolist()
    ]


class Intervals(NamedTuple):
    """The middle 95 % over people drawn again."""

    ratio: tuple[float, float]
    log_loss: tuple[float, float]
    off: tuple[float, float]  # calibration error


def intervals(
    person: Longs, answered: Flags, share: Floats, baseline: Floats, seed: int
) -> Intervals:
    """People are drawn with all events in which they were asked."""
    _, who = np.unique(person, return_inverse=True)
    people = int(who.max()) + 1
    ours, theirs = (np.bincount(who, losses(one, answered)) for one in (share, baseline))
    off = np.bincount(who * BINS + _bin(share), share - answered, minlength=people * BINS)
    table = np.column_stack([np.bincount(who), ours, theirs, off.reshape(people, BINS)])
    random, chance = np.random.default_rng([seed, 12]), np.full(people, 1 / people)
    drawn = np.concatenate(
        [random.multinomial(people, chance, size=AT_ONCE) @ table for _ in range(DRAWS // AT_ONCE)]
    )
    events = drawn[:, 0]
    return Intervals(
        between(drawn[:, 1] / drawn[:, 2]),
        between(drawn[:, 1] / events),
        between(np.abs(drawn[:, 3:]).sum(axis=1) / events),
    )


def _bin(share: Floats) -> Longs:
    return np.minimum((share * BINS).astype(np.int64), BINS - 1)
