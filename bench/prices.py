"""What does it cost to touch memory, in this run, on these ties?

Seconds, of the fastest of a few tries: the least that must be paid, not what is usual.
"""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numba
import numpy as np

from bench.world import World

CACHED_BYTES = 80_000  # a table that stays in the first caches
JUMPS = 200_000
TRIES = 3


class Prices:
    """Prices on the ties of one world, each measured when it is first asked for."""

    def __init__(self, world: World) -> None:
        self._world, self._indices = world, world.rows.indices
        self._people, self._entries = world.people, len(world.rows.indices)

    def told(self) -> dict[str, float]:
        """GB a second in sequence, and nanoseconds of everything else."""
        names = ("fetch_8", "fetch_4", "fetch_bit", "cached", "apart", "jump")
        return {"gb_per_s": 1e-9 / self.byte} | {
            f"{name}_ns": getattr(self, name) * 1e9 for name in names
        }

    @cached_property
    def byte(self) -> float:
        """A byte in sequence, of an array as large as the rows."""
        words = np.ones(self._entries + self._people, np.int64)
        return _fastest(_read, words) / words.nbytes

    @cached_property
    def fetch_8(self) -> float:
        """A value of 8 bytes a person, for an entry of the rows in their order, the entry too."""
        return self._fetch(np.ones(self._people, np.int64))

    @cached_property
    def fetch_4(self) -> float:
        """The same of 4 bytes a person."""
        return self._fetch(np.ones(self._people, np.int32))

    @cached_property
    def fetch_bit(self) -> float:
        """The same of one bit a person."""
        words = np.ones(self._people // 64 + 1, np.int64)
        return _fastest(_fetch_bits, words, self._indices) / self._entries

    @cached_property
    def cached(self) -> float:
        """A look at a random place of a small table."""
        count = CACHED_BYTES // 8
        places = self._world.random(7).integers(0, count, self._entries).astype(np.uint32)
        return _fastest(_fetch, np.ones(count, np.int64), places) / self._entries

    @cached_property
    def apart(self) -> float:
        """A look at a random place of something as large as the rows; many under way at once."""
        places = self._world.random(8).permutation(self._entries).astype(np.uint32)
        return _fastest(_fetch, np.ones(self._entries, np.int64), places) / self._entries

    @cached_property
    def jump(self) -> float:
        """The same where each place is only known from the one before."""
        places = self._world.random(8).permutation(self._entries)
        ring = np.empty(self._entries, np.int64)
        ring[places] = np.roll(places, -1)
        jumps = min(self._entries, JUMPS)
        return _fastest(_follow, ring, jumps) / jumps

    def _fetch(self, vector: Any) -> float:
        return _fastest(_fetch, vector, self._indices) / self._entries


def _fastest(loop: Callable[..., Any], *arrays: Any) -> float:
    """Seconds of the fastest of a few tries, after one to compile."""
    loop(*arrays)
    taken = []
    for _ in range(TRIES):
        began = time.process_time_ns()
        loop(*arrays)
        taken.append(time.process_time_ns() - began)
    return min(taken) / 1e9


@numba.njit
def _read(words: Any) -> int:
    total = 0
    for word in words:
        total += word
    return total


@numba.njit
def _fetch(vector: Any, indices: Any) -> int:
    total = 0
    for at in indices:
        total += vector[at]
    return total


@numba.njit
def _fetch_bits(words: Any, indices: Any) -> int:
    total = 0
    for at in indices:
        total += (words[at >> np.uint32(6)] >> np.int64(at & np.uint32(63))) & 1
    return total


@numba.njit
def _follow(ring: Any, jumps: int) -> int:
    at = 0
    for _ in range(jumps):
        at = ring[at]
    return at
