"""Which few introductions bring those far from open doors nearest to them, with odds of a no?"""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.access import BY_STEPS, FLOOR, PASSED_ON, Floats, Longs, chances, new_ties
from graphsvc.analyses.ranking import draw, steady
from graphsvc.analyses.steps import FAR, Graph, Steps, steps
from graphsvc.kernels.compiled import Turn
from graphsvc.kernels.new_ties import Expected
from graphsvc.kernels.steps import TOGETHER, summed_worth

Flags = NDArray[np.bool_]

PER_MENTEE, PER_INTRODUCEE = 1, 2
# Odds of a yes: damped from how often new contacts formed by themselves; an assumption until the
# outcomes of introductions are enough to learn them (methods.md section 5).
ODDS_FAR, ODDS_THREE_STEPS = 0.14, 0.24
ODDS_SHARED = (0.0, 0.37, 0.50, 0.61, 0.61, 0.77, 0.77, 0.77, 0.95)  # by shared contacts, 8 or more
LEAST_GAIN = 1e-9
# In a large organisation only the most promising by their bounds are tried at all.
LARGE = 5_000
MENTEES_TRIED, INTRODUCEES_TRIED = 6, 8  # the first for each introduction of the budget
_SOME = 32  # introducees of a mentee that are looked at together
_ROUNDING = 1 + 1e-9  # bounds stay bounds whatever the order of a sum


class Choice(NamedTuple):
    """An introduction of the plan, in the order chosen; access is the mentee's, expected."""

    mentee: int
    introducee: int
    odds: float
    gain: float
    before: float
    after: float
    steps: int | None  # apart before it; None without any way
    shared: int
    helped: int  # other mentees it brings nearer


class Plan(NamedTuple):
    """``truncated``: the budget ended it, another introduction would still gain something."""

    choices: list[Choice]
    truncated: bool


class Question(NamedTuple):
    """Whom to plan for, towards whom, and who may be met.

    ``to_targets``: steps from every target (row) to everybody (column). ``barred`` gives by row
    whom one mentee shall not be introduced to; her contacts never are. Whoever has somebody to
    meet within ``most_steps`` is introduced to nobody farther away: there a connector can ask.
    """

    graph: Graph
    mentees: Longs
    to_targets: Steps
    open_to: Flags
    barred: Callable[[int], Flags]
    id_of: Callable[[int], str]
    seed: int
    most_steps: int = int(FAR)


def odds_of_yes(apart: Steps, shared: Longs) -> Floats:
    """The odds that all agree to an introduction, by steps apart and shared contacts."""
    by_shared = np.array(ODDS_SHARED)[np.minimum(shared, len(ODDS_SHARED) - 1)]
    return np.where(
        apart == 2, by_shared, np.where(apart == 3, ODDS_THREE_STEPS, ODDS_FAR)
    )  # fmt: skip


def plan(question: Question, budget: int, *, turn: Turn | None = None) -> Plan:
    """At most *budget* introductions, each the one that then adds most to the objective.

    The objective is sum over mentees of ln(0.05 + expected access to the targets). The expected
    access is kept as near = (1 - q) near + q max(near, v) for a tie that comes about with odds q,
    so gains add up; one new tie a way, so it never says too much. At most one introduction a
    mentee and two an introducee. Equal gains are decided by lot with the seed.

    A gain only shrinks as others are chosen, so a gain of before is a bound now, and only those
    that could be the largest are computed again: the answer is the one of trying all each time.
    Among more than 5,000 people only those pairs are tried that have the largest bounds.

    *turn* is called before each look at a pair, with those chosen and the budget.

    Source:
        methods.md section 5; Leskovec et al. (2007), "Cost-effective outbreak detection in
        networks" (lazy evaluation); Fisher, Nemhauser and Wolsey (1978) for the caps.
    """
    few = MENTEES_TRIED * budget if question.graph.people > LARGE else None
    return _Greedy(question, budget, few, turn).run()


