"""In which order does each ranker put the people somebody has not met?"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.forward import Cut, Pairs, decayed, pairs_of
from bench.rounds import Rounds, rounds_of
from bench.ties_file import Ties
from graphsvc.analyses.introductions import (
    HALF_LIVES,
    WEIGHTS,
    Evidence,
    Weights,
    evidence,
    in_order,
)
from graphsvc.analyses.ranking import draw, steady

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

OURS, OURS_BY_WEEK, ADAMIC_ADAR = "graphsvc", "graphsvc_by_week", "adamic_adar"
BASELINES = (ADAMIC_ADAR, "resource_allocation", "popularity", "random")
WEEK_DAYS = 7.0
LISTED = 1_000  # of our list; whoever comes later follows by lot


class Choice(NamedTuple):
    """What the product's ranker leaves open: half-lives in days, and weights of its parts."""

    half_lives: tuple[float, float] = (HALF_LIVES[0], HALF_LIVES[1])
    weights: Weights = WEIGHTS


BUILT_IN = Choice()
CHOICES = (
    BUILT_IN,
    Choice(half_lives=(60.0, 180.0)),
    Choice(half_lives=(180.0, 720.0)),
    Choice(weights=(2.0, 1.0, 1.0, 1.0, 0.5)),
    Choice(weights=(1.0, 1.0, 1.0, 2.0, 0.5)),
    Choice(weights=(1.0, 1.0, 1.0, 1.0, 1.0)),
    Choice(weights=(1.0, 1.0, 1.0, 1.0, 0.0)),
    Choice(weights=(1.0, 0.0, 0.0, 1.0, 0.0)),
    Choice(weights=(1.0, 0.0, 0.0, 0.0, 0.0)),
)


class Past(NamedTuple):
    """What a ranker may look at, as far as it lies before a cut."""

    pairs: Pairs
    rounds: Rounds

    @classmethod
    def of(cls, tied: Ties) -> "Past":
        """At the resolution of the file."""
        return cls(pairs_of(tied), rounds_of(tied))

    @classmethod
    def by_week(cls, tied: Ties) -> "Past":
        """As the product counts contacts: by week, each known when it is over."""
        ended = (np.floor(tied.day / WEEK_DAYS) + 1) * WEEK_DAYS
        # A week that ends at a cut is over there, and only what lies before a cut is known.
        return cls.of(tied._replace(day=np.nextafter(ended, 0)))


class Asked(NamedTuple):
    """Whose lists are made at a cut, and the order of lots that decides between equals."""

    cut: Cut
    ids: Sequence[str]
    lot: Longs
    seed: int

    def eligible(self, person: int) -> NDArray[np.bool_]:
        """All active people she had no contact with."""
        found = self.cut.active.copy()
        found[self.cut.known.contacts(person)] = False
        found[person] = False
        return found


def lots(ids: Sequence[str], seed: int) -> Longs:
    """Rows in the order of their lots, the same for every ranker of a run."""
    drawn = [(draw(one, seed), one, row) for row, one in enumerate(ids)]
    return np.array([row for _, _, row in sorted(drawn)], np.int64)


class Ours:
    """The product's own ranker, on the past at whatever resolution it is given."""

    def __init__(self, past: Past, asked: Asked, choice: Choice = BUILT_IN) -> None:
        self._asked = asked
        day = asked.cut.day
        recent, lasting = (decayed(past.pairs, day, one) for one in choice.half_lives)
        self._evidence: Evidence = evidence(
            asked.cut.known,
            recent,
            lasting,
            present=asked.cut.active,
            weights=choice.weights,
            beside=past.rounds.before(day) if choice.weights[-1] else None,
        )

    def order(self, person: int, limit: int = LISTED) -> Longs:
        """The people she could meet, best first, as far as the list goes; then by lot."""
        eligible = self._asked.eligible(person)
        listed = in_order(
            self._evidence,
            person,
            eligible=eligible,
            limit=limit,
            id_of=self._asked.ids.__getitem__,
            seed=self._asked.seed,
        )
        eligible[listed] = False
        return np.concatenate([listed, self._asked.lot[eligible[self._asked.lot]]])


class Baselines:
    """Rankers anybody could write, on the undirected contacts before the cut."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        known = asked.cut.known
        shape = (known.people, known.people)
        ones = np.ones(len(known.indices))
        # scipy wants signed places.
        places = known.indices.astype(np.int64), known.indptr.astype(np.int64)
        self._ties = csr_array((ones, *places), shape=shape)
        self._contacts = np.diff(known.indptr.astype(np.int64)).astype(np.float64)

    def orders(self, person: int) -> Iterator[tuple[str, Longs]]:
        lot = self._asked.lot
        kept = lot[self._asked.eligible(person)[lot]]
        values = {
            ADAMIC_ADAR: self._through(person, self._by[ADAMIC_ADAR]),
            "resource_allocation": self._through(person, self._by["resource_allocation"]),
            "popularity": self._contacts,
        }
        for name, value in values.items():
            yield name, kept[np.argsort(-steady(value[kept]), kind="stable")]
        # A lot of its own, so that it has nothing to do with how equals are decided.
        yield "random", np.random.default_rng([self._asked.seed, 7, person]).permutation(kept)

    @cached_property
    def _by(self) -> Mapping[str, Floats]:
        several, some = self._contacts >= 2, self._contacts >= 1
        adamic_adar, allocation = np.zeros(len(several)), np.zeros(len(several))
        adamic_adar[several] = 1 / np.log(self._contacts[several])
        allocation[some] = 1 / self._contacts[some]
        return {ADAMIC_ADAR: adamic_adar, "resource_allocation": allocation}

    def _through(self, person: int, by: Floats) -> Floats:
        shared = self._asked.cut.known.contacts(person).astype(np.int64)
        found = self._ties[shared].T @ by[shared]
        return np.asarray(found, np.float64)
