"""Does a group differ from all others within strata, by how much, or is it chance?"""

from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import strata

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SMALLEST_P = 1e-12  # no p is given as smaller: nothing is decided below, and none is impossible


class Tables(NamedTuple):
    """Strata in which members and others both occur, one entry a stratum.

    ``compared`` members are in such a stratum, ``not_compared`` are among themselves.
    """

    members: Ints
    others: Ints
    members_yes: Ints
    others_yes: Ints
    compared: int
    not_compared: int

    @property
    def people(self) -> Ints:
        """Members and others together, by stratum."""
        return self.members + self.others

    @property
    def yes(self) -> Ints:
        """Members and others of whom it is true, by stratum."""
        return self.members_yes + self.others_yes

    @property
    def weights(self) -> Floats:
        """Mantel-Haenszel weights n1 n2 / n: a stratum counts by what it can tell."""
        return self.members * self.others / self.people


def difference(found: Tables) -> float | None:
    """Share of yes among members minus that among others, within strata; None without strata.

    The mean of the strata's differences with Mantel-Haenszel weights. It equals (A - E) / W: A the
    members' number of yes, E what their share of each stratum gives, W the sum of the weights.
    """
    if not len(found.members):
        return None
    expected = found.members * found.yes / found.people
    return float((found.members_yes - expected).sum() / found.weights.sum())


def exact_p(found: Tables, *, mid: bool = False) -> float | None:
    """How often shuffled labels differ at least as much: two-sided, exact, without sampling.

    If group labels are shuffled among the people of each stratum, the members' number of yes is
    hypergeometric in a stratum and independent between strata. The difference moves with their
    sum, whose distribution is the convolution. Two-sided: every value counts that lies at least
    as far from the expectation as the one seen, on either side.

    Args:
        mid: count values exactly as far only half: on average right instead of never too small.
    Returns:
        At least SMALLEST_P; None where no stratum has both sides.
    Source:
        Fisher's exact test within strata: Mehta, Patel and Gray (1985), J. Am. Stat. Assoc. 80.
    """
    if not len(found.members):
        return None
    start, chances = null_distribution(found)
    expected = float((found.members * found.yes / found.people).sum())
    far = np.abs(start + np.arange(len(chances)) - expected)
    seen = abs(int(found.members_yes.sum()) - expected)
    slack = 1e-9 * max(1.0, seen)
    p = float(chances[far > seen + slack].sum())
    equal = float(chances[np.abs(far - seen) <= slack].sum())
    return min(1.0, max(SMALLEST_P, p + (equal / 2 if mid else equal)))


def null_distribution(found: Tables) -> tuple[int, Floats]:
    """The members' number of yes under shuffled labels: its smallest value, then the chances.

    Values at both ends that are less than 1e-40 as likely as the likeliest are left off.
    """
    return strata.null_distribution(found.members, found.others, found.yes)


class Family(NamedTuple):
    """What several comparisons share: p of each allowing for all, and the bar they must pass."""

    p_values: list[float]
    critical: float


def familywise(
    people: Ints, yes: Ints, *, compared: list[int], draws: int = 10_000, seed: int
) -> Family:
    """Judge several groups, each against all others, so that chance reports *any* in 5 of 100.

    Westfall and Young's max-T from one set of shuffles: labels of all groups move together, so
    that comparisons that mirror each other are not paid for twice.

    Args:
        people: by stratum and group; ``yes`` likewise.
        compared: the groups of the family, each with a stratum it shares.
    Source:
        Westfall and Young (1993), Resampling-based multiple testing.
    """
    totals, hits = people.sum(axis=1), yes.sum(axis=1)
    expected = people * (hits / totals)[:, None]
    variance = expected * (1 - people / totals[:, None])
    variance *= ((totals - hits) / np.maximum(totals - 1, 1))[:, None]
    spread = np.sqrt(variance.sum(axis=0))[compared]
    spread = np.where(spread > 0, spread, nan)
    centre = expected.sum(axis=0)[compared]
    random = np.random.default_rng(seed)
    drawn = np.zeros((draws, people.shape[1]), dtype=np.int64)
    for stratum, hit in zip(people, hits.tolist(), strict=True):
        drawn += random.multivariate_hypergeometric(stratum, hit, size=draws, method="marginals")
    largest = np.fmax.reduce(np.abs(drawn[:, compared] - centre) / spread, axis=1)
    largest = np.where(np.isnan(largest), 0.0, largest)
    seen = np.nan_to_num(np.abs(yes.sum(axis=0)[compared] - centre) / spread)
    beyond = (largest[:, None] >= seen[None, :] - 1e-9).sum(axis=0)
    return Family(((beyond + 1) / (draws + 1)).tolist(), float(np.quantile(largest, 0.95)))