class _Met(NamedTuple):
    """What a mentee's candidates are bounded by: rows, best bound first, the others beside them."""

    rows: Longs
    bounds: Floats
    odds: Floats
    apart: Steps


@dataclass
class _Greedy:
    question: Question
    budget: int
    few: int | None = None  # mentees tried, None for all
    turn: Turn | None = None
    near: Expected = field(init=False)  # what mentees can expect of the introductions chosen
    today: Floats = field(init=False)  # everybody's access, before any introduction
    spread: Floats = field(init=False)  # by row: how much of a gain at it reaches mentees, weighed
    ahead: list[int] = field(init=False)  # mentees whose steps were not looked for yet
    apart: dict[int, Steps] = field(init=False, default_factory=dict)  # of those who come next
    queue: list[tuple[float, int, int, int, int, int]] = field(init=False, default_factory=list)
    met: dict[int, _Met] = field(init=False, default_factory=dict)
    chosen: list[Choice] = field(init=False, default_factory=list)
    often: Counter[int] = field(init=False, default_factory=Counter)  # an introducee was chosen
    placed: set[int] = field(init=False, default_factory=set)  # mentees with an introduction

    def __post_init__(self) -> None:
        asked = self.question
        self.near = new_ties(asked.graph, asked.to_targets, asked.mentees)
        self.today = self.near.each.copy()
        weights = 1.0 / (FLOOR + self.today[asked.mentees])
        self.spread = summed_worth(
            asked.graph.rows, asked.mentees, weights, BY_STEPS, turn=lambda *_: self._turn()
        )
        most, widest = self.today.max(initial=0.0), self.spread.max(initial=0.0)
        bounds = most * self.spread[asked.mentees] + self.today[asked.mentees] * widest
        self.ahead = np.argsort(-bounds, kind="stable")[: self.few].tolist()
        for place in self.ahead:
            self._push(PASSED_ON * float(bounds[place]), 0, 0, place, 0)

    def _turn(self) -> None:
        if self.turn is not None:
            self.turn(len(self.chosen), self.budget)

    def run(self) -> Plan:
        """Choose until the budget is spent or nothing adds anything; see :func:`plan`."""
        while self.queue:
            self._turn()
            below, kind, _, place, at, version = heapq.heappop(self.queue)
            if -below < LEAST_GAIN:
                break
            if self._full(place, at if kind else None):
                continue
            if kind == 0:
                self._look_on(place, at)
            elif kind == 2 and version == len(self.chosen):
                if len(self.chosen) == self.budget:
                    return Plan(self.chosen, True)
                self._choose(place, at, -below)
            else:
                self._push(self._gain(place, at), 2, self._lot(place, at), place, at)
        return Plan(self.chosen, False)

    def _push(self, bound: float, kind: int, lot: int, place: int, at: int) -> None:
        # Kinds of equal bound come in this order: what is not yet known before what is.
        value = bound if kind == 2 else bound * _ROUNDING
        key = -float(steady(np.array([value]))[0])
        heapq.heappush(self.queue, (key, kind, lot, place, at, len(self.chosen)))

    def _lot(self, place: int, row: int) -> int:
        asked = self.question
        return draw(f"{asked.id_of(int(asked.mentees[place]))}>{asked.id_of(row)}", asked.seed)

    def _full(self, place: int, row: int | None) -> bool:
        return place in self.placed or (row is not None and self.often[row] >= PER_INTRODUCEE)

    def _look_on(self, place: int, at: int) -> None:
        """Queue the next introducees of a mentee by their own bounds, the others by the next's."""
        if place not in self.met:
            self.met[place] = self._candidates(place)
        found = self.met[place]
        if at == 0 and len(found.rows) and found.bounds[0] * _ROUNDING < -self._next():
            self._push(float(found.bounds[0]), 0, 0, place, 1)
            return
        at = max(0, at - 1)
        rows, odds = found.rows[at : at + _SOME], found.odds[at : at + _SOME]
        bounds = self._bounds(place, rows, odds)
        kept = np.argsort(-bounds, kind="stable")[: None if self.few is None else INTRODUCEES_TRIED]
        for row, bound in zip(rows[kept].tolist(), bounds[kept].tolist(), strict=True):
            self._push(bound, 1, self._lot(place, row), place, row)
        if self.few is None and at + _SOME < len(found.rows):
            self._push(float(found.bounds[at + _SOME]), 0, 0, place, at + _SOME + 1)

    def _next(self) -> float:
        return self.queue[0][0] if self.queue else 0.0

    def _candidates(self, place: int) -> _Met:
        """Everybody the mentee may meet, by a bound that needs no look at single targets."""
        asked, row = self.question, int(self.question.mentees[place])
        apart = self._steps_of(place)
        may = asked.open_to & (apart > 1) & ~asked.barred(row)
        near = may & (apart <= asked.most_steps)
        rows = np.flatnonzero(near if near.any() else may)
        odds = odds_of_yes(apart[rows], self._shared(row)[rows])
        reached = self.today[rows] * self.spread[row] + self.today[row] * self.spread[rows]
        bounds = PASSED_ON * odds * reached
        order = np.argsort(-bounds, kind="stable")
        return _Met(rows[order], bounds[order], odds[order], apart[rows[order]])

    def _steps_of(self, place: int) -> Steps:
        """Steps from a mentee to everybody, looked for together with those who come next."""
        if place not in self.apart:
            some = [place, *(one for one in self.ahead if one != place)][:TOGETHER]
            self.ahead = [one for one in self.ahead if one not in some]
            found = steps(self.question.graph, self.question.mentees[some])
            self.apart = dict(zip(some, found, strict=True)) | self.apart
        return self.apart.pop(place)

    def _shared(self, row: int) -> Longs:
        graph = self.question.graph
        contacts = [graph.contacts(one) for one in graph.contacts(row).tolist()]
        found = np.concatenate(contacts) if contacts else np.zeros(0, np.int64)
        return np.bincount(found, minlength=graph.people)

    def _bounds(self, place: int, rows: Longs, odds: Floats) -> Floats:
        """A bound on each gain: whatever the mentee or the introducee gains, spread to mentees.

        No way of x betters by more than P_xi times what i's own betters (the ways triangle), and
        ln(1 + r / b) is at most r / b.
        """
        mentee = int(self.question.mentees[place])
        own, theirs = chances(self.near.apart[mentee]), chances(self.near.apart[rows])
        ours = np.maximum(PASSED_ON * theirs - own, 0.0).sum(axis=1) * self.spread[mentee]
        others = np.maximum(PASSED_ON * own - theirs, 0.0).sum(axis=1) * self.spread[rows]
        return odds * (ours + others)

    def _gain(self, place: int, row: int) -> float:
        found, mentee = self.met[place], int(self.question.mentees[place])
        odds = float(found.odds[found.rows == row][0])
        who, rise = self.near.rises(mentee, row, odds)
        return float(np.log1p(rise / (FLOOR + self.near.each[who])).sum())

    def _choose(self, place: int, row: int, gain: float) -> None:
        found, mentee = self.met[place], int(self.question.mentees[place])
        at = int(np.flatnonzero(found.rows == row)[0])
        before, odds, apart = float(self.near.each[mentee]), found.odds[at], int(found.apart[at])
        who, rise = self.near.add(mentee, row, odds)
        self.placed.add(place)
        self.often[row] += 1
        self.chosen.append(
            Choice(
                mentee=mentee,
                introducee=row,
                odds=float(odds),
                gain=gain,
                before=before,
                after=float(self.near.each[mentee]),
                steps=None if apart == FAR else apart,
                shared=int(self._shared(mentee)[row]),
                helped=int((rise[who != mentee] > LEAST_GAIN).sum()),
            )
        )
