"""Do the people come early in a list whom somebody is really going to meet?

``python -m bench.introductions --ties FILE``: at each cut the product's ranker sees only what was
before it and orders all active people somebody had no contact with; judged is by first contacts
within the horizon, beside Adamic-Adar, resource allocation, popularity and chance in the same run.
What the ranker leaves open is chosen on earlier cuts whose horizon was over by then.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bench.asked import Running, above_zero, numbers, options, run
from bench.forward import EARLIER, LEAST_POSITIVES, Cut, Horizons, cut, horizons
from bench.introduction_groups import Exposure, group_bars, nothing_about_groups
from bench.introduction_measures import MEASURES, Judged, between, drawn, measured, over_cuts
from bench.introduction_rankers import (
    ADAMIC_ADAR,
    BASELINES,
    BUILT_IN,
    CHOICES,
    OURS,
    OURS_BY_WEEK,
    Asked,
    Baselines,
    Choice,
    Ours,
    Past,
    lots,
)
from bench.people_file import People, people
from bench.report import Bar, printed
from bench.ties_file import Ties, ties

LEAST_PEOPLE = 200
MOST_JUDGED = 2_000  # persons a cut; of more a sample is judged, and that is said
CHOOSE_ON, CHOOSE_TO = 300, 50  # persons a cut and places of a list where the ranker is chosen
RANKERS = (OURS, OURS_BY_WEEK, *BASELINES)
BARS = {"recall_at_20": (1.07, 1.15), "mrr": (1.10, 1.20)}


class Found(NamedTuple):
    """What a run measured, and what it says of each cut."""

    cuts: list[Judged]
    rows: list[dict[str, Any]]
    said: list[dict[str, Any]]
    exposure: list[Exposure]


def main(arguments: Sequence[str]) -> int:
    asked = _options().parse_args(arguments)
    running = Running(asked.limit_minutes)
    tied = ties(asked)
    known = people(asked, tied.ids)
    if not tied.dated.day.size:
        return _printed(asked, running, tied, {}, _undecided("no dates"), [])
    at = horizons(tied.dated.day, asked.cuts, asked.horizon)
    found = _measure(asked, running, tied, at, known)
    bars = _bars(found, tied, known, asked.seed)
    derived = {"cuts": at.cuts, "horizon": at.days, "by_cut": found.said}
    return _printed(asked, running, tied, derived, bars, found.rows)


def _options() -> argparse.ArgumentParser:
    parser = options("introductions", __doc__)
    parser.add_argument("--cuts", type=numbers, metavar="DAY,...", help="days from the first tie")
    parser.add_argument("--horizon", type=above_zero, metavar="DAYS")
    return parser


def _printed(
    asked: argparse.Namespace,
    running: Running,
    tied: Ties,
    derived: dict[str, Any],
    bars: list[Bar],
    rows: list[dict[str, Any]],
) -> int:
    summary = running.summary("introductions", asked, data=tied.described, derived=derived)
    if not asked.json:
        for one in derived.get("by_cut", ()):
            print(", ".join(f"{name} {value}" for name, value in one.items()))
    return printed(rows, summary, bars, as_json=asked.json)


def _measure(
    asked: argparse.Namespace,
    running: Running,
    tied: Ties,
    at: Horizons,
    known: People,
) -> Found:
    found, past, by_week = Found([], [], [], []), Past.of(tied), Past.by_week(tied)
    lot, chosen_on = lots(tied.ids, asked.seed), _Earlier(past, at.days, tied.ids, asked.seed)
    for day in at.cuts:
        here = Asked(cut(past.pairs, day, at.days), tied.ids, lot, asked.seed)
        said: dict[str, Any] = {"cut": day, "positives": here.cut.met.pairs}
        found.said.append(said)
        if here.cut.met.pairs < LEAST_POSITIVES:
            said["left_out"] = f"fewer than {LEAST_POSITIVES} positives"
            continue
        if running.over:
            said["left_out"] = "the limit of minutes was over"
            continue
        choice, why = chosen_on.choice(day)
        persons = _some(here.cut, MOST_JUDGED, asked.seed)
        said |= {"judged": len(persons), **choice._asdict(), "chosen_on": why}
        ours = {OURS: Ours(past, here, choice), OURS_BY_WEEK: Ours(by_week, here, choice)}
        judged, exposure = _judged(here, ours, persons, known)
        found.cuts.append(judged)
        found.exposure.append(exposure)
        found.rows.extend(_rows(day, judged))
    found.rows.extend(_means(found.cuts))
    return found


def _judged(
    here: Asked, ours: Mapping[str, Ours], persons: np.ndarray[Any, Any], known: People
) -> tuple[Judged, Exposure]:
    by: dict[str, list[tuple[float, ...]]] = {name: [] for name in RANKERS}
    baselines, exposure = Baselines(here), Exposure(known, here.cut.active)
    for person in persons.tolist():
        met = _met(here.cut, person)
        orders = {name: one.order(person) for name, one in ours.items()}
        exposure.add(person, orders[OURS])
        for name, order in orders.items():
            by[name].append(measured(order, met))
        for name, other in baselines.orders(person):
            by[name].append(measured(other, met))
    return Judged(persons, {name: np.array(one) for name, one in by.items()}), exposure


def _met(one: Cut, person: int) -> Any:
    first, last = np.searchsorted(one.met.person, [person, person + 1])
    return one.met.other[first:last]


def _some(one: Cut, most: int, seed: int) -> Any:
    """Those who met somebody; of more than *most* a sample, by lot."""
    persons = np.unique(one.met.person)
    if len(persons) <= most:
        return persons
    return np.sort(np.random.default_rng([seed, 3]).choice(persons, most, replace=False))


class _Earlier:
    """Chooses what the ranker leaves open, on cuts whose horizon is over at the judged one."""

    def __init__(self, past: Past, horizon: float, ids: Sequence[str], seed: int) -> None:
        self._past, self._horizon, self._ids, self._seed = past, horizon, ids, seed
        self._lot = lots(ids, seed)
        self._tried: dict[float, Any] = {}

    def choice(self, day: float) -> tuple[Choice, str]:
        """The choice for a cut at *day*, and on what it was made."""
        earlier = [day - times * self._horizon for times in EARLIER]
        tried = [(one, self._try(one)) for one in earlier if one > 0]
        usable = [(one, values) for one, values in tried if values is not None]
        if not usable:
            return BUILT_IN, "built in: no earlier cut has enough positives"
        # Relative to the built-in choice; equals go to the one that is named first.
        gain = np.mean([values / values[CHOICES.index(BUILT_IN)] for _, values in usable], axis=0)
        best = int(np.argmax(np.round(gain.mean(axis=1), 9)))
        return CHOICES[best], "cuts " + ", ".join(f"{one:g}" for one, _ in usable)

    def _try(self, day: float) -> Any:
        """recall@20 and MRR of every choice at a cut, float64[choices, 2]; None: too few met."""
        if day not in self._tried:
            self._tried[day] = self._values(
                Asked(cut(self._past.pairs, day, self._horizon), self._ids, self._lot, self._seed)
            )
        return self._tried[day]

    def _values(self, here: Asked) -> Any:
        if here.cut.met.pairs < LEAST_POSITIVES:
            return None
        persons = _some(here.cut, CHOOSE_ON, self._seed).tolist()
        met = [_met(here.cut, person) for person in persons]
        values = []
        for choice in CHOICES:
            ours = Ours(self._past, here, choice)
            each = [
                measured(ours.order(person, CHOOSE_TO), one)
                for person, one in zip(persons, met, strict=True)
            ]
            values.append(np.mean(each, axis=0)[[0, 2]])
        return np.maximum(values, 1e-9)


def _rows(day: float, judged: Judged) -> Iterator[dict[str, Any]]:
    for name in judged.by:
        yield {
            "cut": day,
            "ranker": name,
            **dict(zip(MEASURES, judged.means(name).tolist(), strict=True)),
        }


def _means(cuts: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    for name in RANKERS if cuts else ():
        means = over_cuts(cuts, name).tolist()
        yield {"cut": "mean", "ranker": name, **dict(zip(MEASURES, means, strict=True))}


def _bars(found: Found, tied: Ties, known: People, seed: int) -> list[Bar]:
    if tied.people < LEAST_PEOPLE:
        return _undecided(f"fewer than {LEAST_PEOPLE} people", known)
    if not found.cuts:
        return _undecided(f"no cut with {LEAST_POSITIVES} positives within the limits", known)
    again = drawn(found.cuts, (OURS, ADAMIC_ADAR), seed)
    ours, theirs = (over_cuts(found.cuts, name) for name in (OURS, ADAMIC_ADAR))
    bars = [
        _ratio(name, ours[place], theirs[place], again[:, 0, place] / again[:, 1, place])
        for place, name in enumerate(MEASURES)
        if name in BARS
    ]
    return bars + group_bars(known, found.cuts, found.exposure, seed)


def _ratio(name: str, ours: float, theirs: float, again: Any) -> Bar:
    bar, goal = BARS[name]
    low, high = between(again)
    ratio = float(ours / theirs)
    why = "goal met" if ratio >= goal and low > 1.10 else ""
    return Bar(name, float(ours), float(theirs), ratio, low, high, bar, goal, ratio >= bar, why)


def _undecided(why: str, known: People | None = None) -> list[Bar]:
    bars = [Bar(name, None, None, None, None, None, *BARS[name], None, why) for name in BARS]
    return bars + nothing_about_groups(known, why)


if __name__ == "__main__":
    run(main)
