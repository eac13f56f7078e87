"""About which generated organisation is every kernel asked, and what do the questions need?"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.kernels import build, introductions, pairs, reach, strata, trusted_path
from graphsvc.kernels.rows import Rows
from tests.clustered import DEPARTMENT, clustered

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

SEED = 7
FIRST_WEEK, WEEKS = 2_000, 104


class Columns(NamedTuple):
    """Ties as they are given, before there are rows."""

    one: Longs
    other: Longs
    strength: Floats


class Asked:
    """Rows of one organisation, and what lies beside them; made once, when it is first needed."""

    def __init__(self, columns: Columns, rows: Rows, ahead: Rows, back: Rows):
        """``ahead`` are directed rows of who gives attention to whom, ``back`` the same turned."""
        self.columns, self.rows, self.ahead, self.back = columns, rows, ahead, back
        self.people = rows.people

    @classmethod
    def of(cls, people: int, *, mean_contacts: int = 20) -> "Asked":
        made = clustered(people, mean_contacts=mean_contacts)
        ends = made.one, made.other
        rows = build.undirected_rows(people, *ends, made.strength)
        source, target = rows.owners(), rows.indices.astype(np.int64)
        # Who has the lower number gives attention, and one in three gets some back.
        given = (source < target) | ((source + target) % 3 == 0)
        ahead = build.directed_rows(people, source[given], target[given], rows.strength[given])
        return cls(Columns(*ends, made.strength), rows, ahead, build.transposed(ahead))

    def mapped(self, folder: Path) -> "Asked":
        """The same in files that are read where they lie, as a snapshot's are."""

        def columns(name: str, arrays: Any) -> Any:
            found = []
            for at, array in enumerate(arrays):
                np.save(folder / f"{name}-{at}.npy", array)
                found.append(np.load(folder / f"{name}-{at}.npy", mmap_mode="r"))
            return type(arrays)(*found)

        parts = {"columns": self.columns, "rows": self.rows, "ahead": self.ahead, "back": self.back}
        return Asked(*(columns(name, arrays) for name, arrays in parts.items()))

    # Who is asked about.

    def some(self, count: int) -> Longs:
        """*count* different people by lot, always the same."""
        found: Longs = np.random.default_rng(SEED).permutation(self.people)[:count]
        return found

    def one_by_one(self, count: int, ask: Callable[[int], Any]) -> list[Any]:
        """The answers about each of *count* people who have ties."""
        tied = [row for row in self.some(2 * count).tolist() if len(self.rows.contacts(row))]
        return [ask(row) for row in tied[:count]]

    @cached_property
    def everybody(self) -> Flags:
        return np.ones(self.people, np.bool_)

    # What lies beside people.

    def by_lot(self, share: float, stream: int) -> Flags:
        found: Flags = np.random.default_rng([SEED, stream]).random(self.people) < share
        return found

    @cached_property
    def department(self) -> Ints:
        return (np.arange(self.people) // DEPARTMENT).astype(np.int32)

    @property
    def departments(self) -> int:
        return int(self.department[-1]) + 1

    @cached_property
    def group(self) -> Ints:
        return self.by_lot(0.4, 1).astype(np.int32)

    @cached_property
    def sponsored(self) -> Flags:
        return self.by_lot(0.1, 2)

    @cached_property
    def counts(self) -> strata.Counts:
        return strata.counts(
            self.department, self.group, self.sponsored, strata=self.departments, groups=2
        )

    @cached_property
    def steps(self) -> Ints:
        """To the nearest of five people."""
        return reach.steps_to_nearest(self.rows, self.some(5))

    @cached_property
    def vouching(self) -> introductions.Vouching:
        return introductions.vouching(self.rows)

    @cached_property
    def names(self) -> tuple[NDArray[np.uint8], Longs]:
        """Bytes one after another, and where each name begins; many begin alike."""
        names = [f"team {row // 1_000}, {row % 977}".encode() for row in range(self.people)]
        begin = np.zeros(self.people + 1, np.int64)
        np.cumsum([len(name) for name in names], out=begin[1:])
        return np.frombuffer(b"".join(names), np.uint8), begin

    # What lies beside ties.

    @cached_property
    def recent(self) -> Rows:
        """Half of the strength of every other tie of ``ahead``."""
        columns = self.ahead.owners(), self.targets, self.ahead.strength / 2
        return build.directed_rows(self.people, *(column[::2] for column in columns))

    @cached_property
    def given(self) -> Floats:
        """How much attention everybody gives."""
        found: Floats = np.bincount(
            self.ahead.owners(), self.ahead.strength.astype(np.float64), minlength=self.people
        )
        return found

    @cached_property
    def shares(self) -> Floats:
        """Beside ``ahead``: which part of the giver's attention a tie is."""
        return self.ahead.strength.astype(np.float64) / self.given[self.ahead.owners()]

    @cached_property
    def attended_shares(self) -> Floats:
        """The same beside ``back``."""
        giver = self.back.indices.astype(np.int64)
        return self.back.strength.astype(np.float64) / self.given[giver]

    @cached_property
    def cost(self) -> Floats:
        return trusted_path.trust_costs(self.rows)

    @cached_property
    def by_cost(self) -> trusted_path.CostRows:
        return trusted_path.by_cost(self.rows, self.cost)

    @cached_property
    def starts(self) -> Longs:
        """Where the lists of targets begin, as a snapshot keeps them."""
        return self.ahead.indptr.astype(np.int64)

    @cached_property
    def targets(self) -> Longs:
        """To whom the ties of ``ahead`` lead."""
        return self.ahead.indices.astype(np.int64)

    @cached_property
    def weeks(self) -> pairs.Weeks:
        """Two weeks with contacts for every tie of ``ahead``."""
        ties = len(self.ahead.indices)
        number = FIRST_WEEK + (np.arange(2 * ties) * 37) % WEEKS
        contacts = 1 + (np.arange(2 * ties) * 11) % 7
        return pairs.Weeks(
            2 * np.arange(ties + 1), number.astype(np.int32), contacts.astype(np.int32)
        )

    @cached_property
    def pairs(self) -> pairs.Pairs:
        """``ahead`` as dated pairs."""
        return pairs.pairs_of_feed(
            self.starts,
            self.ahead.indices.astype(np.int32),
            self.ahead.strength,
            self.weeks,
            first_week=FIRST_WEEK,
            worth=0.99 ** np.arange(float(WEEKS))[::-1],
            times=1.0,
            unsaid=0.5,
        )
