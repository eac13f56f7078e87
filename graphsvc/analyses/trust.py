"""How likely is it that somebody does what she said she would, and how sure can one be?

Each outcome enters a person's count and the pair's. What is known of everybody is the prior of a
person, and what is known of the person is the prior of the pair, so that little evidence stays
near what is usual. Old outcomes fade.

Sources:
    Jøsang and Ismail (2002), "The beta reputation system", 15th Bled Electronic Commerce Conference
    (counts of a Beta, forgetting). The hierarchy of priors is ours (docs/decisions.md).
"""

from collections.abc import Hashable
from typing import NamedTuple

from scipy.special import betaincinv

COVERED = 0.8  # of the interval, as much above it as below: its lower end is the 10 % bound


class Habits(NamedTuple):
    """How fast outcomes fade, and how many outcomes each prior is worth."""

    half_life: float | None = 180.0  # days; None: nothing fades
    person_prior: float = 10.0
    pair_prior: float = 4.0
    most_a_month: float | None = None  # weight of a pair in one month; None: any


class Beta(NamedTuple):
    """Pseudo-counts of what was done and what was not."""

    done: float
    undone: float

    @property
    def mean(self) -> float:
        """The share that is expected to be done, above 0 and below 1."""
        return self.done / (self.done + self.undone)

    def interval(self, covered: float = COVERED) -> tuple[float, float]:
        """The bounds that hold the middle *covered* of the distribution."""
        tail = (1 - covered) / 2
        low, high = (betaincinv(self.done, self.undone, one) for one in (tail, 1 - tail))
        return float(low), float(high)


class Faded:
    """Two counts that halve every half-life; constant time for each look and each outcome."""

    __slots__ = ("at", "done", "undone")

    def __init__(self, done: float = 0.0, undone: float = 0.0, at: float = 0.0) -> None:
        self.done, self.undone, self.at = done, undone, at

    def by(self, at: float, half_life: float | None) -> "Faded":
        """Itself, as it stands at *at* (days); never earlier than it was last looked at."""
        if half_life is not None and at > self.at:
            kept = 0.5 ** ((at - self.at) / half_life)
            self.done *= kept
            self.undone *= kept
        self.at = max(at, self.at)
        return self

    def add(self, share: float, weight: float) -> None:
        """Count one more outcome *weight* times, *share* of it done, from 0 to 1."""
        self.done += share * weight
        self.undone += (1 - share) * weight


class FollowThrough:
    """What is known of everybody, each person and each pair; outcomes come in the order of *at*.

    Args:
        usual: the share that everybody does, where it is known; else it is learnt on the way.
    """

    def __init__(self, habits: Habits, usual: float | None = None) -> None:
        self.habits, self._usual = habits, usual
        self._all = Faded()
        self._people: dict[Hashable, Faded] = {}
        self._pairs: dict[tuple[Hashable, Hashable], Faded] = {}
        self._months: dict[tuple[Hashable, Hashable], tuple[Hashable, float]] = {}

    def everybody(self, at: float) -> float:
        """The share that everybody does."""
        if self._usual is not None:
            return self._usual
        found = self._all.by(at, self.habits.half_life)
        return (found.done + 1) / (found.done + found.undone + 2)

    def person(self, who: Hashable, at: float) -> Beta:
        """What to expect of a person towards somebody she never promised anything."""
        return _updated(self._people.get(who), at, self.habits, self._prior(at))

    def pair(self, who: Hashable, to: Hashable, at: float) -> Beta:
        """What to expect of a person towards *to*."""
        prior, worth = self.person(who, at).mean, self.habits.pair_prior
        prior_of_pair = Beta(worth * prior, worth * (1 - prior))
        return _updated(self._pairs.get((who, to)), at, self.habits, prior_of_pair)

    def add(
        self,
        who: Hashable,
        to: Hashable,
        at: float,
        share: float,
        *,
        weight: float = 1.0,
        month: Hashable = None,
    ) -> None:
        """An outcome that is known from *at* on: *share* of it was done (1, 0, or between)."""
        weight = self._within_month(who, to, month, weight)
        found = [self._all, self._people.setdefault(who, Faded(at=at))]
        found.append(self._pairs.setdefault((who, to), Faded(at=at)))
        for one in found:
            one.by(at, self.habits.half_life).add(share, weight)

    def _prior(self, at: float) -> Beta:
        usual, worth = self.everybody(at), self.habits.person_prior
        return Beta(worth * usual, worth * (1 - usual))

    def _within_month(self, who: Hashable, to: Hashable, month: Hashable, weight: float) -> float:
        most = self.habits.most_a_month
        if most is None:
            return weight
        last, used = self._months.get((who, to), (month, 0.0))
        used = used if last == month else 0.0
        weight = min(weight, most - used)
        self._months[who, to] = (month, used + weight)
        return weight


def _updated(found: Faded | None, at: float, habits: Habits, prior: Beta) -> Beta:
    if found is None:
        return prior
    now = found.by(at, habits.half_life)
    return Beta(prior.done + now.done, prior.undone + now.undone)
