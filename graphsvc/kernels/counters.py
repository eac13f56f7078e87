"""How are different people counted in a few bytes? HyperLogLog counters, one for each person."""

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels.compiled import compiled

# Takes out the bias of the harmonic mean; by registers.
CORRECTION = {16: 0.673, 32: 0.697, 64: 0.709}


def entered(people: int, registers: int, seed: int) -> NDArray[np.uint8]:
    """A counter for each person with herself entered, uint8[people, registers].

    Who is entered where depends on the row and *seed* alone, so that counters of several people
    can be joined by taking the larger of each two registers.

    Raises:
        ValueError: *registers* is not 16, 32 or 64.
    Source:
        Flajolet, Fusy, Gandouet and Meunier (2007), "HyperLogLog: the analysis of a near-optimal
        cardinality estimation algorithm", AofA. Hash: Steele, Lea and Flood (2014), "Fast
        splittable pseudorandom number generators", OOPSLA.
    """
    if registers not in CORRECTION:
        raise ValueError(f"registers are 16, 32 or 64, not {registers}")
    found = np.zeros((people, registers), np.uint8)
    _enter(np.uint64(seed % 2**64), found)
    return found


def estimates(counters: NDArray[np.uint8]) -> NDArray[np.float64]:
    """About how many people were entered in each counter, float64."""
    found = np.empty(len(counters))
    _estimate(counters, CORRECTION[counters.shape[1]], found)
    return found


@compiled
def join(indptr, indices, first, past, now, then):
    """*then* of rows *first* to *past* - 1: their counters and those of their contacts joined."""
    registers = now.shape[1]
    for person in range(first, past):
        mine = then[person]
        mine[:] = now[person]
        for k in range(indptr[person], indptr[person + 1]):
            theirs = now[indices[k]]
            for j in range(registers):
                mine[j] = max(mine[j], theirs[j])


@compiled
def _enter(seed, counters):
    """A hash of the row chooses the register and, by its trailing zeros, the value there."""
    people, registers = counters.shape
    many = np.uint64(registers)
    for person in range(people):
        mixed = np.uint64(person) + seed * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
        rest = mixed // many
        value = 1
        while value < 50 and rest % np.uint64(2) == 0:
            rest = rest // np.uint64(2)
            value += 1
        counters[person, mixed % many] = value


@compiled
def _estimate(counters, correction, found):
    people, registers = counters.shape
    for person in range(people):
        total = 0.0
        empty = 0
        for j in range(registers):
            total += 2.0 ** -np.float64(counters[person, j])
            empty += counters[person, j] == 0
        estimate = correction * registers * registers / total
        if empty > 0 and estimate <= 2.5 * registers:
            # Few people: how many registers are in use tells more than their values.
            estimate = registers * np.log(registers / empty)
        found[person] = estimate
